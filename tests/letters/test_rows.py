"""Letters that stand wholly in tables, and sentences that hold several tasks."""

from regelverk.letters.check import check_letters
from regelverk.letters.types import FindingKind, LetterCheck, Mention
from regelverk.model.document import Document
from tests.acts import letter
from tests.letters.made import checked, tabled

_UDIR = ("Kunnskapsdepartementet", "Tildelingsbrev 2031 til Utdanningsdirektoratet")
_HDIR = ("Helse- og omsorgsdepartementet", "Tildelingsbrev 2031 til Helsedirektoratet")
_STATPED = ("Kunnskapsdepartementet", "Tildelingsbrev 2031 til Statped")
_LED = (
    ("Nr.", "Oppdrag", "Føremål", "Medverkande", "Frist", "Rapportering"),
    ("U-1", "Leie Sykkelbussen – program for skuleveg (2030–2033).", "Fleire born skal sykle",
     "Helsedirektoratet og Statped", "1. mai 2031", "Årsrapport"),
)  # fmt: skip
_TAKEN_PART_IN = (
    ("Nr.", "Tiltak og formål", "Rolle", "Etat som leder", "Samarbeid med", "Frist", "Rapport i"),
    ("H-1", "Sykkelbussen – program for skolevei (2030–2033). Målet er at flere barn sykler.",
     "Bidrar", "Utdanningsdirektoratet", "Statped", "01.05.2031", "Årsrapport"),
)  # fmt: skip
_DELIVERED = (
    ("Oppdrag", "Kva skal gjerast", "Saman med", "Når"),
    ("S-1/31", ("Levere rettleiing til Sykkelbussen (2030–2033), slik at fleire born kan sykle. "
     "Arbeidet blir omtalt i årsrapporten."),
     "Utdanningsdirektoratet (leiar) og Helsedirektoratet", "1. mai 2031"),
)  # fmt: skip


def _tabled() -> LetterCheck:
    return check_letters(
        [
            tabled("udir", _UDIR, *_LED),
            tabled("hdir", _HDIR, *_TAKEN_PART_IN),
            tabled("statped", _STATPED, *_DELIVERED),
        ]
    )


def _mentions(check: LetterCheck, name: str) -> tuple[Mention, ...]:
    (initiative,) = [each for each in check.initiatives if each.name == name]
    return initiative.mentions


def test_rows_say_as_much_as_sentences() -> None:
    """Role, leader, purpose and partners are read from their columns; nothing is missing."""
    check = _tabled()
    lead, part, delivery = _mentions(check, "Sykkelbussen")
    assert lead.roles == ("koordinere",)
    assert lead.said("why") == "Fleire born skal sykle"
    assert (part.roles, part.leader) == (("bidra",), "Utdanningsdirektoratet")
    assert delivery.leader == "Utdanningsdirektoratet"
    assert [each.name for each in check.initiatives] == ["Sykkelbussen"]
    assert check.findings == ()


def test_a_row_has_its_own_number_and_day() -> None:
    """Also where the first of two columns of assignments holds the number."""
    assignments = [each for one in _tabled().letters for each in one.assignments]
    assert [(each.number, each.due) for each in assignments] == [
        ("U-1", "2031-05-01"), ("H-1", "2031-05-01"), ("S-1/31", "2031-05-01"),
    ]  # fmt: skip


def test_what_a_cell_may_say_of_the_purpose_is_left_to_the_reader() -> None:
    """A sentence in the cell that is no task may say why, in words that no rule knows."""
    rows = (
        _TAKEN_PART_IN[0],
        tuple(cell.replace("Målet er at flere barn sykler", "Barn sykler mer der de føler seg trygge")
              for cell in _TAKEN_PART_IN[1]),
    )  # fmt: skip
    check = check_letters([tabled("udir", _UDIR, *_LED), tabled("hdir", _HDIR, *rows)])
    assert FindingKind.PURPOSE_MISSING not in {each.kind for each in check.findings}
    assert FindingKind.PURPOSE_MISSING in {each.kind for each in check.unsure}


def test_two_initiatives_in_one_sentence_have_partners_of_their_own() -> None:
    """What is said of the first is not said of the second."""
    both = (
        "Direktoratet skal delta i Sykkelbussen (2030–2033) sammen med Husbanken, og skal dessuten "
        "bidra i Skolegåen (2031–2033) i samarbeid med Helsedirektoratet."
    )
    check = checked((*_UDIR, both), (*_HDIR, "Direktoratet skal lede Skolegåen (2031–2033)."))
    assert _mentions(check, "Skolegåen")[0].partners == ("Helsedirektoratet",)
    assert _mentions(check, "Sykkelbussen")[0].partners == ("Husbanken",)


def test_one_sentence_may_ask_for_reports_on_all() -> None:
    """A letter that reports on all joint work under one says nothing less of each."""
    lead = "Direktoratet skal lede Sykkelbussen og omtale Sykkelbussen i årsrapporten."
    part = "Direktoratet skal delta i Sykkelbussen."
    jointly = "Arbeid i satsinger som direktoratet har sammen med andre etater, omtales der."
    silent = checked((*_UDIR, lead), (*_HDIR, part))
    assert FindingKind.REPORTING_DIFFERS in {each.kind for each in silent.findings}
    asked = checked((*_UDIR, lead), (*_HDIR, part, jointly.replace("der", "i årsrapporten")))
    assert FindingKind.REPORTING_DIFFERS not in {each.kind for each in asked.findings}


