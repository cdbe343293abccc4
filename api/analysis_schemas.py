"""The wire models of analyses: what a client of the JSON API gets and sends."""

from dataclasses import asdict
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.drafting import Choice
from regelverk.comparison.types import Alignment, Index
from regelverk.comparison.words import kind_words
from regelverk.drafting.types import Effect
from regelverk.rules.texts import Both

Approach = Literal["sector", "common"]
Ending = Literal["docx", "xlsx", "html", "json"]


class IndexOut(BaseModel):
    """A measure of uniformity, 0–100; null where there are no two acts to compare."""

    value: float | None
    pairs: int
    clauses: int = 0
    certainty: float = 0.0

    @classmethod
    def of(cls, index: Index) -> "IndexOut":
        """An index as it is sent, with one decimal."""
        value = None if index.value is None else round(index.value, 1)
        return cls(value=value, pairs=index.pairs, clauses=index.clauses,
                   certainty=round(index.certainty, 2))  # fmt: skip


class ActOut(BaseModel):
    """An act that is compared."""

    identifier: str
    title: str
    language: str
    clauses: int
    core_section: str | None


class CellOut(BaseModel):
    """What one act says of one element, where, and how sure that is."""

    act: str
    element: str
    state: str
    value: str
    amount: str | None
    label: str
    reason: str
    unsure: bool
    score: float
    justification: str | None
    model_config = ConfigDict(extra="allow")


class PairOut(BaseModel):
    """How alike two acts are, 0–100; null with nothing to compare."""

    first: str
    second: str
    rule: float | None
    wording: float | None
    clauses: int
    certainty: float


class DifferenceOut(BaseModel):
    """An element in which the acts part, in a plain sentence."""

    element: str
    title: str
    acts: list[str]
    justified: list[str]
    sentence: str


class ComparisonOut(BaseModel):
    """Acts side by side; see the command line's `--json` for the fields not named here."""

    acts: list[ActOut]
    rule_uniformity: IndexOut
    wording_uniformity: IndexOut
    by_element: dict[str, IndexOut]
    by_type: dict[str, IndexOut]
    cells: list[CellOut]
    pairs: list[PairOut]
    differences: list[DifferenceOut]
    gaps: dict[str, list[str]]
    missing: dict[str, list[str]]
    reciprocity: dict[str, Any]
    development: dict[str, Any] | None
    model_config = ConfigDict(extra="allow")


class StretchOut(BaseModel):
    """Words of two clauses that answer to each other."""

    step: str = Field(examples=["likt"])
    first: str
    second: str
    kind: str | None = Field(description="What the difference is; null where there is none.")


class AlignmentOut(BaseModel):
    """Two clauses of a type, word by word; the stretches put together are the clauses."""

    type: str
    first: str = Field(description="The address of the one clause.")
    second: str
    likeness: float
    stretches: list[StretchOut]

    @classmethod
    def of(cls, kind: str, pair: Alignment, language: str) -> "AlignmentOut":
        """Two clauses as they are sent."""
        return cls(
            type=kind,
            first=str(pair.first.address),
            second=str(pair.second.address),
            likeness=round(pair.likeness, 1),
            stretches=[
                StretchOut(
                    step=each.step.value, first=each.first_text, second=each.second_text,
                    kind=kind_words(each, language) if each.kind else None,
                )
                for each in pair.stretches
            ],
        )  # fmt: skip


class ModelIn(BaseModel):
    """A model clause in a user's words: heading, and one ledd a line."""

    name: str = Field(max_length=200, examples=["Vår modell"])
    heading: str = Field(max_length=1000, examples=["Samarbeid"])
    text: str = Field(
        max_length=40_000,
        description="`{duty_bearer}` and `{beneficiary}` stand for each act's own words.",
        examples=["{duty_bearer} skal samarbeide med andre tjenester."],
    )


class ChoiceIn(BaseModel):
    """What drafts are made from."""

    model: str = Field(
        default="standard", max_length=300,
        description="One that ships, `konsensus`, the address of a section of an act in the case, "
        "or `egen:` and the name of one that the case holds.",
        examples=["standard", "lov/2005-06-17-64/§2b"],
    )  # fmt: skip
    approach: Approach = "sector"
    elements: list[str] = Field(default=[], max_length=64)


class ChoiceOut(ChoiceIn):
    """What the case's drafts are made from, and the model clauses it holds."""

    own: list[ModelIn]
    known: list[str] = Field(description="What `model` can be; other sections' addresses too.")

    @classmethod
    def of(cls, choice: Choice, known: list[str]) -> "ChoiceOut":
        """A choice as it is sent."""
        own = [ModelIn(**asdict(each)) for each in choice.own]
        return cls(model=choice.model, approach="common" if choice.approach == "common" else
                   "sector", elements=list(choice.elements), own=own, known=known)  # fmt: skip


class DraftEditIn(BaseModel):
    """A drafted section in the user's words, one ledd a line; empty text takes it back."""

    law: str = Field(
        max_length=255, description="The act, or the section of a new act.",
        examples=["lov/2005-06-17-64", "§ 2"],
    )  # fmt: skip
    heading: str = Field(default="", max_length=1000)
    text: str = Field(max_length=40_000)


class DraftOut(BaseModel):
    """A proposed section of one act."""

    law: str
    section: str
    heading: str
    subsections: list[str]
    model_config = ConfigDict(extra="allow")


class CheckOut(BaseModel):
    """Whether an amendment act with these words, read back and applied, gives these words."""

    exact: bool
    losses: list[str] = Field(description="What is lost, in plain sentences.")

    @classmethod
    def of(cls, losses: tuple[Both, ...], language: str) -> "CheckOut":
        """A check as it is sent."""
        told = [each.nn if language == "nn" else each.nb for each in losses]
        return cls(exact=not told, losses=told)


class EffectOut(BaseModel):
    """The two indices today and with the drafts applied."""

    rule_before: IndexOut
    rule_after: IndexOut
    wording_before: IndexOut
    wording_after: IndexOut

    @classmethod
    def of(cls, effect: Effect) -> "EffectOut":
        """An effect as it is sent."""
        names = ("rule_before", "rule_after", "wording_before", "wording_after")
        return cls(**{name: IndexOut.of(getattr(effect, name)) for name in names})


class FindingOut(BaseModel):
    """An inconsistency between letters, with the words it rests on."""

    kind: str
    year: int | None
    initiative: str
    letters: list[str]
    detail: str
    quotes: list[dict[str, str]]


class LettersOut(BaseModel):
    """Letters side by side; see the command line's `--json` for the fields not named here."""

    letters: list[dict[str, Any]]
    initiatives: list[dict[str, Any]]
    findings: list[FindingOut]
    unsure: list[FindingOut]
    proposals: list[dict[str, Any]]
    remarks: list[str]


def shown(model: Any) -> dict[int | str, dict[str, Any]]:
    """The documentation of an answer that is written as it is, with a tag."""
    return {200: {"model": model}, 304: {"description": "As in the answer you have"}}
