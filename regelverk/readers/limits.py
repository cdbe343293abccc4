"""Bounds on what is read: an uploaded file is hostile until it is parsed."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one read may take. Sizes in bytes.

    The largest act in force is 1 MiB of XML and the largest regulation 5 MiB; a letter with
    pictures seldom passes 20 MiB.

    Attributes:
        file: A single document.
        expanded: All parts of a compressed document (DOCX) together, unpacked.
        ratio: How many times larger than its packed form a part may become.
        members: Files in an archive, or parts of a DOCX.
        archive: All members of an archive together, unpacked.
        depth: Levels of elements in XML and HTML.
        pages: Pages of a PDF.
        blocks: Lines, blocks and table cells of one document.
    """

    file: int = 64 * MIB
    expanded: int = 256 * MIB
    ratio: int = 200
    members: int = 20_000
    archive: int = 4096 * MIB
    depth: int = 256
    pages: int = 3_000
    blocks: int = 500_000


DEFAULT = Limits()
