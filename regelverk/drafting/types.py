"""What a draft is made of."""

from dataclasses import dataclass
from enum import StrEnum

from regelverk.model.address import Address
from regelverk.model.document import Language
from regelverk.rules.texts import Both


class Weight(StrEnum):
    """How much an assumption matters to the one who decides."""

    DECIDE = "må avgjøres"
    CHECK = "bør kontrolleres"
    NOTE = "til orientering"


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something the program took for granted, and that a lawyer must know.

    Attributes:
        weight: How much it matters.
        words: The assumption in both forms, in plain sentences.
        address: What it rests on, or None.
        quote: The words it rests on, or an empty string.
    """

    weight: Weight
    words: Both
    address: Address | None = None
    quote: str = ""

    def text(self, language: str = "nb") -> str:
        """The assumption in `nb` or `nn`."""
        return self.words.nn if language == "nn" else self.words.nb


@dataclass(frozen=True, slots=True)
class ModelSubsection:
    """A ledd of a model clause, and which elements its sentences carry."""

    text: str
    elements: frozenset[str]


@dataclass(frozen=True, slots=True)
class ModelClause:
    """The wording that acts are to share.

    Attributes:
        name: What the user asked for.
        language: The form it is written in.
        heading: The section's heading.
        subsections: Its ledd.
        duty_bearer: Who has the duty in it: a placeholder, or the words of the act it was taken
            from.
        beneficiary: Whom it is for, definite singular, likewise.
        beneficiaries: Whom it is for, indefinite plural, likewise; empty where it names none.
        source: The address or file it comes from, for the notes.
    """

    name: str
    language: Language
    heading: str
    subsections: tuple[ModelSubsection, ...]
    duty_bearer: str
    beneficiary: str
    beneficiaries: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed section of one act.

    Attributes:
        law: The act's identifier.
        title: The act's full title.
        short_title: Its short title, or an empty string.
        language: The form the draft is written in.
        section: The section's label, `§ 2 b`.
        heading: Its heading.
        subsections: Its ledd.
        lead: The words that open the act's part of the amendment act.
        instruction: The words that say where the section goes, `Ny § 2 b skal lyde:`.
        replaces: The section it takes the place of, or None for a new one.
        current: That section as it reads today, one string a line; empty for a new one.
        numbered: Whether the act numbers its ledd, so that the draft's must be numbered too.
        assumptions: What was taken for granted.
    """

    law: str
    title: str
    short_title: str
    language: Language
    section: str
    heading: str
    subsections: tuple[str, ...]
    lead: str
    instruction: str
    replaces: Address | None
    current: tuple[str, ...]
    assumptions: tuple[Assumption, ...]
    numbered: bool = False

    @property
    def printed(self) -> tuple[str, ...]:
        """The ledd as the act prints them: with numbers where it numbers them."""
        if not self.numbered or len(self.subsections) < 2:
            return self.subsections
        return tuple(f"({n}) {words}" for n, words in enumerate(self.subsections, start=1))
