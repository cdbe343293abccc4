"""What a letter holds, in the forms that ministries give it."""

import time
from io import BytesIO

import docx
import pytest

from regelverk.letters.parse import parse
from regelverk.letters.reading import Reading
from regelverk.letters.types import Letter, LetterKind
from regelverk.pipeline import NamedBytes, check_letters, read
from tests.acts import letter
from tests.letters.made import checked

HEAD = ("Kunnskapsdepartementet", "Tildelingsbrev til Utdanningsdirektoratet for 2031")
_MONTHS = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
           "oktober", "november", "desember")  # fmt: skip
_SENTENCE = (
    "Direktoratet skal sammen med kommuner og fylkeskommuner legge til rette for at flere elever "
    "mestrer hverdagen, og følge med på om tiltakene når dem som trenger det. "
)


def _parse(*blocks: str) -> Letter:
    return parse(Reading(letter("brev", *HEAD, *blocks)))


@pytest.mark.parametrize(
    ("words", "number", "deadline", "due"),
    [
        ("TB2031-4 Lage en oversikt over leirskoler. Frist: 1. juni 2031.", "TB2031-4", "1. juni 2031", "2031-06-01"),
        ("TB 2031-12: Direktoratet skal innen utgangen av mars 2031 foreslå nye regler.", "TB 2031-12", "mars 2031", "2031-03-31"),
        ("Oppdrag 3 – Kurs for lærere. Direktoratet bes levere et opplegg senest 15.9.2031.", "Oppdrag 3", "15.9.2031", "2031-09-15"),
        ("O-2031-07 Vurdere ordningen med skolefrukt innen 1. halvår 2031.", "O-2031-07", "1. halvår 2031", "2031-06-30"),
    ],
)  # fmt: skip
def test_assignments_in_running_text(words: str, number: str, deadline: str, due: str) -> None:
    """Number, deadline as written and as a date, whatever way the ministry writes them."""
    (assignment,) = _parse(words).assignments
    assert (assignment.number, assignment.deadline, assignment.due) == (number, deadline, due)


def test_an_assignment_runs_on_below_its_title() -> None:
    """Title, text, background and deadline, each in a paragraph of its own."""
    (assignment,) = _parse(
        "TB2031-1 Bedre leirskoler",
        "Direktoratet skal kartlegge tilbudet.",
        "Bakgrunn: Tilbudet er ulikt i landet.",
        "Frist: 1. mars 2031",
    ).assignments
    assert assignment.title == "Bedre leirskoler"
    assert assignment.text == "Direktoratet skal kartlegge tilbudet."
    assert assignment.background == "Tilbudet er ulikt i landet."
    assert assignment.due == "2031-03-01"


def test_goals_with_parameters_and_key_figures() -> None:
    """Each goal keeps what it is measured by."""
    first, second = _parse(
        "Mål 1: Elevene trives",
        "Styringsparameter: Andel som trives",
        "Nøkkeltall: Antall skoler",
        "Mål 2: Flere fullfører",
        "Styringsparameter: Andel som fullfører",
    ).goals
    assert (first.number, first.text) == ("1", "Elevene trives")
    assert first.parameters == ("Andel som trives",)
    assert first.key_figures == ("Antall skoler",)
    assert second.parameters == ("Andel som fullfører",)


@pytest.mark.parametrize(
    ("title", "kind", "number"),
    [
        ("Tillegg nr. 3 til tildelingsbrev for 2031 til Utdanningsdirektoratet", LetterKind.SUPPLEMENT, "3"),
        ("Supplerande tildelingsbrev nr. 2 til Utdanningsdirektoratet 2031", LetterKind.SUPPLEMENT, "2"),
        ("Oppdragsbrev nr. 31-07 til Utdanningsdirektoratet", LetterKind.MISSION, "31-07"),
        ("Virksomhetsinstruks for Utdanningsdirektoratet", LetterKind.INSTRUCTION, ""),
        ("Statsbudsjettet 2031 – tildelingsbrev til Utdanningsdirektoratet", LetterKind.ALLOCATION, ""),
    ],
)  # fmt: skip
def test_sorts_of_letters(title: str, kind: LetterKind, number: str) -> None:
    """The title tells what a letter is and which in the row."""
    found = parse(Reading(letter("brev", HEAD[0], title, "Vi viser til dialogen.")))
    assert (found.kind, found.number) == (kind, number)


