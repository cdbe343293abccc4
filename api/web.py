"""What every request passes through: size, host and origin checks, session, language, headers."""

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Annotated, Any, BinaryIO, cast
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, Headers, UploadFile

from api.errors import ForgedRequestError, UploadTooLargeError, problem
from api.service import Service
from api.services.access import Visitor, visitor
from api.texts import LANGUAGES

SESSION_COOKIE = "regelverk"
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

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Boundary:
    """Bounds every request's size, and puts the security headers on every answer.

    A fault in the program is answered here, since the framework would print it with whatever
    content it met.
    """

    def __init__(
        self, app: Any, limit: int, fault: Callable[[Request, Exception], Response]
    ) -> None:
        self._app = app
        self._limit = limit
        self._fault = fault

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
                extra = [(k.encode(), v.encode()) for k, v in _HEADERS.items()]
                if b"cache-control" not in present:
                    extra.append((b"cache-control", b"no-store"))
                message["headers"] = [*message["headers"], *extra]
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


async def logged_in(request: Request) -> Visitor:
    """Who is asking; for a change, also that it was asked for from our own pages.

    Raises:
        NotLoggedInError: Nobody we know.
        ForgedRequestError: The change comes from elsewhere.
    """
    cookie = request.cookies.get(SESSION_COOKIE, "")
    who = await run_in_threadpool(visitor, service_of(request), cookie)
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


def set_cookie(response: Response, service: Service, name: str, value: str, days: int) -> None:
    """Set a cookie that scripts cannot read and other sites cannot send."""
    response.set_cookie(
        name, value, max_age=days * 86400, httponly=True, samesite="strict",
        secure=service.settings.secure, path="/",
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
