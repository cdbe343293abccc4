"""Lovdata's documents are read whole, and their structure is what their elements say."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from regelverk.errors import DamagedFileError, EmptyFileError, TooLargeError, UnsafeFileError
from regelverk.model.document import ITEMS, Document, DocumentKind, Kind, Node
from regelverk.readers.archive import members
from regelverk.readers.limits import Limits
from regelverk.readers.lovdata import read
from tests.readers.lovdata_act import act

_RUNNING = {Kind.SECTION, Kind.SUBSECTION, *ITEMS}


def visible(text: str) -> str:
    """The characters that can be seen: no white space, no formatting characters."""
    return "".join(
        each for each in text if not each.isspace() and unicodedata.category(each) != "Cf"
    )


def source_text(element: etree._Element) -> Iterator[str]:
    """All text that a browser shows of an element, list labels too, in order."""
    if element.tag == "li":
        yield element.get("data-name") or element.get("value") or "–"
    yield element.text or ""
    for child in element:
        yield from source_text(child)
        yield child.tail or ""


def documents(archive: Path) -> Iterator[tuple[etree._Element, Document]]:
    with archive.open("rb") as stream:
        for member in members(stream, archive.stat().st_size, archive.name):
            assert member.error is None
            body = etree.fromstring(member.data).find(".//main")
            assert body is not None
            yield body, read(member.data, member.name)


def own_text(document: Document, node: Node) -> str:
    """What a node covers and its children do not."""
    pieces, at = [], node.start
    for child in node.children:
        assert at <= child.start <= child.end <= node.end, child.address
        pieces.append(document.text[at : child.start])
        at = child.end
    return "".join([*pieces, document.text[at : node.end]])


def assert_whole(body: etree._Element, document: Document) -> None:
    """Every visible character once, in one innermost node, under one address."""
    assert visible("".join(source_text(body))) == visible(document.text), document.identifier
    addresses = Counter(node.address for node in document.root.walk())
    assert max(addresses.values()) == 1, addresses.most_common(1)
    for node in document.root.walk():
        if node.children:
            own = visible(own_text(document, node)).rstrip(".:")
            assert own == visible(node.label).rstrip(".:"), node.address


@pytest.mark.slow
@pytest.mark.parametrize("archive", ["acts_archive", "gazette_archive"])
def test_nothing_is_lost(archive: str, request: pytest.FixtureRequest) -> None:
    """Every visible character of every act and gazette document is in exactly one node."""
    count = 0
    for body, document in documents(request.getfixturevalue(archive)):
        assert_whole(body, document)
        count += 1
    assert count > 700


def element_counts(body: etree._Element) -> Counter[str]:
    classes = Counter(element.get("class") for element in body.iter("article"))
    lists = sum(1 for _ in body.iter("li"))
    sections = classes["legalArticle"] + classes["futureLegalArticle"]
    return Counter(sections=sections, items=lists, notes=classes["changesToParent"])


def is_lovdatas_own(body: etree._Element) -> bool:
    """Lovdata's own files have links with real addresses and a listing of their contents."""
    page = body.getroottree().getroot()
    return page.find(".//dd[@class='table-of-contents']") is not None


@pytest.mark.slow
def test_structure_is_what_the_elements_say(acts_archive: Path, gazette_archive: Path) -> None:
    """Sections, items, ledd, headings of Lovdata's own files come out one for one, with their
    text.
    """
    own = 0
    for archive in (acts_archive, gazette_archive):
        for body, document in documents(archive):
            if not is_lovdatas_own(body):
                continue
            own += 1
            assert_sections(body, document)
            assert_ledd_and_items(body, document)
    assert own >= 25 + 1200


def assert_sections(body: etree._Element, document: Document) -> None:
    """Label, title and text of each section element are those of a section node, in order."""
    elements = [
        element
        for element in body.iter("article")
        if element.get("class") in ("legalArticle", "futureLegalArticle")
    ]
    nodes = list(document.sections)
    assert len(nodes) == len(elements), document.identifier
    for element, node in zip(elements, nodes, strict=True):
        assert visible("".join(source_text(element))) == visible(document.quote(node))
        values = element.xpath("./*[1]/span[@class='legalArticleValue']")
        titles = element.xpath("./*[1]/span[@class='legalArticleTitle']")
        if values and titles:
            label, title = ("".join(each[0].itertext()) for each in (values, titles))
            # A footnote's mark may follow the title in the header element.
            assert visible(node.label + document.heading(node)).startswith(visible(label + title))