def test_a_letter_of_eighty_pages() -> None:
    """400,000 characters with 250 assignments in tables: all found, in under five seconds."""
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    for chapter in range(10):
        document.add_heading(f"{chapter + 1} Område {chapter + 1}", 1)
        for paragraph in range(18):
            document.add_paragraph(f"Tema {chapter}.{paragraph}. {_SENTENCE * 11}")
        table = document.add_table(rows=1, cols=3)
        for cell, words in zip(table.rows[0].cells, ("Nr.", "Oppdrag", "Frist"), strict=True):
            cell.text = words
        for row in range(chapter * 25 + 1, chapter * 25 + 26):
            cells = table.add_row().cells
            cells[0].text = f"TB2031-{row}"
            cells[1].text = f"Lage tiltak {row}. {_SENTENCE * 2}"
            cells[2].text = f"{row % 28 + 1}. {_MONTHS[row % 12]} 2031"
    out = BytesIO()
    document.save(out)
    started = time.process_time()
    check = check_letters([read(NamedBytes("langt.docx", out.getvalue()))])
    spent = time.process_time() - started
    (found,) = check.letters
    assert [each.number for each in found.assignments] == [f"TB2031-{n}" for n in range(1, 251)]
    assert all(each.due.startswith("2031-") for each in found.assignments)
    assert spent < 5


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        (
            "Statsbudsjettet for 2031 kap. 260 – Tildelingsbrev for Kystmuseet i Vest",
            "Kystmuseet i Vest",
        ),
        ("Tildelingsbrev for 2031 til Museet for lek (Lekmus)", "Museet for lek"),
        ("Norad – Tildelingsbrev 2031", "Norad"),
        ("Oppdragsdokument 2031 til Helse Nord RHF", "Helse Nord RHF"),
        ("Tildelingsbrev for 2031", ""),
    ],
)
def test_the_title_tells_whom_a_letter_is_to(title: str, agency: str) -> None:
    """An agency that no list has, several ways to title a letter, and no agency at all."""
    reference = "Vi viser til Prop. 1 S (2030–2031)."
    (read,) = checked(("Kunnskapsdepartementet", title, "1 Innledning", reference)).letters
    assert (read.agency, read.kind, read.year) == (agency, LetterKind.ALLOCATION, 2031)


def test_an_item_of_a_list_is_one_assignment() -> None:
    """What is asked for is told with its deadline, though that stands in the item's last sentence."""
    page = (
        "<p>Kunnskapsdepartementet</p><h1>Tildelingsbrev 2031 til Utdanningsdirektoratet</h1>"
        "<h2>3 Oppdrag</h2><p>Direktoratet skal</p><ul><li>levere tall til det felles grunnlaget. "
        "Grunnlaget skal hjelpe kommunene. Det skal foreligge 1. november 2031</li></ul>"
    )
    (letter_,) = check_letters([read(NamedBytes("brev.html", page.encode()))]).letters
    (assignment,) = letter_.assignments
    assert assignment.text.startswith("levere tall")
    assert assignment.due == "2031-11-01"


def test_assignments_need_no_deadline_in_a_chapter_of_their_own() -> None:
    """What leads into a list, and duties in other chapters, are none."""
    page = (
        "<p>Kunnskapsdepartementet</p><h1>Tildelingsbrev 2031 til Utdanningsdirektoratet</h1>"
        "<p>Direktoratet skal følge regelverket for økonomistyring.</p><h2>3 Oppdrag</h2>"
        "<p>Direktoratet skal holde ved like nettstedet om mobbing.</p><p>Direktoratet skal også:</p>"
        "<ul><li>drive ordningen med gratis skolefrukt</li><li>svare på klager</li></ul>"
    )
    (letter_,) = check_letters([read(NamedBytes("brev.html", page.encode()))]).letters
    assert [(each.text, each.deadline) for each in letter_.assignments] == [
        ("Direktoratet skal holde ved like nettstedet om mobbing.", ""),
        ("drive ordningen med gratis skolefrukt", ""),
        ("svare på klager", ""),
    ]
