"""Joint tasks without a name: one letter names a partner, and the partner's letter should know."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from regelverk.letters.amounts import amounts, shown
from regelverk.letters.dates import deadline, due
from regelverk.letters.duty import obliges
from regelverk.letters.names import listed
from regelverk.letters.passages import points_back
from regelverk.letters.reading import Reading, Unit
from regelverk.letters.roles import mandates
from regelverk.letters.tasks import content_words
from regelverk.letters.terms import expanded, found
from regelverk.letters.topics import Agency
from regelverk.letters.types import Finding, FindingKind, Letter
from regelverk.letters.words import Listed, joined, say
from regelverk.rules.texts import Both

_ALIKE, _FEWEST_WORDS = 0.45, 3
_LONGEST_TITLE, _LONG = 80, 9
_REACH = 20


class _Task(NamedTuple):
    """A task that names a partner: the letter, the sentence, the partner, and its words."""

    agency: Agency
    letter: Letter
    reading: Reading
    unit: Unit
    partner: str
    stems: frozenset[str]


class _Answer(NamedTuple):
    """A sentence of the partner's letters on the same task."""

    letter: Letter
    reading: Reading
    unit: Unit


def joint_tasks(
    present: Sequence[Agency], year: int | None, readings: Mapping[str, Reading],
    taken: Mapping[str, Collection[int]],
) -> Iterator[Finding]:  # fmt: skip
    """Partners whose letters are silent on a joint task, or state it with another date or amount.

    Args:
        present: The agencies of the year.
        year: The year.
        readings: The letters by identifier.
        taken: The units of each letter that belong to an initiative, which are checked with it.
    """
    by_name = {each.name: each for each in present if not each.bill}
    rare = _rare(by_name.values(), readings)
    compared: set[frozenset[tuple[str, int]]] = set()
    unanswered: set[tuple[str, int, str]] = set()
    for agency in by_name.values():
        for task in _tasks(agency, readings, taken, by_name):
            partner = by_name[task.partner]
            answer = _answer(task, partner, readings, rare, taken)
            if answer is None:
                asked = task.letter.identifier, task.unit.span.start, partner.name
                if partner.name not in task.letter.agencies and asked not in unanswered:
                    unanswered.add(asked)
                    yield _unanswered(task, partner, year)
                continue
            pair = frozenset(
                ((task.letter.identifier, task.unit.span.start),
                 (answer[0].identifier, answer[2].span.start))
            )  # fmt: skip
            if pair not in compared:
                compared.add(pair)
                yield from _apart(task, partner, answer, year)


def _tasks(
    agency: Agency, readings: Mapping[str, Reading], taken: Mapping[str, Collection[int]],
    by_name: Mapping[str, Agency],
) -> Iterator[_Task]:  # fmt: skip
    for letter in agency.letters:
        reading = readings[letter.identifier]
        for index, unit in enumerate(reading.units):
            if (
                unit.kind == "overskrift"
                or index in taken[letter.identifier]
                or _on_an_initiative(reading.units, index, taken[letter.identifier])
                or any(found("fellesføring", heading) for heading in unit.section.headings)
            ):
                continue
            stems = _stems(unit.text)
            if len(stems) < _FEWEST_WORDS:
                continue
            for partner in _partners(unit, agency.name):
                if partner in by_name:
                    yield _Task(agency, letter, reading, unit, partner, stems)


def _on_an_initiative(units: Sequence[Unit], index: int, taken: Collection[int]) -> bool:
    """Whether a sentence speaks of "the programme" or the like that its section named before."""
    return any(
        at in taken
        and units[at].section == units[index].section
        and points_back(units[at].text, units[index].text)
        for at in range(max(0, index - _REACH), index)
    )


def _partners(unit: Unit, own: str) -> list[str]:
    """The agencies that a sentence with a duty, or an assignment, says the work is shared with."""
    text = unit.text
    if not any(True for _ in listed(text)):
        return []
    if unit.kind != "rad" and not obliges(text, own):
        return []
    for rule in mandates("with_whom"):
        for pattern in rule.patterns:
            if "NAVN" not in pattern and (match := expanded(pattern).search(text)):
                return [each for each in listed(match["words"]) if each != own]
    return []


def _stems(text: str) -> frozenset[str]:
    """The content words of a text by their first letters."""
    return frozenset(word[:6] for word in content_words(text))


