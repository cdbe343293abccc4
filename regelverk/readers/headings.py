"""Which lines are headings, and of what: a plan made before the tree is built.

A heading must be told from a sentence that only starts like one: `§ 5. Klage` from `§ 5 gjelder tilsvarende.`, and
`Kapittel 3. Tilsyn` from `Kapittel 3 gjelder ikke for skip.`
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from regelverk.language.sentences import split
from regelverk.model.document import Kind
from regelverk.readers.cues import (
    could_be_title,
    ends_sentence,
    has_finite_verb,
    is_caption,
    is_change_note,
    is_contents,
    is_letter_title,
    is_metadata,
    numbered_heading,
    starts_small,
    typed_label,
)
from regelverk.readers.labels import Heading, bare, group_heading, section_label
from regelverk.readers.lines import Line

# `§§ 4 og 5.`, `§§ 4–6, 8.`: what follows the first number.
_SEVERAL = re.compile(
    r"(?:\s*(?:[,–-]|og|til|and)\s*(?:§+\s*)?\d+(?:-\d+)?(?:\s?[a-z]\b)?)+\s*\.", re.IGNORECASE
)
_RANGE = re.compile(r"\d-\d")
# `§ 12. A-1. Title`, `§ 27. A Text`: a letter that belongs to the number before the full stop.
_LETTER_APART = re.compile(
    r"(?P<letter>[A-HJ-ZÆØÅ])(?:(?P<number>-\d+(?:\s[a-z]\b)?)\.?|\.|(?=\s+[A-ZÆØÅ]))\s*"
)
_TITLE_OF_ACT = re.compile(
    r"(?:(?:midlertidig|mellombels|endrings?)\s+)?(?:lov|forskrift|føresegn|reglement|vedtekt)(?:er|ar)?\b",
    re.IGNORECASE,
)
_NAME_OF_ACT = re.compile(
    r"(?:(?:midlertidig|mellombels) )?(?:lov|forskrift) (?:om|for|til|av|\d)\b", re.IGNORECASE
)
_ABBREVIATED = re.compile(
    r"\b(?:m\.?\s?v|m\.\s?m|e\.\s?l|o\.\s?l|m\.\s?fl|osv|o\.\s?a)\.$", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"(\([^()]{2,200}\)\.?)(?:\s+(\S.*))?", re.DOTALL)
_CLOSING = (".", ":", "–", "-")
_HEAD_LINES = 40
_FIRST_LINES = 15
_MOST_MARKED = 0.8
_MOST_LETTERS_IN_TITLE = 300


@dataclass(frozen=True, slots=True)
class Found:
    """A heading line.

    Attributes:
        role: `title` of the document, `heading` of what follows, or `subtitle`: the title of the heading above it.
        heading: The heading taken apart.
        text: Running text that stands in the same line, after the heading.
        anew: Whether sections are counted anew after it, as in a treaty that is printed below its act.
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
        first: The index of the first heading within the document; all lines before it stand above the text.
        has_sections: Whether the document is divided into sections (§), as acts and regulations are.
        statute: Whether it is an act or regulation: most of it stands in sections, or its title says so.
    """

    headings: dict[int, Found]
    first: int
    has_sections: bool
    statute: bool


def plan(lines: Sequence[Line], *, paged: bool) -> Plan:
    """Find the headings among a document's lines."""
    found: dict[int, Found] = {}
    for index, line in enumerate(lines):
        if _may_head(line) and not _is_interrupted(lines, index, paged=paged):
            section = _section(line, lines[index + 1] if index + 1 < len(lines) else None)
            if section is not None:
                found[index] = section
    statute = _is_statute(lines, found)
    marks = [bool(lines[index].heading or lines[index].emphasised) for index in found]
    marked = sum(marks) > _MOST_MARKED * len(marks)
    for index in range(len(lines) - 1, -1, -1):
        if index in found or not _may_head(lines[index]):
            continue
        if not lines[index].heading and _is_interrupted(lines, index, paged=paged):
            continue
        heading = _group(lines, index, found, statute=statute, marked=marked)
        if heading is not None:
            found[index] = Found("heading", heading)
    _find_subtitles(lines, found)
    _find_title(lines, found, statute=statute)
    _find_new_counts(found)
    inner = [index for index, each in found.items() if each.role == "heading"]
    first = min(inner, default=min(len(lines), _HEAD_LINES))
    has_sections = any(each.heading.kind is Kind.SECTION for each in found.values())
    return Plan(found, first, has_sections, statute)


def whole(line: Line) -> str:
    """A line's text with the label that the source makes by itself."""
    return f"{line.label} {line.text}".strip()


def _may_head(line: Line) -> bool:
    text = line.text or line.label
    return bool(text) and line.table is None and not line.footnote and not is_contents(text)


