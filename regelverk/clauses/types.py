"""What a found clause is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from regelverk.model.address import Address
from regelverk.model.document import Language
from regelverk.rules.texts import Both
from regelverk.spans import Span

SLOTS = ("duty_bearer", "modality", "counterpart", "condition", "purpose", "beneficiary")
"""The parts of a duty to cooperate or coordinate that are marked, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a clause was taken for one.

    Attributes:
        reason: In plain words that a lawyer can check, in both language forms.
        span: The words that decided, in the document's text; None where the whole ledd did.
    """

    reason: Both
    span: Span | None = None

    def text(self, language: str = "nb") -> str:
        """The reason for a reader of `nb` or `nn`."""
        return self.reason.nn if language == "nn" else self.reason.nb


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence (punktum) that imposes, permits or structures cooperation.

    Attributes:
        address: The sentence's address; for a list, that of the words that lead into it.
        span: The sentence in the document's text; with its list, where it leads into one.
        text: Exactly the characters of the span.
        types: The clause types with their scores (0–1), surest first.
        score: How likely it is to be a clause at all (0–1), whatever its type.
        partners: Who the cooperation is with, main kind first.
        slots: The parts that were found, by name (see `SLOTS`), each a span of the document's text.
        evidence: Why.
        section_title: The heading of the section, or an empty string.
        document_title: The short title of the document, or its title.
        language: The form it is written in.
        step: Its step on the coordination ladder (1–4, `rules/ladder.toml`), or 0 where no words
            support one.
    """

    address: Address
    span: Span
    text: str
    types: Mapping[str, float]
    score: float = 0.0
    partners: tuple[str, ...] = ()
    slots: Mapping[str, Span] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    section_title: str = ""
    document_title: str = ""
    language: Language = Language.BOKMAAL
    step: int = 0

    @property
    def document(self) -> str:
        """The identifier of the document it stands in."""
        return self.address.document

    @property
    def section(self) -> Address:
        """The section it stands in, or the document where it stands in none."""
        return self.address.section or Address(self.address.document)

    def slot(self, name: str) -> str:
        """The words of a slot, or an empty string."""
        span = self.slots.get(name)
        return (
            ""
            if span is None
            else self.text[span.start - self.span.start : span.end - self.span.start]
        )
