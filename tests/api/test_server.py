"""The server as a process: what it survives, and how it starts and stops."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.errors import STATUS, problem, slug
from api.settings import from_environment
from api.texts import texts
from regelverk import RegelverkError
from tests.api.server import serving


def test_it_stops_gracefully_and_says_what_is_wrong(tmp_path: Path) -> None:
    """SIGTERM ends it with code 0; a taken port is told of in Norwegian, with code 2."""
    with serving(tmp_path / "a") as server:
        port = server.address.rpartition(":")[2]
        assert all(httpx.get(f"{server.address}/readyz").json().values())
        second = _run("--data", str(tmp_path / "b"), "--port", port)
        assert second.returncode == 2
        assert "opptatt" in second.stderr
        assert "Traceback" not in second.stderr
    assert server.process.returncode in (0, -15)
    lost = _run("--data", str(tmp_path / "c"), "--port", "0",
                "--database", "postgresql://nobody@127.0.0.1:1/none")  # fmt: skip
    assert lost.returncode == 2
    assert "databasen svarer ikke" in lost.stderr
    assert "Traceback" not in lost.stderr


def _run(*options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "regelverk.cli", "serve", *options], capture_output=True, text=True,
        check=False, timeout=120, cwd=Path(__file__).parents[2], env=dict(os.environ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "mange"),
        ("WORKERS", "-1"),
        ("SECONDS", "0"),
        ("MEMORY", "1"),
        ("DATABASE", "mysql://x"),
        ("SECURE", "kanskje"),
    ],
)
def test_wrong_settings_are_refused_by_name(name: str, value: str) -> None:
    """The message names the variable."""
    with pytest.raises(RegelverkError, match=f"REGELVERK_{name}"):
        from_environment({f"REGELVERK_{name}": value})


def _kinds(kind: type[RegelverkError]) -> list[type[RegelverkError]]:
    return [kind, *(each for sub in kind.__subclasses__() for each in _kinds(sub))]


class _Anything(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "x"


def test_every_error_has_a_status_and_a_name_of_its_own() -> None:
    """Every error the program can raise becomes a problem document."""
    kinds = [
        kind for kind in _kinds(RegelverkError) if kind.__module__.startswith(("api", "regel"))
    ]
    values = dict.fromkeys(
        ("source", "detail", "name", "value", "quote", "target", "limit", "seconds"), "x"
    )
    told = [problem(kind(**values), "nn") for kind in kinds]
    assert len({slug(kind(**values)) for kind in kinds}) == len(kinds)
    assert all(400 <= each["status"] < 600 and each["detail"] for each in told)
    assert set(STATUS) <= set(kinds)


def test_every_text_has_both_forms_with_the_same_places() -> None:
    """Bokmål and nynorsk are filled in with the same values."""
    for each in texts().values():
        filled = _Anything()
        assert each.nb.format_map(filled)
        assert each.nn.format_map(filled)
        assert each.nb.count("{") == each.nn.count("{")
