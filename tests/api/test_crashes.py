"""What was answered with success outlives crashes of the server, the database and the disk."""

import errno
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.api import crashes
from tests.api.conftest import Visit
from tests.api.postgres import postgres_server

_named: Any = tempfile.NamedTemporaryFile


@pytest.mark.slow
def test_kill_while_documents_are_sent(tmp_path: Path) -> None:
    """Kill -9 in the middle of uploads, three times on the same data."""
    assert len(crashes.killed_while_sending(tmp_path, 3).kept) >= 3


@pytest.mark.slow
def test_kill_while_documents_are_read(tmp_path: Path) -> None:
    """Kill -9 in the middle of analyses, three times on the same data."""
    assert len(crashes.killed_while_reading(tmp_path, 3).kept) == 18


@pytest.mark.slow
def test_postgres_restarted_under_load(tmp_path: Path) -> None:
    """The database ends at once and starts again, twice; the server goes on by itself."""
    with postgres_server() as postgres:
        assert len(crashes.database_restarted(tmp_path, postgres, 2).kept) >= 6


@pytest.mark.slow
def test_a_full_disk(tmp_path: Path) -> None:
    """What has no place is refused as such; with room again all goes on without a restart."""
    try:
        sender = crashes.disk_filled(2)
    except (PermissionError, FileNotFoundError) as error:
        pytest.skip(f"a disk of our own: {error}")
    assert sender.kept


@pytest.mark.parametrize("step", ["write", "fsync"])
def test_a_file_that_has_no_room_is_refused_whole(
    local: Visit, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """507 in plain words; nothing of it stays, and the next upload goes well."""
    case = local.case()
    service: Any = local.client.app.state.service  # type: ignore[attr-defined]

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def made(**options: Any) -> Any:
        file = _named(**options)
        file.write = full
        return file

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr("api.store.files.tempfile.NamedTemporaryFile", made)
    (answer,) = local.upload(case, {"lov.txt": b"Lov om lek"}).json()
    assert answer["document"] is None
    assert "plass" in answer["problem"]
    monkeypatch.undo()
    stored = [each for each in (service.settings.data / "files").rglob("*") if each.is_file()]
    assert stored == []
    (answer,) = local.upload(case, {"lov.txt": b"Lov om lek"}).json()
    assert answer["problem"] is None
