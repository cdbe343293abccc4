"""The invented acts and letters: what their makers promised, checked without our own readers."""

import json
import re
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree, html
from pdfminer.high_level import extract_text as pdf_text

EXAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "eksempel"
EXPECTED = json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8"))
ACTS: dict[str, dict[str, Any]] = EXPECTED["acts"]
LETTERS: dict[str, dict[str, Any]] = EXPECTED["letters"]
FILES = {**ACTS, **LETTERS}
XML_ACTS = [name for name in ACTS if name.endswith(".xml")]
NORWEGIAN = {
    "nb": {"ikke", "en", "et", "fra", "hvem", "hva", "hvilke", "hvordan", "være", "loven", "de"},
    "nn": {"ikkje", "ein", "eit", "frå", "kven", "kva", "korleis", "vere", "lova", "dei", "ho"},
}


def plain_text(name: str) -> str:
    """All text of an example, by the plainest means for its format."""
    path = EXAMPLES / name
    match path.suffix:
        case ".docx":
            return "\n".join(block_texts(docx.Document(str(path))))
        case ".pdf":
            return pdf_text(path)
        case ".xml":
            return "\n".join(etree.parse(path).getroot().itertext())
        case ".html":
            return str(html.fromstring(path.read_bytes()).text_content())
        case _:
            return path.read_text(encoding="utf-8")


def block_texts(word: WordDocument) -> list[str]:
    """The text of each paragraph, those in tables, headers and footers too; insertions kept."""
    section = word.sections[0]
    roots = [word.element.body, section.header._element, section.footer._element]
    paragraphs = [p for root in roots for p in root.iter(qn("w:p"))]
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs]


def squeezed(text: str) -> str:
    """Text without spaces, line breaks and hyphens, to compare whatever the layout did to it."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def test_every_file_is_listed_and_small() -> None:
    """No file is left out of the list of contents, names are ASCII, and all is under 3 MB."""
    files = [path for path in EXAMPLES.rglob("*") if path.is_file()]
    names = {path.relative_to(EXAMPLES).as_posix() for path in files}
    assert names == FILES.keys()
    assert all(name.isascii() for name in names)
    assert sum(path.stat().st_size for path in files) < 3_000_000
    readme = (EXAMPLES.parent / "README.md").read_text(encoding="utf-8")
    assert all(f"`{Path(name).name}`" in readme for name in names)


def test_both_languages_and_all_formats_are_there() -> None:
    """At least eight acts and five letters, in both written forms and every kind of file."""
    assert len(ACTS) >= 8
    assert len(LETTERS) >= 5
    assert sum(act["language"] == "nn" for act in ACTS.values()) >= 3
    assert sum(letter["language"] == "nn" for letter in LETTERS.values()) >= 2
    assert len({letter["ministry"] for letter in LETTERS.values()}) >= 3
    assert len({letter["agency"] for letter in LETTERS.values()}) >= 5
    assert {Path(name).suffix for name in ACTS} == {".xml", ".docx", ".pdf", ".html", ".txt", ".md"}
    assert {Path(name).suffix for name in LETTERS} == {".docx", ".pdf", ".txt"}


@pytest.mark.parametrize("name", FILES)
def test_written_in_the_language_it_says(name: str) -> None:
    """The small words of a file are those of the written form it is listed under."""
    words = re.findall(r"\w+", plain_text(name).lower())
    counts = {form: sum(word in known for word in words) for form, known in NORWEGIAN.items()}
    other = "nn" if FILES[name]["language"] == "nb" else "nb"
    assert counts[FILES[name]["language"]] > 3 * counts[other], counts


@pytest.mark.parametrize("name", FILES)
def test_says_that_it_is_an_example(name: str) -> None:
    """Nobody who opens a file can take it for a real act or letter."""
    label = r"(eksempel|eksempelbrev|døme|dømebrev) (for|skrevet for|skrive for) Regelverk"
    assert re.search(label, " ".join(plain_text(name).split()), re.IGNORECASE)


@pytest.mark.parametrize("name", ACTS)
def test_act_has_its_title_and_sections(name: str) -> None:
    """Title, reference, ministry, chapters and section headings can all be read in the file."""
    act, text = ACTS[name], squeezed(plain_text(name))
    assert squeezed(act["title"]) in text
    assert squeezed(act["ministry"]) in text
    assert squeezed(act["reference"].replace("lov/", "LOV-")) in text
    for chapter in act["chapters"]:
        assert squeezed(chapter.partition(". ")[2]) in text
    for number, heading, _ in act["sections"]:
        mark = "" if name == "lover/oppfolgingstjenesteloven.docx" else f"§{number}"
        pattern = re.escape(squeezed(mark)) + r"\.?" + re.escape(squeezed(heading))
        assert re.search(pattern, text), (number, heading)


def test_references_are_no_real_acts(acts_archive: Path) -> None:
    """An invented number never points at a real act: they are above 900, real ones far below."""
    with tarfile.open(acts_archive) as archive:
        numbers = [int(Path(m.name).stem.split("-")[-1]) for m in archive if m.isfile()]
    assert max(numbers) < 900
    references = [act["reference"] for act in ACTS.values()]
    assert len(set(references)) == len(references)
    assert all(int(reference.rsplit("-", 1)[1]) > 900 for reference in references)


@pytest.mark.parametrize("name", XML_ACTS)
def test_xml_acts_have_the_structure_listed(name: str) -> None:
    """Sections, ledd and items are what the list says; ids are unique, links to §§ hit."""
    root = etree.parse(EXAMPLES / name).getroot()
    found = []
    for article in root.iter("article"):
        if article.get("class") == "legalArticle":
            value, title = (article.findtext(f"h3/span[{i}]") for i in (1, 2))
            ledd = [a for a in article if a.get("class") in {"legalP", "numberedLegalP"}]
            items = [len(a.findall("ol/li")) for a in ledd]
            found.append([str(value).removeprefix("§ "), title, items])
    assert found == ACTS[name]["sections"]
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    names = set(root.xpath("//@data-name"))
    own = ACTS[name]["reference"] + "/"
    for link in root.iterfind(".//main//a"):
        target = link.get("href", "")
        if target.startswith(own):
            assert target.removeprefix(own) in names


def test_xml_acts_use_only_lovdatas_elements(acts_archive: Path, gazette_archive: Path) -> None:
    """Every element stands where an element of that kind stands in Lovdata's own files."""
    unseen = {
        pair for name in XML_ACTS for pair in nestings(etree.parse(EXAMPLES / name).getroot())
    }
    for archive_path in (acts_archive, gazette_archive):
        with tarfile.open(archive_path) as archive:
            for member in archive:
                if not unseen:
                    return
                if stream := archive.extractfile(member):
                    unseen -= nestings(etree.parse(stream).getroot())
    assert not unseen


