"""Who is asking, and what they may do."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session as Work

from api.clock import now
from api.errors import NotAllowedError, NotFoundError, NotLoggedInError
from api.service import Service
from api.store.tables import Case, LogEntry, Member, Role, Session, User


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking: a user in a browser, or a program with one of the user's API tokens.

    Attributes:
        user_id: The user.
        name: What the user is called.
        csrf: The secret of a browser's session, which the forms carry; empty for a program.
        email: The user's e-mail address, where the identity provider vouches for one.
        most: The most they may do in any case, whatever the user's own role.
        only: The only case they may know of; empty for all of the user's.
        token_id: The API token; empty for a browser.
    """

    user_id: str
    name: str
    csrf: str = ""
    email: str = ""
    most: Role = Role.OWNER
    only: str = ""
    token_id: str = ""


_WHOSE = (
    select(User.id, User.name, User.email, Session.expires)
    .join(Session, Session.user_id == User.id)
    .where(Session.hash == bindparam("hash"))
)
"""Every request asks it: columns, not objects, and built once."""


def visitor(service: Service, cookie: str) -> Visitor:
    """Whose session a cookie is.

    Raises:
        NotLoggedInError: None that lasts.
    """
    found = service.database.first(_WHOSE, hash=hashed(cookie))
    if found is None or found.expires < now():
        raise NotLoggedInError
    csrf = service.seal.sign(f"csrf:{cookie}")
    return Visitor(found.id, found.name, csrf, found.email)


def case_for(work: Work, who: Visitor, case_id: str, needed: Role = Role.READER) -> Case:
    """A case, for someone who may do this with it; the case's `role` tells what else they may.

    Raises:
        NotFoundError: There is none that they may know of.
        NotAllowedError: Their role does not cover it.
    """
    member = work.get(Member, (case_id, who.user_id))
    case = work.get(Case, case_id)
    if member is None or case is None or who.only not in ("", case_id):
        raise NotFoundError
    case.role = Role(member.role).at_most(who.most)
    if not case.role.covers(needed):
        raise NotAllowedError
    return case


def at_large(who: Visitor, needed: Role = Role.READER) -> None:
    """Refuse what concerns no single case to an API token that may not do it.

    Raises:
        NotAllowedError: The token is for one case only, or may do less than this.
    """
    if who.only or not who.most.covers(needed):
        raise NotAllowedError


def in_person(who: Visitor) -> None:
    """Refuse what only the user may do, never a program with an API token.

    Raises:
        NotAllowedError: It is a program.
    """
    if who.token_id:
        raise NotAllowedError


def record(work: Work, who: Visitor, action: str, case_id: str = "", subject: str = "") -> None:
    """Note who did what: identifiers only, never content. The action has a text `did_…`."""
    work.add(
        LogEntry(
            user_id=who.user_id, action=action, case_id=case_id, subject=subject,
            token_id=who.token_id,
        )
    )  # fmt: skip


def touch(case: Case) -> None:
    """Note that a case has changed."""
    case.revision += 1
    case.changed = now()


def hashed(secret: str) -> str:
    """What is kept of a secret. Ours are long and random, so a plain hash cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()
