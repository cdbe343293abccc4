"""Crashes of the server, of PostgreSQL and of the disk, while documents are sent and read.

What is promised: every document whose upload was answered with success is there afterwards, and
its analysis completes. The tests run a short series; the whole is fifty crashes:

    python -m tests.api.crashes
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import httpx

from tests.acts import PLAYGROUND, SLEDGING, act_xml
from tests.api.postgres import Postgres, postgres_server
from tests.api.server import Server, serving

_PATIENCE = 240.0
_LOST = (httpx.HTTPError, OSError, ValueError, KeyError, AssertionError)


@dataclass
class Sender:
    """Sends one document after another, and remembers those that were answered with success.

    Attributes:
        case: The case they are sent to.
        kept: The names of the documents that were answered with success.
        refused: How many were refused, by HTTP status; 0 where no answer came.
    """

    case: str
    kept: list[str] = field(default_factory=list)
    refused: dict[int, int] = field(default_factory=dict)
    sent: int = 0

    def send(self, client: httpx.Client, documents: int = 1) -> bool:
        """Send some documents at once; tells whether all were answered with success."""
        files = [("files", self._next()) for _ in range(documents)]
        answer = client.post(f"/api/v1/cases/{self.case}/documents", files=files)
        told = answer.json() if answer.status_code == 201 else []
        new = [each["name"] for each in told if each["problem"] is None]
        self.kept += new
        if len(new) < documents:
            self.refused[answer.status_code] = self.refused.get(answer.status_code, 0) + 1
        return len(new) == documents

    def until(self, stop: Event, server: Server, pause: float = 0.0) -> None:
        """Send until told to stop, whatever becomes of the server."""
        while not stop.is_set():
            try:
                with server.login() as client:
                    while not stop.is_set():
                        self.send(client)
                        time.sleep(pause)
            except _LOST:
                self.refused[0] = self.refused.get(0, 0) + 1
                time.sleep(0.05)

    def wait_for(self, kept: int) -> None:
        """Wait until so many documents are answered with success."""
        end = time.monotonic() + _PATIENCE
        while len(self.kept) < kept:
            assert time.monotonic() < end
            time.sleep(0.01)

    def _next(self) -> tuple[str, bytes]:
        """A document that nobody has sent before."""
        self.sent += 1
        act = (PLAYGROUND, SLEDGING)[self.sent % 2]
        return f"{self.sent}.xml", act_xml(f"lov/2027-02-03-{self.sent}", *act[1:])

    @contextmanager
    def sending(self, server: Server, pause: float = 0.0) -> Iterator[None]:
        """Send in the background."""
        stop = Event()
        thread = Thread(target=self.until, args=(stop, server, pause))
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def check(self, client: httpx.Client) -> None:
        """Assert the promise: all are there, and all are read in the end."""
        until = time.monotonic() + _PATIENCE
        path = f"/api/v1/cases/{self.case}"
        while not (told := client.get(f"{path}/progress").json())["done"]:
            assert time.monotonic() < until, told
            time.sleep(0.2)
        assert told["failed"] == 0, told
        there = {each["name"] for each in client.get(f"{path}/documents").json()}
        assert set(self.kept) <= there, set(self.kept) - there
        assert told["read"] == len(there)


def new_case(client: httpx.Client) -> str:
    """An empty case."""
    return str(client.post("/api/v1/cases", json={"title": "Krasj"}).json()["id"])


def killed_while_sending(data: Path, times: int) -> Sender:
    """Kill -9 of the server while documents are sent, so many times on the same data."""
    sender = Sender("")
    for _ in range(times):
        with serving(data) as server:
            sender.case = sender.case or _case(server)
            had = len(sender.kept)
            with sender.sending(server):
                sender.wait_for(had + 1)
                time.sleep(random.uniform(0.0, 0.5))
                server.kill()
    _settle(data, sender)
    return sender


def killed_while_reading(data: Path, times: int) -> Sender:
    """Kill -9 of the server while documents are analysed, so many times on the same data."""
    sender = Sender("")
    for _ in range(times):
        with serving(data) as server, server.login() as client:
            sender.case = sender.case or new_case(client)
            assert sender.send(client, documents=6)
            time.sleep(random.uniform(0.0, 0.6))
            server.kill()
    _settle(data, sender)
    return sender


def disk_filled(times: int) -> Sender:
    """A disk that runs full while documents are sent, and is given room again, so many times.

    Raises:
        PermissionError: No disk of its own may be mounted here.
    """
    with small_disk() as (disk, resize), serving(disk / "data") as server, server.login() as client:
        sender = Sender(new_case(client))
        size = 24
        for _ in range(times):
            until = time.monotonic() + 60
            while sender.send(client):
                assert time.monotonic() < until, "the disk never ran full"
                _fill(disk)
            assert sender.refused.keys() <= {201, 507}, sender.refused
            assert client.get("/healthz").status_code == 200
            assert client.get("/readyz").status_code == 503
            size += 24
            (disk / "fill").unlink()
            resize(size)
            assert sender.send(client)
        sender.check(client)
    return sender


def database_restarted(data: Path, postgres: Postgres, times: int) -> Sender:
    """PostgreSQL ended at once and started again while documents are sent and read."""
    with serving(data, "--database", postgres.address) as server:
        sender = Sender(_case(server))
        with sender.sending(server, pause=0.05):
            for _ in range(times):
                had = len(sender.kept)
                sender.wait_for(had + 3)
                postgres.stop("immediate")
                time.sleep(random.uniform(0.1, 0.6))
                postgres.start()
        assert sender.refused.keys() <= {0, 503}, sender.refused
        with server.login() as client:
            sender.check(client)
        assert server.process.poll() is None
    return sender


@contextmanager
def small_disk() -> Iterator[tuple[Path, Callable[[int], None]]]:
    """A disk of 24 MiB, and what gives it another size."""
    place = Path(tempfile.mkdtemp(prefix="regelverk-disk-"))
    if _mount("-t", "tmpfs", "-o", "size=24m,mode=700", "tmpfs", str(place)):
        place.rmdir()
        raise PermissionError("mounting is not allowed here")
    try:
        yield place, lambda size: _resize(place, size)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        place.rmdir()


def _resize(place: Path, size: int) -> None:
    assert _mount("-o", f"remount,size={size}m", str(place)) == 0


def _mount(*arguments: str) -> int:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode


def _fill(disk: Path) -> None:
    """Take up most of what is left, so that the documents need not be many."""
    found = os.statvfs(disk)
    with (disk / "fill").open("ab") as file:
        file.write(b"x" * max(0, found.f_bavail * found.f_frsize - 40_000))


def _case(server: Server) -> str:
    with server.login() as client:
        return new_case(client)


def _settle(data: Path, sender: Sender) -> None:
    with serving(data) as server, server.login() as client:
        sender.check(client)


def _series() -> None:
    """Fifty crashes, and what came of each kind."""
    for name, run in (
        ("15 times killed while documents were sent", lambda d: killed_while_sending(d, 15)),
        ("15 times killed while documents were read", lambda d: killed_while_reading(d, 15)),
        ("5 times a full disk", lambda _: disk_filled(5)),
        ("15 times PostgreSQL restarted under load", _restarted),
    ):
        with tempfile.TemporaryDirectory() as place:
            began = time.monotonic()
            sender = run(Path(place))
            sys.stdout.write(
                f"{name}: {sender.sent} sent, {len(sender.kept)} answered with success, all there "
                f"and read; refused {sender.refused}; {time.monotonic() - began:.0f} s\n"
            )
            sys.stdout.flush()


def _restarted(data: Path) -> Sender:
    with postgres_server() as postgres:
        return database_restarted(data, postgres, 15)


if __name__ == "__main__":
    _series()
