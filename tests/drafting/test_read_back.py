"""Edited drafts: what the amendment act says is what the user wrote, or it is told."""

import io
from functools import cache

import docx
import pytest

from regelverk.drafting.apply import apply
from regelverk.drafting.reword import is_rewordable, ledd_in, reworded
from regelverk.drafting.types import Draft
from regelverk.model.document import Document
from regelverk.pipeline import check_draft, draft, write_package
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act


@cache
def acts() -> dict[str, Document]:
    return {each[0]: act(*each) for each in (PLAYGROUND, SLEDGING, SILENT)}


@cache
def drafts(approach: str = "sector") -> tuple[Draft, ...]:
    return draft(list(acts().values()), "standard", approach=approach)


def _told(changed: Draft, approach: str = "sector") -> list[str]:
    new = [
        changed if each.section == changed.section else each
        for each in drafts(approach)
        if not each.law
    ]
    found = check_draft(changed, [] if changed.law else new, acts().get(changed.law))
    assert all(each.nb != each.nn for each in found)
    return [each.nb for each in found]


@pytest.mark.parametrize("approach", ["sector", "common"])
def test_what_the_program_drafts_reads_back_to_itself(approach: str) -> None:
    """Nothing is lost of any draft, new, replacing or repealing."""
    for each in drafts(approach):
        assert _told(each, approach) == []


_FINE = (
    "Tjenesten skal være åpen.",
    "Tjenesten skal ha en plan som viser\na) mål\nb) tiltak\n\nKommunen betaler.",
    "§ 3 gjelder tilsvarende for gjester.",
    "Fristen er 1. januar. Etter dette gjelder § 3 andre ledd.",
)


@pytest.mark.parametrize("text", _FINE)
def test_ordinary_words_survive(text: str) -> None:
    """Lists, references and dates are law text, in acts with and without numbered ledd."""
    for each in drafts():
        assert _told(reworded(each, "Felles innsats", ledd_in(text))) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Barnet har rett.\nNy § 4 skal lyde:\nNoe annet.", "Ny § 4 skal lyde:"),
        ("Nåværende tredje ledd blir fjerde ledd.", "instruks"),
        ("§ 9 Fri lek\nAlle kan leke.", "egen paragraf"),
        ("II\nLoven gjelder.", "Ledd 1"),
        ("a) mål\nb) tiltak", "Ledd 1"),
    ],
)
def test_words_that_are_read_as_something_else_are_told(text: str, said: str) -> None:
    """What a reader of the act takes for a section, a part or an instruction is named."""
    told = _told(reworded(drafts()[0], "Samarbeid", ledd_in(text)))
    assert len(told) == 1
    assert said in told[0]


def test_other_words_are_in_every_file() -> None:
    """The bill, the mirror, the notes, the act with changes: all say what the user wrote."""
    own = "Lekeplassen skal være åpen for hele bygda."
    first = drafts()[0]
    changed = reworded(first, "Åpen lek", ledd_in(own))
    files = write_package([changed, *drafts()[1:]], list(acts().values()))
    for name in (
        "lovforslag.docx",
        "lovspeil.docx",
        "samlet.docx",
        "lekeplassloven-endringer.docx",
    ):
        assert own in _words(files[name]), name
        assert first.subsections[0] not in _words(files[name]).replace("\u00a0", " "), name
    assert "skrevet om av brukeren" in _words(files["merknader.docx"])
    assert own in apply(acts()[first.law], changed.changes).text


def test_a_repealed_section_has_no_words_to_change() -> None:
    """Only what has a text of its own can be reworded."""
    for each in drafts("common"):
        assert is_rewordable(each) == bool(each.subsections)


def _words(data: bytes) -> str:
    file = docx.Document(io.BytesIO(data))
    texts = file.element.body.iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    )
    return "".join(each.text or "" for each in texts)
