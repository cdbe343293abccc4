"""Members of a case, their invitations, API tokens and the log, as users and programs meet them."""

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from api.app import create_app
from api.errors import LastOwnerError
from api.service import Service
from api.services import members
from api.services.access import Visitor
from api.settings import OpenId
from api.store.tables import Role, Token
from api.texts import texts
from tests.api.conftest import Visit, settings
from tests.api.provider import CLIENT, SECRET, Provider, providing
from tests.api.test_login import log_in

_SERVICES = Path(__file__).parents[2] / "api" / "services"


@pytest.fixture
def provider() -> Iterator[Provider]:
    """An identity provider."""
    with providing() as running:
        yield running


@pytest.fixture
def kari(tmp_path: Path, provider: Provider, database: str) -> Iterator[Visit]:
    """Kari, who has logged in at a service on either database."""
    told = settings(
        tmp_path, openid=OpenId(provider.address, CLIENT, SECRET), token="", database=database,
        workers=0,
    )  # fmt: skip
    with TestClient(create_app(told), follow_redirects=False) as client:
        yield _enter(client, provider, "kari")


def _enter(client: TestClient, provider: Provider, name: str, **changed: Any) -> Visit:
    """Log someone in; their address is their name at example.no."""
    provider.user = {
        "sub": name, "name": name.title(), "email": f"{name}@example.no", "email_verified": True,
        **changed,
    }  # fmt: skip
    assert log_in(client).status_code == 303
    return Visit(client)


def _another(kari: Visit, provider: Provider, name: str, **changed: Any) -> Visit:
    return _enter(TestClient(kari.client.app, follow_redirects=False), provider, name, **changed)


def _service(visit: Visit) -> Service:
    return visit.client.app.state.service  # type: ignore[attr-defined,no-any-return]


def _people(visit: Visit, case: str) -> dict[str, dict[str, Any]]:
    """The members of a case by address."""
    told = visit.client.get(f"/api/v1/cases/{case}/members").json()
    return {each["email"]: each for each in told}


def _add(visit: Visit, case: str, user: str, role: str = "reader") -> Any:
    return visit.send("POST", f"/api/v1/cases/{case}/members", json={"user": user, "role": role})


def test_someone_who_has_logged_in_becomes_a_member_at_once(
    kari: Visit, provider: Provider
) -> None:
    """By address in any case of letters, or by what the provider calls them."""
    ola, eva = (_another(kari, provider, name) for name in ("ola", "eva"))
    case = kari.case()
    assert ola.client.get(f"/saker/{case}").status_code == 404
    made = _add(kari, case, " OLA@example.no ", "editor")
    assert made.status_code == 201
    assert (made.json()["name"], made.json()["invited"]) == ("Ola", False)
    assert ola.send("PATCH", f"/api/v1/cases/{case}", json={"title": "Ny"}).status_code == 200
    assert _add(kari, case, "eva").json()["email"] == "eva@example.no"
    assert eva.client.get(f"/saker/{case}").status_code == 200
    assert _add(kari, case, "ukjent").status_code == 422


def test_an_invitation_is_taken_up_by_whoever_has_the_address(
    kari: Visit, provider: Provider
) -> None:
    """Only someone whom the provider vouches for gets what the address was invited to, and once."""
    case = kari.case()
    assert _add(kari, case, "Ola@Example.no", "editor").json()["invited"] is True
    assert _people(kari, case)["ola@example.no"]["invited"] is True
    liar = _another(kari, provider, "liar", email="ola@example.no", email_verified=False)
    assert liar.client.get(f"/saker/{case}").status_code == 404
    ola = _another(kari, provider, "ola")
    assert ola.client.get(f"/saker/{case}").status_code == 200
    assert _people(kari, case)["ola@example.no"] | {"id": ""} == {
        "id": "", "name": "Ola", "email": "ola@example.no", "role": "editor", "invited": False
    }  # fmt: skip


def test_an_address_that_passes_to_another_takes_no_case_along(
    kari: Visit, provider: Provider
) -> None:
    """Cases follow the user, not the address; the address finds whoever has it now."""
    _another(kari, provider, "ola")
    new = _another(kari, provider, "ny-ola", email="ola@example.no")
    case = kari.case()
    _add(kari, case, "ola@example.no")
    assert new.client.get(f"/saker/{case}").status_code == 200
    assert len(_people(kari, case)) == 2


