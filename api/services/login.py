"""Logging in at the identity provider: begun here, finished when the browser comes back.

What a login began with (state, nonce, PKCE verifier, where to go afterwards) waits in a signed
cookie in the browser that began it, so any process of the service can finish it.
"""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Work

from api.clock import now
from api.errors import (
    LoginCancelledError,
    LoginProofError,
    LoginStateError,
    NoProviderError,
    NotAdmittedError,
)
from api.openid import Proof, Provider
from api.service import Service
from api.services import sessions
from api.services.access import Visitor, record
from api.settings import OpenId
from api.store.tables import Invitation, Member, Role, User

PATIENCE = timedelta(minutes=10)
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class Begun:
    """A login that has begun.

    Attributes:
        state: What the provider hands back, so that we know it is this login.
        nonce: What the ID token repeats, so that we know it is for this login.
        verifier: The secret whose hash the provider got (PKCE).
        to: The page to go to afterwards.
        ends: When it is too late, in seconds since 1970.
    """

    state: str
    nonce: str
    verifier: str
    to: str
    ends: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A login that has come to an end: the session's cookie, and the page to go to."""

    cookie: str
    to: str


def begin(service: Service, back: str, to: str) -> tuple[str, str]:
    """Begin a login; gives where the browser goes, and the cookie it brings back.

    Raises:
        NoProviderError: Nobody logs in here.
        ProviderError: The provider does not answer.
    """
    provider = _provider(service)
    ends = int((now() + PATIENCE).timestamp())
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    address = provider.login_address(back, state, nonce, challenge)
    return address, _packed(service, Begun(state, nonce, verifier, to, ends))


def finish(service: Service, cookie: str, back: str, answer: Mapping[str, str]) -> Finished:
    """Finish a login with what the browser brought back, and begin a session.

    Raises:
        LoginStateError: This browser did not begin it, or too long ago.
        LoginCancelledError: The provider did not let the user in.
        LoginProofError: What the provider vouches with does not hold.
        NotAdmittedError: The user may not use this service.
        ProviderError: The provider does not answer as it should.
    """
    provider, openid = _provider(service), _openid(service)
    begun = _unpacked(service, cookie)
    if not compare_digest(begun.state.encode(), answer.get("state", "").encode()):
        raise LoginStateError
    if not answer.get("code"):
        raise LoginCancelledError
    proof = provider.redeem(
        answer["code"], begun.verifier, back, begun.nonce, answer.get("iss", "")
    )
    email = _email(openid, proof.claims)
    _admit(openid, proof.claims, email)
    return Finished(_session(service, openid, proof, email), begun.to)


def end(service: Service, cookie: str, back: str) -> str:
    """End a session; gives where to log out at the provider too, or nothing where it has none."""
    id_token = sessions.end(service, cookie)
    if service.provider is None or not id_token:
        return ""
    return service.provider.logout_address(back, id_token)


def subject_of(openid: OpenId, told: str) -> str:
    """How a user is kept: what the provider calls them may be a number that identifies a person.

    The issuer goes into it, since a name is the provider's own (OpenID Connect Core 1.0, 5.7).
    """
    return f"oidc:{sha256(json.dumps([openid.issuer, told]).encode()).hexdigest()}"


def _provider(service: Service) -> Provider:
    if service.provider is None:
        raise NoProviderError
    return service.provider


def _openid(service: Service) -> OpenId:
    if service.settings.openid is None:
        raise NoProviderError
    return service.settings.openid


def _packed(service: Service, begun: Begun) -> str:
    told = urlsafe_b64encode(json.dumps(asdict(begun)).encode()).decode()
    return f"{told}.{service.seal.sign(f'login:{told}')}"


def _unpacked(service: Service, cookie: str) -> Begun:
    told, _, signature = cookie.partition(".")
    if not compare_digest(signature.encode(), service.seal.sign(f"login:{told}").encode()):
        raise LoginStateError
    begun = Begun(**json.loads(urlsafe_b64decode(told)))
    if begun.ends < now().timestamp():
        raise LoginStateError
    return begun


def _email(openid: OpenId, claims: Mapping[str, Any]) -> str:
    """The user's e-mail address, where the provider vouches for it; otherwise empty.

    One that anybody can put down as theirs would open the cases its true owner is invited to.
    """
    told, verified = claims.get("email"), claims.get("email_verified")
    if not isinstance(told, str) or not (openid.trusted or verified in (True, "true")):
        return ""
    return told.strip().lower() if len(told) <= _LONGEST and "@" in told else ""


def _admit(openid: OpenId, claims: Mapping[str, Any], email: str) -> None:
    if openid.domains and email.rpartition("@")[2] not in openid.domains:
        raise NotAdmittedError
    if openid.claim is not None:
        name, wanted = openid.claim
        told = claims.get(name)
        if wanted not in (told if isinstance(told, list) else [told]):
            raise NotAdmittedError


def _session(service: Service, openid: OpenId, proof: Proof, email: str) -> str:
    """A session for whom the provider vouches for, who may be new."""
    told = proof.claims["sub"]
    if not isinstance(told, str) or not 1 <= len(told) <= _LONGEST:
        raise LoginProofError(detail="the subject is too long")
    subject = subject_of(openid, told)
    name = _name(proof.claims, email)
    try:
        return _begin(service, subject, name, email, proof.id_token)
    except IntegrityError:  # another process made the same new user just now
        return _begin(service, subject, name, email, proof.id_token)


def _begin(service: Service, subject: str, name: str, email: str, id_token: str) -> str:
    with service.database.work() as work:
        user = work.scalar(select(User).where(User.subject == subject))
        if user is None:
            user = User(id=uuid4().hex, subject=subject)
            work.add(user)
        user.name, user.email = name, email
        work.flush()
        if email:
            # The provider says whose the address is now; it may have been another's.
            others = update(User).where(User.email == email, User.id != user.id)
            work.execute(others.values(email=""))
            _accept_invitations(work, user)
        return sessions.begin(work, user, sessions.life(service.settings), id_token)


def _accept_invitations(work: Work, user: User) -> None:
    for each in work.scalars(select(Invitation).where(Invitation.email == user.email)):
        if work.get(Member, (each.case_id, user.id)) is None:
            work.add(Member(case_id=each.case_id, user_id=user.id, role=Role(each.role)))
        record(work, Visitor(user.id, user.name), "invitation-accepted", each.case_id)
        work.delete(each)


def _name(claims: Mapping[str, Any], email: str) -> str:
    """What the user is called, fit to be shown."""
    told = (claims.get(each) for each in ("name", "preferred_username"))
    plain = (" ".join(each.split()) for each in (*told, email) if isinstance(each, str))
    return next((each[:_LONGEST] for each in plain if each and each.isprintable()), "Bruker")
