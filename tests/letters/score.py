"""How many of the planted inconsistencies are found, and how many findings are false.

A finding answers a planted one when kind and letters agree, and what it is about is named in it.
What is `unsure` may be among what the reader has to judge. Findings that are listed as fair count
neither way; every other one is false.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from regelverk.letters.types import Finding, LetterCheck


class Score(NamedTuple):
    """The planted that were found and those that were missed, and the false findings."""

    found: list[Mapping[str, Any]]
    missed: list[Mapping[str, Any]]
    false: list[Finding]


def score(check: LetterCheck, case: str, source: Mapping[str, Any]) -> Score:
    """The score of a check of a case's letters."""
    files = {each.identifier: Path(each.file).name for each in check.letters}
    planted = [each for each in source["planted"] if each["case"] == case]
    fair = [each for each in source.get("fair", []) if each["case"] == case]
    found: list[Mapping[str, Any]] = []
    missed: list[Mapping[str, Any]] = []
    used: set[int] = set()
    for each in planted:
        hits = [i for i, finding in enumerate(check.findings) if _answers(finding, each, files)]
        used.update(hits)
        judged = each.get("unsure") and any(_answers(one, each, files) for one in check.unsure)
        (found if hits or judged else missed).append(each)
    false = [
        finding
        for i, finding in enumerate(check.findings)
        if i not in used and not any(_about(finding, each) for each in fair)
    ]
    return Score(found, missed, false)


def _answers(finding: Finding, planted: Mapping[str, Any], files: Mapping[str, str]) -> bool:
    named = {files.get(each, each) for each in finding.letters}
    return _about(finding, planted) and set(planted["letters"]) <= named


def _about(finding: Finding, wanted: Mapping[str, Any]) -> bool:
    words = " ".join((finding.initiative, finding.words.nb, *_quotes(finding.quotes))).casefold()
    return (
        finding.kind.value in {wanted["kind"], *wanted.get("or", ())} and wanted["about"] in words
    )


def _quotes(quotes: Sequence[Any]) -> Iterable[str]:
    return (each.text for each in quotes)
