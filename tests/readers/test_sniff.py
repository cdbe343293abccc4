"""Formats are told by content, whatever a file is called."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from regelverk.errors import (
    EncryptedFileError,
    NoTextLayerError,
    OldWordFormatError,
    UnknownFormatError,
)
from regelverk.readers.sniff import Format, refusal, sniff
from tests.conftest import ROOT
from tests.readers.lovdata_act import act

EXAMPLES = ROOT / "corpora" / "eksempel"
BY_SUFFIX = {
    ".xml": Format.LOVDATA,
    ".docx": Format.DOCX,
    ".pdf": Format.PDF,
    ".html": Format.HTML,
    ".txt": Format.TEXT,
    ".md": Format.TEXT,
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/*.*")), ids=lambda path: path.name)
def test_examples(path: Path) -> None:
    """Every example is recognised as what it is."""
    assert sniff(path.read_bytes()) is BY_SUFFIX[path.suffix]


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("tom.txt"))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (act(), Format.LOVDATA),
        (act().replace(b"<title>", b"<meta charset='utf-8'><title>"), Format.HTML),
        (b"<p>Kommunen skal samarbeide.</p>", Format.HTML),
        (b"<?xml version='1.0'?><feed/>", Format.XML),
        ("§ 1. Formål".encode("latin-1"), Format.TEXT),
        ("§ 1. Formål".encode("utf-16"), Format.TEXT),
        (zipped("word/document.xml"), Format.DOCX),
        (zipped("word/document.xml")[:60], Format.DOCX),
        (zipped("xl/workbook.xml"), Format.OFFICE),
        (zipped("a.txt"), Format.ZIP),
        (tar(), Format.TAR),
        (b"BZh91AY", Format.TAR),
        (OLE + "WordDocument".encode("utf-16-le"), Format.OLD_WORD),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Format.ENCRYPTED),
        (b"MZ\x90\x00", Format.PROGRAM),
        (b"\x89PNG\r\n", Format.IMAGE),
        (b"{\\rtf1 Lov}", Format.RTF),
        (bytes(range(1, 9)) * 20, Format.BINARY),
        (b"\n%PDF-1.4", Format.PDF),
    ],
    ids=lambda value: value.name if isinstance(value, Format) else "bytes",  # zip files hold a time
)
def test_tells(data: bytes, found: Format) -> None:
    """Each format by its own marks."""
    assert sniff(data) is found


def test_what_no_reader_takes() -> None:
    """A format that cannot be read gives the error that says what to do about it."""
    assert isinstance(refusal(Format.OLD_WORD, "a"), OldWordFormatError)
    assert isinstance(refusal(Format.ENCRYPTED, "a"), EncryptedFileError)
    assert isinstance(refusal(Format.IMAGE, "a"), NoTextLayerError)
    assert "RTF" in str(refusal(Format.RTF, "a"))
    assert type(refusal(Format.PROGRAM, "a")) is UnknownFormatError
