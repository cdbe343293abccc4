"""The JSON API, version 1."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import Response, StreamingResponse

from api import progress
from api.downloads import drafts_package, report
from api.errors import ChangedError, InputError
from api.routes.answers import attachment, disposition, result_of, tagged
from api.schemas import (
    CaseIn,
    CaseOut,
    CasesOut,
    ChoiceIn,
    ClausesOut,
    DocumentOut,
    DraftEditIn,
    Identifier,
    JustificationIn,
    JustificationOut,
    Problem,
    ProgressOut,
    SessionOut,
    UploadOut,
)
from api.services import analyses, cases, documents, transfer
from api.web import Fields, Form, Parts, Who, uploads
from regelverk.writers.json import (
    clause_record,
    comparison_record,
    document_record,
    draft_record,
)
from regelverk.writers.letter_json import letters_record

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": about}
    for status, about in (
        (401, "Not logged in"),
        (403, "Not allowed, or a forged request"),
        (404, "There is no such thing"),
        (409, "Not ready: ask again, or follow the events"),
        (412, "Changed since it was read"),
        (413, "Too large"),
        (422, "Wrong input"),
    )
}
_FILES = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                }
            }
        },
    }
}
_OBJECT = {"content": {"application/json": {"schema": {"type": "object"}}}}
_ANY: dict[int | str, dict[str, Any]] = {200: {"description": "The result", **_OBJECT}}
_FILE: dict[int | str, dict[str, Any]] = {200: {"description": "A file"}}
_CASE = "/cases/{case_id}"

Offset = Annotated[int, Query(ge=0, le=10_000_000)]
Limit = Annotated[int, Query(ge=1, le=500)]

router = APIRouter(prefix="/api/v1", responses=_PROBLEMS)


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


@router.post("/cases/import", status_code=201, tags=["cases"], openapi_extra=_FILES)
def import_case(service: Parts, who: Who, form: Fields) -> CaseOut:
    """Make a case of an exported one."""
    files = uploads(form)
    if len(files) != 1:
        raise InputError(name="files", detail="send én eksportert sak")
    case = transfer.take_in(service, who, files[0][1])
    return CaseOut.of(case, len(case.documents))


@router.get(_CASE, tags=["cases"], response_model=CaseOut)
def get_case(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """One case; its ETag goes into `If-Match` when it is changed."""
    case = cases.get(service, who, case_id)
    return tagged(request, _revision(case.revision), lambda: jsonable_encoder(CaseOut.of(case)))


@router.patch(_CASE, tags=["cases"])
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


@router.delete(_CASE, status_code=204, tags=["cases"])
def delete_case(service: Parts, who: Who, case_id: Identifier) -> None:
    """Delete a case and all its data."""
    cases.remove(service, who, case_id)


@router.get(f"{_CASE}/export", tags=["cases"], responses=_FILE, response_class=Response)
def export_case(service: Parts, who: Who, case_id: Identifier) -> Response:
    """The whole case as one zip file."""
    case, packed = transfer.export(service, who, case_id)
    headers = {"content-disposition": disposition(f"{documents.safe_name(case.title)}.zip")}
    return StreamingResponse(packed, media_type="application/zip", headers=headers)


@router.get(f"{_CASE}/progress", tags=["cases"])
def get_progress(service: Parts, who: Who, case_id: Identifier) -> ProgressOut:
    """How far the work on a case has come."""
    return progress.now_of(service, who, case_id)


@router.get(f"{_CASE}/events", tags=["cases"], response_class=Response, responses={
    200: {"description": "`progress` events", "content": {"text/event-stream": {}}}
})  # fmt: skip
def get_events(service: Parts, who: Who, case_id: Identifier) -> StreamingResponse:
    """The same as server-sent events, until all is done."""
    cases.get(service, who, case_id)
    return StreamingResponse(progress.events(service, who, case_id), media_type="text/event-stream")


@router.get(f"{_CASE}/documents", tags=["documents"])
def list_documents(service: Parts, who: Who, form: Form, case_id: Identifier) -> list[DocumentOut]:
    """The documents of a case, in the order they came."""
    _, entries = documents.overview(service, who, case_id)
    return [DocumentOut.of(each, form) for each in entries]


@router.post(f"{_CASE}/documents", status_code=201, tags=["documents"], openapi_extra=_FILES)
def upload_documents(
    service: Parts, who: Who, fields: Fields, form: Form, case_id: Identifier
) -> list[UploadOut]:
    """Store documents; each that is named without a problem is kept, whatever happens next."""
    answers = documents.upload(service, who, case_id, uploads(fields))
    return [
        UploadOut(
            name=each.name,
            document=each.document.id if each.document else None,
            problem=each.error.text(form) if each.error else None,
        )
        for each in answers
    ]


@router.get(f"{_CASE}/documents/{{document_id}}", tags=["documents"], responses=_ANY)
def get_document(
    request: Request, service: Parts, who: Who, case_id: Identifier, document_id: Identifier
) -> Response:
    """A document with its whole text, structure and clauses."""
    _, entry, read = documents.one(service, who, case_id, document_id)
    return tagged(request, entry.key, lambda: {
        **document_record(read.document), "clauses": [clause_record(c) for c in read.clauses]
    })  # fmt: skip


@router.delete(f"{_CASE}/documents/{{document_id}}", status_code=204, tags=["documents"])
def delete_document(service: Parts, who: Who, case_id: Identifier, document_id: Identifier) -> None:
    """Take a document out of a case."""
    documents.remove(service, who, case_id, document_id)


@router.get(f"{_CASE}/clauses", tags=["analyses"])
def list_clauses(
    service: Parts,
    who: Who,
    case_id: Identifier,
    types: Annotated[list[str], Query(alias="type")] = [],  # noqa: B006 - FastAPI copies it
    document: str = "",
    offset: Offset = 0,
    limit: Limit = 100,
) -> ClausesOut:
    """The clauses of a case, by type and act."""
    answer = analyses.clauses(service, who, case_id)
    result_of(answer)
    found = analyses.found_clauses(answer, types, document)
    items = [clause_record(each) for each in found[offset : offset + limit]]
    return ClausesOut(items=items, total=len(found), offset=offset)


@router.get(f"{_CASE}/comparison", tags=["analyses"], responses=_ANY)
def get_comparison(
    request: Request,
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    types: Annotated[list[str], Query(alias="type")] = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """The acts side by side; 409 while it is under way."""
    answer = analyses.comparison(service, who, case_id, types)
    result = result_of(answer)
    return tagged(request, answer.key + form, lambda: comparison_record(result, form))


@router.get(f"{_CASE}/comparison/report", tags=["analyses"], responses=_FILE,
            response_class=Response)  # fmt: skip
def get_comparison_report(
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    ending: Annotated[str, Query(alias="format", pattern="^(docx|xlsx|html|json)$")] = "docx",
) -> Response:
    """The comparison as a file."""
    return attachment(report(result_of(analyses.comparison(service, who, case_id)), ending, form))


@router.get(f"{_CASE}/justifications", tags=["analyses"])
def list_justifications(service: Parts, who: Who, case_id: Identifier) -> list[JustificationOut]:
    """The reasons that are given for differences."""
    return [
        JustificationOut(act=each.act, element=each.element, reason=each.reason,
                         author=each.author, given=each.given)
        for each in analyses.justifications(service, who, case_id)
    ]  # fmt: skip


@router.put(f"{_CASE}/justifications", status_code=204, tags=["analyses"])
def justify(service: Parts, who: Who, case_id: Identifier, given: JustificationIn) -> None:
    """Give a reason why an act may differ on an element, or take it back."""
    analyses.justify(service, who, case_id, given.act, given.element, given.reason)


@router.get(f"{_CASE}/drafts", tags=["drafting"], responses=_ANY)
def get_drafts(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """A proposed section for each act; 409 while it is under way."""
    answer = analyses.drafts(service, who, case_id)
    result = result_of(answer)
    return tagged(request, answer.key, lambda: [draft_record(each) for each in result])


@router.put(f"{_CASE}/drafting", status_code=204, tags=["drafting"])
def choose_drafting(service: Parts, who: Who, case_id: Identifier, given: ChoiceIn) -> None:
    """Choose what the drafts are made from."""
    choice = analyses.Choice(given.model, given.approach, tuple(given.elements))
    analyses.choose(service, who, case_id, choice)


@router.put(f"{_CASE}/drafts", status_code=204, tags=["drafting"])
def edit_draft(service: Parts, who: Who, case_id: Identifier, given: DraftEditIn) -> None:
    """Keep a drafted section in the user's words, or take them back."""
    analyses.edit_draft(service, who, case_id, given.law, given.heading, given.text)