def test_roles_are_changed_and_members_leave(kari: Visit, provider: Provider) -> None:
    """An owner changes roles and takes people out; a member may leave, and take nobody along."""
    ola = _another(kari, provider, "ola")
    case = kari.case()
    person = _add(kari, case, "ola@example.no").json()["id"]
    path = f"/api/v1/cases/{case}/members/{person}"
    assert kari.send("PATCH", path, json={"role": "editor"}).json()["role"] == "editor"
    assert ola.send("PATCH", path, json={"role": "owner"}).status_code == 403
    me = _people(kari, case)["kari@example.no"]["id"]
    assert ola.send("DELETE", f"/api/v1/cases/{case}/members/{me}").status_code == 403
    assert ola.send("DELETE", path).status_code == 204
    assert ola.client.get(f"/saker/{case}").status_code == 404
    assert kari.send("DELETE", path).status_code == 404
    invited = _add(kari, case, "eva@example.no").json()["id"]
    assert kari.send("DELETE", f"/api/v1/cases/{case}/members/{invited}").status_code == 204
    eva = _another(kari, provider, "eva")
    assert eva.client.get(f"/saker/{case}").status_code == 404


def test_a_case_always_has_an_owner(kari: Visit, provider: Provider) -> None:
    """The last owner neither leaves nor steps down, by whatever way."""
    _another(kari, provider, "ola")
    case = kari.case()
    me = _people(kari, case)["kari@example.no"]["id"]
    path = f"/api/v1/cases/{case}/members/{me}"
    for answer in (
        kari.send("DELETE", path),
        kari.send("PATCH", path, json={"role": "reader"}),
        _add(kari, case, "kari@example.no", "editor"),
        kari.post(f"/saker/{case}/medlemmer/{me}/fjern"),
    ):
        assert answer.status_code == 409, answer.text
        assert "minst én eier" in answer.text
    _add(kari, case, "ola@example.no", "owner")
    assert kari.send("DELETE", path).status_code == 204


def test_two_owners_cannot_leave_at_the_same_time(kari: Visit, provider: Provider) -> None:
    """Whoever comes last stays, also when both ask at once."""
    _another(kari, provider, "ola")
    for _ in range(5):
        case = kari.case()
        _add(kari, case, "ola@example.no", "owner")
        owners = [each["id"] for each in _people(kari, case).values()]
        with ThreadPoolExecutor(2) as pool:
            leaving = partial(_leave, _service(kari), case, threading.Barrier(2))
            assert sorted(pool.map(leaving, owners)) == [False, True]


def _leave(service: Service, case: str, ready: threading.Barrier, owner: str) -> bool:
    ready.wait()
    try:
        members.remove(service, Visitor(owner, ""), case, owner)
    except LastOwnerError:
        return False
    return True


def test_the_pages_show_only_what_the_reader_may(kari: Visit, provider: Provider) -> None:
    """A reader sees no form that would be refused; an owner sees the log in words."""
    ola = _another(kari, provider, "ola")
    case = kari.case()
    kari.post(f"/saker/{case}/medlemmer", user="ola@example.no", role="reader")
    page = kari.client.get(f"/saker/{case}/medlemmer").text
    assert f'action="/saker/{case}/medlemmer"' in page
    assert f"/saker/{case}/logg" in page
    seen = ola.client.get(f"/saker/{case}/medlemmer").text
    assert f'action="/saker/{case}/medlemmer"' not in seen
    assert "/rolle" not in seen
    assert f"/saker/{case}/logg" not in seen
    assert "Forlat saken" in seen
    for path in ("", "/innstillinger", "/medlemmer"):
        forms = re.findall(
            r'method="post"[^>]*action="([^"]+)', ola.client.get(f"/saker/{case}{path}").text
        )
        assert set(forms) <= {"/logg-ut", _own_leave(ola, case)}, forms


def _own_leave(visit: Visit, case: str) -> str:
    me = _people(visit, case)["ola@example.no"]["id"]
    return f"/saker/{case}/medlemmer/{me}/fjern"


def test_the_log_tells_who_did_what(kari: Visit, provider: Provider) -> None:
    """In both forms of Norwegian, in pages, for owners only; and nothing of what is in the case."""
    ola = _another(kari, provider, "ola")
    case = kari.case("Hemmelig tittel", {"hemmelig.txt": b"Hemmelig innhold"})
    _add(kari, case, "ola@example.no", "editor")
    ola.send("PATCH", f"/api/v1/cases/{case}", json={"title": "Ny"})
    path = f"/api/v1/cases/{case}/log"
    told = kari.client.get(path).json()
    assert [(each["name"], each["told"]) for each in told["items"]] == [
        ("Ola", "Ga saken nytt navn"),
        ("Kari", "Gjorde Ola til redaktør"),
        ("Kari", "Lastet opp et dokument"),
        ("Kari", "Opprettet saken"),
    ]
    nynorsk = kari.client.get(path, headers={"accept-language": "nn"}).json()
    assert nynorsk["items"][0]["told"] == "Gav saka nytt namn"
    assert "emmelig" not in kari.client.get(path).text
    second = kari.client.get(path, params={"offset": 1, "limit": 1}).json()
    assert (second["total"], [each["told"] for each in second["items"]]) == (
        4, ["Gjorde Ola til redaktør"]
    )  # fmt: skip
    page = kari.client.get(f"/saker/{case}/logg").text
    assert "Gjorde Ola til redaktør" in page
    assert ola.client.get(f"/saker/{case}/logg").status_code == 403


