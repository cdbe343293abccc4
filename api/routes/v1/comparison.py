"""The comparison of acts."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.analysis_schemas import AlignmentOut, ComparisonOut, Ending, shown
from api.downloads import report
from api.errors import InputError
from api.routes.answers import attachment, result_of, tagged
from api.routes.v1.common import CASE, FILE
from api.schemas import Identifier, JustificationIn, JustificationOut
from api.services import comparison
from api.web import Form, Parts, Who
from regelverk.comparison.align import side_by_side
from regelverk.writers.json import comparison_record

router = APIRouter()
Types = Annotated[list[str], Query(alias="type", description="Clause types; all where none is.")]
Development = Annotated[bool, Query(description="Also what changed since earlier states.")]


@router.get(f"{CASE}/comparison", tags=["analyses"], responses=shown(ComparisonOut))
def get_comparison(
    request: Request,
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    types: Types = [],  # noqa: B006 - FastAPI copies it
    development: Development = False,
) -> Response:
    """The acts side by side; 409 while it is under way."""
    answer = comparison.comparison(service, who, case_id, types, before=development)
    result = result_of(answer)
    return tagged(request, answer.key + form, lambda: comparison_record(result, form))


@router.get(f"{CASE}/comparison/pair", tags=["analyses"], responses=shown(list[AlignmentOut]))
def get_pair(
    request: Request, service: Parts, who: Who, form: Form, case_id: Identifier,
    first: Annotated[str, Query(max_length=255, description="An act's identifier.")] = "",
    second: Annotated[str, Query(max_length=255)] = "",
) -> Response:  # fmt: skip
    """Two acts, word by word, by the clause types that both have."""
    answer = comparison.comparison(service, who, case_id)
    result = result_of(answer)
    if {first, second} - {each.identifier for each in result.acts}:
        raise InputError(name="first", detail="loven er ikke i saken")
    return tagged(request, f"{answer.key}{form}{first}{second}", lambda: [
        AlignmentOut.of(kind, pair, form).model_dump()
        for kind, pair in side_by_side(result, first, second).items()
    ])  # fmt: skip


@router.get(f"{CASE}/comparison/report", tags=["analyses"], responses=FILE,
            response_class=Response)  # fmt: skip
def get_comparison_report(
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    types: Types = [],  # noqa: B006 - FastAPI copies it
    ending: Annotated[Ending, Query(alias="format")] = "docx",
    development: Development = False,
) -> Response:
    """The comparison as a file."""
    answer = comparison.comparison(service, who, case_id, types, before=development)
    return attachment(report(result_of(answer), ending, form))


@router.get(f"{CASE}/justifications", tags=["analyses"])
def list_justifications(service: Parts, who: Who, case_id: Identifier) -> list[JustificationOut]:
    """The reasons that are given for differences."""
    return [
        JustificationOut(act=each.act, element=each.element, reason=each.reason,
                         author=each.author, given=each.given)
        for each in comparison.justifications(service, who, case_id)
    ]  # fmt: skip


@router.put(f"{CASE}/justifications", status_code=204, tags=["analyses"])
def justify(service: Parts, who: Who, case_id: Identifier, given: JustificationIn) -> None:
    """Give a reason why an act may differ on an element, or take it back."""
    comparison.justify(service, who, case_id, given.act, given.element, given.reason)
