"""The headings of sections and articles: label, title and text told apart within one line.

A heading must be told from a sentence that only starts like one: `§ 5. Klage` from
`§ 5 gjelder tilsvarende.`
"""

import re
from typing import NamedTuple

from regelverk.language.sentences import split
from regelverk.readers.cues import (
    could_be_title,
    ends_sentence,
    has_finite_verb,
    is_change_note,
    starts_small,
)
from regelverk.readers.labels import Heading, section_label
from regelverk.readers.lines import Line

# `§§ 4 og 5.`, `§§ 4–6, 8.`: what follows the first number.
_SEVERAL = re.compile(
    r"(?:\s*(?:[,–-]|og|til|and)\s*(?:§+\s*)?\d+(?:-\d+)?(?:\s?[a-z]\b)?)++\s*\.", re.IGNORECASE
)
_RANGE = re.compile(r"\d-\d")
# `§ 12. A-1. Title`, `§ 27. A Text`: a letter that belongs to the number before the full stop.
_LETTER_APART = re.compile(
    r"(?P<letter>[A-HJ-ZÆØÅ])(?:(?P<number>-\d+(?:\s[a-z]\b)?)\.?|\.|(?=\s+[A-ZÆØÅ]|$))\s*"
)
_ABBREVIATED = re.compile(
    r"\b(?:m\.?\s?v|m\.\s?m|e\.\s?l|o\.\s?l|m\.\s?fl|osv|o\.\s?a)\.$", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"(\([^()]{2,200}\)\.?)(?:\s+(\S.*))?", re.DOTALL)
_OPEN = (":", ";", ",")
_LONGEST_TITLE = 300
_MOST_WORDS_IN_TITLE = 14
_MOST_WORDS_WHERE_TITLED = 18
_MOST_WORDS_BEFORE_TEXT = 10


class SectionLine(NamedTuple):
    """A section's heading, and the running text that stands in the same line."""

    heading: Heading
    text: str


def section_heading(line: Line, after: Line | None, *, titled: bool = False) -> SectionLine | None:
    """The section heading that a line is; None where it is none.

    Args:
        line: The line.
        after: The next line: a section has text, so what stands alone in it is no title.
        titled: Whether the sections of this document have titles in lines of their own, so that
            a short sentence is more likely to be one.

    Example:
        >>> section_heading(Line("§ 4. (Klage) Vedtak kan påklages."), None)[1]
        'Vedtak kan påklages.'
        >>> section_heading(Line("§ 5 gjelder tilsvarende."), None) is None
        True
    """
    taken = section_label(line.shown)
    if taken is None:
        return None
    stated = bool(line.heading or line.stands_out or line.label)
    if taken.step.startswith("§§"):
        if several := _SEVERAL.match(taken.title):
            label = re.sub(r"\s+(?=[,–])", "", f"{taken.label} {several.group()}")
            return SectionLine(
                taken._replace(label=label, title=taken.title[several.end() :].strip()), ""
            )
        if not stated and not _RANGE.search(taken.step):
            return None
    closed = taken.label.endswith((".", ":"))
    if closed:
        taken = _with_letter(taken)
    title = taken.title
    small = starts_small(title) and not title.startswith("(")
    if title.startswith((",", ";", ")")) or (
        small and not (closed or line.heading or line.emphasised)
    ):
        return None
    if not (taken.step.startswith("§") or stated or closed or not title):
        return None
    title, text = _title_and_text(title, line, after, titled=titled)
    if title and not (stated or closed or could_be_title(title)):
        return None
    return SectionLine(taken._replace(title=title), text)


def _with_letter(taken: Heading) -> Heading:
    """The heading with a letter that was parted from its number by a full stop."""
    apart = _LETTER_APART.match(taken.title)
    if apart is None:
        return taken
    step = taken.step + apart["letter"] + (apart["number"] or "").replace(" ", "")
    label = f"{taken.label} {apart.group().strip()}"
    return taken._replace(label=label, step=step, title=taken.title[apart.end() :])


def _title_and_text(rest: str, line: Line, after: Line | None, *, titled: bool) -> tuple[str, str]:
    """What follows a section's label, as title and text; either may be empty."""
    short = len(rest) <= _LONGEST_TITLE
    if not rest or line.heading or (line.emphasised and short):
        return rest, ""
    if match := _IN_BRACKETS.fullmatch(rest):
        return match[1], match[2] or ""
    ended = ends_sentence(rest) and not _ABBREVIATED.search(rest)
    if not ended and not rest.endswith(_OPEN) and short:
        return rest, ""
    alone = after is None or section_label(after.shown) is not None or is_change_note(after.text)
    most = _MOST_WORDS_WHERE_TITLED if titled else _MOST_WORDS_IN_TITLE
    brief = len(rest.split()) <= most and not rest.endswith(_OPEN)
    if brief and (titled or not has_finite_verb(rest)):
        return ("", rest) if alone else (rest, "")
    first, *more = (span.of(rest) for span in split(rest))
    if more and len(first.split()) <= _MOST_WORDS_BEFORE_TEXT and not has_finite_verb(first):
        return first, rest[len(first) :].strip()
    return "", rest
