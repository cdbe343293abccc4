"""The JSON API, version 1."""

from fastapi import APIRouter

from api.routes.v1 import cases, comparison, documents, drafts, letters, members, search, tokens
from api.routes.v1.common import PROBLEMS

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)
for _part in (cases, documents, search, comparison, drafts, letters, members, tokens):
    router.include_router(_part.router)
