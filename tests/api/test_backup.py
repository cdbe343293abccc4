"""A backup holds all there is, and only goes where nothing is."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.backup import main, restore, save
from api.errors import BackupError
from api.settings import Settings
from tests.acts import PLAYGROUND, SLEDGING, act_xml
from tests.api.conftest import Visit, logged_in, settings
from tests.office import find_program

ACTS = {"lek.xml": act_xml(*PLAYGROUND), "ake.xml": act_xml(*SLEDGING)}


def _filled(given: Settings) -> dict[str, Any]:
    """A case with two analysed acts and a reason; gives what is to be there afterwards."""
    with TestClient(create_app(given)) as client:
        visit = logged_in(client)
        case = visit.case("Parkene", ACTS)
        visit.wait(case)
        element = visit.result(f"/api/v1/cases/{case}/comparison")["cells"][0]["element"]
        reason = {"act": PLAYGROUND[0], "element": element, "reason": "Barna er yngre."}
        assert visit.send("PUT", f"/api/v1/cases/{case}/justifications", json=reason).is_success
        visit.result(f"/api/v1/cases/{case}/comparison")
        return _told(visit, case)


def _told(visit: Visit, case: str) -> dict[str, Any]:
    path = f"/api/v1/cases/{case}"
    return {
        "case": case,
        **{
            name: visit.client.get(f"{path}/{name}").json()
            for name in ("documents", "clauses", "comparison", "justifications")
        },
    }


def _log(given: Settings) -> list[tuple[Any, ...]]:
    asked = "SELECT id, user_id, action, case_id, subject FROM log ORDER BY id"
    if not given.database:
        with sqlite3.connect(given.data / "regelverk.sqlite") as connection:
            return connection.execute(asked).fetchall()
    with psycopg.connect(given.database) as server:
        return server.execute(asked).fetchall()


def _elsewhere(given: Settings, tmp_path: Path) -> Settings:
    """An empty place of the same kind."""
    address = ""
    if given.database:
        address = f"{given.database}_restored"
        with psycopg.connect(given.database, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{address.rpartition("/")[2]}"'.encode())
    return settings(tmp_path / "restored", database=address, workers=0)


def test_all_is_there_after_a_restore(tmp_path: Path, database: str) -> None:
    """Cases, documents, analyses, reasons and log; nothing has to be analysed again."""
    if database:
        find_program("pg_dump")
    given = settings(tmp_path / "data", database=database)
    before = _filled(given)
    assert save(given, tmp_path / "copy.tar") == 2
    assert (tmp_path / "copy.tar").stat().st_mode & 0o777 == 0o600
    log = _log(given)
    empty = _elsewhere(given, tmp_path)
    assert restore(empty, tmp_path / "copy.tar") == 2
    assert _log(empty) == log
    shutil.rmtree(given.data)
    with TestClient(create_app(empty)) as client:
        assert _told(logged_in(client), before["case"]) == before


def test_a_backup_is_of_one_moment(tmp_path: Path) -> None:
    """While it is made the service goes on, and what is uploaded meanwhile harms nothing."""
    given = settings(tmp_path / "data")
    with TestClient(create_app(given)) as client:
        visit = logged_in(client)
        visit.case("Parkene", ACTS)
        save(given, tmp_path / "copy.tar")
        visit.case("Flere", {"mer.xml": act_xml("lov/2030-01-01-1", *SLEDGING[1:])})
    empty = settings(tmp_path / "restored")
    assert restore(empty, tmp_path / "copy.tar") == 2
    with TestClient(create_app(empty)) as client:
        visit = logged_in(client)
        (case,) = visit.client.get("/api/v1/cases").json()["items"]
        assert visit.wait(case["id"])["read"] == 2


def test_nothing_is_overwritten_and_nothing_damaged_is_taken(tmp_path: Path) -> None:
    """Only an empty place is filled, and only by a whole backup."""
    given = settings(tmp_path / "data")
    _filled(given)
    copy = tmp_path / "copy.tar"
    save(given, copy)
    with pytest.raises(BackupError, match="ikke tom"):
        restore(given, copy)
    whole = copy.read_bytes()
    inside = whole.index(ACTS["lek.xml"][:40])
    damaged = {
        "cut.tar": whole[: len(whole) // 2],
        "changed.tar": whole[:inside] + b"X" + whole[inside + 1 :],
        "none.tar": b"ikke en kopi",
    }
    for name, data in damaged.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BackupError):
            restore(settings(tmp_path / f"to-{name}"), tmp_path / name)


def test_the_command_says_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The environment tells where; a fault is one line in Norwegian and code 2."""
    _filled(settings(tmp_path / "data"))
    monkeypatch.setenv("REGELVERK_DATA", str(tmp_path / "data"))
    assert main(["save", str(tmp_path / "copy.tar")]) == 0
    assert "2 filer" in capsys.readouterr().out
    assert main(["restore", str(tmp_path / "copy.tar")]) == 2
    assert capsys.readouterr().err.startswith("Sikkerhetskopien ble ikke fullført")
