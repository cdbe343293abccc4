"""Counts, times and logs every request: who and where by identifier and template, never content."""

import logging
import re
from time import perf_counter
from uuid import uuid4

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import metrics

USER, ROUTE = "regelverk.user", "regelverk.route"
"""Where in a request's scope the user's identifier and the route's template are noted."""

_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_LOG = logging.getLogger(__name__)


class Watched:
    """Watches every request; see ASGI."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(raw=scope["headers"]).get("x-request-id", "")
        name = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
        status = 500

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", name.encode())]
            await send(message)

        began = perf_counter()
        metrics.under_way.inc()
        try:
            await self._app(scope, receive, named)
        finally:
            metrics.under_way.dec()
            taken = perf_counter() - began
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            route = template(scope)
            metrics.requests.labels(method, route, status).inc()
            metrics.seconds.labels(method, route).observe(taken)
            _LOG.info(
                "request",
                extra={"id": name, "user": scope.get(USER, ""), "method": method, "route": route,
                       "status": status, "ms": round(1000 * taken, 1)},
            )  # fmt: skip


def template(scope: Scope) -> str:
    """The route that answered, as it is written in the code; `-` where there is none.

    A route's own path lacks the prefix of the router it is in; that is the start of the address.
    """
    if ROUTE in scope:
        return str(scope[ROUTE])
    route = scope.get("route")
    if route is None:
        return "/static" if scope["path"].startswith("/static/") else "-"
    own = str(route.path)
    parts = scope["path"].split("/")
    return "/".join(parts[: len(parts) - own.count("/")]) + own
