"""Different thresholds, ages, time limits or plan rights for the same thing.

What the same thing is: clauses of different acts that are worded alike once the threshold or limit
is left out speak of it. An element that is one thing by itself (`conflict` without a slot in
`rules/elements.toml`: the right to an individual plan) needs no such likeness.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from regelverk.clauses.types import Clause
from regelverk.comparison.cells import quote_of
from regelverk.comparison.elements import Element, reading_of, without
from regelverk.comparison.normalise import fold
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
    """A threshold or limit, and the wording of its clause without it."""

    cell: Cell
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
    found: list[Conflict] = []
    for each in asked:
        if each.conflict:
            row = [cells[act, each.name] for act in acts]
            found += [Conflict(each.conflict, each.name, rest) for rest in _of(each, row, wordings)]
    of_acts = [clause for clause in clauses if clause.document in set(acts)]
    for kind, (name, scale) in _LIMITS.items():
        if any(each.name == name for each in asked):
            limits = _limits(of_acts, name, scale, wordings)
            found += [Conflict(kind, name, group) for group in _groups(limits)]
    return tuple(found)


def _of(
    asked: Element, row: Iterable[Cell], wordings: Mapping[Address, str]
) -> list[tuple[Cell, ...]]:
    """The answers to an element that are in conflict; one that is unsure or justified is not."""
    found = [
        cell
        for cell in row
        if cell.state is State.FOUND and not cell.unsure and not cell.justification
    ]
    if not asked.slot:
        return [tuple(found)] if len({cell.answer for cell in found}) > 1 else []
    limits = [
        _Limit(cell, wordings[cell.quote.address].replace(fold(cell.quote.words), ""))
        for cell in found
        if cell.quote
    ]
    return _groups(limits)


def _limits(
    clauses: Iterable[Clause], name: str, scale: str, wordings: Mapping[Address, str]
) -> list[_Limit]:
    """The time or age limits in some clauses, as answers to the element."""
    found: list[_Limit] = []
    for clause in clauses:
        value, amount = reading_of(scale, clause.text)
        if value:
            quote = quote_of(clause)
            cell = Cell(
                clause.document, name, State.FOUND, value, quote, clause.score, Reason.READ, amount
            )
            found.append(_Limit(cell, without(scale, wordings[clause.address])))
    return found


def _groups(limits: Sequence[_Limit]) -> list[tuple[Cell, ...]]:
    """Limits of different acts for the same thing that are not the same.

    Each group is gathered around one clause, so that it cannot drift from one thing to another.
    """
    if len(limits) < 2:
        return []
    alike = likenesses([limit.rest for limit in limits]) >= SAME
    taken: set[int] = set()
    groups: list[tuple[Cell, ...]] = []
    for centre in np.argsort(-alike.sum(axis=1), kind="stable").tolist():
        members = [at for at in np.flatnonzero(alike[centre]).tolist() if at not in taken]
        taken |= set(members)
        group = tuple(limits[at].cell for at in sorted(members))
        if len({cell.act for cell in group}) > 1 and len({cell.answer for cell in group}) > 1:
            groups.append(group)
    return groups
