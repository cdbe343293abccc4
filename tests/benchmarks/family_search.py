"""Ways to find pairs of alike texts, each run alone: `python -m … METHOD TEXTS RESULT`.

Reads a JSON list of texts and writes the pairs with the processor time and the memory they took.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

from regelverk.comparison.similar import similar_pairs

CUTOFF = 80.0
Places = Iterable[tuple[int, int]]


def ours(texts: list[str]) -> Places:
    """The product's own search."""
    found = similar_pairs(texts, CUTOFF, workers=2)
    return zip(found.first.tolist(), found.second.tolist(), strict=True)


def tfidf(texts: list[str]) -> Places:
    """Neighbours by the cosine of TF-IDF on runs of five characters, then checked."""
    profiles = TfidfVectorizer(analyzer="char", ngram_range=(5, 5), dtype=np.float32)
    matrix = profiles.fit_transform(texts)
    turned = matrix.T.tocsc()
    return _checked(texts, _near(matrix, turned))


def _near(matrix: Any, turned: Any) -> Iterator[tuple[int, int]]:
    for top in range(0, matrix.shape[0], 500):
        cosines = (matrix[top : top + 500] @ turned).tocoo()
        kept = cosines.data >= 0.4
        yield from zip((cosines.row[kept] + top).tolist(), cosines.col[kept].tolist(), strict=True)


def minhash(texts: list[str]) -> Places:
    """Sets of words by datasketch's MinHash and its index, then checked."""
    index = MinHashLSH(threshold=0.5, num_perm=128)
    sketches = MinHash.bulk([[word.encode() for word in set(text.split())] for text in texts])
    for place, sketch in enumerate(sketches):
        index.insert(place, sketch)
    near = (
        (place, other) for place, sketch in enumerate(sketches) for other in index.query(sketch)
    )
    return _checked(texts, near)


def _checked(texts: list[str], places: Places) -> Places:
    for first, second in places:
        if first < second and fuzz.ratio(texts[first], texts[second], score_cutoff=CUTOFF):
            yield first, second


def brute(texts: list[str]) -> Places:
    """RapidFuzz's own matrix of all likenesses, some rows at a time."""
    for top in range(0, len(texts), 500):
        rows = texts[top : top + 500]
        likeness = process.cdist(rows, texts[top:], scorer=fuzz.ratio, score_cutoff=CUTOFF)
        for first, second in np.argwhere(np.triu(likeness >= CUTOFF, k=1)).tolist():
            yield first + top, second + top


def difflib(texts: list[str]) -> Places:
    """The standard library on every two texts; the quick bounds first, as its own search does."""
    for second, text in enumerate(texts):
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(text)
        for first in range(second):
            matcher.set_seq1(texts[first])
            if (
                matcher.real_quick_ratio() >= CUTOFF / 100
                and matcher.quick_ratio() >= CUTOFF / 100
                and matcher.ratio() >= CUTOFF / 100
            ):
                yield first, second


METHODS: dict[str, Callable[[list[str]], Places]] = {
    each.__name__: each for each in (ours, tfidf, minhash, brute, difflib)
}


def main(method: str, source: str, target: str) -> None:
    """Run one method on the texts of a file."""
    texts = json.loads(Path(source).read_text(encoding="utf-8"))
    start = time.process_time()
    pairs = list(METHODS[method](texts))
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report = {"pairs": pairs, "seconds": seconds, "peak": peak}
    Path(target).write_text(json.dumps(report), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
