"""The drafts: what they are made from, each of them, and the files they become."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.downloads import File, media_of, zipped
from api.drafting import OWN, Choice, OwnModel, key_of_draft
from api.errors import NotFoundError
from api.routes.answers import attachment, result_of
from api.routes.pages.common import CASE, ask, see, waiting
from api.schemas import Identifier
from api.services import drafts, models
from api.services.access import Visitor
from api.services.analyses import Answer, newest
from api.services.documents import overview
from api.store.tables import Role
from api.views.base import page
from api.views.drafts import AlternativeView, alternative, draft_lines, draft_view
from api.web import Fields, Form, Parts, Who, field, language_of
from regelverk.drafting.types import Draft

router = APIRouter()
_HERE = f"{CASE}/utkast"


@router.get(_HERE)
def drafts_page(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """What the drafts are made from, the two alternatives, and the list of drafts."""
    answer = ask(drafts.drafts, service, who, case_id)
    if not answer.ready and answer.error is None:
        return waiting(request, who, answer, "drafts")
    made, edited = tuple[Draft, ...](), frozenset[str]()
    if answer.ready:
        made, edited = drafts.in_own_words(service, who, case_id, answer)
    elif not newest(answer.entries):
        return waiting(request, who, answer, "drafts")
    both, coming = _alternatives(service, who, case_id) if answer.ready else ((), False)
    return page(
        request, "drafts.html.j2", who, case=answer.case, tab="drafts",
        choice=Choice.of(answer.case), own=OWN, acts=newest(answer.entries), error=answer.error,
        lines=draft_lines(made, edited), alternatives=both, coming=coming,
    )  # fmt: skip


def _alternatives(
    service: Any, who: Visitor, case_id: str
) -> tuple[tuple[AlternativeView | None, ...], bool]:
    """Both approaches side by side, None for one that is not made, and whether more is to come."""
    found, coming = [], False
    for approach in drafts.APPROACHES:
        answer = drafts.drafts(service, who, case_id, approach)
        measured = drafts.effect(service, who, case_id, approach)
        made = None
        if answer.ready:
            told, _ = drafts.in_own_words(service, who, case_id, answer, approach)
            made = alternative(approach, told, measured.result if measured.ready else None)
        coming |= any(not each.ready and each.error is None for each in (answer, measured))
        found.append(made)
    return tuple(found), coming


@router.post(_HERE)
def choose(service: Parts, who: Who, form: Fields, case_id: Identifier) -> Response:
    """Choose what the drafts are made from."""
    kept = drafts.chosen(service, who, case_id)
    elements = kept.elements
    if field(form, "parts"):
        elements = tuple(each for each in form.getlist("elements") if isinstance(each, str))
    model = field(form, "address").strip() or field(form, "model") or kept.model
    choice = Choice(model, field(form, "approach") or kept.approach, elements)
    models.choose(service, who, case_id, choice)
    return see(f"/saker/{case_id}/utkast", "told_drafting")


@router.post(f"{_HERE}/modell")
def keep_model(service: Parts, who: Who, form: Fields, case_id: Identifier) -> Response:
    """Keep a model clause in the case, or take one out."""
    gone = bool(field(form, "remove"))
    text = "" if gone else field(form, "text")
    model = OwnModel(" ".join(field(form, "name").split()), field(form, "heading"), text)
    models.keep_model(service, who, case_id, model, gone=gone)
    return see(f"/saker/{case_id}/utkast", "told_model_gone" if gone else "told_model")


@router.get(f"{_HERE}/lov")
def draft_page(
    request: Request, service: Parts, who: Who, case_id: Identifier, utkast: str = ""
) -> Response:
    """One draft: today's text beside the proposed, what is to be decided, and a place to edit."""
    answer = ask(drafts.drafts, service, who, case_id)
    if not answer.ready:
        return waiting(request, who, answer, "drafts")
    return _draft_page(request, service, who, answer, utkast)


def _draft_page(request: Request, service: Any, who: Visitor, answer: Answer, key: str,
                status: int = 200, **values: Any) -> Response:  # fmt: skip
    made, edited = drafts.in_own_words(service, who, answer.case.id, answer)
    keys = [key_of_draft(each) for each in made]
    if key not in keys:
        raise NotFoundError
    at = keys.index(key)
    lines = draft_lines(made, edited)
    return page(
        request, "draft.html.j2", who, status=status, case=answer.case, tab="drafts",
        shown=draft_view(made[at], language_of(request), edited),
        before=lines[at - 1] if at else None, after=lines[at + 1] if at + 1 < len(lines) else None,
        **{"given": None, "losses": None, **values},
    )  # fmt: skip


@router.post(f"{_HERE}/tekst")
def edit_draft(
    request: Request, service: Parts, who: Who, form: Fields, case_id: Identifier
) -> Response:
    """Keep a drafted section in the user's words, once its amendment act reads back to them."""
    key, heading, text = (field(form, name) for name in ("utkast", "heading", "text"))
    overview(service, who, case_id, Role.EDITOR)
    restore = bool(field(form, "restore"))
    if not restore and not field(form, "anyway"):
        losses = drafts.check(service, who, case_id, key, heading, text)
        if losses:
            answer = ask(drafts.drafts, service, who, case_id)
            given = (heading, text)
            return _draft_page(request, service, who, answer, key, 422, given=given, losses=losses)
    drafts.edit_draft(service, who, case_id, key, heading, "" if restore else text)
    path = f"/saker/{case_id}/utkast/lov?{urlencode({'utkast': key})}"
    return see(path, "told_restored" if restore else "told_edited")


@router.get(f"{_HERE}/pakke")
def package_page(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """The Word package: what is in it, and the files."""
    form = language_of(request)
    answer = ask(partial(drafts.package, form=form), service, who, case_id)
    if not answer.ready:
        return waiting(request, who, answer, "drafts")
    files = [(name, len(data)) for name, data in answer.result]
    return page(request, "package.html.j2", who, case=answer.case, tab="drafts", files=files)


@router.get(f"{_HERE}/pakke/fil")
def package_file(
    service: Parts, who: Who, form: Form, case_id: Identifier, navn: str = ""
) -> Response:
    """One file of the Word package, or all of them as a zip file."""
    files = dict(result_of(drafts.package(service, who, case_id, form)))
    if not navn:
        return attachment(zipped("lovforslag", files))
    if navn not in files:
        raise NotFoundError
    return attachment(File(navn, media_of(navn), files[navn]))
