"""The members of a case, and its log."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from api.errors import InputError, LastOwnerError, status_of
from api.routes.pages.common import CASE, see
from api.schemas import Identifier
from api.services import log, members
from api.services.access import Visitor
from api.store.tables import Role
from api.views.base import Pages, page
from api.views.people import in_words
from api.web import Fields, Form, Parts, Who, field
from regelverk import RegelverkError

router = APIRouter()
_SIZE = 50


@router.get(f"{CASE}/medlemmer")
def members_page(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """Who may do what in a case; owners may change it."""
    return _page(request, service, who, case_id)


def _page(
    request: Request, service: Any, who: Visitor, case_id: str, error: RegelverkError | None = None
) -> Response:
    case, found = members.listed(service, who, case_id)
    status = status_of(error) if error else 200
    return page(
        request, "members.html.j2", who, status=status, error=error, case=case, tab="settings",
        members=found,
        several=service.settings.openid is not None,
    )  # fmt: skip


@router.post(f"{CASE}/medlemmer")
def add_member(
    request: Request, service: Parts, who: Who, form: Fields, case_id: Identifier
) -> Response:
    """Make someone a member, or invite them."""
    try:
        person = members.add(service, who, case_id, field(form, "user"), _role(form))
    except (InputError, LastOwnerError) as error:
        return _page(request, service, who, case_id, error)
    told = "told_invited" if person.invited else "told_member"
    return see(f"/saker/{case_id}/medlemmer", told)


@router.post(f"{CASE}/medlemmer/{{member_id}}/rolle")
def change_member(
    request: Request,
    service: Parts,
    who: Who,
    form: Fields,
    case_id: Identifier,
    member_id: Identifier,
) -> Response:
    """Give a member another role."""
    try:
        members.change(service, who, case_id, member_id, _role(form))
    except (InputError, LastOwnerError) as error:
        return _page(request, service, who, case_id, error)
    return see(f"/saker/{case_id}/medlemmer", "told_member")


@router.post(f"{CASE}/medlemmer/{{member_id}}/fjern")
def remove_member(
    request: Request, service: Parts, who: Who, case_id: Identifier, member_id: Identifier
) -> Response:
    """Take a member out of a case; who leaves goes to the other cases."""
    try:
        members.remove(service, who, case_id, member_id)
    except LastOwnerError as error:
        return _page(request, service, who, case_id, error)
    return see("/" if member_id == who.user_id else f"/saker/{case_id}/medlemmer",
               "told_member_removed")  # fmt: skip


@router.get(f"{CASE}/logg")
def log_page(
    request: Request, service: Parts, who: Who, form: Form, case_id: Identifier, side: int = 1
) -> Response:
    """Who did what in a case, the last first; for owners."""
    wanted = max(1, min(side, 100_000))
    found = log.listed(service, who, case_id, (wanted - 1) * _SIZE, _SIZE)
    return page(
        request, "log.html.j2", who, case=found.case, tab="settings", total=found.total,
        entries=[(each, in_words(each, form)) for each in found.entries],
        pages=Pages.of(wanted, found.total, _SIZE),
    )  # fmt: skip


def _role(form: FormData) -> Role:
    told = field(form, "role")
    if told not in set(Role):
        raise InputError(name="role", detail="velg eier, redaktør eller leser")
    return Role(told)
