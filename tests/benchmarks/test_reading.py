"""What reading costs: beside lxml's own parsing of the same bytes, and in memory.

Prints ratios; fails for nothing but a wrong result. Run it with `make bench`.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from lxml import etree

from regelverk.pipeline import read_corpus
from regelverk.readers import lovdata
from regelverk.readers.archive import Member, members
from tests.readers.test_lovdata import assert_whole, documents

ROUNDS = 5
_STREAM = """
import json, resource, sys
from regelverk.pipeline import read_corpus
count = sum(1 for _ in read_corpus([sys.argv[1]]))
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"count": count, "peak": used.ru_maxrss / 1024, "seconds": used.ru_utime}))
"""


def load(archive: Path) -> list[Member]:
    with archive.open("rb") as stream:
        return list(members(stream, archive.stat().st_size, archive.name))


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def ratio(ours: Callable[[], object], theirs: Callable[[], object]) -> float:
    """How many times longer ours takes: the median of rounds in which the two take turns."""
    return median(seconds(ours) / seconds(theirs) for _ in range(ROUNDS))


def parse_all(loaded: list[Member]) -> None:
    for member in loaded:
        etree.fromstring(member.data)


def read_all(loaded: list[Member]) -> None:
    for member in loaded:
        lovdata.read(member.data, member.name)


def test_reading_beside_parsing(acts_archive: Path) -> None:
    """Acts read into documents, as a multiple of parsing their XML: in memory, and from the archive."""
    loaded = load(acts_archive)
    in_memory = ratio(lambda: read_all(loaded), lambda: parse_all(loaded))
    from_archive = ratio(
        lambda: sum(1 for _ in read_corpus([acts_archive])), lambda: parse_all(load(acts_archive))
    )
    print(f"\n{len(loaded)} acts, reading / lxml's parsing: {in_memory:.1f} in memory,")
    print(f"  {from_archive:.1f} from the archive (both unpack it)")


def test_a_corpus_is_streamed(regulations_archive: Path) -> None:
    """All regulations, one at a time: the most memory that the process had."""
    run = subprocess.run(
        [sys.executable, "-c", _STREAM, str(regulations_archive)],
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(run.stdout)
    assert found["count"] > 3_000
    print(f"\n{found['count']} regulations: peak {found['peak']:.0f} MiB (bound: 400)")


def test_nothing_is_lost_in_regulations(regulations_archive: Path) -> None:
    """Every visible character of every regulation is in exactly one node."""
    count = 0
    for body, document in documents(regulations_archive):
        assert_whole(body, document)
        count += 1
    print(f"\n{count} regulations read, every visible character in one node")
