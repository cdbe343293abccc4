"""The act that a citation names: "barnehageloven § 2 b", "§ 6 i lov 3. mai 1995 nr. 2"."""

import re
from typing import Final, NamedTuple

from regelverk.citations.acts import Act, ActIndex
from regelverk.citations.dated import Dated, read_dated, read_identifier, subject
from regelverk.citations.labels import MONTHS
from regelverk.citations.terms import any_word, in_line

_DOCUMENT_WORDS: Final = any_word("document")
_WORD: Final = r"[\w-]*\w"
_SELF: Final = in_line(
    rf"(?:(?:denne|dette)\s+{_DOCUMENT_WORDS}|{_DOCUMENT_WORDS}\s+her)(?!\w)", re.IGNORECASE
)
_SAME: Final = in_line(rf"(?:samme|same|nevnte|nemnde)\s+{_DOCUMENT_WORDS}(?!\w)", re.IGNORECASE)
_TITLE_AND_DATE: Final = in_line(
    r"lov(?:en|a|ene|er)?\s+(?:om|um)\s[^§.;:()\n]{2,120}?\s+av\s+(?=\d)", re.IGNORECASE
)
_OF_DATE: Final = in_line(rf",?\s+(?:(?:av|frå|fra)\s+)?(?=\d{{1,2}}\.?\s(?:{MONTHS})\b)")
AFTER: Final = in_line(r"\s+(?:i|av|etter)\s+")
"""Words between sections and the act they are in: "§ 6 i lov 3. mai 1995 nr. 2"."""
_LOV_OM: Final = in_line(
    r"(?P<kind>lov|forskrift)(?:en|a|ene|er)?\s+(?=(?:om|um)\s)", re.IGNORECASE
)
ACT_WORD: Final = in_line(
    r"(?:[Ll]ov(?:en|a|i)?|[Ff]orskrift(?:en|a)?|[Ii]nstruks(?:en)?)s?(?![\w-])"
)
"""The last part of most short titles."""
_WORDS_BEFORE: Final = re.compile(r"[\w-]+")
_JOINED: Final = in_line(r"(?:[\w-]*\w-\s+(?:og|eller)\s+)+[\w-]*\Z")
_YEAR: Final = in_line(r"\s+(?:(?:av|frå|fra)\s+)?\(?(?P<year>1[5-9]\d\d|20\d\d)\)?(?!\d)")
_BRACKETS: Final = in_line(r"\s*\([^()\n]{3,80}\)")
_TITLE_BEFORE_SECTION: Final = in_line(
    r"\s+(?:om|um|til)\s[^§.;:()\n]{2,160}?(?:\s\([^()\n]{3,80}\))?"
    r"(?=,?\s+(?:§|(?:kap(?:ittel|itlet|\.)?|del|artikkel)\s[\dIVX]))"
)
_GLUED: Final = re.compile(r"etter|jf|og|av|i")
_LONGEST_NAME: Final = 120
_MOST_WORDS: Final = 6
_NOT_IN_TITLE: Final = re.compile(
    r",|\b(?:som|at|etter|hvordan|korleis|hvilke|kva|når|dersom|skal|kan|er|ledd|punktum|nevnt)\b"
    r"|artikkel|forordning|konvensjon"
)
_NO_TITLE_END: Final = frozenset(
    (
        "i",
        "etter",
        "jf",
        "og",
        "eller",
        "av",
        "med",
        "til",
        "for",
        "samt",
        "gjelder",
        "gjeld",
        "ved",
        "fra",
        "frå",
        "se",
        "sjå",
        "under",
        "mot",
        "om",
        "som",
        "at",
    )
)


SELF: Final = "self"
SAME: Final = "same"
THE: Final = "the"
UNKNOWN: Final = "unknown"
"""Kinds of heads: "loven her", "samme lov", "loven" alone, and a name that nobody knows."""


class Head(NamedTuple):
    """An act as a citation names it.

    Attributes:
        name: The words that name it.
        acts: The identifiers it can mean; empty where it is unknown.
        end: Where the name ends in the text.
        outdated: Whether the act is replaced, or the name is one it no longer has.
        kind: `lov` or `forskrift` where it is named by its date; one of the constants below for
            other cases.
    """

    name: str
    acts: tuple[str, ...]
    end: int
    outdated: bool = False
    kind: str = ""


