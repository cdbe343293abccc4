"""Tracked changes beside other redliners: exact or not, and how much processor time.

Six pairs of an act before and after: 20, 200 and 1,000 paragraphs, and one each with tabs, lists
and tables. Prints a table; fails only where ours is not exact. `python-redlines` (with its .NET
engine) and `docx-redline` take part where they are installed in the Python that REDLINERS names
(else in this one); where one is missing, it is said.
"""

import json
import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import docx

from regelverk.readers.docx_package import open_package
from regelverk.readers.limits import DEFAULT
from regelverk.writers.tracked import redline
from tests.writers.revisions import WORDS, accepted, rejected

ROUNDS = 3
DATE = datetime(2026, 11, 22, tzinfo=UTC)
_RUNNER = """
import json, resource, sys
program, before, after, target = sys.argv[1:]
if program == "python-redlines":
    from python_redlines import DocxodusEngine
    run = lambda: open(target, "wb").write(
        DocxodusEngine().run_redline("A", open(before, "rb").read(), open(after, "rb").read())[0])
else:
    from docx_redline import redline_files
    run = lambda: redline_files(before, after, target)
def used():
    both = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in both)
start = used()
run()
print(json.dumps(used() - start))
"""


class Pair(NamedTuple):
    """An act and its revision."""

    name: str
    before: bytes
    after: bytes


class Result(NamedTuple):
    """What one program made of one pair."""

    exact: bool
    seconds: float


def sentence(rng: random.Random) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(12, 40))) + "."


def word_file(lines: list[tuple[str, str]], *, table: bool = False) -> bytes:
    document = docx.Document()
    for style, words in lines:
        document.add_paragraph(words, style=style)
    if table:
        made = document.add_table(rows=0, cols=2)
        for _, words in lines[:40]:
            for cell, half in zip(made.add_row().cells, (words[:40], words[40:]), strict=True):
                cell.text = half
        document.add_paragraph("Slutt.")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def revised(lines: list[tuple[str, str]], rng: random.Random) -> list[tuple[str, str]]:
    """A tenth of the lines reworded, a twentieth new, a twentieth gone."""
    made = []
    for style, words in lines:
        chance = rng.random()
        if chance < 0.05:
            continue
        if chance < 0.15:
            split = words.split(" ")
            split[len(split) // 2 : len(split) // 2 + 2] = ["etter", "nærmere", "avtale"]
            words = " ".join(split)  # noqa: PLW2901 - the reworded line
        made.append((style, words))
        if chance > 0.95:
            made.append((style, sentence(rng)))
    return made


def pairs() -> list[Pair]:
    rng = random.Random(7)

    def one(
        name: str, count: int, style: str = "Normal", mark: str = "", *, table: bool = False
    ) -> Pair:
        lines = [(style, f"{mark}{sentence(rng)}") for _ in range(count)]
        after = word_file(revised(lines, rng), table=table)
        return Pair(name, word_file(lines, table=table), after)

    return [
        one("20", 20), one("200", 200), one("1,000", 1000), one("tabs", 200, mark="(1)\tEtter\t"),
        one("lists", 200, "List Number"), one("tables", 200, table=True),
    ]  # fmt: skip


def texts(data: bytes) -> list[object]:
    """The words of each paragraph and cell, in order; how they are cut does not matter."""
    document = docx.Document(BytesIO(data))
    return [
        [[cell.text for cell in row.cells] for row in each.rows]
        if hasattr(each, "rows")
        else (each.text, each._p.style or "Normal")
        for each in document.iter_inner_content()
    ]


def is_exact(out: bytes, pair: Pair) -> bool:
    try:
        return texts(accepted(out)) == texts(pair.after) and texts(rejected(out)) == texts(
            pair.before
        )
    except AssertionError:
        return False


def processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def ours(pair: Pair, folder: Path) -> Result | None:
    start = processor_time()
    before, after = (open_package(each, "b", DEFAULT) for each in (pair.before, pair.after))
    out = redline(before, after, DATE)
    used = processor_time() - start
    return Result(is_exact(out, pair), used)


def another(program: str) -> Callable[[Pair, Path], Result | None]:
    def run(pair: Pair, folder: Path) -> Result | None:
        before, after, target = (folder / f"{name}.docx" for name in ("before", "after", "out"))
        before.write_bytes(pair.before)
        after.write_bytes(pair.after)
        python = os.environ.get("REDLINERS", sys.executable)
        made = subprocess.run(
            [python, "-c", _RUNNER, program, str(before), str(after), str(target)],
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        if made.returncode:
            assert "ModuleNotFoundError" in made.stderr or "NotInstalled" in made.stderr, (
                made.stderr
            )
            return None
        seconds = json.loads(made.stdout.splitlines()[-1])
        return Result(is_exact(target.read_bytes(), pair), seconds)

    return run


def test_redliners_side_by_side(tmp_path: Path) -> None:
    """Ours is exact on all six pairs; the table says what the others need."""
    programs: dict[str, Callable[[Pair, Path], Result | None]] = {
        "ours": ours,
        "python-redlines": another("python-redlines"),
        "docx-redline": another("docx-redline"),
    }
    print(f"\n{'pair':8}" + "".join(f"{name:>24}" for name in programs))
    for pair in pairs():
        cells = []
        for name, run in programs.items():
            found = [run(pair, tmp_path) for _ in range(ROUNDS if name == "ours" else 1)]
            if any(each is None for each in found):
                cells.append("not installed")
                continue
            results = [each for each in found if each is not None]
            assert name != "ours" or all(each.exact for each in results)
            exact = "exact" if results[0].exact else "NOT exact"
            cells.append(f"{min(each.seconds for each in results):.3f} s, {exact}")
        print(f"{pair.name:8}" + "".join(f"{cell:>24}" for cell in cells))
