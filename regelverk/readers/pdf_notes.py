"""Footnotes at the foot of a page's columns: small rows below the text, each with its mark."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from regelverk.readers.pdf_rows import Row, body_size
from regelverk.readers.pdf_tables import Table

_SMALLER = 0.95
_MARK = re.compile(r"\d{1,3}\)?|\*{1,3}")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its page, its mark and the rows of its text."""

    page: int
    mark: str
    rows: tuple[Row, ...]


def without_footnotes(
    flow: Sequence[Row | Table],
) -> tuple[list[Row | Table], list[Footnote]]:
    """Rows and tables without the footnotes among them, and these."""
    body = body_size(each for each in flow if isinstance(each, Row))
    columns: dict[tuple[int, int], list[Row | Table]] = defaultdict(list)
    for each in flow:
        columns[each.page, each.column].append(each)
    notes: list[Footnote] = []
    taken: set[int] = set()
    for column in columns.values():
        found = _at_foot(column, body)
        taken.update(map(id, found))
        notes += _notes(found)
    notes.sort(key=lambda note: note.page)
    return [each for each in flow if id(each) not in taken], notes


def _at_foot(column: Sequence[Row | Table], body: float) -> list[Row]:
    """The small rows at the end of a column, from the first that starts with a mark."""
    small: list[Row] = []
    for each in reversed(column):
        if isinstance(each, Table) or each.size > _SMALLER * body:
            break
        small.append(each)
    small.reverse()
    if len(small) == len(column):
        return []
    first = next((index for index, row in enumerate(small) if _mark(row)), len(small))
    return small[first:]


def _mark(row: Row) -> str:
    """The mark that a row starts with; empty for none."""
    first = row.words[0]
    return first.text if len(row.words) > 1 and _MARK.fullmatch(first.text) else ""


def _notes(rows: Sequence[Row]) -> list[Footnote]:
    notes: list[Footnote] = []
    for row in rows:
        mark = _mark(row)
        if mark:
            rest = replace(row, words=row.words[1:])
            notes.append(Footnote(row.page, mark.rstrip(")"), (rest,)))
        else:
            notes[-1] = replace(notes[-1], rows=(*notes[-1].rows, row))
    return notes
