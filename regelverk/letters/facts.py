"""Where letters state the same thing differently, or only some of them state it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from rapidfuzz import fuzz

from regelverk.comparison.normalise import fold
from regelverk.letters.amounts import shown
from regelverk.letters.dates import same_period
from regelverk.letters.naming import is_short, may_translate, same_name, within
from regelverk.letters.roles import GENERAL
from regelverk.letters.tasks import same_task
from regelverk.letters.terms import expanded, graded, scale, wordlist
from regelverk.letters.topics import Side, Topic
from regelverk.letters.types import Finding, FindingKind, Stated
from regelverk.letters.words import Listed, joined, say
from regelverk.rules.texts import Both

_SAME_GROUP, _SAME_DESCRIPTION = 72, 70
_CHANGES = expanded(r"\b<endrer>\b")
_AGES = re.compile(r"\b\d{1,2}(?= ?(?:-|til|og|år|\u2013|$))")
_COUNT = re.compile(r"\b\d{1,3}(?: \d{3})+\b|\b(?!20\d\d\b)\d{3,}\b")
_UNDER = expanded(r"\b<yngre enn> (?:fylt )?(?P<age>\d{1,2}|\w+)(?= ?år|$)")


class _Position(NamedTuple):
    """What an agency is told of one task."""

    side: Side
    stated: list[Stated]

    @property
    def values(self) -> set[str]:
        """The deadlines or the amounts."""
        return {each.value for each in self.stated}


def deadlines(topic: Topic) -> Iterator[Finding]:
    """The same task has different deadlines."""
    for apart in _apart(topic, lambda each: each.mention.deadlines):
        told = _told((each.side, Listed([x.words for x in each.stated])) for each in apart)
        words = say("deadline", initiative=topic.name, told=told)
        yield _resting(topic, FindingKind.DEADLINE_DIFFERS, words, apart)


def _apart(
    topic: Topic, stated: Callable[[Side], Sequence[Stated]]
) -> Iterator[Sequence[_Position]]:
    """What is stated for the same task in the letters of two agencies, with no value in common."""
    groups: list[list[tuple[Side, Stated]]] = []
    for side in (*topic.sides, *topic.bills):
        for each in stated(side):
            near = [g for g in groups if any(same_task(each, other) for _, other in g)]
            groups = [g for g in groups if g not in near]
            groups.append([*(pair for g in near for pair in g), (side, each)])
    for group in groups:
        positions = {side.name: _Position(side, []) for side, _ in group}
        for side, each in group:
            positions[side.name].stated.append(each)
        held = list(positions.values())
        if _disagree(held, lambda a, b: bool(a.values & b.values)):
            yield held


def _resting(topic: Topic, kind: FindingKind, words: Both, apart: Sequence[_Position]) -> Finding:
    """A finding that quotes what each side states."""
    found = topic.finding(kind, words, [each.side for each in apart])
    quotes = dict.fromkeys(one.quote for each in apart for one in each.stated)
    return replace(
        found, quotes=tuple(quotes), letters=tuple(dict.fromkeys(each.letter for each in quotes))
    )


def _letter_by_letter(topic: Topic) -> list[Side]:
    """What each letter says: an agency's letters may part without one saying it changes another."""
    return [
        replace(side, mention=each, mentions=(each,))
        for side in (*topic.sides, *topic.bills)
        for number, each in enumerate(side.mentions)
        if not any(_CHANGES.search(later.text) for later in side.mentions[number + 1 :])
    ]


def periods(topic: Topic) -> Iterator[Finding]:
    """The initiative has different periods."""
    stating = [each for each in _letter_by_letter(topic) if each.mention.period]
    if _disagree(stating, lambda a, b: same_period(a.mention.period, b.mention.period)):
        told = _told((each, each.mention.period) for each in stating)
        words = say("period", initiative=topic.name, told=told)
        yield topic.finding(FindingKind.PERIOD_DIFFERS, words, stating)


