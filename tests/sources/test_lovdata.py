"""Fetching from a server on loopback: whole, resumed, unchanged, changed, damaged."""

import io
import json
import tarfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from regelverk.errors import FetchError
from regelverk.sources.lovdata import ACTS, MANIFEST, fetch


def package(texts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:bz2") as archive:
        for name, text in texts.items():
            entry = tarfile.TarInfo(f"nl/{name}")
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    return stream.getvalue()


class Service:
    """Lovdata's service as we know it, with faults that a test can ask for."""

    def __init__(self) -> None:
        self.data = package({"nl-20270101-001.xml": "en " * 999, "nl-20270102-002.xml": "to"})
        self.modified = "2027-01-01T02:31:59.418Z"
        self.size: int | None = None
        self.cut_after: int | None = None
        self.ranges = True
        self.requests: list[tuple[str, str | None]] = []
        self.status = 200
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.answer(self)

            def log_message(self, *arguments: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_port}/v1/publicData"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        span = request.headers.get("Range")
        self.requests.append((request.path.rsplit("/", 1)[-1], span))
        start = int(span.removeprefix("bytes=").rstrip("-")) if span and self.ranges else 0
        if request.path.endswith("/list"):
            size = len(self.data) if self.size is None else self.size
            entry = {"filename": ACTS, "sizeBytes": str(size), "lastModified": self.modified}
            body = json.dumps([entry | {"description": "Lover"}]).encode()
        else:
            body = self.data[start:]
        request.send_response(self.status if self.status != 200 else 206 if start else 200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        if request.path.endswith(ACTS) and self.cut_after is not None:
            body, self.cut_after = body[: self.cut_after], None
        request.wfile.write(body)
        request.wfile.flush()
        request.close_connection = True

    def downloads(self) -> list[str | None]:
        return [span for name, span in self.requests if name == ACTS]


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    yield service
    service.server.shutdown()
    service.server.server_close()


def test_fetches_and_then_leaves_alone(service: Service, tmp_path: Path) -> None:
    """The first fetch unpacks all and tells of its progress; a second finds nothing new to do."""
    seen: list[tuple[str, int, int]] = []
    first = fetch(tmp_path, base=service.base, progress=lambda *told: seen.append(told))
    assert first.new == ("lov/2027-01-01-1", "lov/2027-01-02-2")
    assert first.packages == (ACTS,)
    assert (first.folder / "nl-20270102-002.xml").read_text() == "to"
    assert seen[-1] == (ACTS, len(service.data), len(service.data))
    second = fetch(tmp_path, base=service.base)
    assert (second.packages, second.new, second.changed, second.unchanged) == ((), (), (), 2)
    assert len(service.downloads()) == 1


def test_only_what_is_wanted(service: Service, tmp_path: Path) -> None:
    """Only the documents asked for are unpacked, and one that is no longer asked for goes."""
    fetch(tmp_path, {"lov/2027-01-01-1"}, base=service.base)
    found = fetch(tmp_path, {"lov/2027-01-02-2"}, base=service.base)
    assert (found.new, found.removed) == (("lov/2027-01-02-2",), ("lov/2027-01-01-1",))
    assert [path.name for path in found.folder.iterdir()] == ["nl-20270102-002.xml"]


def test_goes_on_where_it_stopped(service: Service, tmp_path: Path) -> None:
    """A connection that breaks costs only what was not yet there."""
    service.cut_after = 100
    found = fetch(tmp_path, base=service.base)
    assert len(found.new) == 2
    assert service.downloads() == [None, "bytes=100-"]


def test_a_server_that_knows_no_ranges(service: Service, tmp_path: Path) -> None:
    """Without ranges the download starts over, and still comes out whole."""
    service.ranges, service.cut_after = False, 100
    assert len(fetch(tmp_path, base=service.base).new) == 2


def test_only_changed_documents_are_written(service: Service, tmp_path: Path) -> None:
    """A new version of the package rewrites what changed, and tells what did."""
    folder = fetch(tmp_path, base=service.base).folder
    untouched = (folder / "nl-20270102-002.xml").stat().st_mtime_ns
    service.data = package({"nl-20270101-001.xml": "ny", "nl-20270102-002.xml": "to"})
    service.modified = "2027-02-01T02:31:59.418Z"
    found = fetch(tmp_path, base=service.base)
    assert (found.changed, found.new, found.unchanged) == (("lov/2027-01-01-1",), (), 1)
    assert (folder / "nl-20270102-002.xml").stat().st_mtime_ns == untouched


def test_later_damage_is_found(service: Service, tmp_path: Path) -> None:
    """A package that no longer has its checksum is fetched anew; so is all without a manifest."""
    fetch(tmp_path, base=service.base)
    (tmp_path / ACTS).write_bytes(b"x" * len(service.data))
    assert fetch(tmp_path, base=service.base).packages == (ACTS,)
    (tmp_path / MANIFEST).write_text("{")
    assert fetch(tmp_path, base=service.base).packages == (ACTS,)


@pytest.mark.parametrize("fault", ["status", "size", "content", "missing", "nobody"])
def test_faults_are_clear_errors(service: Service, tmp_path: Path, fault: str) -> None:
    """Whatever the service does wrong is a FetchError, and the old package is kept."""
    fetch(tmp_path, base=service.base)
    old = (tmp_path / ACTS).read_bytes()
    service.modified = "2027-03-01T00:00:00Z"
    packages, base = [ACTS], service.base
    if fault == "status":
        service.status = 503
    elif fault == "size":
        service.size = 10
    elif fault == "content":
        service.data = b"<html>Beklager</html>"
    elif fault == "missing":
        packages = ["finnes-ikke.tar.bz2"]
    else:
        base = "http://127.0.0.1:1/v1/publicData"
    with pytest.raises(FetchError):
        fetch(tmp_path, packages=packages, base=base)
    assert (tmp_path / ACTS).read_bytes() == old
