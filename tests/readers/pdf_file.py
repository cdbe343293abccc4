"""PDF files made by hand, with text where a test wants it. Only for tests.

All text is set in Courier, whose letters are all 0.6 of the size wide.
"""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_FONTS = {False: "Courier", True: "Courier-Bold"}


@dataclass
class Sheet:
    """A page to draw on; heights are measured from the upper edge."""

    parts: list[str] = field(default_factory=list)
    extra: str = ""
    box: tuple[int, int] = (WIDTH, HEIGHT)

    def text(
        self,
        left: float,
        base: float,
        text: str,
        *,
        size: float = 10,
        bold: bool = False,
        mode: int = 0,
        turned: bool = False,
    ) -> "Sheet":
        """Put a text at a place."""
        body = "".join(f"\\{byte:03o}" for byte in text.encode("cp1252"))
        matrix = "0 1 -1 0" if turned else "1 0 0 1"
        self.parts.append(
            f"BT /{'B' if bold else 'R'} {size} Tf {mode} Tr "
            f"{matrix} {left} {HEIGHT - base} Tm ({body}) Tj ET"
        )
        return self

    def rows(
        self,
        left: float,
        base: float,
        rows: Sequence[str],
        *,
        size: float = 10,
        indent: float = 0,
        bold: bool = False,
    ) -> float:
        """Put rows below each other; gives where the next would stand."""
        for index, row in enumerate(rows):
            self.text(left + (0 if index else indent), base, row, size=size, bold=bold)
            base += 1.2 * size
        return base

    def rule(self, left: float, top: float, right: float, bottom: float) -> "Sheet":
        """Draw a line."""
        self.parts.append(f"{left} {HEIGHT - top} m {right} {HEIGHT - bottom} l S")
        return self

    def picture(self) -> "Sheet":
        """Cover the page with a picture, as a scan does."""
        self.parts.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")
        return self

    @property
    def content(self) -> bytes:
        """The page's drawing instructions."""
        return "\n".join(self.parts).encode("latin-1")


def wrapped(text: str, columns: int) -> list[str]:
    """Text as rows of at most so many letters."""
    rows = [""]
    for word in text.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > columns:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def pdf(pages: Iterable[Sheet], *, user: str | None = None, packed: bool = True) -> bytes:
    """A file with these pages; with a user password (which may be empty) it is encrypted."""
    sheets = list(pages)
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(sheets)))
    bodies: list[tuple[str, bytes | None]] = [
        ("<</Type/Catalog/Pages 2 0 R>>", None),
        (f"<</Type/Pages/Kids[{kids}]/Count {len(sheets)}>>", None),
        *(
            (f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>", None)
            for name in _FONTS.values()
        ),
    ]
    for index, sheet in enumerate(sheets):
        box = f"[0 0 {sheet.box[0]} {sheet.box[1]}]"
        fonts = "/Resources<</Font<</R 3 0 R/B 4 0 R>>>>"
        page = f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Contents {6 + 2 * index} 0 R{fonts}"
        bodies.append((f"{page}{sheet.extra}>>", None))
        stream = zlib.compress(sheet.content) if packed else sheet.content
        bodies.append(("/Filter/FlateDecode" if packed else "", stream))
    return assembled(bodies, user)


def assembled(bodies: Sequence[tuple[str, bytes | None]], user: str | None = None) -> bytes:
    """A file of objects: the text of each, or the entries and bytes of a stream; the root first."""
    key, trailer = _encryption(user) if user is not None else (b"", "")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, (text, stream) in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode()
        if stream is None:
            out += text.encode("latin-1")
        else:
            data = stream
            if key:
                own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
                data = _rc4(own, stream)
            out += f"<<{text}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"
        out += b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(bodies) + 1}/Root 1 0 R{trailer}>>\n".encode()
    out += f"startxref\n{start}\n%%EOF".encode()
    return bytes(out)


def _encryption(user: str) -> tuple[bytes, str]:
    """Key and trailer entries of the oldest standard encryption; the owner's word is `eier`."""
    name = b"0123456789abcdef"
    padded = (user.encode() + _PAD)[:32]
    owner = _rc4(hashlib.md5((b"eier" + _PAD)[:32]).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (-4).to_bytes(4, "little", signed=True) + name).digest()[:5]
    check = _rc4(key, _PAD)
    return key, (
        f"/ID[<{name.hex()}><{name.hex()}>]"
        f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{owner.hex()}>/U<{check.hex()}>>>"
    )


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