def nestings(root: etree._Element) -> set[tuple[str, str]]:
    """The pairs of parent and child, each as its tag and class."""
    pairs = set()
    for element in root.iter("*"):
        parent = element.getparent()
        if parent is not None:
            pairs.add((kind(parent), kind(element)))
    return pairs


def kind(element: etree._Element) -> str:
    """An element's tag and class."""
    return f"{etree.QName(element).localname}.{element.get('class', '')}"


def test_word_act_is_numbered_by_word_itself() -> None:
    """Chapter and section numbers are typed nowhere: they come from numbering on the styles."""
    name = "lover/oppfolgingstjenesteloven.docx"
    word = docx.Document(str(EXAMPLES / name))
    chapter, section, numbers = 0, 0, []
    for paragraph in word.paragraphs:
        if paragraph.style is not None and paragraph.style.name == "Heading 1":
            chapter, section = chapter + 1, 0
            assert "Kapittel" not in paragraph.text
        elif paragraph.style is not None and paragraph.style.name == "Heading 2":
            section += 1
            numbers.append([f"{chapter}-{section}", paragraph.text])
    assert numbers == [[number, heading] for number, heading, _ in ACTS[name]["sections"]]
    formats = {
        (level.find(qn("w:numFmt")).get(qn("w:val")), level.find(qn("w:lvlText")).get(qn("w:val")))
        for level in word.part.numbering_part.element.iter(qn("w:lvl"))
    }
    assert {("decimal", "Kapittel %1."), ("decimal", "§ %1-%2."), ("lowerLetter", "%1)")} <= formats


