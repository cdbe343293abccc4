"""The clauses of a case, and the search in it."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api.clause_files import ENDINGS, clause_file
from api.routes.answers import attachment, result_of
from api.routes.pages.common import CASE, Types, waiting
from api.schemas import Identifier
from api.search import LONGEST
from api.services import analyses, clauses
from api.services.analyses import Answer
from api.services.clauses import ORDERS, Wanted
from api.services.search import search
from api.texts import say
from api.views.base import Pages, page
from api.views.marks import clause_pieces
from api.views.search import by_document
from api.web import Form, Parts, Who
from regelverk.clauses.types import SLOTS

router = APIRouter()
_SIZE = 50
_HITS = 25


def _filters(
    types: Types = [],  # noqa: B006 - FastAPI copies it
    lov: str = "",
    element: str = "",
    mangler: str = "",
    part: str = "",
    rekke: str = "",
) -> Wanted:
    """What the page's form says, as it stands in the address."""
    return Wanted(
        types=tuple(filter(None, types)), document=lov, elements=tuple(filter(None, [element])),
        lacking=tuple(filter(None, [mangler])), partner=part, order=rekke or ORDERS[0],
    )  # fmt: skip


Filters = Annotated[Wanted, Depends(_filters)]


def _query(wanted: Wanted) -> str:
    """The same as it stands in an address, with its question mark; empty where all is wanted."""
    told = [
        *(("type", each) for each in wanted.types), ("lov", wanted.document),
        *(("element", each) for each in wanted.elements),
        *(("mangler", each) for each in wanted.lacking), ("part", wanted.partner),
        ("rekke", "" if wanted.order == ORDERS[0] else wanted.order),
    ]  # fmt: skip
    query = urlencode([pair for pair in told if pair[1]])
    return f"?{query}" if query else ""


def _ids(answer: Answer) -> dict[str, str]:
    """The documents that clauses and hits lead to, by the documents' identifiers."""
    pairs = [(each.summary.get("identifier", ""), each.stored.id) for each in answer.entries]
    return dict(reversed(pairs))


@router.get(f"{CASE}/bestemmelser")
def clauses_page(
    request: Request, service: Parts, who: Who, form: Form, case_id: Identifier, wanted: Filters,
    side: int = 1,
) -> Response:  # fmt: skip
    """The clauses of a case, narrowed and in order."""
    answer = analyses.clauses(service, who, case_id)
    if not answer.ready:
        return waiting(request, who, answer, "clauses")
    found = clauses.found(answer.result, wanted)
    pages = Pages.of(side, len(found), _SIZE)
    shown = found[pages.offset : pages.offset + _SIZE]
    acts = [(read.document.identifier, read.document.short_title or read.document.title
             or read.document.identifier) for read in answer.result if read.clauses]  # fmt: skip
    return page(
        request, "clauses.html.j2", who, case=answer.case, tab="clauses", wanted=wanted,
        found=[(each, clause_pieces(each)) for each in shown], total=len(found), pages=pages,
        ids=_ids(answer), acts=dict(acts).items(), orders=ORDERS, endings=ENDINGS,
        query=_query(wanted), narrowed=bool(_query(wanted)),
        elements_named=[(name, say(f"slot_{name}", form)) for name in SLOTS],
    )  # fmt: skip


@router.get(f"{CASE}/bestemmelser/fil")
def clauses_file(
    service: Parts, who: Who, form: Form, case_id: Identifier, wanted: Filters,
    ending: Annotated[str, Query(alias="format", pattern="^(csv|json)$")] = "csv",
) -> Response:  # fmt: skip
    """The clauses that the page shows, as a file."""
    reads = result_of(analyses.clauses(service, who, case_id))
    return attachment(clause_file(clauses.found(reads, wanted), ending, form))


@router.get(f"{CASE}/sok")
def search_page(
    request: Request, service: Parts, who: Who, case_id: Identifier,
    q: Annotated[str, Query(max_length=LONGEST)] = "", bare: str = "", side: int = 1,
) -> Response:  # fmt: skip
    """What was found in a search across the case."""
    found = search(service, who, case_id, q, clauses_only=bool(bare))
    if not found.answer.ready:
        return waiting(request, who, found.answer, "search")
    pages = Pages.of(side, len(found.hits), _HITS)
    told = urlencode([pair for pair in (("q", q), ("bare", bare)) if pair[1]])
    return page(
        request, "search.html.j2", who, case=found.answer.case, tab="search", asked=q,
        searched=bool(found.asked), clauses_only=bool(bare), total=len(found.hits), pages=pages,
        hits=by_document(found.hits[pages.offset : pages.offset + _HITS]),
        ids=_ids(found.answer), query=f"?{told}&",
    )  # fmt: skip
