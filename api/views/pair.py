"""Two acts word by word, as their page shows them."""

from dataclasses import dataclass

from api.views.comparison import CellView, both_ways, rows
from regelverk.comparison.align import side_by_side
from regelverk.comparison.types import Alignment, Comparison, Pair
from regelverk.comparison.words import kind_words
from regelverk.writers.view import number, place


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one side of two clauses; `kind` is how they differ, empty where they do not."""

    words: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SideView:
    """One of two clauses set side by side."""

    title: str
    where: str
    address: str
    language: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class AlignedView:
    """Two clauses of a type, word by word; `differences` are the words and what they are."""

    kind: str
    likeness: str
    sides: tuple[SideView, SideView]
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """Two acts; where one has no clause of a type the other has, the type is in `alone`."""

    acts: tuple[tuple[str, str], ...]
    first: str
    second: str
    pair: Pair | None
    clauses: tuple[AlignedView, ...]
    alone: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, CellView, CellView], ...]


def pair_view(result: Comparison, first: str, second: str, form: str) -> PairView:
    """Two acts of a comparison; the two that differ most where none, or not two, are named."""
    names = [act.identifier for act in result.acts]
    if first not in names or second not in names or first == second:
        apart = min(result.pairs, key=lambda each: each.rule or 0.0, default=None)
        first, second = (apart.first, apart.second) if apart else (*names, "", "")[:2]
    acts = [act for name in (first, second) for act in result.acts if act.identifier == name]
    kinds = {
        name: {kind for act, kind in result.compared if act == name} for name in (first, second)
    }
    titles = {act.identifier: act.title for act in acts}
    found = rows(result, acts, form) if len(acts) == 2 else []
    return PairView(
        tuple((act.identifier, act.title) for act in result.acts),
        first,
        second,
        both_ways(result.pairs).get((first, second)),
        tuple(
            _aligned(kind, pair, form) for kind, pair in side_by_side(result, first, second).items()
        ),
        tuple(
            (kind, titles[mine])
            for mine, other in ((first, second), (second, first))
            for kind in sorted(kinds[mine] - kinds[other])
        ),
        tuple(
            (row.title, mine, other)
            for row in found
            for mine, other in [(row.cells[0], row.cells[1])]
            if mine.words != other.words
        ),
    )


def _aligned(kind: str, pair: Alignment, form: str) -> AlignedView:
    sides = [
        SideView(
            clause.document_title,
            place(clause.address, form),
            str(clause.address),
            "nn" if clause.language.value == "nn" else "nb",
            tuple(
                Stretch(words, each.kind.name.lower() if each.kind else "")
                for each in pair.stretches
                if (words := each.second_text if second else each.first_text)
            ),
        )
        for clause, second in ((pair.first, False), (pair.second, True))
    ]
    return AlignedView(
        kind,
        number(pair.likeness),
        (sides[0], sides[1]),
        tuple(
            (each.first_text.strip(), each.second_text.strip(), kind_words(each, form))
            for each in pair.differences
        ),
    )
