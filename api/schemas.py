"""The wire models of the JSON API."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.services.documents import Entry
from api.store.tables import Case, State

Identifier = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str = Field(examples=["urn:regelverk:problem:not-found"])
    title: str
    status: int = Field(examples=[404])
    detail: str = Field(examples=["Fant ikke det du ba om. Det kan være slettet."])


class SessionOut(BaseModel):
    """Who is logged in, and the token that changes must carry in `X-CSRF-Token`."""

    user: str
    csrf: str


class CaseIn(BaseModel):
    """A case to make, or its new title."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "Velferdslovene"}]})

    title: str = Field(max_length=1000)


class CaseOut(BaseModel):
    """A case."""

    id: Identifier
    title: str
    made: datetime
    changed: datetime
    revision: int
    documents: int | None = None

    @classmethod
    def of(cls, case: Case, documents: int | None = None) -> "CaseOut":
        """A case as it is sent."""
        return cls(id=case.id, title=case.title, made=case.made, changed=case.changed,
                   revision=case.revision, documents=documents)  # fmt: skip


class CasesOut(BaseModel):
    """Some of the cases, the last changed first."""

    items: list[CaseOut]
    total: int
    offset: int


class DocumentOut(BaseModel):
    """A document of a case, and how far its reading has come."""

    id: Identifier
    name: str
    size: int = Field(description="bytes")
    sha256: str
    uploaded: datetime
    state: State
    summary: dict[str, Any] = Field(
        description="What was recognised: identifier, kind, title, language, clauses, notices."
    )
    problem: str | None = None

    @classmethod
    def of(cls, entry: Entry, language: str) -> "DocumentOut":
        """A document as it is sent."""
        kept = entry.stored
        return cls(
            id=kept.id, name=kept.name, size=kept.size, sha256=kept.sha256, uploaded=kept.uploaded,
            state=entry.state, summary=entry.summary,
            problem=entry.error.text(language) if entry.error else None,
        )  # fmt: skip


class UploadOut(BaseModel):
    """What came of one uploaded file."""

    name: str
    document: Identifier | None
    repeated: bool = Field(default=False, description="The case had it before.")
    problem: str | None


class ProgressOut(BaseModel):
    """How far the work on a case has come."""

    documents: int
    read: int
    failed: int
    working: int
    done: bool


class ClausesOut(BaseModel):
    """Some of the clauses of a case."""

    items: list[dict[str, Any]]
    total: int
    offset: int


class HitOut(BaseModel):
    """A ledd, heading or paragraph that holds what was looked for."""

    document: str = Field(examples=["lov/2005-06-17-64"])
    title: str
    address: str = Field(examples=["lov/2005-06-17-64/§2b/ledd/1"])
    place: str = Field(examples=["§ 2 b første ledd"])
    text: str
    marks: list[tuple[int, int]] = Field(description="Where in `text` the words are.")
    types: list[str] = Field(description="The types of the clauses that stand in it.")


class HitsOut(BaseModel):
    """Some of what was found, in the order of the documents; at most 1000 in all."""

    items: list[HitOut]
    total: int
    offset: int


class JustificationIn(BaseModel):
    """Why an act may differ on an element; an empty reason takes it back."""

    act: str = Field(max_length=255, examples=["lov/2005-06-17-64"])
    element: str = Field(max_length=64)
    reason: str = Field(max_length=4000, examples=["Barn under 16 år har egne regler."])


class JustificationOut(JustificationIn):
    """A reason that is kept."""

    author: str
    given: datetime
