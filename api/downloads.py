"""Results as files: reports, and packages of files."""

import io
import zipfile
from collections.abc import Mapping
from typing import NamedTuple

from api.clock import now
from regelverk import __version__, write_docx
from regelverk.comparison.types import Comparison
from regelverk.letters.types import LetterCheck
from regelverk.writers.html import comparison_html
from regelverk.writers.json import comparison_record, dumps
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


def zipped(name: str, files: Mapping[str, bytes]) -> File:
    """Files as one zip file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for each, data in files.items():
            packed.writestr(each, data)
    return File(f"{name}.zip", MEDIA["zip"], target.getvalue())


def media_of(name: str) -> str:
    """The type of a file by its ending."""
    return MEDIA.get(name.rpartition(".")[2], "application/octet-stream")
