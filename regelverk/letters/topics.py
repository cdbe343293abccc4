"""One initiative in one year: what each agency is told of it, by all its letters together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from regelverk.letters.roles import LEADS
from regelverk.letters.tasks import same_task
from regelverk.letters.types import (
    Finding,
    FindingKind,
    Initiative,
    Letter,
    LetterKind,
    Mention,
    Part,
    Quote,
    Stated,
)
from regelverk.model.address import Address
from regelverk.model.document import Language
from regelverk.rules.texts import Both

Quoter = Callable[[str, Address], Quote]
"""The exact words at an address of a letter, by the letter's identifier."""

_ORDER = (LetterKind.BILL, LetterKind.INSTRUCTION, LetterKind.ALLOCATION, LetterKind.OTHER,
          LetterKind.MISSION, LetterKind.SUPPLEMENT)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency in one year, with all the letters it got.

    Attributes:
        name: What a reader calls it.
        letters: Its letters, the general ones first.
        bill: Whether it is no agency but a ministry's budget proposition.
    """

    name: str
    letters: tuple[Letter, ...]
    bill: bool = False

    @property
    def identifiers(self) -> tuple[str, ...]:
        """Its letters by identifier."""
        return tuple(each.identifier for each in self.letters)

    @property
    def is_steered(self) -> bool:
        """Whether it got a letter on all it does, so that silence says something."""
        return any(each.kind in {LetterKind.ALLOCATION, LetterKind.INSTRUCTION, LetterKind.OTHER}
                   for each in self.letters)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """What one agency is told of an initiative: its letters read as one, later ones on top."""

    agency: Agency
    mention: Mention
    mentions: tuple[Mention, ...]

    @property
    def name(self) -> str:
        """The agency."""
        return self.agency.name

    @property
    def yearly(self) -> bool:
        """Whether a letter of the year, and not only a lasting instruction, names it."""
        lasting = {each.identifier for each in self.agency.letters
                   if each.kind is LetterKind.INSTRUCTION}  # fmt: skip
        return any(each.letter not in lasting for each in self.mentions)

    @property
    def languages(self) -> frozenset[Language]:
        """The forms of Norwegian that it is told in."""
        told = {each.letter for each in self.mentions}
        return frozenset(each.language for each in self.agency.letters if each.identifier in told)

    def quote(self, part: str = "") -> Quote:
        """The sentence that states a part; without one, the sentence on the role."""
        held = self.mention.parts.get(part)
        return held.quote if held else self.mention.quote


@dataclass(frozen=True, slots=True)
class Topic:
    """An initiative in one year.

    Attributes:
        name: The initiative.
        year: The year.
        sides: What each agency is told.
        bills: What budget propositions say.
        silent: The agencies whose letters do not name it.
    """

    name: str
    year: int | None
    sides: tuple[Side, ...]
    bills: tuple[Side, ...]
    silent: tuple[Agency, ...]

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """What each letter says of it."""
        return tuple(each for side in (*self.sides, *self.bills) for each in side.mentions)

    @property
    def letters(self) -> frozenset[str]:
        """The letters that name it, by identifier."""
        return frozenset(each.letter for each in self.mentions)

    @property
    def is_led(self) -> bool:
        """Whether any letter tells who coordinates."""
        return any(each.leader or LEADS in each.roles for each in self.mentions)

    def finding(
        self, kind: FindingKind, words: Both, sides: Iterable[Side], part: str = "",
        more: Iterable[Agency] = (),
    ) -> Finding:  # fmt: skip
        """A finding about some sides, with a quote from each.

        Args:
            kind: What kind it is.
            words: What is found.
            sides: Whom it is about.
            part: The part of the mandate to quote.
            more: Agencies it is about whose letters say nothing.
        """
        held = tuple(sides)
        quotes = tuple(dict.fromkeys(each.quote(part) for each in held))
        letters = [each.letter for each in quotes]
        letters += [each.letters[0].identifier for each in more]
        return Finding(kind, self.name, tuple(dict.fromkeys(letters)), words, quotes, self.year)


def agencies(letters: Sequence[Letter]) -> dict[int | None, list[Agency]]:
    """The agencies of each year, latest year first.

    Instructions, and letters that do not say their year, belong to the latest.
    """
    years = [each.year for each in letters if each.year and each.kind is not LetterKind.INSTRUCTION]
    latest = max(years, default=max((each.year for each in letters if each.year), default=None))
    grouped: dict[int | None, dict[str, list[Letter]]] = defaultdict(lambda: defaultdict(list))
    for letter in letters:
        lasting = letter.kind is LetterKind.INSTRUCTION or letter.year is None
        for name in letter.addressees:
            grouped[latest if lasting else letter.year][name].append(letter)
    return {
        year: [
            Agency(
                name,
                tuple(sorted(own, key=lambda each: (_ORDER.index(each.kind), each.date))),
                own[0].kind is LetterKind.BILL,
            )
            for name, own in grouped[year].items()
        ]
        for year in sorted(grouped, key=lambda each: -(each or 0))
    }


def topics(
    initiatives: Sequence[Initiative], year: int | None, present: Sequence[Agency]
) -> Iterator[Topic]:
    """The initiatives of a year, each with what the agencies of that year are told."""
    for initiative in initiatives:
        by_letter = {each.letter: each for each in initiative.mentions}
        sides = []
        for agency in present:
            told = [by_letter[name].told(agency.name)
                    for name in agency.identifiers if name in by_letter]  # fmt: skip
            if told:
                sides.append(Side(agency, _merged(told), tuple(told)))
        if sides:
            speaking = {each.agency.name for each in sides}
            yield Topic(
                initiative.name,
                year,
                tuple(each for each in sides if not each.agency.bill),
                tuple(each for each in sides if each.agency.bill),
                tuple(each for each in present if each.name not in speaking and not each.bill),
            )


def _merged(told: Sequence[Mention]) -> Mention:
    """Mentions in an agency's letters as one: what a later letter says replaces the earlier."""
    merged = told[0]
    for each in told[1:]:
        base, over = (merged, each) if each.roles or not merged.roles else (each, merged)
        roles = over.roles or base.roles
        keep = over if over.roles else base
        if LEADS in merged.roles and LEADS not in roles and not each.leader:
            roles, keep = (LEADS, *roles), merged
        merged = replace(
            keep,
            roles=roles,
            parts={**merged.parts, **_said_anew(each, merged)},
            partners=tuple(dict.fromkeys((*merged.partners, *each.partners))),
            leader=each.leader or merged.leader,
            period=each.period or merged.period,
            amounts=each.amounts or merged.amounts,
            due=each.due or merged.due,
            names=tuple(dict.fromkeys((*merged.names, *each.names))),
            deadlines=_renewed(merged.deadlines, each.deadlines),
            funds=_renewed(merged.funds, each.funds),
            references=tuple(dict.fromkeys((*merged.references, *each.references))),
            perhaps=merged.perhaps | each.perhaps,
            reports=merged.reports | each.reports,
            step=max(merged.step, each.step),
        )
    return merged


def _said_anew(later: Mention, before: Mention) -> Mapping[str, Part]:
    """The parts of a later letter; one that gives no role names others only in passing."""
    kept = {"with_whom"} & before.parts.keys() if not later.roles else set()
    return {name: part for name, part in later.parts.items() if name not in kept}


def _renewed(before: Sequence[Stated], after: Sequence[Stated]) -> tuple[Stated, ...]:
    """What is stated, where a later letter states it anew as the later letter does."""
    kept = [each for each in before if not any(same_task(each, one) for one in after)]
    return (*kept, *after)
