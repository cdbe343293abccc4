"""What belongs to the page and not to the text: running heads and feet, and page numbers."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regelverk.model.document import Furniture
from regelverk.readers.labels import group_heading, section_label
from regelverk.readers.pdf_rows import Row, body_size

_EDGE = 0.14
_MOST_ROWS = 5
_SAME_HEIGHT = 4.0
_APART = 1.6
_SMALLER = 0.93
_MOST_OF = 0.6
_PAGE_NUMBER = re.compile(
    r"(?:(?:side|page|s\.)\s*)?[-–—]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—]?"
    r"(?:\s*(?:av|of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_STATED_NUMBER = re.compile(r"side\s*\d+(?:\s*(?:av|/)\s*\d+)?|\d+\s*(?:av|/)\s*\d+", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}")


class Sheet(NamedTuple):
    """A page's rows from the top, with its number and its height in points."""

    number: int
    height: float
    rows: list[Row]


class _Edge(NamedTuple):
    """A row at the edge of a page: at the top or the foot."""

    row: Row
    page: int
    top: bool

    def signs(self) -> Iterator[tuple[bool, str, int]]:
        """What a row of another page must share: the text, or all but a number that counts."""
        text = self.row.text.lower()
        yield self.top, text, 0
        if section_label(text) is None and not group_heading(text).label:
            for match in _NUMBER.finditer(text):
                around = f"{text[: match.start()]}#{text[match.end() :]}"
                yield self.top, around, int(match.group()) - self.page


def without_furniture(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Furniture]]:
    """The pages without their heads, feet and numbers, and these as furniture.

    A row is one of these where it stands apart at the edge of several pages, at the same height and
    with the same text, but for a number that counts the pages; and where most pages have such a row
    there. Or where it says that it is one (`Side 2 av 5`).
    """
    body = body_size(row for sheet in sheets for row in sheet.rows)
    edges = [edge for sheet in sheets for edge in _edges(sheet, body)]
    repeated = _repeated(edges)
    reserved = _reserved(sheets, edges, repeated)
    outer: set[int] = set()
    furniture: list[Furniture] = []
    for edge in edges:
        text = edge.row.text
        if (edge.top, _height(edge.row)) in reserved or _STATED_NUMBER.fullmatch(text):
            outer.add(id(edge.row))
            is_number = _PAGE_NUMBER.fullmatch(text) is not None
            kind = "sidetall" if is_number else "topptekst" if edge.top else "bunntekst"
            furniture.append(Furniture(kind, text, edge.page))
    kept = [
        sheet._replace(rows=[row for row in sheet.rows if id(row) not in outer]) for sheet in sheets
    ]
    return kept, furniture


def _height(row: Row) -> int:
    return round(row.base / _SAME_HEIGHT)


def _repeated(edges: Sequence[_Edge]) -> set[int]:
    """The rows that come back at the same height on another page."""
    heights: dict[tuple[bool, str, int], list[tuple[int, float]]] = defaultdict(list)
    for edge in edges:
        for key in edge.signs():
            heights[key].append((edge.page, edge.row.base))
    return {
        id(edge.row)
        for edge in edges
        if any(
            page != edge.page and abs(base - edge.row.base) < _SAME_HEIGHT
            for key in edge.signs()
            for page, base in heights[key]
        )
    }


def _reserved(
    sheets: Sequence[Sheet], edges: Sequence[_Edge], repeated: set[int]
) -> set[tuple[bool, int]]:
    """The heights where most pages that have a row there repeat one from another page."""
    used: dict[tuple[bool, int], int] = defaultdict(int)
    again: dict[tuple[bool, int], int] = defaultdict(int)
    for sheet in sheets:
        for row in sheet.rows:
            for top in (True, False):
                for height in {_height(row) + shift for shift in (-1, 0, 1)}:
                    used[top, height] += 1
                    again[top, height] += id(row) in repeated
    return {
        (edge.top, height)
        for edge in edges
        if id(edge.row) in repeated
        for height in [_height(edge.row)]
        if again[edge.top, height] > _MOST_OF * used[edge.top, height]
    }


def _edges(sheet: Sheet, body: float) -> Iterator[_Edge]:
    """The rows at both edges of a page that stand apart from the text, or are smaller."""
    for top in (True, False):
        rows = sheet.rows if top else sheet.rows[::-1]
        group: list[Row] = []
        for row, inner in zip(rows[:_MOST_ROWS], [*rows[1:], None], strict=False):
            depth = row.base if top else sheet.height - row.base
            if depth > _EDGE * sheet.height:
                break
            group.append(row)
            alone = inner is None and len(group) == 1
            apart = alone or (
                inner is not None
                and abs(inner.base - row.base) > _APART * max(row.size, inner.size)
            )
            if apart or (inner is not None and row.size < _SMALLER * min(body, inner.size)):
                yield from (_Edge(each, sheet.number, top) for each in group)
                group = []
