"""The Word package of a draft: right form, valid files, and nothing lost on the way back."""

import zipfile
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from regelverk.drafting.apply import apply
from regelverk.drafting.types import Weight
from regelverk.model.document import Document
from regelverk.pipeline import NamedBytes, draft, read, read_corpus, write_package
from regelverk.writers.docx import BILL, COMBINED, MIRROR, NOTES
from regelverk.writers.proposal.act import act_docx
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act
from tests.office import Office
from tests.writers.revisions import accepted, in_office, rejected, shown

DATE = datetime(2026, 11, 22, 12, tzinfo=UTC)


@cache
def acts() -> tuple[Document, ...]:
    return tuple(act(*each) for each in (PLAYGROUND, SLEDGING, SILENT))


@cache
def package(language: str = "nb", approach: str = "sector") -> dict[str, bytes]:
    drafts = draft(acts(), "standard", approach=approach)
    return write_package(drafts, acts(), language=language, made=DATE)


def opened(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def lines(data: bytes) -> list[str]:
    return [paragraph.text.replace("\u00a0", " ") for paragraph in opened(data).paragraphs]


EVERY = [
    pytest.param(language, approach, name, id=f"{language}-{approach}-{name}")
    for language, approach in (("nb", "sector"), ("nn", "sector"), ("nb", "common"))
    for name in package(language, approach)
]


@pytest.mark.parametrize(("language", "approach", "name"), EVERY)
def test_every_file_is_valid_and_ready_to_use(
    language: str, approach: str, name: str, tmp_path: Path
) -> None:
    """A validator finds nothing; A4, author, date, language; no outside links; headed tables."""
    data = package(language, approach)[name]
    path = tmp_path / "fil.docx"
    path.write_bytes(data)
    assert not OpenXmlValidator().validate(str(path)).errors
    file = opened(data)
    properties = file.core_properties
    assert (properties.author, properties.created) == ("Regelverk", DATE)
    assert properties.title
    page = file.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    for part in (each for each in zipfile.ZipFile(BytesIO(data)).namelist() if ".rels" in each):
        assert b'TargetMode="External"' not in zipfile.ZipFile(BytesIO(data)).read(part)
    for table in file.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    if "endringer" not in name:
        assert properties.language == f"{language}-NO"


def test_the_package_has_what_a_drafting_team_needs() -> None:
    """One file for each purpose, and one for each act that is changed."""
    tracked = {name for name in package() if name.endswith("-endringer.docx")}
    assert set(package()) == {BILL, MIRROR, NOTES, COMBINED} | tracked
    assert len(tracked) == len(acts())
    assert "akebakkelova-endringer.docx" in tracked


def test_the_bill_has_the_form_of_bills() -> None:
    """Heading, Roman parts in order, leads, instructions; each act in its own form of Norwegian."""
    said = lines(package()[BILL])
    assert said[0] == "Forslag"
    assert said[1].startswith("til lov om endringer i ")
    parts = [line for line in said if line in {"I", "II", "III", "IV"}]
    assert parts == ["I", "II", "III", "IV"]
    assert said[-1].endswith(".")
    at = said.index("I")
    assert said[at + 1].startswith("I lov 1. januar 2027 nr. 901 om lekeplasser (lekeplassloven)")
    heading = next(
        each
        for each in opened(package()[BILL]).paragraphs
        if each.style.name == "Paragrafoverskrift"
    )
    assert [bool(run.italic) for run in heading.runs] == [False, True]
    assert lines(package("nn")[BILL])[0] == "Framlegg"


def test_words_are_tagged_with_their_form() -> None:
    """Word proofs an act's text in the act's form, whatever the form of the headings."""
    for paragraph in opened(package("nb")[BILL]).paragraphs:
        if "Akebakken" in paragraph.text:
            assert {each.get(qn("w:val")) for each in paragraph._p.iter(qn("w:lang"))} == {"nn-NO"}


def test_the_contents_are_there_without_an_update() -> None:
    """Every heading is listed, with a link to a place that exists."""
    for name in (NOTES, COMBINED):
        file = opened(package()[name])
        headings = [
            each.text for each in file.paragraphs if each.style.name in ("Heading 1", "Heading 2")
        ]
        links = list(file.element.body.iter(qn("w:hyperlink")))
        said = ["".join(text.text or "" for text in each.iter(qn("w:t"))) for each in links]
        marks = {each.get(qn("w:name")) for each in file.element.body.iter(qn("w:bookmarkStart"))}
        assert headings
        assert said == headings
        assert {each.get(qn("w:anchor")) for each in links} <= marks


def test_the_mirror_marks_differences_without_colour() -> None:
    """Struck through what goes, underlined what comes; without the marks the two are the law."""
    drafts = draft(acts(), "standard")
    out: list[str] = []
    into: list[str] = []
    for table in opened(package()[MIRROR]).tables:
        for row in table.rows[1:]:
            left, right = row.cells
            if left._tc is right._tc:
                continue
            for cell, kept in ((left, out), (right, into)):
                if cell.text != "–":
                    kept.append(cell.text.replace("\u00a0", " "))
            assert not any(run.underline for run in left.paragraphs[0].runs)
            assert not any(run.font.strike for run in right.paragraphs[0].runs)
            if left.text != right.text:
                marked = [bool(run.font.strike) for run in left.paragraphs[0].runs]
                marked += [bool(run.underline) for run in right.paragraphs[0].runs]
                assert any(marked)
    changes = [change for each in drafts for change in each.changes]
    assert out == [
        line for each in changes for lines_ in each.current for line in lines_.split("\n")
    ]
    assert into == [
        line for each in changes for lines_ in each.proposed for line in lines_.split("\n")
    ]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_notes_say_what_is_known_and_mark_what_is_not(language: str) -> None:
    """Each provision, deviation and decision is there; the six heads; blanks are marked."""
    file = opened(package(language)[NOTES])
    cells = "\n".join(
        cell.text for table in file.tables for row in table.rows for cell in row.cells
    ).replace("\u00a0", " ")
    for each in draft(acts(), "standard"):
        for deviation in each.deviations:
            assert (deviation.why.nn if language == "nn" else deviation.why.nb) in cells
        for assumption in each.assumptions:
            assert assumption.text(language).replace("\u00a0", " ") in cells
            if assumption.weight is Weight.DECIDE:
                assert all(word in cells for word in assumption.suggestions)
    blanks = [each.text for each in file.paragraphs if each.style.name == "Utfylling"]
    assert len(blanks) == 6
    assert all(each.startswith("[Fyll") for each in blanks)


def test_an_act_accepted_is_the_proposed_and_rejected_the_present() -> None:
    """What a reviewer gets is the law as it will read, or as it reads, to the character."""
    for each in draft(acts(), "standard"):
        document = next(d for d in acts() if d.identifier == each.law)
        data = package()[f"{document.short_title.lower()}-endringer.docx"]
        after = apply(document, each.changes)
        assert shown(accepted(data)) == shown(act_docx(after, DATE))
        assert shown(rejected(data)) == shown(act_docx(document, DATE))
        said = [line for line in lines(accepted(data)) if line]
        assert said == [line.replace("\u00a0", " ") for line in after.text.split("\n") if line]


def _same_sections(document: Document) -> None:
    back = read(NamedBytes("lov.docx", act_docx(document)))
    got = [(s.label.replace(" ", ""), _folded(back, s)) for s in back.sections]
    wanted = [(s.label.replace(" ", ""), _folded(document, s)) for s in document.sections]
    assert got == wanted


def _folded(document: Document, section: Any) -> str:
    return "".join(document.quote(section).split())


def test_our_own_word_files_read_back_to_the_same_sections() -> None:
    """Nothing of an act is lost or moved by printing it and reading it."""
    for document in acts():
        _same_sections(document)


def test_real_acts_read_back_to_the_same_sections(shared_dir: Path) -> None:
    """The same for the sector acts as they are published."""
    found = list(read_corpus([shared_dir / "corpora" / "velferd-2021"]))
    documents = [each for each in found if isinstance(each, Document)]
    assert documents
    for document in documents:
        _same_sections(document)


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_opens_and_settles_the_package(
    office: Office, shared_dir: Path, tmp_path: Path
) -> None:
    """Real acts: accepted the proposed, rejected the present; every file prints."""
    found = read_corpus([shared_dir / "corpora" / "velferd-2021"])
    documents = [each for each in found if isinstance(each, Document)]
    drafts = draft(documents, "standard")
    files = write_package(drafts, documents, made=DATE)
    (tmp_path / "plain").mkdir()
    sources: list[Path] = []
    plains: list[Path] = []
    tracked = [name for name in files if name.endswith("-endringer.docx")]
    for each, name in zip(drafts, tracked, strict=True):
        document = next(d for d in documents if d.identifier == each.law)
        number = len(sources)
        sources.append(tmp_path / f"t{number}.docx")
        sources[-1].write_bytes(files[name])
        for sign, act_ in (("b", document), ("a", apply(document, each.changes))):
            plains.append(tmp_path / f"{sign}{number}.docx")
            plains[-1].write_bytes(act_docx(act_, DATE))
    saved = office.convert(plains, "docx:MS Word 2007 XML", tmp_path / "plain")
    for index, review in enumerate(office.review(sources, tmp_path)):
        before, after = saved[2 * index : 2 * index + 2]
        for settled, wanted in ((review.accepted, after), (review.rejected, before)):
            got, expected = shown(settled.read_bytes()), shown(wanted.read_bytes())
            assert in_office(got) == in_office(expected), sources[index].name
    prints = []
    for name in (BILL, MIRROR, NOTES, COMBINED):
        prints.append(tmp_path / name)
        prints[-1].write_bytes(files[name])
    assert len(office.convert(prints, "pdf", tmp_path)) == 4
