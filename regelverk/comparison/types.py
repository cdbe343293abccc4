"""What a comparison is: acts × elements, two indices, where the acts part, and why.

::

    Comparison
    ├── acts, elements, cells          the matrix: what each act says of each element
    ├── rule, wording                  the two indices, and by element, type and pair
    ├── differences, gaps, missing     where the acts part, and what some of them lack
    ├── consensus                      by type, the clause nearest to all, and the outliers
    ├── conflicts, stale               what cannot stand together, and citations that lead nowhere
    ├── justifications, unused         what the user says is meant
    ├── development                    what changed since an earlier state, where one was given
    └── families                       ledd that are nearly the same in several acts

`regelverk.comparison.align` gives an `Alignment` of any two clauses on request, and
`regelverk.comparison.words` says what is here in plain sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from regelverk.clauses.types import Clause
from regelverk.comparison.families import Family
from regelverk.model.address import Address
from regelverk.model.document import Language
from regelverk.spans import Span


class State(StrEnum):
    """Whether an act answers an element.

    `FOUND`: it does. `ABSENT`: it does not; the act was read and this does not stand there.
    `NOT_FOUND`: unsure; there are words for it, but no answer could be read from them.
    """

    FOUND = "funnet"
    ABSENT = "står ikke"
    NOT_FOUND = "ikke funnet"


class Reason(StrEnum):
    """Why a cell has its state; `words.reason_sentence` says it in full.

    `READ`: read from a clause that is surely one. `WEAK`: read, but the clause may not be one, or
    its words fit no concept well. `SILENT`: the clause is there and says nothing of this.
    `NO_CLAUSE`: the act has no clause where it could stand. `UNREAD`: the clause has words for it
    that fold to no concept. `NEARBY`: no clause was found, but words like it stand in the act.
    """

    READ = "lest"
    WEAK = "usikkert lest"
    SILENT = "taus"
    NO_CLAUSE = "ingen bestemmelse"
    UNREAD = "ikke tolket"
    NEARBY = "lignende ord"


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
    """Words of an act, and where they stand.

    Attributes:
        address: The sentence's address.
        text: The sentence.
        words: The words in it that matter; empty where all of them do.
        span: Where the words (or the sentence) stand in the document's text.
    """

    address: Address
    text: str
    words: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Justification:
    """A user's reason why an act differs in an element; it is then no deviation.

    Attributes:
        act: The act's identifier.
        element: The element's name in `rules/elements.toml`.
        reason: Why, in the words of the `author`, on the `date`.
    """

    act: str
    element: str
    reason: str
    author: str
    date: date


@dataclass(frozen=True, slots=True)
class Cell:
    """What one act says of one element.

    Attributes:
        act: The act's identifier.
        element: The element's name in `rules/elements.toml`.
        state: Whether it says anything.
        value: The concept, a name of `rules/element_values.toml`; empty unless found.
        quote: The sentence it was read from, and in it the words that carry it; for `UNREAD` and
            `NEARBY` the words that raise the doubt; None where there is no clause.
        score: How sure the detection of that sentence is, 0–1.
        reason: Why the state is what it is.
        amount: The number and unit where the concept has one (`18 år`, `3 måneder`).
        justification: The user's reason for a deviation.
    """

    act: str
    element: str
    state: State
    value: str = ""
    quote: Quote | None = None
    score: float = 0.0
    reason: Reason = Reason.READ
    amount: str = ""
    justification: Justification | None = None

    @property
    def unsure(self) -> bool:
        """Whether a person should look at it before relying on it."""
        return self.reason in (Reason.WEAK, Reason.UNREAD, Reason.NEARBY)

    @property
    def lacking(self) -> bool:
        """Whether the act has no clause that answers: nothing to agree or disagree with."""
        return self.state is State.NOT_FOUND or self.reason is Reason.NO_CLAUSE

    @property
    def answer(self) -> tuple[State | None, str, str]:
        """What is compared: two acts agree on an element when these are the same."""
        return None if self.lacking else self.state, self.value, self.amount


@dataclass(frozen=True, slots=True)
class Index:
    """A measure of uniformity.

    Attributes:
        value: 0–100; None where there are no two acts to compare.
        pairs: How many comparisons of two acts it rests on.
        clauses: How many clauses it rests on.
        certainty: How sure the detection of those clauses is, 0–1, on average; 0 without clauses.
    """

    value: float | None
    pairs: int
    clauses: int = 0
    certainty: float = 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """How alike two acts are.

    Attributes:
        first: The one act; `second`, the other.
        rule: How far they agree on the elements, 0–100; None with nothing to compare.
        wording: How alike their wordings are after masking, 0–100; None likewise.
        clauses: How many answers of theirs it rests on.
        certainty: How sure the detection of the clauses behind them is, 0–1, on average.
    """

    first: str
    second: str
    rule: float | None
    wording: float | None
    clauses: int = 0
    certainty: float = 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """An element in which the acts part.

    Attributes:
        element: The element's name.
        common: The value (or missing value) most acts share.
        cells: The cells that differ from it without a justification.
        sharing: How many acts share the common value.
        importance: The element's weight times its disagreement; larger is shown first.
        justified: The cells that differ from it for a reason the user gave.
    """

    element: str
    common: Cell
    cells: tuple[Cell, ...]
    sharing: int
    importance: float
    justified: tuple[Cell, ...] = ()


class DifferenceKind(StrEnum):
    """What a difference between two wordings is: of words alone, of law, or meant."""

    WORDING = "ordlyd"
    RULE = "regel"
    JUSTIFIED = "begrunnet"


class Subject(StrEnum):
    """What a difference of law is about."""

    MODALITY = "modalitet"
    THRESHOLD = "terskel"
    PARTY = "part"
    PURPOSE = "formål"
    TIME_LIMIT = "frist"
    AGE_LIMIT = "aldersgrense"
    CONTENT = "innhold"


class Step(StrEnum):
    """How a stretch of one wording answers to a stretch of another.

    `SAME`: the same words. `FORM`: the same words in bokmål and nynorsk. `OWN`: each act's own name
    for its service or for those it serves. `CHANGED`: other words. `ADDED`: only in the second.
    `REMOVED`: only in the first.
    """

    SAME = "likt"
    FORM = "målform"
    OWN = "eget navn"
    CHANGED = "endret"
    ADDED = "lagt til"
    REMOVED = "fjernet"


@dataclass(frozen=True, slots=True)
class Aligned:
    """A stretch of two wordings set side by side.

    Attributes:
        step: How they answer to each other.
        first: Where it stands in the first document's text; empty span where it is added.
        second: Where it stands in the second document's text; empty span where it is removed.
        first_text: Its words in the first wording.
        second_text: Its words in the second wording.
        kind: What the difference is; None where there is none.
        subject: What a difference of law is about; None for other differences.
        justification: The reason that makes it meant.
    """

    step: Step
    first: Span
    second: Span
    first_text: str
    second_text: str
    kind: DifferenceKind | None = None
    subject: Subject | None = None
    justification: Justification | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two clauses, word by word.

    Attributes:
        first: The one clause; `second`, the other.
        stretches: Both wordings from beginning to end, in the order of the first.
        likeness: How alike they are after masking, 0–100: the wording index of the two.
    """

    first: Clause
    second: Clause
    stretches: tuple[Aligned, ...]
    likeness: float

    @property
    def differences(self) -> tuple[Aligned, ...]:
        """The stretches in which they part."""
        return tuple(each for each in self.stretches if each.kind is not None)


