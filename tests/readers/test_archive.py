"""Archives are streamed, bounded, and one bad file never stops the rest."""

import io
import struct
import tarfile
import zipfile
from collections.abc import Iterable

import pytest

from regelverk.errors import (
    DamagedFileError,
    EncryptedFileError,
    TooLargeError,
    UnsafeFileError,
)
from regelverk.readers.archive import Member, members
from regelverk.readers.limits import Limits


def read(data: bytes, limits: Limits | None = None) -> list[Member]:
    return list(members(io.BytesIO(data), len(data), "a", limits or Limits()))


def tar(files: Iterable[tuple[str, bytes]], mode: str = "w:bz2") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return stream.getvalue()


FILES = [("nl/en.xml", b"<en/>"), ("nl/to.txt", "ø".encode()), (".DS_Store", b"x")]


@pytest.mark.parametrize("mode", ["w", "w:bz2", "w:gz", "w:xz"])
def test_every_packing_of_tar(mode: str) -> None:
    """All packings of .tar give the same files; the system's own are left out."""
    assert [(each.name, each.data) for each in read(tar(FILES, mode))] == [
        ("a/nl/en.xml", b"<en/>"),
        ("a/nl/to.txt", "ø".encode()),
    ]


def test_zip() -> None:
    """A .zip gives its files."""
    assert [each.data for each in read(zipped(FILES))] == [b"<en/>", "ø".encode()]


@pytest.mark.parametrize("pack", [tar, zipped])
@pytest.mark.parametrize("name", ["../ute.xml", "/etc/passwd", "a/../../b", "c:/x.xml"])
def test_a_path_that_climbs_out(pack: object, name: str) -> None:
    """A file whose path points out of the archive is refused; the next one is read."""
    files = [(name, b"x"), ("inne.xml", b"y")]
    first, second = read(tar(files) if pack is tar else zipped(files))
    assert isinstance(first.error, UnsafeFileError)
    assert (second.data, second.error) == (b"y", None)


def test_links_are_not_followed() -> None:
    """A symbolic link in a .tar is an error of its own."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        entry = tarfile.TarInfo("lenke.xml")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    (only,) = read(stream.getvalue())
    assert isinstance(only.error, UnsafeFileError)


@pytest.mark.parametrize("pack", [tar, zipped])
def test_a_bomb(pack: object) -> None:
    """An archive that would unpack to far more than its own size ends with an error."""
    files = [(f"{number}.txt", bytes(1 << 20)) for number in range(60)]
    data = tar(files) if pack is tar else zipped(files)
    found = read(data, Limits(file=1 << 20, ratio=10))
    assert isinstance(found[-1].error, UnsafeFileError)
    assert sum(len(each.data) for each in found) < 20 << 20


def test_bounds_on_files() -> None:
    """One large file costs itself; too many files, or too much in all, ends the archive."""
    files = [("stor.xml", bytes(100)), ("liten.xml", b"y")]
    large, small = read(tar(files), Limits(file=50))
    assert isinstance(large.error, TooLargeError)
    assert small.data == b"y"
    assert isinstance(read(tar(files), Limits(members=1))[-1].error, TooLargeError)
    assert isinstance(read(tar(files), Limits(archive=50))[-1].error, TooLargeError)


def test_truncated() -> None:
    """What stands before a cut is read; the cut is an error at the end."""
    data = tar([(f"{number}.xml", bytes(range(256)) * 400) for number in range(20)])
    found = read(data[: len(data) // 2])
    assert isinstance(found[-1].error, DamagedFileError)
    assert isinstance(read(zipped(FILES)[:40])[-1].error, DamagedFileError)
    assert isinstance(read(b"")[-1].error, DamagedFileError)


def test_encrypted_and_lying_zip() -> None:
    """An encrypted file in a .zip is named as such; one that lies about its checksum is damaged."""
    data = bytearray(zipped(FILES[:1]))
    for at in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[at] |= 1
    (only,) = read(bytes(data))
    assert isinstance(only.error, EncryptedFileError)
    data = bytearray(zipped(FILES[:2]))
    at = data.find(b"PK\x01\x02") + 16
    data[at : at + 4] = struct.pack("<I", 1)
    broken, whole = read(bytes(data))
    assert isinstance(broken.error, DamagedFileError)
    assert whole.error is None
