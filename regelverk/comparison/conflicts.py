"""Different thresholds, ages, time limits or plan rights for the same thing.

Two kinds of evidence. Elements that ask for one thing (`conflict` in `rules/elements.toml`)
conflict when acts answer differently. Time and age limits are compared clause by clause: clauses of
different acts that are worded alike once the limit is left out speak of the same thing.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from regelverk.clauses.types import Clause
from regelverk.comparison.cells import quote_of
from regelverk.comparison.elements import Element, Reading, reading_of, without
from regelverk.comparison.score import likenesses
from regelverk.comparison.types import Cell, Conflict, ConflictKind, Reason, State
from regelverk.model.address import Address

SAME: Final = 70.0
"""Clauses at least this alike (0–100) without their limits speak of the same thing."""

_LIMITS: Final = {
    ConflictKind.TIME: ("frist", "frist"),
    ConflictKind.AGE: ("aldersgrense", "alder"),
}
"""By kind: the element, and its scale."""


class _Limit(NamedTuple):
    clause: Clause
    reading: Reading
    rest: str


def conflicts_of(
    asked: Iterable[Element],
    acts: Sequence[str],
    cells: Mapping[tuple[str, str], Cell],
    clauses: Iterable[Clause],
    wordings: Mapping[Address, str],
) -> tuple[Conflict, ...]:
    """What acts say differently of the same thing.

    Args:
        asked: The elements.
        acts: The acts, in the order shown.
        cells: Their cells.
        clauses: Their clauses.
        wordings: By clause, its masked wording.
    """
    found = [
        Conflict(each.conflict, each.name, row)
        for each in asked
        if each.conflict and (row := _answers([cells[act, each.name] for act in acts]))
    ]
    of_acts = [clause for clause in clauses if clause.document in set(acts)]
    for kind, (name, scale) in _LIMITS.items():
        if any(each.name == name for each in asked):
            limits = _limits(of_acts, scale, wordings)
            found += [Conflict(kind, name, _cells(group, name)) for group in _groups(limits)]
    return tuple(found)


def _answers(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells that answer, when they differ; a justified answer is no conflict."""
    found = [cell for cell in row if cell.state is State.FOUND and not cell.justification]
    return tuple(found) if len({cell.answer for cell in found}) > 1 else ()


def _limits(clauses: Iterable[Clause], scale: str, wordings: Mapping[Address, str]) -> list[_Limit]:
    found: list[_Limit] = []
    for clause in clauses:
        reading = reading_of(scale, clause.text)
        if reading.value:
            found.append(_Limit(clause, reading, without(scale, wordings[clause.address])))
    return found


def _groups(limits: Sequence[_Limit]) -> list[list[_Limit]]:
    """Limits of different acts for the same thing that are not the same.

    Each group is gathered around one clause, so that it cannot drift from one thing to another.
    """
    if len(limits) < 2:
        return []
    alike = likenesses([limit.rest for limit in limits]) >= SAME
    taken: set[int] = set()
    groups: list[list[_Limit]] = []
    for centre in np.argsort(-alike.sum(axis=1), kind="stable").tolist():
        members = [at for at in np.flatnonzero(alike[centre]).tolist() if at not in taken]
        taken |= set(members)
        group = [limits[at] for at in sorted(members)]
        acts = {limit.clause.document for limit in group}
        if len(acts) > 1 and len({limit.reading for limit in group}) > 1:
            groups.append(group)
    return groups


def _cells(group: Iterable[_Limit], name: str) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            limit.clause.document,
            name,
            State.FOUND,
            limit.reading.value,
            quote_of(limit.clause),
            max(limit.clause.types.values()),
            Reason.READ,
            limit.reading.amount,
        )
        for limit in group
    )
