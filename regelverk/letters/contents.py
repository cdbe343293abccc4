"""What else a letter holds: goals, common requirements, the reporting calendar, appropriations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from regelverk.letters.amounts import thousands
from regelverk.letters.dates import deadline, due
from regelverk.letters.reading import Reading, Unit
from regelverk.letters.tables import Table, tables
from regelverk.letters.terms import compiled, expanded, found
from regelverk.letters.types import Appropriation, CalendarEntry, CommonRequirement, Goal

_LONGEST_GOAL, _LONGEST_TITLE = 300, 90
_GOAL_NUMBER = re.compile(r"(?P<number>\d+(?:\.\d+)*|[A-D])[.):]?\s+(?P<text>.+)")
_CHAPTER = re.compile(r"(?:kap(?:ittel|\.)? ?)?(?P<chapter>\d{3,4})\b\.?", re.IGNORECASE)
_BOTH = re.compile(
    r"(?:kap(?:ittel|\.)? ?)?(?P<chapter>\d{3,4})(?:\.|[,/ ]+(?:post ?)?)(?P<post>\d{2})\b",
    re.IGNORECASE,
)
_POST = re.compile(r"(?:post ?)?(?P<post>\d{2})\b", re.IGNORECASE)
_RUNNING = re.compile(
    r"\bkap(?:ittel|\.)? ?(?P<chapter>\d{3,4})[^.;]{0,60}?\bpost (?P<post>\d{2})(?P<purpose>[^.;]"
    r"{0,80}?)[ :–-]+(?P<number>\d{1,3}(?: \d{3})+|\d+(?:,\d+)?) ?(?P<unit>mill\.?|million\w*|kr)",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"(?P<chapter>\d{3,4})(?:\.| +(?:post )?)(?P<post>\d{2}) +(?P<purpose>[A-ZÆØÅ][^\d]{2,80}?) +"
    r"(?P<amount>\d{1,3}(?: \d{3})+|\d+)\s*$"
)
_KRONER = expanded(r"(?<!1 000 )(?<!1000 )\b<hele kroner>\b")
_THOUSAND = expanded("<tusen kroner>")
_STARTS_DATED = expanded(r"\W{0,3}(?P<date>(?:<dato>)|(?:<tidsrom>))\s*[:–-]?\s+(?P<text>\S.+)")
_NEXT_DATE = expanded(r" (?=\d{1,2}\. <måned>\w* 20\d\d )")


def goals(reading: Reading) -> Iterator[Goal]:
    """The goals, with steering parameters and key figures, from tables and from text."""
    for table in tables(reading):
        if table.has("mål") and not table.has("frist"):
            yield from _goals_in(table)
    open_goal: Goal | None = None
    for unit in reading.units:
        if unit.kind == "rad":
            continue
        if found_goal := _goal(unit):
            if open_goal:
                yield open_goal
            open_goal = found_goal
        elif open_goal:
            open_goal = _measured(open_goal, unit)
    if open_goal:
        yield open_goal


def _goal(unit: Unit) -> Goal | None:
    """The goal that a line states, or that a heading is in a chapter of goals."""
    text = unit.text.strip()
    if found("styringsparameter", text) or len(text) > _LONGEST_GOAL:
        return None
    if match := next((m for pattern in compiled("mål") if (m := pattern.match(text))), None):
        number = match.groupdict().get("number") or ""
        return Goal(number, _plain(match["text"]), (), (), unit.node.address)
    above = unit.section.headings[:-1]
    if unit.kind == "overskrift" and above and expanded("<målkapittel>").match(above[-1]):
        return Goal(unit.section.number, _plain(unit.section.title), (), (), unit.node.address)
    return None


def _measured(goal: Goal, unit: Unit) -> Goal:
    """The goal with what this unit measures it by, if anything."""
    text = unit.text.strip()
    if match := next((m for p in compiled("styringsparameter") if (m := p.match(text))), None):
        return replace(goal, parameters=(*goal.parameters, _plain(match["text"])))
    if match := next((m for p in compiled("nøkkeltall") if (m := p.match(text))), None):
        return replace(goal, key_figures=(*goal.key_figures, _plain(match["text"])))
    return goal


def _plain(words: str) -> str:
    return " ".join(words.split()).strip(" .")


def _goals_in(table: Table) -> Iterator[Goal]:
    """One for each goal of a table; rows that leave the goal empty add to the one above."""
    open_goal: Goal | None = None
    for node, cells in table.rows:
        text, number = table.cell(cells, "mål"), table.cell(cells, "nummer")
        parameter = table.cell(cells, "styringsparameter")
        if ambition := table.cell(cells, "ambisjon"):
            parameter = f"{parameter} ({ambition})" if parameter else ambition
        figure = table.cell(cells, "nøkkeltall")
        if open_goal and (not text or _GOAL_NUMBER.sub(r"\g<text>", text) == open_goal.text):
            open_goal = replace(
                open_goal,
                parameters=(*open_goal.parameters, *filter(None, [parameter])),
                key_figures=(*open_goal.key_figures, *filter(None, [figure])),
            )
            continue
        if open_goal:
            yield open_goal
        if not number and (match := _GOAL_NUMBER.fullmatch(text)):
            number, text = match["number"], match["text"]
        open_goal = Goal(number, text, tuple(filter(None, [parameter])),
                         tuple(filter(None, [figure])), node.address)  # fmt: skip
    if open_goal and open_goal.text:
        yield open_goal


def requirements(reading: Reading) -> Iterator[CommonRequirement]:
    """The common requirements: what stands under a heading that says so, one for each heading.

    Where the requirements have no headings of their own, each paragraph is one.
    """
    units = reading.units
    at = 0
    while at < len(units):
        if units[at].kind == "overskrift" and found("fellesføring", units[at].text):
            end = _section_end(units, at)
            yield from _requirements_of(units[at:end])
            at = end
        else:
            at += 1


def _section_end(units: Sequence[Unit], at: int) -> int:
    depth = units[at].section.depth
    end = at + 1
    while end < len(units) and not (
        units[end].kind == "overskrift" and units[end].section.depth <= depth
    ):
        end += 1
    return end


def _requirements_of(units: Sequence[Unit]) -> Iterator[CommonRequirement]:
    headed = any(each.kind == "overskrift" for each in units[1:])
    groups: list[tuple[str, Unit, list[str]]] = []
    own_title = "" if headed else _own_title(units[0].text)
    last: Unit | None = None
    for each in units[1:]:
        if each.kind == "overskrift":
            groups.append((_unnumbered(each.text), each, []))
        elif each.kind == "rad" and len(each.node.children) > 1:
            title, told = _of_row(each)
            groups.append((title, each, [told]))
        elif headed and groups:
            groups[-1][2].append(each.text)
        elif not headed:
            opens = last is None or each.paragraph != last.paragraph
            if own_title:
                if not groups:
                    groups.append((own_title, each, []))
            elif opens and _is_title(each.text):
                groups.append((each.text.strip(), each, []))
                last = each
                continue
            elif opens and not (groups and groups[-1][0] and not groups[-1][2]):
                groups.append(("", each, []))
            groups[-1][2].append(each.text)
        last = each
    for title, first, words in groups:
        text = " ".join(" ".join(words).split())
        if len(text) > 40:
            yield CommonRequirement(title, text, first.node.address)


def _of_row(unit: Unit) -> tuple[str, str]:
    """The title of a requirement in a table, in the first cell, and its text."""
    first, text = unit.node.children[0], unit.text
    size = first.end - first.start
    return " ".join(text[:size].split()), text[size:]


def _is_title(text: str) -> bool:
    """Whether a paragraph is only a title: short, and no sentence."""
    words = text.strip()
    return len(words) < _LONGEST_TITLE and words[:1].isupper() and words[-1:] not in tuple(".:;,!?")


def _own_title(heading: str) -> str:
    """What a heading says besides that it is a common requirement: `Fellesføring: klarspråk`."""
    match = re.search(r"fellesføring\w*\s*(?:\d+)?\s*[:–-]\s*(.+)", heading, re.IGNORECASE)
    return match[1].strip() if match else ""


def _unnumbered(heading: str) -> str:
    return re.sub(r"^\s*\d+(?:\.\d+)*\.?\s+", "", " ".join(heading.split()))


def calendar(reading: Reading, year: int | None) -> Iterator[CalendarEntry]:
    """The reporting calendar: rows with a date, and dated lines in sections on reporting."""
    for table in tables(reading):
        if (
            (table.has("dato") or table.has("frist"))
            and table.has("rapportering")
            and not (table.has("nummer") or table.has("oppdrag"))
        ):
            for node, cells in table.rows:
                date = table.cell(cells, "dato") or table.cell(cells, "frist")
                text = table.cell(cells, "rapportering")
                if date and text:
                    yield CalendarEntry(date, due(date, year), text, node.address)
    for unit in reading.units:
        if unit.kind in {"overskrift", "rad"} or not any(
            found("rapportering", heading) for heading in unit.section.headings
        ):
            continue
        for text in _NEXT_DATE.split(" ".join(unit.text.split())):
            if match := _STARTS_DATED.fullmatch(text):
                yield CalendarEntry(match["date"], due(match["date"], year),
                                    _plain(match["text"]), unit.node.address)  # fmt: skip
            elif unit.kind == "punkt" and (date := deadline(text)):
                yield CalendarEntry(date, due(date, year), _plain(text), unit.node.address)


def appropriations(reading: Reading) -> Iterator[Appropriation]:
    """The appropriations, in 1,000 NOK, from tables, lines of figures and sentences."""
    for table in tables(reading):
        if table.has("kapittel", "beløp") or table.has("post", "beløp"):
            yield from _rows_of_money(reading, table)
    for unit in reading.units:
        if unit.kind == "rad":
            continue
        if match := _LINE.fullmatch(" ".join(unit.text.split())):
            yield Appropriation(match["chapter"], match["post"], _plain(match["purpose"]),
                                thousands(match["amount"]) or 0, unit.node.address)  # fmt: skip
        for match in _RUNNING.finditer(unit.text):
            plain = float(match["number"].replace(" ", "").replace(",", "."))
            amount = plain * 1000 if match["unit"].lower().startswith("mil") else plain / 1000
            yield Appropriation(match["chapter"], match["post"], _plain(match["purpose"]),
                                round(amount), unit.node.address)  # fmt: skip


def _rows_of_money(reading: Reading, table: Table) -> Iterator[Appropriation]:
    scale = _scale(reading, table)
    chapter = ""
    for node, cells in table.rows:
        place = " ".join((table.cell(cells, "kapittel"), table.cell(cells, "post"))).strip()
        written = table.cell(cells, "beløp")
        amount = thousands(written)
        if both := _BOTH.match(place):
            chapter, post = both["chapter"], both["post"]
        elif only := _CHAPTER.match(place):
            chapter, post = only["chapter"], ""
        elif chapter and (only := _POST.match(place)):
            post = only["post"]
        else:
            continue
        purpose = table.cell(cells, "formål") or _words(cells)
        if amount is not None and post:
            yield Appropriation(chapter, post, purpose, amount // scale, node.address)


def _words(cells: Sequence[str]) -> str:
    """The longest cell that is neither an amount nor a chapter and post."""
    free = (each for each in cells if thousands(each) is None and not _BOTH.match(each))
    return max(free, key=len, default="")


def _scale(reading: Reading, table: Table) -> int:
    """What amounts are divided by: 1 where they are in thousands already, else 1,000."""
    start = reading.view(table.node).start
    around = f"{reading.text[max(0, start - 250) : start]} {' '.join(table.heads)}"
    return 1000 if _KRONER.search(around) and not _THOUSAND.search(around) else 1
