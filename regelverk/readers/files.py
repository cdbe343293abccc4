"""The files behind what a user names: one of them, a folder of them, or an archive."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from regelverk.errors import (
    MissingFileError,
    NoAccessError,
    NotAFileError,
    ReadError,
    TooLargeError,
)
from regelverk.readers import archive
from regelverk.readers.limits import DEFAULT, MIB, Limits
from regelverk.readers.sniff import ARCHIVES, sniff_stream

_DATA = {".json", ".jsonl", ".toml", ".yaml", ".yml"}
"""What often lies beside documents in a folder, and is none itself."""


@dataclass(frozen=True, slots=True)
class NamedBytes:
    """A file that is not on disk: what it is called, and its bytes (standard input, an upload)."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A file that could not be read; the rest of its batch goes on."""

    source: str
    error: ReadError


Source = str | Path | NamedBytes


def unread(sources: Iterable[Source], limits: Limits) -> Iterator[NamedBytes | ReadFailure]:
    """The bytes of each file, also of those in folders and archives, one at a time.

    A folder gives its files in the order of their names; hidden files and data such as
    JSON and TOML are passed over.
    """
    for source in sources:
        for each in _files(source):
            name = each.name if isinstance(each, NamedBytes) else str(each)
            try:
                with _open(each) as stream:
                    members = _members(stream, name, limits)
                    yield from members or [NamedBytes(name, _all(stream, name, limits))]
            except ReadError as error:
                yield ReadFailure(name, error)


def load(source: Source, limits: Limits = DEFAULT) -> NamedBytes:
    """A file with all its bytes.

    Raises:
        ReadError: It cannot be opened, or is too large.
    """
    if isinstance(source, NamedBytes):
        return source
    with _open(source) as stream:
        return NamedBytes(str(source), _all(stream, str(source), limits))


def unpack(stream: BinaryIO, name: str, **bounds: int) -> Iterator[NamedBytes | ReadFailure] | None:
    """The files of an archive, unread, one at a time; None where it is not an archive.

    Args:
        stream: The archive, seekable.
        name: Its name.
        bounds: Other than the usual ones of `Limits`: `members`, `file`, `archive`.
    """
    return _members(stream, name, replace(DEFAULT, **bounds))


def _files(source: Source) -> Iterator[Source]:
    """The files behind a source; a path that is not there is left for the reading to report."""
    if isinstance(source, NamedBytes):
        yield source
        return
    path = Path(source)
    if not path.is_dir():
        yield path
        return
    for found in sorted(path.rglob("*")):
        hidden = any(map(_is_hidden, found.relative_to(path).parts))
        if found.is_file() and found.suffix.lower() not in _DATA and not hidden:
            yield found


def _is_hidden(name: str) -> bool:
    """Whether a file or folder is not meant for readers; `~$` is what Word leaves while open."""
    return name.startswith((".", "~$"))


def _members(
    stream: BinaryIO, name: str, limits: Limits
) -> Iterator[NamedBytes | ReadFailure] | None:
    size = stream.seek(0, io.SEEK_END)
    if sniff_stream(stream) not in ARCHIVES:
        return None
    found = archive.members(stream, size, name, limits)
    return (ReadFailure(m.name, m.error) if m.error else NamedBytes(m.name, m.data) for m in found)


def _open(source: Source) -> BinaryIO:
    if isinstance(source, NamedBytes):
        return io.BytesIO(source.data)
    path = Path(source)
    try:
        if path.exists() and not path.is_file():
            raise NotAFileError(source=str(source))
        return path.open("rb")
    except FileNotFoundError as error:
        raise MissingFileError(source=str(source)) from error
    except PermissionError as error:
        raise NoAccessError(source=str(source)) from error
    except (OSError, ValueError) as error:
        raise ReadError(source=str(source), detail="den kan ikke åpnes") from error


def _all(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    """All bytes of a file, when they are not too many."""
    stream.seek(0)
    data = stream.read(limits.file + 1)
    if len(data) > limits.file:
        raise TooLargeError(source=name, detail=f"over {limits.file // MIB} MB")
    return data
