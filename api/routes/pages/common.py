"""What every page route uses."""

from typing import Annotated, Any

from fastapi import Query, Request
from fastapi.responses import Response

from api.errors import NothingToDoError, NotLoggedInError, status_of
from api.services import documents
from api.services.access import Visitor
from api.services.analyses import Answer
from api.views.base import page, progress, see
from api.web import service_of
from regelverk import RegelverkError

__all__ = ["CASE", "Ending", "Types", "ask", "error_page", "see", "waiting"]

CASE = "/saker/{case_id}"
_ENDING = r"^(docx|xlsx|html|json)$"
Types = Annotated[list[str], Query(alias="type")]
Ending = Annotated[str, Query(alias="format", pattern=_ENDING)]


def error_page(request: Request, error: RegelverkError) -> Response:
    """An error as a page, for whoever asked for one."""
    status = status_of(error)
    if isinstance(error, NotLoggedInError):
        several = service_of(request).settings.openid is not None
        return page(request, "login.html.j2", None, status=status, error=error, several=several)
    return page(request, "error.html.j2", None, status=status, error=error)


def ask(wanted: Any, service: Any, who: Visitor, case_id: str) -> Answer:
    """An analysis, or why there is nothing to show yet."""
    try:
        answer: Answer = wanted(service, who, case_id)
    except NothingToDoError as error:
        case, entries = documents.overview(service, who, case_id)
        return Answer(case, entries, error=error)
    return answer


def waiting(request: Request, who: Visitor, answer: Answer, tab: str) -> Response:
    """How far the work has come, or why it came to nothing."""
    return page(
        request, "waiting.html.j2", who, case=answer.case, tab=tab, error=answer.error,
        progress=None if answer.error else progress(answer.entries),
    )  # fmt: skip
