"""The drafts."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.downloads import drafts_package
from api.routes.answers import attachment, result_of, tagged
from api.routes.v1.common import ANY, CASE, FILE
from api.schemas import (
    ChoiceIn,
    DraftEditIn,
    Identifier,
)
from api.services import analyses
from api.web import Form, Parts, Who
from regelverk.writers.json import (
    draft_record,
)

router = APIRouter()


@router.get(f"{CASE}/drafts", tags=["drafting"], responses=ANY)
def get_drafts(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """A proposed section for each act; 409 while it is under way."""
    answer = analyses.drafts(service, who, case_id)
    result = result_of(answer)
    return tagged(request, answer.key, lambda: [draft_record(each) for each in result])


@router.put(f"{CASE}/drafting", status_code=204, tags=["drafting"])
def choose_drafting(service: Parts, who: Who, case_id: Identifier, given: ChoiceIn) -> None:
    """Choose what the drafts are made from."""
    choice = analyses.Choice(given.model, given.approach, tuple(given.elements))
    analyses.choose(service, who, case_id, choice)


@router.put(f"{CASE}/drafts", status_code=204, tags=["drafting"])
def edit_draft(service: Parts, who: Who, case_id: Identifier, given: DraftEditIn) -> None:
    """Keep a drafted section in the user's words, or take them back."""
    analyses.edit_draft(service, who, case_id, given.law, given.heading, given.text)


@router.get(f"{CASE}/drafts/package", tags=["drafting"], responses=FILE, response_class=Response)
def get_drafts_package(service: Parts, who: Who, form: Form, case_id: Identifier) -> Response:
    """The drafts as a zip file with Word documents."""
    answer = analyses.drafts(service, who, case_id)
    drafts = result_of(answer)
    compared = analyses.comparison(service, who, case_id)
    model = analyses.Choice.of(answer.case).model
    return attachment(drafts_package(drafts, compared.result, model, form))
