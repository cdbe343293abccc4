"""Where letters part: every kind of finding, gravest first within each year."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from regelverk.clauses.types import Clause
from regelverk.letters import facts, relations
from regelverk.letters.common import common_requirements
from regelverk.letters.drift import drift
from regelverk.letters.duties import duties
from regelverk.letters.identity import may_be_one
from regelverk.letters.joint import joint_tasks
from regelverk.letters.naming import folded
from regelverk.letters.reading import Reading
from regelverk.letters.topics import Topic, agencies, topics
from regelverk.letters.types import Finding, FindingKind, Initiative, Letter, Quote
from regelverk.letters.words import Listed, joined, say
from regelverk.model.address import Address
from regelverk.model.document import Document

_CHECKS = (
    relations.coordination, relations.reciprocity, relations.silence, relations.instructed,
    relations.roles,
    facts.deadlines, facts.periods, facts.targets, facts.amounts, facts.names,
    facts.purpose, facts.partners, facts.reporting,
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(FindingKind)}
_LASTING = (
    relations.coordination, relations.silence, relations.roles, facts.purpose, facts.partners,
    facts.reporting,
)  # fmt: skip
"""Checks that make sense of lasting work only, not of a single thing to deliver."""
_SILENCE = frozenset({FindingKind.NOT_RECIPROCATED, FindingKind.NOT_MENTIONED})
_NEAR, _SHORTEST = 76, 6
"""A letter that is silent has nothing as near to a name as this; 69 at most in what we have."""
_ALONE = frozenset({FindingKind.NOT_RECIPROCATED})


def findings(
    letters: Sequence[Letter], initiatives: Sequence[Initiative],
    readings: Mapping[str, Reading], taken: Mapping[str, Collection[int]],
    acts: Sequence[Document] = (), clauses: Iterable[Clause] = (),
) -> tuple[Finding, ...]:  # fmt: skip
    """The inconsistencies, the latest year first.

    Args:
        letters: The letters.
        initiatives: What they say of each initiative.
        readings: Their text by identifier.
        taken: The units of each letter that belong to an initiative.
        acts: Acts of the sectors, where there are any.
        clauses: The clauses found in them.
    """

    def quote(letter: str, address: Address) -> Quote:
        document = readings[letter].document
        node = document.at(address) or document.root
        return Quote(letter, node.address, node.span, document.quote(node))

    found_clauses = list(clauses)
    by_year = agencies(letters)
    spoken = {year: list(topics(initiatives, year, present)) for year, present in by_year.items()}
    result: list[Finding] = []
    years = list(by_year)
    for place, year in enumerate(years):
        present = by_year[year]
        found: list[Finding] = []
        for topic in spoken[year]:
            namesakes = [
                each for each in spoken[year] if each is not topic and may_be_one(topic, each)
            ]
            found += (_judged(each, topic, namesakes, readings) for each in _of(topic))
        found += joint_tasks(present, year, readings, taken)
        found += common_requirements(present, year, quote)
        if place == 0:
            found += duties(present, year, readings, acts, found_clauses)
        if place + 1 < len(years):
            last = years[place + 1]
            found += drift(present, by_year[last], spoken[year], spoken[last], year, last, quote)
        result += sorted(found, key=lambda each: _RANK[each.kind])
    return tuple(result)


def _judged(
    finding: Finding, topic: Topic, namesakes: Sequence[Topic], readings: Mapping[str, Reading]
) -> Finding:
    """A finding; not a sure one where the letters may say what is missing under another name.

    Args:
        finding: The finding.
        topic: The initiative it is about.
        namesakes: Those that may be the same; see `may_be_one`.
        readings: The letters by identifier.
    """
    if finding.kind is FindingKind.NO_COORDINATOR:
        elsewhere = [each for each in namesakes if each.is_led]
    elif finding.kind in _SILENCE:
        silent = set(finding.letters) - topic.letters
        elsewhere = [each for each in namesakes if silent & each.letters]
        if not elsewhere and any(_is_near(topic, readings[letter]) for letter in silent):
            return replace(finding, sure=False)
    else:
        return finding
    if not elsewhere:
        return finding
    names = Listed([f"«{each.name}»" for each in elsewhere])
    words = joined([finding.words, say("namesake", names=names)], " ")
    return replace(finding, words=words, sure=False)


def _is_near(topic: Topic, reading: Reading) -> bool:
    """Whether a letter has words near one of the names."""
    told = (name for each in topic.mentions for name in map(folded, each.names))
    text = folded(reading.text)
    return any(
        len(name) >= _SHORTEST and fuzz.partial_ratio(name, text, score_cutoff=_NEAR) > 0
        for name in set(told)
    )


def _of(topic: Topic) -> Iterator[Finding]:
    """The findings about an initiative; where only one letter names it, only who else should."""
    shared = len(topic.sides) + len(topic.bills) > 1
    every = (*topic.sides, *topic.bills)
    delivery = any(each.mention.delivery for each in every) and not any(
        each.mention.period for each in every
    )
    for check in _CHECKS:
        if delivery and check in _LASTING:
            continue
        for finding in check(topic):
            if shared or finding.kind in _ALONE:
                yield finding
