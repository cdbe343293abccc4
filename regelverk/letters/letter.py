"""A letter: who wrote it to whom, and what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from regelverk.model.address import Address
from regelverk.model.document import Language


class LetterKind(StrEnum):
    """What sort of steering document it is."""

    ALLOCATION = "tildelingsbrev"
    SUPPLEMENT = "tillegg til tildelingsbrev"
    MISSION = "oppdragsbrev"
    INSTRUCTION = "instruks"
    BILL = "Prop. 1 S"
    OTHER = "annet"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with what it is measured by."""

    number: str
    text: str
    parameters: tuple[str, ...]
    key_figures: tuple[str, ...]
    address: Address


@dataclass(frozen=True, slots=True)
class Assignment:
    """An assignment (oppdrag).

    Attributes:
        number: Its id as the letter writes it, `TB2026-4`, or an empty string.
        title: Its title, or an empty string.
        text: What is to be done.
        background: Why, where that stands apart.
        deadline: The deadline as the letter puts it, or an empty string.
        due: The deadline as an ISO date or as a plain word; empty where there is none.
        address: Where it begins.
    """

    number: str
    title: str
    text: str
    background: str
    deadline: str
    due: str
    address: Address


@dataclass(frozen=True, slots=True)
class CommonRequirement:
    """A common requirement (fellesføring) that all letters of a year should give alike."""

    title: str
    text: str
    address: Address


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A date of the reporting calendar; `due` as in `Assignment`."""

    date: str
    due: str
    text: str
    address: Address


@dataclass(frozen=True, slots=True)
class Appropriation:
    """An appropriation; `amount` is in 1,000 NOK."""

    chapter: str
    post: str
    purpose: str
    amount: int
    address: Address


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, who wrote it to whom, and what it holds.

    Attributes:
        identifier: The document's identifier.
        file: The file it was read from.
        title: Its title, or an empty string.
        kind: What sort of steering document it is.
        ministries: The ministry behind it; of a joint letter each of them, the first one first.
        agencies: The agency it governs; of a joint letter each of them, the first one first.
        year: The budget year, or None.
        reference: The case number, `26/9204-2`, or an empty string.
        number: Its own number among supplements or mission letters, or an empty string.
        date: ISO date, or an empty string.
        language: The form it is written in.
        address_style: How it speaks of the agency: `navn`, `direktoratet`, `dere` and so on.
    """

    identifier: str
    file: str
    title: str
    kind: LetterKind
    ministries: tuple[str, ...]
    agencies: tuple[str, ...]
    year: int | None
    reference: str = ""
    number: str = ""
    date: str = ""
    language: Language = Language.BOKMAAL
    address_style: str = ""
    goals: tuple[Goal, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    requirements: tuple[CommonRequirement, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    appropriations: tuple[Appropriation, ...] = ()

    @property
    def ministry(self) -> str:
        """The ministry or ministries in words, or an empty string."""
        return _together(self.ministries)

    @property
    def agency(self) -> str:
        """The agency or agencies in words, or an empty string."""
        return _together(self.agencies)

    @property
    def addressees(self) -> tuple[str, ...]:
        """Those it counts as a letter to: each of its agencies, else what it is called."""
        return self.agencies or (self.name,)

    @property
    def name(self) -> str:
        """What a reader calls it: the agency, else the title, else the file."""
        if self.kind is LetterKind.BILL:
            return " ".join(filter(None, ("Prop. 1 S", self.ministry)))
        return self.agency or self.title or self.file.rsplit("/", 1)[-1]


def _together(names: Sequence[str]) -> str:
    *first, last = names or ("",)
    return f"{', '.join(first)} og {last}" if first else last
