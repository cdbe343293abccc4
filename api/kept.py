"""Pages of a case, kept in memory for as long as nothing in the case has changed.

A page is a function of its address, the language form, the visitor's role and how the case stands.
Whoever asks is known and has a role in the case before a kept page is given.
"""

import re
from collections.abc import Hashable
from html import escape
from threading import Lock
from typing import Any

from cachetools import TTLCache
from fastapi import Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import ServiceError
from api.services.access import Visitor, visitor
from api.services.standing import Standing, standing
from api.web import SESSION_COOKIE, language_of, service_of

_PAGE = re.compile(r"/saker/([0-9a-f]{32})(?:/.*)?")
_MIB = 1 << 20
_TOKEN = b"\0csrf\0"
_HTML = b"text/html"


class KeptPages:
    """Answers with a kept page where there is one, and keeps those that are made.

    What belongs to one visitor alone, the token of their forms, is put in afterwards; a page that
    names its visitor is kept for that visitor.

    Args:
        app: What makes the pages.
        size: The most they may take, in MiB.
        seconds: The longest a page is kept.
    """

    def __init__(self, app: ASGIApp, size: int, seconds: float) -> None:
        self._app = app
        self._pages: TTLCache[Hashable, bytes] = TTLCache(size * _MIB, seconds, getsizeof=len)
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        asked = _PAGE.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if asked is None or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        found = await run_in_threadpool(_who_and_how, request, asked[1])
        if found is None or found[1].pending:
            await self._app(scope, receive, send)
            return
        who, stands = found
        key = (scope["path"], scope["query_string"], language_of(request), stands, _told(request))
        with self._lock:
            body = self._pages.get((key, who.user_id)) or self._pages.get((key, ""))
        if body is not None:
            kept = Response(body.replace(_TOKEN, who.csrf.encode()), media_type="text/html",
                            headers={"vary": "cookie, accept-language"})  # fmt: skip
            await kept(scope, receive, send)
            return
        answer = _Heard(send)
        await self._app(scope, receive, answer)
        made = answer.page()
        if made is not None and await run_in_threadpool(_who_and_how, request, asked[1]) == found:
            self._keep(key, who, made)

    def _keep(self, key: Hashable, who: Visitor, body: bytes) -> None:
        own = who.user_id if escape(who.name).encode() in body else ""
        bare = body.replace(who.csrf.encode(), _TOKEN)
        with self._lock:
            if len(bare) <= self._pages.maxsize:
                self._pages[key, own] = bare


class _Heard:
    """Passes an answer on, and remembers it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif self._is_page():
            self._body.append(message.get("body", b""))
        await self._send(message)

    def _is_page(self) -> bool:
        headers = dict(self._start.get("headers", ()))
        return (
            self._start.get("status") == 200
            and headers.get(b"content-type", b"").startswith(_HTML)
            and not headers.keys() & {b"set-cookie", b"content-disposition"}
        )

    def page(self) -> bytes | None:
        """The page that was answered with, if it was one that another visitor may be given."""
        return b"".join(self._body) if self._is_page() else None


def _who_and_how(request: Request, case_id: str) -> tuple[Visitor, Standing] | None:
    """Who asks and how the case stands; None for whoever may not know of it."""
    service = service_of(request)
    try:
        who = visitor(service, request.cookies.get(SESSION_COOKIE, ""))
    except ServiceError:
        return None
    stands = standing(service, who, case_id)
    return None if stands is None else (who, stands)


def _told(request: Request) -> tuple[tuple[str, Any], ...]:
    """What else the browser tells of itself: all cookies but the session's."""
    return tuple(sorted((k, v) for k, v in request.cookies.items() if k != SESSION_COOKIE))