def _is_interrupted(lines: Sequence[Line], index: int, *, paged: bool) -> bool:
    """Whether the line before, on a page, breaks off in the middle of a sentence that goes on here."""
    if not paged or index == 0:
        return False
    line, before = lines[index], lines[index - 1]
    if (
        line.heading
        or line.emphasised
        or line.centred
        or not _may_head(before)
        or before.heading
        or before.emphasised
    ):
        return False
    text = before.text
    return text.endswith(
        (",", "jf.", "§", " og", " eller", " av", " i", " etter", " til", " med", " for")
    )


# --- Sections (§) -------------------------------------------------------------------------------------


def _section(line: Line, after: Line | None) -> Found | None:
    """A section's heading, with the title and the text in the same line told apart."""
    text = whole(line)
    taken = section_label(text)
    if taken is None:
        return None
    title = taken.title
    stated = bool(line.heading or line.emphasised or line.centred or line.label)
    if several := _SEVERAL.match(title) if taken.step.startswith("§§") else None:
        label = f"{taken.label} {several.group()}".replace(" –", "–").replace(" ,", ",")
        taken = taken._replace(label=label, title=title[several.end() :].strip())
        return Found("heading", taken)
    if title.startswith((",", ";", ")")) or (
        taken.step.startswith("§§") and not stated and not _RANGE.search(taken.step)
    ):
        return None
    closed = taken.label.endswith((".", ":"))
    if closed and (apart := _LETTER_APART.match(title)):
        step = taken.step + apart["letter"] + (apart["number"] or "").replace(" ", "")
        label = f"{taken.label} {apart.group().strip()}"
        taken = taken._replace(label=label, step=step, title=title[apart.end() :])
        title = taken.title
    if (
        starts_small(title)
        and not title.startswith("(")
        and not closed
        and not (line.heading or line.emphasised)
    ):
        return None
    if taken.step.startswith("§") or stated or not title or closed:
        title, rest = _split_title(title, line, after)
        if not stated and not closed and title and not could_be_title(title):
            return None
        return Found("heading", taken._replace(title=title), rest)
    return None


def _split_title(rest: str, line: Line, after: Line | None) -> tuple[str, str]:
    """What follows a section's label as title and text. Only one of them may be there."""
    if not rest:
        return "", ""
    if line.heading or (line.emphasised and len(rest) <= _MOST_LETTERS_IN_TITLE):
        return rest, ""
    if match := _IN_BRACKETS.fullmatch(rest):
        return match[1], match[2] or ""
    closed = ends_sentence(rest) and not _ABBREVIATED.search(rest)
    if not closed and not rest.endswith((":", ";", ",")) and len(rest) <= _MOST_LETTERS_IN_TITLE:
        return rest, ""
    alone = after is None or section_label(whole(after)) is not None or is_change_note(after.text)
    sentences = [span.of(rest) for span in split(rest)]
    if (
        len(rest.split()) <= 14
        and not has_finite_verb(rest)
        and not rest.endswith((":", ";", ","))
        and not alone
    ):
        return rest, ""
    if len(sentences) > 1 and len(sentences[0].split()) <= 10 and not has_finite_verb(sentences[0]):
        return sentences[0], rest[len(sentences[0]) :].strip()
    return "", rest


# --- Parts, chapters, groups --------------------------------------------------------------------------


