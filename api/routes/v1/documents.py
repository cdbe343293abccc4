"""The documents of a case, and the clauses in them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api.errors import InputError
from api.routes.answers import result_of, tagged
from api.routes.v1.common import ANY, CASE, FILES, Limit, Offset
from api.schemas import (
    ClausesOut,
    DocumentOut,
    Identifier,
    UploadOut,
)
from api.services import analyses, clauses, documents
from api.services.clauses import Wanted
from api.services.uploads import upload as store
from api.web import Fields, Form, Parts, Who, uploads
from regelverk.writers.json import (
    clause_record,
    document_record,
)

router = APIRouter()


@router.get(f"{CASE}/documents", tags=["documents"])
def list_documents(service: Parts, who: Who, form: Form, case_id: Identifier) -> list[DocumentOut]:
    """The documents of a case, in the order they came."""
    _, entries = documents.overview(service, who, case_id)
    return [DocumentOut.of(each, form) for each in entries]


@router.post(f"{CASE}/documents", status_code=201, tags=["documents"], openapi_extra=FILES)
def upload_documents(
    service: Parts, who: Who, fields: Fields, form: Form, case_id: Identifier
) -> list[UploadOut]:
    """Store documents; each that is named without a problem is kept, whatever happens next."""
    files = uploads(fields)
    if not files:
        raise InputError(name="files", detail="send minst én fil")
    answers = store(service, who, case_id, files)
    return [
        UploadOut(
            name=each.name,
            document=each.document.id if each.document else None,
            repeated=each.repeated,
            problem=each.error.text(form) if each.error else None,
        )
        for each in answers
    ]


@router.get(f"{CASE}/documents/{{document_id}}", tags=["documents"], responses=ANY)
def get_document(
    request: Request,
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    document_id: Identifier,
) -> Response:
    """A document with its whole text, structure and clauses."""
    _, entry, read = documents.one(service, who, case_id, document_id)
    return tagged(request, entry.key + form, lambda: {
        **document_record(read.document),
        "clauses": [clause_record(each, form) for each in read.clauses],
    })  # fmt: skip


@router.delete(f"{CASE}/documents/{{document_id}}", status_code=204, tags=["documents"])
def delete_document(service: Parts, who: Who, case_id: Identifier, document_id: Identifier) -> None:
    """Take a document out of a case."""
    documents.remove(service, who, case_id, document_id)


def _wanted(
    types: Annotated[list[str], Query(alias="type")] = [],  # noqa: B006 - FastAPI copies it
    document: Annotated[str, Query(description="the identifier of an act")] = "",
    elements: Annotated[list[str], Query(alias="element")] = [],  # noqa: B006
    lacking: Annotated[list[str], Query()] = [],  # noqa: B006
    partner: str = "",
    order: Annotated[str, Query(pattern="^(place|type|unsure)$")] = "place",
) -> Wanted:
    """Which clauses to list."""
    return Wanted(tuple(types), document, tuple(elements), tuple(lacking), partner, order)


@router.get(f"{CASE}/clauses", tags=["analyses"])
def list_clauses(
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    wanted: Annotated[Wanted, Depends(_wanted)],
    offset: Offset = 0,
    limit: Limit = 100,
) -> ClausesOut:
    """The clauses of a case, by type, act, element and partner."""
    found = clauses.found(result_of(analyses.clauses(service, who, case_id)), wanted)
    items = [clause_record(each, form) for each in found[offset : offset + limit]]
    return ClausesOut(items=items, total=len(found), offset=offset)
