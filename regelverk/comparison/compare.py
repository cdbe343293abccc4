"""Compare the clauses of several acts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from regelverk.clauses.rulebook import clause_types
from regelverk.clauses.types import Clause
from regelverk.comparison.elements import Element, elements, read_cell, value_of
from regelverk.comparison.normalise import masked
from regelverk.comparison.select import anchors, core_section, is_public
from regelverk.comparison.types import Act, Cell, Comparison, Index, Quote
from regelverk.comparison.uniformity import (
    differences,
    element_index,
    gaps,
    pairs_of,
    rule_index,
    wording_indices,
)
from regelverk.model.document import Document

_WORDED = ("individ", "system", "samordning", "koordinator", "plan", "definisjon")
"""The types whose wording is compared: the rest are too unlike by nature to be worded alike."""


def compare(
    documents: Sequence[Document], clauses: Iterable[Clause], types: Iterable[str] = ()
) -> Comparison:
    """Set the acts side by side, element by element and wording by wording.

    Args:
        documents: The acts, in the order they are to be shown.
        clauses: Their clauses.
        types: The clause types to compare; all where none is named.
    """
    wanted = set(types)
    kept = [clause for clause in clauses if not wanted or wanted & clause.types.keys()]
    asked = tuple(each for each in elements() if not wanted or wanted & set(each.types))
    by_act: dict[str, list[Clause]] = defaultdict(list)
    for clause in kept:
        by_act[clause.document].append(clause)
    acts = tuple(_act(document, by_act[document.identifier]) for document in documents)
    names = [act.identifier for act in acts]
    kinds = [kind.name for kind in clause_types() if not wanted or kind.name in wanted]
    ranked = anchors(kept, {act.identifier: act.core for act in acts}, kinds)
    cells = {(act, each.name): _cell(each, act, ranked) for act in names for each in asked}
    compared = {key: found[0] for key, found in ranked.items()}
    return _sum_up(acts, asked, cells, compared)


def _sum_up(
    acts: tuple[Act, ...],
    asked: tuple[Element, ...],
    cells: Mapping[tuple[str, str], Cell],
    compared: Mapping[tuple[str, str], Clause],
) -> Comparison:
    names = [act.identifier for act in acts]
    worded: dict[str, dict[str, str]] = defaultdict(dict)
    for (act, kind), clause in compared.items():
        if kind in _WORDED:
            worded[act][kind] = masked(clause)
    indices = {each.name: element_index([cells[act, each.name] for act in names]) for each in asked}
    by_element = {name: index for name, index in indices.items() if index.pairs}
    by_type = wording_indices(worded, _WORDED)
    return Comparison(
        acts=acts,
        elements=tuple(each.name for each in asked),
        cells=cells,
        rule=rule_index(by_element, {each.name: each.weight for each in asked}),
        wording=_wording_index(by_type),
        by_element=by_element,
        by_type=by_type,
        pairs=pairs_of(names, asked, cells, worded),
        differences=differences(asked, names, cells),
        gaps=gaps(asked, names, cells),
        anchors={key: Quote(clause.address, clause.text) for key, clause in compared.items()},
    )


def _wording_index(by_type: Mapping[str, Index]) -> Index:
    """Wording uniformity over all types; two acts count once for each type both have."""
    pairs = sum(index.pairs for index in by_type.values())
    if not pairs:
        return Index(None, 0)
    return Index(
        sum((index.value or 0.0) * index.pairs for index in by_type.values()) / pairs, pairs
    )


def _act(document: Document, clauses: list[Clause]) -> Act:
    title = document.short_title or document.title or document.source or document.identifier
    public = [clause for clause in clauses if is_public(clause)]
    return Act(
        document.identifier, title, document.language.language, len(public), core_section(public)
    )


def _cell(element: Element, act: str, ranked: Mapping[tuple[str, str], list[Clause]]) -> Cell:
    """What an act says of an element: the first of its clauses that can answer does."""
    for kind in element.types:
        for clause in ranked.get((act, kind), ()):
            if not _answers(element, clause):
                continue
            return read_cell(element, act, clause)
    return read_cell(element, act, None)


def _answers(element: Element, clause: Clause) -> bool:
    """Whether an element can be read from a clause at all."""
    partner = clause.partners[0] if clause.partners else "offentlig"
    if element.partner and element.partner != partner:
        return False
    if any(kind in clause.types for kind in element.without):
        return False
    return not element.matching or bool(value_of(element.scale, clause.text))
