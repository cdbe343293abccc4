"""Cases: make, list, rename, delete."""

from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Work

from api.errors import ChangedError, InputError
from api.service import Service
from api.services.access import Visitor, at_large, case_for, record, touch
from api.store.tables import Analysis, Case, Member, Role, State, StoredDocument
from api.store.upkeep import let_go

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class CasePage:
    """Some of a user's cases, and how many there are.

    Attributes:
        cases: The cases.
        counts: How many documents each has.
        working: How many analyses of each are waiting or under way.
        total: How many cases the user has.
    """

    cases: tuple[Case, ...]
    counts: dict[str, int]
    working: dict[str, int]
    total: int


def make(service: Service, who: Visitor, title: str) -> Case:
    """A new case, owned by who makes it.

    Raises:
        InputError: The title is empty or too long.
        NotAllowedError: An API token asks that may not change all of its user's cases.
    """
    at_large(who, Role.EDITOR)
    case = Case(id=uuid4().hex, title=_title(title))
    with service.database.work() as work:
        case.members.append(Member(user_id=who.user_id, role=Role.OWNER))
        work.add(case)
        record(work, who, "case-made", case.id)
    return case


def listed(service: Service, who: Visitor, offset: int = 0, limit: int = 50) -> CasePage:
    """The user's cases, the last changed first."""
    mine = select(Member.case_id).where(Member.user_id == who.user_id)
    if who.only:
        mine = mine.where(Member.case_id == who.only)
    with service.database.look() as work:
        total = work.scalar(select(func.count()).select_from(mine.subquery())) or 0
        found = work.scalars(
            select(Case)
            .where(Case.id.in_(mine))
            .order_by(Case.changed.desc(), Case.id)
            .offset(offset)
            .limit(limit)
        ).all()
        ids = [case.id for case in found]
        under_way = Analysis.state.in_([State.WAITING, State.RUNNING])
        return CasePage(
            tuple(found),
            counts=_counts(work, StoredDocument.case_id, ids),
            working=_counts(work, Analysis.case_id, ids, under_way),
            total=total,
        )


def _counts(
    work: Work, case_id: InstrumentedAttribute[str], cases: list[str], *wanted: ColumnElement[bool]
) -> dict[str, int]:
    """How many rows of a table each case has."""
    rows = work.execute(
        select(case_id, func.count()).where(case_id.in_(cases), *wanted).group_by(case_id)
    )
    return dict.fromkeys(cases, 0) | {row[0]: row[1] for row in rows}


def get(service: Service, who: Visitor, case_id: str) -> Case:
    """One case.

    Raises:
        NotFoundError: There is none that the user may know of.
    """
    with service.database.look() as work:
        return case_for(work, who, case_id)


def rename(
    service: Service, who: Visitor, case_id: str, title: str, revision: int | None = None
) -> Case:
    """Give a case another title.

    Args:
        service: The service.
        who: Who asks.
        case_id: The case.
        title: Its new title.
        revision: The revision the user saw; None to rename whatever it is.

    Raises:
        ChangedError: It has been changed since.
    """
    with service.database.work() as work:
        case = case_for(work, who, case_id, Role.EDITOR)
        if revision is not None and case.revision != revision:
            raise ChangedError
        case.title = _title(title)
        touch(case)
        record(work, who, "case-renamed", case_id)
        return case


def remove(service: Service, who: Visitor, case_id: str) -> None:
    """Delete a case and all its data; files that no other case has go too."""
    with service.database.work() as work:
        case = case_for(work, who, case_id, Role.OWNER)
        hashes = {document.sha256 for document in case.documents}
        work.delete(case)
        record(work, who, "case-deleted", case_id)
    let_go(service.database, service.files, hashes)


def _title(title: str) -> str:
    told = " ".join(title.split())
    if not told or len(told) > LONGEST_TITLE or not told.isprintable():
        raise InputError(name="title", detail=f"skriv 1–{LONGEST_TITLE} tegn")
    return told
