"""Which lines are headings, and of what: a plan made before the tree is built."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from regelverk.model.document import Kind
from regelverk.readers.cues import (
    could_be_title,
    ends_sentence,
    has_finite_verb,
    is_change_note,
    is_contents,
    is_letter_title,
    is_metadata,
)
from regelverk.readers.group_headings import Surroundings, heading_of
from regelverk.readers.labels import Heading
from regelverk.readers.lines import Line
from regelverk.readers.section_headings import section_heading

_TITLE_OF_ACT = re.compile(
    r"(?:(?:midlertidig|mellombels|endrings?)\s+)?"
    r"(?:lov|forskrift|føresegn|reglement|vedtekt)(?:er|ar)?\b",
    re.IGNORECASE,
)
_NAME_OF_ACT = re.compile(
    r"(?:(?:midlertidig|mellombels) )?(?:lov|forskrift) (?:om|for|til|av|\d)\b", re.IGNORECASE
)
_BREAKS_OFF = (",", "jf.", "§", " og", " eller", " av", " i", " etter", " til", " med", " for")
_HEAD_LINES = 40
_FIRST_LINES = 15
_MOST_MARKED = 0.8
_MOST_TITLED = 0.7


@dataclass(frozen=True, slots=True)
class Found:
    """A heading line.

    Attributes:
        role: `title` of the document, `heading` of what follows, or `subtitle`: the title of the
            heading above it.
        heading: The heading taken apart.
        text: Running text that stands in the same line, after the heading.
        anew: Whether sections are counted anew after it, as in a treaty that is printed below its
            act.
    """

    role: Literal["title", "heading", "subtitle"]
    heading: Heading
    text: str = ""
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The headings of a document.

    Attributes:
        headings: By the index of their line.
        first: The index of the first heading within the document; all lines before it stand above
            the text.
        has_sections: Whether the document is divided into sections (§), as acts and regulations
            are.
        statute: Whether it is an act or regulation: most of it stands in sections, or its title
            says so.
    """

    headings: dict[int, Found]
    first: int
    has_sections: bool
    statute: bool


def plan(lines: Sequence[Line], *, paged: bool) -> Plan:
    """Find the headings among a document's lines."""
    found = _sections(lines, paged=paged)
    statute = _is_statute(lines, found)
    marks = [bool(lines[index].heading or lines[index].emphasised) for index in found]
    marked = sum(marks) > _MOST_MARKED * len(marks)
    first_section = min(found, default=len(lines))
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if index in found or not _may_head(line):
            continue
        if not line.heading and paged and _is_interrupted(lines, index):
            continue
        around = Surroundings(
            statute=statute,
            marked=marked,
            in_section=index > first_section,
            before=lines[index - 1] if index else None,
            after=_next(lines, index),
            heads=_heads(lines, index, found),
        )
        heading = heading_of(line, around)
        if heading is not None:
            found[index] = Found("heading", heading)
    _find_subtitles(lines, found)
    _find_title(lines, found, statute=statute)
    _find_new_counts(found)
    inner = [index for index, each in found.items() if each.role == "heading"]
    first = min(inner, default=min(len(lines), _HEAD_LINES))
    has_sections = any(each.heading.kind is Kind.SECTION for each in found.values())
    return Plan(found, first, has_sections, statute)


def _sections(lines: Sequence[Line], *, paged: bool) -> dict[int, Found]:
    """The headings of sections and articles.

    They are read twice where most have a title in a line of its own: old acts close titles with a
    full stop, and only their neighbours tell that a short sentence is one too.
    """
    places = [
        index
        for index, line in enumerate(lines)
        if _may_head(line) and not (paged and _is_interrupted(lines, index))
    ]
    found = _sections_at(places, lines, titled=False)
    titles = sum(bool(each.heading.title and not each.text) for each in found.values())
    texts = sum(bool(each.text) for each in found.values())
    if titles > _MOST_TITLED * (titles + texts) and texts:
        found = _sections_at(list(found), lines, titled=True)
    return found


def _sections_at(places: list[int], lines: Sequence[Line], *, titled: bool) -> dict[int, Found]:
    found: dict[int, Found] = {}
    for index in places:
        section = section_heading(lines[index], _next(lines, index), titled=titled)
        if section is not None:
            found[index] = Found("heading", section.heading, section.text)
    return found