def _is_statute(lines: Sequence[Line], found: dict[int, Found]) -> bool:
    """Whether it is an act or a regulation: it calls itself one, or most of it stands under sections."""
    if any(
        _NAME_OF_ACT.match(line.text) and could_be_title(line.text, words=60)
        for line in lines[:_FIRST_LINES]
    ):
        return True
    return bool(found) and min(found) <= max(_HEAD_LINES, len(lines) // 2)


def _group(
    lines: Sequence[Line], index: int, found: dict[int, Found], *, statute: bool, marked: bool
) -> Heading | None:
    """The heading of a part, chapter or group that a line is, or None.

    `marked` tells that the sections' headings stand out from the text, so that headings are known by that.
    """
    line = lines[index]
    text = whole(line)
    after = found.get(index + 1)
    if len(text) > 400 or (line.label and not line.heading and typed_label(f"{line.label} x")):
        return None
    heading = group_heading(text)
    if heading.kind is not Kind.GROUP or heading.label:
        numbered = _is_numbered_group(line, heading, after, statute=statute, marked=marked)
        return heading if numbered else None
    if not statute and (decimal := _numbered(lines, index, after)):
        return decimal
    if line.heading:
        return heading
    if is_caption(text) or (statute and (is_change_note(text) or is_metadata(text))):
        return None
    heads = after is not None and after.role == "heading"
    typed = typed_label(text)
    if line.emphasised or line.centred:
        if typed is not None and (not marked or not could_be_title(typed.text)):
            return None
        inside = statute and not heads and _is_within_section(index, found)
        title = could_be_title(text, words=40) or (heads and marked and not starts_small(text))
        return heading if title and not (inside and not marked) else None
    if ends_sentence(text) or typed is not None:
        return None
    if (
        statute
        and could_be_title(text)
        and heads
        and not has_finite_verb(text)
        and len(text.split()) <= 12
    ):
        return heading if index and not _is_open(lines[index - 1]) else None
    return None


def _is_numbered_group(
    line: Line, heading: Heading, after: Found | None, *, statute: bool, marked: bool
) -> bool:
    """Whether a line that starts like a part or chapter heading is one."""
    if line.heading:
        return True
    title, word = heading.title, heading.label.split()[0].rstrip(".:")
    stands_out = line.emphasised or line.centred
    worded = len(word) > 2 and not word.isupper()
    if worded and heading.label.endswith(_CLOSING) and len(title.split()) <= 60:
        return not (word.lower() == "kap" and not statute)
    if stands_out:
        return could_be_title(title, words=60) or not title or marked if worded else statute
    if title and not could_be_title(title, words=12 if ends_sentence(title) else 25):
        return False
    if not worded:
        return statute and after is not None and bool(title)
    if word.lower() == "kap" and not statute:
        return False
    return not has_finite_verb(title)


def _numbered(lines: Sequence[Line], index: int, after: Found | None) -> Heading | None:
    """A heading with a decimal number, as in letters and reports: `3.2 Felles føringer`."""
    line = lines[index]
    taken = numbered_heading(whole(line))
    if taken is None:
        return None
    heading = Heading(Kind.GROUP, taken.label, f"pkt{bare(taken.label)}", taken.text)
    if line.heading or (line.emphasised and not ends_sentence(taken.text)):
        return heading
    if line.label or not could_be_title(taken.text, words=15) or ends_sentence(taken.text):
        return None
    if "." in bare(taken.label):
        return heading
    follower = lines[index + 1] if index + 1 < len(lines) else None
    if after is not None:
        return heading
    if follower is None or follower.table or not follower.text or typed_label(whole(follower)):
        return None
    return heading if ends_sentence(follower.text) and not has_finite_verb(taken.text) else None


def _is_within_section(index: int, found: dict[int, Found]) -> bool:
    """Whether the nearest heading above is a section's (groups below it are not known yet, and need not be)."""
    above = [place for place in found if place < index]
    return bool(above) and found[max(above)].heading.kind is Kind.SECTION


def _is_open(line: Line) -> bool:
    """Whether a line leads into the next."""
    return line.text.endswith((":", ",", ";", " og", " eller"))


# --- Titles ----------------------------------------------------------------------------------------------


def _find_subtitles(lines: Sequence[Line], found: dict[int, Found]) -> None:
    """Titles that stand in a line of their own below `Kapittel 3` or `§ 3-1`."""
    for index, above in sorted(found.items()):
        line = lines[index + 1] if index + 1 < len(lines) else None
        if (
            line is None
            or above.heading.title
            or above.text
            or not above.heading.label
            or not _may_head(line)
        ):
            continue
        here = found.get(index + 1)
        if here is not None and here.heading.label:
            continue
        text = whole(line)
        if line.label or not could_be_title(text, words=20) or ends_sentence(text):
            continue
        stated = line.heading or line.emphasised or line.centred
        chapter = above.heading.kind is not Kind.SECTION
        if stated or (chapter and not has_finite_verb(text) and index + 2 in found):
            found[index + 1] = Found("subtitle", Heading(Kind.GROUP, "", "", text))


def _find_title(lines: Sequence[Line], found: dict[int, Found], *, statute: bool) -> None:
    """The document's title: the first heading without a number, or a line that names an act or regulation."""
    first = min(
        (index for index, each in found.items() if each.heading.label),
        default=min(len(lines), _HEAD_LINES),
    )
    stated: list[int] = []
    for index in range(first):
        line, text = lines[index], lines[index].text
        if not text or line.table or line.label or is_metadata(text):
            continue
        if statute and _TITLE_OF_ACT.match(text) and could_be_title(text, words=60):
            stated = [index]
            break
        if not statute and is_letter_title(text):
            stated = [index]
            break
        if line.heading or index in found:
            stated.append(index)
    if not stated:
        return
    top = stated[0]
    if (
        not statute
        and not is_letter_title(lines[top].text)
        and _is_first_of_several(lines, found, top)
    ):
        return
    found[top] = Found("title", Heading(Kind.GROUP, "", "", whole(lines[top])))


def _find_new_counts(found: dict[int, Found]) -> None:
    """Mark the unnumbered headings that are followed by a section whose number has been used before."""
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


def _is_first_of_several(lines: Sequence[Line], found: dict[int, Found], top: int) -> bool:
    """Whether the first heading is one of several at its level, so that none of them is the title."""
    level = lines[top].heading
    return (
        bool(level)
        and top > 5
        and any(lines[index].heading == level for index in found if index > top)
    )
