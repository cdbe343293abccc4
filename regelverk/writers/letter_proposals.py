"""Harmonised text as changes to the letters: tracked in Word files, else paragraphs to add."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from regelverk.errors import EditError
from regelverk.letters.reading import NOTE_MARKS
from regelverk.letters.types import Letter, Proposal, Quote
from regelverk.letters.words import text
from regelverk.model.document import Language
from regelverk.writers import word
from regelverk.writers.tracked import Edit, Parts, revise

_NOTE_MARK = re.compile(f"(?<=\\S)[{NOTE_MARKS}]+")
"""A reference to a note, which is no character in a Word file."""


def tracked_letter(
    file: Parts, letter: Letter, content: str, proposals: Sequence[Proposal], date: datetime
) -> bytes:
    """A letter with its harmonised text as tracked changes.

    Where some text finds no place in the file, all of it is given as paragraphs instead.

    Args:
        file: The Word file.
        letter: What it was read as.
        content: The letter's text as it was read, to tell sentences that are alike apart.
        proposals: The texts for this letter.
        date: The date on each change.
    """
    becomes: dict[Quote, str] = {}
    added: dict[Quote, list[str]] = {}
    for each in proposals:
        anchor = each.replaces[0] if each.replaces else each.after
        if each.changes and not any(quote in becomes for quote in each.replaces):
            becomes.update(each.changes)
        elif anchor:
            added.setdefault(anchor, []).append(f"{each.heading}: {each.text}")
        else:
            return proposals_docx(letter, proposals, date)
    changes = []
    for quote in dict.fromkeys((*becomes, *added)):
        kept = becomes.get(quote, quote.text)
        words = " ".join(filter(None, (kept, *added.get(quote, ()))))
        if words != quote.text:
            plain = _NOTE_MARK.sub("", quote.text)
            changes.append(Edit(plain, (words,) if words else (), _which(content, quote)))
    try:
        return revise(file, changes, date)
    except EditError:
        return proposals_docx(letter, proposals, date)


def _which(content: str, quote: Quote) -> int:
    """Which of the places with these words it is, from 1."""
    return content.count(quote.text, 0, quote.span.start) + 1


def proposals_docx(
    letter: Letter, proposals: Sequence[Proposal], made: datetime | None = None
) -> bytes:
    """Harmonised text for a letter that is no Word file: each paragraph with its place."""
    language = "nn" if letter.language is Language.NYNORSK else "nb"
    document = word.new_document(text("h_proposals", language), language, made)
    document.add_paragraph(text("h_proposals", language), style="Title")
    document.add_paragraph(letter.title or letter.name, style="Subtitle")
    word.write(document, text("bracketed", language), word.NOTE)
    for each in proposals:
        document.add_heading(word.clean(each.heading), level=1)
        place = (
            text("place", language, place=each.place)
            if each.place
            else (text("new_place", language))
        )
        word.write(document, place, word.NOTE)
        for quote in each.replaces:
            word.write(document, text("replaces", language, quote=quote.text), word.NOTE)
        word.write(document, each.text)
    return word.to_bytes(document)


def by_letter(proposals: Sequence[Proposal]) -> Mapping[str, list[Proposal]]:
    """The proposals of each letter."""
    grouped: dict[str, list[Proposal]] = {}
    for each in proposals:
        grouped.setdefault(each.letter, []).append(each)
    return grouped
