"""Tables of a letter, with what each column holds; see `rules/letter_columns.toml`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from regelverk.letters.dates import dated, deadline
from regelverk.letters.reading import Reading
from regelverk.model.document import Kind, Node
from regelverk.rules.loader import load

_LONGEST_NUMBER = 12
_TASKS, _DATES = frozenset({"rolle", "oppdrag"}), frozenset({"frist", "dato"})


@dataclass(frozen=True, slots=True)
class LetterColumn:
    """A kind of column, with headings it goes by."""

    name: str
    patterns: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a letter.

    Attributes:
        node: Its node.
        columns: What each column holds, an empty string where the heading does not say.
        heads: The heading row's own words.
        rows: The rows below the headings: each row's node and the words of its cells.
    """

    node: Node
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Node, tuple[str, ...]], ...]

    def cell(self, cells: tuple[str, ...], column: str) -> str:
        """The words of the first cell in a kind of column, or an empty string."""
        for name, words in zip(self.columns, cells, strict=False):
            if name == column and words:
                return words
        return ""

    def has(self, *columns: str) -> bool:
        """Whether the table has every one of these columns."""
        return set(columns) <= set(self.columns)


@cache
def _columns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (each.name, re.compile("|".join(each.patterns), re.IGNORECASE))
        for each in load("letter_columns", LetterColumn)
    )


@cache
def column(head: str) -> str:
    """What a column with this heading holds; empty where that is not known.

    A narrow column may break a heading anywhere.

    Example:
        >>> column("Frist"), column("Kap./post"), column("Samarbeidsparta r"), column("Farge")
        ('frist', 'kapittel', 'partnere', '')
    """
    plain = head.strip(" :.*").strip()
    whole = plain.replace(" ", "")
    for words in (plain, whole):
        for name, known in _columns():
            if known.fullmatch(words):
                return name
    return ""


def _numbered(
    known: tuple[str, ...], rows: Sequence[tuple[Node, tuple[str, ...]]]
) -> tuple[str, ...]:
    """The columns, the first of two with assignments as their numbers where it is short."""
    if known.count("oppdrag") < 2:
        return known
    first = known.index("oppdrag")
    short = all(len(cells[first]) <= _LONGEST_NUMBER for _, cells in rows if first < len(cells))
    return (*known[:first], "nummer", *known[first + 1 :]) if short else known


def _with_deadline(
    known: tuple[str, ...], rows: Sequence[tuple[Node, tuple[str, ...]]]
) -> tuple[str, ...]:
    """The columns; in a table of tasks, what is to be delivered is the deadline where dates are."""
    if not set(known) & _TASKS or set(known) & _DATES:
        return known
    found = list(known)
    for at, name in enumerate(known):
        cells = [row[at] for _, row in rows if at < len(row)]
        dates = sum(bool(dated(each) or deadline(each)) for each in cells)
        if name in {"", "rapportering"} and dates * 2 > len(cells):
            found[at] = "frist"
            break
    return tuple(found)


def tables(reading: Reading) -> Iterator[Table]:
    """The tables of a letter; one that goes on below a page break without headings is joined."""
    before: Table | None = None
    for node in reading.document.walk(Kind.TABLE):
        rows = [
            (row, tuple(reading.words(cell) for cell in row.children or (row,)))
            for row in node.children
            if row.kind is Kind.ROW
        ]
        if not rows:
            continue
        heads = rows[0][1]
        known = _numbered(tuple(map(column, heads)), rows[1:])
        known = _with_deadline(known, rows[1:])
        if sum(map(bool, known)) >= max(1, len(known) // 2):
            before = Table(node, known, heads, tuple(rows[1:]))
        elif before and len(heads) == len(before.heads):
            before = Table(node, before.columns, before.heads, tuple(rows))
        else:
            before = Table(node, known, heads, tuple(rows))
        yield before
