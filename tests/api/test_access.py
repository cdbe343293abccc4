"""Nobody sees another's case, changes one unasked, or gets in without the printed address."""

import re
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from fastapi.testclient import TestClient
from starlette.routing import BaseRoute, Mount, Route

from api.app import create_app
from api.clock import now
from api.service import Service
from api.services import sessions
from api.settings import Settings
from api.store.tables import Member, Role, Session, User
from tests.api.conftest import TOKEN, Visit, settings

_OPEN = {
    "/healthz", "/readyz", "/start", "/maalform/{form}", "/api/v1/openapi.json", "/logg-inn",
    "/logg-inn/svar", "/utlogget",
}  # fmt: skip
_APP = create_app(Settings(Path("unused")))


def _routes(routes: list[BaseRoute]) -> Iterator[tuple[str, str]]:
    """Method and path of every route, also of those that routers hold."""
    for each in routes:
        if isinstance(each, Route):
            for method in sorted((each.methods or set()) - {"HEAD"}):
                yield method, each.path
        elif not isinstance(each, Mount):
            router: Any = getattr(each, "original_router", each)
            included: Any = getattr(each, "include_context", None)
            prefix = included.prefix if included else ""
            yield from ((method, prefix + path) for method, path in _routes(router.routes))


ROUTES = [each for each in _routes(_APP.routes) if each[1] not in _OPEN]
IN_CASE = [each for each in ROUTES if "{case_id}" in each[1]]
_BODIES = {
    "/api/v1/cases": {"title": "Ny"},
    "/api/v1/cases/{case_id}": {"title": "Ny"},
    "/api/v1/cases/{case_id}/justifications": {"act": "a", "element": "b", "reason": "c"},
    "/api/v1/cases/{case_id}/drafting": {},
    "/api/v1/cases/{case_id}/drafts": {"law": "a", "text": "b"},
}


def _ask(client: TestClient, method: str, path: str, case: str, csrf: str = "") -> int:
    """The status of a request that is right in all but who sends it."""
    filled = path.replace("{case_id}", case).replace("{document_id}", uuid4().hex)
    answer = client.request(
        method, filled, headers={"x-csrf-token": csrf}, json=_BODIES.get(path),
        follow_redirects=False,
    )  # fmt: skip
    return int(answer.status_code)


def _join(service: Service, case: str | None, role: Role = Role.READER) -> str:
    """Another user, perhaps with a role in a case; gives the cookie of a session."""
    with service.database.work() as work:
        user = User(id=uuid4().hex, subject=secrets.token_hex(8), name="En annen")
        work.add(user)
        work.flush()
        if case is not None:
            work.add(Member(case_id=case, user_id=user.id, role=role))
        return sessions.begin(work, user, sessions.AT_HOME)


def _service(visit: Visit) -> Service:
    return visit.client.app.state.service  # type: ignore[attr-defined,no-any-return]


def _as(visit: Visit, cookie: str) -> Visit:
    client = TestClient(visit.client.app, cookies={"regelverk": cookie})
    return Visit(client)


def test_the_route_table_is_read() -> None:
    """The tests below see the routes there are."""
    assert ("GET", "/") in ROUTES
    assert ("DELETE", "/api/v1/cases/{case_id}") in IN_CASE
    assert len(ROUTES) > 40


def test_no_route_answers_without_a_session(local: Visit) -> None:
    """Every route but the open ones says 401 to whoever is not logged in."""
    case = local.case()
    stranger = TestClient(local.client.app)
    answers = {each: _ask(stranger, *each, case) for each in ROUTES}
    assert set(answers.values()) == {401}, answers


def test_no_route_shows_a_case_to_a_stranger(local: Visit) -> None:
    """Another user's case is not there: 404 on every route, whatever is asked."""
    case = local.case()
    stranger = _as(local, _join(_service(local), None))
    csrf = stranger.csrf
    answers = {each: _ask(stranger.client, *each, case, csrf) for each in IN_CASE}
    assert set(answers.values()) == {404}, answers
    assert stranger.client.get("/api/v1/cases").json()["total"] == 0
    assert local.client.get(f"/api/v1/cases/{case}").status_code == 200


def test_a_reader_changes_nothing(local: Visit) -> None:
    """A reader may see, and no change in a case is open to them."""
    case = local.case()
    reader = _as(local, _join(_service(local), case))
    csrf = reader.csrf
    changes = [each for each in IN_CASE if each[0] != "GET"]
    answers = {each: _ask(reader.client, *each, case, csrf) for each in changes}
    assert set(answers.values()) == {403}, answers
    assert reader.client.get(f"/saker/{case}").status_code == 200
    assert local.client.get(f"/api/v1/cases/{case}").json()["revision"] == 1


def test_an_editor_does_not_delete_a_case(local: Visit) -> None:
    """Only the owner deletes; an editor renames."""
    case = local.case()
    editor = _as(local, _join(_service(local), case, Role.EDITOR))
    assert editor.send("DELETE", f"/api/v1/cases/{case}").status_code == 403
    renamed = editor.send("PATCH", f"/api/v1/cases/{case}", json={"title": "Nytt"})
    assert renamed.status_code == 200


def test_no_change_without_our_own_token(local: Visit) -> None:
    """A logged-in browser that another site makes ask for a change is refused (CSRF)."""
    case = local.case()
    changes = [each for each in ROUTES if each[0] != "GET"]
    answers = {each: _ask(local.client, *each, case) for each in changes}
    assert set(answers.values()) == {403}, answers
    foreign = {"origin": "https://example.org"}
    answer = local.send("DELETE", f"/api/v1/cases/{case}", headers=foreign)
    assert answer.status_code == 403


def test_the_start_token_opens_and_then_stays_out_of_the_address(tmp_path: Path) -> None:
    """A wrong token is refused; the right one gives a cookie that scripts and sites cannot use."""
    with TestClient(create_app(settings(tmp_path)), follow_redirects=False) as client:
        for wrong in ("", "feil", TOKEN + "x", "æ"):
            assert client.get("/start", params={"token": wrong}).status_code == 401
        answer = client.get("/start", params={"token": TOKEN})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie


def test_a_session_ends(local: Visit) -> None:
    """An old session opens nothing, and neither does one that was logged out of."""
    service = _service(local)
    with service.database.work() as work:
        for session in work.query(Session):
            session.expires = now() - timedelta(seconds=1)
    assert local.client.get("/").status_code == 401
    local.client.get("/start", params={"token": TOKEN})
    old = local.client.cookies["regelverk"]
    assert local.post("/logg-ut").status_code == 401  # the page it leads to
    assert _as(local, old).client.get("/").status_code == 401


def test_every_answer_carries_the_security_headers(local: Visit) -> None:
    """Pages, data, errors and refusals alike; and no page has a script or style of its own."""
    for path in ("/", "/api/v1/session", "/finnes-ikke", "/healthz", "/static/service.css"):
        headers = local.client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    page = local.client.get("/").text
    assert not re.search(r"<script(?! src)|<style|\son\w+=|\sstyle=", page)


def test_a_foreign_host_name_is_refused(local: Visit) -> None:
    """A page that has made its own name point here (DNS rebinding) gets nothing."""
    answer = local.client.get("/healthz", headers={"host": "example.org"})
    assert answer.status_code == 400


def test_the_language_link_leads_nowhere_else(local: Visit) -> None:
    """No open redirect."""
    for evil in ("https://example.org", "//example.org", "/\\example.org", "javascript:alert(1)"):
        answer = local.client.get("/maalform/nn", params={"til": evil}, follow_redirects=False)
        assert answer.headers["location"] == "/"
