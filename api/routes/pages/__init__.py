"""The pages: server-rendered, whole without JavaScript."""

from fastapi import APIRouter

from api.routes.pages import (
    account,
    cases,
    clauses,
    comparison,
    documents,
    drafts,
    letters,
    members,
    session,
)

router = APIRouter(include_in_schema=False)
for _part in (session, account, members, cases, documents, clauses, comparison, drafts, letters):
    router.include_router(_part.router)
