"""What letters say of the initiatives they share."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from regelverk.model.address import Address
from regelverk.rules.texts import Both
from regelverk.spans import Span

PARTS = (
    "why", "with_whom", "target_group", "reporting", "resources", "deadline", "led_by",
)  # fmt: skip
"""What a mandate may say besides the role, in the order shown."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and who wrote it to whom.

    Attributes:
        identifier: The document's identifier.
        file: The file it was read from.
        title: Its title, or an empty string.
        ministry: The ministry behind it, or an empty string.
        agency: The agency it governs, or an empty string.
        year: The budget year, or None.
    """

    identifier: str
    file: str
    title: str
    ministry: str
    agency: str
    year: int | None

    @property
    def name(self) -> str:
        """What a reader calls it: the agency, else the title, else the file."""
        return self.agency or self.title or self.file.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Mention:
    """What one letter says of one initiative.

    Attributes:
        letter: The letter's identifier.
        address: Where the initiative is named.
        span: The passage, in the letter's text.
        text: Exactly the characters of the span.
        name: The initiative as this letter writes it.
        section: The number or heading of the section it stands in, or an empty string.
        roles: What the agency is to do, as concepts of `rules/mandates.toml`, in the order of the
            text.
        parts: The other parts that the passage states, by name (see `PARTS`), each as the letter
            puts it.
        period: The years of the initiative, `2015–2020`, or an empty string.
        references: Other letters it points to.
    """

    letter: str
    address: Address
    span: Span
    text: str
    name: str
    section: str
    roles: tuple[str, ...]
    parts: Mapping[str, str]
    period: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Initiative:
    """An initiative, and what each letter says of it."""

    name: str
    mentions: tuple[Mention, ...]


class FindingKind(StrEnum):
    """What kind of inconsistency a finding is."""

    NO_COORDINATOR = "ingen koordinerer"
    SEVERAL_COORDINATORS = "flere koordinerer"
    ROLES_DIFFER = "ulike roller"
    NO_ROLE = "uklar rolle"
    PURPOSE_MISSING = "formål mangler"
    PARTNERS_MISSING = "samarbeidspartnere mangler"
    PERIOD_DIFFERS = "ulik periode"
    REPORTING_DIFFERS = "ulik rapportering"
    NOT_MENTIONED = "ikke nevnt"
    NAMES_DIFFER = "ulike navn"


@dataclass(frozen=True, slots=True)
class Finding:
    """An inconsistency between letters.

    Attributes:
        kind: What kind it is.
        initiative: The initiative it is about.
        letters: The letters it is about, by identifier.
        words: What is found in both forms, one plain sentence.
        quotes: The words it rests on, with their addresses.
    """

    kind: FindingKind
    initiative: str
    letters: tuple[str, ...]
    words: Both
    quotes: tuple[tuple[Address, str], ...]

    def text(self, language: str = "nb") -> str:
        """The finding in `nb` or `nn`."""
        return self.words.nn if language == "nn" else self.words.nb


@dataclass(frozen=True, slots=True)
class LetterCheck:
    """The result of setting letters side by side."""

    letters: tuple[Letter, ...]
    initiatives: tuple[Initiative, ...]
    findings: tuple[Finding, ...]
