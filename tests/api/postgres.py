"""A real PostgreSQL server, started and stopped by the tests."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.office import unavailable


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server: the address of its database, and how to control it."""

    address: str
    control: tuple[str, ...]
    options: str
    log: Path

    def start(self) -> None:
        self._run("-w", "-l", str(self.log), "-o", self.options, "start")

    def stop(self, how: str = "immediate") -> None:
        self._run("-w", "-m", how, "stop")

    def _run(self, *arguments: str) -> None:
        subprocess.run([*self.control, *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """A server on a free port of loopback, in a folder of its own that is gone afterwards."""
    programs = _programs()
    # A server refuses to run as root; there, the account of the system package runs it.
    account = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    home = Path(tempfile.mkdtemp(prefix="regelverk-postgres-"))
    if account:
        shutil.chown(home, "postgres", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = home / "data"
    subprocess.run(
        [*account, str(programs / "initdb"), "-D", str(data), "-U", "test", "-A", "trust"],
        check=True, capture_output=True, cwd="/",
    )  # fmt: skip
    server = Postgres(
        f"postgresql://test@127.0.0.1:{port}/postgres",
        (*account, str(programs / "pg_ctl"), "-D", str(data)),
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}",
        home / "log",
    )
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(home)


def _programs() -> Path:
    """Where the server's programs lie; skips where they do not."""
    found = shutil.which("initdb") or next(
        map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None
    )
    if found is None:
        unavailable("PostgreSQL is not installed", on_ci=os.environ.get("CI") == "true")
    return Path(os.path.realpath(found)).parent
