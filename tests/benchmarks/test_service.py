"""What the service costs: the first analysis of the acts of 2021, and fifty users at once.

Prints figures; fails for nothing but an error. Run it with `make bench`.
"""

import json
import re
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

import httpx

from regelverk.readers.archive import members
from regelverk.sources.catalogue import catalogue
from tests.acts import PLAYGROUND, act_xml
from tests.api.conftest import waited
from tests.api.server import Server, serving

ACTS, USERS, SECONDS = 14, 50, 10
_TICKS = 100


def real_acts(archive: Path, most: int) -> dict[str, bytes]:
    """The first acts of the catalogue that are in force, by file name."""
    wanted = [re.findall(r"\d+", each.reference) for each in catalogue().acts]
    names = [f"nl-{y}{m}{d}-{int(n):03}.xml" for y, m, d, n in wanted]
    with archive.open("rb") as stream:
        found = {
            Path(each.name).name: each.data
            for each in members(stream, archive.stat().st_size, archive.name)
        }
    return dict(islice(((name, found[name]) for name in names if name in found), most))


def processor_time(server: Server) -> float:
    """The server's own processor time so far, in seconds; its workers' is not in it."""
    told = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / _TICKS


def started(client: httpx.Client) -> None:
    """Wait until the workers have loaded what they need: until a first small act is read."""
    case = client.post("/api/v1/cases", json={"title": "Oppstart"}).json()["id"]
    files = [("files", ("lov.xml", act_xml(*PLAYGROUND)))]
    client.post(f"/api/v1/cases/{case}/documents", files=files)
    waited(lambda: client.get(f"/api/v1/cases/{case}/progress").json())


def analysed(client: httpx.Client, acts: dict[str, bytes]) -> str:
    """A case with these acts, read and compared and drafted; prints how long that took."""
    case = str(client.post("/api/v1/cases", json={"title": "Lovene fra 2021"}).json()["id"])
    began = time.monotonic()
    files = [("files", each) for each in acts.items()]
    assert client.post(f"/api/v1/cases/{case}/documents", files=files).status_code == 201
    waited(lambda: client.get(f"/api/v1/cases/{case}/progress").json())
    read = time.monotonic() - began
    for name in ("comparison", "drafts"):
        while client.get(f"/api/v1/cases/{case}/{name}").status_code == 409:
            time.sleep(0.05)
        done = time.monotonic() - began
        print(f"  {name} ready after {done:.1f} s")
    print(f"  {len(acts)} acts read after {read:.1f} s")
    return case


def pages_of(client: httpx.Client, case: str) -> list[str]:
    """The case's pages: its documents, clauses, comparison and drafts."""
    entries = client.get(f"/api/v1/cases/{case}/documents").json()
    own = ["", "/bestemmelser", "/sammenligning", "/utkast"]
    return [f"/saker/{case}{each}" for each in own] + [
        f"/saker/{case}/dokumenter/{each['id']}" for each in entries
    ]


def load(server: Server, paths: list[str], seconds: float = SECONDS) -> dict[str, Any]:
    """What fifty users in another process saw."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.load", server.address, server.token,
         str(seconds), str(USERS), *paths],
        check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    told: dict[str, Any] = json.loads(run.stdout)
    return told


def test_fifty_users_at_once(tmp_path: Path, acts_archive: Path) -> None:
    """Fifty users at a case with 14 analysed acts: no error; how long they wait."""
    acts = real_acts(acts_archive, ACTS)
    print()
    with serving(tmp_path) as server, server.login() as client:
        started(client)
        case = analysed(client, acts)
        paths = pages_of(client, case)
        for path in paths * 3:  # some ask for more, such as the other alternative
            client.get(path)
            waited(lambda: client.get(f"/api/v1/cases/{case}/progress").json())
        before = processor_time(server)
        told = load(server, paths)
        spent = processor_time(server) - before
        told_of = ", ".join(
            f"{name} {1000 * told[name]:.0f} ms" for name in ("p50", "p95", "longest")
        )
        print(
            f"  {USERS} users, no pauses, {len(paths)} pages: {told['answers']} answers, {told_of}"
        )
        print(f"  processor time a page: {1000 * spent / told['answers']:.1f} ms")
        assert told["errors"] == 0