@dataclass(frozen=True, slots=True)
class Outlier:
    """A clause far from what the others have.

    Attributes:
        act: The act's identifier.
        quote: The clause.
        likeness: How alike it is to the consensus clause, 0–100.
        elements: The elements in which its act parts from the common answer.
        alignment: It beside the consensus clause, which is the first.
    """

    act: str
    quote: Quote
    likeness: float
    elements: tuple[str, ...]
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class Consensus:
    """The clause of a type that is nearest to all the others (the medoid), and those far from it.

    Attributes:
        type: The clause type.
        act: The act it stands in.
        quote: The clause.
        likeness: How alike it is to the others, 0–100, on average.
        acts: How many acts have a clause of the type.
        outliers: The clauses far from it, farthest first.
    """

    type: str
    act: str
    quote: Quote
    likeness: float
    acts: int
    outliers: tuple[Outlier, ...]


class ConflictKind(StrEnum):
    """What acts say differently of the same thing."""

    THRESHOLD = "terskel"
    AGE = "aldersgrense"
    TIME = "frist"
    PLAN = "planrett"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Acts that set different thresholds, ages, time limits or plan rights for the same thing.

    Attributes:
        kind: What they say differently.
        thing: The same thing, the name of an element in `rules/elements.toml`.
        cells: What each of them says; at least two different answers.
    """

    kind: ConflictKind
    thing: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class StaleReference:
    """A citation that leads nowhere, or to what no longer is in force.

    Attributes:
        act: The act or regulation it stands in.
        quote: The sentence, and in `words` the citation.
        code: What is wrong, as `regelverk.citations.resolve` names it (`henvisning-utdatert`).
        message: What is wrong, in one plain sentence in bokmål.
        in_clause: Whether it stands in a clause.
        in_section: Whether it stands in a section with a clause.
    """

    act: str
    quote: Quote
    code: str
    message: str
    in_clause: bool
    in_section: bool = True


class Movement(StrEnum):
    """How an element developed from one state of the acts to another.

    `HARMONISED`: all acts now say the same, and did not before. `CLOSER` and `APART`:
    they agree more, or less. `SAME`: nothing changed, or all of them changed alike. `NEW` and
    `GONE`: no act had it before, or has it now.
    """

    HARMONISED = "harmonisert"
    CLOSER = "likere"
    APART = "ulikere"
    SAME = "uendret"
    NEW = "ny"
    GONE = "borte"


@dataclass(frozen=True, slots=True)
class CellChange:
    """What an act said of an element before, and what it says now; None where it was not there."""

    before: Cell | None
    after: Cell | None


@dataclass(frozen=True, slots=True)
class ElementChange:
    """What became of an element.

    Attributes:
        element: Its name.
        movement: How it developed.
        before: Its rule uniformity before.
        after: Its rule uniformity now.
        common: What most acts say now; None where no act says anything.
        cells: The acts whose answer changed.
    """

    element: str
    movement: Movement
    before: Index
    after: Index
    common: Cell | None
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class Development:
    """What changed from an earlier state of the acts.

    Attributes:
        before: The comparison of the earlier state.
        elements: What became of each element, in the order they are shown.
        types: By clause type, wording uniformity before and now.
        added: Acts that only the later state has.
        removed: Acts that only the earlier state has.
    """

    before: "Comparison"
    elements: tuple[ElementChange, ...]
    types: Mapping[str, tuple[Index, Index]]
    added: tuple[str, ...]
    removed: tuple[str, ...]


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
        rule_by_type: Rule uniformity of the elements that are read from each clause type.
        wording_by_element: Wording uniformity of the words behind each element.
        clauses: Every clause of the compared types, also those of other partners.
        compared: By act and clause type, the clause behind `anchors`.
        missing: By clause type, the acts without a clause of it, where at least two others have
            one.
        consensus: By clause type that at least two acts have.
        conflicts: What cannot stand together.
        stale: Citations that lead nowhere, those in and around the clauses first.
        justifications: Those that moved a cell out of the deviations.
        unused: Those that met no deviation: another act, or one that does not differ.
        development: What changed since an earlier state; None where none was given.
        families: Ledd that are nearly the same in two or more of the acts, whatever they are about;
            `regelverk.pipeline.compare` looks for them.
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
    rule_by_type: Mapping[str, Index] = field(default_factory=dict)
    wording_by_element: Mapping[str, Index] = field(default_factory=dict)
    clauses: tuple[Clause, ...] = ()
    compared: Mapping[tuple[str, str], Clause] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    consensus: Mapping[str, Consensus] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    stale: tuple[StaleReference, ...] = ()
    justifications: tuple[Justification, ...] = ()
    unused: tuple[Justification, ...] = ()
    development: Development | None = None
    families: tuple[Family, ...] = ()
