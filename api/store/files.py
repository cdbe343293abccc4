"""Uploaded files, each under the hash of its content; stored before anything is parsed."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from api.clock import now
from api.errors import StorageFullError, UploadTooLargeError

_CHUNK = 1 << 20
_CUT_OFF = 24 * 3600.0
_MIB = 1 << 20


class Stored(NamedTuple):
    """A file that is safely on disk."""

    sha256: str
    size: int


class FileStore:
    """A folder of files named by their SHA-256, spread over 256 folders."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"

    def open(self) -> None:
        """Make the folders, and throw away what uploads that were cut off left behind."""
        self._incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        long_ago = now().timestamp() - _CUT_OFF
        for left in self._incoming.iterdir():
            if left.stat().st_mtime < long_ago:
                left.unlink(missing_ok=True)

    def put(self, source: BinaryIO, limit: int) -> Stored:
        """Store what can be read from `source`.

        The bytes are on disk, and the name points at all of them, before this returns.

        Args:
            source: Where to read.
            limit: The most bytes it may hold.

        Raises:
            UploadTooLargeError: It holds more.
            StorageFullError: There is no room.
        """
        digest, size = hashlib.sha256(), 0
        try:
            with tempfile.NamedTemporaryFile(dir=self._incoming, delete=False) as target:
                temporary = Path(target.name)
                try:
                    while chunk := source.read(_CHUNK):
                        size += len(chunk)
                        if size > limit:
                            raise UploadTooLargeError(limit=limit // _MIB)
                        digest.update(chunk)
                        target.write(chunk)
                    target.flush()
                    os.fsync(target.fileno())
                    self._settle(temporary, digest.hexdigest())
                finally:
                    temporary.unlink(missing_ok=True)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StorageFullError from error
            raise
        return Stored(digest.hexdigest(), size)

    def _settle(self, temporary: Path, sha256: str) -> None:
        """Give a written file its name. The same content twice is one file."""
        target = self.path(sha256)
        target.parent.mkdir(exist_ok=True, mode=0o700)
        temporary.replace(target)
        for folder in (target.parent, self._folder):
            _sync(folder)

    def path(self, sha256: str) -> Path:
        """Where the file with this hash lies, or would lie."""
        return self._folder / sha256[:2] / sha256

    def older(self, than: datetime) -> Iterator[str]:
        """The hashes of files that were last uploaded before a time."""
        for path in self._folder.glob("[0-9a-f][0-9a-f]/*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < than.timestamp():
                    yield path.name

    def discard(self, hashes: Iterable[str]) -> None:
        """Delete files that no case has any more."""
        for sha256 in hashes:
            self.path(sha256).unlink(missing_ok=True)

    def room(self) -> int:
        """How many bytes can still be written."""
        found = os.statvfs(self._folder)
        return found.f_bavail * found.f_frsize

    def writable(self) -> bool:
        """Whether a file can be written now."""
        try:
            with tempfile.TemporaryFile(dir=self._incoming) as trial:
                trial.write(b"regelverk")
        except OSError:
            return False
        return True


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
