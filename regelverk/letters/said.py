"""What a letter says of an initiative, a sentence at a time, and what a row says in its cells."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regelverk.letters.reading import Unit
from regelverk.letters.roles import role_pattern
from regelverk.letters.tables import Table
from regelverk.letters.terms import expanded

_ANOTHER = expanded(rf"[,;]? (?:<og>) (?=(?:[\w-]+ ){{0,3}}?(?:<plikt>|{role_pattern()})(?!\w))|;")
"""Where a sentence goes on to another task."""


class Said(NamedTuple):
    """A sentence, a heading or a row on an initiative.

    Attributes:
        unit: Its unit.
        text: Its text with what leads into it.
        name_at: Where the initiative is named, or -1.
        name_end: Where its name ends, or -1.
        about: The part of the text that is about it, where the sentence names several.
    """

    unit: Unit
    text: str
    name_at: int
    name_end: int
    about: str

    @property
    def called(self) -> str:
        """The name it gives the initiative, or an empty string."""
        return self.text[self.name_at : self.name_end] if self.name_at >= 0 else ""


def running(said: Sequence[Said]) -> list[Said]:
    """What is said below the headings."""
    return [each for each in said if each.unit.kind != "overskrift"]


def about_name(text: str, at: int, end: int, rivals: Sequence[int]) -> str:
    """The part of a sentence around a name, to where it goes on to others."""
    before = max((each for each in rivals if each < at), default=-1)
    after = min((each for each in rivals if each > end), default=-1)
    starts = [match.end() for match in _ANOTHER.finditer(text, before, at)] if before >= 0 else []
    ends = [match.start() for match in _ANOTHER.finditer(text, end, after)] if after >= 0 else []
    return text[max(starts, default=0) : min(ends, default=len(text))]


class Cells:
    """The cells of the rows of a letter's tables, by what their columns hold."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._rows = {row.address: (table, cells) for table in tables for row, cells in table.rows}

    def table(self, unit: Unit) -> Table | None:
        """The table a unit is a row of, or None."""
        return self._rows[unit.node.address][0] if unit.node.address in self._rows else None

    def of(self, unit: Unit, *columns: str) -> Iterator[str]:
        """The words of a row in kinds of columns, those that say something; see `Table.cell`."""
        table, cells = self._rows.get(unit.node.address, (None, ()))
        if table:
            yield from filter(None, (table.cell(cells, name) for name in columns))

    def first(self, unit: Unit, *columns: str) -> str:
        """The first such words, or an empty string."""
        return next(self.of(unit, *columns), "")