def test_what_the_ministry_asks_for_is_an_assignment() -> None:
    """Also where the letter only asks for something, and names nobody."""
    asked = (
        "Vi ber om en vurdering av sykkelveiene. Vurderingen sendes departementet innen 3. mai 2031.",
        "Videre ber vi dere lage et kart, som skal være klart 4. juni 2031.",
        "Videre imøteses et forslag til skilt innen 5. juli 2031.",
        "Rapporten om lykter oversendes innen 6. august 2031.",
    )
    (made,) = check_letters([letter("brev", *_UDIR, *asked)]).letters
    assert [each.due for each in made.assignments] == [
        "2031-05-03", "2031-06-04", "2031-07-05", "2031-08-06",
    ]  # fmt: skip


def test_names_that_text_recognition_misread_are_found() -> None:
    """Figures for letters, lost strokes and spread letters do not make another name."""
    lead = (
        "Direktoratet skal lede SYBU (2030–2033) og Trygt i egen gate (2030–2033) i samarbeid med "
        "Helsedirektoratet."
    )
    damaged = (
        "Direktoratet ma sgrge for at barn far seerlig hjelp pa skolen, og viderefgre gjennomf@ringen.",
        (
            "Direktoratet skal delta i 5Y BU (2030-2033) og Trygt i cgen gafe (2030-2033) sammen med "
            "Utdanningsdirektoratet."
        ),
    )
    check = checked((*_UDIR, lead), (*_HDIR, *damaged))
    assert {len(each.mentions) for each in check.initiatives} == {2}
    kinds = {each.kind for each in check.findings}
    assert not kinds & {FindingKind.NAMES_DIFFER, FindingKind.NOT_RECIPROCATED}


def test_purposes_in_cells_become_sentences() -> None:
    """What a cell says without a verb for it reads well after "the purpose is"."""
    texts = [each.text for each in _tabled().proposals]
    assert len(texts) == 3
    assert all(" med Sykkelbussen er at fleire born skal sykle." in text for text in texts)


def test_what_work_comes_from_is_not_told_as_its_purpose() -> None:
    """A letter may say why by telling what is wrong: nobody's purpose is that it stays so."""
    lead = (
        "Direktoratet skal lede Sykkelbussen (2030–2033) sammen med Helsedirektoratet. "
        "Bakgrunnen er at mange barn blir kjørt til skolen."
    )
    part = "Direktoratet skal delta i Sykkelbussen (2030–2033) sammen med Utdanningsdirektoratet."
    texts = [each.text for each in checked((*_UDIR, lead), (*_HDIR, part)).proposals]
    assert all("Bakgrunnen for Sykkelbussen er at mange barn" in text for text in texts)
    assert not any("Formålet" in text for text in texts)


def test_a_column_of_deadlines_counts_though_the_task_names_a_report() -> None:
    """The day of the joint note is compared, and `løpende` is no day in either form."""

    def table(agency: tuple[str, ...], day: str, other: str, always: str) -> Document:
        task = (
            "Delta i satsingen Solskinnsprogrammet (2030–2033) sammen med {}. Det felles "
            "statusnotatet skal foreligge innen fristen. Innsatsen omtales i årsrapporten."
        )
        return tabled(
            agency[1], agency, ("Nr.", "Oppdrag", "Frist"), ("1", task.format(other), day),
            ("2", f"Delta i Måneprogrammet (2031–2034) sammen med {other}.", always),
        )  # fmt: skip

    check = check_letters([
        table(_UDIR, "1. mai 2031", "Helsedirektoratet", "Løpende"),
        table(_HDIR, "1. juni 2031", "Utdanningsdirektoratet", "Løpande"),
    ])  # fmt: skip
    (finding,) = [e for e in check.findings if e.kind is FindingKind.DEADLINE_DIFFERS]
    assert finding.initiative == "Solskinnsprogrammet"
    assert "1. juni 2031" in finding.words.nb
    assert FindingKind.NAMES_DIFFER not in {each.kind for each in check.findings}


def test_what_is_to_be_delivered_when_is_a_deadline() -> None:
    """A column of deliverables with dates tells what is due, whatever its heading."""
    rows = (
        ("Tiltak og periode", "Etatens rolle", "Leveranse", "Rapportering"),
        (
            "Sykkelbussen (2030–2033)",
            "Etaten skal bidra.",
            "Felles trafikkanalyse 1. juni 2031",
            "Årsrapport",
        ),
    )
    told = "Statped skal bidra i Sykkelbussen (2030–2033). Felles trafikkanalyse leveres innen 1. mai 2031."
    check = check_letters([tabled("hdir", _HDIR, *rows), letter("statped", *_STATPED, told)])
    assert FindingKind.DEADLINE_DIFFERS in {each.kind for each in check.findings}
