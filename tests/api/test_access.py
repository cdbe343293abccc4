"""Nobody sees another's case, or does in it what their role does not cover.

Every route of the service is tried, as the route table names them, by whoever may ask.
"""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from api.app import create_app
from api.clock import now
from api.service import Service
from api.services import sessions, tokens
from api.services.access import Visitor, visitor
from api.store.tables import Analysis, Member, Role, Session, State, User
from regelverk.errors import EmptyFileError
from tests.api.conftest import TOKEN, Visit, logged_in, settings
from tests.api.routes import IN_CASE, ROUTES, Place

_CLOSED = {401, 403, 404}
_DESTROYS = re.compile("slett|fjern|medlemmer|members")


def service_of(visit: Visit) -> Service:
    """The service behind a browser."""
    return visit.client.app.state.service  # type: ignore[attr-defined,no-any-return]


class World:
    """A service with a case, its owner, and others who may or may not know of it."""

    def __init__(self, local: Visit) -> None:
        self.local = local
        self.service = service_of(local)
        self.other = self.user()
        self.ids = self.case()

    def user(self) -> Visitor:
        """Someone who has logged in."""
        with self.service.database.work() as work:
            found = User(id=uuid4().hex, subject=uuid4().hex, name="En annen")
            work.add(found)
        return Visitor(found.id, found.name)

    def browser(self, who: Visitor) -> Visit:
        """The browser of a user."""
        with self.service.database.work() as work:
            cookie = sessions.begin(work, work.get_one(User, who.user_id), sessions.AT_HOME)
        return Visit(TestClient(self.local.client.app, cookies={"regelverk": cookie}))

    def case(self) -> dict[str, str]:
        """A case of the owner's with a document that was refused, and a reader; gives its parts."""
        case = self.local.case(files={"tom.txt": b"x"})
        problem = self.service.seal.close(EmptyFileError(source="tom.txt"))
        with self.service.database.work() as work:
            done = {"state": State.FAILED, "problem": problem}
            work.execute(update(Analysis).where(Analysis.case_id == case).values(done))
            work.add(Member(case_id=case, user_id=self.other.user_id, role=Role.READER))
        document = self.local.client.get(f"/api/v1/cases/{case}/documents").json()[0]["id"]
        return {"case_id": case, "document_id": document, "member_id": self.other.user_id,
                "token_id": uuid4().hex}  # fmt: skip

    def join(self, who: Visitor, case: str, role: Role) -> None:
        """Make someone a member of a case."""
        with self.service.database.work() as work:
            work.merge(Member(case_id=case, user_id=who.user_id, role=role))

    def key(self, who: Visitor, role: Role, case: str = "") -> str:
        """An API token of a user."""
        return tokens.make(self.service, who, "Prøve", role, 1, case)[1]


@pytest.fixture
def world(tmp_path: Path, database: str) -> Iterator[World]:
    """A service on either database."""
    told = settings(tmp_path / "data", database=database, workers=0, rate=0)
    with TestClient(create_app(told)) as client:
        yield World(logged_in(client))


def test_the_route_table_is_read() -> None:
    """The tests below see the routes there are."""
    told = {(each.method, each.path) for each in ROUTES}
    assert ("GET", "/") in told
    assert ("DELETE", "/api/v1/cases/{case_id}") in told
    assert len(IN_CASE) > 60


def test_no_route_answers_without_a_session(world: World) -> None:
    """Every route but the open ones says 401 to whoever is not logged in, whatever they show."""
    for headers in ({}, {"authorization": "Bearer rgv_feil"}, {"authorization": "Basic YTpi"}):
        answers = {
            each: each.ask(TestClient(world.local.client.app), world.ids, **headers).status_code
            for each in ROUTES
        }
        wrong = {each: told for each, told in answers.items() if told not in (401, 429)}
        assert not wrong


def test_no_route_shows_a_case_to_a_stranger(world: World) -> None:
    """Another user's case is not there: 404 on every route, whatever is asked."""
    stranger = world.browser(world.user())
    csrf = {"x-csrf-token": stranger.csrf}
    answers = {each: each.ask(stranger.client, world.ids, **csrf).status_code for each in IN_CASE}
    assert not {each: told for each, told in answers.items() if told != 404}
    assert stranger.client.get("/api/v1/cases").json()["total"] == 0
    assert world.local.client.get(f"/api/v1/cases/{world.ids['case_id']}").status_code == 200


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_it_may(role: Role, world: World) -> None:
    """Readers see, editors change, owners decide: on every route, no more and no less."""
    who = world.user()
    browser = world.browser(who)
    world.join(who, world.ids["case_id"], role)
    csrf = {"x-csrf-token": browser.csrf}

    def ask(place: Place, ids: dict[str, str]) -> int:
        world.join(who, ids["case_id"], role)
        return int(place.ask(browser.client, ids, **csrf).status_code)

    assert not _wrong(world, IN_CASE, role, ask)


def _wrong(
    world: World, places: list[Place], role: Role, ask: Callable[[Place, dict[str, str]], int]
) -> dict[Place, int]:
    """The routes that answer otherwise than someone with this role should hear."""
    found = {}
    for place in places:
        allowed = role.covers(place.needs)
        destroys = place.method == "DELETE" or place.uploads or _DESTROYS.search(place.path)
        fresh = allowed and place.method != "GET" and destroys
        status = ask(place, world.case() if fresh else world.ids)
        if (status in _CLOSED or status >= 500) if allowed else status != 403:
            found[place] = status
    return found


