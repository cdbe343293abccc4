"""Family search beside what else finds alike texts: pairs found, processor time and memory.

All methods run on all ledd of all acts, but difflib and brute force, which would take days and half
an hour: they run on a sample, and their time is scaled by the number of pairs. What is true is what
brute force finds for a sample of ledd set against all. Run it with `make bench`.
"""

import json
import subprocess
import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from regelverk.comparison.families import SHORTEST
from regelverk.model.document import Document, Kind
from regelverk.pipeline import read_corpus

ROOT = Path(__file__).resolve().parents[2]
CUTOFF = 80.0
LONGER = 1.5
"""Two texts so alike are at most so many times as long as each other: (200 - 80) / 80."""
EVERY = 40
FEW = {"brute": 4_000, "difflib": 300}

Found = set[tuple[int, int]]


@dataclass(frozen=True)
class Run:
    """What a method found, and its processor seconds and peak memory in MiB."""

    pairs: Found
    seconds: float
    peak: float


@pytest.fixture(scope="module")
def texts(acts_archive: Path) -> list[str]:
    return [
        words
        for document in read_corpus([acts_archive])
        if isinstance(document, Document)
        for node in document.walk(Kind.SUBSECTION)
        if len(words := document.quote(node)) >= SHORTEST
    ]


def run(method: str, texts: list[str], folder: Path) -> Run:
    source, target = folder / "texts.json", folder / f"{method}.json"
    source.write_text(json.dumps(texts), encoding="utf-8")
    command = [sys.executable, str(Path(__file__).with_name("family_search.py")), method]
    subprocess.run([*command, str(source), str(target)], check=True, cwd=ROOT)
    found = json.loads(target.read_text(encoding="utf-8"))
    return Run({(a, b) for a, b in found["pairs"]}, found["seconds"], found["peak"])


def true_pairs(texts: list[str], queries: list[int]) -> Found:
    """Every pair of a query with any other text, by brute force."""
    found: Found = set()
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    lengths = [len(texts[place]) for place in order]
    for query in queries:
        length = len(texts[query])
        first = bisect_left(lengths, length / LONGER)
        last = bisect_right(lengths, length * LONGER)
        near = order[first:last]
        likeness = process.cdist(
            [texts[query]], [texts[place] for place in near], scorer=fuzz.ratio, score_cutoff=CUTOFF
        )[0]
        others = (near[place] for place in np.flatnonzero(likeness >= CUTOFF))
        found |= {(min(query, other), max(query, other)) for other in others if other != query}
    return found


def test_families_are_found_fast_and_whole(texts: list[str], tmp_path: Path) -> None:
    """At least 99 % of the pairs; the time and memory of each method beside ours."""
    queries = list(range(7, len(texts), EVERY))
    true = true_pairs(texts, queries)
    asked = set(queries)
    runs = {method: run(method, texts, tmp_path) for method in ("ours", "minhash", "tfidf")}
    mine = runs["ours"]
    print(f"\n{len(texts)} ledd, {len(mine.pairs)} pairs; {len(true)} true pairs in the sample")
    for method, each in runs.items():
        kept = {pair for pair in each.pairs if asked.intersection(pair)}
        assert kept <= true
        print(
            f"  {method:8} recall {len(kept & true) / len(true):6.1%}, "
            f"{each.seconds:6.1f} s processor time, {each.seconds / mine.seconds:5.1f} × ours, "
            f"peak {each.peak:4.0f} MiB"
        )
    for method, few in FEW.items():
        seconds = run(method, texts[:: len(texts) // few], tmp_path).seconds
        whole = seconds * (len(texts) / few) ** 2
        print(f"  {method:8} about {whole:,.0f} s for all, {whole / mine.seconds:,.0f} × ours")
    found = {pair for pair in mine.pairs if asked.intersection(pair)}
    assert len(found & true) >= 0.99 * len(true)
