"""The initiatives that letters share: known, named, or found by the shape of their names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regelverk.letters.tolerant import folded
from regelverk.model.document import Document
from regelverk.rules.loader import load
from regelverk.spans import Span

_HEADS = (
    "samarbeidet|samarbeid|programmet|program|satsingen|satsinga|satsing|strategien|strategi|løftet|reformen|reforma"
    "|modellen|piloten|pilot|nettverket|initiativet|arbeidet"
)
_NAMED = re.compile(
    rf"(?P<name>(?:\d{{1,2}}\s?[-–]\s?\d{{1,2}}"
    rf"|[A-ZÆØÅ][\wæøå]+(?:[ -](?:[A-ZÆØÅ][\wæøå]+|for|og|i|mot|om|til|av)){{0,4}}))"
    rf"[\s\-–]{{0,2}}(?P<head>{_HEADS})\b"
)
_QUOTED = re.compile(r"[«\"](?P<name>[A-ZÆØÅ][^«»\"]{4,60})[»\"]")
_COMMON = frozenset(
    {
        "det",
        "dette",
        "den",
        "i",
        "etatens",
        "direktoratets",
        "departementets",
        "regjeringens",
        "felles",
    }
)


@dataclass(frozen=True, slots=True)
class KnownInitiative:
    """An initiative that is known by name; see `rules/initiatives.toml`."""

    name: str
    stems: tuple[str, ...]
    source: str


class Sighting(NamedTuple):
    """An initiative named in a letter: the letter, the initiative's key, and the words."""

    letter: str
    key: str
    span: Span
    words: str


def sightings(
    documents: Sequence[Document], named: Iterable[str] = ()
) -> dict[str, list[Sighting]]:
    """Where each initiative is named, by the name it is shown with.

    With `named`, only those; else the known ones, and those found in at least two letters.
    """
    wanted = [KnownInitiative(name, (folded(name),), "bruker") for name in named]
    known = wanted or list(load("initiatives", KnownInitiative))
    found: dict[str, list[Sighting]] = defaultdict(list)
    for document in documents:
        for initiative in known:
            found[initiative.name] += [
                Sighting(document.identifier, initiative.name, span, span.of(document.text))
                for span in _known(document.text, initiative)
            ]
    if not wanted:
        _discover(documents, found)
    return {name: seen for name, seen in found.items() if seen}


def _known(text: str, initiative: KnownInitiative) -> list[Span]:
    """Where a folded stem stands in a text that is not folded."""
    positions = [at for at, character in enumerate(text) if folded(character)]
    plain = "".join(folded(text[at]) for at in positions)
    found: list[Span] = []
    for stem in initiative.stems:
        at = plain.find(folded(stem))
        while at >= 0:
            start, end = positions[at], positions[at + len(folded(stem)) - 1] + 1
            rest = re.match(r"\w*", text[end:])
            found.append(Span(start, end + (rest.end() if rest else 0)))
            at = plain.find(folded(stem), at + 1)
    return sorted(found)


def _discover(documents: Sequence[Document], found: dict[str, list[Sighting]]) -> None:
    """Add the initiatives whose names stand in at least two letters, however they are spelled."""
    taken = {folded(sighting.words)[:8] for seen in found.values() for sighting in seen}
    by_key: dict[str, list[Sighting]] = defaultdict(list)
    for document in documents:
        for pattern in (_NAMED, _QUOTED):
            for match in pattern.finditer(document.text):
                if match["name"].split()[0].lower() in _COMMON:
                    continue
                key = folded(match["name"])
                if len(key) >= 4 and folded(match.group())[:8] not in taken:
                    span = Span(match.start("name"), match.end() - (match.group()[-1] in '»"'))
                    by_key[key].append(
                        Sighting(document.identifier, key, span, span.of(document.text))
                    )
    for seen in by_key.values():
        if len({sighting.letter for sighting in seen}) >= 2:
            name = Counter(" ".join(each.words.split()) for each in seen).most_common(1)[0][0]
            found[name] += seen
