"""Who is asking, and what they may do."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Work

from api.clock import now
from api.errors import NotAllowedError, NotFoundError, NotLoggedInError
from api.service import Service
from api.store.tables import Case, LogEntry, Member, Role, Session, User

SESSION_LIFE = timedelta(days=7)
_LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A logged-in user, and the secret of their session (for the forms' CSRF tokens)."""

    user_id: str
    name: str
    csrf: str


def log_in(service: Service, token: str) -> str:
    """Start a session for whoever has the start token; gives the session's cookie.

    Raises:
        NotLoggedInError: The token is wrong.
    """
    expected = service.settings.token
    if not expected or not hmac.compare_digest(token.encode(), expected.encode()):
        raise NotLoggedInError
    with service.database.work() as work:
        user = work.scalar(select(User).where(User.subject == _LOCAL))
        if user is None:
            user = User(id=uuid4().hex, subject=_LOCAL, name="Lokal bruker")
            work.add(user)
            work.flush()
        return begin_session(work, user)


def begin_session(work: Work, user: User) -> str:
    """A new session for a user: what its cookie holds. Ended sessions are swept away."""
    cookie = secrets.token_urlsafe(32)
    work.execute(delete(Session).where(Session.expires < now()))
    work.add(Session(hash=_hash(cookie), user_id=user.id, expires=now() + SESSION_LIFE))
    record(work, user.id, "log-in")
    return cookie


def log_out(service: Service, cookie: str) -> None:
    """End a session."""
    with service.database.work() as work:
        work.execute(delete(Session).where(Session.hash == _hash(cookie)))


def visitor(service: Service, cookie: str) -> Visitor:
    """Whose session a cookie is.

    Raises:
        NotLoggedInError: None that lasts.
    """
    with service.database.look() as work:
        found = work.execute(
            select(User, Session)
            .join(Session, Session.user_id == User.id)
            .where(Session.hash == _hash(cookie))
        ).first()
        if found is None or found[1].expires < now():
            raise NotLoggedInError
        return Visitor(found[0].id, found[0].name, service.seal.sign(f"csrf:{cookie}"))


def case_for(work: Work, user_id: str, case_id: str, needed: Role = Role.READER) -> Case:
    """A case, for a user who may do this with it.

    Raises:
        NotFoundError: There is none that the user may know of.
        NotAllowedError: The user's role does not cover it.
    """
    member = work.get(Member, (case_id, user_id))
    case = work.get(Case, case_id)
    if member is None or case is None:
        raise NotFoundError
    if not Role(member.role).covers(needed):
        raise NotAllowedError
    return case


def record(work: Work, user_id: str, action: str, case_id: str = "", subject: str = "") -> None:
    """Note who did what: identifiers only, never content."""
    work.add(LogEntry(user_id=user_id, action=action, case_id=case_id, subject=subject))


def touch(case: Case) -> None:
    """Note that a case has changed."""
    case.revision += 1
    case.changed = now()


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
