"""The drafts."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.downloads import drafts_package
from api.routes.answers import attachment, result_of
from api.routes.pages.common import CASE, ask, see, waiting
from api.schemas import Identifier
from api.services import analyses
from api.views.base import page
from api.web import (
    Fields,
    Form,
    Parts,
    Who,
    field,
)

router = APIRouter()


@router.get(f"{CASE}/utkast")
def drafts_page(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """What the drafts are made from, and each act's proposed section."""
    answer = ask(analyses.drafts, service, who, case_id)
    if not answer.ready:
        return waiting(request, who, answer, "drafts")
    return page(
        request, "drafts.html.j2", who, case=answer.case, tab="drafts", drafts=answer.result,
        choice=analyses.Choice.of(answer.case), edited=analyses.edited(answer.case),
    )  # fmt: skip


@router.post(f"{CASE}/utkast")
def choose(service: Parts, who: Who, form: Fields, case_id: Identifier) -> Response:
    """Choose what the drafts are made from."""
    chosen = tuple(each for each in form.getlist("elements") if isinstance(each, str))
    choice = analyses.Choice(field(form, "model"), field(form, "approach"), chosen)
    analyses.choose(service, who, case_id, choice)
    return see(f"/saker/{case_id}/utkast")


@router.post(f"{CASE}/utkast/tekst")
def edit_draft(service: Parts, who: Who, form: Fields, case_id: Identifier) -> Response:
    """Keep a drafted section in the user's words."""
    law, heading = field(form, "law"), field(form, "heading")
    analyses.edit_draft(service, who, case_id, law, heading, field(form, "text"))
    return see(f"/saker/{case_id}/utkast")


@router.get(f"{CASE}/utkast/pakke")
def drafts_file(service: Parts, who: Who, form: Form, case_id: Identifier) -> Response:
    """The drafts as a zip file with Word documents."""
    answer = analyses.drafts(service, who, case_id)
    drafts = result_of(answer)
    compared = analyses.comparison(service, who, case_id)
    model = analyses.Choice.of(answer.case).model
    return attachment(drafts_package(drafts, compared.result, model, form))
