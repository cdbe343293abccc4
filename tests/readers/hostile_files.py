"""Bad and hostile files, made by hand: what is uploaded by mistake or to do harm."""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from tests.readers.lovdata_act import act
from tests.readers.word_file import changed, word_file, zipped

TEXT = "Lov om lek\n\n§ 1. Rett til lek\nAlle barn på øya har rett til å leke i snø.\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_BODY = "<w:p><w:r><w:t>§ 1. Alle barn har rett til å leke.</w:t></w:r></w:p>"
_ENTITIES = "".join(
    f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12)
)  # fmt: skip
_BOMB = f'<!DOCTYPE html [<!ENTITY e0 "lek">{_ENTITIES}]>'


def word() -> bytes:
    """A sound Word file."""
    return word_file(_BODY)


def ole(stream: str) -> bytes:
    """The start of a file in the old container of Office, with a stream of this name."""
    return OLE + stream.encode("utf-16-le") + bytes(4096)


def entity_bomb() -> bytes:
    """Lovdata XML whose entities would unfold to a hundred billion words."""
    return act("<p>&e11;</p>").replace(b"<html", _BOMB.encode() + b"<html", 1)


def entity_bomb_in_word() -> bytes:
    """A Word file with the same in its main part."""
    return changed(word(), {"word/document.xml": f"{_BOMB}<html>&e11;</html>"})


def zip_bomb(name: str) -> bytes:
    """A zip that holds 300 MB of zeros under this name, besides the parts of a Word file."""
    out = io.BytesIO(word() if name.startswith("word/") else zipped({"lov.txt": TEXT}))
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w") as part,
    ):
        for _ in range(300):
            part.write(bytes(1 << 20))
    return out.getvalue()


def tar(names: Iterable[str]) -> bytes:
    """A tar with the sound text under each name."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = len(TEXT.encode())
            archive.addfile(entry, io.BytesIO(TEXT.encode()))
    return out.getvalue()


def tar_with_huge_name(kind: bytes) -> bytes:
    """A tar.gz of a few MB that begins with a file name of 2 GB."""
    entry = tarfile.TarInfo("././@LongLink")
    entry.type, entry.size = kind, 2 << 30
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    start = packer.compress(entry.tobuf(tarfile.GNU_FORMAT)) + packer.flush(zlib.Z_FULL_FLUSH)
    zeros = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + zeros * (entry.size >> 24)


def pdf(objects: Iterable[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(places) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password nobody has."""
    key = b"<" + b"5a" * 32 + b">"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >>" % (key, key)
    return pdf([_CATALOGUE, _PAGES, page, lock], b"/Encrypt 4 0 R /ID [<00> <00>]")


def scanned_pdf() -> bytes:
    """A PDF whose only page is a picture."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /I 5 0 R >> >> >>"
    )
    picture = _stream(
        bytes(64 * 64),
        b"/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8",
    )
    return pdf([_CATALOGUE, _PAGES, page, _stream(b"q 595 0 0 842 0 0 cm /I Do Q"), picture])


def looping_pdf() -> bytes:
    """A PDF whose page tree holds itself."""
    tree = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9000 /Parent 3 0 R >>"
    return pdf([_CATALOGUE, tree, tree.replace(b"[2 0 R 3", b"[3 0 R 2")])


def nested(element: str, levels: int) -> bytes:
    """Elements within each other, in a page."""
    return (
        f"<!DOCTYPE html><html><body>{f'<{element}>' * levels}dypt{f'</{element}>' * levels}"
        "</body></html>"
    ).encode()


def sparse(path: Path, start: bytes, size: int) -> None:
    """A file of this size that takes no room on the disk."""
    with path.open("wb") as stream:
        stream.write(start)
        stream.truncate(size)
