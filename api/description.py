"""What the service says of its JSON API (OpenAPI), beyond what the framework reads off the code."""

import re
from typing import Any

from fastapi import FastAPI
from starlette.routing import compile_path

from api.web import PROBLEM

_ABOUT = """Compare cooperation clauses in Norwegian acts, draft amendments, and check allocation
letters against each other.

Changes carry either the session's token in `X-CSRF-Token`, or an API token as `Bearer`. Lists come
in pages by `offset` and `limit`. Answers with an `ETag` need not be sent again: ask with
`If-None-Match`. Analyses answer 409 until they are done; follow `…/events`, or ask again.
Errors are problem documents (RFC 9457), in the language form of `Accept-Language` (nb or nn)."""


def described(app: FastAPI) -> None:
    """Let an application describe itself: errors as problem documents, in their own media type."""
    app.description = _ABOUT
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = plain()
            for path in made["paths"].values():
                for operation in path.values():
                    _tell_of_problems(operation["responses"])
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the framework's own way to extend it


def _tell_of_problems(responses: dict[str, Any]) -> None:
    for status, told in responses.items():
        if int(status) >= 400 and "application/json" in told.get("content", {}):
            told["content"] = {PROBLEM: told["content"]["application/json"]}


def methods_of(app: FastAPI, path: str) -> list[str]:
    """The methods that the description tells of at an address (for `Allow`, RFC 9110, 10.2.1)."""
    return sorted(
        {
            method.upper()
            for template, operations in app.openapi()["paths"].items()
            if re.match(compile_path(template)[0], path)
            for method in operations
        }
    )
