"""The route table: every address of the service, a request that fits it, and who may make it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.routing import APIRoute
from httpx import Response
from starlette.routing import BaseRoute, Mount, Route

from api.app import create_app
from api.settings import Settings
from api.store.tables import Role

OPEN = {
    "/healthz", "/readyz", "/start", "/maalform/{form}", "/api/v1/openapi.json", "/logg-inn",
    "/logg-inn/svar", "/utlogget",
}  # fmt: skip
_OTHERWISE = {"/metrics"}  # for machines, with a token of their own
_READ_ONLY_POSTS = {"/api/v1/cases/{case_id}/drafts/check"}
_FOR_OWNERS = {
    ("DELETE", "/api/v1/cases/{case_id}"),
    ("GET", "/saker/{case_id}/slett"),
    ("POST", "/saker/{case_id}/slett"),
    ("POST", "/api/v1/cases/{case_id}/members"),
    ("PATCH", "/api/v1/cases/{case_id}/members/{member_id}"),
    ("DELETE", "/api/v1/cases/{case_id}/members/{member_id}"),
    ("GET", "/api/v1/cases/{case_id}/log"),
    ("POST", "/saker/{case_id}/medlemmer"),
    ("POST", "/saker/{case_id}/medlemmer/{member_id}/rolle"),
    ("POST", "/saker/{case_id}/medlemmer/{member_id}/fjern"),
    ("GET", "/saker/{case_id}/logg"),
}
_FORM = {
    "title": "Ny", "role": "reader", "user": "ola@example.no", "name": "Ny", "days": "30",
    "act": "a", "element": "b", "reason": "c", "law": "a", "heading": "b", "text": "c",
    "anyway": "1", "model": "standard", "approach": "sector", "case": "",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Place:
    """One method of one route."""

    method: str
    path: str
    route: Any

    def __repr__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def api(self) -> bool:
        """Whether it belongs to the JSON API."""
        return self.path.startswith("/api/")

    @property
    def uploads(self) -> bool:
        """Whether it takes files."""
        return self.method == "POST" and self.path.endswith(
            ("/documents", "/dokumenter", "/import", "/imports")
        )

    @property
    def in_case(self) -> bool:
        """Whether it is about one case."""
        return "{case_id}" in self.path

    @property
    def needs(self) -> Role:
        """What someone must be to use it: readers read, editors change, and some is for owners.

        A new route that asks for less is to be found by the tests; one that asks for more is to
        be written in here.
        """
        if (self.method, self.path) in _FOR_OWNERS:
            return Role.OWNER
        reads = self.method == "GET" or self.path in _READ_ONLY_POSTS
        return Role.READER if reads else Role.EDITOR

    def ask(self, client: Any, ids: dict[str, str], **headers: str) -> Response:
        """Make a request that is right in all but who sends it."""
        path = self.path
        for name, value in ids.items():
            path = path.replace(f"{{{name}}}", value)
        assert "{" not in path, path
        options: dict[str, Any] = {"params": self._query()}
        if self.method != "GET":
            body = self._body()
            options |= {"json": body} if body is not None else {"data": self._form(headers)}
        if self.uploads:
            options["files"] = [("files", ("ny.txt", b"Samarbeid"))]
        answer: Response = client.request(
            self.method, path, headers=headers, follow_redirects=False, **options
        )
        return answer

    def _query(self) -> dict[str, Any]:
        wanted = self.route.dependant.query_params if isinstance(self.route, APIRoute) else []
        required = {each.alias: "a" for each in wanted if each.field_info.is_required()}
        return {"q": "samarbeid", **required}

    def _body(self) -> Any:
        """The least that the route's model takes; None where it takes a form or nothing."""
        wanted = getattr(self.route, "body_field", None)
        if wanted is None:
            return None
        schema = wanted.field_info.annotation.model_json_schema()
        return _example(schema, schema.get("$defs", {}))

    def _form(self, headers: dict[str, str]) -> dict[str, str]:
        return {} if self.api else {**_FORM, "csrf": headers.get("x-csrf-token", "")}


def _example(schema: dict[str, Any], known: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _example(known[schema["$ref"].rpartition("/")[2]], known)
    if "enum" in schema:
        return schema["enum"][-1]
    if schema.get("type") == "object":
        wanted = schema.get("required", ())
        return {name: _example(schema["properties"][name], known) for name in wanted}
    return {"string": "a", "integer": 1, "array": [], "boolean": False}[schema["type"]]


def _places(routes: list[BaseRoute], prefix: str = "") -> Iterator[Place]:
    """Every route, also of those that routers hold."""
    for each in routes:
        if isinstance(each, Route):
            for method in sorted((each.methods or set()) - {"HEAD"}):
                yield Place(method, prefix + each.path, each)
        elif not isinstance(each, Mount):
            router: Any = getattr(each, "original_router", each)
            included: Any = getattr(each, "include_context", None)
            yield from _places(router.routes, prefix + (included.prefix if included else ""))


_APP = create_app(Settings(Path("unused")))
ROUTES = [
    each for each in _places(_APP.routes) if each.path not in OPEN and each.path not in _OTHERWISE
]
IN_CASE = [each for each in ROUTES if each.in_case]