def targets(topic: Topic) -> Iterator[Finding]:
    """The initiative has different target groups."""
    stating = [each for each in _letter_by_letter(topic) if each.mention.said("target_group")]
    if _disagree(
        stating, lambda a, b: same_group(*(x.mention.said("target_group") for x in (a, b)))
    ):
        told = _told((each, f"«{each.mention.said('target_group')}»") for each in stating)
        words = say("target", initiative=topic.name, told=told)
        yield topic.finding(FindingKind.TARGET_DIFFERS, words, stating, "target_group")


def _kinds_apart(first: str, second: str, *, same_ages: bool) -> bool:
    """Whether two folded target groups name kinds of people, and not the same.

    Where the ages are the same, «barn og unge» may be the same as «unge».
    """
    one, other = (
        frozenset(each.split()) & frozenset(wordlist("aldersgruppe")) for each in (first, second)
    )
    return bool(one and other) and (not one & other if same_ages else one != other)


def same_group(first: str, second: str) -> bool:
    """Whether two target groups are the same in other words: figures decide where both give them.

    Example:
        >>> same_group("kommuner med under 5 000 innbyggere", "kommuner under 10 000 innbyggere")
        False
    """
    ages, counts = ([figures(each) for each in (first, second)] for figures in (_ages, _counts))
    if any(all(figures) and figures[0] != figures[1] for figures in (ages, counts)):
        return False
    decided = all(ages)
    a, b = fold(first), fold(second)
    if _kinds_apart(a, b, same_ages=decided):
        return False
    return decided or fuzz.token_set_ratio(a, b) >= _SAME_GROUP


def _ages(group: str) -> list[int]:
    """The ages of a group, lowest first: those under 25 are 0 to 24.

    Example:
        >>> _ages("barn under 7 år") == _ages("barn i alderen 0–6 år") == _ages("ikkje fylt sju år")
        True
    """
    if under := _UNDER.search(group):
        age = under["age"] if under["age"].isdigit() else graded("tallord", under["age"])
        return [0, int(age) - 1] if age else []
    return sorted(map(int, _AGES.findall(group)))


def _counts(group: str) -> set[str]:
    """The numbers of people or the like in a group: neither ages nor years."""
    return {each.replace(" ", "") for each in _COUNT.findall(group)}


def amounts(topic: Topic) -> Iterator[Finding]:
    """Different amounts are set aside for the same."""
    for apart in _apart(topic, lambda each: each.mention.funds):
        told = _told((each.side, Listed([shown(int(x.value)) for x in each.stated]))
                     for each in apart)  # fmt: skip
        words = say("amount", initiative=topic.name, told=told)
        yield _resting(topic, FindingKind.AMOUNT_DIFFERS, words, apart)


def names(topic: Topic) -> Iterator[Finding]:
    """The initiative goes by several names, or its abbreviation stands for several."""
    sides = (*topic.sides, *topic.bills)
    if _disagree(sides, _same_names):
        told = _told((each, Listed([f"«{name}»" for name in each.mention.names])) for each in sides)
        words = say("names", initiative=topic.name, told=told)
        found = topic.finding(FindingKind.NAMES_DIFFER, words, sides)
        yield replace(found, sure=_disagree(sides, _may_be_same_names))


def _same_names(first: Side, second: Side, same: Callable[[str, str], bool] = same_name) -> bool:
    """Whether two letters name it alike: their proper names, and what they describe it as.

    A letter that only abbreviates agrees with all; one that leaves a name out does too.
    """
    full = [[name for name in side.mention.names if not is_short(name)]
            for side in (first, second)]  # fmt: skip
    proper, described = (
        [[name for name in own if name[:1].islower() is lower] for own in full]
        for lower in (False, True)
    )
    if all(proper) and not any(same(one, other) for one in proper[0] for other in proper[1]):
        return False
    return not all(described) or any(
        same(one, other) or fuzz.token_sort_ratio(fold(one), fold(other)) >= _SAME_DESCRIPTION
        for one in described[0]
        for other in described[1]
    )


def _may_be_same_names(first: Side, second: Side) -> bool:
    """Whether two letters name it alike for all that the program can tell."""
    same = same_name if first.languages == second.languages else may_translate
    return _same_names(first, second, lambda one, other: same(one, other) or within(one, other))


