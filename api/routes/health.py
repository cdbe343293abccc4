"""Whether the service lives, whether it can do its work, and what it counts."""

import hmac

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api import metrics
from api.errors import NotLoggedInError
from api.settings import MIB
from api.web import Parts

router = APIRouter(tags=["operations"])
_HERE = frozenset({"127.0.0.1", "::1"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"description": "Something it needs is missing"}})
def readyz(service: Parts) -> JSONResponse:
    """The database answers, files can be written and there is room, and analyses are done."""
    jobs, files = service.jobs, service.files
    checks = {
        "database": service.database.answers(),
        "files": files.writable(),
        "room": files.room() >= max(16, service.settings.file) * MIB,
        "workers": jobs.alive == service.settings.workers and not jobs.stopping,
    }
    return JSONResponse(checks, 200 if all(checks.values()) else 503)


@router.get("/metrics", include_in_schema=False)
def read_metrics(request: Request, service: Parts) -> Response:
    """Figures for Prometheus, for whoever has the token; without one, from this machine only.

    Raises:
        NotLoggedInError: Someone else asks.
    """
    if not _may_read(request, service.settings.metrics):
        raise NotLoggedInError
    told = metrics.exposition(service.database, service.files, service.jobs.alive)
    return Response(told, media_type=metrics.CONTENT_TYPE)


def _may_read(request: Request, token: str) -> bool:
    if token:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    here = request.client is not None and request.client.host in _HERE
    return here and not any(name in request.headers for name in _FORWARDED)
