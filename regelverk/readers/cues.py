"""What a line of text tells by itself: typed list labels, change notes, titles.

Word and HTML often say outright what a line is; these are the signs to go by where a source does
not.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from regelverk.rules.loader import load

_ITEM = re.compile(
    r"(?P<label>\((?:\d{1,3}\s?[a-z]?|[a-zæøå]{1,2}|[ivxl]{1,6})\)"
    r"|\d{1,3}(?:\s?[a-z])?[.)]|(?:[a-zæøå]{1,2}|[ivxl]{1,6})[.)]|[A-ZÆØÅ]\)"
    r"|[-–—•·▪■●○◦‣⁃∙])"
    r"(?:\s+(?P<rest>.*))?",
    re.DOTALL,
)
_ONLY_DASHES = re.compile(r"[-–—\s.]+")
_NUMBERED = re.compile(
    r"(?P<label>\d{1,2}(?:\.\d{1,2})*)(?P<stop>\.?)\s+(?P<title>[A-ZÆØÅ«\"0-9].*)", re.DOTALL
)
_FOOTNOTE = re.compile(r"(?P<label>\d{1,2})\s+(?P<rest>[«\"'(]?[A-ZÆØÅ].*)", re.DOTALL)
_ENDS = re.compile(r"[.!?][»”\"')\]]*(?:\s?\d{1,2}\))?$")
_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}$|…+\s*\d{1,4}$")
_CAPTION = re.compile(r"(?:tabell|table|oversikt)\s+(?:\d+|[A-Z]\b)", re.IGNORECASE)
# How much of a line's end is looked at: enough for closing marks, and bounded for hostile lines.
_TAIL = 60
_OPENING_CHAR = re.compile(r"[«“\"'(\[]*")


@dataclass(frozen=True, slots=True)
class Cue:
    """A list of words or patterns that tell what a line is.

    Attributes:
        name: What it is used for.
        patterns: Regular expressions; for word lists plain words.
        source: Where it comes from.
    """

    name: str
    patterns: tuple[str, ...]
    source: str


@cache
def _cue(name: str) -> re.Pattern[str]:
    """One case-insensitive pattern out of a named list in the rule file."""
    cue = next(each for each in load("structure_cues", Cue) if each.name == name)
    return re.compile("|".join(f"(?:{pattern})" for pattern in cue.patterns), re.IGNORECASE)


class Labelled(NamedTuple):
    """A line taken apart: its list label as typed, and the text after it."""

    label: str
    text: str


def typed_label(text: str) -> Labelled | None:
    """The list label that a text starts with; None where it has none.

    Dates (`1. januar`) and counted ledd (`2. ledd`) are no labels, and neither is a row of dashes
    that marks left-out text in old acts.

    Example:
        >>> typed_label("b) gi råd til foreldre")
        Labelled(label='b)', text='gi råd til foreldre')
        >>> typed_label("1. januar 2027 trer loven i kraft."), typed_label("– – –")
        (None, None)
    """
    match = _ITEM.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"] or ""
    if rest and _ONLY_DASHES.fullmatch(rest) and match["label"] in rest:
        return None
    if (
        re.match(r"\d+\.", match["label"])
        and rest[:1].islower()
        and _cue("after-ordinal").match(rest)
    ):
        return None
    return Labelled(match["label"], rest)


def numbered_heading(text: str) -> Labelled | None:
    """A heading with a decimal number, as letters and reports have them; None where it has none.

    Example:
        >>> numbered_heading("3.2 Felles føringer")
        Labelled(label='3.2', text='Felles føringer')
        >>> numbered_heading("2026 ble et godt år") is None
        True
    """
    match = _NUMBERED.fullmatch(text)
    return Labelled(match["label"] + match["stop"], match["title"]) if match else None


def is_change_note(text: str) -> bool:
    """Whether a line is Lovdata's note on what changed a section.

    Example:
        >>> is_change_note("Endret ved lov 20 juni 2031 nr. 12.")
        True
        >>> is_change_note("Endret praksis skal meldes.")
        False
    """
    return _cue("change-note").match(text) is not None


def typed_footnote(text: str) -> Labelled | None:
    """A footnote typed as plain text: its number, and text that starts with a capital.

    Example:
        >>> typed_footnote("1 Se note til § 4.")
        Labelled(label='1', text='Se note til § 4.')
    """
    match = _FOOTNOTE.fullmatch(text)
    return Labelled(match["label"], match["rest"]) if match else None


def names_wrap_up(name: str) -> bool:
    """Whether a style or class is named after what follows a list in a ledd.

    Example:
        >>> names_wrap_up("Leddfortsettelse"), names_wrap_up("Normal")
        (True, False)
    """
    return _cue("wrap-up-name").search(name) is not None


def is_metadata(text: str) -> bool:
    """Whether a line above the text is a fact about the document, as Lovdata prints them."""
    return len(text) < 400 and _cue("metadata").match(text) is not None


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a table: `Tabell 2 Krav til målere`."""
    return len(text) < 200 and _CAPTION.match(text) is not None


def is_letter_title(text: str) -> bool:
    """Whether a line is the subject of a governing letter: `Tildelingsbrev for 2032`."""
    return _cue("letter-title").match(text) is not None and could_be_title(text)


def speaks_as_letter(text: str) -> bool:
    """Whether the top of a document is that of a letter."""
    return _cue("letter").search(text) is not None


def speaks_as_bill(text: str) -> bool:
    """Whether the top of a document is that of a bill to the Storting."""
    return _cue("bill").search(text) is not None


def is_contents(text: str) -> bool:
    """Whether a line is an entry of a table of contents: leader dots and a page number."""
    return _CONTENTS.search(text[-_TAIL:]) is not None


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _ENDS.search(text[-_TAIL:]) is not None


def is_unfinished(text: str) -> bool:
    """Whether a text ends with a word that another word must follow.

    Example:
        >>> is_unfinished("programmet, som"), is_unfinished("DEL I")
        (True, False)
    """
    return _cue("unfinished").search(text[-_TAIL:]) is not None


def starts_small(text: str) -> bool:
    """Whether a text starts with a small letter, so that it continues what stands before it."""
    start = _OPENING_CHAR.match(text)
    first = text[start.end() if start else 0 :][:2]
    # A word such as eForvaltning starts with a small letter, but begins a sentence.
    return first[:1].islower() and not (len(first) == 2 and first[1].isupper())


def has_finite_verb(text: str) -> bool:
    """Whether a text holds one of the commonest finite verbs: it is a sentence, not a title."""
    return _cue("finite-verb").search(text) is not None


def could_be_title(text: str, words: int = 25) -> bool:
    """Whether a plain line reads as a heading: short, no sentence, capital or digit first.

    Example:
        >>> could_be_title("Samarbeid med andre"), could_be_title("Kommunen skal samarbeide.")
        (True, False)
    """
    if starts_small(text) or text.endswith((":", ";", ",", "-")) or not any(map(str.isalpha, text)):
        return False
    is_sentence = ends_sentence(text) and not text.endswith("?") and has_finite_verb(text)
    return len(text.split()) <= words and not is_sentence
