"""A worker that takes too long, too much or dies is ended, and the service is told why."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from api import workers
from api.errors import JobCrashedError, JobTimeoutError
from tests.acts import PLAYGROUND, act_xml


def _run(path: Path, **bounds: Any) -> workers.Done:
    told: dict[str, Any] = {"seconds": 60, "memory": 3072, "beat": lambda: True, **bounds}
    return workers.run("document", {"name": "lov.xml", "path": str(path)}, (), **told)


def _endless(tmp_path: Path) -> Path:
    """A file whose reading never ends: a pipe that nobody writes to."""
    os.mkfifo(tmp_path / "endless")
    return tmp_path / "endless"


def test_good_work_is_given(tmp_path: Path) -> None:
    """The bounds leave an ordinary act alone."""
    (tmp_path / "lov.xml").write_bytes(act_xml(*PLAYGROUND))
    done = _run(tmp_path / "lov.xml")
    assert done.summary["identifier"] == PLAYGROUND[0]
    assert done.result


def test_time_is_bounded(tmp_path: Path) -> None:
    """Work that hangs, without using the processor, is ended when its time is out."""
    began = time.monotonic()
    with pytest.raises(JobTimeoutError):
        _run(_endless(tmp_path), seconds=1)
    assert time.monotonic() - began < 20


def test_memory_is_bounded() -> None:
    """A file without end is given up at the bound, long before the machine's memory."""
    with pytest.raises(JobCrashedError):
        _run(Path("/dev/zero"), memory=1024)


def test_unwanted_work_is_given_up(tmp_path: Path) -> None:
    """When nobody wants it any more, the worker is ended at once."""
    began = time.monotonic()
    with pytest.raises(JobTimeoutError):
        _run(_endless(tmp_path), beat=lambda: False)
    assert time.monotonic() - began < 20
