"""The service on SQLite and on a real PostgreSQL server, as its users meet it."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.api.postgres import postgres_server

TOKEN = "start-her"
_PATIENCE = 90.0


class Visit:
    """A logged-in browser without JavaScript."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    @property
    def csrf(self) -> str:
        return str(self.client.get("/api/v1/session").json()["csrf"])

    def post(self, path: str, files: Any = None, **fields: Any) -> Any:
        return self.client.post(path, data={"csrf": self.csrf, **fields}, files=files)

    def send(self, method: str, path: str, **options: Any) -> Any:
        headers = {"x-csrf-token": self.csrf, **options.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **options)

    def case(self, title: str = "Lovene", files: dict[str, bytes] | None = None) -> str:
        """A new case with these documents."""
        made = self.send("POST", "/api/v1/cases", json={"title": title}).json()["id"]
        if files:
            self.upload(made, files)
        return str(made)

    def upload(self, case: str, files: dict[str, bytes]) -> Any:
        parts = [("files", (name, data)) for name, data in files.items()]
        return self.send("POST", f"/api/v1/cases/{case}/documents", files=parts)

    def wait(self, case: str) -> dict[str, Any]:
        """Wait until nothing is under way."""
        return waited(lambda: self.client.get(f"/api/v1/cases/{case}/progress").json())

    def result(self, path: str) -> Any:
        """An analysis, when it is done."""
        return self.answered(path).json()

    def answered(self, path: str) -> Any:
        """The answer to what has to be waited for."""
        until = time.monotonic() + _PATIENCE
        while (answer := self.client.get(path)).status_code == 409:
            assert time.monotonic() < until, answer.text
            time.sleep(0.1)
        assert answer.status_code == 200, answer.text
        return answer


def waited(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Ask how far the work has come until all is done."""
    until = time.monotonic() + _PATIENCE
    while not (told := ask())["done"]:
        assert time.monotonic() < until, told
        time.sleep(0.1)
    return told


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of our own, on a port of its own; gives the address of a database."""
    with postgres_server() as server:
        yield server.address


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of an empty database: SQLite's default, then PostgreSQL."""
    if request.param == "sqlite":
        return ""
    url = str(request.getfixturevalue("postgres"))
    name = re.sub(r"\W", "_", request.node.name.lower())[:40] + f"_{time.monotonic_ns()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return url.rpartition("/")[0] + f"/{name}"


def settings(data: Path, **changed: Any) -> Settings:
    return Settings(**{"data": data, "token": TOKEN, "hosts": ("testserver",), **changed})


def logged_in(client: TestClient) -> Visit:
    answer = client.get("/start", params={"token": TOKEN})
    assert answer.status_code == 200
    return Visit(client)


@pytest.fixture
def visit(tmp_path: Path, database: str) -> Iterator[Visit]:
    """A logged-in visitor, on either database."""
    with TestClient(create_app(settings(tmp_path / "data", database=database))) as client:
        yield logged_in(client)


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Visit]:
    """A logged-in visitor on SQLite, where the database does not matter."""
    with TestClient(create_app(settings(tmp_path / "data"))) as client:
        yield logged_in(client)
