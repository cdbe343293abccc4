"""What every route of the JSON API uses."""

from typing import Annotated, Any

from fastapi import Query

from api.schemas import (
    Problem,
)

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": about}
    for status, about in (
        (400, "Not a request that can be read"),
        (401, "Not logged in"),
        (403, "Not allowed, or a forged request"),
        (404, "There is no such thing"),
        (409, "Not ready: ask again, or follow the events"),
        (412, "Changed since it was read"),
        (413, "Too large"),
        (422, "Wrong input"),
        (429, "Too often: wait as long as `Retry-After` says"),
        (503, "The database is away: ask again after `Retry-After`"),
    )
}
FILES = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                }
            }
        },
    }
}
_OBJECT = {"content": {"application/json": {"schema": {"type": "object"}}}}
ANY: dict[int | str, dict[str, Any]] = {200: {"description": "The result", **_OBJECT}}
FILE: dict[int | str, dict[str, Any]] = {200: {"description": "A file"}}
CASE = "/cases/{case_id}"
Offset = Annotated[int, Query(ge=0, le=10_000_000)]
Limit = Annotated[int, Query(ge=1, le=500)]