def purpose(topic: Topic) -> Iterator[Finding]:
    """Nobody is told why, or only some are."""
    lacking = [each for each in _yearly(topic) if not each.mention.said("why")]
    yield from _partial(topic, FindingKind.PURPOSE_MISSING, "why", lacking)


def partners(topic: Topic) -> Iterator[Finding]:
    """Nobody is told with whom, or only some are."""
    lacking = [
        each
        for each in _yearly(topic)
        if not each.mention.said("with_whom") and each.mention.leader in {"", each.name}
    ]
    yield from _partial(topic, FindingKind.PARTNERS_MISSING, "with_whom", lacking)


def _yearly(topic: Topic) -> list[Side]:
    """The agencies that letters of the year give a part in it.

    A lasting instruction need not say all, and what is named only in passing need say nothing.
    """
    return [each for each in topic.sides if each.yearly and each.mention.roles]


def _partial(
    topic: Topic, kind: FindingKind, part: str, lacking: Sequence[Side]
) -> Iterator[Finding]:
    if not lacking:
        return
    stating = [each for each in topic.sides if each not in lacking]
    silent, sure = _silent(lacking, part)
    key = "why" if part == "why" else "partners"
    if not stating:
        if all(set(each.mention.roles) <= GENERAL for each in lacking):
            return
        sure = sum(part in each.mention.perhaps for each in lacking) * 2 <= len(lacking)
        found = topic.finding(kind, say(f"{key}_all", initiative=topic.name), topic.sides)
    else:
        words = say(
            key,
            initiative=topic.name,
            who=Listed([each.name for each in silent]),
            others=Listed([each.name for each in stating]),
        )
        found = topic.finding(kind, words, [*silent, *stating], part)
    yield replace(found, sure=sure)


def _silent(lacking: Sequence[Side], part: str) -> tuple[Sequence[Side], bool]:
    """Those whose letters are silent on a part for sure; else all that seem so, and False."""
    sure = [each for each in lacking if part not in each.mention.perhaps]
    return sure or lacking, bool(sure)


def reporting(topic: Topic) -> Iterator[Finding]:
    """Only some are asked to report, or they are asked for different things."""
    part = "reporting"
    asked = [each for each in topic.sides if each.mention.said(part)]
    spared = [each for each in _yearly(topic) if not each.mention.said(part)]
    if asked and spared:
        silent, sure = _silent(spared, part)
        words = say(
            part,
            initiative=topic.name,
            who=Listed([each.name for each in asked]),
            others=Listed([each.name for each in silent]),
        )
        found = topic.finding(FindingKind.REPORTING_DIFFERS, words, [*asked, *silent], part)
        yield replace(found, sure=sure)
    elif _disagree(asked, lambda a, b: bool(channels(a) & channels(b)) or not channels(a)
                   or not channels(b)):  # fmt: skip
        told = _told((each, f"«{each.mention.said(part)}»") for each in asked)
        words = say("reporting_forms", initiative=topic.name, told=told)
        yield topic.finding(FindingKind.REPORTING_DIFFERS, words, asked, part)


def channels(side: Side) -> frozenset[str]:
    """How an agency is to report."""
    part = side.mention.parts["reporting"]
    text = f"{part.words} {part.quote.text}"
    first = {name for name, said in scale("rapport").items() if said.search(text)}
    return side.mention.reports | first


def _told(values: Iterable[tuple[Side, str]]) -> Both:
    """Each value with the agencies whose letters state it."""
    stating: dict[str, list[str]] = {}
    for side, value in values:
        stating.setdefault(value, []).append(side.name)
    told = [f"{said} ({Listed(names)})" for said, names in stating.items()]
    return joined([Both(each, each) for each in told])


_Held = TypeVar("_Held")


def _disagree(held: Sequence[_Held], same: Callable[[_Held, _Held], bool]) -> bool:
    """Whether any two differ."""
    return any(
        not same(first, second) for index, first in enumerate(held) for second in held[index + 1 :]
    )
