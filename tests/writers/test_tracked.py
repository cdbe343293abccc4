"""Tracked changes: accepted they are the revision, rejected the file as it was, in every program."""

import random
import re
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from regelverk.errors import EditError, OutputError, RegelverkError
from regelverk.readers.docx_package import Package, open_package
from regelverk.readers.limits import DEFAULT
from regelverk.writers.tracked import Edit, redline, revise
from tests.office import Office
from tests.writers.revisions import (
    Block,
    Grid,
    Maker,
    Text,
    accepted,
    in_office,
    rejected,
    shown,
    word_file,
)

DATE = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)


def opened(data: bytes) -> Package:
    return open_package(data, "prøve.docx", DEFAULT)


def marked(before: bytes, after: bytes) -> bytes:
    return redline(opened(before), opened(after), DATE)


def changed(before: bytes, *edits: Edit) -> bytes:
    return revise(opened(before), edits, DATE)


def body(data: bytes) -> str:
    return zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs]


def plain(*paragraphs: str) -> bytes:
    return word_file([Text(((words, ""),)) for words in paragraphs])


def pair(seed: int, blocks: int = 12) -> tuple[bytes, bytes, int]:
    """A file, a revision of it, and how many blocks were changed."""
    maker = Maker(random.Random(seed))
    made = maker.document(blocks)
    return word_file(made), word_file(maker.revised(made)), maker.edits


def assert_sound(data: bytes) -> None:
    """What ISO/IEC 29500 asks of tracked changes, beside its schema."""
    root = docx.Document(BytesIO(data)).element.body
    marks = [
        each
        for name in ("ins", "del", "pPrChange", "rPrChange")
        for each in root.iter(qn(f"w:{name}"))
    ]
    numbers = [each.get(qn("w:id")) for each in marks]
    assert len(numbers) == len(set(numbers))
    assert all(each.get(qn("w:author")) == "Regelverk" for each in marks)
    assert all(each.get(qn("w:date")) == "2026-11-22T12:30:00Z" for each in marks)
    for text in root.iter(qn("w:delText")):
        assert next(text.iterancestors(qn("w:del")), None) is not None
    for text in root.iter(qn("w:t")):
        assert next(text.iterancestors(qn("w:del")), None) is None
    for each in marks:
        parent = each.getparent()
        if each.tag in (qn("w:ins"), qn("w:del")) and parent.tag == qn("w:rPr"):
            assert parent.index(each) == 0
            assert parent.getparent().tag == qn("w:pPr")
        if each.tag == qn("w:pPrChange"):
            assert parent[-1] is each


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_all_accepted_is_the_revision_and_all_rejected_the_file(seed: int) -> None:
    """Text, formatting, tabs, lists, tables: settled by the rules of the standard."""
    before, after, _ = pair(seed, 8)
    out = marked(before, after)
    assert_sound(out)
    assert shown(accepted(out)) == shown(after)
    assert shown(rejected(out)) == shown(before)


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_accepts_and_rejects_the_same(office: Office, tmp_path: Path) -> None:
    """The independent path: hundreds of edits, settled by LibreOffice's own commands."""
    sources, plains, edits = [], [], 0
    for seed in range(14):
        before, after, count = pair(seed, 30)
        edits += count
        for name, data in (("t", marked(before, after)), ("a", before), ("b", after)):
            (tmp_path / f"{name}{seed}.docx").write_bytes(data)
        sources.append(tmp_path / f"t{seed}.docx")
        plains += [tmp_path / f"a{seed}.docx", tmp_path / f"b{seed}.docx"]
    assert edits >= 200
    into = tmp_path / "plain"
    into.mkdir()
    saved = office.convert(plains, "docx:MS Word 2007 XML", into)
    for index, review in enumerate(office.review(sources, tmp_path)):
        was, is_now = saved[2 * index : 2 * index + 2]
        for settled, wanted in ((review.accepted, is_now), (review.rejected, was)):
            got, expected = shown(settled.read_bytes()), shown(wanted.read_bytes())
            assert in_office(got) == in_office(expected), settled.name


@pytest.mark.slow
def test_every_file_is_valid(tmp_path: Path) -> None:
    """An independent validator finds nothing in a marked file that the file before did not have."""
    for seed in range(12):
        before, after, _ = pair(seed)
        assert not _faults(marked(before, after), tmp_path) - _faults(before, tmp_path)


def _faults(data: bytes, folder: Path) -> set[str]:
    path = folder / "prøve.docx"
    path.write_bytes(data)
    found = {
        each.description
        for each in OpenXmlValidator().validate(str(path)).errors
        if "stylesWithEffects" not in each.description  # a part of python-docx's own template
    }
    if program := shutil.which("ooxml-validator"):  # Microsoft's own, where it is installed
        run = subprocess.run([program, str(path)], capture_output=True, text=True, check=False)
        found |= set(re.findall(r'"description": "([^"]*)', run.stdout))
    return found


