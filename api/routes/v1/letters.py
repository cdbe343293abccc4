"""The check of letters."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.analysis_schemas import Ending, LettersOut, shown
from api.downloads import report, zipped
from api.routes.answers import attachment, result_of, tagged
from api.routes.v1.common import CASE, FILE
from api.schemas import Identifier
from api.services import letters
from api.web import Form, Parts, Who
from regelverk.writers.letter_json import letters_record

router = APIRouter()
Wanted = Annotated[
    list[str],
    Query(alias="initiative", description="What to look for; what they share where none is named."),
]


@router.get(f"{CASE}/letters", tags=["letters"], responses=shown(LettersOut))
def get_letters(
    request: Request,
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    wanted: Wanted = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """The letters side by side; 409 while it is under way."""
    answer = letters.letters(service, who, case_id, wanted)
    result = result_of(answer)
    return tagged(request, answer.key + form, lambda: letters_record(result, form))


@router.get(f"{CASE}/letters/report", tags=["letters"], responses=FILE, response_class=Response)
def get_letters_report(
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    wanted: Wanted = [],  # noqa: B006 - FastAPI copies it
    ending: Annotated[Ending, Query(alias="format")] = "docx",
) -> Response:
    """The check of letters as a file."""
    answer = letters.letters(service, who, case_id, wanted)
    return attachment(report(result_of(answer), ending, form))


@router.get(f"{CASE}/letters/proposals", tags=["letters"], responses=FILE, response_class=Response)
def get_proposals(
    service: Parts,
    who: Who,
    case_id: Identifier,
    wanted: Wanted = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """Harmonised text for each letter as Word files in a zip file; 409 while it is under way."""
    answer = letters.proposals(service, who, case_id, wanted)
    return attachment(zipped("brevforslag", dict(result_of(answer))))
