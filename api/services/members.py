"""The members of a case: who may do what in it.

Someone who has logged in is found by e-mail address or by what the identity provider calls them;
an address that nobody has yet is invited, and becomes a member when they log in. A case always
has an owner.
"""

import re
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from api.errors import InputError, LastOwnerError, NotFoundError
from api.service import Service
from api.services.access import Visitor, case_for, record
from api.services.login import subject_of
from api.store.tables import Case, Invitation, Member, Role, User

MOST = 500
_EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f.]+(\.[^@\s\x00-\x1f.]+)*")


@dataclass(frozen=True, slots=True)
class Person:
    """A member of a case, or someone who is invited to be.

    Attributes:
        id: The user's identifier, or the invitation's.
        name: What the member is called; empty for the invited.
        email: Where there is one.
        role: What they may do in the case.
        invited: Whether they have not logged in yet.
    """

    id: str
    name: str
    email: str
    role: Role
    invited: bool = False


def listed(service: Service, who: Visitor, case_id: str) -> tuple[Case, list[Person]]:
    """A case and its members: owners first, then by name; the invited last."""
    with service.database.look() as work:
        case = case_for(work, who, case_id)
        rows = work.execute(
            select(User, Member)
            .join(Member, Member.user_id == User.id)
            .where(Member.case_id == case_id)
        ).all()
        found = [Person(user.id, user.name, user.email, Role(each.role)) for user, each in rows]
        order = list(Role)
        found.sort(key=lambda each: (order.index(each.role), each.name, each.id))
        return case, found + [_invited(each) for each in _invitations(work, case_id)]


def _invitations(work: Work, case_id: str) -> list[Invitation]:
    wanted = select(Invitation).where(Invitation.case_id == case_id)
    return list(work.scalars(wanted.order_by(Invitation.email)))


def _invited(found: Invitation) -> Person:
    return Person(found.id, "", found.email, Role(found.role), invited=True)


def add(service: Service, who: Visitor, case_id: str, told: str, role: Role) -> Person:
    """Make someone a member, or invite them; only an owner may. A member gets the new role.

    Args:
        service: The service.
        who: Who asks.
        case_id: The case.
        told: An e-mail address, or what the identity provider calls a user (`sub`).
        role: What they may do from now on.

    Raises:
        InputError: It is neither an address nor a user we know.
        LastOwnerError: The case would be left without an owner.
    """
    told = told.strip()
    with service.database.work() as work:
        case = _locked(work, who, case_id)
        user = _user(work, service, told)
        if user is not None:
            _set(work, case_id, user.id, role)
            record(work, who, f"member-{role.value}", case_id, user.id)
            return Person(user.id, user.name, user.email, role)
        if not _EMAIL.fullmatch(told) or len(told) > 255:
            raise InputError(name="user", detail="skriv en e-postadresse")
        if len(_invitations(work, case_id)) + len(case.members) >= MOST:
            raise InputError(name="user", detail=f"en sak kan ha høyst {MOST} medlemmer")
        found = _invitation(work, case_id, told.lower())
        found.role = role
        work.flush()
        record(work, who, f"invited-{role.value}", case_id, found.id)
        return _invited(found)


def _user(work: Work, service: Service, told: str) -> User | None:
    """Who has an e-mail address, or is called so by the identity provider."""
    known = User.email == told.lower() if "@" in told else None
    openid = service.settings.openid
    if openid is not None and told:
        called = User.subject == subject_of(openid, told)
        known = called if known is None else known | called
    return work.scalar(select(User).where(known)) if known is not None else None


def _invitation(work: Work, case_id: str, email: str) -> Invitation:
    found = work.scalar(
        select(Invitation).where(Invitation.case_id == case_id, Invitation.email == email)
    )
    if found is None:
        found = Invitation(id=uuid4().hex, case_id=case_id, email=email)
        work.add(found)
    return found


def change(service: Service, who: Visitor, case_id: str, person: str, role: Role) -> Person:
    """Give a member, or someone who is invited, another role; only an owner may.

    Raises:
        NotFoundError: There is no such member.
        LastOwnerError: The case would be left without an owner.
    """
    with service.database.work() as work:
        _locked(work, who, case_id)
        found = work.get(Invitation, person)
        if found is not None and found.case_id == case_id:
            found.role = role
            record(work, who, f"invited-{role.value}", case_id, found.id)
            return _invited(found)
        user = work.get(User, person)
        if user is None or work.get(Member, (case_id, person)) is None:
            raise NotFoundError
        _set(work, case_id, person, role)
        record(work, who, f"member-{role.value}", case_id, person)
        return Person(user.id, user.name, user.email, role)


def remove(service: Service, who: Visitor, case_id: str, person: str) -> None:
    """Take someone out of a case, or an invitation back. Owners may, and all may leave.

    Raises:
        NotFoundError: There is no such member.
        LastOwnerError: The case would be left without an owner.
    """
    with service.database.work() as work:
        leaving = person == who.user_id and not who.token_id
        _locked(work, who, case_id, Role.READER if leaving else Role.OWNER)
        invitation = work.get(Invitation, person)
        if invitation is not None and invitation.case_id == case_id:
            work.delete(invitation)
            record(work, who, "invitation-withdrawn", case_id, person)
            return
        member = work.get(Member, (case_id, person))
        if member is None:
            raise NotFoundError
        if member.role == Role.OWNER:
            _keep_an_owner(work, case_id, person)
        work.delete(member)
        record(work, who, "member-removed", case_id, person)


def _locked(work: Work, who: Visitor, case_id: str, needed: Role = Role.OWNER) -> Case:
    """A case whose members nobody else changes meanwhile, so that two owners cannot both leave.

    SQLite lets one write at a time anyway.
    """
    work.get(Case, case_id, with_for_update=True)
    return case_for(work, who, case_id, needed)


def _set(work: Work, case_id: str, user_id: str, role: Role) -> None:
    member = work.get(Member, (case_id, user_id))
    if member is None:
        work.add(Member(case_id=case_id, user_id=user_id, role=role))
    elif role is not Role.OWNER and member.role == Role.OWNER:
        _keep_an_owner(work, case_id, user_id)
        member.role = role
    else:
        member.role = role


def _keep_an_owner(work: Work, case_id: str, without: str) -> None:
    others = select(Member.user_id).where(
        Member.case_id == case_id, Member.role == Role.OWNER, Member.user_id != without
    )
    if work.scalar(others.limit(1)) is None:
        raise LastOwnerError
