"""Bytes to text: which encoding a text file is in."""

import codecs
import re
from dataclasses import dataclass

from regelverk.rules.notices import notice
from regelverk.spans import Notice

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MISREAD = re.compile(r"Ã[¥¦¸…†˜]|Â[§«»]")
_SAMPLE = 4096
_MOST_NULS = 0.3


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what the user should know about how it was read."""

    text: str
    notices: tuple[Notice, ...] = ()


def decode(data: bytes, *, cut: bool = False) -> Decoded:
    """The text of a file, by its mark or its bytes; Windows-1252 where nothing else fits.

    Args:
        data: The bytes.
        cut: Whether they are the start of a longer file, so that the last character may be half.

    Example:
        >>> decode("å".encode("latin-1")).text, decode("åå".encode("utf-16-le")).text
        ('å', 'åå')
    """
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "") or _utf16(data)
    if encoding:
        return Decoded(data.decode(encoding, errors="replace"))
    try:
        decoder = codecs.getincrementaldecoder("utf-8")()
        text = decoder.decode(data, final=not cut)
    except UnicodeDecodeError:
        return Decoded(data.decode("cp1252", errors="replace"), (notice("not_utf8"),))
    if _MISREAD.search(text):
        return Decoded(text, (notice("misread"),))
    return Decoded(text)


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of Norwegian text is then zero."""
    sample = data[:_SAMPLE]
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > _MOST_NULS * half and sample[0::2].count(0) < half // 10 + 1:
        return "utf-16-le"
    if sample[0::2].count(0) > _MOST_NULS * half and sample[1::2].count(0) < half // 10 + 1:
        return "utf-16-be"
    return ""
