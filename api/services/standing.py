"""How a case stands for a visitor: what its pages depend on, in one look at the database."""

from typing import NamedTuple

from sqlalchemy import case as where
from sqlalchemy import func, select

from api.service import Service
from api.services.access import Visitor
from api.store.tables import Analysis, Case, LogEntry, Member, State


class Standing(NamedTuple):
    """How a case stands; two that are alike have the same pages.

    Attributes:
        role: What the visitor may do.
        revision: How often the case has been changed.
        noted: The last thing noted in its log.
        analyses: How many analyses it has.
        pending: How many of them are waiting or under way.
    """

    role: str
    revision: int
    noted: int
    analyses: int
    pending: int


def standing(service: Service, who: Visitor, case_id: str) -> Standing | None:
    """How a case stands; None for whoever may not know of it."""
    waits = where((Analysis.state.in_([State.WAITING, State.RUNNING]), 1), else_=0)
    noted = select(func.max(LogEntry.id)).where(LogEntry.case_id == case_id).scalar_subquery()
    asked = (
        select(Member.role, Case.revision, noted, func.count(Analysis.key), func.sum(waits))
        .join(Case, Case.id == Member.case_id)
        .outerjoin(Analysis, Analysis.case_id == Case.id)
        .where(Member.user_id == who.user_id, Member.case_id == case_id)
        .group_by(Member.role, Case.revision)
    )
    with service.database.engine.connect() as connection:
        found = connection.execute(asked).first()
    if found is None:
        return None
    role, revision, last, analyses, pending = found
    return Standing(role, revision, last or 0, analyses, pending or 0)
