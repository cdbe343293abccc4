"""Logged-in browsers: begun with the start token or by the identity provider, and ended.

A session lasts a week where there is one user on their own machine, and a working day where
users log in at an identity provider, which may have let them go in the meantime. It always
begins with a cookie that nobody has seen before, so none can be planted (session fixation).
"""

import hmac
import secrets
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Work

from api.clock import now
from api.errors import NotLoggedInError
from api.service import Service
from api.services.access import Visitor, hashed, in_person, record
from api.settings import Settings
from api.store.tables import Session, User

LOCAL = "local"
AT_HOME, _AT_WORK = timedelta(days=7), timedelta(hours=12)


def life(settings: Settings) -> timedelta:
    """How long a session lasts."""
    return _AT_WORK if settings.openid else AT_HOME


def log_in(service: Service, token: str) -> str:
    """Start a session for whoever has the start token; gives the session's cookie.

    Raises:
        NotLoggedInError: The token is wrong, or none opens this service.
    """
    expected = service.settings.token
    if not expected or not hmac.compare_digest(token.encode(), expected.encode()):
        raise NotLoggedInError
    try:
        return _begin_local(service)
    except IntegrityError:  # another process made the local user just now
        return _begin_local(service)


def _begin_local(service: Service) -> str:
    with service.database.work() as work:
        user = work.scalar(select(User).where(User.subject == LOCAL))
        if user is None:
            user = User(id=uuid4().hex, subject=LOCAL, name="Lokal bruker")
            work.add(user)
            work.flush()
        return begin(work, user, AT_HOME)


def begin(work: Work, user: User, lasts: timedelta, id_token: str = "") -> str:
    """A new session for a user: what its cookie holds. Ended sessions are swept away."""
    cookie = secrets.token_urlsafe(32)
    work.execute(delete(Session).where(Session.expires < now()))
    work.add(
        Session(hash=hashed(cookie), user_id=user.id, expires=now() + lasts, id_token=id_token)
    )
    record(work, Visitor(user.id, user.name), "log-in")
    return cookie


def end(service: Service, cookie: str) -> str:
    """End the session of a cookie, if there is one; gives its ID token, if it has one."""
    with service.database.work() as work:
        found = work.get(Session, hashed(cookie))
        if found is None:
            return ""
        id_token = found.id_token
        record(work, Visitor(found.user_id, ""), "log-out")
        work.delete(found)
        return id_token


def end_all(service: Service, who: Visitor) -> None:
    """End every session of a user, in all browsers. API tokens live on: they are withdrawn singly.

    Raises:
        NotAllowedError: A program asks.
    """
    in_person(who)
    with service.database.work() as work:
        work.execute(delete(Session).where(Session.user_id == who.user_id))
        record(work, who, "log-out-everywhere")


def count(service: Service, who: Visitor) -> int:
    """How many sessions a user has that last."""
    with service.database.look() as work:
        return (
            work.scalar(
                select(func.count())
                .select_from(Session)
                .where(Session.user_id == who.user_id, Session.expires >= now())
            )
            or 0
        )
