"""Web pages: what a browser shows of the document is read, the rest of the page is furniture."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from regelverk.errors import DamagedFileError, EmptyFileError, ReadError, TooLargeError
from regelverk.model.document import Document
from regelverk.readers.html import read, read_lines
from regelverk.readers.limits import Limits
from tests.readers.outline_of import outline


def page(main: str, around: str = "{}") -> bytes:
    """A page with this main content, and what stands around it."""
    body = around.format(f"<main>{main}</main>")
    return (
        f"<!DOCTYPE html><html><head><title>Siden</title></head><body>{body}</body></html>".encode()
    )


def lines(data: bytes) -> list[str]:
    """The lines of a page, each with its label."""
    return [
        f"{line.label} {line.text}".strip()
        for line in read_lines(data, "side.html").lines
        if not line.table
    ]


def furniture(document: Document) -> list[str]:
    """The texts of a document's furniture."""
    return [each.text for each in document.furniture]


def test_act() -> None:
    """Headings, ledd, lists with the labels that a browser shows, and what follows a list."""
    act = read(
        page(
            "<h1>Lov om hunder (hundeloven)</h1><p>LOV-2031-07-04-7</p>"
            "<h2>Kapittel 1. Om hunder</h2>"
            "<h3>§ 1. Plikter</h3><p>Eieren skal</p>"
            "<ol type='a'><li>mate, og<ol type='i'><li>klappe</li><li>klø</li></ol></li>"
            "<li><p>lufte</p><p>Hver dag.</p></li></ol>"
            "<p>når hunden vil.</p><p>Alle kan klage.</p>"
            "<h3>§ 2</h3><p>(1) Første ledd.<br>(2) Andre ledd.</p>"
        ),
        "side.html",
    )
    assert outline(act) == [
        "overskrift: Lov om hunder (hundeloven)",
        "kap1: Kapittel 1.",
        "kap1/overskrift: Om hunder",
        "§1: § 1.",
        "§1/overskrift: Plikter",
        "§1/ledd/1: Eieren skal når hunden vil.",
        "§1/ledd/1/bokstav/a: a. mate, og",
        "§1/ledd/1/bokstav/a/nummer/i: i. klappe",
        "§1/ledd/1/bokstav/a/nummer/ii: ii. klø",
        "§1/ledd/1/bokstav/b: b.",
        "§1/ledd/1/bokstav/b/ledd/1: lufte",
        "§1/ledd/1/bokstav/b/ledd/2: Hver dag.",
        "§1/ledd/2: Alle kan klage.",
        "§2: § 2",
        "§2/ledd/1: (1) Første ledd.",
        "§2/ledd/2: (2) Andre ledd.",
    ]
    assert (act.identifier, act.short_title) == ("lov/2031-07-04-7", "Hundeloven")


def test_list_labels() -> None:
    """Start, value, reversed and list styles give the labels a browser shows; typed labels are not
    doubled.
    """
    data = page(
        "<ol start='3'><li>c<li value='7'>g<li>h</ol><ol reversed><li>to<li>en</ol>"
        "<ol style='list-style-type: upper-roman'><li>x</ol><ul><li>y</ul>"
        "<ul style='list-style: none'><li>uten</ul><ul><li>a) typet</ul>"
        "<ol type='a'><li>a. dobbelt</ol>"
    )
    assert lines(data) == [
        "3. c",
        "7. g",
        "8. h",
        "2. to",
        "1. en",
        "I. x",
        "• y",
        "uten",
        "a) typet",
        "a. dobbelt",
    ]


def test_surroundings_are_furniture() -> None:
    """Navigation, asides and footers are furniture, in and around the main content; scripts and
    hidden text are not shown.
    """
    document = read(
        page(
            "<nav>Hopp til</nav><h1>Om noe</h1><p>Teksten<script>x()</script>"
            "<span hidden>skjult</span>"
            "<span style='display: none'>borte</span> her.</p><aside>Se også</aside>",
            "<header>Etaten</header>{}<footer><p>Kontakt</p></footer><style>p {{}}</style>",
        ),
        "side.html",
    )
    assert document.text == "Om noe\nTeksten her."
    assert furniture(document) == ["Etaten", "Hopp til", "Se også", "Kontakt"]


def test_page_without_main() -> None:
    """Without `main`, the article that holds most of the text is the document, else the body is."""
    article = (
        "<div>Meny</div><article><h1>Tittel</h1><p>Lang nok tekst til å være mest.</p></article>"
    )
    document = read(f"<html><body>{article}</body></html>".encode(), "s.html")
    assert document.text.startswith("Tittel")
    assert furniture(document) == ["Meny"]
    plain = read(b"<html><body><p>Bare tekst.</p><nav>Meny</nav></body></html>", "s.html")
    assert (plain.text, furniture(plain)) == ("Bare tekst.", ["Meny"])


def test_tables() -> None:
    """A table of data is a table; one that only lays out the page is read through."""
    document = read(
        page(
            "<table><caption>Tall</caption><thead><tr><th>År<th>Sum</thead>"
            "<tr><td>2031<td><p>1</p><p>2</p></table>"
            "<table role='presentation'><tr><td>Venstre<td>Høyre</table>"
        ),
        "side.html",
    )
    assert document.text == "Tall\nÅr\tSum\n2031\t1\n2\nVenstre\nHøyre"


