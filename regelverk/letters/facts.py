"""Where letters state the same thing differently, or only some of them state it."""

import re
from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz

from regelverk.comparison.normalise import fold
from regelverk.letters.amounts import shown
from regelverk.letters.dates import same_period
from regelverk.letters.naming import same_name
from regelverk.letters.terms import scale, wordlist
from regelverk.letters.topics import Side, Topic
from regelverk.letters.types import Finding, FindingKind
from regelverk.letters.words import joined, listed, say
from regelverk.rules.texts import Both

_SAME_GROUP = 72
_AGES = re.compile(r"\b\d{1,2}(?= ?(?:-|til|og|år|\u2013|$))")


def deadlines(topic: Topic) -> Iterator[Finding]:
    """The same task has different deadlines."""
    stating = [
        each
        for each in (*topic.sides, *topic.bills)
        if each.mention.due and each.mention.due != "årsrapport"
    ]
    if len({each.mention.due for each in stating}) > 1:
        told = _told(stating, lambda each: each.mention.said("deadline"))
        words = say("deadline", initiative=topic.name, told=told)
        yield topic.finding(FindingKind.DEADLINE_DIFFERS, words, stating, "deadline")


def periods(topic: Topic) -> Iterator[Finding]:
    """The initiative has different periods."""
    stating = [each for each in (*topic.sides, *topic.bills) if each.mention.period]
    if _disagree(stating, lambda a, b: same_period(a.mention.period, b.mention.period)):
        told = _told(stating, lambda each: each.mention.period)
        words = say("period", initiative=topic.name, told=told)
        yield topic.finding(FindingKind.PERIOD_DIFFERS, words, stating)


def targets(topic: Topic) -> Iterator[Finding]:
    """The initiative has different target groups."""
    stating = [each for each in (*topic.sides, *topic.bills) if each.mention.said("target_group")]
    if _disagree(
        stating, lambda a, b: same_group(*(x.mention.said("target_group") for x in (a, b)))
    ):
        told = _told(stating, lambda each: f"«{each.mention.said('target_group')}»")
        words = say("target", initiative=topic.name, told=told)
        yield topic.finding(FindingKind.TARGET_DIFFERS, words, stating, "target_group")


def same_group(first: str, second: str) -> bool:
    """Whether two target groups are the same in other words: ages decide where both give them."""
    ages = [sorted(_AGES.findall(each)) for each in (first, second)]
    if all(ages) and ages[0] != ages[1]:
        return False
    a, b = fold(first), fold(second)
    kept = [frozenset(each.split()) & frozenset(wordlist("aldersgruppe")) for each in (a, b)]
    if kept[0] != kept[1] and all(kept):
        return False
    return fuzz.token_set_ratio(a, b) >= _SAME_GROUP


def amounts(topic: Topic) -> Iterator[Finding]:
    """Different amounts are set aside for it."""
    stating = [each for each in (*topic.sides, *topic.bills) if each.mention.amounts]
    if _disagree(stating, lambda a, b: bool({*a.mention.amounts} & {*b.mention.amounts})):
        told = _told(stating, lambda each: listed([shown(x) for x in each.mention.amounts]))
        words = say("amount", initiative=topic.name, told=told)
        yield topic.finding(FindingKind.AMOUNT_DIFFERS, words, stating, "resources")


def names(topic: Topic) -> Iterator[Finding]:
    """The initiative goes by several names."""
    sides = (*topic.sides, *topic.bills)
    if _disagree(sides, lambda a, b: same_name(a.mention.name, b.mention.name)):
        told = _told(sides, lambda each: f"«{each.mention.name}»")
        words = say("names", initiative=topic.name, told=told)
        yield topic.finding(FindingKind.NAMES_DIFFER, words, sides)


def purpose(topic: Topic) -> Iterator[Finding]:
    """Nobody is told why, or only some are."""
    lacking = [each for each in topic.sides if not each.mention.said("why")]
    yield from _partial(topic, FindingKind.PURPOSE_MISSING, "why", lacking)


def partners(topic: Topic) -> Iterator[Finding]:
    """Nobody is told with whom, or only some are."""
    lacking = [
        each
        for each in topic.sides
        if not each.mention.said("with_whom") and each.mention.leader in {"", each.name}
    ]
    yield from _partial(topic, FindingKind.PARTNERS_MISSING, "partners", lacking)


def _partial(
    topic: Topic, kind: FindingKind, key: str, lacking: Sequence[Side]
) -> Iterator[Finding]:
    if not lacking:
        return
    stating = [each for each in topic.sides if each not in lacking]
    if not stating:
        yield topic.finding(kind, say(f"{key}_all", initiative=topic.name), topic.sides)
        return
    words = say(
        key,
        initiative=topic.name,
        who=listed([each.name for each in lacking]),
        others=listed([each.name for each in stating]),
    )
    part = "why" if kind is FindingKind.PURPOSE_MISSING else "with_whom"
    found = topic.finding(kind, words, [*lacking, *stating], part)
    yield found


def reporting(topic: Topic) -> Iterator[Finding]:
    """Only some are asked to report, or they are asked for different things."""
    asked = [each for each in topic.sides if each.mention.said("reporting")]
    spared = [each for each in topic.sides if not each.mention.said("reporting")]
    if asked and spared:
        words = say(
            "reporting",
            initiative=topic.name,
            who=listed([each.name for each in asked]),
            others=listed([each.name for each in spared]),
        )
        yield topic.finding(FindingKind.REPORTING_DIFFERS, words, [*asked, *spared], "reporting")
    elif _disagree(asked, lambda a, b: bool(channels(a) & channels(b)) or not channels(a)
                   or not channels(b)):  # fmt: skip
        told = _told(asked, lambda each: f"«{each.mention.said('reporting')}»")
        words = say("reporting_forms", initiative=topic.name, told=told)
        yield topic.finding(FindingKind.REPORTING_DIFFERS, words, asked, "reporting")


def channels(side: Side) -> frozenset[str]:
    """How an agency is to report."""
    part = side.mention.parts["reporting"]
    text = f"{part.words} {part.quote.text}"
    return frozenset(name for name, said in scale("rapport").items() if said.search(text))


def _told(sides: Sequence[Side], value: Callable[[Side], str]) -> Both:
    """Each value with the agencies whose letters state it."""
    stating: dict[str, list[str]] = {}
    for each in sides:
        stating.setdefault(value(each), []).append(each.name)
    told = [f"{said} ({listed(names)})" for said, names in stating.items()]
    return joined([Both(each, each) for each in told])


def _disagree(sides: Sequence[Side], same: Callable[[Side, Side], bool]) -> bool:
    """Whether any two sides differ."""
    return any(
        not same(first, second)
        for index, first in enumerate(sides)
        for second in sides[index + 1 :]
    )
