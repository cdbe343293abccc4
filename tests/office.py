"""LibreOffice, run as the independent program that opens and prints what Regelverk writes."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest


def unavailable(reason: str, *, on_ci: bool) -> NoReturn:
    """Skip the test for `reason`; on CI, where everything is installed, fail it instead."""
    if on_ci:
        pytest.fail(f"{reason} (CI installs it, so this is an error)", pytrace=False)
    pytest.skip(reason)


def find_program(*names: str) -> str:
    """The path of the first of these programs that is installed; else skip, or fail on CI."""
    for name in names:
        if path := shutil.which(name):
            return path
    unavailable(f"{names[0]} is not installed", on_ci=os.environ.get("CI") == "true")


@dataclass(frozen=True, slots=True)
class Office:
    """LibreOffice with a profile of its own, so that runs side by side do not wait for each other.

    Attributes:
        program: The path of `soffice`.
        profile: A folder for its settings.
    """

    program: str
    profile: Path

    def convert(
        self, sources: Sequence[Path], to: str, into: Path, *, timeout: float = 300
    ) -> list[Path]:
        """Convert files in one run of LibreOffice.

        Args:
            sources: The files to convert; their stems must differ.
            to: The file type to make, with a filter if the type alone is ambiguous:
                `pdf`, `docx`, `html:HTML (StarWriter)`.
            into: The folder to write to.
            timeout: Seconds before the run and all it started are ended.

        Returns:
            The files made, in the order of `sources`.
        """
        command = [
            self.program,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={self.profile.as_uri()}",
            "--convert-to",
            to,
            "--outdir",
            str(into),
            *map(str, sources),
        ]
        output = _run(command, timeout)
        made = [into / f"{source.stem}.{to.partition(':')[0]}" for source in sources]
        missing = [path.name for path in made if not path.is_file()]
        assert not missing, f"LibreOffice did not make {missing}: {output}"
        return made


def _run(command: Sequence[str], timeout: float) -> str:
    """Run a command in a process group of its own, and end the whole group after `timeout`."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=timeout)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
