"""A comparison as its pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regelverk.comparison.align import side_by_side
from regelverk.comparison.elements import element
from regelverk.comparison.reciprocity import Arrow, Force, Party, Reciprocity, reciprocity
from regelverk.comparison.types import Act, Alignment, Cell, Comparison, Difference, Index, Pair
from regelverk.comparison.words import answer, justification_sentence, kind_words, reason_sentence
from regelverk.writers.view import (
    Standing,
    arrow_words,
    difference_sentence,
    gap_sentences,
    missing_sentences,
    number,
    one_sided_sentences,
    place,
    shown_acts,
    standings,
)

_MOST_QUOTES = 3


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
        rows=tuple(_rows(result, acts, form)),
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


def _rows(result: Comparison, acts: Sequence[Act], form: str) -> list[RowView]:
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
    return DifferenceView(
        difference.element,
        element(difference.element).title(form),
        difference_sentence(difference, result, form),
        tuple(dict.fromkeys(cell.act for cell in difference.cells)),
        tuple(
            ReasonView(cell.act, justification_sentence(cell.justification, form))
            for cell in difference.justified
            if cell.justification is not None
        ),
    )


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
    rows = _rows(result, acts, form) if len(acts) == 2 else []
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
        tuple((row.title, *row.cells) for row in rows if row.cells[0].words != row.cells[1].words),
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


@dataclass(frozen=True, slots=True)
class ArrowView:
    """What one party's clauses say of its cooperation with another."""

    standing: str
    words: str
    quotes: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class RelationsView:
    """Who must cooperate with whom; `cells` by bearer and counterpart."""

    parties: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], ArrowView]
    one_sided: tuple[str, ...]
    silent: tuple[str, ...]
    mutual: int
    unplaced: tuple[tuple[str, str, str], ...]


def relations_view(result: Comparison, form: str) -> RelationsView:
    """Who must cooperate with whom, and which parties are named but have no duty themselves."""
    relations = reciprocity(result.clauses)
    bearers = {bearer for bearer, _ in relations.arrows}
    return RelationsView(
        tuple((each.name, each.title(form)) for each in relations.parties),
        {key: _arrow(relations, key, found, form) for key, found in relations.arrows.items()},
        tuple(one_sided_sentences(relations, form)),
        tuple(_capital(each, form) for each in relations.parties if each.name not in bearers),
        len(relations.mutual),
        tuple(
            (each.document_title, place(each.address, form), each.text)
            for each in relations.unplaced
        ),
    )


def _capital(party: Party, form: str) -> str:
    title = party.title(form)
    return title[:1].upper() + title[1:]


def _arrow(
    relations: Reciprocity, key: tuple[str, str], found: Sequence[Arrow], form: str
) -> ArrowView:
    if key in relations.one_sided:
        standing = "one-sided"
    else:
        standing = "must" if relations.force(*key) is Force.MUST else "may"
    return ArrowView(
        standing,
        arrow_words(found[0], form),
        tuple(
            (each.clause.document_title, place(each.clause.address, form), each.clause.text,
             str(each.clause.address))
            for each in found[:_MOST_QUOTES]
        ),
    )  # fmt: skip
