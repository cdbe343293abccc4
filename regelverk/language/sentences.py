"""Split running text into sentences (punktum), as lawyers count them.

A full stop ends a sentence when a new one visibly begins after it. It does not after an
abbreviation (`jf. § 2`, `nr. 4`), in a date (`1. januar`), in an ordinal, or after the label that a
text starts with. Semicolons and colons never end a punktum: a list and its introduction are one.
"""

import re
from dataclasses import dataclass
from functools import cache

from regelverk.rules.loader import load
from regelverk.spans import Span

_NEW_SENTENCE = r"[»”\"')\]]*\s+(?=[«“\"'(\[–-]*\s?[§A-ZÆØÅÄÖÜÁČĐŊŠŦŽ0-9])"
_AFTER_MARK = re.compile(r"[.!?…]" + _NEW_SENTENCE)
# Most texts have no other mark than full stops, and one fixed character is found much faster.
_AFTER_FULL_STOP = re.compile(r"\." + _NEW_SENTENCE)
_BEFORE_WORD = "(«“\"'[/–-"
_MONTH = re.compile(
    r"(?:jan|feb|mars|apr|mai|jun|jul|aug|sep|okt|nov|des)[a-zæøå]*\b", re.IGNORECASE
)
_LABEL = re.compile(
    r"§§?\s*\d+[A-Za-z]?(?:-\d+)*(?:\s?[a-zæøå])?|\d{1,3}(?:\.\d{1,2})*|[a-zæøå]{1,2}|[A-ZÆØÅ]|[IVXLC]+|[ivx]+"
)
_AFTER_NUMBER_SIGN = re.compile(
    r"(?:§§?|nr\.?|bokstav|litra|kap\.?|ledd|punkt)\s*[^\s]*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """A group of abbreviations, without their last full stop.

    Attributes:
        form: The group's name.
        words: The abbreviations, in lower case.
        ends: `never` or `maybe`: whether a capital letter after it can begin a new sentence.
        source: Where the list is from.
    """

    form: str
    words: tuple[str, ...]
    ends: str
    source: str


@cache
def _abbreviations() -> dict[str, str]:
    return {
        word: group.ends for group in load("abbreviations", Abbreviations) for word in group.words
    }


def split(text: str) -> list[Span]:
    """The sentences of a running text, without the white space between them.

    Example:
        >>> text = "Kravet følger av jf. § 2 nr. 4. Fristen er 1. Mai. § 3 gjelder tilsvarende."
        >>> [span.of(text) for span in split(text)]
        ['Kravet følger av jf. § 2 nr. 4.', 'Fristen er 1. Mai.', '§ 3 gjelder tilsvarende.']
    """
    return [Span(start, end) for start, end in bounds(text)]


def bounds(text: str) -> list[tuple[int, int]]:
    """What `split` gives, as plain pairs: for those who place very many sentences anew."""
    pairs: list[tuple[int, int]] = []
    start = 0
    only_full_stops = "!" not in text and "?" not in text and "…" not in text
    if not only_full_stops or text.find(".", 0, -1) >= 0:
        for match in (_AFTER_FULL_STOP if only_full_stops else _AFTER_MARK).finditer(text):
            if _ends(text, start, match):
                pairs.append((start, match.start() + len(match.group().rstrip())))
                start = match.end()
    end = len(text.rstrip())
    if end > start:
        pairs.append((start, end))
    return pairs


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the mark at a candidate boundary ends a sentence."""
    stop, after = match.start(), match.end()
    if text[stop] != ".":
        return True
    first = max(text.rfind(" ", start, stop) + 1, start)
    if (first == start or text[start] == "§") and _LABEL.fullmatch(text, start, stop):
        return False
    word = text[first:stop].lstrip(_BEFORE_WORD)
    last = word.lower()
    if last.isdigit():
        return not (len(last) <= 2 and _MONTH.match(text, after))
    if len(word) == 1 and word.isupper():
        return _AFTER_NUMBER_SIGN.search(text, start, first) is not None
    ends = _abbreviations().get(last)
    if ends == "never":
        return False
    if ends == "maybe":
        return text[after] not in "§[(" and not text[after].isdigit()
    return True
