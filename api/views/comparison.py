"""A comparison as a page shows it."""

from dataclasses import dataclass

from regelverk.comparison.elements import element
from regelverk.comparison.types import Cell, Comparison, Difference
from regelverk.comparison.words import answer, justification_sentence, reason_sentence
from regelverk.writers.view import (
    Standing,
    difference_sentence,
    gap_sentences,
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


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A difference, and the acts that may be given a reason."""

    name: str
    sentence: str
    open: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A comparison as a page shows it."""

    acts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, tuple[CellView, ...]], ...]
    pairs: dict[tuple[str, str], float | None]
    differences: tuple[DifferenceView, ...]
    gaps: tuple[str, ...]
    clauses: int


def comparison_view(result: Comparison, form: str) -> ComparisonView:
    """A comparison as rows of cells, pairs, and differences in words."""
    acts, standing = shown_acts(result), standings(result)

    def cell(found: Cell) -> CellView:
        quote = found.quote
        return CellView(
            found.act, standing(found), answer(found, form), reason_sentence(found, form),
            quote.text if quote else "", place(quote.address, form) if quote else "",
        )  # fmt: skip

    return ComparisonView(
        acts=tuple((act.identifier, act.title) for act in acts),
        rows=tuple(
            (name, element(name).title(form),
             tuple(cell(result.cells[act.identifier, name]) for act in acts))
            for name in result.elements
            if name in result.by_element
        ),
        pairs={(a, b): pair.rule for pair in result.pairs
               for a, b in ((pair.first, pair.second), (pair.second, pair.first))},
        differences=tuple(_difference(each, result, form) for each in result.differences),
        gaps=tuple(gap_sentences(result, form)),
        clauses=sum(act.clauses for act in result.acts),
    )  # fmt: skip


def _difference(difference: Difference, result: Comparison, form: str) -> DifferenceView:
    return DifferenceView(
        difference.element,
        difference_sentence(difference, result, form),
        tuple(dict.fromkeys(cell.act for cell in difference.cells)),
        tuple(
            (cell.act, justification_sentence(cell.justification, form))
            for cell in difference.justified
            if cell.justification is not None
        ),
    )
