"""Logging in and out, and the language form."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.errors import NotLoggedInError, TooManyError, WrongStartError
from api.routes.pages.common import see
from api.service import Service
from api.services import login, rates, sessions
from api.views.base import page
from api.web import (
    LANGUAGE_COOKIE,
    LOGIN_COOKIE,
    Parts,
    Who,
    client_of,
    session_cookie,
    set_cookie,
)
from regelverk import RegelverkError

router = APIRouter()
_BACK = "/logg-inn/svar"
_YEAR = timedelta(days=365)


@router.get("/start")
def start(request: Request, service: Parts, token: str = "") -> Response:
    """Log in with the printed address; the token does not stay in the address field."""
    rates.check(service, rates.FAILURES, client_of(request))
    try:
        cookie = sessions.log_in(service, token)
    except NotLoggedInError as error:
        rates.spend(service, rates.FAILURES, client_of(request))
        raise WrongStartError from error
    return _logged_in(request, service, cookie, sessions.AT_HOME, "/")


@router.get("/logg-inn")
def begin_login(request: Request, service: Parts, til: str = "/") -> Response:
    """Go to the identity provider, and come back to a page afterwards."""
    rates.check(service, rates.FAILURES, client_of(request))
    address, cookie = login.begin(service, _address(request, service, _BACK), _here(til))
    answer = RedirectResponse(address, status_code=303)
    set_cookie(answer, service, _login_cookie(service), cookie, login.PATIENCE)
    return answer


@router.get(_BACK)
def finish_login(request: Request, service: Parts) -> Response:
    """Come back from the identity provider, logged in or not."""
    rates.check(service, rates.FAILURES, client_of(request))
    begun = request.cookies.get(_login_cookie(service), "")
    back = _address(request, service, _BACK)
    try:
        done = login.finish(service, begun, back, dict(request.query_params))
    except TooManyError:
        raise
    except RegelverkError:
        rates.spend(service, rates.FAILURES, client_of(request))
        raise
    answer = _logged_in(request, service, done.cookie, sessions.life(service.settings), done.to)
    answer.delete_cookie(_login_cookie(service))
    return answer


def _logged_in(
    request: Request, service: Service, cookie: str, lasts: timedelta, to: str
) -> Response:
    """Go on with a new session; the one that the browser had is over."""
    name = session_cookie(service.settings)
    if old := request.cookies.get(name):
        sessions.end(service, old)
    answer = see(to)
    set_cookie(answer, service, name, cookie, lasts)
    return answer


@router.post("/logg-ut")
def log_out(request: Request, service: Parts, _who: Who) -> Response:
    """End the session, and go on to log out at the identity provider where it offers that.

    The page does that, not this answer: no page of ours may send a form to another site.
    """
    name = session_cookie(service.settings)
    cookie = request.cookies.get(name, "")
    there = login.end(service, cookie, _address(request, service, "/utlogget"))
    answer = page(request, "logged_out.html.j2", None, there=there)
    answer.delete_cookie(name)
    return answer


@router.get("/utlogget")
def logged_out(request: Request) -> Response:
    """What the identity provider leads back to."""
    return page(request, "logged_out.html.j2", None, there="")


@router.get("/maalform/{form}")
def language(service: Parts, form: str, til: str = "/") -> Response:
    """Choose bokmål or nynorsk, and go back to the page."""
    answer = see(_here(til))
    set_cookie(answer, service, LANGUAGE_COOKIE, "nn" if form == "nn" else "nb", _YEAR)
    return answer


def _here(to: str) -> str:
    """A page of ours, never an address elsewhere."""
    plain = to.isascii() and to.isprintable() and "\\" not in to
    return to if plain and to.startswith("/") and not to.startswith("//") else "/"


def _address(request: Request, service: Service, path: str) -> str:
    """A page of ours as others write it; the host is one that the settings allow."""
    scheme = "https" if service.settings.secure else "http"
    return f"{scheme}://{request.headers['host']}{path}"


def _login_cookie(service: Service) -> str:
    return f"__Host-{LOGIN_COOKIE}" if service.settings.secure else LOGIN_COOKIE
