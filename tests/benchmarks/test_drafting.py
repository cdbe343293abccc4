"""What drafting costs: for fourteen acts, beside finding the clauses it starts from.

Prints processor time and the ratio; the program Apertium's time is counted in.
"""

import os
import tarfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from regelverk.clauses.detect import find_clauses
from regelverk.drafting.draft import draft
from regelverk.drafting.effect import effect
from regelverk.drafting.model_clause import from_text, shipped
from regelverk.model.document import Document
from regelverk.model.identifiers import from_lovdata_file
from regelverk.readers import lovdata
from regelverk.sources.catalogue import CORPORA

if TYPE_CHECKING:
    from regelverk.clauses.types import Clause
    from regelverk.drafting.types import Draft

_ACTS = 14
_BUDGET = 15.0
"""Seconds of processor time for all of it, on any machine that we know of."""
_UNKNOWN_WORDS = """Samarbeid

Tjenesten skal samarbeide med andre tjenesteytere slik at ingen faller utenfor.

Tjenesten skal, i tillegg til å følge opp enkelte brukere, snakke sammen med andre tjenesteytere.
"""


def _spent() -> float:
    """Processor time of this process and those it has waited for, in seconds."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _acts(archive: Path) -> list[Document]:
    facts = tomllib.loads((CORPORA / "catalogue.toml").read_text(encoding="utf-8"))
    wanted = [act["reference"] for act in facts["act"] if act["in_force"]][:_ACTS]
    found = []
    with tarfile.open(archive) as acts:
        for member in acts:
            file = acts.extractfile(member) if from_lovdata_file(member.name) in wanted else None
            if file is not None:
                found.append(lovdata.read(file.read(), member.name))
    return found


def test_drafting_for_fourteen_acts(acts_archive: Path) -> None:
    """Clauses, drafts by a shipped model and by one that must be translated, and the effect."""
    documents = _acts(acts_archive)
    assert len(documents) == _ACTS
    start = _spent()
    clauses: list[Clause] = [clause for each in documents for clause in find_clauses(each)]
    found = _spent()
    drafts: tuple[Draft, ...] = draft(documents, clauses, shipped("standard"))
    drafted = _spent()
    unknown = from_text(_UNKNOWN_WORDS, "modell.txt")
    draft(documents, clauses, {unknown.language: unknown})
    translated = _spent()
    effect(documents, clauses, drafts)
    end = _spent()
    print(
        f"\nclauses {found - start:.1f} s, drafts {drafted - found:.1f} s "
        f"({(drafted - found) / (found - start):.2f} of it), with translation "
        f"{translated - drafted:.1f} s, effect {end - translated:.1f} s"
    )
    assert len(drafts) == _ACTS
    assert end - start < _BUDGET
