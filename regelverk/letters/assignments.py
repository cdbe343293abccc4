"""Assignments (oppdrag): in tables, under headings of their own, and in running text."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from regelverk.letters.dates import dated, deadline, due
from regelverk.letters.duty import obliges
from regelverk.letters.reading import Reading, Unit
from regelverk.letters.tables import Table, tables
from regelverk.letters.terms import expanded, found, term
from regelverk.letters.types import Assignment
from regelverk.model.document import Node

_NUMBER = re.compile(rf"\W{{0,3}}(?P<number>{term('oppdragsnummer')})\W{{0,4}}")
_SET_OFF = re.compile(rf"\W{{0,3}}{term('oppdragsnummer')} ?[:–]")
_ENDS_DATED = expanded(
    r"(?P<date><dato>|<tidsrom>)\W*$|(?<=[.!?] )(?P<column><dato>|<tidsrom>)(?: [\w-]+,?){1,5}\W*$"
)
"""The last column of a table run together is the date, or who to ask after it."""
_STARTS_DATED = expanded(r"\W*(?P<date><dato>)(?=\W|$)")
_CHANGED = expanded(r"<endret frist>")
_NUMBERED_LAST = expanded(
    r"\((?:(?:oppdrag |nr\.? ?)(?P<given>[\w.-]*\d[\w.-]*)|"
    r"(?P<number>(?!20\d\d-20)(?=[\w.]*(?-i:[-A-ZÆØÅ]))[\w.-]*\d[\w.-]*))\)(?=[.,]|$)"
)
"""An assignment's number after it in parentheses; the years of a programme are none."""
_ASKED = expanded(r"\b<ber om noe>")
_DELIVERED = expanded(r"<noe skal leveres>")
_TITLE = re.compile(r"(?P<title>[A-ZÆØÅ«][^.:;]{3,90}?)\s*[.:]\s+(?=[A-ZÆØÅ])")
ELSEWHERE = ("rapportering", "fellesføring", "pengekapittel")
"""Sections that hold no assignments, by the terms for their headings."""
_SEQUEL_WORDS = 400
_LONGEST_TITLE = 110
_LAST = re.compile(r"\s*\bFrist(?:en)?(?: er)?\s*:?\s+[^.]{0,6}\d[^:]{0,30}\.?\s*$")
_LABEL = re.compile(r"\s*frist\s*:\s*", re.IGNORECASE)
_DEADLINE = re.compile(r"\s*frist\b", re.IGNORECASE)


def assignments(reading: Reading, year: int | None, agency: str = "") -> Iterator[Assignment]:
    """The assignments of a letter in the order of the text.

    Args:
        reading: The letter.
        year: Its budget year, for deadlines without one.
        agency: The agency it is sent to, for assignments that have no number.
    """
    in_tables = [each for table in tables(reading) for each in _in_table(table, year)]
    seen = {each.number for each in in_tables if each.number}
    in_text = []
    used: set[int] = set()
    for first, end, each in _in_text(reading, year):
        used.update(range(first, end))
        if each.number not in seen:
            in_text.append(each)
    unnumbered = _unnumbered(reading, year, agency, used)
    starts = {node.address: node.start for node in reading.document.walk()}
    found_all = [*in_tables, *in_text, *unnumbered]
    yield from sorted(found_all, key=lambda each: starts.get(each.address, 0))


def _in_table(table: Table, year: int | None) -> Iterator[Assignment]:
    """One for each row of a table of assignments; a row without a number goes on from the last."""
    numbered = table.has("nummer")
    given = numbered and (table.has("oppdrag") or table.has("tittel", "frist"))
    if table.has("beløp") or ((table.has("rolle") or table.has("dato")) and not given):
        return
    if not (table.has("frist") or given):
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
    written = table.cell(cells, "frist") or table.cell(cells, "dato")
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
    titled = None if title else _TITLE.match(text)
    if titled and len(text) > titled.end() + 20 and not found("plikt", titled["title"]):
        match = titled
        title, text = match["title"], text[match.end() :]
    when = written or _day(text) or deadline(text) or deadline(background) or dated(text)
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


def _day(text: str) -> str:
    """The day that an assignment is due, where its text also asks for a yearly report."""
    return dated(text) if found("fast rapport", deadline(text)) else ""


def _in_text(reading: Reading, year: int | None) -> Iterator[tuple[int, int, Assignment]]:
    """Assignments that begin with their number, each with the units it goes over."""
    units = reading.units
    at = 0
    while at < len(units):
        match = _NUMBER.match(units[at].text) if units[at].kind != "rad" else None
        if match is None or not _opens(units, at):
            at += 1
            continue
        end = _end(units, at)
        yield at, end, _from_units(units[at:end], match, year, _date_before(units, at))
        at = end


def _opens(units: tuple[Unit, ...], at: int) -> bool:
    """Whether a number opens an assignment.

    It is first in its paragraph, set off by a colon, or follows a date, where text recognition has
    run the rows of a table together.
    """
    first = at == 0 or units[at - 1].paragraph != units[at].paragraph
    row = not first and _ENDS_DATED.search(units[at - 1].text) is not None
    return first or row or _SET_OFF.match(units[at].text) is not None


