"""A page of the service: its template, its language form, its lists' pages."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse

from api.progress import progress_of
from api.schemas import ProgressOut
from api.services.access import Visitor
from api.services.documents import Entry
from api.store.tables import Case, Role
from api.texts import say
from api.views.marks import anchor
from api.web import language_of
from regelverk import RegelverkError, __version__
from regelverk.clauses.rulebook import clause_types, partners
from regelverk.clauses.types import SLOTS
from regelverk.drafting.model_clause import element_names, shipped_names
from regelverk.model.document import Language
from regelverk.writers.view import (
    form_name,
    number,
    place,
)

TOLD_COOKIE = "melding"


def moment(when: datetime) -> str:
    """A time as it is shown, in the server's own zone."""
    return when.astimezone().strftime("%d.%m.%Y kl. %H.%M")


_ENVIRONMENT = Environment(
    loader=PackageLoader("api", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["day"] = moment
_ENVIRONMENT.globals.update(slots=SLOTS, version=__version__)


def page(
    request: Request, template: str, who: Visitor | None, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page in the visitor's language form."""
    form = language_of(request)
    here = request.url.path if request.method == "GET" else "/"
    if request.method == "GET" and request.url.query:
        here = f"{here}?{request.url.query}"
    told = _told(request, form)
    body = _ENVIRONMENT.get_template(template).render(
        t=partial(_say, form), form=form, who=who, here=quote(here), request=request, told=told,
        may=partial(_may, values.get("case")),
        place=partial(place, language=form), number=number, anchor=anchor,
        form_name=lambda value: form_name(Language(value), form), titles=_type_titles(form),
        parties={each.name: each.title(form) for each in partners()},
        models=shipped_names(), elements=element_names(), **values,
    )  # fmt: skip
    answer = HTMLResponse(body, status, headers={"vary": "cookie, accept-language"})
    if told:
        answer.delete_cookie(TOLD_COOKIE)
    return answer


def see(path: str, told: str = "", **values: object) -> RedirectResponse:
    """Go on to another page after a change, which then tells that it is done.

    Args:
        path: The page.
        told: The text that tells it, one whose name begins with `told_`.
        values: What the text is filled in with.
    """
    answer = RedirectResponse(path, status_code=303)
    if told:
        data = json.dumps([told, values]).encode()
        answer.set_cookie(
            TOLD_COOKIE, urlsafe_b64encode(data).decode(), max_age=60, httponly=True,
            samesite="strict",
        )  # fmt: skip
    return answer


def _told(request: Request, form: str) -> str:
    """What the last change left to be told, once; nothing where the cookie is not ours."""
    try:
        name, values = json.loads(urlsafe_b64decode(request.cookies.get(TOLD_COOKIE, "")))
        return say(name, form, **values) if name.startswith("told_") else ""
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RegelverkError):
        return ""


def _may(case: Case | None, needed: str) -> bool:
    """Whether the visitor's role in a case covers `needed`: `reader`, `editor` or `owner`."""
    return case is not None and case.role.covers(Role(needed))


def _say(form: str, name: str, /, **values: object) -> str:
    return say(name, form, **values)


def _type_titles(form: str) -> dict[str, str]:
    return {each.name: each.title(form) for each in clause_types()}


def progress(entries: Sequence[Entry]) -> ProgressOut:
    """How far the documents of a case are read."""
    return progress_of(entries, sum(each.pending for each in entries))


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page of a long list is shown, from 1, and how many there are."""

    page: int
    pages: int
    size: int

    @classmethod
    def of(cls, page: int, total: int, size: int) -> "Pages":
        """The page that was asked for, or the nearest there is."""
        pages = max(1, -(-total // size))
        return cls(max(1, min(page, pages)), pages, size)

    @property
    def offset(self) -> int:
        """How many come before this page."""
        return (self.page - 1) * self.size