def assert_ledd_and_items(body: etree._Element, document: Document) -> None:
    """Each ledd and item element's text is the text of the node with its element id."""
    by_element = {
        node.provenance.element: node
        for node in document.walk(Kind.SUBSECTION, Kind.NUMBER_ITEM)
        if node.provenance and node.provenance.element
    }
    for element in body.iter("article"):
        parent = element.getparent()
        direct = parent is not None and parent.get("class") in (
            "legalArticle",
            "futureLegalArticle",
        )
        if element.get("class") in ("legalP", "numberedLegalP") and direct:
            text = visible("".join(source_text(element)))
            if text:
                node = by_element[element.get("id", "")]
                assert visible(document.quote(node)).startswith(text), node.address
    lists = [visible("".join(source_text(element))) for element in body.iter("li")]
    items = [visible(document.quote(node)) for node in document.walk(*ITEMS)]
    assert not Counter(lists) - Counter(items), document.identifier


def test_reads_an_act() -> None:
    """Facts, tree and addresses of an act of our own making."""
    document = read(act(), "nl-20270101-001.xml")
    assert document.identifier == "lov/2027-01-01-1"
    assert document.kind is DocumentKind.ACT
    assert (document.short_title, document.issuer) == ("Lekeloven", "Lekedepartementet")
    assert document.date == "2027-01-01"
    assert document.metadata["Forkortelse"] == "lekel"
    addresses = [node.address.removeprefix("lov/2027-01-01-1/") for node in document.root.walk()]
    assert addresses[1:] == [
        "overskrift",
        "kap1",
        "kap1/overskrift",
        "§1",
        "§1/overskrift",
        "§1/ledd/1",
        "§1/ledd/1/setning/1",
        "§1/ledd/1/setning/2",
        "§1/ledd/1/bokstav/a",
        "§1/ledd/1/bokstav/a/setning/1",
        "§1/ledd/1/bokstav/b",
        "§1/ledd/1/bokstav/b/setning/1",
        "§1/ledd/1/setning/3",
        "§1/ledd/2",
        "§1/ledd/2/setning/1",
        "§1/note/1",
        "§2a",
        "§2a/ledd/1",
        "§2a/ledd/1/setning/1",
        "§2a/ledd/1/ledd/2",
        "§2a/ledd/1/ledd/2/setning/1",
        "§2a/fotnote/1",
    ]
    intro = document.at("lov/2027-01-01-1/§1/ledd/1/setning/2")
    wrap_up = document.at("lov/2027-01-01-1/§1/ledd/1/setning/3")
    assert intro is not None
    assert wrap_up is not None
    assert (intro.kind, wrap_up.kind) == (Kind.INTRO, Kind.WRAP_UP)
    assert document.quote(wrap_up) == "Alle har plikt til å si fra."
    assert document.links[0].target == "lov/2027-01-01-1/§2a"


def test_a_split_label_is_joined() -> None:
    """§ 9 A-1 and § 9 A-2 keep an address each where the file calls both of them § 9."""
    sections = "".join(
        f'<article class="legalArticle" data-name="§9"><h3 class="legalArticleHeader">'
        f'<span class="legalArticleValue">§ 9</span>. '
        f'<span class="legalArticleTitle">A-{number}. Lek</span></h3>'
        f'<article class="legalP">Det skal lekes.</article></article>'
        for number in (1, 2)
    )
    document = read(act(sections), "x.xml")
    assert [node.address.rsplit("/", 1)[-1] for node in document.sections] == ["§9A-1", "§9A-2"]
    assert {notice.code for notice in document.notices} == {"delt-betegnelse"}


def test_a_ledd_marked_as_note_is_a_ledd() -> None:
    """A rule that a file marks as a note on changes is read as the ledd it is; a note stays a
    note.
    """
    section = (
        '<article class="legalArticle" data-name="§1"><h3 class="legalArticleHeader">'
        '<span class="legalArticleValue">§ 1</span>.</h3>'
        '<article class="changesToParent">Barn skal få leke ute hver dag.</article>'
        '<article class="changesToParent">Endret ved lov 2 feb 2028 nr. 3.</article></article>'
    )
    document = read(act(section), "x.xml")
    kinds = [node.kind for node in next(document.sections).children]
    assert kinds == [Kind.SUBSECTION, Kind.NOTE]


def test_broken_input() -> None:
    """What cannot be read is a clear error; what can be read in part is, with a notice."""
    with pytest.raises(DamagedFileError):
        read(act()[:200], "x.xml")
    cut = read(act()[:-200], "x.xml")
    assert "skadet-xml" in {notice.code for notice in cut.notices}
    bomb = b'<!DOCTYPE html [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + act("<p>&c;</p>")
    with pytest.raises(UnsafeFileError):
        read(bomb, "x.xml")
    with pytest.raises(TooLargeError):
        read(act("<div>" * 300 + "dypt" + "</div>" * 300), "x.xml")
    with pytest.raises(TooLargeError):
        read(act(), "x.xml", Limits(file=100))
    with pytest.raises(EmptyFileError):
        read(b"<html><main/></html>", "x.xml")
