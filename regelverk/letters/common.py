"""Common requirements (fellesføringer): the same text in every letter, or not."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from regelverk.comparison.normalise import fold
from regelverk.language.sentences import split
from regelverk.letters.dates import deadline, due
from regelverk.letters.terms import expanded, graded, scale, term
from regelverk.letters.topics import Agency, Quoter
from regelverk.letters.types import CommonRequirement, Finding, FindingKind, Letter, Quote
from regelverk.letters.words import Listed, joined, say
from regelverk.rules.texts import Both

_SAME_REQUIREMENT, _SAME_TITLE = 62, 80
_SAME_WORDING, _ACROSS_FORMS, _LIKE = 88, 60, 60
_OWN = expanded(r"\b<mottaker>\b")
_FIGURE = re.compile(r"\b\d+(?:,\d+)?(?: prosent)?\b")


class _Given(NamedTuple):
    """A requirement as one agency's letter gives it."""

    agency: Agency
    letter: Letter
    requirement: CommonRequirement
    quote: Quote


def common_requirements(
    present: Sequence[Agency], year: int | None, quote: Quoter
) -> Iterator[Finding]:
    """Requirements whose text departs from the others, or that some letters lack.

    Args:
        present: The agencies of the year.
        year: The year.
        quote: The exact words at an address of a letter.
    """
    given = [
        _Given(agency, letter, each, quote(letter.identifier, each.address))
        for agency in present
        for letter in agency.letters
        for each in letter.requirements
        if letter.addressees[0] == agency.name
    ]
    holders = {each.agency.name: each.agency for each in given}
    for group in _grouped(given):
        if len({each.agency.name for each in group}) < 2:
            continue
        title = next((each.requirement.title for each in group if each.requirement.title), "")
        title = title or " ".join(group[0].requirement.text.split()[:8]) + " …"
        yield from _departures(group, title, year)
        told = {each.agency.name for each in group}
        lacking = [agency for name, agency in holders.items() if name not in told]
        if lacking and len(told) > len(lacking):
            words = say("requirement_missing", initiative=title,
                        who=Listed([each.name for each in lacking]),
                        others=Listed(sorted(told)))  # fmt: skip
            letters = [each.letter.identifier for each in group]
            letters += [each.letters[0].identifier for each in lacking]
            yield Finding(FindingKind.REQUIREMENT_DIFFERS, title, tuple(dict.fromkeys(letters)),
                          words, (group[0].quote,), year)  # fmt: skip


def _grouped(given: Sequence[_Given]) -> list[list[_Given]]:
    """The same requirement in each letter, by its title or by its text."""
    groups: list[list[_Given]] = []
    for each in given:
        best, score = None, 0.0
        for group in groups:
            if any(other.letter is each.letter for other in group):
                continue
            alike = max(_alike(each.requirement, other.requirement) for other in group)
            if alike > score:
                best, score = group, alike
        if best is not None and score >= _SAME_REQUIREMENT:
            best.append(each)
        else:
            groups.append([each])
    return groups


def _alike(first: CommonRequirement, second: CommonRequirement) -> float:
    if first.title and second.title:
        title = fuzz.token_set_ratio(fold(first.title), fold(second.title))
        if title >= _SAME_TITLE:
            return float(title)
    return float(fuzz.token_set_ratio(_plain(first.text), _plain(second.text)))


def _plain(text: str) -> str:
    """A requirement without what each letter must say in its own way: who it is for."""
    return " ".join(_OWN.sub(" ", fold(text)).split())


def _departures(group: Sequence[_Given], title: str, year: int | None) -> Iterator[Finding]:
    """The letters that stand against most of the others."""
    against: dict[int, list[_Given]] = {
        index: [other for other in group if other is not each and _difference(each, other)]
        for index, each in enumerate(group)
    }
    most = (len(group) - 1) / 2
    departing = [group[index] for index, others in against.items() if len(others) > most]
    if not departing and any(against.values()):
        departing = [group[max(against, key=lambda index: len(against[index]))]]
    if len(departing) == len(group) and len(group) > 1:
        departing = [group[-1]]
    kept = [each for each in group if each not in departing]
    if not departing or not kept:
        return
    told: list[Both] = []
    for each in departing:
        other = next((each2 for each2 in kept if _difference(each, each2)), None)
        if other and (words := _difference(each, other)):
            told.append(words)
    if not told:
        return
    words = say("requirement", initiative=title,
                who=Listed([each.agency.name for each in departing]),
                told=joined(list(dict.fromkeys(told))))  # fmt: skip
    sides = [*departing, kept[0]]
    yield Finding(
        FindingKind.REQUIREMENT_DIFFERS, title,
        tuple(dict.fromkeys(each.letter.identifier for each in [*departing, *kept])),
        words, tuple(each.quote for each in sides), year,
    )  # fmt: skip


def _difference(first: _Given, second: _Given) -> Both | None:
    """What sets two texts of a requirement apart: a date, a figure, the duty, the wording."""
    here, there = first.requirement.text, second.requirement.text
    when = [deadline(each) for each in (here, there)]
    if all(when) and due(when[0], 0) != due(when[1], 0):
        return say("requirement_says", here=when[0], there=when[1])
    figures = [_figures(each) for each in (here, there)]
    if figures[0] ^ figures[1]:
        only = [
            ", ".join(sorted(figures[0] - figures[1])),
            ", ".join(sorted(figures[1] - figures[0])),
        ]
        return say("requirement_says", here=only[0] or "–", there=only[1] or "–")
    strength = [{name for name, said in scale("modalverb").items() if said.search(fold(each))}
                for each in (here, there)]  # fmt: skip
    weaker = (strength[0] ^ strength[1]) & {"bør", "kan"}
    if weaker and strength[0] != strength[1]:
        return say("requirement_says", here=", ".join(sorted(strength[0])),
                   there=", ".join(sorted(strength[1])))  # fmt: skip
    same_form = first.letter.language is second.letter.language
    a, b = _plain(here), _plain(there)
    score = min(fuzz.ratio(a, b) + 6, fuzz.token_sort_ratio(a, b) + 4)
    if score < (_SAME_WORDING if same_form else _ACROSS_FORMS):
        lacking = _lacking(here, there) if same_form else ""
        return say("requirement_lacks", there=lacking) if lacking else say("requirement_wording")
    return None


def _lacking(here: str, there: str) -> str:
    """The first sentence of the other text that this one has nothing like, or an empty string."""
    own = [_plain(span.of(here)) for span in split(here)]
    for span in split(there):
        sentence = span.of(there).strip()
        if all(fuzz.ratio(_plain(sentence), each) < _LIKE for each in own):
            return sentence
    return ""


def _figures(text: str) -> set[str]:
    """The numbers in a text, in figures also where they are spelled out."""
    words = (graded("tallord", word) or word for word in _undated(text.lower()).split())
    return set(_FIGURE.findall(" ".join(words)))


def _undated(text: str) -> str:
    """A text without dates and years, which are compared on their own."""
    return re.sub(rf"{term('dato')}|\b20\d\d\b", " ", text)
