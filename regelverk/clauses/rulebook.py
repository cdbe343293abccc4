"""The rules for finding clauses, read from `regelverk/rules` and compiled once."""

import re
from dataclasses import dataclass
from functools import cache

from regelverk.errors import RuleError
from regelverk.rules.loader import load

_GROUP = re.compile(r"<(?!\?)([a-zæøå_]+)>")
_NAMED = re.compile(r"\(\?P<")
_ELLIPSIS = "[^.;]{0,160}?"


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Words that patterns share; see `rules/word_groups.toml`."""

    name: str
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ClauseType:
    """A family of clauses; the fields are explained at the top of `rules/clause_types.toml`."""

    name: str
    title_nb: str
    title_nn: str
    stems: tuple[str, ...]
    patterns: tuple[str, ...]
    requires: tuple[str, ...]
    unless: tuple[str, ...]
    yields_to: tuple[str, ...]
    score: float
    source: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    alone: bool = False
    on_request: bool = False
    implies: str = ""

    def title(self, language: str = "nb") -> str:
        """Its name for a reader, in `nb` or `nn`."""
        return self.title_nn if language == "nn" else self.title_nb


@dataclass(frozen=True, slots=True)
class Partner:
    """A kind of partner; see `rules/partners.toml`."""

    name: str
    title_nb: str
    title_nn: str
    patterns: tuple[str, ...]
    counterpart: tuple[str, ...]
    weight: float
    source: str

    def title(self, language: str = "nb") -> str:
        """Its name for a reader, in `nb` or `nn`."""
        return self.title_nn if language == "nn" else self.title_nb


@dataclass(frozen=True, slots=True)
class SlotRule:
    """How one part of a duty is recognised; see `rules/slots.toml`."""

    name: str
    patterns: tuple[str, ...]
    source: str


@cache
def word_group(name: str) -> str:
    """The words of a group as one alternative of a regular expression.

    Raises:
        RuleError: No group has that name.
    """
    for group in load("word_groups", WordGroup):
        if group.name == name:
            return f"(?:{'|'.join(group.words)})"
    raise RuleError(source="word_groups.toml", detail=f"«{name}» finnes ikke")


def expand(pattern: str) -> str:
    """A pattern with its groups and ellipses written out as a regular expression."""
    text = _NAMED.sub("(?P\0", pattern)
    text = _GROUP.sub(lambda match: word_group(match[1]), text)
    return text.replace("\0", "<").replace("…", _ELLIPSIS)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The compiled form of a pattern from the rule files.

    Raises:
        RuleError: It is not a regular expression.
    """
    try:
        return re.compile(expand(pattern), re.IGNORECASE)
    except re.error as error:
        raise RuleError(source="rules", detail=f"«{pattern}»: {error}") from error


def clause_types() -> tuple[ClauseType, ...]:
    """Every family of clauses, in the order reports show them."""
    return load("clause_types", ClauseType)


def partners() -> tuple[Partner, ...]:
    """Every kind of partner."""
    return load("partners", Partner)


def slot_rules() -> tuple[SlotRule, ...]:
    """How each slot is found."""
    return load("slots", SlotRule)
