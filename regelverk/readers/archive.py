"""Archives (.tar, .tar.bz2, .tar.gz, .tar.xz, .zip), read as a stream and never unpacked to disk.

Lovdata's open data comes as .tar.bz2. What is bounded: the size of a file, of all files together,
their number, and how much larger than its packed form an archive may become.
"""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Self

from regelverk.errors import (
    DamagedFileError,
    EncryptedFileError,
    ReadError,
    TooLargeError,
    UnsafeFileError,
)
from regelverk.readers.limits import DEFAULT, MIB, Limits

_SKIPPED_FOLDERS = frozenset({"__MACOSX"})
_BROKEN = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)
_HEADERS = frozenset(
    {
        tarfile.GNUTYPE_LONGNAME,
        tarfile.GNUTYPE_LONGLINK,
        tarfile.XHDTYPE,
        tarfile.XGLTYPE,
        tarfile.SOLARIS_XHDTYPE,
    }
)
_ENCRYPTED_BIT = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its bytes, or why they could not be had.

    Attributes:
        name: The archive's name and the file's path in it: `lover.zip/nl/nl-20050617-064.xml`.
        data: The bytes; empty where there is an error.
        error: What was wrong with this file or, as the last member, with the rest of the archive.
    """

    name: str
    data: bytes = b""
    error: ReadError | None = None


def members(stream: BinaryIO, size: int, source: str, limits: Limits = DEFAULT) -> Iterator[Member]:
    """The files of an archive, one at a time, in its order.

    Args:
        stream: The archive; a .zip must be seekable.
        size: The archive's own size in bytes.
        source: Its name.
        limits: Bounds. A file over its bound is one error; an archive over its bounds ends with an
            error.

    Yields:
        A member for each file, hidden files and folders apart.
    """
    start = stream.read(4)
    stream.seek(0)
    budget = _Budget(size, source, limits)
    try:
        yield from _zip(stream, budget) if start.startswith(b"PK") else _tar(stream, budget)
    except ReadError as error:
        yield Member(source, error=error)
    except _BROKEN:
        detail = "arkivet er ødelagt eller avkortet"
        yield Member(source, error=DamagedFileError(source=source, detail=detail))


class _Budget:
    """What the archive has used of its bounds."""

    def __init__(self, size: int, source: str, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.packed = size
        self.files = 0
        self.bytes = 0

    def charge(self, size: int) -> None:
        """Count one more file of this size, and refuse to go on where a bound is passed."""
        self.files += 1
        self.bytes += size
        limits = self.limits
        if self.files > limits.members:
            raise TooLargeError(source=self.source, detail=f"over {limits.members} filer i arkivet")
        if self.bytes > limits.ratio * self.packed + limits.file:
            raise UnsafeFileError(
                source=self.source, detail="arkivet pakker ut urimelig mye (arkivbombe)"
            )
        if self.bytes > limits.archive:
            raise TooLargeError(
                source=self.source, detail=f"over {limits.archive // MIB} MB utpakket"
            )

    def refuse(self, name: str, size: int) -> ReadError | None:
        """Why a single file is not read, or None."""
        full = f"{self.source}/{name}"
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            return UnsafeFileError(source=full, detail="stien peker ut av arkivet")
        if size > self.limits.file:
            return TooLargeError(source=full, detail=f"over {self.limits.file // MIB} MB")
        return None


class _Entry(tarfile.TarInfo):
    """A header of a tar. Long names come as files of their own, which tarfile reads whole."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """The header in a block, unless it announces a name that no file has."""
        entry = super().frombuf(buf, encoding, errors)
        if entry.type in _HEADERS and entry.size > MIB:
            raise tarfile.ReadError
        return entry


def _tar(stream: BinaryIO, budget: _Budget) -> Iterator[Member]:
    with tarfile.open(fileobj=stream, mode="r|*", tarinfo=_Entry) as archive:
        for entry in archive:
            if entry.isdir() or _hidden(entry.name):
                continue
            budget.charge(entry.size)
            name = f"{budget.source}/{entry.name}"
            if not entry.isreg():
                detail = "lenker og spesialfiler i arkiv leses ikke"
                yield Member(name, error=UnsafeFileError(source=name, detail=detail))
            elif error := budget.refuse(entry.name, entry.size):
                yield Member(name, error=error)
            elif (handle := archive.extractfile(entry)) is not None:
                yield Member(name, handle.read())


def _zip(stream: BinaryIO, budget: _Budget) -> Iterator[Member]:
    with zipfile.ZipFile(stream) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or _hidden(entry.filename):
                continue
            budget.charge(entry.file_size)
            name = f"{budget.source}/{entry.filename}"
            if entry.flag_bits & _ENCRYPTED_BIT:
                yield Member(name, error=EncryptedFileError(source=name))
            elif error := budget.refuse(entry.filename, entry.file_size):
                yield Member(name, error=error)
            else:
                yield _zipped(archive, entry, name, budget.limits)


def _zipped(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, limits: Limits) -> Member:
    """One file of a .zip; a broken one costs only itself."""
    try:
        with archive.open(entry) as handle:
            data = handle.read(limits.file + 1)
    except (*_BROKEN, RuntimeError):
        return Member(name, error=DamagedFileError(source=name, detail="den kan ikke pakkes ut"))
    if len(data) > limits.file:
        return Member(
            name, error=TooLargeError(source=name, detail=f"over {limits.file // MIB} MB")
        )
    return Member(name, data)


def _hidden(name: str) -> bool:
    """Whether a file is the system's own (`.DS_Store`, `__MACOSX/…`) and not the user's."""
    parts = PurePosixPath(name).parts
    return bool(parts) and (parts[-1].startswith(".") or parts[0] in _SKIPPED_FOLDERS)
