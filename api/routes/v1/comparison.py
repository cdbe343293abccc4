"""The comparison of acts."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.downloads import report
from api.routes.answers import attachment, result_of, tagged
from api.routes.v1.common import ANY, CASE, FILE
from api.schemas import (
    Identifier,
    JustificationIn,
    JustificationOut,
)
from api.services import analyses
from api.web import Form, Parts, Who
from regelverk.writers.json import (
    comparison_record,
)

router = APIRouter()


@router.get(f"{CASE}/comparison", tags=["analyses"], responses=ANY)
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


@router.get(f"{CASE}/comparison/report", tags=["analyses"], responses=FILE,
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


@router.get(f"{CASE}/justifications", tags=["analyses"])
def list_justifications(service: Parts, who: Who, case_id: Identifier) -> list[JustificationOut]:
    """The reasons that are given for differences."""
    return [
        JustificationOut(act=each.act, element=each.element, reason=each.reason,
                         author=each.author, given=each.given)
        for each in analyses.justifications(service, who, case_id)
    ]  # fmt: skip


@router.put(f"{CASE}/justifications", status_code=204, tags=["analyses"])
def justify(service: Parts, who: Who, case_id: Identifier, given: JustificationIn) -> None:
    """Give a reason why an act may differ on an element, or take it back."""
    analyses.justify(service, who, case_id, given.act, given.element, given.reason)
