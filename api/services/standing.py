"""How a case stands for a visitor: what its pages depend on, in one look at the database."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy import case as where

from api.service import Service
from api.services.access import Visitor
from api.store.tables import Analysis, Case, LogEntry, Member, State


class Standing(NamedTuple):
    """How a case stands; two that are alike have the same pages.

    An analysis that is done or has failed stays so, so numbers tell which they are until something
    is noted or changed.

    Attributes:
        role: What the visitor may do.
        revision: How often the case has been changed.
        noted: The last thing noted in its log.
        analyses: How many analyses it has.
        waiting: How many of them nobody does yet.
        running: How many of them are under way.
        failed: How many of them came to nothing.
    """

    role: str
    revision: int
    noted: int
    analyses: int
    waiting: int
    running: int
    failed: int


def _how_many(state: State) -> ColumnElement[int]:
    return func.sum(where((Analysis.state == state, 1), else_=0))


_NOTED = select(func.max(LogEntry.id)).where(LogEntry.case_id == Case.id).scalar_subquery()
_STANDING = (
    select(
        Member.role,
        Case.revision,
        func.coalesce(_NOTED, 0),
        func.count(Analysis.key),
        _how_many(State.WAITING),
        _how_many(State.RUNNING),
        _how_many(State.FAILED),
    )
    .join(Case, Case.id == Member.case_id)
    .outerjoin(Analysis, Analysis.case_id == Case.id)
    .where(Member.user_id == bindparam("user"), Member.case_id == bindparam("case"))
    .group_by(Member.role, Case.id, Case.revision)
)


def standing(service: Service, who: Visitor, case_id: str) -> Standing | None:
    """How a case stands; None for whoever may not know of it."""
    found = service.database.first(_STANDING, user=who.user_id, case=case_id)
    return None if found is None else Standing(*found)
