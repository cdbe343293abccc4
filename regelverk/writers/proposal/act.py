"""A whole act as a Word file, and the same with the proposed changes tracked."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from regelverk.drafting.apply import apply
from regelverk.drafting.types import Change
from regelverk.model.document import ITEMS, Document, Kind, Node
from regelverk.rules.texts import text
from regelverk.writers import word
from regelverk.writers.proposal.bill import tag_of
from regelverk.writers.tracked import redline
from regelverk.writers.tracked.parts import OwnParts
from regelverk.writers.tracked.xml import new, text_element

_STYLES: Final = {
    Kind.PART: "Heading 1",
    Kind.CHAPTER: "Heading 1",
    Kind.ANNEX: "Heading 1",
    Kind.GROUP: "Heading 2",
    Kind.SECTION: "Heading 3",
    Kind.NOTE: word.NOTE,
    Kind.FOOTNOTE: word.NOTE,
    **dict.fromkeys(ITEMS, word.ITEM),
}


def act_docx(document: Document, made: datetime | None = None) -> bytes:
    """An act as a Word file, a paragraph for each of its lines."""
    form = tag_of(document.language.language)
    title = document.short_title or document.title
    file = word.new_document(text("review_title", form, act=title), form, made)
    body: Any = file.element.body
    ids = {style.name: style.style_id for style in file.styles}
    end = body.index(body.sectPr)
    body[end:end] = [
        new("p", new("pPr", new("pStyle", val=ids[style])), new("r", text_element("t", words)))
        for style, words in _lines(document)
    ]
    return word.to_bytes(file)


def tracked_act(
    document: Document, changes: Sequence[Change], made: datetime | None = None
) -> bytes:
    """An act with the changes as tracked changes: accepted, the act as it will read."""
    before, after = (act_docx(each, made) for each in (document, apply(document, changes)))
    return redline(OwnParts(before), OwnParts(after), made or word.UNDATED)


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    """The lines of an act with the style each is set in."""
    starts = _kinds(document)
    position = 0
    for number, line in enumerate(document.text.split("\n")):
        kind = starts.get(position)
        position += len(line) + 1
        if not line.strip():
            continue
        if number == 0:
            yield "Title", word.clean(line)
        else:
            yield _STYLES.get(kind, word.LEDD) if kind else word.LEDD, word.clean(line)


def _kinds(document: Document) -> dict[int, Kind]:
    """What begins at each place: the outermost of what has a style of its own."""
    found: dict[int, Kind] = {}

    def visit(node: Node) -> None:
        if node.kind in _STYLES or node.kind is Kind.SUBSECTION:
            found.setdefault(node.start, node.kind)
        for child in node.children:
            visit(child)

    visit(document.root)
    return found