def test_the_validator_finds_faults(tmp_path: Path) -> None:
    """It is no rubber stamp: text that is deleted outside of a deletion's place is found."""
    before, after, _ = pair(3)
    out = marked(before, after)
    broken = BytesIO()
    with zipfile.ZipFile(BytesIO(out)) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = re.sub(rb'(<w:pPrChange|<w:ins) w:id="\d+"', rb"\1", data)
            target.writestr(name, data)
    assert _faults(broken.getvalue(), tmp_path) - _faults(before, tmp_path)


def test_only_the_words_that_change_are_marked() -> None:
    """A lawyer sees the change, not the paragraph; changes a space apart are one phrase."""
    out = marked(
        plain("Kommunen skal gi barnet et tilbud."), plain("Kommunen bør straks gi barnet hjelp.")
    )
    assert _words(out, "del") == ["skal ", "et tilbud"]
    assert _words(out, "ins") == ["bør straks ", "hjelp"]


def _words(data: bytes, name: str) -> list[str]:
    root = docx.Document(BytesIO(data)).element.body
    found = (
        "".join(text.text or "" for text in each.iter(qn("w:t"), qn("w:delText")))
        for each in root.iter(qn(f"w:{name}"))
    )
    return [words for words in found if words]


def test_the_same_files_give_no_marks_and_the_same_bytes() -> None:
    """Nothing is marked that does not change, and the result can be compared."""
    before, after, _ = pair(5)
    assert not re.search(r"<w:(ins|del|pPrChange) ", body(marked(before, before)))
    assert marked(before, after) == marked(before, after)


def test_a_date_with_a_zone_is_written_in_utc() -> None:
    """`w:date` says Z, so it must be UTC."""
    norwegian = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    out = redline(opened(plain("a")), opened(plain("b")), norwegian, author="Ola & Kari")
    assert 'w:date="2026-07-01T10:00:00Z"' in body(out)
    assert 'w:author="Ola &amp; Kari"' in body(out)


def test_numbers_go_on_after_those_taken() -> None:
    """Marks share their numbers with bookmarks and comments that are there already."""
    document = docx.Document(BytesIO(plain("en", "to")))
    mark = f'<w:bookmarkStart {nsdecls("w")} w:id="41" w:name="sted"/>'
    first: Any = document.paragraphs[0]._p
    first.append(parse_xml(mark))
    first.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="41"/>'))
    out = BytesIO()
    document.save(out)
    numbers = re.findall(
        r'<w:(?:ins|del) w:id="(\d+)"', body(marked(out.getvalue(), plain("en", "tre")))
    )
    assert numbers
    assert all(int(each) > 41 for each in numbers)


def test_lists_styles_and_pictures_of_the_revision_come_along(tmp_path: Path) -> None:
    """What a new paragraph refers to is there when it is accepted."""
    revision = docx.Document(BytesIO(plain("Innledning", "Slutt")))
    style = revision.styles.add_style("Vårt avsnitt", 1)
    assert style.style_id
    revision.paragraphs[0].insert_paragraph_before("Med egen stil", style="Vårt avsnitt")
    revision.paragraphs[0].insert_paragraph_before("").add_run().add_picture(BytesIO(_PNG))
    out = BytesIO()
    revision.save(out)
    marked_ = marked(plain("Innledning", "Slutt"), out.getvalue())
    settled = docx.Document(BytesIO(accepted(marked_)))
    assert "Vårt avsnitt" in {each.style.name for each in settled.paragraphs if each.style}
    [blip] = settled.element.body.iter(qn("a:blip"))
    assert settled.part.related_parts[blip.get(qn("r:embed"))].blob == _PNG
    assert not _faults(marked_, tmp_path) - _faults(plain("Innledning", "Slutt"), tmp_path)


_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f"
    "0005fe02fe0def46b80000000049454e44ae426082"
)

LETTER = (
    "Oppdrag 2031",
    "Direktoratet skal\tkartlegge lekeplasser  innen 1. mars. Det skal også rapportere.",
    "",
    "Vi viser til § 2.",
)


def test_quoted_words_become_others() -> None:
    """Accepted they are there, rejected they are not; the spaces of a quote do not matter."""
    out = changed(
        plain(*LETTER),
        Edit("skal kartlegge lekeplasser innen 1. mars", ("skal kartlegge huskene innen 1. mai",)),
    )
    assert texts(accepted(out))[1] == (
        "Direktoratet skal\tkartlegge huskene  innen 1. mai. Det skal også rapportere."
    )
    assert texts(rejected(out)) == list(LETTER)
    assert _words(out, "del") == ["lekeplasser", "mars"]


def test_quoted_words_become_paragraphs_or_nothing() -> None:
    """New paragraphs stand after; a paragraph that is deleted whole goes with its mark."""
    out = changed(
        plain(*LETTER),
        Edit("Oppdrag 2031", ("Oppdrag for 2031", "Nytt avsnitt", "Enda et")),
        Edit("Vi viser til § 2.", ()),
        Edit("Det skal også rapportere.", ()),
    )
    settled = texts(accepted(out))
    assert settled[:3] == ["Oppdrag for 2031", "Nytt avsnitt", "Enda et"]
    assert settled[3].strip() == LETTER[1].removesuffix(" Det skal også rapportere.")
    assert len(settled) == 5
    assert texts(rejected(out)) == list(LETTER)


