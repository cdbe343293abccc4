"""The report of a check of letters as one self-contained HTML file."""

from functools import partial

from regelverk.letters.types import LetterCheck, Proposal
from regelverk.letters.words import text
from regelverk.writers.html import render
from regelverk.writers.letter_view import (
    answer,
    file_names,
    findings_of,
    letter_names,
    matrix_rows,
    other_findings,
    said_columns,
    shared_initiatives,
    standing,
)


def letters_html(check: LetterCheck, language: str = "nb", version: str = "") -> str:
    """The report of a check of letters, in `nb` or `nn`."""
    return render(
        "letters.html.j2",
        language,
        version,
        c=check,
        w=partial(_text, language),
        shared=shared_initiatives(check),
        columns_of=said_columns,
        rows=partial(matrix_rows, check),
        answer=partial(answer, language=language),
        standing=standing,
        findings=partial(findings_of, check),
        others=other_findings(check),
        proposals=partial(_proposals, check),
        files=file_names(check),
        names=letter_names(check),
        anchors=_anchors(check),
        remarks=[each.nn if language == "nn" else each.nb for each in check.remarks],
    )


def _text(language: str, name: str, /, **values: object) -> str:
    return text(name, language, **values)


def _proposals(check: LetterCheck, initiative: str) -> list[Proposal]:
    return [each for each in check.proposals if each.initiative == initiative]


def _anchors(check: LetterCheck) -> dict[str, str]:
    """Where on the page each initiative is."""
    return {each.name: f"s{number}" for number, each in enumerate(shared_initiatives(check), 1)}
