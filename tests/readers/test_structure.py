"""Structure recovery: what a line is, by what the source states and by what it says."""

import pytest

from regelverk.model.document import Document, DocumentKind, Kind
from regelverk.readers.facts import document_of
from regelverk.readers.lines import Line, Lines
from regelverk.readers.tree import Raw
from tests.readers.outline_of import outline


def document(*lines: str | Line, paged: bool = False) -> Document:
    """The document of lines; plain text is a line of which nothing is stated."""
    made = tuple(Line(line) if isinstance(line, str) else line for line in lines)
    return document_of(Lines(made, paged=paged), "fil.txt")


def bold(text: str) -> Line:
    """A bold line."""
    return Line(text, emphasised=True)


def test_plain_act() -> None:
    """Chapters, sections, ledd, items, text after a list and notes are found in plain lines."""
    act = document(
        "Lov om lekeplasser (lekeplassloven)",
        "LOV-2031-05-09-12",
        "Kapittel 1. Innledning",
        "§ 1. Formål",
        "Loven skal gi barn gode lekeplasser. Den gjelder hele landet.",
        "§ 2. Plikter",
        "Kommunen skal",
        "a. anlegge lekeplasser,",
        "b. holde dem trygge, herunder",
        "1. huskene, og",
        "2. sklien, og",
        "c. rydde snø",
        "når været krever det.",
        "Kommunen kan kreve betaling.",
        "Endret ved lov 3 mai 2033 nr. 4.",
        "Kapittel 2. Slutt",
        "§ 3. Loven trer i kraft straks.",
    )
    assert outline(act) == [
        "overskrift: Lov om lekeplasser (lekeplassloven)",
        "kap1: Kapittel 1.",
        "kap1/overskrift: Innledning",
        "§1: § 1.",
        "§1/overskrift: Formål",
        "§1/ledd/1: Loven skal gi barn gode lekeplasser. Den gjelder hele landet.",
        "§2: § 2.",
        "§2/overskrift: Plikter",
        "§2/ledd/1: Kommunen skal når været krever det.",
        "§2/ledd/1/bokstav/a: a. anlegge lekeplasser,",
        "§2/ledd/1/bokstav/b: b. holde dem trygge, herunder",
        "§2/ledd/1/bokstav/b/nummer/1: 1. huskene, og",
        "§2/ledd/1/bokstav/b/nummer/2: 2. sklien, og",
        "§2/ledd/1/bokstav/c: c. rydde snø",
        "§2/ledd/2: Kommunen kan kreve betaling.",
        "§2/note/1: Endret ved lov 3 mai 2033 nr. 4.",
        "kap2: Kapittel 2.",
        "kap2/overskrift: Slutt",
        "§3: § 3.",
        "§3/ledd/1: Loven trer i kraft straks.",
    ]
    assert act.identifier == "lov/2031-05-09-12"
    assert act.kind is DocumentKind.ACT
    assert (act.title, act.short_title) == ("Lov om lekeplasser (lekeplassloven)", "Lekeplassloven")
    assert [each.text for each in act.furniture] == ["LOV-2031-05-09-12"]


@pytest.mark.parametrize(
    ("line", "label", "title", "text"),
    [
        ("§ 4. Klage", "§ 4.", "Klage", ""),
        ("§ 4 Klage", "§ 4", "Klage", ""),
        ("§ 4-6 a. Klage og innsyn", "§ 4-6 a.", "Klage og innsyn", ""),
        ("§ 4. Rett til klage. Frister.", "§ 4.", "Rett til klage. Frister.", ""),
        ("§ 4. (rett til klage).", "§ 4.", "(rett til klage).", ""),
        (
            "§ 4. Vedtak kan påklages innen tre uker.",
            "§ 4.",
            "",
            "Vedtak kan påklages innen tre uker.",
        ),
        ("§ 4. (Klage) Vedtak kan påklages.", "§ 4.", "(Klage)", "Vedtak kan påklages."),
        ("§§ 4 og 5. (Opphevet)", "§§ 4 og 5.", "(Opphevet)", ""),
        ("§ 12. A-1. Klage", "§ 12. A-1.", "Klage", ""),
        ("§ 27. A", "§ 27. A", "", ""),
        ("Artikkel 4", "Artikkel 4", "", ""),
    ],
)
def test_section_headings(line: str, label: str, title: str, text: str) -> None:
    """A section's label, title and running text are told apart within one line."""
    act = document("§ 1. Formål", "Loven skal hjelpe.", line, "Ledd etter overskriften.")
    section = list(act.sections)[1]
    heading = act.heading(section)
    assert act.text[section.start :].startswith(label)
    assert heading == title
    first = next(child for child in section.children if child.kind is Kind.SUBSECTION)
    assert act.quote(first) == (text or "Ledd etter overskriften.")


