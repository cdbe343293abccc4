"""How letters word what an agency is to do; see `rules/mandates.toml`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from regelverk.letters.terms import expanded
from regelverk.rules.loader import load


@dataclass(frozen=True, slots=True)
class Mandate:
    """How letters word a part of a mandate; see `rules/mandates.toml`.

    Attributes:
        name: What it is called.
        part: The part of the mandate, `role` or one of `PARTS`.
        label_nb: The word for it in bokmål.
        label_nn: The word for it in nynorsk.
        patterns: Regular expressions, the words of the part in the group `words`.
        source: Where the rule comes from.
        preposition: What stands between a role and the name of the initiative.
        same_as: The role that means the same to a reader.
        of_agencies: Whether the words count only where they name an agency.
    """

    name: str
    part: str
    label_nb: str
    label_nn: str
    patterns: tuple[str, ...]
    source: str
    preposition: str = ""
    same_as: str = ""
    of_agencies: bool = False


LEADS = "koordinere"
SECRETARIAT = "sekretariat"
REPORTS = "rapportere"
CARRIES_OUT = "utvikle"
GENERAL = frozenset({CARRIES_OUT, REPORTS})
"""Roles that count only where no other is laid down: they say what is done, not what part."""


@cache
def mandates(part: str) -> tuple[Mandate, ...]:
    """The rules for one part of a mandate."""
    return tuple(each for each in load("mandates", Mandate) if each.part == part)


@cache
def _verbs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (role.name, expanded(rf"\b(?:{'|'.join(role.patterns)})(?!\w)"))
        for role in mandates("role")
    )


@cache
def role_pattern(*, clear: bool = False) -> str:
    """Any verb that lays down a role, or only a clear one, as a regular expression."""
    verbs = [
        verb
        for role in mandates("role")
        if not (clear and role.name in GENERAL)
        for verb in role.patterns
    ]
    return rf"(?:\b(?:{'|'.join(verbs)})(?!\w))"


def roles_in(words: str) -> tuple[str, ...]:
    """The roles that words lay down, in the order of the words.

    Example:
        >>> roles_in("delta i og bidra til")
        ('delta', 'bidra')
    """
    found = [(match.start(), name) for name, verbs in _verbs() if (match := verbs.search(words))]
    names = [name for _, name in sorted(found)]
    plain = [name for name in names if name not in GENERAL]
    return tuple(plain or names[:1])


def family(role: str) -> str:
    """The role that stands for it and those that mean the same to a reader.

    Example:
        >>> family("bidra"), family("koordinere")
        ('delta', 'koordinere')
    """
    return next((e.same_as for e in mandates("role") if e.name == role and e.same_as), role)


def role_words(roles: Iterable[str], language: str = "nb") -> str:
    """Roles in a reader's words: `delta og bidra`, or `vidareføre` in nynorsk.

    Example:
        >>> role_words(("videreføre",), "nn")
        'vidareføre'
    """
    labels = {
        each.name: each.label_nn if language == "nn" else each.label_nb for each in mandates("role")
    }
    return " og ".join(labels[role] for role in roles)


def role_phrase(roles: Iterable[str], name: str, language: str = "nb") -> str:
    """Roles with what they are about.

    Example:
        >>> role_phrase(("delta", "bidra"), "Fellesløypa")
        'delta i og bidra til Fellesløypa'
    """
    known = {each.name: each for each in mandates("role")}
    words = [f"{role_words((role,), language)} {known[role].preposition}".strip() for role in roles]
    return f"{' og '.join(words)} {name}"