@pytest.mark.parametrize("role", Role)
def test_a_token_may_no_more_than_it_was_made_for(role: Role, world: World) -> None:
    """An owner's token does what its scope covers, and needs no form's token for it."""
    who = world.user()
    bearer = {"authorization": f"Bearer {world.key(who, role)}"}
    program = TestClient(world.local.client.app)

    def ask(place: Place, ids: dict[str, str]) -> int:
        world.join(who, ids["case_id"], Role.OWNER)
        return int(place.ask(program, ids, **bearer).status_code)

    assert not _wrong(world, [each for each in IN_CASE if each.api], role, ask)
    made = program.post("/api/v1/cases", json={"title": "Ny"}, headers=bearer).status_code
    assert made == (201 if role.covers(Role.EDITOR) else 403)
    pages = [each for each in ROUTES if not each.api]
    answers = {each: each.ask(program, world.ids, **bearer).status_code for each in pages}
    assert set(answers.values()) <= {401, 429}, answers


def test_a_token_may_no_more_than_its_user(world: World) -> None:
    """A reader's token changes nothing, whatever its scope."""
    who = world.user()
    bearer = {"authorization": f"Bearer {world.key(who, Role.OWNER)}"}
    program = TestClient(world.local.client.app)

    def ask(place: Place, ids: dict[str, str]) -> int:
        world.join(who, ids["case_id"], Role.READER)
        return int(place.ask(program, ids, **bearer).status_code)

    assert not _wrong(world, [each for each in IN_CASE if each.api], Role.READER, ask)


def test_a_token_of_one_case_opens_no_other(world: World) -> None:
    """All other cases are not there, no new ones are made, and no tokens."""
    who = world.user()
    mine, other = world.ids, world.case()
    for each in (mine, other):
        world.join(who, each["case_id"], Role.OWNER)
    bearer = {"authorization": f"Bearer {world.key(who, Role.OWNER, mine['case_id'])}"}
    program = TestClient(world.local.client.app)
    api = [each for each in IN_CASE if each.api]
    answers = {each: each.ask(program, other, **bearer).status_code for each in api}
    assert not {each: told for each, told in answers.items() if told != 404}
    listed = program.get("/api/v1/cases", headers=bearer).json()
    assert [each["id"] for each in listed["items"]] == [mine["case_id"]]
    assert listed["total"] == 1
    rest = [each for each in ROUTES if each.api and not each.in_case]
    answers = {each: each.ask(program, mine, **bearer).status_code for each in rest}
    closed = {each.path for each, told in answers.items() if told == 403}
    assert closed == {
        "/api/v1/cases", "/api/v1/imports", "/api/v1/tokens", "/api/v1/tokens/{token_id}"
    }  # fmt: skip


def test_a_token_that_is_withdrawn_or_over_opens_nothing(world: World) -> None:
    """Expired and withdrawn tokens are as good as none."""
    who = world.user()
    token, key = tokens.make(world.service, who, "Prøve", Role.READER, 1)
    bearer = {"authorization": f"Bearer {key}"}
    program = TestClient(world.local.client.app)
    assert program.get("/api/v1/session", headers=bearer).status_code == 200
    with world.service.database.work() as work:
        work.merge(token).expires = now() - timedelta(seconds=1)
    assert program.get("/api/v1/session", headers=bearer).status_code == 401
    token, key = tokens.make(world.service, who, "Prøve", Role.READER, 1)
    tokens.withdraw(world.service, who, token.id)
    bearer = {"authorization": f"Bearer {key}"}
    answer = program.get("/api/v1/session", headers=bearer)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def _ask(client: TestClient, place: Place, case: str) -> int:
    ids = {"case_id": case, **dict.fromkeys(("document_id", "member_id", "token_id"), "0" * 32)}
    return int(place.ask(client, ids).status_code)


def test_no_change_without_our_own_token(local: Visit) -> None:
    """A logged-in browser that another site makes ask for a change is refused (CSRF)."""
    case = local.case()
    changes = [each for each in ROUTES if each.method != "GET"]
    answers = {each: _ask(local.client, each, case) for each in changes}
    assert not {each: told for each, told in answers.items() if told != 403}
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
    service = service_of(local)
    with service.database.work() as work:
        for session in work.query(Session):
            session.expires = now() - timedelta(seconds=1)
    assert local.client.get("/").status_code == 401
    local.client.get("/start", params={"token": TOKEN})
    old = local.client.cookies["regelverk"]
    assert local.post("/logg-ut").status_code == 200
    stranger = TestClient(local.client.app, cookies={"regelverk": old})
    assert stranger.get("/").status_code == 401


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


def test_those_who_come_first_come_in_together(tmp_path: Path, database: str) -> None:
    """Several first logins at once, in two processes, are one and the same user."""
    told = settings(tmp_path, database=database, workers=0)
    services = [Service.open(told) for _ in range(2)]
    try:
        with ThreadPoolExecutor(8) as pool:
            cookies = pool.map(lambda n: sessions.log_in(services[n % 2], TOKEN), range(16))
            users = {visitor(services[0], each).user_id for each in cookies}
        assert len(users) == 1
    finally:
        for each in services:
            each.close()
