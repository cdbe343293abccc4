"""The pages: server-rendered, whole without JavaScript."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from api import views
from api.downloads import REPORTS, drafts_package, report
from api.errors import InputError, NothingToDoError, NotReadyError, status_of
from api.routes.answers import attachment, disposition, result_of
from api.schemas import Identifier
from api.services import access, analyses, cases, documents, transfer
from api.services.access import Visitor
from api.services.analyses import Answer
from api.web import (
    LANGUAGE_COOKIE,
    SESSION_COOKIE,
    Fields,
    Form,
    Parts,
    Who,
    field,
    language_of,
    set_cookie,
    uploads,
)
from regelverk import RegelverkError

_CASE = "/saker/{case_id}"
_ENDING = r"^(docx|xlsx|html|json)$"

Types = Annotated[list[str], Query(alias="type")]
Ending = Annotated[str, Query(alias="format", pattern=_ENDING)]

router = APIRouter(include_in_schema=False)


def _see(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=303)


def error_page(request: Request, error: RegelverkError) -> Response:
    """An error as a page, for whoever asked for one."""
    status = status_of(error)
    return views.page(request, "error.html.j2", None, status=status, error=error)


@router.get("/start")
def start(service: Parts, token: str = "") -> Response:
    """Log in with the printed address; the token does not stay in the address field."""
    cookie = access.log_in(service, token)
    answer = _see("/")
    set_cookie(answer, service, SESSION_COOKIE, cookie, access.SESSION_LIFE.days)
    return answer


@router.post("/logg-ut")
def log_out(request: Request, service: Parts, _who: Who) -> Response:
    """End the session."""
    access.log_out(service, request.cookies.get(SESSION_COOKIE, ""))
    answer = _see("/")
    answer.delete_cookie(SESSION_COOKIE)
    return answer


@router.get("/maalform/{form}")
def language(service: Parts, form: str, til: str = "/") -> Response:
    """Choose bokmål or nynorsk, and go back to the page."""
    answer = _see(til if til.startswith("/") and not til.startswith(("//", "/\\")) else "/")
    set_cookie(answer, service, LANGUAGE_COOKIE, "nn" if form == "nn" else "nb", 365)
    return answer


@router.get("/")
def start_page(request: Request, service: Parts, who: Who, side: int = 1) -> Response:
    """The user's cases, and a new one."""
    size = 25
    offset = max(0, min(side, 100_000) - 1) * size
    found = cases.listed(service, who, offset, size)
    pages = views.Pages.of(side, found.total, size)
    return views.page(request, "cases.html.j2", who, found=found, pages=pages)


@router.post("/saker")
def make_case(service: Parts, who: Who, form: Fields) -> Response:
    """Make a case, and go to it."""
    return _see(f"/saker/{cases.make(service, who, field(form, 'title')).id}")


@router.post("/saker/import")
def import_case(service: Parts, who: Who, form: Fields) -> Response:
    """Make a case of an exported one, and go to it."""
    files = uploads(form)
    if len(files) != 1:
        raise InputError(name="files", detail="velg én eksportert sak")
    return _see(f"/saker/{transfer.take_in(service, who, files[0][1]).id}")


