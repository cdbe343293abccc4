"""Two hundred hostile files against the real server."""

import os
import re
import socket
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import pytest
from lxml import etree, html

from tests.api.hostile import hostile_files
from tests.api.server import serving

_BATCH = 26
_PATIENCE = 900.0
_HASH = re.compile(r"[0-9a-f]{64}")


def _acts(page: str) -> list[str]:
    """What in a page a browser would run, or follow elsewhere, besides our own script."""
    found = []
    for element in html.document_fromstring(page).iter(etree.Element):
        if element.tag == "script" and not element.get("src", "").startswith("/static/"):
            found.append("script")
        for name, value in element.items():
            if name.startswith("on") or value.strip().lower().startswith(("javascript:", "data:")):
                found.append(f"{name}={value}")
    return found


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_two_hundred_hostile_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None leaves the store, runs, or calls out; each is told of; the service answers all along."""
    monkeypatch.setenv("REGELVERK_SECONDS", "12")
    data, ran = tmp_path / "data", tmp_path / "ran"
    with closing(socket.create_server(("127.0.0.1", 0))) as ear, serving(data) as server:
        files = hostile_files(f"http://127.0.0.1:{ear.getsockname()[1]}", str(ran))
        assert len(files) >= 200
        client = server.client()
        case = client.post("/api/v1/cases", json={"title": "Fiendtlig"}).json()["id"]
        path = f"/api/v1/cases/{case}"
        answers = []
        for start in range(0, len(files), _BATCH):
            parts = [("files", each) for each in files[start : start + _BATCH]]
            sent = client.post(f"{path}/documents", files=parts)
            assert sent.status_code == 201, sent.text
            answers += sent.json()
        assert len(answers) >= len(files)
        assert all(bool(each["document"]) != bool(each["problem"]) for each in answers)
        until = monotonic() + _PATIENCE
        while not (told := client.get(f"{path}/progress").json())["done"]:
            assert client.get("/healthz").status_code == 200
            assert monotonic() < until, told
            sleep(1)
        documents = client.get(f"{path}/documents").json()
        assert {each["state"] for each in documents} == {"done", "failed"}
        for each in documents:
            assert bool(each["problem"]) == (each["state"] == "failed"), each
            assert not set("/\\\0\r\n") & set(each["name"])
            page = client.get(f"/saker/{case}/dokumenter/{each['id']}")
            assert page.status_code in (200, 413, 415, 422), (each["name"], page.status_code)
            assert _acts(page.text) == [], each["name"]
            assert "root:x:" not in page.text
        assert _acts(client.get(f"/saker/{case}").text) == []
        assert client.get("/readyz").status_code == 200
        ear.settimeout(0)
        with pytest.raises(BlockingIOError):
            ear.accept()
    assert not ran.exists()
    assert {each.name for each in tmp_path.iterdir()} == {"data"}
    kept = [Path(folder) / name for folder, _, names in os.walk(data / "files") for name in names]
    assert kept
    assert all(_HASH.fullmatch(each.name) and not each.stat().st_mode & 0o111 for each in kept)
