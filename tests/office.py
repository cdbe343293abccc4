"""LibreOffice, run as the independent program that opens and prints what Regelverk writes."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NamedTuple, NoReturn

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


_ACCEPT, _REJECT = "AcceptAllTrackedChanges", "RejectAllTrackedChanges"
_MACRO = """
Sub Settle(listing As String)
  Dim number As Integer, line As String
  number = FreeFile
  Open listing For Input As #number
  Do While Not EOF(number)
    Line Input #number, line
    If line <> "" Then One(Split(line, Chr(9)))
  Loop
  Close #number
End Sub

Sub One(fields)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim how(0) As New com.sun.star.beans.PropertyValue
  Dim none()
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  how(0).Name = "FilterName"
  how(0).Value = "MS Word 2007 XML"
  shown = StarDesktop.loadComponentFromURL(fields(0), "_blank", 0, hidden())
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(shown.CurrentController.Frame, fields(2), "", 0, none())
  shown.storeToURL(fields(1), how())
  shown.close(True)
End Sub
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Review"
 script:language="StarBasic">{code}</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Review"/>
</library:library>
"""


class Review(NamedTuple):
    """A Word file with all its tracked changes accepted, and with all rejected."""

    accepted: Path
    rejected: Path


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
        output = self._run(["--convert-to", to, "--outdir", str(into), *map(str, sources)], timeout)
        return _made([into / f"{source.stem}.{to.partition(':')[0]}" for source in sources], output)

    def review(self, sources: Sequence[Path], into: Path, *, timeout: float = 600) -> list[Review]:
        """Let LibreOffice accept, and reject, all tracked changes of Word files, in one run.

        Args:
            sources: The files; their stems must differ.
            into: The folder to write to.
            timeout: Seconds before the run and all it started are ended.

        Returns:
            The settled files, in the order of `sources`.
        """
        self._install(timeout)
        reviews = [
            Review(into / f"{source.stem}.{_ACCEPT}.docx", into / f"{source.stem}.{_REJECT}.docx")
            for source in sources
        ]
        listing = into / "review.txt"
        listing.write_text(
            "".join(
                f"{source.as_uri()}\t{target.as_uri()}\t.uno:{target.suffixes[-2][1:]}\n"
                for source, review in zip(sources, reviews, strict=True)
                for target in (review.accepted, review.rejected)
            )
        )
        output = self._run([f"macro:///Standard.Review.Settle({listing})"], timeout)
        _made([path for each in reviews for path in (each.accepted, each.rejected)], output)
        return reviews

    def _install(self, timeout: float) -> None:
        """Put the macro in the profile, which LibreOffice must have made first."""
        folder = self.profile / "user" / "basic" / "Standard"
        if not folder.is_dir():
            self._run(["--terminate_after_init"], timeout)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "Review.xba").write_text(_MODULE.format(code=escape(_MACRO)))
        (folder / "script.xlb").write_text(_LIBRARY)

    def _run(self, arguments: Sequence[str], timeout: float) -> str:
        profile = f"-env:UserInstallation={self.profile.as_uri()}"
        return _run([self.program, "--headless", "--norestore", profile, *arguments], timeout)


def _made(paths: list[Path], output: str) -> list[Path]:
    missing = [path.name for path in paths if not path.is_file()]
    assert not missing, f"LibreOffice did not make {missing}: {output}"
    return paths


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