def test_the_log_keeps_what_it_has(kari: Visit) -> None:
    """The database itself refuses changes; the rows of a deleted case stay."""
    case = kari.case()
    kari.send("DELETE", f"/api/v1/cases/{case}")
    engine = _service(kari).database.engine
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT action FROM log WHERE case_id = :id"), {"id": case})
        assert [each[0] for each in rows] == ["case-made", "case-deleted"]
    for statement in ("UPDATE log SET user_id = 'x'", "DELETE FROM log"):
        with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
            connection.execute(text(statement))


def test_every_action_that_is_noted_has_words() -> None:
    """No action reaches the log page as a code."""
    told = "".join(each.read_text(encoding="utf-8") for each in _SERVICES.glob("*.py"))
    calls = re.findall(r"\brecord\((.*?)\)", told, re.DOTALL)
    actions = {each for call in calls for each in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', call)}
    actions |= {f"{kind}-{role.value}" for kind in ("member", "invited") for role in Role}
    assert len(actions) > 20
    missing = {each for each in actions if f"did_{each.replace('-', '_')}" not in texts()}
    assert not missing


def test_a_token_is_made_shown_once_and_withdrawn(kari: Visit) -> None:
    """On the page and by the API: the key is in one answer, and only its hash is kept."""
    case = kari.case()
    page = kari.post("/konto/nokler", name="Nattjobb", role="editor", days="30", case=case)
    key = re.search(r"<code>(rgv_[\w-]{43})</code>", page.text)
    assert key is not None
    assert key[1] not in kari.client.get("/konto").text
    assert "Nattjobb" in kari.client.get("/konto").text
    program = TestClient(kari.client.app, headers={"authorization": f"Bearer {key[1]}"})
    assert program.patch(f"/api/v1/cases/{case}", json={"title": "Ny"}).status_code == 200
    listed = kari.client.get("/api/v1/tokens").json()[0]
    assert listed["used"] is not None
    assert (listed["name"], listed["role"], listed["case"]) == ("Nattjobb", "editor", case)
    with _service(kari).database.look() as work:
        kept = work.get_one(Token, listed["id"])
        assert key[1] not in repr(vars(kept))
    log = kari.client.get(f"/api/v1/cases/{case}/log").json()["items"]
    assert (log[0]["action"], log[0]["token"]) == ("case-renamed", listed["id"])
    assert kari.post(f"/konto/nokler/{listed['id']}/slett").status_code == 303
    assert program.get("/api/v1/session").status_code == 401
    made = kari.send("POST", "/api/v1/tokens", json={"name": "To"})
    assert made.status_code == 201
    assert made.json()["role"] == "reader"
    assert "key" not in kari.client.get("/api/v1/tokens").json()[0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "a" * 101},
        {"name": "a\u202eb"},
        {"days": "0"},
        {"days": "366"},
        {"days": "²"},
        {"days": "-1"},
        {"role": "gud"},
    ],
)
def test_a_token_that_cannot_be_is_not_made(wrong: dict[str, str], local: Visit) -> None:
    """What is wrong is told by the field's name."""
    answer = local.post("/konto/nokler", **{"name": "A", "role": "reader", "days": "1", **wrong})
    assert answer.status_code == 422
    assert next(iter(wrong)) in answer.text
    assert local.client.get("/api/v1/tokens").json() == []


def test_nobody_makes_a_token_for_anothers_case(kari: Visit, provider: Provider) -> None:
    """Nor withdraws another's."""
    ola = _another(kari, provider, "ola")
    told = {"name": "A", "case": kari.case()}
    assert ola.send("POST", "/api/v1/tokens", json=told).status_code == 404
    token = kari.send("POST", "/api/v1/tokens", json={"name": "A"}).json()["id"]
    assert ola.send("DELETE", f"/api/v1/tokens/{token}").status_code == 404
    assert ola.client.get("/api/v1/tokens").json() == []