@pytest.mark.parametrize(
    "line",
    [
        "§ 5 gjelder tilsvarende for private.",
        "§§ 5 og 6 gjelder ikke for fly.",
        "§§ 3-1 , 4-1 og 5-2 får anvendelse når det er krig.",
        "Kapittel 3 gjelder ikke for skip.",
        "1. januar 2032 skal alle ha søkt.",
        "2. ledd gjelder ikke for kommuner.",
        "– – –",
        "eLov er en tjeneste for alle.",
    ],
)
def test_sentences_that_look_like_labels(line: str) -> None:
    """A sentence that starts like a heading or an item is a ledd of its own."""
    act = document(
        "§ 1. Formål", "Loven skal hjelpe.", line, "§ 2. Slutt", "Loven trer i kraft straks."
    )
    assert outline(act)[3] == f"§1/ledd/2: {line}"
    assert len(list(act.sections)) == 2


def test_numbered_ledd() -> None:
    """Where ledd are numbered, a line after a list goes on with the ledd, with a capital too."""
    act = document(
        "§ 1. Plikter",
        "(1) Kommunen skal:",
        "a) gi råd",
        "b) hjelpe",
        "Hjelpen er gratis.",
        "(2) Staten betaler.",
        "(3) Kravene er:",
        "(a) det ene",
        "(b) det andre",
    )
    assert outline(act)[2:] == [
        "§1/ledd/1: (1) Kommunen skal: Hjelpen er gratis.",
        "§1/ledd/1/bokstav/a: a) gi råd",
        "§1/ledd/1/bokstav/b: b) hjelpe",
        "§1/ledd/2: (2) Staten betaler.",
        "§1/ledd/3: (3) Kravene er:",
        "§1/ledd/3/bokstav/a: (a) det ene",
        "§1/ledd/3/bokstav/b: (b) det andre",
    ]


def test_section_divided_by_numbers() -> None:
    """A section that counts `1.`, `2.` from its start has numbered points with lists."""
    act = document(
        "§ 1.",
        "1. Gebyr skal betales for:",
        "a. båt",
        "b. bil",
        "2. Gebyret er lavt.",
        "§ 2.",
        "Slutt her.",
    )
    assert outline(act)[1:5] == [
        "§1/nummer/1: 1. Gebyr skal betales for:",
        "§1/nummer/1/bokstav/a: a. båt",
        "§1/nummer/1/bokstav/b: b. bil",
        "§1/nummer/2: 2. Gebyret er lavt.",
    ]


def test_titles_that_are_sentences() -> None:
    """Where sections have titles in lines of their own, a short sentence there is a title too."""
    others = [
        text for number in range(2, 8) for text in (f"§ {number}. Plikter", "Alle skal leke.")
    ]
    act = document("§ 1. Hvem som er barn. Hva lek er.", "Barn er alle under 18 år.", *others)
    first = next(act.sections)
    assert act.heading(first) == "Hvem som er barn. Hva lek er."
    untitled = [f"§ {number}. Alle skal leke en stund hver dag." for number in range(2, 8)]
    act = document("§ 1. Barn er alle under 18 år.", "De skal leke.", *untitled)
    assert act.heading(next(act.sections)) == ""


def test_treaties_in_annex() -> None:
    """Each treaty in an annex has parts of its own, and stays in the annex."""
    treaty: list[str | Line] = [bold("Del I"), bold("Artikkel 1"), "Tekst."]
    act = document(
        bold("Lov om A"),
        bold("§ 1. Gjennomføring"),
        "Avtalene gjelder som lov.",
        bold("Vedlegg 1. Avtaler"),
        bold("Avtale B"),
        *treaty,
        bold("Avtale C"),
        *treaty,
    )
    assert [node.address.split("/", 2)[2] for node in act.walk(Kind.GROUP, Kind.PART)] == [
        "vedlegg1/mellomtittel/1",
        "delI",
        "vedlegg1/mellomtittel/2",
        "vedlegg1/mellomtittel/2/delI",
    ]


