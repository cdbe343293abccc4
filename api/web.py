"""What every request passes through: size, host and origin checks, session, language, headers."""

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Annotated, Any, BinaryIO, cast
from urllib.parse import urlsplit

from fastapi import Depends, Request, Security
from fastapi.responses import JSONResponse, Response
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, Headers, UploadFile

from api.errors import ForgedRequestError, NotLoggedInError, UploadTooLargeError, problem
from api.service import Service
from api.services import rates, tokens
from api.services.access import Visitor, visitor
from api.settings import Settings
from api.texts import LANGUAGES
from api.watch import USER

SESSION_COOKIE = "regelverk"
LOGIN_COOKIE = "innlogging"
LANGUAGE_COOKIE = "maalform"
PROBLEM = "application/problem+json"
CSRF_FIELD, CSRF_HEADER = "csrf", "x-csrf-token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MIB = 1 << 20
MOST_FILES = 500
_SMALL = 2 * _MIB
_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with none, browsers hide where a form was sent from
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_HTTPS_ONLY = ("strict-transport-security", "max-age=31536000")
_ADDRESS_BITS = {4: 32, 6: 64}  # whoever has one IPv6 address has the other 2⁶⁴ of its net too

_TOKEN = HTTPBearer(
    auto_error=False, scheme_name="token",
    description="An API token, made on the page `/konto`. Changes need nothing more.",
)  # fmt: skip
_COOKIE = APIKeyCookie(
    name=SESSION_COOKIE, auto_error=False, scheme_name="session",
    description="A logged-in browser (`__Host-regelverk` behind HTTPS). Changes must carry the "
    "token of `GET /session` in `X-CSRF-Token`.",
)  # fmt: skip

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Boundary:
    """Bounds every request's size, and puts the security headers on every answer.

    A fault in the program is answered here, since the framework would print it with whatever
    content it met. Behind HTTPS, browsers are told to stay there, and no cookie goes elsewhere.
    """

    def __init__(
        self,
        app: Any,
        limit: int,
        fault: Callable[[Request, Exception], Response],
        *,
        secure: bool = False,
    ) -> None:
        self._app = app
        self._limit = limit
        self._fault = fault
        told = (*_HEADERS.items(), _HTTPS_ONLY) if secure else _HEADERS.items()
        self._headers = [(name.encode(), value.encode()) for name, value in told]
        self._secure = secure

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(raw=scope["headers"])
        files = headers.get("content-type", "").startswith("multipart/")
        limit = self._limit if files else min(_SMALL, self._limit)
        seen, started = 0, False

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise UploadTooLargeError(limit=limit // _MIB)
            return message

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                present = {name for name, _ in message["headers"]}
                extra = list(self._headers)
                if b"cache-control" not in present:
                    extra.append((b"cache-control", b"no-store"))
                message["headers"] = [*map(self._closed, message["headers"]), *extra]
            await send(message)

        told = headers.get("content-length", "0")
        if not told.isdecimal() or int(told) > limit:
            refusal = UploadTooLargeError(limit=limit // _MIB)
            refused = JSONResponse(problem(refusal), 413, media_type=PROBLEM)
            await refused(scope, receive, guarded)
            return
        try:
            await self._app(scope, bounded, guarded)
        except Exception as error:
            answer = self._fault(Request(scope), error)
            if not started:
                await answer(scope, receive, guarded)

    def _closed(self, header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
        """A cookie that is sent over HTTPS only, where that is what we speak."""
        name, value = header
        if name != b"set-cookie" or not self._secure or b"; secure" in value.lower():
            return header
        return name, value + b"; Secure"


def service_of(request: Request) -> Service:
    """The service behind a request."""
    return cast("Service", request.app.state.service)


def language_of(request: Request) -> str:
    """The language form a visitor reads: the cookie's, else the browser's, else bokmål."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    wanted = request.headers.get("accept-language", "").lower()
    places = {form: wanted.find(form) for form in LANGUAGES if form in wanted}
    return min(places, key=lambda form: places[form]) if places else "nb"


def client_of(request: Request) -> str:
    """The net address a request comes from, as rate limits count it.

    `X-Forwarded-For` is believed only where a proxy of ours wrote it: read from the right, the
    first address that is not one of our proxies is the client's.
    """
    trusted = service_of(request).settings.proxies
    told = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
    here = request.client.host if request.client else ""
    for before in (*reversed(told), ""):
        found = _address(here)
        if found is None or not any(found in each for each in trusted) or not _address(before):
            break
        here = before.strip()
    found = _address(here)
    return str(ip_network((found, _ADDRESS_BITS[found.version]), strict=False)) if found else here


def _address(told: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(told.strip())
    except ValueError:
        return None


def session_cookie(settings: Settings) -> str:
    """The session's cookie; behind HTTPS its name binds it to this host (RFC 6265bis, 4.1.3.2)."""
    return f"__Host-{SESSION_COOKIE}" if settings.secure else SESSION_COOKIE


def by_cookie(request: Request) -> Visitor:
    """Whose browser it is.

    Raises:
        NotLoggedInError: None we know.
        TooManyError: It asks too often.
    """
    service = service_of(request)
    cookie = request.cookies.get(session_cookie(service.settings), "")
    try:
        who = visitor(service, cookie)
    except NotLoggedInError:
        service.pace.spend(client_of(request))
        raise
    service.pace.spend(who.csrf)
    return who


def _by_token(request: Request, key: str) -> Visitor:
    """Whose program it is, by its API token."""
    service = service_of(request)
    try:
        who = tokens.visitor(service, key)
    except NotLoggedInError:
        rates.spend(service, rates.FAILURES, client_of(request))
        raise
    service.pace.spend(who.token_id)
    return who


async def logged_in(
    request: Request,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_TOKEN)],
    _cookie: Annotated[str | None, Security(_COOKIE)],
) -> Visitor:
    """Who is asking; for a change by a browser, also that it was asked for from our own pages.

    Raises:
        NotLoggedInError: Nobody we know.
        ForgedRequestError: The change comes from elsewhere.
        TooManyError: They ask too often.
    """
    if bearer is not None and request.url.path.startswith("/api/"):
        who = await run_in_threadpool(_by_token, request, bearer.credentials)
        request.scope[USER] = who.user_id
        return who
    who = await run_in_threadpool(by_cookie, request)
    request.scope[USER] = who.user_id
    if request.method not in _SAFE:
        await _refuse_forged(request, who)
    return who


async def _refuse_forged(request: Request, who: Visitor) -> None:
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ForgedRequestError
    given = request.headers.get(CSRF_HEADER, "")
    kind = request.headers.get("content-type", "")
    if not given and kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
        field = (await request.form(max_files=MOST_FILES, max_fields=500)).get(CSRF_FIELD)
        given = field if isinstance(field, str) else ""
    if not hmac.compare_digest(given.encode(), who.csrf.encode()):
        raise ForgedRequestError


def set_cookie(
    response: Response, service: Service, name: str, value: str, lasts: timedelta
) -> None:
    """Set a cookie that scripts cannot read.

    Where users come back from an identity provider, or by a link in a message, the browser must
    send it along (`lax`); a change still needs the token of our own forms.
    """
    response.set_cookie(
        name, value, max_age=int(lasts.total_seconds()), httponly=True, path="/",
        secure=service.settings.secure, samesite="lax" if service.settings.openid else "strict",
    )  # fmt: skip


async def _fields(request: Request, _who: Annotated[Visitor, Depends(logged_in)]) -> FormData:
    """A form, read only after it is known who sends it."""
    return await request.form(max_files=MOST_FILES, max_fields=500)


def uploads(form: FormData) -> list[tuple[str, BinaryIO]]:
    """The files in a form, with the names they were sent under."""
    return [
        (each.filename or "", each.file)
        for each in form.getlist("files")
        if isinstance(each, UploadFile) and each.filename
    ]


def field(form: FormData, name: str) -> str:
    """A field of a form, or an empty string."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


Who = Annotated[Visitor, Depends(logged_in)]
Form = Annotated[str, Depends(language_of)]
Fields = Annotated[FormData, Depends(_fields)]
Parts = Annotated[Service, Depends(service_of)]