def test_word_act_has_table_footnote_and_tracked_changes() -> None:
    """What a reader of Word must meet is in the file: each kind at least once."""
    path = EXAMPLES / "lover/oppfolgingstjenesteloven.docx"
    body = docx.Document(str(path)).element.body
    for tag in ("w:ins", "w:del", "w:delText", "w:footnoteReference", "w:tbl"):
        assert list(body.iter(qn(tag))), tag
    with zipfile.ZipFile(path) as package:
        assert "Inntaksområdene" in package.read("word/footnotes.xml").decode()


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".docx")])
def test_word_files_are_whole(name: str) -> None:
    """Every part of a Word file is sound XML, and names, dates and authors are our own."""
    with zipfile.ZipFile(EXAMPLES / name) as package:
        assert package.testzip() is None
        for part in package.namelist():
            if part.endswith((".xml", ".rels")):
                etree.fromstring(package.read(part))
    properties = docx.Document(str(EXAMPLES / name)).core_properties
    assert properties.author == properties.last_modified_by == "Regelverk"
    assert properties.title == (FILES[name].get("title") or properties.title)


def test_pdf_act_is_set_in_two_columns() -> None:
    """Lines start at two places across the page, and words are divided at their ends."""
    with pdfplumber.open(EXAMPLES / "lover/familieveiledningsloven.pdf") as pdf:
        words = pdf.pages[0].extract_words()
    marks = [round(word["x0"]) for word in words if word["text"] == "§" and word["x0"] < 320]
    assert len({x for x in marks if marks.count(x) > 2}) == 2
    assert [word["text"] for word in words if re.fullmatch(r"[a-zæøå]{5,}-", word["text"])]


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".pdf")])
def test_pdf_pages_have_running_headers_and_footers(name: str) -> None:
    """A reader must tell the act from its page furniture: it is on every page."""
    with pdfplumber.open(EXAMPLES / name) as pdf:
        assert len(pdf.pages) > 1
        for number, page in enumerate(pdf.pages, start=1):
            lines = page.extract_text().splitlines()
            assert "skreve" in lines[0] or "skrive" in lines[0]
            assert lines[-1] == f"Side {number} av {len(pdf.pages)}"


@pytest.mark.parametrize("name", LETTERS)
def test_letter_has_its_parts(name: str) -> None:
    """Ministry, agency, date, headings, assignments and deadlines are all in the letter."""
    letter, text = LETTERS[name], squeezed(plain_text(name))
    folded = text.casefold()
    assert squeezed(letter["ministry"]).casefold() in folded
    for part in (letter["agency"], letter["date"], "fellesføring", "årsrapport", "1000 kroner"):
        assert squeezed(part).casefold() in folded, part
    for heading in letter["headings"]:
        assert squeezed(heading) in text, heading
    assert len(letter["assignments"]) >= 3
    for number, deadline in letter["assignments"]:
        assert squeezed(number) in text
        assert squeezed(deadline) in text
    assert f"{letter['total_in_1000']}" in text


@pytest.mark.parametrize("name", LETTERS)
def test_letters_mention_the_initiative_each_in_its_way(name: str) -> None:
    """The words the comparison of letters must find are there, and nothing is added."""
    text, initiative = squeezed(plain_text(name)).casefold(), LETTERS[name]["fellesloypa"]
    assert "fellesløyp" in text
    for key in ("role", "period", "deadline", "resources", "why"):
        if initiative[key]:
            assert squeezed(initiative[key]).casefold() in text, key
    for agency in initiative["with_whom"]:
        assert squeezed(agency).casefold() in text
    for reference in initiative["references"]:
        assert squeezed(reference).casefold() in text


def test_letters_disagree_about_the_initiative() -> None:
    """The five letters differ in role, period and deadline, as they are meant to."""
    mentions = [letter["fellesloypa"] for letter in LETTERS.values()]
    assert len({mention["role"] for mention in mentions}) == 5
    assert len({mention["period"] for mention in mentions}) == 4
    assert len({mention["deadline"] for mention in mentions}) == 5


@pytest.mark.slow
def test_no_sentence_is_copied_from_an_act(acts_archive: Path) -> None:
    """All sentences of eight words or more are our own wording."""
    own = set()
    for name in FILES:
        own |= long_sentences(plain_text(name).replace("-\n", ""))
    with tarfile.open(acts_archive) as archive:
        for member in archive:
            if stream := archive.extractfile(member):
                text = "\n\n".join(etree.parse(stream).getroot().itertext())
                assert not own & long_sentences(text), member.name


def long_sentences(text: str) -> set[str]:
    """The sentences of eight words or more, without case, punctuation and line breaks."""
    found = set()
    for sentence in re.split(r"(?<=[.:;])\s+|\n{2,}", text):
        words = re.findall(r"[\wæøå§]+", sentence.lower())
        if len(words) >= 8:
            found.add(" ".join(words))
    return found
