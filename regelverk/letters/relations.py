"""Who leads, who takes part, and whether those who are named know of it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from regelverk.letters.roles import LEADS, family, role_words
from regelverk.letters.topics import Side, Topic
from regelverk.letters.types import Finding, FindingKind, LetterKind
from regelverk.letters.words import Listed, joined, say
from regelverk.rules.texts import Both

_FEWEST = 3


def coordination(topic: Topic) -> Iterator[Finding]:
    """Nobody, or more than one, is told to coordinate."""
    leaders: dict[str, list[Side]] = defaultdict(list)
    for side in topic.sides:
        if LEADS in side.mention.roles:
            leaders[side.name].append(side)
        if side.mention.leader and side.mention.leader != side.name:
            leaders[side.mention.leader].append(side)
    for bill in topic.bills:
        if bill.mention.leader:
            leaders[bill.mention.leader].append(bill)
    joint = [each for each in topic.sides if each.mention.roles]
    if not leaders and len(joint) > 1:
        words = say("no_coordinator", initiative=topic.name)
        yield topic.finding(FindingKind.NO_COORDINATOR, words, topic.sides)
    elif len(leaders) > 1:
        told = [_leads(leader, [each.name for each in sides]) for leader, sides in leaders.items()]
        words = say("coordinators", initiative=topic.name, told=joined(told))
        both = {id(each): each for sides in leaders.values() for each in sides}
        yield topic.finding(FindingKind.SEVERAL_COORDINATORS, words, both.values())


def _leads(leader: str, who: Sequence[str]) -> Both:
    """Whose letters say that an agency leads; one that says so to the agency itself."""
    own = list(dict.fromkeys(who)) == [leader]
    return say("leads_self" if own else "leads", who=Listed(who), leader=leader)


def roles(topic: Topic) -> Iterator[Finding]:
    """An agency is told no role, or those that take part are told different ones.

    Different roles may be meant, where the letters say who works with whom.
    """
    unclear = [each for each in topic.sides if not each.mention.roles]
    for each in unclear:
        words = say("no_role", initiative=topic.name, who=each.name)
        yield replace(topic.finding(FindingKind.NO_ROLE, words, [each]), sure=False)
    others = [
        each for each in topic.sides if each.mention.roles and LEADS not in each.mention.roles
    ]
    if len({_family(each) for each in others}) > 1:
        told = [Both(*(_role(each, language).nb for language in ("nb", "nn"))) for each in others]
        words = say("roles", initiative=topic.name, told=joined(told))
        found = topic.finding(FindingKind.ROLES_DIFFER, words, others)
        yield replace(found, sure=not any(each.mention.said("with_whom") for each in topic.sides))


def _family(side: Side) -> frozenset[str]:
    return frozenset(map(family, side.mention.roles))


def _role(side: Side, language: str) -> Both:
    return say("role", who=side.name, roles=role_words(side.mention.roles, language))


def reciprocity(topic: Topic) -> Iterator[Finding]:
    """An agency is named as partner or leader, and its own letter is silent."""
    silent = {each.name: each for each in topic.silent}
    for name, agency in silent.items():
        naming = [each for each in topic.sides if name in each.mention.partners]
        leading = [each for each in topic.sides if name == each.mention.leader]
        if naming:
            who = Listed([each.name for each in naming])
            words = say("not_reciprocated", initiative=topic.name, who=who, partner=name)
            yield topic.finding(FindingKind.NOT_RECIPROCATED, words, naming, "with_whom", [agency])
        elif leading:
            who = Listed([each.name for each in leading])
            words = say("led_unreciprocated", initiative=topic.name, who=who, partner=name)
            yield topic.finding(FindingKind.NOT_RECIPROCATED, words, leading, "led_by", [agency])


def instructed(topic: Topic) -> Iterator[Finding]:
    """An instruction names what the agency's own letter of the year does not, and others' do."""
    yearly = {each.name for each in topic.sides if each.yearly}
    for side in topic.sides:
        general = [each for each in side.agency.letters if each.kind is LetterKind.ALLOCATION]
        if general and side.name not in yearly and len(yearly) > 1:
            words = say("instructed", initiative=topic.name, who=side.name)
            agency = replace(side.agency, letters=tuple(general))
            yield topic.finding(FindingKind.NOT_MENTIONED, words, [side], "", [agency])


def silence(topic: Topic) -> Iterator[Finding]:
    """Letters that do not name what most of the others share.

    Where the letters say who takes part, only those are expected to; see `reciprocity`. Where they
    do not, one letter that stands alone is told of, and several may have nothing to do with it.
    A letter of a single mission or a supplement has no call to name what is not its matter.
    """
    if len(topic.sides) < 2 or len(topic.silent) * 2 > len(topic.sides):
        return
    circle = {partner for each in topic.sides for partner in each.mention.partners}
    speaking = {each.name for each in topic.sides}
    missing = [each for each in topic.silent if each.name not in circle and each.is_steered]
    missing = [each for each in missing
               if each.name not in {side.mention.leader for side in topic.sides}]  # fmt: skip
    closed = circle and len(circle | speaking) >= len(speaking) and len(circle) >= _FEWEST - 1
    if not missing or closed:
        return
    words = say(
        "silent",
        initiative=topic.name,
        who=Listed([each.name for each in missing]),
        others=Listed([each.name for each in topic.sides]),
    )
    found = topic.finding(FindingKind.NOT_MENTIONED, words, topic.sides, "", missing)
    yield replace(found, sure=len(missing) == 1)
