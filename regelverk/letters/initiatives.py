"""Where letters name an initiative: known, given by the user, or found in the letters."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from regelverk.language.ocr_words import LETTERS
from regelverk.letters.candidates import Candidate, candidates
from regelverk.letters.naming import alike, folded, key
from regelverk.letters.reading import Reading
from regelverk.letters.terms import found as found_term
from regelverk.letters.terms import term
from regelverk.letters.types import Letter, Mention
from regelverk.rules.loader import load

_REST = re.compile(r"[\wæøå]*(?:-[a-zæøå]+)*")
_SHORTEST_STEM = 5
_SOMEWHAT = 65


@dataclass(frozen=True, slots=True)
class KnownInitiative:
    """An initiative that is known by name; see `rules/initiatives.toml`."""

    name: str
    stems: tuple[str, ...]
    source: str


class Sighting(NamedTuple):
    """An initiative named in a letter: the letter's number, the unit's, and the words in it."""

    letter: int
    unit: int
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """An initiative with every place that names it."""

    name: str
    sightings: tuple[Sighting, ...]

    @property
    def letters(self) -> frozenset[int]:
        """The numbers of the letters that name it."""
        return frozenset(each.letter for each in self.sightings)


@dataclass(frozen=True, slots=True)
class _Sought:
    name: str
    stems: tuple[str, ...]
    acronyms: tuple[str, ...] = ()


def find_initiatives(readings: Sequence[Reading], named: Iterable[str] = ()) -> list[Named]:
    """Where each initiative is named.

    With `named`, only those; else the known ones, and those that the letters show by themselves.

    Args:
        readings: The letters.
        named: Names of initiatives to look for.
    """
    texts = [_Folded(reading) for reading in readings]
    given = [_Sought(name, (folded(name), key(name))) for name in named]
    sought = given or [*_known(), *_discovered(readings)]
    taken: set[tuple[int, int, int]] = set()
    result: list[Named] = []
    for each in sought:
        stems = [folded(stem) for stem in each.stems if len(folded(stem)) >= _SHORTEST_STEM]
        sightings = []
        for number, text in enumerate(texts):
            for place in text.places(stems, each.acronyms):
                at = (number, place[0], place[1])
                if at not in taken:
                    taken.add(at)
                    sightings.append(Sighting(number, *place))
        if sightings:
            result.append(Named(each.name, tuple(sorted(sightings))))
    return result


def _known() -> list[_Sought]:
    return [_Sought(each.name, each.stems) for each in load("initiatives", KnownInitiative)]


class _Folded:
    """A letter's units as they are searched: folded, each character with its place."""

    def __init__(self, reading: Reading) -> None:
        self.units = [unit.text for unit in reading.units]
        self.skipped = {
            index
            for index, unit in enumerate(reading.units)
            if any(found_term("fellesføring", heading) for heading in unit.section.headings)
            and not any(found_term("tverrsektor", heading) for heading in unit.section.headings)
        }
        self.plain = [folded(text) for text in self.units]

    def places(
        self, stems: Sequence[str], acronyms: Sequence[str]
    ) -> Iterable[tuple[int, int, int, str]]:
        """Unit, start, end and words of each place that holds a stem or an acronym, whole."""
        for index, plain in enumerate(self.plain):
            if index in self.skipped:
                continue
            spans: dict[int, int] = {}
            for stem in stems:
                if stem in plain:
                    for start, end in _in_text(self.units[index], stem):
                        spans[start] = max(end, spans.get(start, 0))
            for acronym in acronyms:
                for match in re.finditer(rf"(?<![\w(]){acronym}\b", self.units[index]):
                    spans.setdefault(match.start(), match.end())
            last = -1
            for start, end in sorted(spans.items()):
                if start >= last:
                    yield index, start, end, self.units[index][start:end]
                    last = end


