"""A Word file as its parts, and a changed one packed anew."""

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Protocol

from lxml import etree

from regelverk.errors import DamagedFileError, OutputError
from regelverk.writers.packing import EPOCH
from regelverk.writers.tracked.xml import Element, w

_LEVEL: Final = 1  # packing hard would take a third of the time
CONTENT_TYPES: Final = "[Content_Types].xml"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STORIES: Final = re.compile(r"word/(?:comments|footnotes|endnotes|header\d*|footer\d*)\w*\.xml")
_ID: Final = re.compile(rb"""\sw:id=["'](\d{1,9})["']""")


class Relation(Protocol):
    """A link from a part to another, or out of the file."""

    @property
    def kind(self) -> str:
        """The last word of its type: `styles`, `image`."""

    @property
    def target(self) -> str:
        """A part's name, or an address outside the file."""

    @property
    def external(self) -> bool:
        """Whether it points outside the file."""


class Parts(Protocol):
    """A Word file that has been opened within bounds (see `regelverk.readers.docx_package`)."""

    @property
    def source(self) -> str:
        """The file's name, for messages."""

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""

    def main(self) -> str:
        """The name of the main part."""

    def relations(self, part: str) -> Mapping[str, Relation]:
        """A part's relations, by their id."""

    def xml(self, name: str) -> Element:
        """The root of a part."""

    def data(self, name: str) -> bytes:
        """The bytes of a part."""


def body_of(root: Element) -> Element:
    """The body of a main part.

    Raises:
        DamagedFileError: There is none.
    """
    body = root.find(w("body"))
    if body is None:
        raise DamagedFileError(source="Word-filen", detail="dokumentdelen har ingen tekst")
    return body


def last_number(file: Parts) -> int:
    """The greatest number that marks, bookmarks and comments have in a file.

    Raises:
        OutputError: The file is of the strict kind (ISO/IEC 29500 Strict), which Word reads, but
            whose names differ from those we write.
    """
    if _STRICT in file.data(file.main()):
        detail = "den er lagret som «Strict Open XML»; lagre den som vanlig Word-dokument"
        raise OutputError(target=file.source, detail=detail)
    numbers = (
        int(found[1])
        for name in file.names
        if name == file.main() or _STORIES.fullmatch(name)
        for found in _ID.finditer(file.data(name))
    )
    return max(numbers, default=0)


def packed(
    file: Parts, changed: Mapping[str, Element], added: Mapping[str, bytes] | None = None
) -> bytes:
    """A file with some parts changed and some added; every other is byte for byte the same.

    Args:
        file: The file.
        changed: The roots of parts that are changed, by name.
        added: New parts, by name.
    """
    out = BytesIO()
    names = sorted({*file.names, *changed, *(added or {})}, key=_order)
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            if name.endswith("/"):
                continue
            if name in changed:
                data = etree.tostring(
                    changed[name], xml_declaration=True, encoding="UTF-8", standalone=True
                )
            else:
                data = (added or {}).get(name) or file.data(name)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=_LEVEL)
    return out.getvalue()


def _order(name: str) -> tuple[int, str]:
    """Content types first, then the file's own relations: so readers know what follows."""
    first = (CONTENT_TYPES, "_rels/.rels")
    return (first.index(name) if name in first else len(first), name)


class OwnParts:
    """A Word file that we made ourselves, and so need not fear.

    Attributes:
        source: What it is called in messages.
    """

    def __init__(self, data: bytes) -> None:
        self.source = "utkastet"
        self._archive = zipfile.ZipFile(BytesIO(data))

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._archive.namelist())

    def main(self) -> str:
        """The name of the main part."""
        return "word/document.xml"

    def relations(self, part: str) -> Mapping[str, Relation]:
        """A part's relations, by their id."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.names:
            return {}
        return {
            each.get("Id", ""): _Link(
                each.get("Type", "").rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/"),
                each.get("TargetMode") == "External",
            )
            for each in self.xml(rels)
        }

    def xml(self, name: str) -> Element:
        """The root of a part."""
        return etree.fromstring(self.data(name))

    def data(self, name: str) -> bytes:
        """The bytes of a part."""
        return self._archive.read(name)


@dataclass(frozen=True, slots=True)
class _Link:
    kind: str
    target: str
    external: bool
