"""The comparison of acts."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.downloads import REPORTS, report
from api.routes.answers import attachment, result_of
from api.routes.pages.common import CASE, Ending, ask, see, waiting
from api.schemas import Identifier
from api.services import analyses
from api.views.base import page
from api.views.comparison import comparison_view
from api.web import (
    Fields,
    Form,
    Parts,
    Who,
    field,
    language_of,
)

router = APIRouter()


@router.get(f"{CASE}/sammenligning")
def comparison_page(
    request: Request,
    service: Parts,
    who: Who,
    case_id: Identifier,
) -> Response:
    """The acts side by side."""
    answer = ask(analyses.comparison, service, who, case_id)
    if not answer.ready:
        return waiting(request, who, answer, "comparison")
    shown = comparison_view(answer.result, language_of(request))
    return page(
        request, "comparison.html.j2", who, case=answer.case, tab="comparison",
        c=answer.result, shown=shown, endings=REPORTS,
    )  # fmt: skip


@router.get(f"{CASE}/sammenligning/rapport")
def comparison_report(
    service: Parts, who: Who, form: Form, case_id: Identifier, ending: Ending = "docx"
) -> Response:
    """The comparison as a file."""
    return attachment(report(result_of(analyses.comparison(service, who, case_id)), ending, form))


@router.post(f"{CASE}/begrunnelser")
def justify(service: Parts, who: Who, form: Fields, case_id: Identifier) -> Response:
    """Give a reason for a difference, or take it back."""
    act, element = field(form, "act"), field(form, "element")
    analyses.justify(service, who, case_id, act, element, field(form, "reason"))
    return see(f"/saker/{case_id}/sammenligning#forskjeller")
