"""The wire models of members, API tokens and the log."""

from datetime import datetime

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from api.schemas import Identifier
from api.services.log import Entry
from api.services.members import Person
from api.services.tokens import LONGEST_LIFE, USUAL_LIFE
from api.store.tables import Role, Token


class MemberIn(BaseModel):
    """Someone to make a member of a case, or to invite."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"user": "kari@example.no", "role": "editor"}]}
    )

    user: str = Field(
        max_length=255, description="An e-mail address, or the identity provider's `sub`."
    )
    role: Role


class RoleIn(BaseModel):
    """A member's new role."""

    role: Role


class MemberOut(BaseModel):
    """A member of a case, or someone who is invited and has not logged in yet."""

    id: Identifier
    name: str
    email: str
    role: Role
    invited: bool

    @classmethod
    def of(cls, person: Person) -> "MemberOut":
        """A member as it is sent."""
        return cls(id=person.id, name=person.name, email=person.email, role=person.role,
                   invited=person.invited)  # fmt: skip


class TokenIn(BaseModel):
    """An API token to make."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Nattlig eksport", "role": "reader", "days": 30}]}
    )

    name: str = Field(max_length=500)
    role: Role = Field(
        default=Role.READER, description="The most it may do: `reader` reads, `editor` changes, "
        "`owner` also deletes cases and manages members."
    )  # fmt: skip
    days: int = Field(default=USUAL_LIFE, ge=1, le=LONGEST_LIFE, description="how long it lasts")
    case: Identifier | None = Field(default=None, description="the only case it opens")


class TokenOut(BaseModel):
    """An API token, without its key."""

    id: Identifier
    name: str
    role: Role
    case: Identifier | None = Field(validation_alias=AliasChoices("case", "case_id"))
    made: datetime
    expires: datetime
    used: datetime | None = Field(description="when it was last used, to the nearest minute")

    @classmethod
    def of(cls, token: Token) -> "TokenOut":
        """A token as it is sent."""
        return cls.model_validate(token, from_attributes=True)


class TokenMade(TokenOut):
    """A new API token, with the key that is never shown again."""

    key: str = Field(examples=["rgv_…"])

    @classmethod
    def with_key(cls, token: Token, key: str) -> "TokenMade":
        """A new token as it is sent."""
        return cls(**TokenOut.of(token).model_dump(), key=key)


class LogEntryOut(BaseModel):
    """Who did what, when."""

    id: int
    at: datetime
    user: str = Field(description="the user's identifier")
    name: str = Field(description="what the user is called now; empty where they are gone")
    action: str = Field(examples=["document-uploaded"])
    subject: str = Field(description="the identifier of what it was done on; empty for the case")
    token: str = Field(description="the API token it was done by; empty for a browser")
    told: str = Field(description="the same in words")


class LogOut(BaseModel):
    """Some of a case's log, the last first."""

    items: list[LogEntryOut]
    total: int
    offset: int

    @staticmethod
    def entry(entry: Entry, told: str) -> LogEntryOut:
        """One thing that was done, as it is sent."""
        return LogEntryOut(
            id=entry.id, at=entry.at, user=entry.user_id, name=entry.name, action=entry.action,
            subject=entry.subject, token=entry.token_id, told=told,
        )  # fmt: skip
