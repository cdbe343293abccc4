"""The initiatives that letters share: known, named, or found by how letters speak of them.

A name that nobody has listed shows itself in one of four ways: it ends in a word such as
"programmet", it stands in quotation marks, a period follows it in parentheses, or it is what an
agency shall coordinate, take part in or follow up. It counts when at least two letters name it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from regelverk.clauses.rulebook import word_group
from regelverk.letters.parse import Agency
from regelverk.letters.roles import role_pattern
from regelverk.letters.tolerant import folded
from regelverk.model.document import Document
from regelverk.rules.loader import load
from regelverk.spans import Span

_WORD = r"[A-ZÆØÅ][\wæøå]+"
_MORE = r"(?:[ -](?:[A-ZÆØÅ][\wæøå]+|for|og|i|mot|om|til|av|på))*(?:[ -][A-ZÆØÅ]?[\wæøå]+)?"
_YEARS = r"\(?20\d\d\s?[-–]\s?20\d\d\)?"
_HEAD = re.compile(r"(?:programmet|samarbeidet|satsingen|satsinga)$")
_DEFINITE = re.compile(r"(?:ene|ane|en|et|a|e)$")
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class KnownInitiative:
    """An initiative that is known by name; see `rules/initiatives.toml`."""

    name: str
    stems: tuple[str, ...]
    source: str


class Sighting(NamedTuple):
    """An initiative named in a letter: the letter, where, and the words."""

    letter: str
    span: Span
    words: str


def sightings(
    documents: Sequence[Document], named: Iterable[str] = ()
) -> dict[str, list[Sighting]]:
    """Where each initiative is named, by the name it is shown with.

    With `named`, only those; else the known ones, and those found in at least two letters.
    """
    wanted = [KnownInitiative(name, (folded(name),), "bruker") for name in named]
    initiatives = wanted or [*load("initiatives", KnownInitiative), *_discovered(documents)]
    found: dict[str, list[Sighting]] = defaultdict(list)
    taken: set[tuple[str, int]] = set()
    for initiative in initiatives:
        for document in documents:
            for span in _places(document.text, initiative):
                if (document.identifier, span.start) not in taken:
                    taken.add((document.identifier, span.start))
                    words = span.of(document.text)
                    found[initiative.name].append(Sighting(document.identifier, span, words))
    return dict(found)


def _places(text: str, initiative: KnownInitiative) -> list[Span]:
    """Where a folded stem stands in a text that is not folded, each to the end of its word."""
    positions = [at for at, character in enumerate(text) if folded(character)]
    plain = "".join(folded(text[at]) for at in positions)
    found: dict[int, Span] = {}
    for stem in map(folded, initiative.stems):
        at = plain.find(stem)
        while stem and at >= 0:
            start, end = positions[at], positions[at + len(stem) - 1] + 1
            rest = re.match(r"[\wæøå]*(?:-[a-zæøå]+)*", text[end:])
            if not (start and text[start - 1].isalnum()):
                found.setdefault(start, Span(start, end + (rest.end() if rest else 0)))
            at = plain.find(stem, at + 1)
    return sorted(found.values())


def _discovered(documents: Sequence[Document]) -> list[KnownInitiative]:
    """The initiatives that nobody has listed and that at least two letters name."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for name in _candidates(document.text):
            names[_stem(name)][name] += 1
    found: list[KnownInitiative] = []
    for stem, spelled in sorted(names.items(), key=lambda item: -len(item[0])):
        initiative = KnownInitiative(spelled.most_common(1)[0][0], (stem,), "funnet i brevene")
        naming = sum(bool(_places(document.text, initiative)) for document in documents)
        if naming >= 2 and not any(stem.startswith(each.stems[0]) for each in found):
            found.append(initiative)
    return found


def _candidates(text: str) -> Iterable[str]:
    """What looks like the name of an initiative, agencies and other institutions apart."""
    for pattern in _patterns():
        for match in pattern.finditer(text):
            name = " ".join(match["name"].split())
            if len(_stem(name)) >= _SHORTEST and not _institution().match(name):
                yield name


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    head = word_group("satsingsord")
    return (
        re.compile(
            rf"(?P<name>(?:\d{{1,2}}\s?[-–]\s?\d{{1,2}}|{_WORD}{_MORE})[\s\-–]{{0,2}}{head})\b"
        ),
        re.compile(rf"(?P<name>{_WORD}[\wæøå]*{head})\b"),
        re.compile(r"[«\"](?P<name>[A-ZÆØÅ][^«»\"]{4,60})[»\"]"),
        re.compile(rf"(?P<name>{_WORD}(?: [\wæøå]+){{0,3}})\s{_YEARS}"),
        re.compile(
            rf"{role_pattern()}(?: arbeidet med| i| til| med| på)? (?P<name>{_WORD}{_MORE})"
        ),
    )


@cache
def _institution() -> re.Pattern[str]:
    """Names that are never initiatives: agencies, ministries and the like."""
    forms = [re.escape(form) for agency in load("agencies", Agency) for form in agency.forms]
    return re.compile(rf"(?:{'|'.join(forms)}|{word_group('institusjonsord')})\b", re.IGNORECASE)


def _stem(name: str) -> str:
    """A name as it is looked for: folded, without the endings that vary from letter to letter."""
    stem = folded(name)
    for ending in (_HEAD, _DEFINITE):
        shorter = ending.sub("", stem)
        stem = shorter if len(shorter) > _SHORTEST else stem
    return stem
