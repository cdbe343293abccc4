"""What has changed in an agency's letters since last year."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from regelverk.comparison.normalise import fold
from regelverk.letters.amounts import shown
from regelverk.letters.dates import same_period
from regelverk.letters.facts import same_group
from regelverk.letters.roles import role_words
from regelverk.letters.terms import graded
from regelverk.letters.topics import Agency, Quoter, Side, Topic
from regelverk.letters.types import Assignment, Finding, FindingKind, LetterKind
from regelverk.letters.words import Listed, joined, say
from regelverk.rules.texts import Both

_SAME_ASSIGNMENT = 88


def drift(
    now: Sequence[Agency], before: Sequence[Agency],
    topics_now: Sequence[Topic], topics_before: Sequence[Topic],
    year: int | None, last: int | None, quote: Quoter,
) -> Iterator[Finding]:  # fmt: skip
    """One finding for each agency and initiative whose letters say otherwise than last year's.

    Args:
        now: The agencies of the year.
        before: Those of the year before it.
        topics_now: The initiatives of the year.
        topics_before: Those of the year before it.
        year: The year.
        last: The year before it.
        quote: The exact words at an address of a letter.
    """
    general = {each.name for each in now if _general(each)} & {
        each.name for each in before if _general(each)
    }
    current = {each.name: {side.name: side for side in each.sides} for each in topics_now}
    for topic in topics_before:
        for old in topic.sides:
            if old.name not in general:
                continue
            new = current.get(topic.name, {}).get(old.name)
            changes = (
                [say("drift_gone", initiative=topic.name)]
                if new is None
                else list(_changes(topic.name, old, new))
            )
            if changes:
                agency = next(each for each in now if each.name == old.name)
                yield _finding(topic.name, agency, old, new, changes, year, last)
    for agency in now:
        if agency.name in general:
            old_agency = next(each for each in before if each.name == agency.name)
            yield from _postponed(agency, old_agency, year, last, quote)


def _general(agency: Agency) -> bool:
    """Whether it got a letter for the whole year."""
    return not agency.bill and any(
        each.kind in {LetterKind.ALLOCATION, LetterKind.OTHER} for each in agency.letters
    )


def _finding(
    name: str, agency: Agency, old: Side, new: Side | None, changes: Sequence[Both],
    year: int | None, last: int | None,
) -> Finding:  # fmt: skip
    words = say("drift", who=agency.name, year=last or "i fjor", changes=joined(changes, ", "))
    quotes = (old.quote(),) if new is None else (old.quote(), new.quote())
    letters = (old.mention.letter, new.mention.letter if new else agency.letters[0].identifier)
    return Finding(FindingKind.CHANGED, name, letters, words, quotes, year)


def _changes(name: str, old: Side, new: Side) -> Iterator[Both]:
    a, b = old.mention, new.mention
    if a.roles and b.roles and set(a.roles) != set(b.roles):
        yield say("drift_role", initiative=name, before=_both_roles(a.roles),
                  after=_both_roles(b.roles))  # fmt: skip
    if a.strength and b.strength and len({graded("vekt", x.strength) for x in (a, b)}) > 1:
        yield say("drift_strength", initiative=name, before=a.strength, after=b.strength)
    if a.period and b.period and not same_period(a.period, b.period):
        yield say("drift_period", initiative=name, before=a.period, after=b.period)
    groups = a.said("target_group"), b.said("target_group")
    if all(groups) and not same_group(*groups):
        yield say("drift_target", initiative=name, before=groups[0], after=groups[1])
    if a.amounts and b.amounts and not set(a.amounts) & set(b.amounts):
        yield say("drift_amount", initiative=name, before=Listed([shown(x) for x in a.amounts]),
                  after=Listed([shown(x) for x in b.amounts]))  # fmt: skip
    lost = [each for each in a.partners if each not in {*b.partners, b.leader}]
    if lost and a.partners:
        yield say("drift_partners", initiative=name, before=Listed(lost))
    if a.leader and b.leader and a.leader != b.leader:
        yield say("drift_leader", initiative=name, before=a.leader, after=b.leader)
    if a.said("why") and not b.said("why"):
        yield say("drift_why", initiative=name)
    if a.said("reporting") and not b.said("reporting"):
        yield say("drift_reporting", initiative=name)


def _both_roles(roles: Sequence[str]) -> Both:
    return Both(role_words(roles, "nb"), role_words(roles, "nn"))


def _postponed(
    agency: Agency, before: Agency, year: int | None, last: int | None, quote: Quoter
) -> Iterator[Finding]:
    """Assignments given again with a later deadline in another year."""
    old = [(letter, each) for letter in before.letters for each in letter.assignments]
    for letter in agency.letters:
        for each in letter.assignments:
            match = next((pair for pair in old if _same(pair[1], each)), None)
            if match is None or not _moved(match[1].due, each.due):
                continue
            title = each.title or " ".join(each.text.split()[:9])
            changes = say("drift_deadline", initiative=f"«{title}»", before=match[1].deadline,
                          after=each.deadline)  # fmt: skip
            words = say("drift", who=agency.name, year=last or "i fjor", changes=changes)
            letters = (match[0].identifier, letter.identifier)
            quotes = tuple(map(quote, letters, (match[1].address, each.address)))
            yield Finding(FindingKind.CHANGED, title, letters, words, quotes, year)


def _same(old: Assignment, new: Assignment) -> bool:
    a, b = fold(f"{old.title} {old.text}"), fold(f"{new.title} {new.text}")
    return min(len(a), len(b)) > 30 and fuzz.ratio(a, b) >= _SAME_ASSIGNMENT


def _moved(old: str, new: str) -> bool:
    """Whether a deadline was moved to another day, not only along with the year."""
    return bool(old and new) and old[:1] == "2" and new[:1] == "2" and old[5:] != new[5:]
