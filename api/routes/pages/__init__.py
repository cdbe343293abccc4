"""The pages: server-rendered, whole without JavaScript."""

from fastapi import APIRouter

from api.routes.pages import cases, comparison, documents, drafts, letters, session

router = APIRouter(include_in_schema=False)
for _part in (session, cases, documents, comparison, drafts, letters):
    router.include_router(_part.router)