@router.get(f"{_CASE}/drafts/package", tags=["drafting"], responses=_FILE, response_class=Response)
def get_drafts_package(service: Parts, who: Who, form: Form, case_id: Identifier) -> Response:
    """The drafts as a zip file with Word documents."""
    answer = analyses.drafts(service, who, case_id)
    drafts = result_of(answer)
    compared = analyses.comparison(service, who, case_id)
    model = analyses.Choice.of(answer.case).model
    return attachment(drafts_package(drafts, compared.result, model, form))


@router.get(f"{_CASE}/letters", tags=["letters"], responses=_ANY)
def get_letters(
    request: Request, service: Parts, who: Who, form: Form, case_id: Identifier
) -> Response:
    """The letters side by side; 409 while it is under way."""
    answer = analyses.letters(service, who, case_id)
    result = result_of(answer)
    return tagged(request, answer.key + form, lambda: letters_record(result, form))


@router.get(f"{_CASE}/letters/report", tags=["letters"], responses=_FILE, response_class=Response)
def get_letters_report(
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    ending: Annotated[str, Query(alias="format", pattern="^(docx|xlsx|html|json)$")] = "docx",
) -> Response:
    """The check of letters as a file."""
    return attachment(report(result_of(analyses.letters(service, who, case_id)), ending, form))
