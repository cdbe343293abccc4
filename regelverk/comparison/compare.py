"""Compare the clauses of several acts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from regelverk.clauses.rulebook import clause_types
from regelverk.clauses.types import Clause
from regelverk.comparison.cells import fits, quote_of, read_matrix
from regelverk.comparison.conflicts import conflicts_of
from regelverk.comparison.consensus import consensus_of
from regelverk.comparison.deviations import differences, gaps, missing_types
from regelverk.comparison.elements import Element, elements
from regelverk.comparison.justifications import justified, used_and_unused
from regelverk.comparison.names import Names, names_of
from regelverk.comparison.normalise import masked
from regelverk.comparison.select import core_section, is_public, ranked
from regelverk.comparison.types import Act, Cell, Comparison, Justification
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
    documents: Sequence[Document],
    clauses: Iterable[Clause],
    types: Iterable[str] = (),
    justifications: Iterable[Justification] = (),
) -> Comparison:
    """Set the acts side by side, element by element and wording by wording.

    Args:
        documents: The acts, in the order they are to be shown.
        clauses: Their clauses.
        types: The clause types to compare; all where none is named.
        justifications: The user's reasons for differences. They move cells out of the deviations;
            the indices count the difference all the same.
    """
    wanted, known = set(types), tuple(clauses)
    kept = [clause for clause in known if not wanted or wanted & clause.types.keys()]
    asked = tuple(each for each in elements() if not wanted or wanted & set(each.types))
    kinds = [kind.name for kind in clause_types() if not wanted or kind.name in wanted]
    by_act: dict[str, list[Clause]] = defaultdict(list)
    for clause in kept:
        by_act[clause.document].append(clause)
    acts = tuple(_act(document, by_act[document.identifier]) for document in documents)
    names = names_of(known)
    wordings = {clause.address: masked(clause, names) for clause in kept}
    found = ranked(kept, {act.identifier: act.core for act in acts}, kinds, wordings, fits)
    reasons = tuple(justifications)
    matrix = _Matrix(
        acts,
        asked,
        justified(read_matrix(documents, asked, found), reasons),
        {key: of_kind[0] for key, of_kind in found.items()},
        tuple(kept),
        wordings,
        names,
        reasons,
    )
    return _summed_up(matrix)


class _Matrix(NamedTuple):
    """What a comparison is summed up from."""

    acts: tuple[Act, ...]
    asked: tuple[Element, ...]
    cells: Mapping[tuple[str, str], Cell]
    compared: Mapping[tuple[str, str], Clause]
    clauses: tuple[Clause, ...]
    wordings: Mapping[Address, str]
    own_names: Names
    reasons: tuple[Justification, ...]

    @property
    def names(self) -> list[str]:
        """The acts' identifiers."""
        return [act.identifier for act in self.acts]


def _summed_up(matrix: _Matrix) -> Comparison:
    acts, asked, cells, compared = matrix.names, matrix.asked, matrix.cells, matrix.compared
    rows = {each.name: element_index([cells[act, each.name] for act in acts]) for each in asked}
    by_element = {name: index for name, index in rows.items() if index.pairs}
    worded = _worded(compared, matrix.wordings)
    by_type = wording_by_type(worded)
    found = differences(asked, acts, cells)
    used, unused = used_and_unused(matrix.reasons, found)
    return Comparison(
        acts=matrix.acts,
        elements=tuple(each.name for each in asked),
        cells=cells,
        rule=rule_index(by_element, {each.name: each.weight for each in asked}),
        wording=wording_index(by_type),
        by_element=by_element,
        by_type=by_type,
        pairs=pairs_of(acts, asked, cells, worded),
        differences=found,
        gaps=gaps(asked, acts, cells),
        anchors={key: quote_of(clause) for key, clause in compared.items()},
        rule_by_type=rule_by_type(by_element, asked, dict.fromkeys(kind for _, kind in compared)),
        wording_by_element=wording_by_element(asked, acts, cells),
        clauses=matrix.clauses,
        compared=compared,
        missing=missing_types(acts, worded),
        consensus=consensus_of(worded, compared, found, matrix.reasons, matrix.own_names),
        conflicts=conflicts_of(asked, acts, cells, matrix.clauses, matrix.wordings),
        justifications=used,
        unused=unused,
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
