"""How letters word what an agency is to do; see `rules/mandates.toml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from regelverk.letters.tolerant import tolerant
from regelverk.rules.loader import load


@dataclass(frozen=True, slots=True)
class Mandate:
    """How letters word a part of a mandate; see `rules/mandates.toml`."""

    name: str
    part: str
    label_nb: str
    label_nn: str
    patterns: tuple[str, ...]
    source: str


def mandates(part: str) -> tuple[Mandate, ...]:
    """The rules for one part of a mandate."""
    return tuple(each for each in load("mandates", Mandate) if each.part == part)


@cache
def role_pattern() -> str:
    """Any verb that lays down a role, as a regular expression without groups."""
    verbs = [verb for role in mandates("role") for verb in role.patterns]
    return rf"(?i:\b(?:{'|'.join(sorted(verbs, key=len, reverse=True))})\b)"


def roles_in(words: str) -> tuple[str, ...]:
    """The roles that words lay down, in the order of the words.

    Example:
        >>> roles_in("delta i og bidra til")
        ('delta', 'bidra')
    """
    found: list[tuple[int, str]] = []
    for role in mandates("role"):
        places = [
            match.start()
            for verb in role.patterns
            for match in tolerant(rf"\b{verb}\b").finditer(words)
        ]
        if places:
            found.append((min(places), role.name))
    return tuple(name for _, name in sorted(found))


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
