"""The real server as a process of its own, as `regelverk serve` starts it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

_READY = re.compile(rb"(http://[\w.:\[\]-]*\d)(?:/start\?token=(\S+))?")


class Server(NamedTuple):
    """A running server: its process, its address and its start token, if it has one."""

    process: "subprocess.Popen[bytes]"
    address: str
    token: str

    def client(self) -> httpx.Client:
        """A logged-in client that carries the token for changes."""
        client = httpx.Client(base_url=self.address, timeout=60, follow_redirects=True)
        assert client.get("/start", params={"token": self.token}).status_code == 200
        client.headers["x-csrf-token"] = client.get("/api/v1/session").json()["csrf"]
        return client

    @contextmanager
    def login(self) -> Iterator[httpx.Client]:
        """The same, closed afterwards."""
        with closing(self.client()) as client:
            yield client

    def kill(self) -> None:
        """End it as a crash would: at once, with no chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)


@contextmanager
def serving(data: Path, *options: str) -> Iterator[Server]:
    """Start the server on a free port, and stop it by SIGTERM."""
    with subprocess.Popen(
        [sys.executable, "-m", "regelverk.cli", "serve", "--port", "0", "--data", str(data),
         *options],
        stdout=subprocess.PIPE, cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        try:
            told = process.stdout.readline()
            found = _READY.search(told)
            assert found is not None, told
            yield Server(process, found[1].decode(), (found[2] or b"").decode())
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(30)
