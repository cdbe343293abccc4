"""What letters say of the initiatives they share, and where they part."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from regelverk.letters.letter import (
    Appropriation,
    Assignment,
    CalendarEntry,
    CommonRequirement,
    Goal,
    Letter,
    LetterKind,
)
from regelverk.model.address import Address
from regelverk.rules.texts import Both
from regelverk.spans import Span

__all__ = [
    "PARTS", "Appropriation", "Assignment", "CalendarEntry", "CommonRequirement", "Finding",
    "FindingKind", "Goal", "Initiative", "Letter", "LetterCheck", "LetterKind", "Mention", "Part",
    "Placement", "Proposal", "Quote",
]  # fmt: skip

PARTS = (
    "why", "with_whom", "target_group", "reporting", "resources", "deadline", "led_by",
)  # fmt: skip
"""What a mandate may say besides role, task, period and references, in the order shown."""


class Placement(StrEnum):
    """Where in a letter an initiative stands."""

    HEADING = "egen overskrift"
    TEXT = "løpende tekst"
    LIST = "punkt i liste"
    TABLE = "rad i tabell"
    NOTE = "fotnote"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a letter: whose, where, and exactly the characters of the span."""

    letter: str
    address: Address
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a mandate: the letter's words (lost letters put back), and where they stand."""

    words: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Stated:
    """A deadline or an amount, and what it is for.

    Attributes:
        words: The letter's words.
        value: The deadline as an ISO date or plain word, or the amount in kroner.
        about: The content words of the task; empty where it is for the initiative as a whole.
        quote: Where it stands.
    """

    words: str
    value: str
    about: frozenset[str]
    quote: Quote


@dataclass(frozen=True, slots=True)
class Mention:
    """What one letter says of one initiative.

    Attributes:
        letter: The letter's identifier.
        address: Where the initiative is named.
        span: The sentence that lays down the role, or else the first that names the initiative.
        text: Exactly the characters of the span.
        name: The initiative as this letter writes it.
        section: The number or heading of the section it stands in, or an empty string.
        roles: What the agency is to do, as concepts of `rules/mandates.toml`, in the order of the
            text.
        task: What it is to do, in the letter's words, or an empty string.
        parts: The other parts that the letter states, by name (see `PARTS`).
        partners: The agencies it is to work with, by name.
        leader: The agency that the letter says leads, or an empty string.
        period: The years of the initiative, `2015–2020`, or an empty string.
        amounts: Amounts set aside, in kroner.
        due: The deadline as an ISO date or plain word.
        references: Other letters it points to.
        placement: Where in the letter it stands.
        strength: How strongly it is worded (`skal`, `bør`, `bes` …), or an empty string.
        step: Its step on the coordination ladder, 0 where it has none.
        names: Every name that the letter gives it.
        deadlines: Every deadline in what the letter says of it.
        funds: Every amount.
        reports: How the agency is to report on it, by the names of `rapport` in the rules' scales.
        perhaps: The parts that it may state in words no rule knows: `why` where a sentence says
            something that no rule could place, `with_whom` where it names other agencies,
            `reporting` where it has a word for it.
        sentences: Every sentence on it below the headings, as words and quote.
        delivery: Whether it is a single thing to deliver, such as a guide, and no lasting work.
        others: What a joint letter says of it to each of its agencies but the first. Its
            deadlines and amounts are compared once, as the first one's: beside what the others'
            own letters say, they do not replace it.
    """

    letter: str
    address: Address
    span: Span
    text: str
    name: str
    section: str
    roles: tuple[str, ...]
    task: str
    parts: Mapping[str, Part]
    partners: tuple[str, ...]
    leader: str
    period: str
    amounts: tuple[int, ...]
    due: str
    references: tuple[str, ...]
    placement: Placement
    strength: str
    step: int
    names: tuple[str, ...] = ()
    deadlines: tuple[Stated, ...] = ()
    funds: tuple[Stated, ...] = ()
    reports: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    sentences: tuple[Part, ...] = ()
    delivery: bool = False
    others: Mapping[str, "Mention"] = field(default_factory=dict)

    def told(self, agency: str) -> "Mention":
        """What an agency is told: in a joint letter it may have a part of its own."""
        return self.others.get(agency, self)

    def said(self, part: str) -> str:
        """The words of a part, or an empty string."""
        return self.parts[part].words if part in self.parts else ""

    @property
    def quote(self) -> Quote:
        """The sentence as a quote."""
        return Quote(self.letter, self.address, self.span, self.text)


