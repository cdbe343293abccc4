"""The log of a case: who did what, when. It holds identifiers only, never content.

Nothing is ever changed or taken out of it (the database refuses). When a case is deleted, its
rows stay, with the identifiers of what is gone; nobody is a member of the case any more, so
only whoever runs the database can read them.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from api.service import Service
from api.services.access import Visitor, case_for
from api.store.tables import Case, LogEntry, Role, User


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done.

    Attributes:
        id: Its number; later ones are higher.
        at: When.
        user_id: Who.
        name: What they are called now.
        action: What; has a text `did_…`.
        subject: On what: the identifier of a document, a user, an invitation or a token.
        named: What `subject` is called, where it is a user.
        token_id: By which API token; empty for a browser.
    """

    id: int
    at: datetime
    user_id: str
    name: str
    action: str
    subject: str
    named: str
    token_id: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some of a case's log, the last first, and how much there is."""

    case: Case
    entries: tuple[Entry, ...]
    total: int


def listed(
    service: Service, who: Visitor, case_id: str, offset: int = 0, limit: int = 50
) -> LogPage:
    """What was done in a case; only an owner may know.

    Raises:
        NotAllowedError: The user is no owner.
    """
    with service.database.look() as work:
        case = case_for(work, who, case_id, Role.OWNER)
        mine = LogEntry.case_id == case_id
        total = work.scalar(select(func.count()).select_from(LogEntry).where(mine)) or 0
        found = work.scalars(
            select(LogEntry).where(mine).order_by(LogEntry.id.desc()).offset(offset).limit(limit)
        ).all()
        known = {each.user_id for each in found} | {each.subject for each in found}
        rows = work.execute(select(User.id, User.name).where(User.id.in_(known)))
        names = {row[0]: row[1] for row in rows}
    return LogPage(case, tuple(_entry(each, names) for each in found), total)


def _entry(row: LogEntry, names: dict[str, str]) -> Entry:
    return Entry(
        row.id, row.at, row.user_id, names.get(row.user_id, ""), row.action, row.subject,
        names.get(row.subject, ""), row.token_id,
    )  # fmt: skip
