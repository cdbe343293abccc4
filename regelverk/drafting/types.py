"""What a draft is made of."""

from dataclasses import dataclass
from enum import StrEnum

from regelverk.comparison.types import Index
from regelverk.model.address import Address
from regelverk.model.document import Language, PartChange
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
        suggestions: What could be written, the one that is written first; empty where there is no
            choice.
    """

    weight: Weight
    words: Both
    address: Address | None = None
    quote: str = ""
    suggestions: tuple[str, ...] = ()

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
class Change:
    """One instruction of an amendment act, and the words it takes out and puts in.

    Attributes:
        instruction: What is done, in words: `Nåværende tredje ledd blir nytt fjerde ledd.`
        parts: The same for machines: the operations and places the instruction names.
        current: The words that go out, a line each, as the act prints them; empty where nothing
            goes.
        proposed: The words that come in, likewise; a whole section starts with its label and
            heading.
        after: For what is added, the place of today's act it comes right after; None otherwise.
        reason: Why it is changed, and how sure that is; None for the drafted section itself.
    """

    instruction: str
    parts: tuple[PartChange, ...]
    current: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    after: Address | None = None
    reason: Assumption | None = None


@dataclass(frozen=True, slots=True)
class Deviation:
    """Where a draft departs from the model because the act needs it: a justified deviation.

    Attributes:
        model: What the model says, in the act's language form; empty where it has nothing.
        own: What the draft says; empty where the draft leaves it out.
        why: The reason, in plain sentences.
        address: The place of the act that shows the need.
        quote: The words there.
    """

    model: str
    own: str
    why: Both
    address: Address | None = None
    quote: str = ""


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
        assumptions: What was taken for granted.
        numbered: Whether the act numbers its ledd, so that the draft's must be numbered too.
        address: Where the section will stand; None in a new act, which has no number yet.
        changes: Everything that is done to the act, the drafted section among it, in the order of
            the places; the instructions of the amendment act are these.
        deviations: Where the draft departs from the model because the act needs it.
        form: The form of the act, and so of lead and instructions.
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
    address: Address | None = None
    changes: tuple[Change, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    form: Language = Language.BOKMAAL

    @property
    def printed(self) -> tuple[str, ...]:
        """The ledd as the act prints them: with numbers where it numbers them."""
        if not self.numbered or len(self.subsections) < 2:
            return self.subsections
        return tuple(f"({n}) {words}" for n, words in enumerate(self.subsections, start=1))


@dataclass(frozen=True, slots=True)
class AmendmentPart:
    """A part of an amendment act: what is done to one act.

    Attributes:
        number: `IV`; `4` where a new act amends others.
        law: The identifier of the act that is amended; empty for the part on commencement.
        language: The form the part is written in: the amended act's.
        lead: The words that open it, or all its words where it has no changes.
        changes: The instructions, in the order of the places.
    """

    number: str
    law: str
    language: Language
    lead: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class AmendmentAct:
    """The act that brings the drafts into force.

    Attributes:
        title: `Lov om endringer i …`.
        language: The form of its title and of the part on commencement.
        sections: The sections of a new act that comes first (the common act); empty otherwise.
        parts: Its parts, in the order of the amended acts' dates; commencement last, unless a
            section of the new act provides for it.
    """

    title: str
    language: Language
    sections: tuple[Draft, ...]
    parts: tuple[AmendmentPart, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What the drafts do to uniformity: the comparison's two indices, today and as proposed."""

    rule_before: Index
    rule_after: Index
    wording_before: Index
    wording_after: Index
