"""The user's own page: sessions and API tokens."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.clock import now
from api.errors import InputError
from api.routes.pages.common import see
from api.schemas import Identifier
from api.services import cases, sessions, tokens
from api.services.access import Visitor
from api.store.tables import Role
from api.views.base import page
from api.web import Fields, Parts, Who, field, session_cookie

router = APIRouter()
_ACCOUNT = "/konto"
_MOST_CASES = 500


@router.get(_ACCOUNT)
def account_page(request: Request, service: Parts, who: Who) -> Response:
    """Who is logged in, and their API tokens."""
    return _page(request, service, who)


def _page(
    request: Request, service: Any, who: Visitor, key: str = "", error: InputError | None = None
) -> Response:
    return page(
        request, "account.html.j2", who, status=422 if error else 200, error=error, key=key,
        tokens=tokens.listed(service, who), today=now(),
        cases=cases.listed(service, who, 0, _MOST_CASES).cases,
        sessions=sessions.count(service, who), days=tokens.USUAL_LIFE, most=tokens.LONGEST_LIFE,
    )  # fmt: skip


@router.post(f"{_ACCOUNT}/nokler")
def make_token(request: Request, service: Parts, who: Who, form: Fields) -> Response:
    """Make an API token, and show its key this once."""
    days, role = field(form, "days"), field(form, "role")
    lasts = int(days) if days.isascii() and days.isdecimal() and len(days) < 6 else 0
    try:
        if role not in set(Role):
            raise InputError(name="role", detail="velg en rolle")
        name, case = field(form, "name"), field(form, "case")
        _, key = tokens.make(service, who, name, Role(role), lasts, case)
    except InputError as error:
        return _page(request, service, who, error=error)
    return _page(request, service, who, key)


@router.post(f"{_ACCOUNT}/nokler/{{token_id}}/slett")
def withdraw_token(service: Parts, who: Who, token_id: Identifier) -> Response:
    """Withdraw an API token."""
    tokens.withdraw(service, who, token_id)
    return see(_ACCOUNT, "told_token_withdrawn")


@router.post(f"{_ACCOUNT}/logg-ut-overalt")
def log_out_everywhere(service: Parts, who: Who) -> Response:
    """End every session of the user, this one too."""
    sessions.end_all(service, who)
    answer = see("/utlogget")
    answer.delete_cookie(session_cookie(service.settings))
    return answer
