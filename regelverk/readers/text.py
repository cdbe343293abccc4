"""Plain text and Markdown: one block a row, or rows broken at a width."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import quantiles

from regelverk.errors import EmptyFileError, TooLargeError
from regelverk.model.document import Document, Furniture, Kind, Provenance
from regelverk.readers.cues import starts_small, typed_label
from regelverk.readers.decode import decode
from regelverk.readers.facts import document_of
from regelverk.readers.folding import fold
from regelverk.readers.labels import group_heading, section_label
from regelverk.readers.limits import DEFAULT, Limits
from regelverk.readers.lines import Line, Lines
from regelverk.readers.tree import Raw

_MARKED_HEADING = re.compile(r"(#{1,6})\s+(.*)$")
_RULED = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?$")
# What marks enclose holds no such mark: else many of them without an end take very long.
_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])")
_LINK = re.compile(r"\[([^\[\]]+)\]\(([^\s()]+)\)")
_PAGE_NUMBER = re.compile(
    r"\s*(?:side\s+)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:av|/)\s*\d{1,4})?\s*", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"\[\^([^\]]+)\]:\s+(.*)")
_UNDERLINE = re.compile(r"\s*(?:=|-|_|\*){3,}\s*$")
_WIDEST = 130
_FULL = 0.72
_CLOSING = (".", ":", ";", ",", "!", "?", ")", "»", '"')
_BROKEN_SHARE = 0.3


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
    marked = _is_marked(rows)
    lines = _marked_lines(rows) if marked else _lines(rows)
    found = Lines(tuple(lines), "", tuple(furniture), decoded.notices, paged=not marked)
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


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a text is laid out: whether rows are broken at a width, and which."""

    broken: bool
    width: float


def _shape(rows: Sequence[str]) -> _Shape:
    """A text is broken at a width where many full rows leave a sentence for the next row to end."""
    lengths = [len(row.rstrip()) for row in rows if row.strip()]
    if len(lengths) < 2:
        return _Shape(broken=False, width=0)
    width = quantiles(lengths, n=20)[-1]
    full = [
        (before, after.strip())
        for before, after in itertools.pairwise(rows)
        if len(before.rstrip()) >= _FULL * width and after.strip()
    ]
    going_on = sum(_is_unfinished(before, after) for before, after in full)
    broken = width <= _WIDEST and going_on > 0 and going_on >= _BROKEN_SHARE * len(full)
    return _Shape(broken, width)


def _is_unfinished(before: str, after: str) -> bool:
    """Whether a row stops in the middle of something, and the next one is no item."""
    return _goes_on(before, after) or (
        not before.rstrip().endswith(_CLOSING) and typed_label(after) is None
    )


def _goes_on(before: str, after: str) -> bool:
    """Whether a row only carries on the one before: with a small letter that is no label."""
    label = typed_label(after)
    labelled = label is not None and bool(label.text)
    return starts_small(after) and not labelled and not before.rstrip().endswith((";", ":"))


def _lines(rows: Sequence[str]) -> Iterator[Line]:
    """The logical lines of plain text."""
    shape = _shape(rows)
    indents = _levels(rows)
    block: list[str] = []
    first = 0
    for index, row in enumerate([*rows, ""]):
        starts = (
            not row.strip() or not block or not shape.broken or _starts_block(block, row, shape)
        )
        if starts and block:
            yield Line(_joined(block), level=indents[first], provenance=Provenance(block=first))
            block = []
        if row.strip():
            first = first if block else index
            block.append(row)


def _levels(rows: Sequence[str]) -> list[int]:
    """How far each row is indented, as a rank among the indents of the text's list items."""
    indents = [_indent(row) for row in rows]
    labelled = {
        indent
        for row, indent in zip(rows, indents, strict=True)
        if typed_label(row.strip()) is not None
    }
    ranks = {indent: rank for rank, indent in enumerate(sorted(labelled))}
    return [
        ranks.get(indent, 0) if row.strip() and typed_label(row.strip()) is not None else 0
        for row, indent in zip(rows, indents, strict=True)
    ]