class Heads:
    """Reads the names of acts.

    Args:
        index: The acts that are known.
        guesses: Whether an unknown title is taken to end where sections begin.
    """

    def __init__(self, index: ActIndex, *, guesses: bool = True) -> None:
        self._index = index
        self._guesses = guesses

    def read(self, text: str, pos: int) -> Head | None:
        """The act named at `pos`, in any form; None where none is."""
        return self.spelt_out(text, pos) or self.named_from(text, pos)

    def spelt_out(self, text: str, pos: int) -> Head | None:
        """The act named at `pos` as "loven her", by date or by title; None where none is."""
        for kind, pattern in ((SELF, _SELF), (SAME, _SAME)):
            if match := pattern.match(text, pos):
                return Head(match[0], (), match.end(), kind=kind)
        return self.dated(text, pos) or self.titled(text, pos)

    def dated(self, text: str, pos: int, kind: str = "") -> Head | None:
        """An act named by its date, with its title if that follows. `kind` as for `read_dated`."""
        found = read_dated(text, pos, kind) or (read_identifier(text) if pos == 0 else None)
        if found is None:
            return None
        act = self._index.get(found.identifier) or self._same_date(text, found)
        end = self._title_end(text, found.end, act)
        identifier = act.identifier if act else found.identifier
        outdated = bool(act and act.replaced_by)
        return Head(text[pos:end], (identifier,), end, outdated, identifier.partition("/")[0])

    def _same_date(self, text: str, found: Dated) -> Act | None:
        """The act of a date without a number, if its title follows."""
        for act in self._index.on_date(found.identifier):
            about = subject(act.title)
            if about and text.startswith(about, found.end + 1):
                return act
        return None

    def _title_end(self, text: str, pos: int, act: Act | None) -> int:
        """Where the title after a date ends: where the known one does, or before a section."""
        about = subject(act.title) if act else ""
        if about and text.startswith(about, pos + 1):
            pos += 1 + len(about)
            brackets = _BRACKETS.match(text, pos)
            return brackets.end() if brackets else pos
        match = _TITLE_BEFORE_SECTION.match(text, pos) if self._guesses else None
        if match is None or ACT_WORD.search(match[0]):  # the sections are in the act it names last
            return pos
        ends_well = match[0].split()[-1].rstrip(",.").lower() not in _NO_TITLE_END
        return match.end() if ends_well else pos

    def titled(self, text: str, pos: int) -> Head | None:
        """An act named by its title: "lov om barnevern", "lov om tinglysing av 7. juni 1935"."""
        match = _LOV_OM.match(text, pos)
        if match is None:
            return None
        if found := self._index.about(text, match.end(), match["kind"].lower()):
            act, end = found
            brackets = _BRACKETS.match(text, end)
            end = brackets.end() if brackets else end
            known = Head(text[pos:end], (act.identifier,), end, bool(act.replaced_by))
            return self._with_date(text, known)
        with_date = _TITLE_AND_DATE.match(text, pos)
        head = self.dated(text, with_date.end(), "lov") if with_date else None
        if head is not None:
            return head._replace(name=text[pos : head.end])
        end = self._title_end(text, match.end() - 1, None)
        if end < match.end() or _NOT_IN_TITLE.search(text, match.end(), end):
            return None
        return Head(text[pos:end], (), end, kind=UNKNOWN)

    def named_from(self, text: str, pos: int) -> Head | None:
        """An act named by a short title that starts at `pos`."""
        for match in ACT_WORD.finditer(text, pos, pos + _LONGEST_NAME):
            if self.name_start(text, match.end(), pos) == pos or " " not in text[pos : match.end()]:
                head = self.lookup(text, pos, match.end())
                return head if head.acts else None
        return None

    def name_start(self, text: str, end: int, floor: int = 0) -> int | None:
        """Where the longest short title that ends at `end` starts; None where nobody knows one."""
        line = max(floor, text.rfind("\n", 0, end) + 1, end - _LONGEST_NAME)
        *before, last = list(_WORDS_BEFORE.finditer(text, line, end))[-_MOST_WORDS:]
        starts = [word.start() for word in before if self._index.starts_long_name(word[0])]
        for start in (*starts, last.start()):
            if self._index.named(text[start:end]):
                return start
        return self._glued(text, line, end)

    def _glued(self, text: str, line: int, end: int) -> int | None:
        """Where a short title starts that has lost the space before it ("etterfolketrygdloven")."""
        word = unknown_name(text, end)
        glued = _GLUED.match(text, word, end)
        if glued and word >= line and self._index.named(text[glued.end() : end]):
            return glued.end()
        return None

    def lookup(self, text: str, start: int, end: int) -> Head:
        """The act with the short title `text[start:end]`, and the year or date that follows."""
        name = text[start:end]
        year = _YEAR.match(text, end)
        found = self._index.named(name, year["year"]) if year else None
        if year is not None and found is not None:
            end = year.end()
        found = found or self._index.named(name)
        acts = tuple(act.identifier for act in found.acts) if found else ()
        head = Head(
            text[start:end], acts, end, bool(found and found.outdated), "" if found else UNKNOWN
        )
        return self._with_date(text, head)

    def _with_date(self, text: str, head: Head) -> Head:
        """The head with the date that follows ("avtaleloven av 31. mai 1918"), which decides."""
        match = _OF_DATE.match(text, head.end)
        dated = self.dated(text, match.end(), "lov") if match else None
        if dated is None:
            return head
        if any(
            act.startswith(f"{dated.acts[0]}-") for act in head.acts
        ):  # only the number is left out
            return head._replace(name=text[head.end - len(head.name) : dated.end], end=dated.end)
        name = f"{head.name}{text[head.end : dated.end]}"
        return dated._replace(name=name)

    def abbreviated(self, word: str, end: int) -> Head | None:
        """The act that an abbreviation ("bhl."), or a name of an unusual kind, stands for."""
        found = self._index.abbreviated(word) or self._index.named(word)
        if found is None:
            return None
        return Head(word, tuple(act.identifier for act in found.acts), end, found.outdated)


def unknown_name(text: str, end: int) -> int:
    """Where the name of an act that nobody knows starts: its word, with "familie- og" before it.

    Example:
        >>> unknown_name("etter familie- og samlivsloven", 30)
        6
    """
    line = max(text.rfind("\n", 0, end) + 1, end - _LONGEST_NAME)
    if (match := _JOINED.search(text, line, end)) is not None:
        return match.start()
    return [match.start() for match in _WORDS_BEFORE.finditer(text, line, end)][-1]
