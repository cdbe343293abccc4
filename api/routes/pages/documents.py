"""The documents of a case, and the clauses in them."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.errors import NoFileError, NotReadyError
from api.routes.pages.common import CASE, see, waiting
from api.schemas import Identifier
from api.services import documents
from api.services.access import Visitor
from api.services.analyses import Answer
from api.services.uploads import Uploaded
from api.services.uploads import upload as store
from api.views.base import page, progress
from api.views.documents import document_view, pages_of
from api.views.marks import published
from api.web import (
    Fields,
    Parts,
    Who,
    language_of,
    uploads,
)

router = APIRouter()


@router.get(CASE)
def case_page(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """The documents of a case, and a place to upload more."""
    return _case_page(request, service, who, case_id)


def _case_page(request: Request, service: Any, who: Visitor, case_id: str,
               answers: Sequence[Uploaded] = (), status: int = 200) -> Response:  # fmt: skip
    case, entries = documents.overview(service, who, case_id)
    return page(
        request, "case.html.j2", who, status=status, case=case, entries=entries, tab="documents",
        refused=[each for each in answers if each.error],
        repeated=[each for each in answers if each.repeated],
        kept=sum(1 for each in answers if each.document and not each.repeated),
        progress=progress(entries), limit=service.settings.file,
    )  # fmt: skip


@router.post(f"{CASE}/dokumenter")
def upload(
    request: Request, service: Parts, who: Who, form: Fields, case_id: Identifier
) -> Response:
    """Store documents; what is refused, or was there before, is told on the page."""
    sent = uploads(form)
    if not sent:
        answers = [Uploaded("", error=NoFileError())]
    else:
        answers = store(service, who, case_id, sent)
    if any(each.error or each.repeated for each in answers):
        status = 422 if any(each.error for each in answers) else 200
        return _case_page(request, service, who, case_id, answers, status)
    kept = len(answers)
    told = "told_uploaded_one" if kept == 1 else "told_uploaded"
    return see(f"/saker/{case_id}", told, count=kept)


@router.get(f"{CASE}/dokumenter/{{document_id}}")
def document_page(
    request: Request,
    service: Parts,
    who: Who,
    case_id: Identifier,
    document_id: Identifier,
    side: int = 1,
    ved: str = "",
) -> Response:
    """A document: its structure beside its text, the clauses marked; a long one in pages."""
    try:
        case, entry, read = documents.one(service, who, case_id, document_id)
    except NotReadyError:
        case, entries = documents.overview(service, who, case_id)
        return waiting(request, who, Answer(case, entries), "documents")
    _, entries = documents.overview(service, who, case_id)
    known = [(each.summary.get("identifier", ""), each.stored.id) for each in entries]
    shown = document_view(read, pages_of(case_id, known), language_of(request), side, ved)
    return page(
        request, "document.html.j2", who, case=case, entry=entry, read=read, shown=shown,
        tab="documents", source=published(read.document.identifier),
    )  # fmt: skip


@router.post(f"{CASE}/dokumenter/{{document_id}}/slett")
def delete_document(
    service: Parts, who: Who, case_id: Identifier, document_id: Identifier
) -> Response:
    """Take a document out of a case."""
    name = documents.remove(service, who, case_id, document_id)
    return see(f"/saker/{case_id}", "told_document_removed", name=name)
