"""A Word paragraph as lines: usually one, more where line breaks or bold type divide it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from regelverk.model.document import Kind, Provenance
from regelverk.readers.cues import typed_label
from regelverk.readers.docx_text import Piece
from regelverk.readers.folding import fold, fold_links
from regelverk.readers.labels import group_heading, section_label
from regelverk.readers.lines import Line

_LARGER = 2
_NEAR = 60
_TALL = 14


@dataclass(frozen=True, slots=True)
class Draft:
    """A line whose emphasis cannot be judged before the size of the body text is known.

    Attributes:
        line: The line.
        bold: Whether all of it is bold or underlined.
        size: Its type size in half points, 0 where it varies or is not stated.
    """

    line: Line
    bold: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph's properties state, for its lines.

    Attributes:
        label: The automatic label that Word shows.
        heading: The heading level, 0 for body text.
        level: How deep in lists it stands.
        centred: Whether it is centred.
        block: Its number in the document.
        continues: Whether its style says that it goes on after a list.
    """

    label: str = ""
    heading: int = 0
    level: int = 0
    centred: bool = False
    block: int = 0
    continues: bool = False


def drafts(pieces: Sequence[Piece], shape: Shape) -> list[Draft]:
    """The lines of one paragraph."""
    parts = [part for part in _parts(pieces, shape) if fold("".join(piece.text for piece in part))]
    if not parts:
        return [Draft(_line([], shape))] if shape.label else []
    first = _draft(parts[0], shape)
    rest = replace(shape, label="")
    return [first, *(_draft(part, rest) for part in parts[1:])]


def _parts(pieces: Sequence[Piece], shape: Shape) -> list[list[Piece]]:
    """The stretches that are lines of their own.

    A line break within a paragraph divides it only where something new begins: a label, or text of
    another weight than the heading before it. A paragraph that starts with a section's bold heading
    is divided after it.
    """
    if shape.heading:
        return [list(pieces)]
    parts: list[list[Piece]] = []
    for row in _rows(pieces):
        for part in _divided_after_heading(row):
            if parts and not _begins_anew(parts[-1], part):
                parts[-1].extend([Piece(" ", part[0].look), *part])
            else:
                parts.append(part)
    return parts


def _rows(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces between line breaks."""
    row: list[Piece] = []
    for piece in pieces:
        *ended, last = piece.text.split("\n")
        for text in ended:
            yield [*row, replace(piece, text=text)]
            row = []
        row.append(replace(piece, text=last))
    yield row


def _divided_after_heading(row: list[Piece]) -> Iterator[list[Piece]]:
    """A row that starts with a bold section heading and goes on in plain type, as two."""
    bold = next(
        (index for index, piece in enumerate(row) if piece.text.strip() and not piece.look.bold),
        len(row),
    )
    lead = fold("".join(piece.text for piece in row[:bold]))
    taken = section_label(lead)
    follows = fold("".join(piece.text for piece in row[bold:]))
    if taken is not None and taken.title and follows and not follows[0].islower():
        yield row[:bold]
        yield row[bold:]
    else:
        yield row


def _begins_anew(before: list[Piece], part: list[Piece]) -> bool:
    text, above = (fold("".join(piece.text for piece in each)) for each in (part, before))
    if not text or not above:
        return False
    return (
        typed_label(text) is not None
        or section_label(text) is not None
        or bool(group_heading(text).label)
        or section_label(above) is not None
        or (_is_bold(before) and not _is_bold(part))
    )


def _is_bold(pieces: Iterable[Piece]) -> bool:
    shown = [piece for piece in pieces if piece.text.strip()]
    return bool(shown) and all(
        piece.look.bold or (piece.look.underlined and not piece.target) for piece in shown
    )


def _draft(pieces: list[Piece], shape: Shape) -> Draft:
    sizes = {piece.look.size or 0 for piece in pieces if piece.text.strip()}
    return Draft(_line(pieces, shape), _is_bold(pieces), min(sizes, default=0))


def _line(pieces: list[Piece], shape: Shape) -> Line:
    links: list[tuple[int, int, str]] = []
    text = ""
    for piece in pieces:
        if piece.target:
            links.append((len(text), len(text) + len(piece.text), piece.target))
        text += piece.text
    folded, moved = fold_links(text, links) if links else (fold(text), links)
    return Line(
        folded,
        shape.label,
        heading=shape.heading,
        level=shape.level,
        centred=shape.centred,
        continues=shape.continues,
        links=tuple(moved),
        provenance=Provenance(block=shape.block),
    )


def judged(found: Sequence[Draft]) -> tuple[Line, ...]:
    """The lines, emphasised where they are bold or larger than the body text."""
    sizes: Counter[int] = Counter()
    for draft in found:
        sizes[draft.size] += len(draft.line.text)
    body = max(sizes, key=lambda size: (sizes[size], -size), default=0)
    return tuple(
        replace(draft.line, emphasised=True)
        if draft.line.text and (draft.bold or (body and draft.size >= body + _LARGER))
        else draft.line
        for draft in found
    )


@dataclass(slots=True)
class Depth:
    """How deep paragraphs stand, by list level within one list and by indent between lists.

    Attributes:
        open: The paragraphs around the current one, outermost first: list, level and indent.
    """

    open: list[tuple[str, int, int]]

    def of(self, group: str, level: int, indent: int, *, labelled: bool) -> int:
        """The depth of the next paragraph; 0 for body text.

        Args:
            group: The list it belongs to; empty for none.
            level: Its level in that list.
            indent: Its left indent in twentieths of a point.
            labelled: Whether it starts with a label, typed or automatic.
        """
        new = (group, level, indent)
        while self.open and _deeper(self.open[-1], new):
            self.open.pop()
        if not labelled:
            if indent <= _NEAR:
                self.open.clear()
            return len(self.open)
        if self.open and not _deeper(new, self.open[-1]):
            self.open[-1] = new
        else:
            self.open.append(new)
        return len(self.open)


def _deeper(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    """Whether one paragraph stands deeper than another."""
    if one[0] and one[0] == other[0]:
        return one[1] > other[1]
    return one[2] > other[2] + _NEAR


def cell_text(lines: Iterable[Line]) -> str:
    """The text of a table cell, line by line; rows of an inner table are lines too."""
    rows: list[str] = []
    for line in lines:
        if line.table is None:
            rows.append(f"{line.label} {line.text}".strip())
            continue
        rows.extend(
            " ".join(cell.text for cell in row.children if cell.text)
            for row in line.table.children
            if row.kind is Kind.ROW
        )
    return "\n".join(filter(None, rows))
