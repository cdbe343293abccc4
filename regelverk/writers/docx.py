"""The Word package of a draft: the act, the law mirror, the notes, each act with its changes."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from docx.document import Document as WordDocument

from regelverk.drafting.act import amendment_act
from regelverk.drafting.types import Draft, Effect
from regelverk.model.document import Document, Language
from regelverk.rules.texts import text
from regelverk.writers import word
from regelverk.writers.proposal.act import tracked_act
from regelverk.writers.proposal.bill import write_bill
from regelverk.writers.proposal.contents import fill_contents
from regelverk.writers.proposal.mirror import write_mirror
from regelverk.writers.proposal.notes import Notes, write_notes

BILL: Final = "lovforslag.docx"
MIRROR: Final = "lovspeil.docx"
NOTES: Final = "merknader.docx"
COMBINED: Final = "samlet.docx"


def word_package(
    drafts: Sequence[Draft],
    documents: Sequence[Document],
    model: str,
    language: str = "nb",
    made: datetime | None = None,
    effect: Effect | None = None,
) -> dict[str, bytes]:
    """Everything a drafting team needs of a draft, as Word files by their names.

    Args:
        drafts: The drafts, in the order of the acts' dates.
        documents: The acts as they are today; one that has no draft is passed over.
        model: What the model clause is called.
        language: The form of headings and notes; each act's text keeps its own.
        made: The date to put on the files and on each tracked change.
        effect: What the drafts do to uniformity.

    Returns:
        `lovforslag.docx`, `lovspeil.docx`, `merknader.docx`, `samlet.docx`, and one
        `…-endringer.docx` for each act that is changed.
    """
    notes = Notes(drafts, model, effect, language)
    files = {
        BILL: bill_docx(drafts, language, made),
        MIRROR: _mirror(drafts, language, made),
        NOTES: _notes(notes, made),
        COMBINED: drafts_docx(drafts, model, language, made, effect),
    }
    acts = {each.identifier: each for each in documents}
    for draft in drafts:
        if draft.law in acts and draft.changes:
            act = acts[draft.law]
            files[f"{_file_name(act)}-endringer.docx"] = tracked_act(act, draft.changes, made)
    return files


def drafts_docx(
    drafts: Sequence[Draft],
    model: str,
    language: str = "nb",
    made: datetime | None = None,
    effect: Effect | None = None,
) -> bytes:
    """The amendment act, the law mirror and the notes as one Word file. See `word_package`."""
    document = _new(text("draft_title", language), language, made)
    document.add_paragraph(text("draft_title", language), style="Title")
    word.write(document, text("draft_subtitle", language), "Subtitle")
    word.write(document, text("draft_model", language, name=model), word.NOTE)
    if not drafts:
        word.write(document, text("draft_none", language))
        return word.to_bytes(document)
    contents = document.add_paragraph()
    _new_page_heading(document, text("draft_act", language))
    write_bill(document, amendment_act(drafts, Language(language)))
    amended = [each for each in drafts if each.law]
    if amended:
        _new_page_heading(document, text("draft_mirror", language))
        write_mirror(document, amended, language)
    write_notes(document, Notes(drafts, model, effect, language))
    fill_contents(document, contents, language)
    return word.to_bytes(document)


def _new(title: str, language: str, made: datetime | None) -> WordDocument:
    document = word.new_document(title, language, made)
    word.page_header(document, text("bill_draft", language), made)
    return document


def bill_docx(drafts: Sequence[Draft], language: str = "nb", made: datetime | None = None) -> bytes:
    """The amendment act alone as a Word file. See `word_package`."""
    document = _new(text("draft_act", language), language, made)
    write_bill(document, amendment_act(drafts, Language(language)))
    return word.to_bytes(document)


def _mirror(drafts: Sequence[Draft], language: str, made: datetime | None) -> bytes:
    document = _new(text("draft_mirror", language), language, made)
    document.add_paragraph(text("draft_mirror", language), style="Title")
    write_mirror(document, [each for each in drafts if each.law], language)
    return word.to_bytes(document)


def _notes(notes: Notes, made: datetime | None) -> bytes:
    document = _new(notes.say("notes_title"), notes.language, made)
    document.add_paragraph(notes.say("notes_title"), style="Title")
    word.write(document, notes.say("notes_about"))
    contents = document.add_paragraph()
    write_notes(document, notes)
    fill_contents(document, contents, notes.language)
    return word.to_bytes(document)


def _new_page_heading(document: WordDocument, words: str) -> None:
    heading = document.add_heading(words, level=1)
    heading.paragraph_format.page_break_before = True


def _file_name(document: Document) -> str:
    """An act's name as a file's: its short title, or else its identifier."""
    name = document.short_title or document.identifier
    return re.sub(r"[^a-zæøå0-9]+", "-", name.lower()).strip("-")
