"""Whether the service lives, and whether it can do its work."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.web import Parts

router = APIRouter(tags=["operations"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"description": "Something it needs is missing"}})
def readyz(service: Parts) -> JSONResponse:
    """The database answers and there is room for files."""
    checks = {"database": service.database.answers(), "files": service.files.has_room()}
    return JSONResponse(checks, 200 if all(checks.values()) else 503)