def _heads(lines: Sequence[Line], index: int, found: dict[int, Found]) -> bool:
    """Whether a heading comes next, apart from notes on what changed this one."""
    below = index + 1
    while below < len(lines) and below not in found and is_change_note(lines[below].text):
        below += 1
    return below in found


def _next(lines: Sequence[Line], index: int) -> Line | None:
    return lines[index + 1] if index + 1 < len(lines) else None


def _may_head(line: Line) -> bool:
    text = line.text or line.label
    return bool(text) and line.table is None and not line.footnote and not is_contents(text)


def _is_interrupted(lines: Sequence[Line], index: int) -> bool:
    """Whether the line before, on a page, breaks off in a sentence that goes on here."""
    line, before = lines[index], lines[index - 1] if index else None
    if before is None or line.heading or line.stands_out:
        return False
    if before.heading or before.emphasised or not _may_head(before):
        return False
    return before.text.endswith(_BREAKS_OFF)


def _is_statute(lines: Sequence[Line], found: dict[int, Found]) -> bool:
    """Whether it is an act or a regulation: it says so, or most of it stands under sections."""
    if any(_names_act(line.text) for line in lines[:_FIRST_LINES]):
        return True
    return bool(found) and min(found) <= max(_HEAD_LINES, len(lines) // 2)


def _names_act(text: str) -> bool:
    return _NAME_OF_ACT.match(text) is not None and could_be_title(text, words=60)


def _find_subtitles(lines: Sequence[Line], found: dict[int, Found]) -> None:
    """Titles that stand in a line of their own below `Kapittel 3` or `§ 3-1`."""
    for index, above in sorted(found.items()):
        line = _next(lines, index)
        if line is None or above.heading.title or above.text or not above.heading.label:
            continue
        here = found.get(index + 1)
        if not _may_head(line) or line.label or (here is not None and here.heading.label):
            continue
        if not could_be_title(line.text, words=20) or ends_sentence(line.text):
            continue
        chapter = above.heading.kind is not Kind.SECTION
        heads = chapter and index + 2 in found and not has_finite_verb(line.text)
        if line.heading or line.stands_out or heads:
            found[index + 1] = Found("subtitle", Heading(Kind.GROUP, "", "", line.text))


def _find_title(lines: Sequence[Line], found: dict[int, Found], *, statute: bool) -> None:
    """The title: a line that names an act or a letter, else the first heading without a number."""
    labelled = (index for index, each in found.items() if each.heading.label)
    first = min(labelled, default=min(len(lines), _HEAD_LINES))
    stated: int | None = None
    for index in range(first):
        line, text = lines[index], lines[index].text
        if not text or line.table or line.label or is_metadata(text):
            continue
        if _is_title(text, statute=statute):
            stated = index
            break
        if stated is None and (line.heading or index in found):
            stated = index
    if stated is None:
        return
    named = _is_title(lines[stated].text, statute=statute)
    if statute or named or not _is_first_of_several(lines, found, stated):
        found[stated] = Found("title", Heading(Kind.GROUP, "", "", lines[stated].shown))


def _is_title(text: str, *, statute: bool) -> bool:
    """Whether a line by its words is the title of an act or a letter."""
    if statute:
        return _TITLE_OF_ACT.match(text) is not None and could_be_title(text, words=60)
    return is_letter_title(text)


def _is_first_of_several(lines: Sequence[Line], found: dict[int, Found], top: int) -> bool:
    """Whether the first heading is one of several at its level, and so not the title."""
    level = lines[top].heading
    if not level or top <= 5:
        return False
    return any(lines[index].heading == level for index in found if index > top)


def _find_new_counts(found: dict[int, Found]) -> None:
    """Mark the unnumbered headings before a section whose number has been used already."""
    used: set[str] = set()
    opening: int | None = None
    for index in sorted(found):
        each = found[index]
        if each.heading.kind is not Kind.SECTION:
            if each.role == "heading" and not each.heading.label and opening is None:
                opening = index
            continue
        if opening is not None and each.heading.step in used:
            found[opening] = replace(found[opening], anew=True)
            used.clear()
        opening = None
        used.add(each.heading.step)
