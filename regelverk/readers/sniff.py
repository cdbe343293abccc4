"""What a file is, by its content: its name may be wrong, or a disguise."""

import io
import re
import zipfile
from enum import StrEnum
from typing import BinaryIO, Final

from regelverk.errors import (
    EncryptedFileError,
    NoTextLayerError,
    OldWordFormatError,
    ReadError,
    UnknownFormatError,
)
from regelverk.readers.decode import decode


class Format(StrEnum):
    """The formats that are told apart, in words for messages."""

    LOVDATA = "Lovdata-XML"
    DOCX = "Word (.docx)"
    PDF = "PDF"
    HTML = "HTML"
    TEXT = "tekst"
    ZIP = "zip-arkiv"
    TAR = "tar-arkiv"
    OLD_WORD = "gammelt Word-format"
    ENCRYPTED = "passordbeskyttet Office-fil"
    OFFICE = "annen Office-fil"
    RTF = "RTF"
    IMAGE = "bilde"
    PROGRAM = "program"
    XML = "XML som ikke er fra Lovdata"
    BINARY = "ukjente binære data"


ARCHIVES: Final = frozenset({Format.ZIP, Format.TAR})
"""Formats that hold other files."""

_HEAD = 8192
_PDF_WITHIN = 1024
_MARKED_WITHIN = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS: Final = (
    (b"{\\rtf", Format.RTF),
    (b"MZ", Format.PROGRAM),
    (b"\x7fELF", Format.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Format.PROGRAM),
    (b"\x89PNG", Format.IMAGE),
    (b"\xff\xd8\xff", Format.IMAGE),
    (b"GIF8", Format.IMAGE),
    (b"II*\x00", Format.IMAGE),
    (b"MM\x00*", Format.IMAGE),
    (b"\x1f\x8b", Format.TAR),
    (b"BZh", Format.TAR),
    (b"\xfd7zXZ\x00", Format.TAR),
)
_TAR_MARK, _TAR_AT = b"ustar", 257
_LOVDATA = re.compile(r"data-lovdata-URL=|class=\"document(?:Header|Body)\"")
# HTML leaves these elements open; a page saved from lovdata.no has them, the open data has not.
_OPEN_TAGS = re.compile(r"<(?:meta|link|img|br|input|hr)\b[^<>]*(?<!/)>", re.IGNORECASE)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|main|article|section|div|p|h[1-6]|table|ul|ol)\b",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 0.01


def sniff(data: bytes) -> Format:
    """The format of a file's bytes.

    Example:
        >>> sniff(b"%PDF-1.7 ..."), sniff("§ 1. Formål".encode())
        (<Format.PDF: 'PDF'>, <Format.TEXT: 'tekst'>)
    """
    return sniff_stream(io.BytesIO(data))


def sniff_stream(stream: BinaryIO) -> Format:
    """The format of a seekable file, from its first bytes or a zip's listing.

    The file is left at its start.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        found = _zip(stream, head)
    elif head.startswith(_OLE):
        stream.seek(0)
        found = _ole(stream.read(_MARKED_WITHIN))
    else:
        found = _by_start(head) or _by_text(head, stream)
    stream.seek(0)
    return found


def refusal(found: Format, source: str) -> ReadError:
    """The error for a format that is recognised, but that no reader takes."""
    if found is Format.OLD_WORD:
        return OldWordFormatError(source=source)
    if found is Format.ENCRYPTED:
        return EncryptedFileError(source=source)
    if found is Format.IMAGE:
        return NoTextLayerError(source=source)
    return UnknownFormatError(source=source, detail=found.value)


def _by_start(head: bytes) -> Format | None:
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Format.PDF
    if head[_TAR_AT : _TAR_AT + len(_TAR_MARK)] == _TAR_MARK:
        return Format.TAR
    return next((found for start, found in _STARTS if head.startswith(start)), None)


def _zip(stream: BinaryIO, head: bytes) -> Format:
    """A Word file is a zip with `word/document.xml` in it; a broken one shows it at its start."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return Format.DOCX if b"word/" in head or b"[Content_Types].xml" in head else Format.ZIP
    if any(name.startswith("word/") for name in names):
        return Format.DOCX
    office = ("xl/", "ppt/", "visio/", "[Content_Types].xml", "content.xml")
    return Format.OFFICE if any(name.startswith(office) for name in names) else Format.ZIP


def _ole(data: bytes) -> Format:
    """The old container of Microsoft Office: its directory names are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Format.ENCRYPTED
    if "WordDocument".encode("utf-16-le") in data:
        return Format.OLD_WORD
    return Format.OFFICE


def _by_text(head: bytes, stream: BinaryIO) -> Format:
    text = decode(head, cut=True).text.lstrip()
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        return Format.BINARY
    if not text.startswith("<"):
        return Format.TEXT
    stream.seek(0)
    if _LOVDATA.search(text) or _LOVDATA.search(decode(stream.read(_MARKED_WITHIN), cut=True).text):
        return Format.HTML if _OPEN_TAGS.search(text) else Format.LOVDATA
    if _HTML.search(text):
        return Format.HTML
    return Format.XML if text.startswith(("<?xml", "<!DOCTYPE")) else Format.TEXT
