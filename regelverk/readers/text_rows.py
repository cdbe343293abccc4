"""Rows of plain text as logical lines: one block a row, or rows broken at a width."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles

from regelverk.model.document import Kind, Provenance
from regelverk.readers.cues import is_unfinished, starts_small, typed_label
from regelverk.readers.folding import fold
from regelverk.readers.labels import group_heading, section_label
from regelverk.readers.lines import Line

_WIDEST = 130
_FULL = 0.72
_HARD_BREAK = "  "  # Markdown: two spaces at the end of a row
_CLOSING = (".", ":", ";", ",", "!", "?", ")", "»", '"')
_BROKEN_SHARE = 0.3


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
    going_on = sum(_stops_midway(before, after) for before, after in full)
    broken = width <= _WIDEST and going_on > 0 and going_on >= _BROKEN_SHARE * len(full)
    return _Shape(broken, width)


def _stops_midway(before: str, after: str) -> bool:
    """Whether a row stops in the middle of something, and the next one is no item."""
    if before.endswith(_HARD_BREAK):
        return False
    return _goes_on(before, after) or (
        not before.rstrip().endswith(_CLOSING) and typed_label(after) is None
    )


def _goes_on(before: str, after: str) -> bool:
    """Whether a row only carries on the one before: with a small letter that is no label."""
    label = typed_label(after)
    labelled = label is not None and bool(label.text)
    return starts_small(after) and not labelled and not before.rstrip().endswith((";", ":"))


def lines_of(rows: Sequence[str]) -> Iterator[Line]:
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
    if block[-1].endswith(_HARD_BREAK):
        return True
    if _goes_on(before, text):
        return False
    if _starts_item(block, row):
        return True
    first_word = len(text.split(maxsplit=1)[0])
    short = len(before) + 1 + first_word <= shape.width * _FULL
    return (short and not is_unfinished(before)) or (
        before.endswith((".", ":", ";")) and _opens(text)
    )


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