@router.get(_CASE)
def case_page(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """The documents of a case, and a place to upload more."""
    return _case_page(request, service, who, case_id)


def _case_page(request: Request, service: Any, who: Visitor, case_id: str,
               refused: Any = (), status: int = 200) -> Response:  # fmt: skip
    case, entries = documents.overview(service, who, case_id)
    return views.page(
        request, "case.html.j2", who, status=status, case=case, entries=entries, refused=refused,
        tab="documents", progress=views.progress(entries), limit=service.settings.file,
    )  # fmt: skip


@router.post(f"{_CASE}/dokumenter")
def upload(
    request: Request, service: Parts, who: Who, form: Fields, case_id: Identifier
) -> Response:
    """Store documents; what is refused is told on the page."""
    answers = documents.upload(service, who, case_id, uploads(form))
    refused = [each for each in answers if each.error]
    if refused:
        return _case_page(request, service, who, case_id, refused, 422)
    return _see(f"/saker/{case_id}")


@router.post(f"{_CASE}/navn")
def rename(service: Parts, who: Who, form: Fields, case_id: Identifier) -> Response:
    """Give a case another title."""
    cases.rename(service, who, case_id, field(form, "title"))
    return _see(f"/saker/{case_id}")


@router.post(f"{_CASE}/slett")
def delete(service: Parts, who: Who, case_id: Identifier) -> Response:
    """Delete a case and all its data."""
    cases.remove(service, who, case_id)
    return _see("/")


@router.get(f"{_CASE}/eksport")
def export(service: Parts, who: Who, case_id: Identifier) -> Response:
    """The whole case as one file."""
    case, packed = transfer.export(service, who, case_id)
    headers = {"content-disposition": disposition(f"{documents.safe_name(case.title)}.zip")}
    return StreamingResponse(packed, media_type="application/zip", headers=headers)


@router.get(f"{_CASE}/dokumenter/{{document_id}}")
def document_page(
    request: Request, service: Parts, who: Who, case_id: Identifier, document_id: Identifier
) -> Response:
    """A document: its structure beside its text, the clauses marked."""
    try:
        case, entry, read = documents.one(service, who, case_id, document_id)
    except NotReadyError:
        case, entries = documents.overview(service, who, case_id)
        return _waiting(request, who, Answer(case, entries), "documents")
    shown = views.document(read, language_of(request))
    return views.page(
        request, "document.html.j2", who, case=case, entry=entry, read=read, shown=shown,
        tab="documents",
    )  # fmt: skip


@router.post(f"{_CASE}/dokumenter/{{document_id}}/slett")
def delete_document(
    service: Parts, who: Who, case_id: Identifier, document_id: Identifier
) -> Response:
    """Take a document out of a case."""
    documents.remove(service, who, case_id, document_id)
    return _see(f"/saker/{case_id}")


@router.get(f"{_CASE}/bestemmelser")
def clauses_page(
    request: Request,
    service: Parts,
    who: Who,
    case_id: Identifier,
    types: Types = [],  # noqa: B006 - FastAPI copies it
    lov: str = "",
    side: int = 1,
) -> Response:
    """The clauses of a case, by type and act."""
    answer = analyses.clauses(service, who, case_id)
    if not answer.ready:
        return _waiting(request, who, answer, "clauses")
    found = analyses.found_clauses(answer, [each for each in types if each], lov)
    pages = views.Pages.of(side, len(found), 50)
    ids = {each.summary.get("identifier"): each.stored.id for each in answer.entries}
    return views.page(
        request, "clauses.html.j2", who, case=answer.case, tab="clauses", types=types, lov=lov,
        found=found[pages.offset : pages.offset + 50], total=len(found), pages=pages, ids=ids,
        reads=answer.result,
    )  # fmt: skip


@router.get(f"{_CASE}/sammenligning")
def comparison_page(
    request: Request,
    service: Parts,
    who: Who,
    case_id: Identifier,
) -> Response:
    """The acts side by side."""
    answer = _answer(analyses.comparison, service, who, case_id)
    if not answer.ready:
        return _waiting(request, who, answer, "comparison")
    shown = views.comparison(answer.result, language_of(request))
    return views.page(
        request, "comparison.html.j2", who, case=answer.case, tab="comparison",
        c=answer.result, shown=shown, endings=REPORTS,
    )  # fmt: skip


@router.get(f"{_CASE}/sammenligning/rapport")
def comparison_report(
    service: Parts, who: Who, form: Form, case_id: Identifier, ending: Ending = "docx"
) -> Response:
    """The comparison as a file."""
    return attachment(report(result_of(analyses.comparison(service, who, case_id)), ending, form))


@router.post(f"{_CASE}/begrunnelser")
def justify(service: Parts, who: Who, form: Fields, case_id: Identifier) -> Response:
    """Give a reason for a difference, or take it back."""
    act, element = field(form, "act"), field(form, "element")
    analyses.justify(service, who, case_id, act, element, field(form, "reason"))
    return _see(f"/saker/{case_id}/sammenligning#forskjeller")


@router.get(f"{_CASE}/utkast")
def drafts_page(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """What the drafts are made from, and each act's proposed section."""
    answer = _answer(analyses.drafts, service, who, case_id)
    if not answer.ready:
        return _waiting(request, who, answer, "drafts")
    return views.page(
        request, "drafts.html.j2", who, case=answer.case, tab="drafts", drafts=answer.result,
        choice=analyses.Choice.of(answer.case), edited=analyses.edited(answer.case),
    )  # fmt: skip


@router.post(f"{_CASE}/utkast")
def choose(service: Parts, who: Who, form: Fields, case_id: Identifier) -> Response:
    """Choose what the drafts are made from."""
    chosen = tuple(each for each in form.getlist("elements") if isinstance(each, str))
    choice = analyses.Choice(field(form, "model"), field(form, "approach"), chosen)
    analyses.choose(service, who, case_id, choice)
    return _see(f"/saker/{case_id}/utkast")


@router.post(f"{_CASE}/utkast/tekst")
def edit_draft(service: Parts, who: Who, form: Fields, case_id: Identifier) -> Response:
    """Keep a drafted section in the user's words."""
    law, heading = field(form, "law"), field(form, "heading")
    analyses.edit_draft(service, who, case_id, law, heading, field(form, "text"))
    return _see(f"/saker/{case_id}/utkast")


@router.get(f"{_CASE}/utkast/pakke")
def drafts_file(service: Parts, who: Who, form: Form, case_id: Identifier) -> Response:
    """The drafts as a zip file with Word documents."""
    answer = analyses.drafts(service, who, case_id)
    drafts = result_of(answer)
    compared = analyses.comparison(service, who, case_id)
    model = analyses.Choice.of(answer.case).model
    return attachment(drafts_package(drafts, compared.result, model, form))


@router.get(f"{_CASE}/brev")
def letters_page(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """The letters side by side, and what was found."""
    answer = _answer(analyses.letters, service, who, case_id)
    if not answer.ready:
        return _waiting(request, who, answer, "letters")
    shown = views.letters(answer.result, language_of(request))
    return views.page(
        request, "letters.html.j2", who, case=answer.case, tab="letters", shown=shown,
        check=answer.result, endings=REPORTS,
    )  # fmt: skip


@router.get(f"{_CASE}/brev/rapport")
def letters_report(
    service: Parts, who: Who, form: Form, case_id: Identifier, ending: Ending = "docx"
) -> Response:
    """The check of letters as a file."""
    return attachment(report(result_of(analyses.letters(service, who, case_id)), ending, form))


def _answer(ask: Any, service: Any, who: Visitor, case_id: str) -> Answer:
    """An analysis, or why there is nothing to show yet."""
    try:
        answer: Answer = ask(service, who, case_id)
    except NothingToDoError as error:
        case, entries = documents.overview(service, who, case_id)
        return Answer(case, entries, error=error)
    return answer


def _waiting(request: Request, who: Visitor, answer: Answer, tab: str) -> Response:
    """How far the work has come, or why it came to nothing."""
    return views.page(
        request, "waiting.html.j2", who, case=answer.case, tab=tab, error=answer.error,
        progress=None if answer.error else views.progress(answer.entries),
    )  # fmt: skip
