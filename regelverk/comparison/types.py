"""What a comparison is: acts × elements, two indices, and where the acts part."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from regelverk.model.address import Address
from regelverk.model.document import Language


class State(StrEnum):
    """Whether an act answers an element."""

    FOUND = "funnet"
    ABSENT = "står ikke"
    NOT_FOUND = "ikke funnet"


@dataclass(frozen=True, slots=True)
class Act:
    """An act (or other document) that is compared, and what of it the comparison rests on.

    Attributes:
        identifier: Its identifier.
        title: Its short title, or its full one where it has none.
        language: The form it is written in.
        clauses: How many clauses of the compared types it has.
        core: The section where most of them stand; empty where it has none.
    """

    identifier: str
    title: str
    language: Language
    clauses: int
    core: Address | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an act, and where they stand."""

    address: Address
    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one act says of one element.

    Attributes:
        act: The act's identifier.
        element: The element's name in `rules/elements.toml`.
        state: `FOUND`; `ABSENT` where the clause is there but says nothing of this; `NOT_FOUND`
            where the act has no clause in which it could stand.
        value: The concept, a name of `rules/element_values.toml`; empty unless found.
        quote: The sentence it was read from, and in it the words that carry it; None where there
            is no clause.
        score: How sure the detection of that sentence is, 0–1.
    """

    act: str
    element: str
    state: State
    value: str = ""
    quote: Quote | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """How alike two acts are, 0–100; None where they have nothing to compare."""

    first: str
    second: str
    rule: float | None
    wording: float | None


@dataclass(frozen=True, slots=True)
class Index:
    """A measure of uniformity.

    Attributes:
        value: 0–100; None where there are no two acts to compare.
        pairs: How many comparisons of two acts it rests on.
    """

    value: float | None
    pairs: int


@dataclass(frozen=True, slots=True)
class Difference:
    """An element in which the acts part.

    Attributes:
        element: The element's name.
        common: The value (or missing value) most acts share.
        cells: The cells that differ from it.
        sharing: How many acts share the common value.
        importance: The element's weight times its disagreement; larger is shown first.
    """

    element: str
    common: Cell
    cells: tuple[Cell, ...]
    sharing: int
    importance: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of comparing acts.

    Attributes:
        acts: The acts, in the order given.
        elements: The names of the elements, in the order shown.
        cells: By act and element.
        rule: Rule uniformity: how far the acts agree on the elements.
        wording: Wording uniformity: how alike the wordings are after masking.
        by_element: Rule uniformity of each element; elements no act has are left out.
        by_type: Wording uniformity of each clause type that two acts have.
        pairs: Every two of the acts that have clauses to compare.
        differences: Where they part, most important first.
        gaps: By element, the acts that lack what at least two others have.
        anchors: By act and clause type, the clause that was compared.
    """

    acts: tuple[Act, ...]
    elements: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    rule: Index
    wording: Index
    by_element: Mapping[str, Index]
    by_type: Mapping[str, Index]
    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]
    gaps: Mapping[str, tuple[str, ...]]
    anchors: Mapping[tuple[str, str], Quote]
