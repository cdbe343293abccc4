"""Harmonised text: a common core for all letters, and the role of each agency."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from regelverk.language.nynorsk import Direction, Problem, translate
from regelverk.letters.assignments import ELSEWHERE
from regelverk.letters.dates import same_period
from regelverk.letters.facts import channels, same_group
from regelverk.letters.names import named, own_words, short_form
from regelverk.letters.naming import folded, same_name
from regelverk.letters.reading import Reading
from regelverk.letters.roles import LEADS, role_phrase
from regelverk.letters.terms import expanded, found, scale
from regelverk.letters.topics import Agency, Side, Topic, agencies, topics
from regelverk.letters.types import Initiative, Letter, Placement, Proposal, Quote
from regelverk.letters.words import Listed, say
from regelverk.model.document import Language
from regelverk.rules.texts import Both

_RETOLD = frozenset({"why", "with_whom", "led_by", "target_group", "reporting"})
"""The parts that the harmonised text says itself."""
_RUNNING = frozenset({"tekst", "punkt"})
_LEAD_IN = expanded(r"^<innledning til at>\s+")
_BACKGROUND = expanded(r"\b<gir bakgrunn>\b")
_POINTS_ON = expanded(r"\b<peker på noe nevnt>\b")
_STATES = expanded(r"\b<verb i utsagn>\b")
_INFINITIVE = expanded(r"^(?:for å |skal )?(?=<formålsverb>\b)|^for å |^skal ")
_SAID_TO_BE = expanded(r"^<formålet er> (?=\w)")
_CLAUSE = expanded(r"^<subjekt i formål> (?:(?!som\b)[\w-]+ ){0,6}?<verb i utsagn>\b")
_RESPONSIBILITY = re.compile(r"(?:overordn\w+ )?ansvar(?:et)?\b")
_LEFT_OVER = re.compile(r"(?:,? (?:og )?som (?:[\w-]+ ?){1,3})+$")
_UNCLEAR = expanded(r"^\w+,|[:…;]|\b<til dette>\b")
_RELATIVE = re.compile(r",? som [^,.;]+,?")
_ELSEWHERE = expanded("<sagt i kjernen>")
_WITH = expanded(",? <med andre> ?")
_LISTING = expanded("<mellom etater>")
_FINITE = expanded(r"<presens>\b")
_PURPOSE = expanded("<formålsledd>")


def proposals(
    letters: Sequence[Letter], initiatives: Sequence[Initiative], readings: Mapping[str, Reading]
) -> Iterator[Proposal]:
    """Harmonised text for each initiative that letters of the latest year share.

    Args:
        letters: The letters.
        initiatives: What they say of each initiative.
        readings: Their text by identifier.
    """
    by_year = agencies(letters)
    if not by_year:
        return
    year = next(iter(by_year))
    forms = {each.identifier: each for each in letters}
    for topic in topics(initiatives, year, by_year[year]):
        if len(topic.sides) < 2 or any(each.mention.delivery for each in topic.sides):
            continue
        names = {
            (mention.letter, mention.name)
            for each in initiatives
            for mention in each.mentions
            if each.name != topic.name
        }
        told: dict[str, list[Side]] = {}
        for side in topic.sides:
            told.setdefault(side.mention.letter, []).append(side)
        for letter, sides in told.items():
            others = [name for where, name in names if where == letter]
            yield _proposal(topic, sides, forms[letter], others, readings[letter])
        for agency in _expected(topic):
            yield _missing(topic, agency, readings[agency.letters[0].identifier])


def _expected(topic: Topic) -> Iterator[Agency]:
    """Agencies that others name as partners, and whose own letters are silent."""
    for agency in topic.silent:
        if any(agency.name in (*each.mention.partners, each.mention.leader)
               for each in topic.sides):  # fmt: skip
            yield agency


def _proposal(
    topic: Topic, sides: Sequence[Side], letter: Letter, others: Sequence[str], reading: Reading
) -> Proposal:
    """The text for a letter, with the part of each agency it is sent to."""
    language = _form(letter)
    side = sides[0]
    role = " ".join(_role(topic, each, letter, language) for each in sides)
    sentences = {**_core(topic, language), "role": role}
    replaced = {quote for each in sides for quote in _replaced(each, others)}
    changes = _changes(side, sorted(replaced, key=lambda each: each.span), sentences)
    return Proposal(
        letter.identifier,
        topic.name,
        _heading(topic, language),
        " ".join(sentences.values()),
        changes,
        side.mention.section,
        None if changes else _anchor(reading, side.mention.quote),
    )


def _changes(
    side: Side, replaced: Sequence[Quote], sentences: Mapping[str, str]
) -> tuple[tuple[Quote, str], ...]:
    """What each sentence becomes: the new one on the same question, so that little is rewritten.

    What the letter has no sentence on follows the one on the role.
    """
    if not replaced:
        return ()
    parts = side.mention.parts
    held = {name: parts[name].quote for name in _RETOLD if name in parts}
    held.setdefault("with_whom", held.get("led_by", side.mention.quote))
    main = side.mention.quote if side.mention.quote in replaced else replaced[0]
    becomes: dict[Quote, list[str]] = {main: [sentences["role"]]}
    rest = []
    for name, words in sentences.items():
        quote = held.get(name, main)
        if name == "role":
            continue
        if quote in becomes or quote not in replaced:
            rest.append(words)
        else:
            becomes[quote] = [words]
    becomes[main] += rest
    return tuple((quote, " ".join(becomes.get(quote, ()))) for quote in replaced)


def _missing(topic: Topic, agency: Agency, reading: Reading) -> Proposal:
    letter = agency.letters[0]
    language = _form(letter)
    role = _pick(
        say("p_take_part", who=_subject(letter, agency.name), initiative=_name(topic, language)),
        language,
    )
    text = " ".join((*_core(topic, language).values(), role))
    anchor = _last_on_cooperation(reading)
    return Proposal(letter.identifier, topic.name, _heading(topic, language), text, (), "", anchor)


def _anchor(reading: Reading, quote: Quote) -> Quote | None:
    """The sentence of running text that new text can follow: the place itself, or the nearest."""
    units = reading.units
    at = next((i for i, unit in enumerate(units) if unit.node.address == quote.address), 0)
    order = [*range(at, len(units)), *range(at - 1, -1, -1)]
    same = [i for i in order if units[i].section == units[at].section]
    near = next((units[i] for i in same if units[i].kind in _RUNNING), None)
    if near is None:
        return None
    return reading.quote([each for each in units if each.paragraph == near.paragraph][-1])


def _last_on_cooperation(reading: Reading) -> Quote | None:
    """The last sentence under a heading on work across sectors or assignments, else anywhere."""
    for name in ("tverrsektor", "oppdragskapittel"):
        for unit in reversed(reading.units):
            if unit.kind in _RUNNING and any(found(name, each) for each in unit.section.headings):
                return reading.quote(unit)
    own = [unit for unit in reading.units if unit.kind in _RUNNING and not any(
        found(name, each) for each in unit.section.headings for name in ELSEWHERE)]  # fmt: skip
    return reading.quote(own[-1]) if own else None


def _form(letter: Letter) -> str:
    return "nn" if letter.language is Language.NYNORSK else "nb"


def _pick(words: Both, language: str) -> str:
    return words.nn if language == "nn" else words.nb


def _heading(topic: Topic, language: str) -> str:
    period = _periods(topic)
    name = _name(topic, language)
    return f"{name} ({period[0]})" if len(period) == 1 else name


def _name(topic: Topic, language: str) -> str:
    """The initiative as letters in this form call it; its general name where none does."""
    own = [each.mention.name for each in topic.sides if _form(_letter(each)) == language]
    if not own or any(same_name(topic.name, each) and language == "nb" for each in own):
        return topic.name
    return Counter(own).most_common(1)[0][0]


def _agreed(values: Sequence[str]) -> list[str]:
    """The different values that are stated, the most common first."""
    return [value for value, _ in Counter(filter(None, values)).most_common()]


def _periods(topic: Topic) -> list[str]:
    """The different periods, one with an open start left out where a whole one may be the same."""
    found = _agreed([each.mention.period for each in topic.sides])
    return [each for each in found
            if not (each.startswith("–") and any(same_period(each, other) for other in found
                                                 if other != each))]  # fmt: skip


def _core(topic: Topic, language: str) -> dict[str, str]:
    """What, why, in what relation, period and reporting, the same for all letters of a form."""
    sentences = {
        "why": _why(topic, language),
        "target_group": _target(topic, language),
        "with_whom": _relation(topic, language),
        "period": _period(topic, language),
        "reporting": _reporting(topic, language),
    }
    return {name: words for name, words in sentences.items() if words}


def _why(topic: Topic, language: str) -> str:
    stated = [each for each in topic.sides if each.mention.said("why")]
    name = _name(topic, language)
    if not stated:
        return _pick(say("p_why_open", initiative=name), language)

    def rank(side: Side) -> tuple[bool, bool, bool, bool, bool]:
        points_on = _POINTS_ON.search(side.mention.said("why")) is not None
        other_form = _form(_letter(side)) != language
        leads = LEADS in side.mention.roles
        return _is_background(side), _is_inverted(side), other_form, points_on, not leads

    best = min(stated, key=rank)
    key = "p_background" if _is_background(best) else "p_why"
    return _pick(say(key, initiative=name, why=_in_form(_noun(best), best, language)), language)


def _is_background(side: Side) -> bool:
    """Whether a letter says what the work comes from, and not what it is to lead to."""
    return _BACKGROUND.search(side.mention.parts["why"].quote.text) is not None


def _is_inverted(side: Side) -> bool:
    """Whether a purpose has its subject after its verb: `Slik skal flere få hjelp`."""
    part = side.mention.parts["why"]
    return re.search(rf"\bskal {re.escape(part.words)}", part.quote.text) is not None and not (
        _INFINITIVE.match(part.words)
    )


def _in_form(words: str, side: Side, language: str) -> str:
    """Words of a letter in a form of Norwegian: translated, and marked so, where need be."""
    if _form(_letter(side)) == language:
        return words
    to_nynorsk = language == "nn"
    found = translate((words,), Direction.TO_NYNORSK if to_nynorsk else Direction.TO_BOKMAAL)
    if isinstance(found, Problem):
        return _pick(say("p_untranslated", who=side.name, words=words), language)
    return _pick(say("p_translated", who=side.name, words=found[0].rstrip(" .")), language)


def _letter(side: Side) -> Letter:
    return next(each for each in side.agency.letters if each.identifier == side.mention.letter)


def _noun(side: Side) -> str:
    """A purpose as it can follow `formålet er`."""
    words = _SAID_TO_BE.sub("", side.mention.said("why").rstrip(" ."))
    cell = words[1:2].islower() and words[0].isupper()  # which begins as a sentence does
    if cell:
        words = words[0].lower() + words[1:]
    said = _INFINITIVE.sub("å ", _LEAD_IN.sub("at ", words))
    whole = _CLAUSE.match(words) or (cell and (_STATES.search(words) or _is_background(side)))
    if said != words or words.startswith("at "):
        return said
    if not whole and _is_infinitive(words):
        return f"å {words}"
    return f"at {words}" if whole else words


def _is_infinitive(words: str) -> bool:
    """Whether words begin with an infinitive that no list of verbs has."""
    from regelverk.language.pipeline import trees  # noqa: PLC0415

    (tree,) = trees((words,))
    return "VerbForm=Inf" in tree.words[0].form


def _target(topic: Topic, language: str) -> str:
    stated = [each for each in topic.sides if each.mention.said("target_group")]
    if not stated:
        return ""
    groups = [each.mention.said("target_group") for each in stated]
    apart = [each for each in groups[1:] if not same_group(groups[0], each)]
    if apart:
        return _pick(say("p_target_open", targets=" eller ".join((groups[0], apart[0]))), language)
    best = next((each for each in stated if _form(_letter(each)) == language), stated[0])
    words = _in_form(best.mention.said("target_group"), best, language)
    return _pick(say("p_target", target=words), language)


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
        return _pick(say(key, leader=leader, others=Listed(others)), language)
    key = "p_leaders_open" if leaders else "p_leader_open"
    return _pick(say(key, leaders=" eller ".join(leaders), others=Listed(list(everyone))), language)


def _period(topic: Topic, language: str) -> str:
    periods = _periods(topic)
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
    name = max(scale("rapport"), key=lambda each: counted[each])
    agreed = all(name in channels(each) for each in asked)
    where = say(f"p_in_{name}")
    return _pick(say("p_reporting" if agreed else "p_reporting_most", where=where), language)


def _role(topic: Topic, side: Side, letter: Letter, language: str) -> str:
    """The sentence on this agency's own part, in the letter's words where it has some."""
    who, mention = _subject(letter, side.name), side.mention
    if not mention.roles:
        return _pick(say("p_role_open", who=who, initiative=_name(topic, language)), language)
    given = _PURPOSE.sub("", mention.task)
    task = _ELSEWHERE.sub("", _without_partners(given)).strip(" ,.")
    torn = _WITH.search(given) is not None and any(True for _ in named(task))
    inverted = re.search(own_words(side.name), task) is not None
    in_row = mention.placement is Placement.TABLE
    if _RESPONSIBILITY.match(task):
        task = f"ha {task}"
    if task != mention.task.rstrip(" ."):
        task = _LEFT_OVER.sub("", task)
    if torn or inverted or in_row or not task or _UNCLEAR.search(task):
        task = role_phrase(mention.roles, _name(topic, language), language)
    if task[:2].istitle():
        task = task[0].lower() + task[1:]
    key = "p_fact" if _FINITE.match(task) else "p_task"
    return _pick(say(key, who=who, task=task), language)


def _without_partners(task: str) -> str:
    """A task without the agencies it is done with, which the text for all names."""
    match = _WITH.search(task)
    if match is None:
        return task
    end = match.end()
    for each in named(task):
        if each.start >= end and not _LISTING.sub("", task[end : each.start]):
            end = each.end
    if end == match.end():
        return task
    about_them = _RELATIVE.match(task, end)
    return f"{task[: match.start()]}{task[about_them.end() if about_them else end :]}"


def _subject(letter: Letter, agency: str) -> str:
    """An agency as the letter speaks of it; in a joint letter by its name."""
    if len(letter.agencies) > 1:
        return agency
    style = letter.address_style
    if style in {"dere", "dykk"}:
        return "De" if style == "dykk" else "Dere"
    if style == "kortnavn":
        return short_form(letter.agency)
    return letter.agency if style in {"navn", ""} else style.capitalize()


def _replaced(side: Side, others: Sequence[str]) -> tuple[Quote, ...]:
    """The sentences on the initiative that the new text stands in for, in the order of the text.

    A sentence that also names another initiative is kept.
    """
    if side.mention.placement is Placement.TABLE:
        return ()
    quotes = {side.mention.quote} | {
        part.quote for name, part in side.mention.parts.items() if name in _RETOLD
    }
    own = [each for each in quotes if each.letter == side.mention.letter]
    plain = [each for each in own if "/rad/" not in each.address]
    if any(folded(name) in folded(side.mention.text) for name in others):
        return ()
    kept = [each for each in plain if not any(folded(name) in folded(each.text) for name in others)]
    return tuple(sorted(kept, key=lambda each: each.span))