def _starts_block(block: Sequence[str], row: str, shape: _Shape) -> bool:
    """Whether a row begins a new block, in a text whose rows are broken at a width."""
    before, text = block[-1].rstrip(), row.strip()
    if _goes_on(before, text):
        return False
    if _starts_item(block, row):
        return True
    first_word = len(text.split(maxsplit=1)[0])
    short = len(before) + 1 + first_word <= shape.width * _FULL
    return short or (before.endswith((".", ":", ";")) and _opens(text))


def _starts_item(block: Sequence[str], row: str) -> bool:
    """Whether a row begins an item: it has a label where the text before it makes one likely.

    That is after a colon, a comma or the like, where the rows before it are an item too, or where
    it is set further in than they are.
    """
    label = typed_label(row.strip())
    if label is None or not label.text:
        return False
    before = block[-1].rstrip()
    return (
        before.endswith((":", ";", ",", ".", " og", " eller"))
        or typed_label(block[0].strip()) is not None
        or _indent(row) > _indent(before)
    )


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def _opens(text: str) -> bool:
    """Whether a row's text by itself begins something: a section, a chapter, an item."""
    label = section_label(text)
    return (
        (label is not None and label.label != text.split(maxsplit=1)[0])
        or typed_label(text) is not None
        or (group_heading(text).kind is not Kind.GROUP and len(text) < _WIDEST)
    )


def _joined(block: Sequence[str]) -> str:
    """Rows as one line; a word that was split at the end of a row is put together."""
    text = fold(block[0])
    for row in block[1:]:
        after = fold(row)
        split = text.endswith("-") and not after.startswith(("og ", "eller "))
        if split and after[:1].islower() and text[-2:-1].isalpha():
            text = text[:-1] + after
        elif split and after[:1].isdigit() and text[-2:-1].isdigit():
            text += after
        else:
            text = f"{text} {after}"
    return text


def _is_marked(rows: Sequence[str]) -> bool:
    """Whether a text is Markdown: it has headings or tables in that form."""
    headings = sum(1 for row in rows if _MARKED_HEADING.match(row))
    return headings >= 1 or any(map(_RULED.match, rows))


def _marked_lines(rows: Sequence[str]) -> Iterator[Line]:
    """The logical lines of Markdown; its marks say what a line is, and are not text."""
    plain: list[str] = []
    table: list[str] = []
    for index, row in enumerate([*rows, ""]):
        if row.lstrip().startswith("|") or (table and "|" in row):
            table.append(row)
            continue
        special = _MARKED_HEADING.match(row) or _FOOTNOTE.match(row)
        if plain and (table or special or _UNDERLINE.match(row)):
            yield from _plain(plain)
            plain = []
        if table:
            yield Line(table=_table(table))
            table = []
        if match := _MARKED_HEADING.match(row):
            title = match[2].rstrip().rstrip("#").rstrip()
            yield _unmarked(Line(title, heading=len(match[1]), provenance=Provenance(block=index)))
        elif match := _FOOTNOTE.match(row):
            yield _unmarked(Line(match[2], label=match[1], footnote=True))
        elif not _UNDERLINE.match(row):
            plain.append(row.removeprefix("> "))
    yield from _plain(plain)


def _plain(rows: Sequence[str]) -> Iterable[Line]:
    return map(_unmarked, _lines(rows))


def _unmarked(line: Line) -> Line:
    """A line without the marks of emphasis and links."""
    text = line.text.replace("\\", "") if "\\" in line.text else line.text
    strong = _STRONG.fullmatch(text)
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    links: list[tuple[int, int, str]] = []
    pieces: list[str] = []
    length = end = 0
    for match in _LINK.finditer(text):
        pieces += text[end : match.start()], match[1]
        length += match.start() - end
        links.append((length, length + len(match[1]), match[2]))
        length += len(match[1])
        end = match.end()
    return replace(
        line,
        text=fold("".join([*pieces, text[end:]])),
        emphasised=line.emphasised or strong is not None,
        links=tuple(links),
    )


def _table(rows: Sequence[str]) -> Raw:
    """A Markdown table; the row of dashes under its heading is no row."""
    table = Raw(Kind.TABLE)
    for row in rows:
        if _RULED.match(row):
            continue
        cells = row.strip().removeprefix("|").removesuffix("|").split("|")
        table.children.append(
            Raw(
                Kind.ROW,
                children=[Raw(Kind.CELL, text=_unmarked(Line(cell)).text) for cell in cells],
            )
        )
    return table
