"""Logging in and out, and the language form."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.routes.pages.common import see
from api.services import access
from api.web import (
    LANGUAGE_COOKIE,
    SESSION_COOKIE,
    Parts,
    Who,
    set_cookie,
)

router = APIRouter()


@router.get("/start")
def start(service: Parts, token: str = "") -> Response:
    """Log in with the printed address; the token does not stay in the address field."""
    cookie = access.log_in(service, token)
    answer = see("/")
    set_cookie(answer, service, SESSION_COOKIE, cookie, access.SESSION_LIFE.days)
    return answer


@router.post("/logg-ut")
def log_out(request: Request, service: Parts, _who: Who) -> Response:
    """End the session."""
    access.log_out(service, request.cookies.get(SESSION_COOKIE, ""))
    answer = see("/")
    answer.delete_cookie(SESSION_COOKIE)
    return answer


@router.get("/maalform/{form}")
def language(service: Parts, form: str, til: str = "/") -> Response:
    """Choose bokmål or nynorsk, and go back to the page."""
    answer = see(til if til.startswith("/") and not til.startswith(("//", "/\\")) else "/")
    set_cookie(answer, service, LANGUAGE_COOKIE, "nn" if form == "nn" else "nb", 365)
    return answer
