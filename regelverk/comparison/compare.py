"""Compare the clauses of several acts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from regelverk.clauses.rulebook import clause_types
from regelverk.clauses.types import Clause
from regelverk.comparison.cells import quote_of, read_matrix
from regelverk.comparison.deviations import differences, gaps, missing_types
from regelverk.comparison.elements import Element, elements
from regelverk.comparison.names import names_of
from regelverk.comparison.normalise import fold, masked
from regelverk.comparison.select import core_section, is_public, ranked
from regelverk.comparison.types import Act, Cell, Comparison
from regelverk.comparison.uniformity import (
    Worded,
    element_index,
    pairs_of,
    rule_by_type,
    rule_index,
    wording_by_element,
    wording_by_type,
    wording_index,
)
from regelverk.model.address import Address
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
    kinds = [kind.name for kind in clause_types() if not wanted or kind.name in wanted]
    by_act: dict[str, list[Clause]] = defaultdict(list)
    for clause in kept:
        by_act[clause.document].append(clause)
    acts = tuple(_act(document, by_act[document.identifier]) for document in documents)
    names = names_of(kept)
    wordings = {clause.address: masked(clause, names) for clause in kept}
    found = ranked(kept, {act.identifier: act.core for act in acts}, kinds, wordings)
    cells = read_matrix(documents, asked, found)
    compared = {key: of_kind[0] for key, of_kind in found.items()}
    return _summed_up(acts, asked, cells, compared, wordings, tuple(kept))


def _summed_up(
    acts: tuple[Act, ...],
    asked: tuple[Element, ...],
    cells: Mapping[tuple[str, str], Cell],
    compared: Mapping[tuple[str, str], Clause],
    wordings: Mapping[Address, str],
    clauses: tuple[Clause, ...],
) -> Comparison:
    names = [act.identifier for act in acts]
    weights = {each.name: each.weight for each in asked}
    rows = {each.name: [cells[act, each.name] for act in names] for each in asked}
    by_element = {name: index for name, row in rows.items() if (index := element_index(row)).pairs}
    worded = _worded(compared, wordings)
    by_type = wording_by_type(worded)
    quoted = {cell.quote.words or cell.quote.text for cell in cells.values() if cell.quote}
    return Comparison(
        acts=acts,
        elements=tuple(each.name for each in asked),
        cells=cells,
        rule=rule_index(by_element, weights),
        wording=wording_index(by_type),
        by_element=by_element,
        by_type=by_type,
        pairs=pairs_of(names, asked, cells, worded),
        differences=differences(asked, names, cells),
        gaps=gaps(asked, names, cells),
        anchors={key: quote_of(clause) for key, clause in compared.items()},
        rule_by_type=rule_by_type(by_element, asked, [kind for _, kind in compared]),
        wording_by_element=wording_by_element(
            asked, names, cells, {words: fold(words) for words in quoted}
        ),
        clauses=clauses,
        compared=compared,
        missing=missing_types(names, worded),
    )


def _worded(
    compared: Mapping[tuple[str, str], Clause], wordings: Mapping[Address, str]
) -> dict[str, dict[str, Worded]]:
    """By clause type and act: the clause whose wording is compared."""
    worded: dict[str, dict[str, Worded]] = {kind: {} for kind in _WORDED}
    for (act, kind), clause in compared.items():
        if kind in worded:
            worded[kind][act] = Worded(wordings[clause.address], clause.types[kind])
    return worded


def _act(document: Document, clauses: list[Clause]) -> Act:
    title = document.short_title or document.title or document.source or document.identifier
    public = [clause for clause in clauses if is_public(clause)]
    return Act(
        document.identifier, title, document.language.language, len(public), core_section(public)
    )
