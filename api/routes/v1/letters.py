"""The check of letters."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.downloads import report
from api.routes.answers import attachment, result_of, tagged
from api.routes.v1.common import ANY, CASE, FILE
from api.schemas import (
    Identifier,
)
from api.services import analyses
from api.web import Form, Parts, Who
from regelverk.writers.letter_json import letters_record

router = APIRouter()


@router.get(f"{CASE}/letters", tags=["letters"], responses=ANY)
def get_letters(
    request: Request, service: Parts, who: Who, form: Form, case_id: Identifier
) -> Response:
    """The letters side by side; 409 while it is under way."""
    answer = analyses.letters(service, who, case_id)
    result = result_of(answer)
    return tagged(request, answer.key + form, lambda: letters_record(result, form))


@router.get(f"{CASE}/letters/report", tags=["letters"], responses=FILE, response_class=Response)
def get_letters_report(
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    ending: Annotated[str, Query(alias="format", pattern="^(docx|xlsx|html|json)$")] = "docx",
) -> Response:
    """The check of letters as a file."""
    return attachment(report(result_of(analyses.letters(service, who, case_id)), ending, form))
