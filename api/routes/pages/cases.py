"""The cases: the start page, and what is done with a whole case."""

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from api.errors import InputError
from api.routes.answers import disposition
from api.routes.pages.common import CASE, see
from api.schemas import Identifier
from api.services import cases, documents, transfer
from api.store.tables import Role
from api.views.base import Pages, page
from api.web import (
    Fields,
    Parts,
    Who,
    field,
    uploads,
)

router = APIRouter()


@router.get("/")
def start_page(request: Request, service: Parts, who: Who, side: int = 1) -> Response:
    """The user's cases, and a new one."""
    size = 25
    offset = max(0, min(side, 100_000) - 1) * size
    found = cases.listed(service, who, offset, size)
    pages = Pages.of(side, found.total, size)
    return page(request, "cases.html.j2", who, found=found, pages=pages)


@router.post("/saker")
def make_case(service: Parts, who: Who, form: Fields) -> Response:
    """Make a case, and go to it."""
    case = cases.make(service, who, field(form, "title"))
    return see(f"/saker/{case.id}", "told_case_made")


@router.post("/saker/import")
def import_case(service: Parts, who: Who, form: Fields) -> Response:
    """Make a case of an exported one, and go to it."""
    files = uploads(form)
    if len(files) != 1:
        raise InputError(name="files", detail="velg én eksportert sak")
    case = transfer.take_in(service, who, files[0][1])
    return see(f"/saker/{case.id}", "told_case_imported")


@router.get(f"{CASE}/innstillinger")
def settings_page(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """The case's name, its export, and the way to delete it."""
    case = cases.get(service, who, case_id)
    return page(request, "settings.html.j2", who, case=case, tab="settings")


@router.post(f"{CASE}/navn")
def rename(service: Parts, who: Who, form: Fields, case_id: Identifier) -> Response:
    """Give a case another title."""
    cases.rename(service, who, case_id, field(form, "title"))
    return see(f"/saker/{case_id}/innstillinger", "told_case_renamed")


@router.get(f"{CASE}/slett")
def ask_to_delete(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """What goes with a case when it is deleted, and whether that is what the user wants."""
    case, found = documents.overview(service, who, case_id, Role.OWNER)
    return page(
        request, "delete.html.j2", who, case=case, documents=len(found), tab="settings"
    )  # fmt: skip


@router.post(f"{CASE}/slett")
def delete(service: Parts, who: Who, case_id: Identifier) -> Response:
    """Delete a case and all its data."""
    title = cases.get(service, who, case_id).title
    cases.remove(service, who, case_id)
    return see("/", "told_case_deleted", title=title)


@router.get(f"{CASE}/eksport")
def export(service: Parts, who: Who, case_id: Identifier) -> Response:
    """The whole case as one file."""
    case, packed = transfer.export(service, who, case_id)
    headers = {"content-disposition": disposition(f"{documents.safe_name(case.title)}.zip")}
    return StreamingResponse(packed, media_type="application/zip", headers=headers)
