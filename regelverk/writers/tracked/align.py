"""Which blocks of a document answer to which of its revision, and which words to which."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel

_MOST_CELLS: Final = 400_000_000
_MOST_COMPARED: Final = 20_000
_NARROWEST: Final = 8

Similarity = Callable[[int, int], float]
"""How alike two blocks are, 0–100; 0 for those that must not be paired."""


class Pair(NamedTuple):
    """A block and its revision; None for one that is new or gone."""

    old: int | None
    new: int | None


class Stretch(NamedTuple):
    """Words that change: `old[old_start:old_end]` becomes `new[new_start:new_end]`."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def differences(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Stretch]:
    """Where two sequences differ, with as few items changed as there can be.

    Two sequences so long that the search would be unbounded are taken as wholly different between
    their common beginning and end.

    Example:
        >>> differences("skal gi".split(), "skal ikke gi".split())
        [Stretch(old_start=1, old_end=1, new_start=1, new_end=2)]
    """
    if len(old) * len(new) > _MOST_CELLS:
        return _between_ends(old, new)
    return [
        Stretch(each.src_start, each.src_end, each.dest_start, each.dest_end)
        for each in _joined(Indel.opcodes(old, new))
    ]


class _Change(NamedTuple):
    src_start: int
    src_end: int
    dest_start: int
    dest_end: int


def _joined(codes: object) -> Iterator[_Change]:
    """Opcodes that change something, those side by side as one."""
    held: _Change | None = None
    for code in codes:  # type: ignore[attr-defined]
        if code.tag == "equal":
            continue
        if held and (held.src_end, held.dest_end) == (code.src_start, code.dest_start):
            held = held._replace(src_end=code.src_end, dest_end=code.dest_end)
            continue
        if held:
            yield held
        held = _Change(code.src_start, code.src_end, code.dest_start, code.dest_end)
    if held:
        yield held


def _between_ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Stretch]:
    shortest = min(len(old), len(new))
    head = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    tail = next((i for i in range(shortest - head) if old[-1 - i] != new[-1 - i]), shortest - head)
    return [Stretch(head, len(old) - tail, head, len(new) - tail)]


def pair_up(
    old: Sequence[Hashable], new: Sequence[Hashable], similarity: Similarity, least: float
) -> list[Pair]:
    """Pair blocks in order: those that are the same, and between them those most alike.

    Args:
        old: Keys of the blocks; equal keys, equal blocks.
        new: Keys of the revision's blocks.
        similarity: How alike two blocks are.
        least: The least similarity of a pair.
    """
    pairs: list[Pair] = []
    i = j = 0
    for gap in differences(old, new):
        pairs.extend(Pair(i + k, j + k) for k in range(gap.old_start - i))
        pairs.extend(_most_alike(gap, similarity, least))
        i, j = gap.old_end, gap.new_end
    pairs.extend(Pair(i + k, j + k) for k in range(len(old) - i))
    return pairs


def _most_alike(gap: Stretch, similarity: Similarity, least: float) -> Iterator[Pair]:
    """The pairing in order, of two stretches, with the greatest sum of similarities.

    Long stretches are only compared near the diagonal, so that the time stays linear.
    """
    rows, columns = gap.old_end - gap.old_start, gap.new_end - gap.new_start
    band = max(_NARROWEST, _MOST_COMPARED // max(rows, columns, 1))
    best: list[dict[int, float]] = [{} for _ in range(rows + 1)]
    taken: set[tuple[int, int]] = set()
    reach = [range(0)] * rows
    for i in range(rows - 1, -1, -1):
        middle = i * columns // max(rows, 1)
        reach[i] = range(max(0, middle - band), min(columns, middle + band + 1))
        after = 0.0
        for j in range(reach[i].stop - 1, reach[i].start - 1, -1):
            skip = max(_at(best[i + 1], j, columns), after)
            alike = similarity(gap.old_start + i, gap.new_start + j)
            joined = alike + _at(best[i + 1], j + 1, columns) if alike >= least else -1.0
            if joined > skip:
                taken.add((i, j))
            after = best[i][j] = max(joined, skip)
    yield from _walk(gap, best, taken, reach)


def _at(row: dict[int, float], j: int, columns: int) -> float:
    """The best sum from a column on; outside the band, that of the nearest column in it."""
    if not row or j >= columns:
        return 0.0
    first, last = next(reversed(row)), next(iter(row))
    return 0.0 if j > last else row[max(j, first)]


def _walk(
    gap: Stretch,
    best: Sequence[dict[int, float]],
    taken: set[tuple[int, int]],
    reach: Sequence[range],
) -> Iterator[Pair]:
    columns, j = gap.new_end - gap.new_start, 0
    for i, columns_near in enumerate(reach):
        wanted = _at(best[i], j, columns)
        found = next(
            (
                k
                for k in range(max(j, columns_near.start), columns_near.stop)
                if (i, k) in taken and best[i][k] == wanted
            ),
            None,
        )
        if found is None or wanted == _at(best[i + 1], j, columns):
            yield Pair(gap.old_start + i, None)
            continue
        yield from (Pair(None, gap.new_start + k) for k in range(j, found))
        yield Pair(gap.old_start + i, gap.new_start + found)
        j = found + 1
    yield from (Pair(None, gap.new_start + k) for k in range(j, columns))
