"""The check of letters."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.downloads import REPORTS, report
from api.routes.answers import attachment, result_of
from api.routes.pages.common import CASE, Ending, ask, waiting
from api.schemas import Identifier
from api.services import analyses
from api.views.base import page
from api.views.letters import letters_view
from api.web import (
    Form,
    Parts,
    Who,
    language_of,
)

router = APIRouter()


@router.get(f"{CASE}/brev")
def letters_page(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """The letters side by side, and what was found."""
    answer = ask(analyses.letters, service, who, case_id)
    if not answer.ready:
        return waiting(request, who, answer, "letters")
    shown = letters_view(answer.result, language_of(request))
    return page(
        request, "letters.html.j2", who, case=answer.case, tab="letters", shown=shown,
        check=answer.result, endings=REPORTS,
    )  # fmt: skip


@router.get(f"{CASE}/brev/rapport")
def letters_report(
    service: Parts, who: Who, form: Form, case_id: Identifier, ending: Ending = "docx"
) -> Response:
    """The check of letters as a file."""
    return attachment(report(result_of(analyses.letters(service, who, case_id)), ending, form))
