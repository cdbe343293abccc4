"""The words of leads, from `rules/lead_words.toml`, and the texts they cut a lead into."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from regelverk.citations.labels import ORDINAL
from regelverk.citations.terms import alternatives
from regelverk.rules.loader import load


class Role(StrEnum):
    """What a word of a lead says. See the head of `rules/lead_words.toml`."""

    CHANGE = "change"
    EDIT = "edit"
    INSERT = "insert"
    REPEAL = "repeal"
    MOVE = "move"
    NEW = "new"
    PRESENT = "present"
    FOCUS = "focus"
    WITHIN = "within"
    BESIDE = "beside"
    FOLLOWING = "following"
    SHALL = "shall"


@dataclass(frozen=True, slots=True)
class LeadWord:
    """A word of leads, or words that say the same. See the head of `rules/lead_words.toml`."""

    name: str
    role: Role
    source: str
    nb: str = ""
    nn: str = ""
    forms: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def words(self) -> tuple[str, ...]:
        """Every form the word is read in."""
        return tuple(dict.fromkeys(form for form in (self.nb, self.nn, *self.forms) if form))


WORDS: Final = load("lead_words", LeadWord)


def with_role(*roles: Role) -> tuple[LeadWord, ...]:
    """The words of the given roles."""
    return tuple(word for word in WORDS if word.role in roles)


def _pattern(*roles: Role) -> str:
    return alternatives(form for word in with_role(*roles) for form in word.words())


_MARKS: Final = (Role.NEW, Role.PRESENT, Role.FOCUS)
_JOINTS: Final = (
    Role.CHANGE,
    Role.EDIT,
    Role.INSERT,
    Role.REPEAL,
    Role.MOVE,
    Role.FOLLOWING,
    Role.SHALL,
)
_MARK: Final = re.compile("|".join(rf"(?P<{role}>\b{_pattern(role)}\s*)" for role in _MARKS))
_QUOTE: Final = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
# A preposition only counts before a place or an act, and "i" can be a letter before some places, as
# in "§ 28 i første ledd" and "bokstav h og i andre punktum".
_OUTER: Final = r"(?:§|kap|del\b|avsnitt|lov|denne|dette)"
_INNER: Final = re.compile(rf"(?:{ORDINAL}|bokstav|nr\b)")
_BEFORE_LETTER: Final = re.compile(r"(?:\d|\b(?:bokstav\w*|litra|og|til)|,)\s*\Z")
_JOINT: Final = re.compile(
    "|".join(
        [rf"(?P<{role}>\b{_pattern(role)}(?!\w))" for role in _JOINTS]
        + [
            rf"(?P<{role}>\b{_pattern(role)}\s+(?={_OUTER}|{_INNER.pattern}))"
            for role in (Role.WITHIN, Role.BESIDE)
        ]
    )
)


class Mark(NamedTuple):
    """A word about the place after it ("ny", "nåværende"), where it was taken out of the text."""

    pos: int
    role: Role


class Joint(NamedTuple):
    """A word that says what happens, or the bare end of the text, and where it stands."""

    role: Role | None
    start: int
    end: int


def without_marks(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without quotations and the words about single places, and where those stood.

    Example:
        >>> without_marks("§ 13 nytt fjerde ledd skal lyde:")
        ('§ 13 fjerde ledd skal lyde:', (Mark(pos=5, role=<Role.NEW: 'new'>),))
    """
    text = _QUOTE.sub("«»", text)
    pieces: list[str] = []
    marks: list[Mark] = []
    done = length = 0
    for match in _MARK.finditer(text):
        pieces.append(text[done : match.start()])
        length += match.start() - done
        marks.append(Mark(length, Role(str(match.lastgroup))))
        done = match.end()
    return "".join([*pieces, text[done:]]), tuple(marks)


def joints(text: str) -> tuple[Joint, ...]:
    """The words that say what happens, in order, closed by the end of the text."""
    found = [
        Joint(Role(str(match.lastgroup)), *match.span())
        for match in _JOINT.finditer(text)
        if not _is_letter(text, match)
    ]
    return (*found, Joint(None, len(text), len(text)))


def _is_letter(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like "i" is the letter of a place."""
    return (
        match[0].strip() == "i"
        and _INNER.match(text, match.end()) is not None
        and _BEFORE_LETTER.search(text, 0, match.start()) is not None
    )