def _answer(
    task: _Task,
    partner: Agency,
    readings: Mapping[str, Reading],
    rare: Collection[str],
    taken: Mapping[str, Collection[int]],
) -> _Answer | None:
    """The sentence in the partner's letters that is about the same task, if any."""
    best: _Answer | None = None
    most = 0.0
    telling = {word for word in content_words(task.unit.text) if word in rare}
    for letter in partner.letters:
        if letter is task.letter:
            continue
        reading = readings[letter.identifier]
        for index, unit in enumerate(reading.units):
            theirs = _stems(unit.text)
            if not theirs or unit.kind == "overskrift":
                continue
            alike = _overlap(task.stems, theirs)
            if index not in taken[letter.identifier] and telling & set(content_words(unit.text)):
                alike = max(alike, _ALIKE)
            if task.agency.name in listed(unit.text):
                alike += 0.1
            if alike > most:
                best, most = _Answer(letter, reading, unit), alike
    return best if most >= _ALIKE else None


def _rare(present: Iterable[Agency], readings: Mapping[str, Reading]) -> frozenset[str]:
    """Long words that at most two agencies' letters hold: what a task is about."""
    holders: dict[str, set[str]] = {}
    for agency in present:
        for letter in agency.letters:
            for word in content_words(readings[letter.identifier].text):
                if len(word) >= _LONG:
                    holders.setdefault(word, set()).add(agency.name)
    return frozenset(word for word, agencies in holders.items() if len(agencies) <= 2)


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    shared = len(first & second)
    return shared / min(len(first), len(second)) if shared >= _FEWEST_WORDS else 0.0


def _title(unit: Unit) -> str:
    plain = " ".join(unit.text.split())
    return (
        plain if len(plain) <= _LONGEST_TITLE else plain[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
    )


def _unanswered(task: _Task, partner: Agency, year: int | None) -> Finding:
    title = f"«{_title(task.unit)}»"
    words = say(
        "not_reciprocated", initiative=title, who=Listed([task.agency.name]), partner=partner.name
    )
    letters = (task.letter.identifier, partner.letters[0].identifier)
    quotes = (task.reading.quote(task.unit),)
    sure = _is_assignment(task.letter, task.unit)
    return Finding(FindingKind.NOT_RECIPROCATED, title, letters, words, quotes, year, sure)


def _is_assignment(letter: Letter, unit: Unit) -> bool:
    """Whether a sentence is one of the letter's assignments: something to do by a day."""
    words = " ".join(unit.text.split())
    return any(
        each.address == unit.node.address or words in f"{each.title} {each.text}"
        for each in letter.assignments
        if each.deadline
    )


def _apart(task: _Task, partner: Agency, answer: _Answer, year: int | None) -> Iterator[Finding]:
    """A deadline or an amount that the two letters give differently."""
    letter, reading, unit = answer
    title = f"«{_title(task.unit)}»"
    quotes = (task.reading.quote(task.unit), reading.quote(unit))
    letters = (task.letter.identifier, letter.identifier)
    when = _deadline(task.letter, task.unit), _deadline(letter, unit)
    if all(when) and due(when[0], year) != due(when[1], year):
        told = _told(task, partner, *when)
        words = say("deadline", initiative=title, told=told)
        yield Finding(FindingKind.DEADLINE_DIFFERS, title, letters, words, quotes, year)
    money = amounts(task.unit.text), amounts(unit.text)
    if all(money) and not set(money[0]) & set(money[1]):
        told = _told(task, partner, *(", ".join(map(shown, each)) for each in money))
        words = say("amount", initiative=title, told=told)
        yield Finding(FindingKind.AMOUNT_DIFFERS, title, letters, words, quotes, year)


def _deadline(letter: Letter, unit: Unit) -> str:
    """The deadline of a sentence: its own, or that of the assignment it is part of."""
    title = unit.section.title
    return deadline(unit.text) or next(
        (
            each.deadline
            for each in letter.assignments
            if each.address == unit.node.address or (each.title and each.title in title)
        ),
        "",
    )


def _told(task: _Task, partner: Agency, mine: str, theirs: str) -> Both:
    pair = (task.agency.name, mine), (partner.name, theirs)
    return joined([Both(f"{who}: {what}", f"{who}: {what}") for who, what in pair])