def _end(units: tuple[Unit, ...], at: int) -> int:
    """The first unit that no longer belongs to the assignment that begins here."""
    heading = units[at].kind == "overskrift" or _is_title(units, at)
    end, length = at + 1, 0
    while end < len(units):
        each = units[end]
        if each.kind in {"overskrift", "rad"} or (_NUMBER.match(each.text) and _opens(units, end)):
            break
        label = _LABEL.fullmatch(units[end - 1].text) is not None
        if heading and _DEADLINE.match(units[end - 1].text) and not label and end - 1 > at:
            break
        same = each.paragraph == units[at].paragraph or label
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
    told = found("plikt", text) is not None
    return alone and not told and len(text) < _LONGEST_TITLE and text[-1] not in ".:;!?"


def _date_before(units: tuple[Unit, ...], at: int) -> str | None:
    """The date before a number, in a table run together whose rows begin with the date.

    Returns:
        The date, an empty string where this row has none, and None where rows begin otherwise.
    """
    first = at
    while first and units[first - 1].paragraph == units[at].paragraph:
        first -= 1
    if not _STARTS_DATED.match(units[first].text):
        return None
    last = _ENDS_DATED.search(units[at - 1].text) if at > first else None
    return _date_of(last) if last else ""


def _date_of(last: re.Match[str]) -> str:
    return " ".join((last["date"] or last["column"]).split())


def _from_units(
    units: tuple[Unit, ...], match: re.Match[str], year: int | None, before: str | None
) -> Assignment:
    first = units[0].text[match.end() :].strip()
    rest = " ".join(" ".join(each.text for each in units[1:]).split())
    title = ""
    if units[0].kind == "overskrift" or _is_title(units, 0):
        title, text = first, rest
    else:
        text = f"{first} {rest}".strip()
    number = match["number"]
    last = _ENDS_DATED.search(text)
    if last and found("fast rapport", last.group()) and dated(text):
        last = None
    text = text[: last.start()].strip() if last and not deadline(text) else text
    when = _date_of(last) if last and before is None else before or ""
    if leading := _STARTS_DATED.match(text):
        number = number if before is None else ""
        when, text = " ".join(leading["date"].split()), text[leading.end() :].strip()
    return _made(number, title, text, "", "" if deadline(text) else when, units[0].node, year)


def _unnumbered(
    reading: Reading, year: int | None, agency: str, used: Collection[int]
) -> Iterator[Assignment]:
    """Assignments without a number, paragraph by paragraph: duties of the agency with a deadline.

    In a chapter of assignments they need none.

    An item of a list is one assignment as a whole, unless it has several deadlines. What stands
    among reports, common requirements and money is no assignment.
    """
    units = reading.units
    free = [i for i, unit in enumerate(units) if i not in used and _may_assign(unit)]
    for _, group in groupby(free, key=lambda i: units[i].paragraph):
        held: list[Unit] = []
        when, asked = "", False
        for unit in (units[i] for i in group):
            words = _day(unit.text) or deadline(unit.text) or _dated(unit.text) or dated(unit.text)
            if _CHANGED.search(unit.text):
                words = words or " "
            item = unit.kind == "punkt"
            told = _tells(units, unit, agency, first=not held)
            if told and asked and (when and words if item else when or words):
                yield from _assigned(held, when, year)
                held, when = [], ""
            if told or held or item:
                held.append(unit)
                when, asked = when or words, asked or told
        if asked:
            yield from _assigned(held, when, year)


def _dated(text: str) -> str:
    """The date that a row of a table run together begins with, or is."""
    match = _STARTS_DATED.match(text)
    return " ".join(match["date"].split()) if match else ""


def _may_assign(unit: Unit) -> bool:
    report = found("fast rapport", unit.text) and not dated(unit.text)
    return (
        unit.kind in {"tekst", "punkt"}
        and not report
        and not any(found(name, heading) for heading in unit.section.headings for name in ELSEWHERE)
    )


def _tells(units: Sequence[Unit], unit: Unit, agency: str, *, first: bool) -> bool:
    """Whether a sentence gives the agency something to do, or changes the deadline of it.

    The first words of an item among assignments always do.
    """
    lead = f"{units[unit.lead].text} " if unit.lead >= 0 else ""
    listed = (first and unit.kind == "punkt" and _stands_among_assignments(unit)) or (
        _DELIVERED.match(unit.text) is not None
        and (first or _NUMBERED_LAST.search(unit.text) is not None)
    )
    begins = not _DEADLINE.match(unit.text)
    return begins and (
        listed
        or obliges(lead + unit.text, agency)
        or _ASKED.search(unit.text) is not None
        or _CHANGED.search(unit.text) is not None
    )


def _stands_among_assignments(unit: Unit) -> bool:
    return any(found("oppdragskapittel", heading) for heading in unit.section.headings)


def _needs_no_date(held: Sequence[Unit]) -> bool:
    """Whether whole sentences, or an item, stand in a chapter of assignments."""
    whole = held[0].kind == "punkt" or held[-1].text.rstrip().endswith((".", "!", "?"))
    return whole and _stands_among_assignments(held[0])


def _assigned(held: Sequence[Unit], when: str, year: int | None) -> Iterator[Assignment]:
    if held and (when.strip() or _needs_no_date(held)):
        text = " ".join(" ".join(each.text for each in held).split())
        changed = _CHANGED.search(text)
        last = _NUMBERED_LAST.search(text)
        number = (changed.groupdict().get("number") or "") if changed else ""
        number = number or (last["given"] or last["number"] if last else "")
        made = _made(number, "", text, "", when, held[0].node, year)
        yield replace(made, title="", text=text) if made.title else made
