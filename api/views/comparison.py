"""A comparison as its pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regelverk.comparison.elements import element
from regelverk.comparison.types import Act, Cell, Comparison, Difference, Index, Pair
from regelverk.comparison.words import answer, justification_sentence, reason_sentence
from regelverk.writers.view import (
    Standing,
    difference_sentence,
    gap_sentences,
    missing_sentences,
    number,
    place,
    shown_acts,
    standings,
)


@dataclass(frozen=True, slots=True)
class CellView:
    """One act's answer to one element."""

    act: str
    standing: Standing
    words: str
    why: str
    quote: str
    where: str
    address: str


@dataclass(frozen=True, slots=True)
class RowView:
    """An element: its name, what it is called and asks, how alike the acts are, their answers."""

    name: str
    title: str
    question: str
    index: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A user's reason why an act differs."""

    act: str
    words: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A difference, the acts that may be given a reason, and the reasons given."""

    name: str
    title: str
    sentence: str
    open: tuple[str, ...]
    reasons: tuple[ReasonView, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A comparison as its first page shows it.

    Attributes:
        acts: Identifier and title of the acts shown.
        all: How many acts there are.
        clauses: How many clauses are compared.
        rule: The rule index; `wording`, the wording index.
        rows: The matrix.
        pairs: By two acts, how far they agree on the rules and how alike their wordings are.
        by_type: By clause type, the two indices and what they rest on.
        differences: Where the acts part.
        gaps: What is missing where, in sentences.
    """

    acts: tuple[tuple[str, str], ...]
    all: int
    clauses: int
    rule: Index
    wording: Index
    rows: tuple[RowView, ...]
    pairs: Mapping[tuple[str, str], Pair]
    by_type: Mapping[str, tuple[Index, Index | None]]
    differences: tuple[DifferenceView, ...]
    gaps: tuple[str, ...]


def comparison_view(result: Comparison, form: str) -> ComparisonView:
    """A comparison as rows of cells, pairs, and differences in words."""
    acts = shown_acts(result)
    return ComparisonView(
        acts=tuple((act.identifier, act.title) for act in acts),
        all=len(result.acts),
        clauses=sum(act.clauses for act in result.acts),
        rule=result.rule,
        wording=result.wording,
        rows=tuple(rows(result, acts, form)),
        pairs=both_ways(result.pairs),
        by_type={
            kind: (index, result.rule_by_type.get(kind)) for kind, index in result.by_type.items()
        },
        differences=tuple(_difference(each, result, form) for each in result.differences),
        gaps=(*missing_sentences(result, form), *gap_sentences(result, form)),
    )


def both_ways(pairs: Sequence[Pair]) -> dict[tuple[str, str], Pair]:
    """Pairs by their two acts, in either order."""
    return {key: each for each in pairs
            for key in ((each.first, each.second), (each.second, each.first))}  # fmt: skip


def rows(result: Comparison, acts: Sequence[Act], form: str) -> list[RowView]:
    """The answers of some of the acts, an element a row."""
    standing = standings(result)

    def cell(found: Cell) -> CellView:
        quote = found.quote
        why = found.justification
        return CellView(
            found.act, standing(found), answer(found, form),
            justification_sentence(why, form) if why else reason_sentence(found, form),
            quote.text if quote else "", place(quote.address, form) if quote else "",
            str(quote.address) if quote else "",
        )  # fmt: skip

    return [
        RowView(
            name,
            element(name).title(form),
            element(name).question(form),
            number(result.by_element[name].value),
            tuple(cell(result.cells[act.identifier, name]) for act in acts),
        )
        for name in result.elements
        if name in result.by_element
    ]


def _difference(difference: Difference, result: Comparison, form: str) -> DifferenceView:
    title = element(difference.element).title(form)
    return DifferenceView(
        difference.element,
        title,
        difference_sentence(difference, result, form).removeprefix(f"{title}: "),
        tuple(dict.fromkeys(cell.act for cell in difference.cells)),
        tuple(
            ReasonView(cell.act, justification_sentence(cell.justification, form))
            for cell in difference.justified
            if cell.justification is not None
        ),
    )
