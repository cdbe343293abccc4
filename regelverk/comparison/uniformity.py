"""The two indices, and where the acts part.

Rule uniformity: for every element and every two acts of which at least one answers it, they agree
(1) when their values are the same concept, else not (0). The index is 100 times the mean over
elements, weighted by the element's weight, of the share of such pairs that agree. Two acts that
both lack an element are not counted: silence is not a common rule.

Wording uniformity: for every two acts and every clause type that both have, the likeness (0–100)
of their clauses after masking. The index is the mean over all of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import comb

import numpy as np

from regelverk.comparison.elements import Element
from regelverk.comparison.score import likeness, likenesses
from regelverk.comparison.types import Cell, Difference, Index, Pair, State

Cells = Mapping[tuple[str, str], Cell]
Wordings = Mapping[str, Mapping[str, str]]
"""By act and clause type: the masked wording of the clause that is compared."""


def agreement(first: Cell, second: Cell) -> float | None:
    """1 when two acts answer an element alike, 0 when not, None when neither has a clause for it.

    A clause that says nothing of the element agrees with another that says nothing of it.
    """
    if first.state is State.NOT_FOUND and second.state is State.NOT_FOUND:
        return None
    return float(first.state is second.state and first.value == second.value)


def element_index(cells: Sequence[Cell]) -> Index:
    """Rule uniformity of one element over the acts' cells.

    The pairs are counted, not made: of n acts of which m lack the element, all pairs but those of
    two that lack it count, and those within each value agree.
    """
    values = Counter((cell.state, cell.value) for cell in cells)
    lacking = values.pop((State.NOT_FOUND, ""), 0)
    pairs = comb(len(cells), 2) - comb(lacking, 2)
    agreeing = sum(comb(count, 2) for count in values.values())
    return Index(100 * agreeing / pairs, pairs) if pairs else Index(None, 0)


def rule_index(by_element: Mapping[str, Index], weights: Mapping[str, float]) -> Index:
    """Rule uniformity over all elements."""
    counted = [(name, index.value) for name, index in by_element.items() if index.value is not None]
    total = sum(weights[name] for name, _ in counted)
    if not total:
        return Index(None, 0)
    value = sum(weights[name] * value for name, value in counted) / total
    return Index(value, max(by_element[name].pairs for name, _ in counted))


def pairs_of(
    acts: Iterable[str], elements: Sequence[Element], cells: Cells, worded: Wordings
) -> tuple[Pair, ...]:
    """Both indices for every two of the acts that have clauses to compare."""
    having = [act for act in acts if worded.get(act) or _answers(act, elements, cells)]
    return tuple(_pair(*two, elements, cells, worded) for two in combinations(having, 2))


def _answers(act: str, elements: Sequence[Element], cells: Cells) -> bool:
    return any(cells[act, element.name].state is not State.NOT_FOUND for element in elements)


def _pair(
    first: str, second: str, elements: Sequence[Element], cells: Cells, worded: Wordings
) -> Pair:
    weight = agreed = 0.0
    for element in elements:
        same = agreement(cells[first, element.name], cells[second, element.name])
        if same is not None:
            weight += element.weight
            agreed += element.weight * same
    mine, theirs = worded.get(first, {}), worded.get(second, {})
    alike = [likeness(words, theirs[kind]) for kind, words in mine.items() if kind in theirs]
    rule = 100 * agreed / weight if weight else None
    return Pair(first, second, rule, sum(alike) / len(alike) if alike else None)


def wording_indices(worded: Wordings, kinds: Iterable[str]) -> dict[str, Index]:
    """Wording uniformity of each clause type that at least two acts have."""
    indices: dict[str, Index] = {}
    for kind in kinds:
        wordings = [each[kind] for each in worded.values() if kind in each]
        if len(wordings) > 1:
            upper = np.triu_indices(len(wordings), k=1)
            indices[kind] = Index(float(likenesses(wordings)[upper].mean()), len(upper[0]))
    return indices


def differences(
    elements: Iterable[Element], acts: Sequence[str], cells: Cells
) -> tuple[Difference, ...]:
    """Where the acts part, most important first: by weight times disagreement."""
    found: list[Difference] = []
    for element in elements:
        row = [cells[act, element.name] for act in acts]
        if element.weight == 0 or all(cell.state is State.NOT_FOUND for cell in row):
            continue
        counts = Counter((cell.state, cell.value) for cell in row)
        key = max(counts, key=lambda each: (counts[each], each[0] is State.FOUND))
        others = tuple(cell for cell in row if (cell.state, cell.value) != key)
        index = element_index(row).value
        if others and index is not None:
            common = next(cell for cell in row if (cell.state, cell.value) == key)
            importance = element.weight * (100 - index)
            found.append(Difference(element.name, common, others, counts[key], importance))
    return tuple(sorted(found, key=lambda each: -each.importance))


def gaps(
    elements: Iterable[Element], acts: Sequence[str], cells: Cells
) -> dict[str, tuple[str, ...]]:
    """By element, the acts without a clause for it, where at least two others have one."""
    missing: dict[str, tuple[str, ...]] = {}
    for element in elements:
        lacking = tuple(act for act in acts if cells[act, element.name].state is State.NOT_FOUND)
        if lacking and len(acts) - len(lacking) >= 2:
            missing[element.name] = lacking
    return missing
