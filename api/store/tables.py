"""The tables. A case owns everything about it, so deleting the case deletes its data."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from api.clock import now

_ID, _SHA256, _NAME = 32, 64, 255
_LONG_AGO = "2000-01-01 00:00:00"


class Moment(TypeDecorator[datetime]):
    """A time in UTC; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """See `TypeDecorator`."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Role(StrEnum):
    """What a user may do in a case; each role may do what the ones after it may."""

    OWNER = "owner"
    EDITOR = "editor"
    READER = "reader"

    def covers(self, needed: "Role") -> bool:
        """Whether this role may do what `needed` may."""
        order = list(Role)
        return order.index(self) <= order.index(needed)

    def at_most(self, most: "Role") -> "Role":
        """This role, or `most` where that may do less."""
        return most if self.covers(most) else self


class State(StrEnum):
    """How far an analysis has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Base(DeclarativeBase):
    """All tables, with constraints named so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class User(Base):
    """Someone who may log in; `subject` is who the identity provider says it is.

    `email` is in lower case, and only one that the provider vouches for; empty without.
    """

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(String(_ID), primary_key=True)
    subject: Mapped[str] = mapped_column(String(_NAME), unique=True)
    name: Mapped[str] = mapped_column(String(_NAME))
    email: Mapped[str] = mapped_column(String(_NAME), default="", server_default="", index=True)


class Session(Base):
    """A logged-in browser. Only the hash of its cookie is kept.

    `id_token` is what the identity provider wants back when the user logs out.
    """

    __tablename__ = "sessions"

    hash: Mapped[str] = mapped_column(String(_SHA256), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    expires: Mapped[datetime] = mapped_column(Moment)
    id_token: Mapped[str] = mapped_column(Text, default="", server_default="", deferred=True)


class Token(Base):
    """A key to the JSON API that a user has made. Only its hash is kept.

    Attributes:
        name: What the user calls it.
        role: The most it may do in any case, whatever the user's own role.
        case_id: The only case it opens; None for all of the user's.
        used: When it was last used, to the nearest minute.
    """

    __tablename__ = "tokens"

    id: Mapped[str] = mapped_column(String(_ID), primary_key=True)
    hash: Mapped[str] = mapped_column(String(_SHA256), unique=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(_NAME))
    role: Mapped[Role] = mapped_column(String(16))
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    made: Mapped[datetime] = mapped_column(Moment, default=now)
    expires: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment, default=None)


class Case(Base):
    """A case (sak). `revision` counts its changes, for ETags.

    `role` is not kept: it is what the one who asks may do with the case.
    """

    __tablename__ = "cases"

    id: Mapped[str] = mapped_column(String(_ID), primary_key=True)
    title: Mapped[str] = mapped_column(String(_NAME))
    made: Mapped[datetime] = mapped_column(Moment, default=now)
    changed: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    revision: Mapped[int] = mapped_column(default=1)
    drafting: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The model clause, elements and approach chosen for the drafts."""

    members: Mapped[list["Member"]] = relationship(cascade="all, delete-orphan")
    documents: Mapped[list["StoredDocument"]] = relationship(
        cascade="all, delete-orphan", order_by="StoredDocument.position"
    )
    justifications: Mapped[list["Reasoned"]] = relationship(cascade="all, delete-orphan")
    edits: Mapped[list["DraftEdit"]] = relationship(cascade="all, delete-orphan")
    role = Role.READER


class Member(Base):
    """A user's role in a case."""

    __tablename__ = "members"

    case_id: Mapped[str] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[str] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[Role] = mapped_column(String(16))


class Invitation(Base):
    """A role that awaits someone who has not logged in yet, found by e-mail address."""

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("case_id", "email"),)

    id: Mapped[str] = mapped_column(String(_ID), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(_NAME), index=True)
    role: Mapped[Role] = mapped_column(String(16))


class StoredDocument(Base):
    """An uploaded document; its bytes lie under their hash."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("case_id", "sha256"),)

    id: Mapped[str] = mapped_column(String(_ID), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(_SHA256), index=True)
    name: Mapped[str] = mapped_column(String(_NAME))
    size: Mapped[int]
    uploaded: Mapped[datetime] = mapped_column(Moment, default=now)


class Analysis(Base):
    """One piece of work on a case: asked for, under way, or done. It can always be done again.

    Attributes:
        key: The hash of everything the result depends on.
        kind: Which task of `api.tasks`.
        inputs: What it is done on and how.
        asked: When it was last asked for, to the nearest day; one that nobody asks for is deleted.
        lease: Until when the process that does it may be trusted to be alive.
        result: What came of it, sealed.
        problem: The error's kind and values, where it failed.
    """

    __tablename__ = "analyses"

    case_id: Mapped[str] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(_SHA256), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[State] = mapped_column(String(16), default=State.WAITING, index=True)
    asked: Mapped[datetime] = mapped_column(Moment, default=now, server_default=_LONG_AGO)
    lease: Mapped[datetime | None] = mapped_column(Moment, default=None)
    result: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, default=None)
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    problem: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)


class Reasoned(Base):
    """A reason why an act may differ on an element, and who gave it."""

    __tablename__ = "justifications"

    case_id: Mapped[str] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    act: Mapped[str] = mapped_column(String(_NAME), primary_key=True)
    element: Mapped[str] = mapped_column(String(64), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(_NAME))
    given: Mapped[datetime] = mapped_column(Moment, default=now)


class DraftEdit(Base):
    """A drafted section as a user has reworded it; the draft itself can always be made again."""

    __tablename__ = "draft_edits"

    case_id: Mapped[str] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    law: Mapped[str] = mapped_column(String(_NAME), primary_key=True)
    heading: Mapped[str] = mapped_column(Text)
    subsections: Mapped[list[str]] = mapped_column(JSON)


class LogEntry(Base):
    """Who did what, when: identifiers only, never content.

    Rows are added, never changed or deleted: triggers in the database refuse it. The rows of a
    deleted case stay; what they point to is gone, so they tell no more than that someone did
    something at a time.

    Attributes:
        user_id: Who.
        action: What; has a text named `did_…`.
        case_id: In which case; empty for what concerns none.
        subject: On what: a document, a user, a token.
        token_id: By which API token; empty for a browser.
    """

    __tablename__ = "log"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    user_id: Mapped[str] = mapped_column(String(_ID))
    action: Mapped[str] = mapped_column(String(64))
    case_id: Mapped[str] = mapped_column(String(_ID), default="", index=True)
    subject: Mapped[str] = mapped_column(String(_SHA256), default="")
    token_id: Mapped[str] = mapped_column(String(_ID), default="", server_default="")


class Rate(Base):
    """How often something was done in one stretch of time; see `api.services.rates`."""

    __tablename__ = "rates"

    key: Mapped[str] = mapped_column(String(_SHA256), primary_key=True)
    stretch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ends: Mapped[datetime] = mapped_column(Moment, index=True)
    count: Mapped[int]
