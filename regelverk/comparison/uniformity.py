"""The two indices, 0–100.

Rule uniformity. For an element *e* and two acts *a* and *b* of which at least one has a clause that
answers it, they agree, *s(e, a, b)* = 1, when both say the same: the same concept with the same
amount, or both have the clause and are silent. Else *s* = 0. Two acts that both lack it are not
counted: silence is not a common rule. A cell that is «ikke funnet» counts as lacking.

    by element   R(e)    = 100 · mean of s(e, a, b) over the pairs that count
    by type      R(t)    = Σ w(e) · R(e) / Σ w(e)   over the elements first read from type t
    by pair      R(a, b) = 100 · Σ w(e) · s(e, a, b) / Σ w(e)   over the elements that count for it
    overall      R       = Σ w(e) · R(e) / Σ w(e)   over all elements

The weights w are those of `rules/elements.toml`; an element of weight 0 is shown and not counted.

Wording uniformity. For a clause type *t* and two acts that both have it, *l(t, a, b)* is the
likeness (`score.likeness`, 0–100) of the clauses compared, after `normalise.masked`: folded to
bokmål, and duty bearer, beneficiary and references set to stand-ins.

    by type      W(t)    = mean of l(t, a, b) over the pairs that both have t
    by pair      W(a, b) = mean of l(t, a, b) over the types both have
    by element   W(e)    = mean likeness of the folded words behind the cells, over pairs that
                           both have found the element
    overall      W       = mean of l over all types and pairs

With each index comes how many clauses it rests on, and the mean score of their detection.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from regelverk.comparison.elements import Element
from regelverk.comparison.normalise import fold
from regelverk.comparison.score import likenesses
from regelverk.comparison.types import Cell, Index, Pair, State

Cells = Mapping[tuple[str, str], Cell]

_LACKING = -1


class Worded(NamedTuple):
    """What of a clause the wording index sees: its masked wording, and its detection score."""

    wording: str
    score: float


Wordings = Mapping[str, Mapping[str, Worded]]
"""By clause type and act: the clause that is compared."""


def agreement(first: Cell, second: Cell) -> float | None:
    """1 when two acts answer an element alike, 0 when not, None when both lack it."""
    if first.lacking and second.lacking:
        return None
    return float(not first.lacking and not second.lacking and first.answer == second.answer)


def element_index(cells: Sequence[Cell]) -> Index:
    """Rule uniformity of one element over the acts' cells.

    The pairs are counted, not made: of n acts of which m lack the element, all pairs but those of
    two that lack it count, and those within each value agree.
    """
    having = [cell for cell in cells if not cell.lacking]
    counts = Counter(cell.answer for cell in having)
    pairs = comb(len(cells), 2) - comb(len(cells) - len(having), 2)
    if not pairs:
        return Index(None, 0)
    agreeing = sum(comb(count, 2) for count in counts.values())
    certainty = sum(cell.score for cell in having) / len(having)
    return Index(100 * agreeing / pairs, pairs, len(having), certainty)


def rule_index(by_element: Mapping[str, Index], weights: Mapping[str, float]) -> Index:
    """Rule uniformity over several elements, by their weights."""
    counted = {
        name: index
        for name, index in by_element.items()
        if name in weights and index.value is not None
    }
    total = sum(weights[name] for name in counted)
    if not total:
        return Index(None, 0)
    value = sum(weights[name] * (index.value or 0.0) for name, index in counted.items()) / total
    return _over(value, list(counted.values()), max(each.pairs for each in counted.values()))


def rule_by_type(
    by_element: Mapping[str, Index], asked: Iterable[Element], kinds: Iterable[str]
) -> dict[str, Index]:
    """Rule uniformity of the elements that are first read from each clause type."""
    found: dict[str, Index] = {}
    for kind in kinds:
        weights = {each.name: each.weight for each in asked if each.types[0] == kind}
        index = rule_index(by_element, weights)
        if index.value is not None:
            found[kind] = index
    return found


def _over(value: float, parts: Sequence[Index], pairs: int) -> Index:
    """An index made of others: it rests on all of their clauses."""
    clauses = sum(each.clauses for each in parts)
    certainty = sum(each.clauses * each.certainty for each in parts) / clauses if clauses else 0.0
    return Index(value, pairs, clauses, certainty)


def wording_by_type(worded: Wordings) -> dict[str, Index]:
    """Wording uniformity of each clause type that at least two acts have."""
    indices = {kind: _alike(list(found.values())) for kind, found in worded.items()}
    return {kind: index for kind, index in indices.items() if index.pairs}


def wording_by_element(
    asked: Iterable[Element], acts: Sequence[str], cells: Cells
) -> dict[str, Index]:
    """Wording uniformity of the words behind each element that at least two acts have."""
    found: dict[str, Index] = {}
    for each in asked:
        row = [cells[act, each.name] for act in acts]
        index = _alike(
            [
                Worded(fold(cell.quote.words or cell.quote.text), cell.score)
                for cell in row
                if cell.state is State.FOUND and cell.quote and not each.combines
            ]
        )
        if index.pairs:
            found[each.name] = index
    return found


def _alike(clauses: Sequence[Worded]) -> Index:
    """The mean likeness of every two wordings."""
    if len(clauses) < 2:
        return Index(None, 0)
    upper = np.triu_indices(len(clauses), k=1)
    likeness = likenesses([each.wording for each in clauses])[upper].mean()
    certainty = sum(each.score for each in clauses) / len(clauses)
    return Index(float(likeness), len(upper[0]), len(clauses), certainty)


def wording_index(by_type: Mapping[str, Index]) -> Index:
    """Wording uniformity over all types; two acts count once for each type both have."""
    pairs = sum(index.pairs for index in by_type.values())
    if not pairs:
        return Index(None, 0)
    value = sum((index.value or 0.0) * index.pairs for index in by_type.values()) / pairs
    return _over(value, list(by_type.values()), pairs)


def pairs_of(
    acts: Sequence[str], asked: Sequence[Element], cells: Cells, worded: Wordings
) -> tuple[Pair, ...]:
    """Both indices for every two of the acts that have clauses to compare."""
    worded_acts = {act for found in worded.values() for act in found}
    having = [
        act
        for act in acts
        if act in worded_acts or any(not cells[act, each.name].lacking for each in asked)
    ]
    if len(having) < 2:
        return ()
    weight, agreed, score = _agreements(having, asked, cells)
    types, alike = _likenesses(having, worded)
    rows, columns = np.triu_indices(len(having), k=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        rule = (100 * agreed / weight)[rows, columns].tolist()
        wording = (alike / types)[rows, columns].tolist()
    answered = np.array(
        [sum(not cells[act, each.name].lacking for each in asked) for act in having]
    )
    clauses = (answered[rows] + answered[columns]).tolist()
    total = (score[rows] + score[columns]).tolist()
    return tuple(
        Pair(
            having[row],
            having[column],
            None if rule[at] != rule[at] else rule[at],
            None if wording[at] != wording[at] else wording[at],
            clauses[at],
            total[at] / clauses[at] if clauses[at] else 0.0,
        )
        for at, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True))
    )


Square = NDArray[np.float64]


def _agreements(
    acts: Sequence[str], asked: Sequence[Element], cells: Cells
) -> tuple[Square, Square, Square]:
    """For every two acts, the weight that counts and that agrees; for each, its sum of scores."""
    weight = np.zeros((len(acts), len(acts)))
    agreed = np.zeros_like(weight)
    scores = np.zeros(len(acts))
    for each in asked:
        row = [cells[act, each.name] for act in acts]
        known = {answer: code for code, answer in enumerate({cell.answer for cell in row})}
        codes = np.array([_LACKING if cell.lacking else known[cell.answer] for cell in row])
        having = codes != _LACKING
        weight += each.weight * (having[:, None] | having[None, :])
        agreed += each.weight * (having[:, None] & (codes[:, None] == codes[None, :]))
        scores += np.array([0.0 if cell.lacking else cell.score for cell in row])
    return weight, agreed, scores


def _likenesses(acts: Sequence[str], worded: Wordings) -> tuple[Square, Square]:
    """For every two acts, how many types both have, and the sum of their likenesses."""
    place = {act: at for at, act in enumerate(acts)}
    types = np.zeros((len(acts), len(acts)))
    alike = np.zeros_like(types)
    for found in worded.values():
        at = np.ix_([place[act] for act in found], [place[act] for act in found])
        types[at] += 1
        alike[at] += likenesses([each.wording for each in found.values()])
    return types, alike