def test_new_words_look_like_what_they_replace() -> None:
    """Formatting is kept to the character."""
    before = word_file([Text((("Fristen er ", ""), ("1. mars", "b"), (" neste år.", "")))])
    settled = accepted(changed(before, Edit("1. mars neste", ("2. april samme",))))
    [(_, _, _, runs)] = shown(settled)
    assert runs == [["Fristen er ", []], ["2. april", ["b"]], [" samme år.", []]]


def test_the_changes_of_others_are_kept() -> None:
    """Words within someone's own insertion are changed without touching their name."""
    document = docx.Document(BytesIO(plain("Kommunen")))
    others = f'<w:ins {nsdecls("w")} w:id="7" w:author="Kari" w:date="2025-01-01T00:00:00Z"><w:r><w:t xml:space="preserve"> kan gi hjelp.</w:t></w:r></w:ins>'
    first: Any = document.paragraphs[0]._p
    first.append(parse_xml(others))
    out = BytesIO()
    document.save(out)
    result = changed(out.getvalue(), Edit("kan gi", ("skal alltid gi",)))
    assert texts(accepted(result)) == ["Kommunen skal alltid gi hjelp."]
    assert body(result).count('w:author="Kari"') == 2
    assert not re.search(r"<w:ins [^>]*Kari[^>]*>(?:(?!</w:ins>).)*<w:ins", body(result))


@pytest.mark.parametrize(
    "edit", [Edit("finnes ikke", ("x",)), Edit("", ("x",)), Edit("Vi", ("x",), 3), Edit(" ", ())]
)
def test_a_quote_that_is_not_there_is_said(edit: Edit) -> None:
    """The user hears which words, in Norwegian."""
    with pytest.raises(EditError, match="finnes ikke i ett avsnitt"):
        changed(plain(*LETTER), edit)


def test_what_xml_cannot_hold_is_left_out_of_new_words() -> None:
    """A proposal pasted from anywhere never breaks the file."""
    out = changed(plain("en to"), Edit("to", ("t\x00re\x0b\ud800 \ufffefire",)))
    assert texts(accepted(out)) == ["en tre fire"]


def test_a_note_of_the_revision_is_not_taken_for_another() -> None:
    """A reference to a note that the file does not have is left out."""
    revision = docx.Document(BytesIO(plain("Innledning", "Slutt")))
    reference = f'<w:footnoteReference {nsdecls("w")} w:id="9"/>'
    run: Any = revision.paragraphs[1].add_run(" med note")._r
    run.append(parse_xml(reference))
    out = BytesIO()
    revision.save(out)
    result = marked(plain("Innledning", "Slutt"), out.getvalue())
    assert "footnoteReference" not in body(result)
    assert texts(accepted(result)) == ["Innledning", "Slutt med note"]


def test_edits_that_overlap_are_refused() -> None:
    """Two proposals for the same words cannot both be made."""
    with pytest.raises(EditError, match="overlapper"):
        changed(plain("en to tre"), Edit("en to", ("a",)), Edit("to tre", ("b",)))


def test_hostile_files_are_refused_before_they_are_changed() -> None:
    """Entities and strict files end in a plain message; nothing is fetched or expanded."""
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(RegelverkError):
        changed(bomb.getvalue(), Edit("a", ("b",)))
    strict = BytesIO()
    with zipfile.ZipFile(strict, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body/></w:document>',
        )
    with pytest.raises(OutputError, match="Strict"):
        changed(strict.getvalue(), Edit("a", ("b",)))


@given(st.integers(0, 2**32), st.data())
@settings(max_examples=60, deadline=None)
def test_any_words_can_be_edited(seed: int, data: st.DataObject) -> None:
    """Whatever is quoted, the rest stands, and rejecting gives the file back."""
    maker = Maker(random.Random(seed))
    blocks: list[Block] = [each for each in maker.document(4) if not isinstance(each, Grid)]
    before = word_file(blocks)
    lines = [" ".join(text.split()) for text in texts(before)]
    index = data.draw(st.sampled_from([i for i, line in enumerate(lines) if line]))
    words = lines[index].split(" ")
    start = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[start : data.draw(st.integers(start + 1, len(words)))])
    proposed = data.draw(st.sampled_from([(), ("ny tekst",), ("en", "to"), (f"{quote} mer",)]))
    out = changed(before, Edit(quote, proposed))
    assert_sound(out)
    assert shown(rejected(out)) == shown(before)
    at = next(i for i, line in enumerate(lines) if quote in line)
    first = proposed[0] if proposed else ""
    expected = " ".join(lines[at].replace(quote, first, 1).split())
    added = [*([expected] if proposed or expected else []), *proposed[1:]]
    settled = [" ".join(text.split()) for text in texts(accepted(out))]
    assert settled == [*lines[:at], *added, *lines[at + 1 :]]
