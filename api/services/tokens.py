"""API tokens: keys by which a user's programs use the JSON API.

A token is shown once and kept as a hash. It may do no more than it was made for, in one case or
in all of its user's, and never more than the user's own role there; it ends by itself, or when it
is withdrawn. It cannot make other tokens.
"""

import secrets
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import func, select

from api.clock import now
from api.errors import InputError, NotFoundError, WrongTokenError
from api.service import Service
from api.services.access import Visitor, case_for, hashed, in_person, record
from api.store.tables import Role, Token, User

PREFIX = "rgv_"  # so that those who look for leaked secrets know ours
LONGEST_NAME = 100
LONGEST_LIFE, USUAL_LIFE = 365, 90  # days
MOST = 50
_MINUTE = timedelta(minutes=1)


def make(
    service: Service, who: Visitor, name: str, role: Role, days: int, case_id: str = ""
) -> tuple[Token, str]:
    """A new token, and the key itself, which is never to be had again.

    Args:
        service: The service.
        who: Whose it is.
        name: What the user calls it.
        role: The most it may do in any case.
        days: How long it lasts.
        case_id: The only case it opens; empty for all of the user's.

    Raises:
        NotAllowedError: A program asks.
        NotFoundError: The user knows of no such case.
        InputError: The name is empty or too long, it lasts too long, or the user has too many.
    """
    in_person(who)
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise InputError(name="name", detail=f"skriv 1–{LONGEST_NAME} tegn")
    if not 1 <= days <= LONGEST_LIFE:
        raise InputError(name="days", detail=f"skriv et tall fra 1 til {LONGEST_LIFE}")
    key = PREFIX + secrets.token_urlsafe(32)
    with service.database.work() as work:
        if case_id:
            case_for(work, who, case_id)
        mine = select(func.count()).select_from(Token).where(Token.user_id == who.user_id)
        if (work.scalar(mine) or 0) >= MOST:
            raise InputError(name="name", detail=f"du kan ha høyst {MOST} nøkler")
        token = Token(
            id=uuid4().hex, hash=hashed(key), user_id=who.user_id, name=name, role=role,
            case_id=case_id or None, expires=now() + timedelta(days=days),
        )  # fmt: skip
        work.add(token)
        record(work, who, "token-made", case_id, token.id)
    return token, key


def listed(service: Service, who: Visitor) -> list[Token]:
    """A user's tokens, the newest first, also those that have expired.

    Raises:
        NotAllowedError: A program asks.
    """
    in_person(who)
    with service.database.look() as work:
        mine = select(Token).where(Token.user_id == who.user_id)
        return list(work.scalars(mine.order_by(Token.made.desc(), Token.id)))


def withdraw(service: Service, who: Visitor, token_id: str) -> None:
    """Take a token away; it opens nothing from now on.

    Raises:
        NotAllowedError: A program asks.
        NotFoundError: The user has no such token.
    """
    in_person(who)
    with service.database.work() as work:
        token = work.get(Token, token_id)
        if token is None or token.user_id != who.user_id:
            raise NotFoundError
        record(work, who, "token-withdrawn", token.case_id or "", token.id)
        work.delete(token)


def visitor(service: Service, key: str) -> Visitor:
    """Who asks with a key, and what they may do; notes when it was used.

    Raises:
        WrongTokenError: There is no such token, or it has expired.
    """
    with service.database.look() as work:
        found = work.execute(
            select(Token, User)
            .join(User, User.id == Token.user_id)
            .where(Token.hash == hashed(key))
        ).first()
    if found is None or found[0].expires <= now():
        raise WrongTokenError
    token, user = found[0], found[1]
    if token.used is None or now() - token.used > _MINUTE:
        with service.database.work() as work:
            kept = work.get(Token, token.id)
            if kept is not None:
                kept.used = now()
    return Visitor(
        user.id, user.name, email=user.email, most=Role(token.role), only=token.case_id or "",
        token_id=token.id,
    )  # fmt: skip
