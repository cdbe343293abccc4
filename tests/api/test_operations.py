"""Figures, log lines and readiness: what those who run the service see, and what they never see."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from api import logs
from api.app import create_app
from api.settings import from_environment
from regelverk import RegelverkError
from tests.acts import PLAYGROUND, act_xml
from tests.api.conftest import Visit, logged_in, settings

SECRET_WORDS = ("Hemmelig sak", "hemmelig-fil", PLAYGROUND[1], "start-her")


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Visit]:
    """A visitor whose service gives its figures to whoever has the token."""
    with TestClient(create_app(settings(tmp_path, metrics="tall"))) as client:
        yield logged_in(client)


def _figures(visit: Visit) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    answer = visit.client.get("/metrics", headers={"authorization": "Bearer tall"})
    assert answer.status_code == 200, answer.text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def _used(visit: Visit) -> str:
    """Something of everything, under names that nobody else should read."""
    act = act_xml(*PLAYGROUND)
    case = visit.case(SECRET_WORDS[0], {f"{SECRET_WORDS[1]}.xml": act, "tom.pdf": b"%PDF-1.7"})
    visit.wait(case)
    for _ in range(2):
        assert visit.client.get(f"/saker/{case}").status_code == 200
    visit.client.get(f"/saker/{'0' * 32}")
    visit.client.get("/finnes/ikke")
    return case


def test_figures_are_by_template_and_kind(watched: Visit) -> None:
    """Requests by route, analyses by kind and outcome, what is stored; never an identifier."""
    before = _figures(watched)
    case = _used(watched)
    after = _figures(watched)
    page = (("method", "GET"), ("route", "/saker/{case_id}"), ("status", "200"))
    asked = ("regelverk_requests_total", page)
    assert after[asked] - before.get(asked, 0) >= 2
    done = ("regelverk_analyses_done_total", (("kind", "document"), ("outcome", "done")))
    assert after[done] - before.get(done, 0) == 1
    assert after["regelverk_analyses", (("state", "done"),)] == 1
    assert after["regelverk_analyses", (("state", "failed"),)] == 1
    assert after["regelverk_stored_files", ()] == 2
    assert after["regelverk_workers", ()] == 2
    routes = {dict(labels)["route"] for name, labels in after if "route" in dict(labels)}
    assert {"/saker/{case_id}", "/api/v1/cases/{case_id}/documents", "-"} <= routes
    assert not [each for each in routes if case in each or "finnes" in each]


def test_figures_are_not_for_everyone(watched: Visit, local: Visit) -> None:
    """A wrong token, none, a logged-in user, or someone beyond this machine: nothing."""
    for given in ({}, {"authorization": "Bearer feil"}, {"authorization": "tall"}):
        assert watched.client.get("/metrics", headers=given).status_code == 401
    assert local.client.get("/metrics").status_code == 401


def test_the_log_tells_who_and_where_never_what(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """JSON lines with identifiers, templates and figures; no title, name, word or token in them."""
    kept = {name: _state(name) for name in ("", "api", "regelverk", "uvicorn.error")}
    logs.begin(as_json=True)
    try:
        with TestClient(create_app(settings(tmp_path))) as client:
            visit = logged_in(client)
            _used(visit)
            answer = client.get("/", headers={"x-request-id": "abcd-1234"})
            forged = client.get("/", headers={"x-request-id": 'x" "level": "x'})
    finally:
        for name, (handlers, level, propagate) in kept.items():
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)
    told = capfd.readouterr().err
    lines = [json.loads(line) for line in told.splitlines()]
    assert answer.headers["x-request-id"] == "abcd-1234"
    assert len(forged.headers["x-request-id"]) == 32
    requests = [each for each in lines if each["event"] == "request"]
    analyses = {each["outcome"] for each in lines if each["event"] == "analysis"}
    pages = [each for each in requests if each["route"] == "/saker/{case_id}"]
    assert [each["user"] != "" for each in pages] == [True, True, True]
    assert any(each["id"] == "abcd-1234" and each["status"] == 200 for each in requests)
    assert analyses == {"done", "failed"}
    assert not [each for each in SECRET_WORDS if each in told]


def _state(name: str) -> tuple[list[logging.Handler], int, bool]:
    logger = logging.getLogger(name)
    return logger.handlers, logger.level, logger.propagate


def test_a_fault_is_logged_by_place_alone() -> None:
    """What an exception says may quote a document, so only its kind and place are told."""
    formatter = logs._Lines(as_json=True)
    try:
        raise ValueError(SECRET_WORDS[0])
    except ValueError as error:
        record = logging.LogRecord(
            "uvicorn.error", logging.ERROR, __file__, 1, "failed", None, (type(error), error, None)
        )
    told = formatter.format(record)
    assert "ValueError at" in told
    assert SECRET_WORDS[0] not in told


@pytest.mark.parametrize("broken", ["database", "files", "room", "workers"])
def test_readiness_names_what_is_missing(
    local: Visit, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """503, and which of the four it is; the process itself lives on."""
    assert local.client.get("/readyz").status_code == 200
    service: Any = local.client.app.state.service  # type: ignore[attr-defined]
    if broken == "database":
        monkeypatch.setattr(type(service.database), "answers", lambda self: False)
    elif broken == "files":
        monkeypatch.setattr(type(service.files), "writable", lambda self: False)
    elif broken == "room":
        monkeypatch.setattr(type(service.files), "room", lambda self: 1)
    else:
        service.jobs.stop_soon()
    answer = local.client.get("/readyz")
    assert answer.status_code == 503
    assert [name for name, right in answer.json().items() if not right] == [broken]
    assert local.client.get("/healthz").status_code == 200


def test_a_slip_of_the_pen_in_a_setting_is_told() -> None:
    """An unknown variable stops the start, with the one that was meant."""
    with pytest.raises(RegelverkError, match=r"REGELVERK_SECUER.*mente du REGELVERK_SECURE"):
        from_environment({"REGELVERK_SECUER": "ja"})


def test_secrets_may_lie_in_files(tmp_path: Path) -> None:
    """As containers are given them; a file that is not there is told by its variable."""
    (tmp_path / "token").write_text("hemmelig\n")
    (tmp_path / "word").write_text("p@ss/ord")
    told = {
        "REGELVERK_TOKEN_FILE": str(tmp_path / "token"),
        "REGELVERK_DATABASE": "postgresql://regelverk@base/regelverk",
        "REGELVERK_DATABASE_PASSWORD_FILE": str(tmp_path / "word"),
    }
    found = from_environment(told)
    assert found.token == "hemmelig"
    assert found.url == "postgresql+psycopg://regelverk:p%40ss%2Ford@base/regelverk"
    with pytest.raises(RegelverkError, match="REGELVERK_TOKEN_FILE"):
        from_environment({"REGELVERK_TOKEN_FILE": str(tmp_path / "none")})
