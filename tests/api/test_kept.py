"""Kept pages and results: quick, and never anything but what would be made anew."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import jinja2
import pytest
from fastapi.testclient import TestClient

from api import jobs
from api.app import create_app
from api.clock import now
from api.fingerprint import fingerprint
from api.store.tables import Analysis, State
from api.store.upkeep import tidy
from tests.acts import PLAYGROUND, SLEDGING, act_xml
from tests.api.conftest import TOKEN, Visit, logged_in, settings

ACTS = {"lek.xml": act_xml(*PLAYGROUND), "ake.xml": act_xml(*SLEDGING)}


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that were rendered."""
    names: list[str] = []
    render = jinja2.Template.render

    def noted(self: jinja2.Template, *given: Any, **values: Any) -> str:
        names.append(str(self.name))
        return render(self, *given, **values)

    monkeypatch.setattr(jinja2.Template, "render", noted)
    return names


def _case(visit: Visit) -> str:
    case = visit.case(files=ACTS)
    visit.wait(case)
    visit.result(f"/api/v1/cases/{case}/comparison")
    return case


def _service(visit: Visit) -> Any:
    return visit.client.app.state.service  # type: ignore[attr-defined]


def test_a_page_is_made_once(visit: Visit, rendered: list[str]) -> None:
    """The second who asks is given the same page, though with their own form token."""
    case = _case(visit)
    path = f"/saker/{case}/sammenligning"
    first = visit.client.get(path)
    count = len(rendered)
    other = TestClient(visit.client.app)
    other.get("/start", params={"token": TOKEN})
    count_after_login = len(rendered)
    second = other.get(path)
    assert len(rendered) == count_after_login >= count
    assert second.status_code == 200
    mine, theirs = visit.csrf, Visit(other).csrf
    assert mine != theirs
    assert mine in first.text
    assert mine not in second.text
    assert second.text == first.text.replace(mine, theirs)


def test_each_change_is_seen_at_once(visit: Visit) -> None:
    """A new title, a reason, another document: the next page shows it."""
    case = _case(visit)
    path = f"/api/v1/cases/{case}"

    def page(tail: str = "") -> str:
        return str(visit.client.get(f"/saker/{case}{tail}").text)

    page()
    visit.send("PATCH", path, json={"title": "Nye lekelover"})
    assert "Nye lekelover" in page()
    before = page("/sammenligning")
    element = visit.result(f"{path}/comparison")["cells"][0]["element"]
    reason = {"act": PLAYGROUND[0], "element": element, "reason": "Barna er yngre der."}
    assert visit.send("PUT", f"{path}/justifications", json=reason).is_success
    visit.result(f"{path}/comparison")
    assert page("/sammenligning") != before
    visit.upload(case, {"tredje.xml": act_xml("lov/2030-01-01-1", *SLEDGING[1:])})
    visit.wait(case)
    assert "tredje.xml" in page()


def test_languages_and_addresses_are_kept_apart(visit: Visit) -> None:
    """Nynorsk for who asks for it, and another page for another question."""
    case = _case(visit)
    nb = visit.client.get(f"/saker/{case}/sammenligning").text
    nn = visit.client.get(f"/saker/{case}/sammenligning", headers={"accept-language": "nn"}).text
    assert 'lang="nb"' in nb[:60]
    assert 'lang="nn"' in nn[:60]
    one = visit.client.get(f"/saker/{case}/bestemmelser?type=individ").text
    assert one != visit.client.get(f"/saker/{case}/bestemmelser?type=system").text


def test_a_kept_page_is_only_for_whoever_may_see_it(local: Visit) -> None:
    """Nobody without a session, and nothing of a case that is deleted."""
    case = _case(local)
    assert local.client.get(f"/saker/{case}").status_code == 200
    assert TestClient(local.client.app).get(f"/saker/{case}").status_code == 401
    assert local.send("DELETE", f"/api/v1/cases/{case}").status_code == 204
    assert local.client.get(f"/saker/{case}").status_code == 404


def test_nothing_is_kept_beyond_the_bound(tmp_path: Path, rendered: list[str]) -> None:
    """With no memory for pages and results all is made anew, and is the same."""
    with TestClient(create_app(settings(tmp_path, pages=0, results=0))) as client:
        visit = logged_in(client)
        case = _case(visit)
        first = client.get(f"/saker/{case}/sammenligning")
        count = len(rendered)
        assert client.get(f"/saker/{case}/sammenligning").text == first.text
        assert len(rendered) > count


def test_another_program_makes_its_results_anew(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a rule, model or library differs, what was kept is not used, and is deleted in time."""
    case = _case(visit)
    service = _service(visit)
    with service.database.look() as work:
        old = {row.key for row in work.query(Analysis)}
    monkeypatch.setattr(jobs, "fingerprint", lambda: "another")
    assert visit.wait(case)["read"] == 2
    visit.result(f"/api/v1/cases/{case}/comparison")
    with service.database.work() as work:
        rows = list(work.query(Analysis))
        assert len({row.key for row in rows} - old) == 3
        for row in rows:
            if row.key in old:
                row.asked = now() - timedelta(days=31)
    tidy(service.database, service.files, days=30)
    with service.database.look() as work:
        assert not old & {row.key for row in work.query(Analysis)}
    visit.result(f"/api/v1/cases/{case}/comparison")


def test_the_digest_is_of_rules_models_and_code() -> None:
    """It is the same at every start, and is no version number."""
    once = fingerprint()
    fingerprint.cache_clear()
    assert fingerprint() == once
    assert len(once) == 64


def test_what_is_in_use_is_not_tidied_away(visit: Visit) -> None:
    """Asking keeps an analysis; work that waits, and files that documents have, stay."""
    case = _case(visit)
    service = _service(visit)
    with service.database.work() as work:
        for row in work.query(Analysis):
            row.asked = now() - timedelta(days=31)
    visit.client.get(f"/api/v1/cases/{case}/documents")
    visit.client.get(f"/api/v1/cases/{case}/comparison")
    with service.database.work() as work:
        waiting = Analysis(
            case_id=case, key="0" * 64, kind="document", state=State.RUNNING, inputs={},
            lease=now() + timedelta(days=1), asked=now() - timedelta(days=99),
        )  # fmt: skip
        work.add(waiting)
    left = service.files.path("ab" * 32)
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"left over")
    _age(service.settings.data / "files")
    tidy(service.database, service.files, days=30)
    with service.database.look() as work:
        assert work.query(Analysis).count() == 4
    assert not left.exists()
    assert len(list(service.files.older(now()))) == 2


def _age(folder: Path) -> None:
    """Let all files be two days old."""
    then = (now() - timedelta(days=2)).timestamp()
    for each in folder.glob("??/*"):
        os.utime(each, (then, then))
