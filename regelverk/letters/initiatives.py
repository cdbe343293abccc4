"""Where letters name an initiative: known, given by the user, or found in the letters."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from regelverk.language.misreadings import misread, misread_capitals
from regelverk.language.ocr_words import LETTERS
from regelverk.letters.candidates import Candidate, candidates, carried
from regelverk.letters.naming import alike, folded, in_any_spelling, is_acronym, key
from regelverk.letters.reading import Reading
from regelverk.letters.terms import found as found_term
from regelverk.letters.terms import term
from regelverk.letters.types import Letter, Mention
from regelverk.rules.loader import load

_REST = re.compile(r"[\wæøå]*(?:-[a-zæøå]+)*")
_DAMAGE = re.compile(r"(?<=[a-zæøå])\d(?=[a-zæøå])")
_SHORTEST_STEM = 5
_SOMEWHAT = 65
_LONGEST_REST, _LONGEST_ENDING = 14, 3
_ENDING = re.compile(rf"{term('endelse')}$")


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
    taken: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    result: list[Named] = []
    for each in sought:
        stems = [folded(stem) for stem in each.stems if len(folded(stem)) >= _SHORTEST_STEM]
        sightings = []
        for number, text in enumerate(texts):
            for place in text.places(stems, each.acronyms):
                unit, start, end, _ = place
                held = taken[number, unit]
                if all(end <= first or last <= start for first, last in held):
                    held.append((start, end))
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
        self.scanned = reading.scanned

    def places(
        self, stems: Sequence[str], acronyms: Sequence[str]
    ) -> Iterable[tuple[int, int, int, str]]:
        """Unit, start, end and words of each place that holds a stem or an acronym, whole."""
        spellings = [(in_any_spelling(stem), False) for stem in stems]
        short = [re.compile(acronym) for acronym in acronyms]
        if self.scanned:
            spellings += [(misread(stem), True) for stem in stems]
            short = [misread_capitals(acronym) for acronym in acronyms]
        for index, plain in enumerate(self.plain):
            if index in self.skipped:
                continue
            spans: dict[int, int] = {}
            for spelling, guessed in spellings:
                if spelling.search(plain):
                    for start, end in _in_text(self.units[index], spelling, guessed=guessed):
                        spans[start] = max(end, spans.get(start, 0))
            for acronym in short:
                for match in acronym.finditer(self.units[index]):
                    if _is_whole(self.units[index], match):
                        spans.setdefault(match.start(), match.end())
            for start, end in _joined(sorted(spans.items()), self.units[index]):
                yield index, start, end, self.units[index][start:end]


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Whether a match is no part of a longer word."""
    return not (text[: match.start()][-1:].isalnum() or text[match.end() :][:1].isalnum())


