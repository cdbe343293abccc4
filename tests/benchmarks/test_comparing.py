"""What comparing costs: the cooperation clauses of all acts in force, against each other.

Prints the processor time beside what RapidFuzz alone needs for every pair of the same wordings, and
beside difflib on a sample. Fails when the comparison takes more than 10 seconds of one processor.
"""

import random
import time
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz, process

from regelverk.clauses.types import Clause
from regelverk.comparison.align import align
from regelverk.comparison.compare import compare
from regelverk.comparison.names import names_of
from regelverk.comparison.normalise import masked
from regelverk.model.document import Document
from regelverk.pipeline import ReadFailure, find_clauses, read_corpus

LIMIT = 10.0
SAMPLE = 2_000


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _documents(archive: Path) -> Iterator[Document]:
    for each in read_corpus([archive]):
        assert not isinstance(each, ReadFailure)
        yield each


def test_comparing_all_clauses_of_all_acts(acts_archive: Path) -> None:
    """Elements, both indices, pairs, consensus and conflicts of all acts in under ten seconds."""
    documents = list(_documents(acts_archive))
    clauses = [clause for document in documents for clause in find_clauses(document)]
    taken = _seconds(lambda: compare(documents, clauses))
    names = names_of(clauses)
    wordings = [masked(clause, names) for clause in clauses]
    every_pair = _seconds(lambda: process.cdist(wordings, wordings, scorer=fuzz.ratio))
    print(
        f"\n{len(clauses)} clauses of {len(documents)} acts: compared in {taken:.1f} s of processor"
        f" time, {taken / every_pair:.2f} times what fuzz.ratio alone takes for every pair"
    )
    assert taken < LIMIT
    _print_beside_difflib(clauses, wordings)


def _print_beside_difflib(clauses: list[Clause], wordings: list[str]) -> None:
    """Aligning word by word, with a verdict on each difference, beside difflib's bare opcodes."""
    chosen = random.Random(1).sample(list(combinations(range(len(clauses)), 2)), SAMPLE)
    names = names_of(clauses)
    ours = _seconds(lambda: [align(clauses[a], clauses[b], (), names) for a, b in chosen])
    theirs = _seconds(
        lambda: [
            SequenceMatcher(None, wordings[a].split(), wordings[b].split()).get_opcodes()
            for a, b in chosen
        ]
    )
    print(f"aligned {SAMPLE} pairs: {ours / theirs:.1f} times difflib's opcodes, with verdicts")
