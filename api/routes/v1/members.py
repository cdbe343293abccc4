"""The members of a case, and its log."""

from fastapi import APIRouter

from api.routes.v1.common import CASE, Limit, Offset
from api.schemas import Identifier
from api.schemas_people import LogOut, MemberIn, MemberOut, RoleIn
from api.services import log, members
from api.views.people import in_words
from api.web import Form, Parts, Who

router = APIRouter()
_MEMBER = f"{CASE}/members/{{member_id}}"


@router.get(f"{CASE}/members", tags=["members"])
def list_members(service: Parts, who: Who, case_id: Identifier) -> list[MemberOut]:
    """The members of a case, owners first, and who is invited."""
    _, found = members.listed(service, who, case_id)
    return [MemberOut.of(each) for each in found]


@router.post(f"{CASE}/members", status_code=201, tags=["members"])
def add_member(service: Parts, who: Who, case_id: Identifier, given: MemberIn) -> MemberOut:
    """Make someone a member, or invite them until they log in; for owners."""
    return MemberOut.of(members.add(service, who, case_id, given.user, given.role))


@router.patch(_MEMBER, tags=["members"])
def change_member(
    service: Parts, who: Who, case_id: Identifier, member_id: Identifier, given: RoleIn
) -> MemberOut:
    """Give a member another role; for owners. 409 where the case would have no owner left."""
    return MemberOut.of(members.change(service, who, case_id, member_id, given.role))


@router.delete(_MEMBER, status_code=204, tags=["members"])
def remove_member(service: Parts, who: Who, case_id: Identifier, member_id: Identifier) -> None:
    """Take a member out of a case; for owners, and for whoever leaves by themselves."""
    members.remove(service, who, case_id, member_id)


@router.get(f"{CASE}/log", tags=["members"])
def get_log(
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    offset: Offset = 0,
    limit: Limit = 100,
) -> LogOut:
    """Who did what in a case, the last first; for owners."""
    found = log.listed(service, who, case_id, offset, limit)
    items = [LogOut.entry(each, in_words(each, form)) for each in found.entries]
    return LogOut(items=items, total=found.total, offset=offset)
