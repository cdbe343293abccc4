"""The clauses of a case as a file: a table for spreadsheets, or records for programs."""

import csv
import io
from collections.abc import Sequence

from api.downloads import MEDIA, File
from api.texts import say
from regelverk.clauses.rulebook import clause_types, partners
from regelverk.clauses.types import SLOTS, Clause
from regelverk.writers.json import clause_record, dumps
from regelverk.writers.view import place

ENDINGS = ("csv", "json")
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def clause_file(clauses: Sequence[Clause], ending: str, language: str) -> File:
    """Clauses as a file.

    Args:
        clauses: The clauses.
        ending: `csv` (semicolons and a byte order mark, as spreadsheets in Norwegian want) or
            `json`.
        language: The form of headings and titles, `nb` or `nn`.
    """
    name = say("tab_clauses", language).lower()
    if ending == "json":
        return File(
            f"{name}.json",
            MEDIA["json"],
            dumps([clause_record(each, language) for each in clauses]).encode(),
        )
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(_heads(language))
    rows.writerows([_safe(each) for each in _row(clause, language)] for clause in clauses)
    return File(f"{name}.csv", "text/csv; charset=utf-8", out.getvalue().encode("utf-8-sig"))


def _heads(language: str) -> list[str]:
    names = ["document", "place", "address", "filter_type", "partners",
             *(f"slot_{each}" for each in SLOTS), "text_of"]  # fmt: skip
    return [say(each, language) for each in names]


def _row(clause: Clause, language: str) -> list[str]:
    types = {each.name: each.title(language) for each in clause_types()}
    parties = {each.name: each.title(language) for each in partners()}
    return [
        clause.document_title, place(clause.address, language), clause.address,
        ", ".join(types[each] for each in clause.types),
        ", ".join(parties[each] for each in clause.partners),
        *map(clause.slot, SLOTS), " ".join(clause.text.split()),
    ]  # fmt: skip


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe first."""
    return f"'{cell}" if cell.startswith(_RUNS) else cell
