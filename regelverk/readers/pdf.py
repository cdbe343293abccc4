"""PDF files with text: words with where they stand, put together to lines as a reader of the page sees them.

What a PDF does not say (what is a heading, where a ledd ends) is told from the print: type, spaces and indents.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from regelverk.errors import EmptyFileError, NoTextLayerError
from regelverk.model.document import Document, Furniture, Provenance
from regelverk.readers.cues import typed_label
from regelverk.readers.facts import document_of
from regelverk.readers.limits import DEFAULT, Limits
from regelverk.readers.lines import Line, Lines
from regelverk.readers.pdf_blocks import Block, Measure, blocks, measure
from regelverk.readers.pdf_furniture import Sheet, without_furniture
from regelverk.readers.pdf_pages import Page, Pages, Word, read_pages
from regelverk.readers.pdf_rows import gutter, ordered, rows_of, text_of
from regelverk.readers.pdf_words import Vocabulary
from regelverk.spans import Notice

_SCANNED = 0.5
_FEW = 25
_LARGER = 1.08
_LONGEST_HEADING = 300
_NEAR = 2.0


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
    sheets = []
    furniture: list[Furniture] = []
    for page, words in zip(found.pages, texts, strict=True):
        upright = [word for word in words if not word.angle]
        turned = [word for word in words if word.angle]
        if turned:
            furniture.append(Furniture("topptekst", text_of(turned), page.number))
        sheets.append(Sheet(page.number, page.height, rows_of(upright, page.number)))
    kept, around = without_furniture(sheets)
    rows = [row for sheet in kept for row in ordered(sheet.rows, gutter(sheet.rows))]
    usual = measure(rows)
    vocabulary = Vocabulary.of([row.text for row in rows])
    lines = _lines(list(blocks(rows, usual)), usual, vocabulary)
    return Lines(
        tuple(lines), found.title, (*furniture, *around), tuple(_notices(found, texts)), paged=True
    )


def _shown(page: Page) -> list[Word]:
    """The words of a page that are seen; those behind a scanned picture are what the picture shows."""
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
            yield Notice("skadet-side", f"Side {page.number} er skadet og er ikke lest.")
        elif page.pictures >= _SCANNED and not words:
            yield Notice("skannet-side", f"Side {page.number} er et bilde og er ikke lest.")
    if any("\ufffd" in word.text for words in texts for word in words):
        yield Notice("ukjente-tegn", "Noen tegn mangler kobling til tekst i filen og vises som �.")
    if sum(len(words) for words in texts) < sum(len(page.words) for page in found.pages):
        yield Notice("skjult-tekst", "Filen har tekst som ikke vises på siden; den er ikke lest.")


# --- Lines ------------------------------------------------------------------------------------------


def _lines(found: Sequence[Block], usual: Measure, words: Vocabulary) -> Iterator[Line]:
    sizes = _heading_sizes(found, usual)
    depths = _depths(found)
    for block in found:
        text = words.joined([row.text for row in block.rows])
        size = min(row.size for row in block.rows)
        yield Line(
            text,
            heading=sizes.get(size, 0) if len(text) <= _LONGEST_HEADING else 0,
            level=_level(block, depths, usual),
            emphasised=all(row.bold for row in block.rows) or size >= _LARGER * usual.body,
            centred=_is_centred(block),
            provenance=Provenance(page=block.rows[0].page),
        )


def _heading_sizes(found: Sequence[Block], usual: Measure) -> dict[float, int]:
    """Heading levels by type size: the largest is 1."""
    sizes = {min(row.size for row in block.rows) for block in found}
    larger = sorted((size for size in sizes if size >= _LARGER * usual.body), reverse=True)
    return {size: min(level, 6) for level, size in enumerate(larger, 1)}


def _depths(found: Iterable[Block]) -> list[float]:
    """The indents at which list items stand, from the outermost."""
    starts: Counter[int] = Counter()
    for block in found:
        if typed_label(block.rows[0].text) is not None and block.offset > _NEAR:
            starts[round(block.offset)] += 1
    depths: list[float] = []
    for start in sorted(starts):
        if not depths or start - depths[-1] > 2 * _NEAR:
            depths.append(start)
    return depths


def _level(block: Block, depths: Sequence[float], usual: Measure) -> int:
    """How deep a block stands among the lists; 0 for body text and for a first-line indent."""
    labelled = typed_label(block.rows[0].text) is not None
    offset = block.offset if labelled else min(block.offset, block.body_offset)
    if not labelled and len(block.rows) == 1 and abs(offset - usual.first_indent) <= _NEAR:
        return 0
    if _is_centred(block):
        return 0
    return sum(1 for depth in depths if depth <= offset + _NEAR)


def _is_centred(block: Block) -> bool:
    """Whether all its rows stand in the middle, away from both edges."""
    for row, frame in zip(block.rows, block.frames, strict=True):
        before, after = row.left - frame.left, frame.right - row.right
        if abs(before - after) > 0.03 * frame.width + _NEAR:
            return False
    first, frame = block.rows[0], block.frames[0]
    return first.left - frame.left > 0.08 * frame.width
