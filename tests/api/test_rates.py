"""Limits on how often something is done: right, shared by all processes, and told of plainly."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from api.app import create_app
from api.errors import TooManyError
from api.pace import Limit, Pace
from api.service import Service
from api.services import rates
from api.store.tables import Rate
from tests.acts import PLAYGROUND, SLEDGING, act_xml
from tests.api.conftest import TOKEN, Visit, logged_in, settings

_START = datetime(2026, 1, 5, 12, tzinfo=UTC)
_LIMIT = Limit("test", 20, 60)


@pytest.fixture
def service(tmp_path: Path, database: str) -> Iterator[Service]:
    """A service on either database, without the web."""
    opened = Service.open(settings(tmp_path, database=database, workers=0))
    yield opened
    opened.close()


def _spends(service: Service, times: int, who: str = "a") -> int:
    """How many of so many times were let through."""
    through = 0
    for _ in range(times):
        try:
            rates.spend(service, _LIMIT, who)
            through += 1
        except TooManyError:
            pass
    return through


def test_what_is_over_the_limit_is_refused_until_it_has_aged(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exactly so many in a window; each who asks alone; the wait that is told is long enough."""
    clock = [_START]
    monkeypatch.setattr("api.services.rates.now", lambda: clock[0])
    assert _spends(service, 30) == 20
    assert _spends(service, 30, "b") == 20
    with pytest.raises(TooManyError) as refused:
        rates.spend(service, _LIMIT, "a")
    wait = int(str(refused.value.values["seconds"]))
    clock[0] += timedelta(seconds=wait - 2)
    assert _spends(service, 1) == 0
    clock[0] += timedelta(seconds=3)
    assert _spends(service, 1) == 1
    clock[0] += timedelta(hours=1)
    assert _spends(service, 30) == 20
    with service.database.look() as work:
        assert work.scalar(select(func.count()).select_from(Rate)) == 1, "old counts are forgotten"


def test_no_count_is_lost_between_those_who_count(service: Service, tmp_path: Path) -> None:
    """Two processes' worth of threads on one database let through exactly what the limit says."""
    other = Service.open(service.settings)
    try:
        with ThreadPoolExecutor(8) as pool:
            through = pool.map(lambda number: _spends((service, other)[number % 2], 8), range(8))
            assert sum(through) == 20
    finally:
        other.close()


@given(st.integers(0, 50), st.integers(0, 50), st.floats(0, 59.9))
def test_the_wait_is_just_long_enough(before: int, count: int, past: float) -> None:
    """After the wait, and not long before, the count is within the limit."""
    wait = _LIMIT.wait(before, count, past)
    assert 0 <= wait <= 2 * 60
    if wait:
        later = past + wait + 0.01
        one = later < 60
        aged = (before, count, later) if one else (count, 0, later - 60)
        assert _LIMIT.wait(*aged) == 0.0
        assert before * (1 - past / 60) + count > 20


def test_the_pace_of_each_is_bounded_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """One who asks too fast stops nobody else; 0 is no limit."""
    clock = [600.0]
    monkeypatch.setattr("api.pace.time.monotonic", lambda: clock[0])
    pace = Pace(10)
    for _ in range(10):
        pace.spend("a")
    with pytest.raises(TooManyError):
        pace.spend("a")
    pace.spend("b")
    clock[0] += 125
    pace.spend("a")
    free = Pace(0)
    for _ in range(1000):
        free.spend("a")


def test_wrong_start_tokens_are_stopped_and_the_right_one_waits(tmp_path: Path) -> None:
    """Guessing ends after twenty tries from one address; the answer says how long."""
    with TestClient(create_app(settings(tmp_path, workers=0))) as client:
        tried = [client.get("/start", params={"token": f"x{n}"}).status_code for n in range(25)]
        assert tried == [401] * 20 + [429] * 5
        answer = client.get("/start", params={"token": TOKEN})
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 600
        assert "for mange" in answer.text


def test_wrong_api_tokens_are_stopped_as_a_problem(tmp_path: Path) -> None:
    """A problem document (RFC 9457) with Retry-After; who has a right token goes on."""
    with TestClient(create_app(settings(tmp_path, workers=0))) as client:
        visit = logged_in(client)
        key = visit.send("POST", "/api/v1/tokens", json={"name": "A"}).json()["key"]
        program = TestClient(client.app)
        wrong = {"authorization": "Bearer rgv_feil"}
        answers = [program.get("/api/v1/session", headers=wrong) for _ in range(22)]
        assert [each.status_code for each in answers] == [401] * 20 + [429] * 2
        told = answers[-1]
        assert told.headers["content-type"] == "application/problem+json"
        assert told.json()["type"] == "urn:regelverk:problem:too-many"
        assert int(told.headers["retry-after"]) > 0
        right = {"authorization": f"Bearer {key}"}
        assert program.get("/api/v1/session", headers=right).status_code == 200


