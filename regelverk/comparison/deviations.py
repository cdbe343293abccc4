"""Where the acts part, and what some of them lack."""

from collections import Counter
from collections.abc import Iterable, Sequence

from regelverk.comparison.elements import Element
from regelverk.comparison.types import Cell, Difference, State
from regelverk.comparison.uniformity import Cells, Wordings, element_index


def differences(
    asked: Iterable[Element], acts: Sequence[str], cells: Cells
) -> tuple[Difference, ...]:
    """Where the acts part, most important first: by weight times disagreement.

    A cell that is «ikke funnet» is no difference: nobody knows. One with a justification is set
    apart, and no longer weighs.
    """
    found: list[Difference] = []
    for each in asked:
        row = [cell for act in acts if (cell := cells[act, each.name]).state is not State.NOT_FOUND]
        if each.weight == 0 or all(cell.lacking for cell in row):
            continue
        counts = Counter(cell.answer for cell in row)
        key = max(counts, key=lambda answer: (counts[answer], answer[0] is State.FOUND))
        common = next(cell for cell in row if cell.answer == key)
        others = [cell for cell in row if cell.answer != key]
        justified = tuple(cell for cell in others if cell.justification)
        deviating = tuple(cell for cell in others if not cell.justification)
        index = element_index([cell for cell in row if not cell.justification]).value
        if others:
            importance = each.weight * (100 - (100.0 if index is None else index))
            found.append(
                Difference(each.name, common, deviating, counts[key], importance, justified)
            )
    return tuple(sorted(found, key=lambda each: -each.importance))


def gaps(asked: Iterable[Element], acts: Sequence[str], cells: Cells) -> dict[str, tuple[str, ...]]:
    """By element, the acts without a clause for it, where at least two others have one."""
    missing: dict[str, tuple[str, ...]] = {}
    for each in asked:
        row = [cells[act, each.name] for act in acts]
        lacking = tuple(cell.act for cell in row if _is_gap(cell))
        if lacking and sum(not cell.lacking for cell in row) >= 2:
            missing[each.name] = lacking
    return missing


def _is_gap(cell: Cell) -> bool:
    return cell.state is State.ABSENT and cell.lacking and not cell.justification


def missing_types(acts: Sequence[str], worded: Wordings) -> dict[str, tuple[str, ...]]:
    """By clause type, the acts without one of it, where at least two others have one."""
    return {
        kind: lacking
        for kind, found in worded.items()
        if len(found) >= 2 and (lacking := tuple(act for act in acts if act not in found))
    }