def test_letter_or_roman() -> None:
    """`i)` goes on from `h)`, unless `ii)` follows: then it opens a list within it."""
    letters = [f"{letter}) punkt" for letter in "abcdefgh"]
    plain = document("§ 1.", "Plikter er:", *letters, "i) punkt", "j) punkt")
    assert "§1/ledd/1/bokstav/i: i) punkt" in outline(plain)
    nested = document("§ 1.", "Plikter er:", *letters, "i) punkt", "ii) punkt")
    assert "§1/ledd/1/bokstav/h/nummer/i: i) punkt" in outline(nested)


def test_list_resumes_after_inner_list() -> None:
    """A dash list within a lettered list ends where the letters go on."""
    act = document("§ 1.", "Kravene er:", "a) en av", "– rød", "– blå", "b) to")
    assert [line.split(":")[0] for line in outline(act)[1:]] == [
        "§1/ledd/1",
        "§1/ledd/1/bokstav/a",
        "§1/ledd/1/bokstav/a/strekpunkt/1",
        "§1/ledd/1/bokstav/a/strekpunkt/2",
        "§1/ledd/1/bokstav/b",
    ]


def test_stated_depth_decides() -> None:
    """Depth that the source states places items with the same bullet in lists within lists."""
    act = document(
        "§ 1.",
        "Kravene er:",
        Line("frukt", "•", level=1),
        Line("eple", "•", level=2),
        Line("grønt", "•", level=1),
        Line("Grønt er godt.", level=1),
    )
    assert outline(act)[2:] == [
        "§1/ledd/1/strekpunkt/1: • frukt",
        "§1/ledd/1/strekpunkt/1/strekpunkt/1: • eple",
        "§1/ledd/1/strekpunkt/2: •",
        "§1/ledd/1/strekpunkt/2/ledd/1: grønt",
        "§1/ledd/1/strekpunkt/2/ledd/2: Grønt er godt.",
    ]


def test_bold_headings() -> None:
    """Bold lines are headings, full stops and numbers in them notwithstanding."""
    act = document(
        bold("Lov om båt"),
        bold("Kapittel 1. Båter som skal registreres."),
        bold("Småbåter."),
        bold("§ 1."),
        "Båter skal ha navn.",
        bold("2. Skip"),
        bold("§ 2. Skip"),
        "Skip skal ha nummer.",
    )
    assert [line.split(":")[0] for line in outline(act) if "overskrift" not in line] == [
        "kap1",
        "kap1/mellomtittel/1",
        "§1",
        "§1/ledd/1",
        "kap1/mellomtittel/2",
        "§2",
        "§2/ledd/1",
    ]


def test_title_below_its_label() -> None:
    """`Kapittel 3` and `§ 3-1` may have their titles in the line below."""
    act = document(
        "Kapittel 3", "Om hunder", bold("§ 3-1"), bold("Båndtvang"), "Hunder skal føres i bånd."
    )
    assert outline(act) == [
        "kap3: Kapittel 3",
        "kap3/overskrift: Om hunder",
        "§3-1: § 3-1",
        "§3-1/overskrift: Båndtvang",
        "§3-1/ledd/1: Hunder skal føres i bånd.",
    ]


def test_treaty_below_act() -> None:
    """A heading after which the articles are counted anew opens a new text at the top."""
    act = document(
        bold("Lov om A"),
        bold("Del I. Regler"),
        bold("Artikkel 1"),
        "Første tekst.",
        bold("Avtale om B"),
        bold("Artikkel 1"),
        "Andre tekst.",
    )
    assert [node.address.split("/", 2)[2] for node in act.sections] == [
        "Artikkel1",
        "mellomtittel/1/Artikkel1",
    ]


