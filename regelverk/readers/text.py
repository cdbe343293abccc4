"""Plain text and Markdown, in any common encoding."""

import re
from collections.abc import Sequence

from regelverk.errors import EmptyFileError, TooLargeError
from regelverk.model.document import Document, Furniture
from regelverk.readers.decode import decode
from regelverk.readers.facts import document_of
from regelverk.readers.folding import fold
from regelverk.readers.limits import DEFAULT, Limits
from regelverk.readers.lines import Lines
from regelverk.readers.text_marks import is_markdown, marked_lines

_PAGE_NUMBER = re.compile(
    r"\s*(?:side\s+)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:av|/)\s*\d{1,4})?\s*", re.IGNORECASE
)


def read(data: bytes, source: str, limits: Limits = DEFAULT) -> Document:
    """Read plain text or Markdown.

    Args:
        data: The bytes, in any common encoding.
        source: The file's name, for messages and for an identifier where the text states none.
        limits: Bounds on size.

    Raises:
        EmptyFileError: It holds no visible character.
        TooLargeError: It is larger than the bounds.
    """
    if len(data) > limits.file:
        raise TooLargeError(source=source, detail=f"over {limits.file // 2**20} MB")
    decoded = decode(data)
    if not decoded.text.strip():
        raise EmptyFileError(source=source)
    rows = decoded.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(rows) > limits.blocks:
        raise TooLargeError(source=source, detail=f"over {limits.blocks} linjer")
    rows, furniture = _without_page_marks(rows)
    markdown = is_markdown(rows)
    lines = tuple(marked_lines(rows, markdown=markdown))
    found = Lines(lines, "", tuple(furniture), decoded.notices, paged=not markdown)
    return document_of(found, source)


def _without_page_marks(rows: Sequence[str]) -> tuple[list[str], list[Furniture]]:
    """The rows without page numbers at form feeds, which become furniture."""
    if not any("\f" in row for row in rows):
        return list(rows), []
    kept: list[str] = []
    furniture: list[Furniture] = []
    for row in rows:
        if "\f" in row:
            number = _last_visible(kept)
            if number is not None and _PAGE_NUMBER.fullmatch(kept[number]):
                furniture.append(Furniture("sidetall", fold(kept.pop(number))))
            kept.append("")
        kept.append(row.replace("\f", ""))
    return kept, furniture


def _last_visible(rows: Sequence[str]) -> int | None:
    return next((index for index in reversed(range(len(rows))) if rows[index].strip()), None)
