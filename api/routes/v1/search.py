"""Search across a case."""

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query

from api.routes.answers import result_of
from api.routes.v1.common import CASE, Limit, Offset
from api.schemas import HitOut, HitsOut, Identifier
from api.search import LONGEST
from api.services.search import search
from api.web import Form, Parts, Who
from regelverk.writers.view import place

router = APIRouter()


class _Asked(NamedTuple):
    query: str
    clauses_only: bool


def _asked(
    q: Annotated[str, Query(max_length=LONGEST, description="words, and phrases in quotes")] = "",
    clauses_only: bool = False,
) -> _Asked:
    """What is searched for."""
    return _Asked(q, clauses_only)


@router.get(f"{CASE}/search", tags=["documents"])
def search_case(
    service: Parts,
    who: Who,
    form: Form,
    case_id: Identifier,
    wanted: Annotated[_Asked, Depends(_asked)],
    offset: Offset = 0,
    limit: Limit = 25,
) -> HitsOut:
    """Words in any form across the case's documents, ledd by ledd; 409 while they are read."""
    found = search(service, who, case_id, wanted.query, clauses_only=wanted.clauses_only)
    result_of(found.answer)
    items = [
        HitOut(
            document=each.document, title=each.title, address=each.address,
            place=place(each.address, form), text=each.text,
            marks=[(start, end) for start, end in each.marks],
            types=list(each.types),
        )
        for each in found.hits[offset : offset + limit]
    ]  # fmt: skip
    return HitsOut(items=items, total=len(found.hits), offset=offset)
