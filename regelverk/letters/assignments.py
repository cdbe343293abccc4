"""Assignments (oppdrag): in tables, under headings of their own, and in running text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from regelverk.letters.dates import deadline, due
from regelverk.letters.reading import Reading, Unit
from regelverk.letters.tables import Table, tables
from regelverk.letters.terms import found, term
from regelverk.letters.types import Assignment
from regelverk.model.document import Node

_NUMBER = re.compile(rf"\W{{0,3}}(?P<number>{term('oppdragsnummer')})\W{{0,4}}")
_CELL_NUMBER = re.compile(r"[A-ZÆØÅ]{0,4}[ -]?\d[\w.\-/ ]{0,10}")
_TITLE = re.compile(r"(?P<title>[A-ZÆØÅ«][^.:;]{3,90}?)\s*[.:]\s+(?=[A-ZÆØÅ])")
_SEQUEL_WORDS = 400
_LONGEST_TITLE = 110
_LAST = re.compile(r"\s*\bFrist(?:en)?(?: er)?\s*:?\s+[^.]{0,6}\d[^:]{0,30}\.?\s*$")
_DEADLINE = re.compile(r"\s*frist\b", re.IGNORECASE)


def assignments(reading: Reading, year: int | None) -> Iterator[Assignment]:
    """The assignments of a letter in the order of the text.

    Args:
        reading: The letter.
        year: Its budget year, for deadlines without one.
    """
    in_tables = [each for table in tables(reading) for each in _in_table(table, year)]
    seen = {each.number for each in in_tables if each.number}
    in_text = [each for each in _in_text(reading, year) if each.number not in seen]
    starts = {node.address: node.start for node in reading.document.walk()}
    yield from sorted([*in_tables, *in_text], key=lambda each: starts.get(each.address, 0))


def _in_table(table: Table, year: int | None) -> Iterator[Assignment]:
    """One for each row of a table of assignments; a row without a number goes on from the last."""
    numbered = table.has("nummer")
    if table.has("dato") or table.has("beløp") or (table.has("rolle") and not numbered):
        return
    if not (table.has("frist") or (numbered and table.has("oppdrag"))):
        return
    open_row: Assignment | None = None
    for node, cells in table.rows:
        made = _from_row(table, node, cells, year)
        if open_row and _goes_on(table, cells, open_row):
            open_row = _joined(open_row, made)
            continue
        if open_row:
            yield open_row
        open_row = made if made.text or made.title else None
    if open_row:
        yield open_row


def _goes_on(table: Table, cells: tuple[str, ...], before: Assignment) -> bool:
    """Whether a row is the rest of the row above it: a page break has left its number behind."""
    numbered = table.has("nummer") and bool(before.number)
    return numbered and not table.cell(cells, "nummer") and not _NUMBER.match(" ".join(cells))


def _joined(first: Assignment, rest: Assignment) -> Assignment:
    return replace(
        first,
        text=f"{first.text} {rest.text}".strip(),
        deadline=first.deadline or rest.deadline,
        due=first.due or rest.due,
    )


def _from_row(table: Table, node: Node, cells: tuple[str, ...], year: int | None) -> Assignment:
    number = table.cell(cells, "nummer")
    title = table.cell(cells, "tittel")
    text = table.cell(cells, "oppdrag") or table.cell(cells, "rolle") or _longest(table, cells)
    if not number and (match := _NUMBER.match(title or text)):
        number = match["number"]
        if title:
            title = title[match.end() :]
        else:
            text = text[match.end() :]
    if text == title:
        text = ""
    written = table.cell(cells, "frist")
    return _made(number, title, text, table.cell(cells, "bakgrunn"), written, node, year)


def _longest(table: Table, cells: tuple[str, ...]) -> str:
    """The longest cell of a column that is not known to hold something else."""
    free = [
        words
        for name, words in zip(table.columns, cells, strict=False)
        if name in {"", "rapportering", "formål", "mål"}
    ]
    return max(free, key=len, default="")


def _made(
    number: str, title: str, text: str, background: str, written: str, node: Node,
    year: int | None,
) -> Assignment:  # fmt: skip
    """An assignment; the background and the deadline are taken out of the text where they stand."""
    if not background and (match := found("bakgrunn", text)) and match.start() > 0:
        text, background = text[: match.start()].strip(), text[match.end() :].strip()
    if not title and (match := _TITLE.match(text)) and len(text) > match.end() + 20:
        title, text = match["title"], text[match.end() :]
    when = written or deadline(text) or deadline(background)
    text, background = (_LAST.sub("", each).strip() for each in (text, background))
    return Assignment(
        number=" ".join(number.split()),
        title=title.strip(" .:–-"),
        text=text,
        background=background,
        deadline=when,
        due=due(when, year) if when else "",
        address=node.address,
    )


def _in_text(reading: Reading, year: int | None) -> Iterator[Assignment]:
    """Assignments that begin with their number, in a heading, a paragraph or an item."""
    units = reading.units
    at = 0
    while at < len(units):
        match = _NUMBER.match(units[at].text) if units[at].kind != "rad" else None
        if match is None or not _opens(units, at):
            at += 1
            continue
        end = _end(units, at)
        yield _from_units(units[at:end], match, year)
        at = end


def _opens(units: tuple[Unit, ...], at: int) -> bool:
    """Whether a unit is the first of its paragraph."""
    return at == 0 or units[at - 1].paragraph != units[at].paragraph


def _end(units: tuple[Unit, ...], at: int) -> int:
    """The first unit that no longer belongs to the assignment that begins here."""
    heading = units[at].kind == "overskrift" or _is_title(units, at)
    end, length = at + 1, 0
    while end < len(units):
        each = units[end]
        if each.kind in {"overskrift", "rad"} or (_NUMBER.match(each.text) and _opens(units, end)):
            break
        if heading and _DEADLINE.match(units[end - 1].text) and end - 1 > at:
            break
        same = each.paragraph == units[at].paragraph
        if not same and not heading and each.section == units[at].section:
            labelled = found("bakgrunn", each.text) or re.match(
                r"\s*frist\b", each.text, re.IGNORECASE
            )
            if not labelled and each.kind != "punkt":
                break
        length += len(each.text)
        if length > _SEQUEL_WORDS * 8:
            break
        end += 1
    return end


def _is_title(units: tuple[Unit, ...], at: int) -> bool:
    """Whether a paragraph is only an assignment's title: short, and no sentence."""
    text = units[at].text.strip()
    alone = at + 1 == len(units) or units[at + 1].paragraph != units[at].paragraph
    return alone and len(text) < _LONGEST_TITLE and text[-1] not in ".:;!?"


def _from_units(units: tuple[Unit, ...], match: re.Match[str], year: int | None) -> Assignment:
    first = units[0].text[match.end() :].strip()
    rest = " ".join(" ".join(each.text for each in units[1:]).split())
    title = ""
    if units[0].kind == "overskrift" or _is_title(units, 0):
        title, text = first, rest
    else:
        text = f"{first} {rest}".strip()
    return _made(match["number"], title, text, "", "", units[0].node, year)
