"""Rows as running text: words that were divided at the end of a row are put together again."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑–][^\W\d_]+)*-?")
_DIVIDED = re.compile(r"(?P<head>[^\W\d_]+(?:[-‐‑][^\W\d_]+)*)[-‐\u00ad]$")
_COORDINATED = re.compile(r"(?:og|eller|samt|and|or|/)\b", re.IGNORECASE)
_ENDING_COMES = re.compile(r"\b(?:og|eller|samt) [-‐]$")
_DIVIDING_SHARE = 0.015
_HYPHENS = ("-", "‐", "‑", "\u00ad")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a document uses within its rows, where no hyphen comes from a row's end.

    Attributes:
        words: How often each is used, in small letters.
        divides: Whether the document divides words at the ends of rows.
    """

    words: Counter[str]
    divides: bool

    @classmethod
    def of(cls, rows: Sequence[str]) -> "Vocabulary":
        """Count the words of rows; the last of a row counts only where it is whole.

        A document divides words where many rows end with a hyphen and the next one starts small.
        """
        words: Counter[str] = Counter()
        divided = 0
        for row, after in zip(rows, [*rows[1:], ""], strict=True):
            found = _WORD.findall(row.lower())
            if found and row.endswith(_HYPHENS):
                found.pop()
                divided += after[:1].islower() and not _COORDINATED.match(after)
            words.update(found)
        return cls(words, divided > _DIVIDING_SHARE * len(rows))

    def joined(self, rows: Sequence[str]) -> str:
        """Rows as one text.

        A hyphen at the end of a row is dropped where a small letter follows and the document writes
        the word without one elsewhere, or divides words at all. It stays where it stands for a part
        of a word that comes after `og`.

        Example:
            >>> words = Vocabulary.of(["helse- og sosialtjeneste", "kan samarbeide"])
            >>> words.joined(["Alle skal sam-", "arbeide med helse-", "og sosialtjeneste"])
            'Alle skal samarbeide med helse- og sosialtjeneste'
        """
        text = rows[0]
        for row in rows[1:]:
            text = self._with(text, row)
        return text

    def _with(self, text: str, row: str) -> str:
        if not text.endswith(_HYPHENS):
            tight = text[-1:] in "–/" and text[-2:-1].isdigit() and row[:1].isdigit()
            return f"{text}{row}" if tight else f"{text} {row}"
        if _ENDING_COMES.search(text):
            return f"{text}{row}"
        if text[-2:-1].isspace() or len(text) < 2 or _COORDINATED.match(row):
            return f"{text} {row}"
        head, tail = _DIVIDED.search(text), _WORD.match(row)
        if head is None or tail is None or not row[:1].islower():
            return f"{text}{row}"
        whole, parted = (
            (head["head"] + tail.group()).lower(),
            f"{head['head']}-{tail.group()}".lower(),
        )
        divided = (
            self.divides
            if self.words[whole] == self.words[parted]
            else (self.words[whole] > self.words[parted])
        )
        return f"{text[:-1]}{row}" if divided or text.endswith("\u00ad") else f"{text}{row}"
