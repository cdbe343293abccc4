"""The drafts."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.analysis_schemas import (
    Approach,
    CheckOut,
    ChoiceIn,
    ChoiceOut,
    DraftEditIn,
    DraftOut,
    EffectOut,
    ModelIn,
    shown,
)
from api.downloads import zipped
from api.drafting import Choice, OwnModel
from api.routes.answers import attachment, result_of, tagged
from api.routes.v1.common import CASE, FILE
from api.schemas import Identifier
from api.services import drafts, models
from api.web import Form, Parts, Who
from regelverk.writers.json import draft_record

router = APIRouter()
OneApproach = Annotated[Approach | None, Query(description="The chosen one where it is left out.")]


@router.get(f"{CASE}/drafts", tags=["drafting"], responses=shown(list[DraftOut]))
def get_drafts(
    request: Request,
    service: Parts,
    who: Who,
    case_id: Identifier,
    approach: OneApproach = None,
) -> Response:
    """A proposed section for each act, in the users' words; 409 while it is under way."""
    answer = drafts.drafts(service, who, case_id, approach or "")
    result_of(answer)
    made, _ = drafts.in_own_words(service, who, case_id, answer, approach or "")
    told = f"{answer.key}{answer.case.revision}"
    return tagged(request, told, lambda: [draft_record(each) for each in made])


@router.get(f"{CASE}/drafts/effect", tags=["drafting"], responses=shown(EffectOut))
def get_effect(
    request: Request,
    service: Parts,
    who: Who,
    case_id: Identifier,
    approach: OneApproach = None,
) -> Response:
    """What the drafts do to uniformity; 409 while it is under way."""
    answer = drafts.effect(service, who, case_id, approach or "")
    result = result_of(answer)
    return tagged(request, answer.key, lambda: EffectOut.of(result).model_dump())


@router.post(f"{CASE}/drafts/check", tags=["drafting"])
def check_draft(
    service: Parts, who: Who, form: Form, case_id: Identifier, given: DraftEditIn
) -> CheckOut:
    """Write the amendment act with these words, read it back and apply it. Nothing is kept."""
    losses = drafts.check(service, who, case_id, given.law, given.heading, given.text)
    return CheckOut.of(losses, form)


@router.put(f"{CASE}/drafts", status_code=204, tags=["drafting"])
def edit_draft(service: Parts, who: Who, case_id: Identifier, given: DraftEditIn) -> None:
    """Keep a drafted section in the user's words, or take them back."""
    drafts.edit_draft(service, who, case_id, given.law, given.heading, given.text)


@router.get(f"{CASE}/drafting", tags=["drafting"])
def get_drafting(service: Parts, who: Who, case_id: Identifier) -> ChoiceOut:
    """What the drafts are made from, and the model clauses that the case holds."""
    known = models.known(service, who, case_id)
    return ChoiceOut.of(drafts.chosen(service, who, case_id), known)


@router.put(f"{CASE}/drafting", status_code=204, tags=["drafting"])
def choose_drafting(service: Parts, who: Who, case_id: Identifier, given: ChoiceIn) -> None:
    """Choose what the drafts are made from."""
    choice = Choice(given.model, given.approach, tuple(given.elements))
    models.choose(service, who, case_id, choice)


@router.put(f"{CASE}/models", status_code=204, tags=["drafting"])
def keep_model(service: Parts, who: Who, case_id: Identifier, given: ModelIn) -> None:
    """Keep a model clause in the case in place of one of that name, and choose it."""
    model = OwnModel(" ".join(given.name.split()), given.heading, given.text)
    models.keep_model(service, who, case_id, model)


@router.delete(f"{CASE}/models", status_code=204, tags=["drafting"])
def remove_model(
    service: Parts,
    who: Who,
    case_id: Identifier,
    name: Annotated[str, Query(max_length=200, examples=["Vår modell"])] = "",
) -> None:
    """Take a model clause out of the case."""
    models.keep_model(service, who, case_id, OwnModel(name, "", ""), gone=True)


@router.get(f"{CASE}/drafts/package", tags=["drafting"], responses=FILE, response_class=Response)
def get_drafts_package(service: Parts, who: Who, form: Form, case_id: Identifier) -> Response:
    """The whole Word package as a zip file; 409 while it is under way."""
    files = dict(result_of(drafts.package(service, who, case_id, form)))
    return attachment(zipped("lovforslag", files))
