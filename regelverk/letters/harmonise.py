"""Harmonised text: a common core for all letters, and the role of each agency."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from regelverk.letters.facts import channels
from regelverk.letters.names import short_form
from regelverk.letters.roles import LEADS, role_words
from regelverk.letters.topics import Agency, Side, Topic, agencies, topics
from regelverk.letters.types import Initiative, Letter, Placement, Proposal, Quote
from regelverk.letters.words import listed, say
from regelverk.model.document import Language
from regelverk.rules.texts import Both

_LEAD_IN = re.compile(r"^(?:for at|slik at|så)\s+")
_INFINITIVE = re.compile(
    r"^(?:for å )?(?=(?:gi|gje|sikre|bidra|føre|hjelpe|styrke|sørge|sørgje|medvirke|medverke|gjøre|"
    r"gjere|redusere|hindre|forebygge|førebyggje|fremme|legge|leggje|skape|auke|øke|senke|løfte|sette|"
    r"setje|få|bedre|betre|korte|heve|minske|kutte|støtte)\b)"
)
_PURPOSE = re.compile(r",? (?:slik at|for at|for å|så) .*$")


def proposals(letters: Sequence[Letter], initiatives: Sequence[Initiative]) -> Iterator[Proposal]:
    """Harmonised text for each initiative that letters of the latest year share."""
    by_year = agencies(letters)
    if not by_year:
        return
    year = next(iter(by_year))
    forms = {each.identifier: each for each in letters}
    for topic in topics(initiatives, year, by_year[year]):
        if len(topic.sides) < 2:
            continue
        for side in topic.sides:
            yield _proposal(topic, side, forms[side.mention.letter])
        for agency in _expected(topic):
            yield _missing(topic, agency)


def _expected(topic: Topic) -> Iterator[Agency]:
    """Agencies that others name as partners, and whose own letters are silent."""
    for agency in topic.silent:
        if any(agency.name in (*each.mention.partners, each.mention.leader)
               for each in topic.sides):  # fmt: skip
            yield agency


def _proposal(topic: Topic, side: Side, letter: Letter) -> Proposal:
    language = _form(letter)
    core = _core(topic, language)
    text = f"{core} {_role(topic, side, letter, language)}"
    return Proposal(
        letter.identifier, topic.name, _heading(topic), text, _replaced(side),
        side.mention.section,
    )  # fmt: skip


def _missing(topic: Topic, agency: Agency) -> Proposal:
    letter = agency.letters[0]
    language = _form(letter)
    who = _subject(letter)
    role = _pick(say("p_take_part", who=who, initiative=topic.name), language)
    return Proposal(letter.identifier, topic.name, _heading(topic),
                    f"{_core(topic, language)} {role}", (), "")  # fmt: skip


def _form(letter: Letter) -> str:
    return "nn" if letter.language is Language.NYNORSK else "nb"


def _pick(words: Both, language: str) -> str:
    return words.nn if language == "nn" else words.nb


def _heading(topic: Topic) -> str:
    period = _agreed([each.mention.period for each in topic.sides])
    return f"{topic.name} ({period[0]})" if len(period) == 1 else topic.name


def _agreed(values: Sequence[str]) -> list[str]:
    """The different values that are stated, the most common first."""
    return [value for value, _ in Counter(filter(None, values)).most_common()]


def _core(topic: Topic, language: str) -> str:
    """What, why, in what relation, period and reporting, the same for all letters of a form."""
    sentences = [_why(topic, language), _target(topic, language), _relation(topic, language),
                 _period(topic, language), _reporting(topic, language)]  # fmt: skip
    return " ".join(filter(None, sentences))


def _why(topic: Topic, language: str) -> str:
    sides = sorted(topic.sides, key=lambda each: LEADS not in each.mention.roles)
    stated = [each for each in sides if each.mention.said("why")]
    own = [each for each in stated if _form(_letter(each)) == language]
    if own:
        return _pick(say("p_why", initiative=topic.name, why=_noun(own[0])), language)
    if stated:
        other = stated[0]
        return _pick(say("p_why_other", initiative=topic.name, who=other.name,
                         why=other.mention.said("why")), language)  # fmt: skip
    return _pick(say("p_why_open", initiative=topic.name), language)


def _letter(side: Side) -> Letter:
    return next(each for each in side.agency.letters if each.identifier == side.mention.letter)


def _noun(side: Side) -> str:
    """A purpose as it can follow `formålet er`."""
    words = _LEAD_IN.sub("at ", side.mention.said("why"))
    return _INFINITIVE.sub("å ", words).rstrip(" .")


def _target(topic: Topic, language: str) -> str:
    stated = [each for each in topic.sides if each.mention.said("target_group")]
    own = [each for each in stated if _form(_letter(each)) == language]
    if not own:
        return ""
    return _pick(say("p_target", target=own[0].mention.said("target_group")), language)


def _relation(topic: Topic, language: str) -> str:
    leaders = dict.fromkeys(
        [each.name for each in topic.sides if LEADS in each.mention.roles]
        + [each.mention.leader for each in topic.sides if each.mention.leader]
    )
    everyone = dict.fromkeys([each.name for each in topic.sides])
    everyone |= dict.fromkeys(name for each in topic.sides for name in each.mention.partners)
    if len(leaders) == 1:
        leader = next(iter(leaders))
        others = [each for each in everyone if each != leader]
        key = "p_led" if others else "p_led_alone"
        return _pick(say(key, leader=leader, others=listed(others)), language)
    key = "p_leaders_open" if leaders else "p_leader_open"
    return _pick(say(key, leaders=" eller ".join(leaders), others=listed(list(everyone))), language)


def _period(topic: Topic, language: str) -> str:
    periods = _agreed([each.mention.period for each in topic.sides])
    if not periods:
        return ""
    if len(periods) > 1:
        return _pick(say("p_period_open", periods=" eller ".join(periods)), language)
    return _pick(say("p_period", period=periods[0]), language)


def _reporting(topic: Topic, language: str) -> str:
    asked = [each for each in topic.sides if each.mention.said("reporting")]
    counted = Counter(name for each in asked for name in channels(each))
    if not counted:
        return _pick(say("p_reporting_open"), language)
    name = counted.most_common(1)[0][0]
    agreed = all(name in channels(each) for each in asked)
    where = say(f"p_in_{name}")
    return _pick(say("p_reporting" if agreed else "p_reporting_most", where=where), language)


def _role(topic: Topic, side: Side, letter: Letter, language: str) -> str:
    """The sentence on this agency's own part, in the letter's words where it has some."""
    who, mention = _subject(letter), side.mention
    task = _PURPOSE.sub("", mention.task).strip(" ,.")
    running = mention.placement in {Placement.TEXT, Placement.HEADING, Placement.LIST}
    if mention.roles and task and running and "…" not in task:
        return _pick(say("p_task", who=who, task=task), language)
    if mention.roles:
        roles = role_words(mention.roles, language)
        return _pick(say("p_role", who=who, roles=roles, initiative=topic.name), language)
    return _pick(say("p_role_open", who=who, initiative=topic.name), language)


def _subject(letter: Letter) -> str:
    """The agency as the letter speaks of it."""
    style = letter.address_style
    if style in {"dere", "dykk"}:
        return "De" if style == "dykk" else "Dere"
    if style == "kortnavn":
        return short_form(letter.agency)
    return letter.agency if style in {"navn", ""} else style.capitalize()


def _replaced(side: Side) -> tuple[Quote, ...]:
    """The sentences on the initiative that the new text stands in for, in the order of the text."""
    if side.mention.placement is Placement.TABLE:
        return ()
    quotes = {side.mention.quote} | {
        part.quote for name, part in side.mention.parts.items() if name != "deadline"
    }
    own = [each for each in quotes if each.letter == side.mention.letter]
    return tuple(sorted(own, key=lambda each: each.span))