def test_letter() -> None:
    """A letter has numbered headings, blocks, lists and tables, and facts above them."""
    table = Raw(
        Kind.TABLE,
        children=[
            Raw(Kind.ROW, children=[Raw(Kind.CELL, text="kap. 1"), Raw(Kind.CELL, text="2")])
        ],
    )
    letter = document(
        "Lekedepartementet",
        "Deres ref 31/44 Vår ref 31/12 Dato 12. januar 2032",
        Line("Tildelingsbrev for 2032", heading=1),
        Line("1 Innledning", heading=2),
        "Departementet viser til Prop. 1 S.",
        Line("Mål", "1.1", heading=3),
        "Etaten skal",
        Line("leke", "•", level=1),
        Line("le", "•", level=1),
        "Tabell 1 Midler",
        Line(table=table),
        "2 Oppdrag",
        "Etaten skal rapportere innen 1. mars.",
    )
    assert outline(letter) == [
        "avsnitt/1: Lekedepartementet",
        "avsnitt/2: Deres ref 31/44 Vår ref 31/12 Dato 12. januar 2032",
        "overskrift: Tildelingsbrev for 2032",
        "pkt1: 1",
        "pkt1/overskrift: Innledning",
        "pkt1/avsnitt/1: Departementet viser til Prop. 1 S.",
        "pkt1.1: 1.1",
        "pkt1.1/overskrift: Mål",
        "pkt1.1/avsnitt/1: Etaten skal",
        "pkt1.1/avsnitt/1/strekpunkt/1: • leke",
        "pkt1.1/avsnitt/1/strekpunkt/2: • le",
        "pkt1.1/tabell/1",
        "pkt1.1/tabell/1/overskrift: Tabell 1 Midler",
        "pkt1.1/tabell/1/rad/1",
        "pkt1.1/tabell/1/rad/1/celle/1: kap. 1",
        "pkt1.1/tabell/1/rad/1/celle/2: 2",
        "pkt2: 2",
        "pkt2/overskrift: Oppdrag",
        "pkt2/avsnitt/1: Etaten skal rapportere innen 1. mars.",
    ]
    assert letter.kind is DocumentKind.LETTER
    assert (letter.issuer, letter.date) == ("Lekedepartementet", "2032-01-12")


def test_typed_footnotes_and_contents() -> None:
    """Footnotes typed below a section are footnotes; dotted lines of contents are furniture."""
    act = document(
        "§ 1. Formål ........ 3",
        "§ 1. Formål",
        "Loven gjelder fra den tid 1 Kongen fastsetter.",
        "1 Fra 1 mai 2031.",
        "Endret ved lov 1 juni 2032 nr. 2.",
    )
    assert outline(act)[2:] == [
        "§1/ledd/1: Loven gjelder fra den tid 1 Kongen fastsetter.",
        "§1/note/1: Endret ved lov 1 juni 2032 nr. 2.",
        "§1/fotnote/1: 1 Fra 1 mai 2031.",
    ]
    assert [(each.kind, each.text) for each in act.furniture] == [
        ("innhold", "§ 1. Formål ........ 3")
    ]


def test_block_split_by_page() -> None:
    """On pages, a block that a page break split is one again, and a hyphen at the break goes."""
    first = "Kommunen skal sørge for at alle som trenger det, får et tilbud om samar-"
    act = document("§ 1. Plikter", first, "beid med andre.", paged=True)
    assert outline(act)[2].endswith("får et tilbud om samarbeid med andre.")


def test_every_character_once() -> None:
    """The text of all lines is there, in order, each character in one innermost node."""
    lines = (
        "§ 1. Formål",
        "Loven skal",
        "a) hjelpe",
        "når det trengs.",
        "Endret ved lov 1 mai 2031 nr. 2.",
        "§ 2.",
        "Slutt.",
    )
    act = document(*lines)
    assert act.text.split() == " ".join(lines).split()
    owned = [0] * len(act.text)
    for node in act.root.walk():
        for place in range(node.start, node.end):
            owned[place] += 1
        for child in node.children:
            for place in range(child.start, child.end):
                owned[place] -= 1
    assert all(
        count == 1 for count, char in zip(owned, act.text, strict=True) if not char.isspace()
    )


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([bold(f"Overskrift {number}") for number in range(3000)], id="only headings"),
        pytest.param([Line(f"Nivå {n}", heading=n + 1) for n in range(600)], id="deep headings"),
        pytest.param([Line("punkt", "•", level=n) for n in range(3000)], id="deep lists"),
        pytest.param([Line("1." * (n % 40) + "1 Tittel") for n in range(2000)], id="deep numbers"),
        pytest.param(
            [Line(f"{label} tekst") for label in ("a)", "1.", "i)", "–", "(a)", "9.", "zz)") * 300],
            id="mixed labels",
        ),
        pytest.param(
            [
                Line(text)
                for text in ("§§ 1" + "-2" * 60, "(" * 90_000, ". " * 90_000, ".)" * 90_000)
            ],
            id="patterns",
        ),
    ],
)
@pytest.mark.timeout(20)
def test_hostile_lines(lines: list[Line]) -> None:
    """Lines made to nest or to backtrack without end are read in bounded depth and time."""
    act = document("§ 1. Om", *lines, paged=True)
    assert len(act.text) >= sum(len(line.text) for line in lines) - len(lines)
