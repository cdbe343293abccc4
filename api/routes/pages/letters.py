"""The check of letters."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api.downloads import REPORTS, report, zipped
from api.routes.answers import attachment, result_of
from api.routes.pages.common import CASE, Ending, ask, waiting
from api.schemas import Identifier
from api.services import letters
from api.views.base import page
from api.views.letters import letters_view
from api.web import Form, Parts, Who, language_of
from regelverk.letters.words import text

router = APIRouter()
_HERE = f"{CASE}/brev"


def _named(
    satsing: Annotated[list[str], Query()] = [],  # noqa: B006 - FastAPI copies it
) -> list[str]:
    """The initiatives in the address; a field may hold several, one on each line."""
    names = (" ".join(line.split()) for each in satsing for line in each.splitlines())
    return list(dict.fromkeys(filter(None, names)))


Named = Annotated[list[str], Depends(_named)]


@router.get(_HERE)
def letters_page(
    request: Request,
    service: Parts,
    who: Who,
    case_id: Identifier,
    wanted: Named,
) -> Response:
    """The letters side by side, and what was found."""
    answer = ask(partial(letters.letters, initiatives=wanted), service, who, case_id)
    if not answer.ready:
        return waiting(request, who, answer, "letters")
    form = language_of(request)
    shown = letters_view(answer.result, answer.entries, case_id, form)
    return page(
        request, "letters.html.j2", who, case=answer.case, tab="letters", shown=shown,
        wanted=wanted, endings=REPORTS, w=partial(_word, form),
    )  # fmt: skip


def _word(form: str, name: str, /, **values: object) -> str:
    return text(name, form, **values)


@router.get(f"{_HERE}/rapport")
def letters_report(
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    wanted: Named,
    ending: Ending = "docx",
) -> Response:
    """The check of letters as a file."""
    answer = letters.letters(service, who, case_id, wanted)
    return attachment(report(result_of(answer), ending, form))


@router.get(f"{_HERE}/forslag")
def proposals_page(
    request: Request,
    service: Parts,
    who: Who,
    case_id: Identifier,
    wanted: Named,
) -> Response:
    """The Word files with harmonised text, once they are made."""
    answer = ask(partial(letters.proposals, initiatives=wanted), service, who, case_id)
    if not answer.ready:
        return waiting(request, who, answer, "letters")
    files = [(name, len(data)) for name, data in answer.result]
    return page(
        request, "proposals.html.j2", who, case=answer.case, tab="letters", files=files,
        wanted=wanted,
    )  # fmt: skip


@router.get(f"{_HERE}/forslag/fil")
def proposals_file(
    service: Parts,
    who: Who,
    case_id: Identifier,
    wanted: Named,
) -> Response:
    """The Word files with harmonised text as one zip file."""
    answer = letters.proposals(service, who, case_id, wanted)
    return attachment(zipped("brevforslag", dict(result_of(answer))))