def _joined(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Places as one where two names stand side by side: `Fellesløypa – strategi for …`."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip(' -–()«»"'):
            first, last = joined.pop()
            joined.append((first, max(last, end)))
        else:
            joined.append((start, end))
    return joined


def _in_text(text: str, stem: re.Pattern[str], *, guessed: bool) -> Iterable[tuple[int, int]]:
    """Where a folded stem stands in a text that is not folded, each to the end of its word.

    What is only guessed to be the stem misread goes on for no more than an ending: «som løslates»
    is not «Sømløst».
    """
    positions = [at for at, character in enumerate(text) if folded(character)]
    plain = "".join(folded(text[at]) for at in positions)
    for match in stem.finditer(plain):
        start, end = positions[match.start()], positions[match.end() - 1] + 1
        if not (start and text[start - 1].isalnum()):
            rest = _REST.match(text, end)
            stop = rest.end() if rest else end
            if stop - end <= (_LONGEST_ENDING if guessed else _LONGEST_REST):
                yield start, stop


def _discovered(readings: Sequence[Reading]) -> list[_Sought]:
    """The initiatives nobody has listed, spellings of one name together, longest names first."""
    given = [each for number, one in enumerate(readings) for each in candidates(one, number)]
    given += _carried(readings, given)
    groups = _without_longer(_grouped(given))
    known = [folded(stem) for each in load("initiatives", KnownInitiative) for stem in each.stems]
    return sorted(
        (
            _as_sought(group)
            for group in groups
            if not any(folded(each.name).startswith(stem) for each in group for stem in known)
        ),
        key=lambda each: -max(map(len, (*each.stems, *each.acronyms))),
    )


def _carried(readings: Sequence[Reading], given: Sequence[Candidate]) -> Iterator[Candidate]:
    """Names with a common noun that other letters call the same: one noun with one name."""
    own = {_key(each.name) for each in given}
    names: dict[str, dict[str, Candidate]] = defaultdict(dict)
    for number, reading in enumerate(readings):
        for name, noun in carried(reading):
            names[_key(noun)][_key(name)] = Candidate(number, name, noun)
    for noun, found in names.items():
        if noun in own and len(found) == 1 and not found.keys() - own:
            yield from found.values()


def _grouped(given: Sequence[Candidate]) -> list[list[Candidate]]:
    """The candidates of each initiative: those that share a name or stand for each other."""
    groups: dict[str, list[Candidate]] = {}
    for candidate in given:
        keys = [each for each in map(_key, (candidate.name, candidate.alias)) if each]
        if not keys:
            continue
        near = [other for each in keys for other in groups if other == each or alike(each, other)]
        merged = [candidate]
        for group in {id(groups[each]): groups[each] for each in near}.values():
            merged += group
        for each in (*keys, *(name for name, group in groups.items() if group[0] in merged)):
            groups[each] = merged
    return list({id(group): group for group in groups.values()}.values())


def _key(name: str) -> str:
    """What a name is known by; an abbreviation as it is, a name that is too short not at all."""
    if is_acronym(name):
        return name
    found = next((each for each in (key(name), folded(name)) if len(each) >= _SHORTEST_STEM), "")
    return found.replace("rn", "m")  # what text recognition mixes most


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
    """What is looked for: every name, the one that most letters use for short first."""
    letters: dict[str, set[int]] = defaultdict(set)
    for each in group:
        letters[each.name].add(each.letter)
        if each.alias:
            letters[each.alias].add(each.letter)
    own = {each.name for each in group}
    name = max(letters, key=lambda each: (not each[:1].islower(), not _DAMAGE.search(each),
                                          " - " not in each,
                                          len(letters[each]), each in own,
                                          not LETTERS.isdisjoint(each), -len(each)))  # fmt: skip
    acronyms = {each for each in letters if is_acronym(each)}
    stems = {_stem(each) for each in letters if each not in acronyms}
    return _Sought(name, tuple(sorted(stems, key=len, reverse=True)), tuple(sorted(acronyms)))


def _stem(name: str) -> str:
    """A name as it is looked for: without the ending of its last word."""
    plain = folded(name)
    shorter = _ENDING.sub("", plain)
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
    says that the work is shared with the other's agency; a budget proposition, which is to no
    agency, where it says the same of who leads and for how long.
    """
    agencies = [
        {name for number in each.letters for name in letters[number].agencies} for each in found
    ]
    partners = [{name for one in each for name in (*one.partners, one.leader)} for each in read]
    frames = [
        {(one.leader, one.period) for one in each if one.leader and one.period} for each in read
    ]
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
                and (
                    (agencies[first] & partners[second] and agencies[second] & partners[first])
                    or (
                        not (agencies[first] and agencies[second])
                        and frames[first] & frames[second]
                    )
                )
                and fuzz.ratio(key(one.name), key(other.name)) >= _SOMEWHAT
            ):
                used.add(second)
                sightings = (*sightings, *other.sightings)
        joined.append(Named(one.name, tuple(sorted(sightings))))
    return joined
