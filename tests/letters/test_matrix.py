"""The matrix of an initiative says the same in every report."""

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from lxml import html
from openpyxl import load_workbook

from regelverk.letters.types import LetterCheck
from regelverk.letters.words import text
from regelverk.writers.letter_docx import letters_docx
from regelverk.writers.letter_html import letters_html
from regelverk.writers.letter_json import letters_record
from regelverk.writers.letter_xlsx import letters_xlsx
from tests.letters.made import checked

_LEADS = (
    "Kunnskapsdepartementet",
    "Tildelingsbrev 2031 til Utdanningsdirektoratet",
    (
        "Utdanningsdirektoratet skal lede Sykkelbussen (2030–2033) sammen med Statped og "
        "Folkehelseinstituttet. Programmet skal gi flere barn en trygg vei til skolen."
    ),
)
_JOINT = (
    "Kunnskapsdepartementet",
    "Helse- og omsorgsdepartementet",
    "Felles oppdragsbrev 2031 til Statped og Folkehelseinstituttet",
    (
        "Folkehelseinstituttet skal delta i Sykkelbussen (2030–2033), som Utdanningsdirektoratet leder, og "
        "Statped skal gi råd. Sykkelbussen springer ut av et ønske om at ingen lenger blir kjørt i bil."
    ),
)


def _in_html(check: LetterCheck) -> list[list[str]]:
    table = html.fromstring(letters_html(check)).find_class("matrix")[0]
    lines = [
        [cell.xpath("string()") for cell in row.xpath("./td|./th")] for row in table.iter("tr")
    ]
    return [[" ".join(words.split()) for words in line] for line in lines]


def _in_word(check: LetterCheck) -> list[list[str]]:
    table = docx.Document(BytesIO(letters_docx(check))).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def _in_excel(check: LetterCheck) -> list[list[str]]:
    sheet = load_workbook(BytesIO(letters_xlsx(check))).worksheets[0]
    return [[str(value or "") for value in row[1:]] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("matrix", [_in_html, _in_word, _in_excel])
def test_a_joint_letter_has_a_row_for_each_agency_and_the_unsure_is_told(
    matrix: Callable[[LetterCheck], list[list[str]]],
) -> None:
    """What each agency is told stands apart, and a purpose in words no rule knows is unsure."""
    heads, *lines = matrix(checked(_LEADS, _JOINT))
    role, why = heads.index(text("q_role")), heads.index(text("q_why"))
    told = {line[0].split(" (")[0].split("oppdragsbrev")[0]: line for line in lines}
    assert len(lines) == 3
    assert told["Folkehelseinstituttet"][role].startswith("delta")
    assert not told["Statped"][role].startswith("delta")
    assert told["Statped"][why].startswith("usikkert")
    assert told["Folkehelseinstituttet"][why].startswith("usikkert")


def test_the_record_says_what_is_unsure() -> None:
    """A program is told which silences may be no silences."""
    leads, joint = letters_record(checked(_LEADS, _JOINT))["initiatives"][0]["mentions"]
    assert "why" in joint["unsure"]
    assert "why" not in leads["unsure"]
