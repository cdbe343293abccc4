"""The comparison of acts: the matrix, two acts word by word, who names whom, and development."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.downloads import REPORTS, report
from api.errors import InputError
from api.routes.answers import attachment, result_of
from api.routes.pages.common import CASE, Ending, Types, ask, see, waiting
from api.schemas import Identifier
from api.services import comparison as acts
from api.services.access import Visitor
from api.services.analyses import earlier
from api.services.documents import overview
from api.store.tables import Role
from api.views.base import page
from api.views.comparison import comparison_view
from api.views.development import development_view
from api.views.pair import pair_view
from api.views.reciprocity import relations_view
from api.web import Fields, Form, Parts, Who, field, language_of
from regelverk.rules.texts import text

router = APIRouter()
_HERE = f"{CASE}/sammenligning"


@router.get(_HERE)
def comparison_page(
    request: Request,
    service: Parts,
    who: Who,
    case_id: Identifier,
    types: Types = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """The acts side by side, element by element."""
    chosen = [each for each in types if each]
    answer = ask(partial(acts.comparison, types=chosen), service, who, case_id)
    if not answer.ready:
        return waiting(request, who, answer, "comparison")
    shown = comparison_view(answer.result, language_of(request))
    return _page(request, "comparison.html.j2", who, answer, shown=shown, types=chosen)


@router.get(f"{_HERE}/par")
def pair_page(
    request: Request, service: Parts, who: Who, case_id: Identifier, a: str = "", b: str = ""
) -> Response:
    """Two acts, word by word."""
    answer = ask(acts.comparison, service, who, case_id)
    if not answer.ready:
        return waiting(request, who, answer, "comparison")
    shown = pair_view(answer.result, a, b, language_of(request))
    return _page(request, "pair.html.j2", who, answer, shown=shown)


@router.get(f"{_HERE}/gjensidighet")
def reciprocity_page(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """Who names whom, and who is silent."""
    answer = ask(acts.comparison, service, who, case_id)
    if not answer.ready:
        return waiting(request, who, answer, "comparison")
    shown = relations_view(answer.result, language_of(request))
    return _page(request, "reciprocity.html.j2", who, answer, shown=shown)


@router.get(f"{_HERE}/utvikling")
def development_page(request: Request, service: Parts, who: Who, case_id: Identifier) -> Response:
    """What has changed since the earlier states of the acts that the case has."""
    answer = ask(partial(acts.comparison, before=True), service, who, case_id)
    if not answer.ready:
        return waiting(request, who, answer, "comparison")
    shown = development_view(answer.result, earlier(answer.entries), language_of(request))
    return _page(request, "development.html.j2", who, answer, shown=shown)


def _page(request: Request, template: str, who: Visitor, answer: Any, **values: Any) -> Response:
    """A page of the comparison; `w` gives the words that the reports use too."""
    return page(
        request, template, who, case=answer.case, tab="comparison", endings=REPORTS,
        w=partial(_word, language_of(request)), **{"types": [], **values},
    )  # fmt: skip


def _word(form: str, name: str, /, **values: object) -> str:
    return text(name, form, **values)


@router.get(f"{_HERE}/rapport")
def comparison_report(
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    types: Types = [],  # noqa: B006 - FastAPI copies it
    ending: Ending = "docx",
    utvikling: bool = False,
) -> Response:
    """The comparison as a file."""
    chosen = [each for each in types if each]
    answer = acts.comparison(service, who, case_id, chosen, before=utvikling)
    return attachment(report(result_of(answer), ending, form))


@router.post(f"{CASE}/begrunnelser")
def justify(service: Parts, who: Who, form: Fields, case_id: Identifier) -> Response:
    """Give a reason for a difference, or take it back."""
    act, element, reason = (field(form, name) for name in ("act", "element", "reason"))
    taking_back = bool(field(form, "back"))
    if not reason.strip() and not taking_back:
        overview(service, who, case_id, Role.EDITOR)
        raise InputError(name="reason", detail="skriv en begrunnelse")
    acts.justify(service, who, case_id, act, element, "" if taking_back else reason)
    told = "told_reason_gone" if taking_back else "told_reason"
    return see(f"/saker/{case_id}/sammenligning#{element}", told)
