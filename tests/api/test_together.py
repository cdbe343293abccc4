"""Several server processes on one database, and a server that is told to stop."""

import itertools
import json
import signal
import sqlite3
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.acts import PLAYGROUND, SLEDGING, act_xml
from tests.api.conftest import waited
from tests.api.postgres import postgres_server
from tests.api.server import Server, serving


class _InTurn(httpx.BaseTransport):
    """Sends each request to the next server, as a plain load balancer does."""

    def __init__(self, *servers: Server) -> None:
        self._turn = itertools.cycle(servers)
        self._transport = httpx.HTTPTransport()
        self.count = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        to = httpx.URL(next(self._turn).address)
        self.count += 1
        request.url = request.url.copy_with(host=to.host, port=to.port)
        request.headers["host"] = "127.0.0.1"
        return self._transport.handle_request(request)


@pytest.mark.slow
def test_two_servers_need_no_sticky_sessions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every other request goes to the other process: log-in, forms, upload, work and pages."""
    monkeypatch.setenv("REGELVERK_TOKEN", "felles")
    with postgres_server() as postgres:
        options = (tmp_path, "--database", postgres.address)
        with serving(*options) as one, serving(*options) as two:
            transport = _InTurn(one, two)
            client = httpx.Client(
                transport=transport, base_url="http://127.0.0.1", timeout=60, follow_redirects=True
            )
            assert client.get("/start", params={"token": "felles"}).status_code == 200
            client.headers["x-csrf-token"] = client.get("/api/v1/session").json()["csrf"]
            case = client.post("/api/v1/cases", json={"title": "Sammen"}).json()["id"]
            path = f"/api/v1/cases/{case}"
            for number in range(8):
                act = (PLAYGROUND, SLEDGING)[number % 2]
                xml = act_xml(f"lov/2027-03-04-{number + 1}", *act[1:])
                files = [("files", (f"{number}.xml", xml))]
                assert client.post(f"{path}/documents", files=files).status_code == 201
                assert len(client.get(f"{path}/documents").json()) == number + 1
            told = waited(lambda: client.get(f"{path}/progress").json())
            assert (told["read"], told["failed"]) == (8, 0)
            while (answer := client.get(f"{path}/comparison")).status_code == 409:
                time.sleep(0.1)
            for _ in range(4):
                assert client.get(f"{path}/comparison").json() == answer.json()
                assert client.get(f"/saker/{case}/sammenligning").status_code == 200
            for title in ("Én", "To", "Tre"):
                assert client.patch(path, json={"title": title}).status_code == 200
                assert title in client.get(f"/saker/{case}").text
            assert transport.count > 30


@pytest.mark.slow
def test_it_stops_at_once_and_lets_go_of_its_work(tmp_path: Path) -> None:
    """SIGTERM ends the streams and gives up analyses, which are there for the next to take."""
    sections = [(str(n), "Samarbeid", SLEDGING[3][0][2]) for n in range(6000)]
    with serving(tmp_path) as server, server.login() as client:
        case = client.post("/api/v1/cases", json={"title": "Lang"}).json()["id"]
        path = f"/api/v1/cases/{case}"
        client.post(f"{path}/documents", files=[("files", ("lek.xml", act_xml(*PLAYGROUND)))])
        waited(lambda: client.get(f"{path}/progress").json())  # whoever does the work is warm now
        files = [("files", ("lang.xml", act_xml(*SLEDGING[:3], sections)))]
        client.post(f"{path}/documents", files=files)
        heard: list[str] = []
        listening = threading.Thread(target=_listen, args=(server, case, heard))
        listening.start()
        until = time.monotonic() + 60
        while not heard or "running" not in _states(tmp_path):
            assert time.monotonic() < until, (heard, _states(tmp_path))
            time.sleep(0.05)
        server.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        server.process.wait(60)
        assert time.monotonic() - began < 30
        listening.join(10)
        assert not listening.is_alive()
    assert json.loads(heard[0].removeprefix("data: "))["documents"] == 2
    assert _states(tmp_path) == {"done", "waiting"}


def _listen(server: Server, case: str, heard: list[str]) -> None:
    with server.login() as client, client.stream("GET", f"/api/v1/cases/{case}/events") as stream:
        for line in stream.iter_lines():
            heard += [line] if line.startswith("data: ") else []


def _states(data: Path) -> set[str]:
    with sqlite3.connect(data / "regelverk.sqlite") as connection:
        return {row[0] for row in connection.execute("SELECT state FROM analyses")}