def test_a_browser_that_asks_too_fast_is_slowed(tmp_path: Path) -> None:
    """The general limit counts each session; another session of the same user goes on."""
    with TestClient(create_app(settings(tmp_path, workers=0, rate=30))) as client:
        visit = logged_in(client)
        answers = [client.get("/api/v1/session").status_code for _ in range(40)]
        assert answers.count(429) >= 5
        assert answers[0] == 200
        other = logged_in(TestClient(client.app))
        assert other.client.get("/api/v1/session").status_code == 200
        assert visit.client.get("/healthz").status_code == 200


def test_uploads_are_bounded_for_each_user(tmp_path: Path, database: str) -> None:
    """Documents are counted, not requests; nothing of a refused upload is kept."""
    told = settings(tmp_path, database=database, workers=0, uploads=5)
    with TestClient(create_app(told)) as client:
        visit = logged_in(client)
        case = visit.case()
        for number, status in ((0, 201), (1, 201), (2, 429)):
            files = {f"{number}-{each}.txt": f"{number} {each}".encode() for each in range(2)}
            assert visit.upload(case, files).status_code == status
        assert len(client.get(f"/api/v1/cases/{case}/documents").json()) == 4


def test_new_analyses_are_bounded_for_each_user(tmp_path: Path) -> None:
    """Asking for ever new comparisons ends; what was made before is still there."""
    with TestClient(create_app(settings(tmp_path, uploads=3))) as client:
        visit = logged_in(client)
        case = visit.case(
            files={f"{each[2]}.xml": act_xml(*each) for each in (PLAYGROUND, SLEDGING)}
        )
        visit.wait(case)
        path = f"/api/v1/cases/{case}/comparison"
        kinds = ["individ", "system", "samordning", "plan"]
        answers = [client.get(path, params={"type": each}).status_code for each in kinds]
        assert answers == [409, 409, 409, 429]
        assert visit.result(f"{path}?type=individ")


def _seen(client: TestClient, forwarded: str) -> str:
    """Which address a wrong start token is counted for: it is stopped when that is spent."""
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    answer = client.get("/start", params={"token": "x"}, headers=headers)
    return "stopped" if answer.status_code == 429 else "counted"


def test_only_our_own_proxies_tell_whom_a_request_comes_from(tmp_path: Path) -> None:
    """Whoever writes the header themselves gains nothing by it, and harms nobody."""
    direct = create_app(settings(tmp_path / "a", workers=0))
    with TestClient(direct, client=("203.0.113.9", 1)) as client:
        for number in range(20):
            assert _seen(client, f"198.51.100.{number}") == "counted"
        assert _seen(client, "198.51.100.77") == "stopped"
    told = settings(tmp_path / "b", workers=0, proxies=(ip_network("10.0.0.0/8"),))
    with TestClient(create_app(told), client=("10.0.0.2", 1)) as client:
        for number in range(20):
            assert _seen(client, f"192.0.2.{number}, 198.51.100.1, 10.0.0.3") == "counted"
        assert _seen(client, "192.0.2.99, 198.51.100.1") == "stopped"
        assert _seen(client, "198.51.100.2") == "counted"
        for number in range(19):
            assert _seen(client, f"2001:db8::{number:x}") == "counted"
        assert _seen(client, "2001:db8::ffff:1") == "counted"
        assert _seen(client, "2001:db8::ffff:2") == "stopped", "one net of IPv6 is one client"
        for odd in ("tull", "1.2.3.4, tull", ",,,", ""):
            assert _seen(client, odd) == "counted"


def test_fifty_users_in_normal_use_meet_no_limit(tmp_path: Path) -> None:
    """Fifty who come from one address, log in and look around, are none of them stopped."""
    with TestClient(create_app(settings(tmp_path, workers=0))) as client:
        for _ in range(50):
            visit = logged_in(TestClient(client.app))
            for path in ("/", "/konto", "/api/v1/cases") * 3:
                assert visit.client.get(path).status_code == 200


def test_a_limit_is_told_of_in_nynorsk_too(local: Visit) -> None:
    """The page is in the form that the browser asks for."""
    told = [
        local.client.get("/start", params={"token": "x"}, headers={"accept-language": "nn"}).text
        for _ in range(21)
    ]
    assert "for mange førespurnader" in told[-1]
