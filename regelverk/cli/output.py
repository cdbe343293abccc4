"""Where results go: standard output, or files that are written whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from regelverk.errors import OutputError


def say(words: str = "") -> None:
    """A line on standard output."""
    sys.stdout.write(f"{words}\n")


def complain(words: str) -> None:
    """A line on standard error."""
    sys.stdout.flush()
    sys.stderr.write(f"{words}\n")


def broken_pipe() -> None:
    """The reader of standard output has gone (`| head`): stop quietly."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())


class Progress:
    """How far a long reading has come, on a terminal only."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = sys.stderr.isatty()
        self._count = 0

    def step(self) -> None:
        """One more is done."""
        self._count += 1
        if self._shown and (self._count < 20 or self._count % 10 == 0):
            sys.stderr.write(f"\r{self._count} {self._what} …")
            sys.stderr.flush()

    def done(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def write_file(target: Path, data: bytes | str, inputs: Iterable[str] = ()) -> None:
    """Write a file whole or not at all, and never over one of the inputs.

    Raises:
        OutputError: It is one of the inputs, or cannot be written.
    """
    content = data.encode() if isinstance(data, str) else data
    if _is_input(target, inputs):
        raise OutputError(target=target, detail="det er en av filene som blir lest")
    part = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(part).chmod(0o666 & ~_umask())
        Path(part).replace(target)
    except OSError as error:
        if part is not None:
            Path(part).unlink(missing_ok=True)
        raise OutputError(target=target, detail=error.strerror or str(error)) from error


def _umask() -> int:
    """The bits that new files must not have; reading them means setting them for a moment."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _is_input(target: Path, inputs: Iterable[str]) -> bool:
    """Whether a file is one of the inputs, or lies in a folder that is."""
    if not target.exists():
        return False
    for name in inputs:
        source = Path(name)
        if name == "-" or not source.exists():
            continue
        if source.is_dir():
            if target.resolve().is_relative_to(source.resolve()):
                return True
        elif source.samefile(target):
            return True
    return False