def test_footnotes() -> None:
    """A footnote stands as a footnote once, below the section with its mark."""
    act = read(
        page(
            "<h2>§ 1. Om</h2><p>Loven<sup><a id='r1' href='#n1'>1</a></sup> gjelder.</p>"
            "<h2>§ 2. Mer</h2><p>Mer.</p>"
            "<ol><li id='n1'>Se ord. <a href='#r1'>↩</a></li></ol>"
        ),
        "side.html",
    )
    assert outline(act) == [
        "§1: § 1.",
        "§1/overskrift: Om",
        "§1/ledd/1: Loven1 gjelder.",
        "§1/fotnote/1: 1 Se ord.",
        "§2: § 2.",
        "§2/overskrift: Mer",
        "§2/ledd/1: Mer.",
    ]


def test_bold_headings_and_links() -> None:
    """Bold paragraphs are headings, and links keep their place."""
    act = read(page("<p><b>§ 1. Om</b></p><p>Se  <a href='/lov'>loven</a>.</p>"), "side.html")
    assert outline(act) == ["§1: § 1.", "§1/overskrift: Om", "§1/ledd/1: Se loven."]
    [link] = act.links
    assert (act.text[link.start : link.end], link.target) == ("loven", "/lov")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "cp1252"),
        ("<meta charset='iso-8859-1'>", "cp1252"),
        ("<meta http-equiv=Content-Type content='text/html; charset=utf-8'>", "utf-8"),
        ("<meta charset='finnes-ikke'>", "utf-8"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    """The encoding is told by the byte order mark, the declaration, or what fits."""
    text = f"<html><head>{head}</head><body><p>Blåbærsyltetøy – «godt»</p></body></html>"
    assert read(text.encode(encoding), "s.html").text == "Blåbærsyltetøy – «godt»"


_WORD = st.text(alphabet="abæøå§1.( )", min_size=1, max_size=8)
_INLINE = st.recursive(
    _WORD,
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "a", "sup", "span"]), st.lists(inner, max_size=3)
    ).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"),
    max_leaves=4,
)
_BLOCK = st.recursive(
    _INLINE,
    lambda inner: st.tuples(
        st.sampled_from(
            [
                "p",
                "div",
                "section",
                "li",
                "ul",
                "ol",
                "td",
                "tr",
                "table",
                "nav",
                "aside",
                "h2",
                "dl",
                "dd",
            ]
        ),
        st.lists(inner, max_size=4),
    ).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"),
    max_leaves=10,
)


@settings(max_examples=250, deadline=None)
@given(st.lists(_BLOCK, min_size=1, max_size=4))
def test_nothing_is_lost(blocks: list[str]) -> None:
    """Every visible character is in the text or in furniture, whatever stands within what."""
    data = f"<html><body><main>{''.join(blocks)}</main></body></html>"
    expected = re.sub(r"\s", "", str(lxml_html.document_fromstring(data).text_content()))
    if not expected:
        with pytest.raises(EmptyFileError):
            read(data.encode(), "s.html")
        return
    try:
        document = read(data.encode(), "s.html")
    except EmptyFileError:  # all of it is navigation
        assert re.search("<(nav|aside)", data)
        return
    lines_of_file = read_lines(data.encode(), "s.html")
    labels = "".join(line.label for line in lines_of_file.lines if not line.table)
    shown = document.text + "".join(each.text for each in document.furniture)
    for char in set(expected):
        assert shown.count(char) >= expected.count(char), char
    extra = len(re.sub(r"\s", "", shown)) - len(expected)
    assert extra >= len(re.sub(r"\s", "", labels))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", EmptyFileError, id="no bytes"),
        pytest.param(b"   \n", EmptyFileError, id="white space"),
        pytest.param(page("<script>x</script>"), EmptyFileError, id="no visible text"),
        pytest.param(b"<div>" * 5000 + b"x", TooLargeError, id="deep"),
        pytest.param(
            b"<!-- bare en kommentar -->", (EmptyFileError, DamagedFileError), id="only a comment"
        ),
    ],
)
def test_bad_pages(data: bytes, error: type[ReadError]) -> None:
    """Each kind of bad page is a clear error that names the file."""
    with pytest.raises(error, match=re.escape("side.html")):
        read(data, "side.html")


def test_bounds() -> None:
    """Size and number of lines are bounded."""
    for limits in (Limits(file=50), Limits(blocks=5)):
        with pytest.raises(TooLargeError):
            read(page("<p>x</p>" * 20), "s.html", limits)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 200))
def test_damaged_bytes_never_crash(noise: bytes, place: int) -> None:
    """Any bytes give a document or an error of ours."""
    whole = page("<h1>Tittel</h1><p>Tekst <b>fet</b></p><ul><li>x</ul>")
    with suppress(ReadError):
        read(whole[:place] + noise + whole[place:], "s.html")