def _in_text(text: str, stem: str) -> Iterable[tuple[int, int]]:
    """Where a folded stem stands in a text that is not folded, each to the end of its word."""
    positions = [at for at, character in enumerate(text) if folded(character)]
    plain = "".join(folded(text[at]) for at in positions)
    at = plain.find(stem)
    while at >= 0:
        start, end = positions[at], positions[at + len(stem) - 1] + 1
        if not (start and text[start - 1].isalnum()):
            rest = _REST.match(text, end)
            stop = rest.end() if rest else end
            if stop - end <= 14:
                yield start, stop
        at = plain.find(stem, at + 1)


def _discovered(readings: Sequence[Reading]) -> list[_Sought]:
    """The initiatives nobody has listed, spellings of one name together, longest names first."""
    groups: list[list[Candidate]] = []
    by_key: dict[str, list[Candidate]] = {}
    for number, reading in enumerate(readings):
        for candidate in candidates(reading, number):
            name_key = key(candidate.name)
            if len(name_key) < _SHORTEST_STEM:
                continue
            group = by_key.get(name_key) or next(
                (by_key[other] for other in by_key if alike(name_key, other)), None
            )
            if group is None:
                group = []
                groups.append(group)
            group.append(candidate)
            by_key[name_key] = group
    groups = _without_longer(groups)
    known = [folded(stem) for each in load("initiatives", KnownInitiative) for stem in each.stems]
    return sorted(
        (
            _as_sought(group)
            for group in groups
            if not any(folded(each.name).startswith(stem) for each in group for stem in known)
        ),
        key=lambda each: -len(each.stems[0]),
    )


def _without_longer(groups: Sequence[list[Candidate]]) -> list[list[Candidate]]:
    """The groups, one letter's longer stretch of words put with the name that begins it."""
    kept: list[list[Candidate]] = []
    for group in sorted(groups, key=lambda each: len(_stem(each[0].name))):
        stem = _stem(group[0].name)
        shorter = [each for each in kept if stem.startswith(_stem(each[0].name))]
        if not shorter or len({each.letter for each in group}) > 1:
            kept.append(group)
    return kept


def _as_sought(group: Sequence[Candidate]) -> _Sought:
    spelled = Counter(each.name for each in group)
    name = max(spelled, key=lambda each: (spelled[each], not LETTERS.isdisjoint(each), -len(each)))
    stems = {_stem(each.name) for each in group}
    acronyms = {each.acronym for each in group if each.acronym}
    return _Sought(name, tuple(sorted(stems, key=len, reverse=True)), tuple(sorted(acronyms)))


def _stem(name: str) -> str:
    """A name as it is looked for: without the ending of its last word."""
    plain = folded(name)
    shorter = re.sub(rf"{term('endelse')}$", "", plain)
    return shorter if len(shorter) >= 6 else plain


def by_letter(sightings: Iterable[Sighting]) -> Mapping[int, list[Sighting]]:
    """The sightings of each letter."""
    grouped: dict[int, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        grouped[sighting.letter].append(sighting)
    return grouped


def together(
    found: Sequence[Named], read: Sequence[Sequence[Mention]], letters: Sequence[Letter]
) -> list[Named]:
    """The initiatives, one that two letters name differently joined.

    Two names are of one thing where they are somewhat alike, no letter has both, and each letter
    says that the work is shared with the other's agency.
    """
    agencies = [{letters[number].agency for number in each.letters} for each in found]
    partners = [{name for one in each for name in (*one.partners, one.leader)} for each in read]
    joined: list[Named] = []
    used: set[int] = set()
    for first, one in enumerate(found):
        if first in used:
            continue
        sightings = one.sightings
        for second in range(first + 1, len(found)):
            other = found[second]
            if (
                second not in used
                and not one.letters & other.letters
                and agencies[first] & partners[second]
                and agencies[second] & partners[first]
                and fuzz.ratio(key(one.name), key(other.name)) >= _SOMEWHAT
            ):
                used.add(second)
                sightings = (*sightings, *other.sightings)
        joined.append(Named(one.name, tuple(sorted(sightings))))
    return joined
