"""Results as files: reports, and the package of drafts."""

import io
import zipfile
from typing import NamedTuple

from api.clock import now
from regelverk import __version__, write_docx
from regelverk.comparison.types import Comparison
from regelverk.drafting.types import Draft
from regelverk.letters.types import LetterCheck
from regelverk.writers.html import comparison_html
from regelverk.writers.json import comparison_record, draft_record, dumps, lines
from regelverk.writers.letter_html import letters_html
from regelverk.writers.letter_json import letters_record
from regelverk.writers.letter_xlsx import letters_xlsx
from regelverk.writers.xlsx import comparison_xlsx

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}
REPORTS = ("docx", "xlsx", "html", "json")


class File(NamedTuple):
    """A file to download."""

    name: str
    media: str
    data: bytes


def report(result: Comparison | LetterCheck, ending: str, language: str) -> File:
    """A comparison or a check of letters as a file."""
    compared = isinstance(result, Comparison)
    name = "sammenligning" if compared else "tildelingsbrev"
    made = _report(result, ending, language)
    data = made.encode() if isinstance(made, str) else made
    return File(f"{name}.{ending}", MEDIA[ending], data)


def _report(result: Comparison | LetterCheck, ending: str, language: str) -> str | bytes:
    if ending == "docx":
        return write_docx(result, language=language, made=now())
    if isinstance(result, Comparison):
        if ending == "xlsx":
            return comparison_xlsx(result, language)
        if ending == "html":
            return comparison_html(result, language, __version__)
        return dumps(comparison_record(result, language))
    if ending == "xlsx":
        return letters_xlsx(result, language)
    if ending == "html":
        return letters_html(result, language, __version__)
    return dumps(letters_record(result, language))


def drafts_package(
    drafts: tuple[Draft, ...], comparison: Comparison | None, model: str, language: str
) -> File:
    """The drafts as a zip: the proposal in Word and for programs, and the comparison behind it."""
    made = now()
    files = {
        "lovforslag.docx": write_docx(drafts, language=language, model=model, made=made),
        "lovforslag.jsonl": lines(map(draft_record, drafts)).encode(),
    }
    if comparison is not None:
        files["sammenligning.docx"] = write_docx(comparison, language=language, made=made)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return File("lovforslag.zip", MEDIA["zip"], target.getvalue())