@dataclass(frozen=True, slots=True)
class Initiative:
    """An initiative, and what each letter says of it."""

    name: str
    mentions: tuple[Mention, ...]


class FindingKind(StrEnum):
    """What kind of inconsistency a finding is, gravest first."""

    NO_COORDINATOR = "ingen koordinerer"
    SEVERAL_COORDINATORS = "flere koordinerer"
    NOT_RECIPROCATED = "ikke gjensidig"
    NOT_MENTIONED = "ikke nevnt"
    DEADLINE_DIFFERS = "ulik frist"
    PERIOD_DIFFERS = "ulik periode"
    TARGET_DIFFERS = "ulik målgruppe"
    AMOUNT_DIFFERS = "ulikt beløp"
    NAMES_DIFFER = "ulike navn"
    ROLES_DIFFER = "ulike roller"
    NO_ROLE = "uklar rolle"
    PURPOSE_MISSING = "formål mangler"
    PARTNERS_MISSING = "samarbeidspartnere mangler"
    REPORTING_DIFFERS = "ulik rapportering"
    REQUIREMENT_DIFFERS = "ulik fellesføring"
    DUTY_UNMENTIONED = "lovplikt ikke nevnt"
    DUTY_UNFOUNDED = "mangler grunnlag i loven"
    CHANGED = "endret siden i fjor"
    SAME_LETTER = "samme brev"


@dataclass(frozen=True, slots=True)
class Finding:
    """An inconsistency between letters.

    Attributes:
        kind: What kind it is.
        initiative: The initiative, assignment or requirement it is about; may be empty.
        letters: The letters it is about, by identifier.
        words: What is found in both forms, one plain sentence.
        quotes: The words it rests on.
        year: The budget year of the letters, or None.
        sure: Whether the letters' words bear it out by themselves. What rests on the silence of a
            letter about a task without a name, or on roles that may be meant to differ, is for the
            reader to judge.
    """

    kind: FindingKind
    initiative: str
    letters: tuple[str, ...]
    words: Both
    quotes: tuple[Quote, ...]
    year: int | None = None
    sure: bool = True

    def text(self, language: str = "nb") -> str:
        """The finding in `nb` or `nn`."""
        return self.words.nn if language == "nn" else self.words.nb


@dataclass(frozen=True, slots=True)
class Proposal:
    """Harmonised text for one initiative in one letter.

    Attributes:
        letter: The letter's identifier.
        initiative: The initiative.
        heading: A heading for it.
        text: The common core, and the role of this agency, in the letter's own form.
        changes: What each sentence of the letter on the initiative becomes, in the order of the
            letter; an empty string where it goes out. None where the letter is silent, or where the
            sentences say more than this.
        place: The section it belongs in, or an empty string.
        after: The sentence the text follows where it changes none, if there is a fitting one.
    """

    letter: str
    initiative: str
    heading: str
    text: str
    changes: tuple[tuple[Quote, str], ...]
    place: str
    after: Quote | None = None

    @property
    def replaces(self) -> tuple[Quote, ...]:
        """The sentences that are changed."""
        return tuple(quote for quote, _ in self.changes)


@dataclass(frozen=True, slots=True)
class LetterCheck:
    """The result of setting letters side by side.

    Attributes:
        letters: The letters, in the order given.
        initiatives: What they share, most widely shared first.
        findings: Where they part, gravest first within each year, the latest year first.
        unsure: Where they may part: what a reader has to judge, and no count includes.
        proposals: Harmonised text for each initiative that letters of the latest year share.
        remarks: What the reader should know: a document that is no letter, one given twice.
    """

    letters: tuple[Letter, ...]
    initiatives: tuple[Initiative, ...]
    findings: tuple[Finding, ...]
    unsure: tuple[Finding, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    remarks: tuple[Both, ...] = ()
