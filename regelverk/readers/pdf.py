"""PDF files with text: words with where they stand, put together to lines as a person reads them.

What a PDF does not say (what is a heading, where a ledd ends) is told from the print: type, spaces
and indents.
"""

from collections.abc import Iterator, Sequence

from regelverk.errors import EmptyFileError, NoTextLayerError
from regelverk.model.document import Document, Furniture
from regelverk.readers.facts import document_of
from regelverk.readers.limits import DEFAULT, Limits
from regelverk.readers.lines import Lines
from regelverk.readers.pdf_furniture import Sheet, without_furniture
from regelverk.readers.pdf_lines import lines_of
from regelverk.readers.pdf_pages import Page, Pages, Word, read_pages
from regelverk.readers.pdf_rows import Row, gutter, rows_of
from regelverk.readers.pdf_tables import Table, in_order, ruled_tables
from regelverk.rules.notices import notice
from regelverk.spans import Notice

_SCANNED = 0.5
_FEW = 25


def read(data: bytes, source: str, limits: Limits = DEFAULT) -> Document:
    """Read a PDF with text.

    Args:
        data: The file's bytes.
        source: The file's name, for messages and for an identifier where the text states none.
        limits: Bounds on size and number of pages.

    Raises:
        EmptyFileError: It holds no bytes or no visible character.
        NoTextLayerError: Its pages are pictures of text.
        EncryptedFileError: It asks for a password.
        DamagedFileError: It is broken beyond reading.
        UnsafeFileError: Reading it takes more time or memory than a document needs.
        TooLargeError: It passes a bound.
    """
    return document_of(read_lines(data, source, limits), source)


def read_lines(data: bytes, source: str, limits: Limits = DEFAULT) -> Lines:
    """The lines of a PDF. See `read`."""
    found = read_pages(data, source, limits)
    texts = [_shown(page) for page in found.pages]
    _require_text(found, texts, source)
    furniture: list[Furniture] = []
    sheets: list[Sheet] = []
    tables: list[list[Table]] = []
    for page, words in zip(found.pages, texts, strict=True):
        ruled = ruled_tables(page, words)
        free = [word for word in words if not any(table.box.holds(word) for table in ruled)]
        if turned := " ".join(word.text for word in free if word.angle):
            furniture.append(Furniture("topptekst", turned, page.number))
        upright = rows_of((word for word in free if not word.angle), page.number)
        sheets.append(Sheet(page.number, page.height, upright))
        tables.append(ruled)
    sheets, around = without_furniture(sheets)
    flow: list[Row | Table] = []
    for sheet, ruled in zip(sheets, tables, strict=True):
        flow += in_order(sheet.rows, ruled, gutter(sheet.rows))
    lines, repeated = lines_of(flow)
    return Lines(
        tuple(lines),
        found.title,
        (*furniture, *around, *repeated),
        tuple(_notices(found, texts)),
        paged=True,
    )


def _shown(page: Page) -> list[Word]:
    """The words of a page that are seen; those behind a scan are what the scan shows."""
    seen = [word for word in page.words if not word.hidden]
    if page.pictures >= _SCANNED and sum(len(word.text) for word in seen) < _FEW:
        return list(page.words)
    return seen


def _require_text(found: Pages, texts: Sequence[Sequence[Word]], source: str) -> None:
    letters = sum(len(word.text) for words in texts for word in words)
    scanned = sum(1 for page in found.pages if page.pictures >= _SCANNED)
    if scanned and letters < _FEW * scanned:
        raise NoTextLayerError(source=source)
    if not letters:
        pictures = any(page.pictures for page in found.pages)
        raise NoTextLayerError(source=source) if pictures else EmptyFileError(source=source)


def _notices(found: Pages, texts: Sequence[Sequence[Word]]) -> Iterator[Notice]:
    for page, words in zip(found.pages, texts, strict=True):
        if page.broken:
            yield notice("broken_page", page=page.number)
        elif page.pictures >= _SCANNED and not words:
            yield notice("scanned_page", page=page.number)
    if any("\ufffd" in word.text for words in texts for word in words):
        yield notice("unknown_characters")
    if sum(len(words) for words in texts) < sum(len(page.words) for page in found.pages):
        yield notice("hidden_on_page")
