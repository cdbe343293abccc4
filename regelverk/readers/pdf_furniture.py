"""What belongs to the page and not to the text: running heads and feet, and page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from regelverk.model.document import Furniture
from regelverk.readers.pdf_rows import Row

_EDGE = 0.14
_MOST_ROWS = 5
_SAME_HEIGHT = 4.0
_PAGE_NUMBER = re.compile(
    r"(?:(?:side|page|s\.)\s*)?[-–—]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—]?(?:\s*(?:av|of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_STATED_NUMBER = re.compile(r"side\s*\d+(?:\s*(?:av|/)\s*\d+)?|\d+\s*(?:av|/)\s*\d+", re.IGNORECASE)


class Sheet(NamedTuple):
    """A page's rows from the top, with its height in points and its number."""

    number: int
    height: float
    rows: list[Row]


def without_furniture(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Furniture]]:
    """The pages without their heads, feet and numbers, and these as furniture.

    A row is one of these where it stands at the same height at the edge of several pages with the same text, digits
    aside. A number alone on the outermost row is one where it counts the pages, or says that it does (`Side 2 av 5`).
    """
    repeated = _repeated(sheets)
    numbered = _numbered(sheets)
    kept: list[Sheet] = []
    furniture: list[Furniture] = []
    for sheet in sheets:
        outer = set()
        for row, top in _edge_rows(sheet):
            text = row.text
            is_number = _PAGE_NUMBER.fullmatch(text) is not None and (
                (sheet.number, id(row)) in numbered or _STATED_NUMBER.fullmatch(text) is not None
            )
            if is_number or (_key(row, top), round(row.base / _SAME_HEIGHT)) in repeated:
                outer.add(id(row))
                kind = (
                    "sidetall"
                    if _PAGE_NUMBER.fullmatch(text)
                    else "topptekst"
                    if top
                    else "bunntekst"
                )
                furniture.append(Furniture(kind, text, sheet.number))
        kept.append(sheet._replace(rows=[row for row in sheet.rows if id(row) not in outer]))
    return kept, furniture


def _edge_rows(sheet: Sheet) -> list[tuple[Row, bool]]:
    """The outermost rows of a page, each with whether it stands at the top."""
    top = [row for row in sheet.rows[:_MOST_ROWS] if row.base < _EDGE * sheet.height]
    foot = [
        row
        for row in sheet.rows[-_MOST_ROWS:]
        if row.base > (1 - _EDGE) * sheet.height and row not in top
    ]
    return [(row, True) for row in top] + [(row, False) for row in reversed(foot)]


def _key(row: Row, top: bool) -> tuple[str, bool]:
    return re.sub(r"\d+", "#", row.text.lower()), top


def _repeated(sheets: Sequence[Sheet]) -> set[tuple[tuple[str, bool], int]]:
    """The texts and heights that come back at the edge of several pages."""
    pages: dict[tuple[str, bool], dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    sizes: dict[tuple[str, bool], float] = {}
    exact: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for sheet in sheets:
        for row, top in _edge_rows(sheet):
            key = _key(row, top)
            pages[key][sheet.number].append(row.base)
            sizes[key] = row.size
            exact[key].add(row.text)
    body = _body_size(sheets)
    found: set[tuple[tuple[str, bool], int]] = set()
    for key, places in pages.items():
        bases = [base for each in places.values() for base in each]
        counts_only = "#" in key[0] and len(exact[key]) > 1 and sizes[key] > 1.08 * body
        if counts_only:
            continue
        for base in bases:
            near = sum(
                1
                for each in places.values()
                if any(abs(base - other) < _SAME_HEIGHT for other in each)
            )
            if near >= 2 and near >= min(3, len(sheets) // 3):
                found.add((key, round(base / _SAME_HEIGHT)))
    return found


def _body_size(sheets: Sequence[Sheet]) -> float:
    sizes: dict[float, int] = defaultdict(int)
    for sheet in sheets:
        for row in sheet.rows:
            sizes[row.size] += len(row.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _numbered(sheets: Sequence[Sheet]) -> set[tuple[int, int]]:
    """The rows that count the pages: a number at an edge that is one higher on the next page."""
    found: set[tuple[int, int]] = set()
    numbers: dict[int, list[tuple[int, int]]] = {}
    for sheet in sheets:
        for row, _ in _edge_rows(sheet):
            match = re.fullmatch(r"\D{0,8}(\d{1,4})\D{0,3}(?:\d{1,4})?", row.text)
            if match is not None and _PAGE_NUMBER.fullmatch(row.text):
                numbers.setdefault(sheet.number, []).append((int(match[1]) - sheet.number, id(row)))
    for number, rows in numbers.items():
        for shift, row in rows:
            if any(
                shift == other
                for near in (number - 1, number + 1)
                for other, _ in numbers.get(near, ())
            ):
                found.add((number, row))
    return found
