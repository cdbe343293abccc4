"""Cases, and how far the work on them has come."""

from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import Response, StreamingResponse

from api import progress
from api.errors import ChangedError, InputError
from api.routes.answers import disposition, tagged
from api.routes.v1.common import CASE, FILE, FILES, Limit, Offset
from api.schemas import (
    CaseIn,
    CaseOut,
    CasesOut,
    Identifier,
    ProgressOut,
    SessionOut,
)
from api.services import cases, documents, transfer
from api.web import Fields, Parts, Who, uploads

router = APIRouter()


@router.get("/session", tags=["session"])
def session(who: Who) -> SessionOut:
    """Who is logged in, and the token that changes must carry."""
    return SessionOut(user=who.name, csrf=who.csrf)


@router.get("/cases", tags=["cases"])
def list_cases(service: Parts, who: Who, offset: Offset = 0, limit: Limit = 50) -> CasesOut:
    """The user's cases, the last changed first."""
    page = cases.listed(service, who, offset, limit)
    items = [CaseOut.of(case, page.counts[case.id]) for case in page.cases]
    return CasesOut(items=items, total=page.total, offset=offset)


@router.post("/cases", status_code=201, tags=["cases"])
def make_case(service: Parts, who: Who, given: CaseIn, response: Response) -> CaseOut:
    """Make a case."""
    case = cases.make(service, who, given.title)
    response.headers["location"] = f"/api/v1/cases/{case.id}"
    return CaseOut.of(case, 0)


@router.post("/imports", status_code=201, tags=["cases"], openapi_extra=FILES)
def import_case(service: Parts, who: Who, form: Fields) -> CaseOut:
    """Make a case of an exported one."""
    files = uploads(form)
    if len(files) != 1:
        raise InputError(name="files", detail="send én eksportert sak")
    case = transfer.take_in(service, who, files[0][1])
    return CaseOut.of(case, len(case.documents))


@router.get(CASE, tags=["cases"], response_model=CaseOut)
def get_case(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """One case; its ETag goes into `If-Match` when it is changed."""
    case = cases.get(service, who, case_id)
    return tagged(request, _revision(case.revision), lambda: jsonable_encoder(CaseOut.of(case)))


@router.patch(CASE, tags=["cases"])
def rename_case(
    service: Parts,
    who: Who,
    case_id: Identifier,
    given: CaseIn,
    request: Request,
    if_match: Annotated[str | None, Header()] = None,
) -> CaseOut:
    """Give a case another title."""
    revision = None
    if if_match is not None:
        revision = cases.get(service, who, case_id).revision
        seen = tagged(request, _revision(revision), dict).headers["etag"]
        if if_match != seen:
            raise ChangedError
    return CaseOut.of(cases.rename(service, who, case_id, given.title, revision))


def _revision(number: int) -> str:
    return f"revision:{number}"


@router.delete(CASE, status_code=204, tags=["cases"])
def delete_case(service: Parts, who: Who, case_id: Identifier) -> None:
    """Delete a case and all its data."""
    cases.remove(service, who, case_id)


@router.get(f"{CASE}/export", tags=["cases"], responses=FILE, response_class=Response)
def export_case(service: Parts, who: Who, case_id: Identifier) -> Response:
    """The whole case as one zip file."""
    case, packed = transfer.export(service, who, case_id)
    headers = {"content-disposition": disposition(f"{documents.safe_name(case.title)}.zip")}
    return StreamingResponse(packed, media_type="application/zip", headers=headers)


@router.get(f"{CASE}/progress", tags=["cases"])
def get_progress(service: Parts, who: Who, case_id: Identifier) -> ProgressOut:
    """How far the work on a case has come."""
    return progress.now_of(service, who, case_id)


@router.get(f"{CASE}/events", tags=["cases"], response_class=Response, responses={
    200: {"description": "`progress` events", "content": {"text/event-stream": {}}}
})  # fmt: skip
def get_events(service: Parts, who: Who, case_id: Identifier) -> StreamingResponse:
    """The same as server-sent events, until all is done."""
    cases.get(service, who, case_id)
    return StreamingResponse(progress.events(service, who, case_id), media_type="text/event-stream")
