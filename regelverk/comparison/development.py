"""What changed from an earlier state of the acts to a later one, element by element."""

from typing import Final

from regelverk.comparison.types import (
    Cell,
    CellChange,
    Comparison,
    Development,
    ElementChange,
    Index,
    Movement,
    State,
)

_NOTICEABLE: Final = 1.0
"""Indices that differ by less (0–100) are the same to a reader."""


def development(before: Comparison, after: Comparison) -> Development:
    """Set a later comparison beside an earlier one of the same acts.

    Args:
        before: The earlier state.
        after: The later one.
    """
    old, new = ([act.identifier for act in each.acts] for each in (before, after))
    names = [name for name in after.elements if name in before.elements]
    kinds = {**before.by_type, **after.by_type}
    none = Index(None, 0)
    return Development(
        before,
        tuple(_change(name, before, after) for name in names),
        {kind: (before.by_type.get(kind, none), after.by_type.get(kind, none)) for kind in kinds},
        tuple(act for act in new if act not in old),
        tuple(act for act in old if act not in new),
    )


def _change(name: str, before: Comparison, after: Comparison) -> ElementChange:
    none = Index(None, 0)
    first, second = before.by_element.get(name, none), after.by_element.get(name, none)
    old, new = _row(name, before), _row(name, after)
    changed = tuple(
        CellChange(old.get(act), new.get(act))
        for act in dict.fromkeys((*old, *new))
        if _answer(old.get(act)) != _answer(new.get(act))
    )
    movement = _movement(first, second, old, new) if changed else Movement.SAME
    return ElementChange(name, movement, first, second, _common(new), changed)


def _row(name: str, comparison: Comparison) -> dict[str, Cell]:
    return {act.identifier: comparison.cells[act.identifier, name] for act in comparison.acts}


def _answer(cell: Cell | None) -> object:
    return None if cell is None else cell.answer


def _movement(first: Index, second: Index, old: dict[str, Cell], new: dict[str, Cell]) -> Movement:
    had, has = (any(not cell.lacking for cell in row.values()) for row in (old, new))
    if had and not has:
        return Movement.GONE
    if has and _is_one(new) and not (had and _is_one(old)):
        return Movement.HARMONISED
    if has and not had:
        return Movement.NEW
    gain = (second.value or 0.0) - (first.value or 0.0)
    if abs(gain) < _NOTICEABLE:
        return Movement.SAME
    return Movement.CLOSER if gain > 0 else Movement.APART


def _is_one(row: dict[str, Cell]) -> bool:
    """Whether several acts all say the same."""
    return len(row) > 1 and len({cell.answer for cell in row.values()}) == 1


def _common(row: dict[str, Cell]) -> Cell | None:
    """What most acts say; None where none says anything."""
    found = [cell for cell in row.values() if cell.state is State.FOUND]
    answers = [cell.answer for cell in found]
    return max(found, key=lambda cell: answers.count(cell.answer), default=None)
