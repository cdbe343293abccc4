"""Pages of a case, kept in memory for as long as nothing in the case has changed.

A page is a function of its address, the language form, the visitor's role and how the case stands.
Whoever asks is known and has a role in the case before a kept page is given.
"""

import re
from asyncio import Event
from collections.abc import Awaitable, Callable, Hashable
from typing import NamedTuple

from cachetools import TTLCache
from fastapi import Request
from fastapi.responses import Response
from markupsafe import escape
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import ServiceError
from api.services.access import Visitor, visitor
from api.services.standing import Standing, standing
from api.watch import ROUTE, USER, template
from api.web import language_of, service_of, session_cookie

_PAGE = re.compile(r"/saker/([0-9a-f]{32})(?:/.*)?")
_MIB = 1 << 20
_TOKEN = b"\0csrf\0"


class _Wanted(NamedTuple):
    """Who asks for which page, and what it depends on."""

    who: Visitor
    stands: Standing
    key: Hashable


class _Page(NamedTuple):
    """A page that is kept, and the template of the route that made it."""

    body: bytes
    route: str


class KeptPages:
    """Answers with a kept page where there is one, and keeps those that are made.

    What belongs to one visitor alone, the token of their forms, is put in afterwards; a page that
    names its visitor is kept for that visitor. While a page is made, others who want it wait.

    Args:
        app: What makes the pages.
        size: The most they may take, in MiB.
        seconds: The longest a page is kept.
    """

    def __init__(self, app: ASGIApp, size: int, seconds: float) -> None:
        self._app = app
        self._pages: TTLCache[Hashable, _Page] = TTLCache(
            size * _MIB, seconds, getsizeof=lambda page: len(page.body)
        )
        self._making: dict[Hashable, Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        asked = _PAGE.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if asked is None or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        wanted = await run_in_threadpool(_wanted, request, asked[1])
        if wanted is None:
            await self._app(scope, receive, send)
        elif (page := self._found(wanted) or await self._awaited(wanted)) is not None:
            scope.update({USER: wanted.who.user_id, ROUTE: page.route})
            body = page.body.replace(_TOKEN, wanted.who.csrf.encode())
            kept = Response(body, media_type="text/html",
                            headers={"vary": "cookie, accept-language"})  # fmt: skip
            await kept(scope, receive, send)
        else:
            await self._make(request, wanted, receive, send)

    def _found(self, wanted: _Wanted) -> _Page | None:
        return self._pages.get((wanted.key, wanted.who.user_id)) or self._pages.get(
            (wanted.key, "")
        )

    async def _awaited(self, wanted: _Wanted) -> _Page | None:
        """The page, if someone is just making it."""
        making = self._making.get(wanted.key)
        if making is None:
            return None
        await making.wait()
        return self._found(wanted)

    async def _make(self, request: Request, wanted: _Wanted, receive: Receive, send: Send) -> None:
        """Have the page made, and keep it if the case stands as it stood."""
        made = self._making.setdefault(wanted.key, Event())

        async def keep(body: bytes | None) -> None:
            if body is not None:
                again = await run_in_threadpool(_wanted, request, request.url.path.split("/")[2])
                if again == wanted:
                    self._keep(wanted, _Page(body, template(request.scope)))
            made.set()

        try:
            await self._app(request.scope, receive, _Heard(send, keep))
        finally:
            made.set()
            self._making.pop(wanted.key, None)

    def _keep(self, wanted: _Wanted, page: _Page) -> None:
        who = wanted.who
        own = who.user_id if str(escape(who.name)).encode() in page.body else ""
        bare = page._replace(body=page.body.replace(who.csrf.encode(), _TOKEN))
        if len(bare.body) <= self._pages.maxsize:
            self._pages[wanted.key, own] = bare


class _Heard:
    """Passes an answer on, and tells its whole body first, if it is a page that may be kept."""

    def __init__(self, send: Send, tell: Callable[[bytes | None], Awaitable[None]]) -> None:
        self._send = send
        self._tell = tell
        self._body: list[bytes] | None = None

    async def __call__(self, message: Message) -> None:
        """See ASGI."""
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            if (
                message["status"] == 200
                and headers.get(b"content-type", b"").startswith(b"text/html")
                and not headers.keys() & {b"set-cookie", b"content-disposition"}
            ):
                self._body = []
            else:
                await self._tell(None)
        elif self._body is not None:
            self._body.append(message.get("body", b""))
            if not message.get("more_body"):
                await self._tell(b"".join(self._body))
        await self._send(message)


def _wanted(request: Request, case_id: str) -> _Wanted | None:
    """Who wants what; None for whoever may not know of the case."""
    service = service_of(request)
    try:
        who = visitor(service, request.cookies.get(session_cookie(service.settings), ""))
    except ServiceError:
        return None
    stands = standing(service, who, case_id)
    if stands is None:
        return None
    own = session_cookie(service.settings)
    others = tuple(sorted((k, v) for k, v in request.cookies.items() if k != own))
    address = (request.url.path, request.url.query)
    return _Wanted(who, stands, (address, language_of(request), others, stands))
