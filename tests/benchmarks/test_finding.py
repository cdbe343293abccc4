"""What finding the clauses of all acts costs, as a multiple of reading them, and in memory.

Prints ratios; fails for nothing but a wrong result. Run it with `make bench`.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

ROUNDS = 3
READ = (
    "import sys; from regelverk.pipeline import read_corpus; "
    "print(sum(1 for _ in read_corpus([sys.argv[1]])))"
)


class Run(NamedTuple):
    """What a command printed, and what it cost with all processes that it started.

    Attributes:
        output: What it printed.
        wall: Seconds until it was done.
        processor: Seconds of all processors together.
        peak: MiB of all its processes together, counting shared pages once.
    """

    output: str
    wall: float
    processor: float
    peak: float


def run(command: Sequence[str], folder: Path) -> Run:
    target = folder / "output"
    before, start, peak = os.times(), time.perf_counter(), 0.0
    with target.open("w") as stream:
        process = subprocess.Popen([sys.executable, *command], stdout=stream)
        while process.poll() is None:
            peak = max(peak, sum(map(proportional, family(process.pid))))
            time.sleep(0.1)
    after = os.times()
    assert process.returncode == 0
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    return Run(target.read_text("utf-8"), time.perf_counter() - start, used, peak)


def family(number: int) -> Iterator[int]:
    """A process and those that it started."""
    yield number
    try:
        children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def proportional(number: int) -> float:
    """The memory of a process in MiB; what processes share is shared out among them."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="teller minnet på Linux")
def test_finding_beside_reading(acts_archive: Path, tmp_path: Path) -> None:
    """All acts: `regelverk find`, as a multiple of reading; the best of rounds taken in turn."""
    find = ["-m", "regelverk.cli", "find", "--format", "jsonl", str(acts_archive)]
    reads, finds = [], []
    for _ in range(ROUNDS):
        reads.append(run(["-c", READ, str(acts_archive)], tmp_path))
        finds.append(run(find, tmp_path))
    read = min(reads, key=lambda each: each.processor)
    found = min(finds, key=lambda each: each.processor)
    lines = found.output.splitlines()
    assert all(json.loads(line)["types"] for line in lines)
    assert len({each.output for each in finds}) == 1
    wall = min(each.wall for each in finds) / min(each.wall for each in reads)
    print(f"\n{int(read.output)} acts, {len(lines)} clauses: finding / reading: {wall:.1f} by the")
    print(f"  clock (bound: 4), {found.processor / read.processor:.1f} in processor time of all")
    print(f"  processes ({found.processor:.1f} s / {read.processor:.1f} s);")
    print(f"  peak {max(each.peak for each in finds):.0f} MiB over all processes (bound: 800)")
