"""Find every two of many texts that are alike, without comparing all with all.

Three sieves, each cheaper than what it spares:

1. *Length.* The likeness of two texts is at most `200 * shorter / (shorter + longer)`, so with the
   texts in order of length each is compared with a stretch of those that follow. Exact.
2. *Sketch.* Each text's runs of `_RUN` characters are counted into a vector of `_WIDTH` numbers, at
   a place and with a sign that a hash decides; the cosine of two such vectors estimates that of the
   whole profiles (Charikar, "Similarity estimation techniques from rounding algorithms", 2002;
   Weinberger et al., "Feature hashing for large scale multitask learning", 2009). One matrix
   product for millions of pairs. Not exact: `_NEAR` is set where, in all Norwegian acts, about one
   pair in a thousand is lost; `tests/benchmarks/test_families.py` measures it.
3. *Likeness* itself, of the few that are left. Exact, so no pair is found that is not one.

The hash is fixed, so the same texts always give the same pairs. A text shorter than a run has no
sketch and is like no other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Hashes = NDArray[np.uint64]

_RUN = 5
_WIDTH = 128
_NEAR = 0.38
_ROWS, _COLUMNS = 512, 8192
_CHARACTERS = 1 << 20
_BATCH = 100_000
_STEP, _SPREAD = np.uint64(0x100_0193), np.uint64(0x9E37_79B9_7F4A_7C15)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of alike texts, as three arrays of one length.

    Attributes:
        first: The place of one text in the texts given.
        second: The place of the other; always larger.
        likeness: How alike they are, 0–100.
    """

    first: Ints
    second: Ints
    likeness: Floats

    def __len__(self) -> int:
        return len(self.first)


def similar_pairs(texts: Sequence[str], cutoff: float = 80.0, workers: int = 1) -> Pairs:
    """Every two texts that are at least so alike.

    Args:
        texts: The texts.
        cutoff: The least likeness (`score.likeness`, 0–100) that counts.
        workers: How many threads compare; -1 for all processors.

    Example:
        >>> found = similar_pairs(["samarbeide med andre", "samarbeida med andre", "noe annet"])
        >>> found.first.tolist(), found.second.tolist(), found.likeness.tolist()
        ([0], [1], [95.0])
    """
    order = np.array(sorted(range(len(texts)), key=lambda place: len(texts[place])), dtype=np.int64)
    ordered = [texts[place] for place in order]
    lengths = np.array([len(text) for text in ordered], dtype=np.int64)
    found = [Pairs(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))]
    for first, second in _batches(_near(_sketches(ordered, lengths), _reach(lengths, cutoff))):
        found.append(_alike(ordered, first, second, cutoff, workers))
    first = order[np.concatenate([each.first for each in found])]
    second = order[np.concatenate([each.second for each in found])]
    likeness = np.concatenate([each.likeness for each in found])
    return Pairs(np.minimum(first, second), np.maximum(first, second), likeness)


def _reach(lengths: Ints, cutoff: float) -> Ints:
    """For each of the lengths, which rise: one past the last that is not too long to be alike."""
    longest = lengths * (200.0 - cutoff) / cutoff
    return np.searchsorted(lengths, longest + 0.5, side="right").astype(np.int64)


def _near(sketches: Floats, reach: Ints) -> Iterator[tuple[Ints, Ints]]:
    """What the first two sieves leave, a tile of the square at a time."""
    for top in range(0, len(sketches), _ROWS):
        bottom = min(top + _ROWS, len(sketches))
        for left in range(top, int(reach[bottom - 1]), _COLUMNS):
            cosines = sketches[top:bottom] @ sketches[left : left + _COLUMNS].T
            row, column = np.divmod(np.flatnonzero(cosines >= _NEAR), cosines.shape[1])
            first, second = row + top, column + left
            kept = (second > first) & (second < reach[first])
            yield first[kept], second[kept]


def _batches(pairs: Iterator[tuple[Ints, Ints]]) -> Iterator[tuple[Ints, Ints]]:
    """The same pairs in fewer, larger portions, so that threads have enough to share."""
    waiting: list[tuple[Ints, Ints]] = []
    for each in pairs:
        waiting.append(each)
        if sum(len(first) for first, _ in waiting) >= _BATCH:
            yield _joined(waiting)
            waiting = []
    if waiting:
        yield _joined(waiting)


def _joined(pairs: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    return np.concatenate([each[0] for each in pairs]), np.concatenate([each[1] for each in pairs])


def _alike(texts: Sequence[str], first: Ints, second: Ints, cutoff: float, workers: int) -> Pairs:
    """The last sieve: the pairs that are alike enough."""
    likeness = process.cpdist(
        [texts[place] for place in first],
        [texts[place] for place in second],
        scorer=fuzz.ratio,
        score_cutoff=cutoff,
        dtype=np.float32,
        workers=workers,
    )
    kept = likeness >= max(cutoff, np.finfo(np.float32).tiny)
    return Pairs(first[kept], second[kept], likeness[kept])


def _sketches(texts: Sequence[str], lengths: Ints) -> Floats:
    """A vector of length 1 for each text; the cosine of two estimates that of their profiles."""
    sketches = np.zeros((len(texts), _WIDTH), dtype=np.float32)
    for chunk, owners, runs in _runs(texts, lengths):
        places = owners * _WIDTH + (runs >> np.uint64(32)).astype(np.int64) % _WIDTH
        signs = np.where(runs >> np.uint64(63), 1.0, -1.0)
        size = chunk.stop - chunk.start
        summed = np.bincount(places, weights=signs, minlength=size * _WIDTH)
        sketches[chunk] = summed.reshape(size, _WIDTH)
    sketches /= np.maximum(np.linalg.norm(sketches, axis=1, keepdims=True), 1e-9)
    return sketches


def _runs(texts: Sequence[str], lengths: Ints) -> Iterator[tuple[slice, Ints, Hashes]]:
    """Hashes of all runs of characters, some texts at a time: which texts, whose run, its hash."""
    ends = np.cumsum(lengths)
    start = 0
    while start < len(texts):
        before = ends[start] - lengths[start]
        stop = max(start + 1, int(np.searchsorted(ends, before + _CHARACTERS, side="right")))
        joined = "".join(texts[start:stop]).encode("utf-32-le", "surrogatepass")
        codes = np.frombuffer(joined, dtype=np.uint32).astype(np.uint64)
        owners = np.repeat(np.arange(stop - start, dtype=np.int64), lengths[start:stop])
        hashes = np.zeros(max(0, len(codes) - _RUN + 1), dtype=np.uint64)
        for offset in range(_RUN):
            hashes = hashes * _STEP + codes[offset : offset + len(hashes)]
        inside = owners[: len(hashes)] == owners[_RUN - 1 :][: len(hashes)]
        yield slice(start, stop), owners[: len(hashes)][inside], hashes[inside] * _SPREAD
        start = stop
