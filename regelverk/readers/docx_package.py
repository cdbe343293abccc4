"""A Word file as a bounded set of parts (ECMA-376 part 2, Open Packaging Conventions).

Nothing is unpacked that is not needed, and nothing beyond the bounds: sizes are checked by what the
file declares before anything is decompressed, and again while it is read.
"""

import posixpath
import zipfile
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from regelverk.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    OldWordFormatError,
    TooLargeError,
    UnsafeFileError,
)
from regelverk.readers.limits import MIB, Limits
from regelverk.rules.notices import notice
from regelverk.spans import Notice

Element = etree._Element

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main",
     b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another part, or to an address outside the file.

    Attributes:
        kind: The last word of its type: `footnotes`, `hyperlink`, `header`.
        target: A part's name, or the outside address.
        external: Whether it points outside the file.
    """

    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """The parts of a Word file, read on demand.

    Attributes:
        source: The file's name, for messages.
        limits: The bounds.
        archive: The zip archive.
        notices: What went wrong with parts that the text does not depend on.
        read_so_far: Bytes unpacked.
    """

    source: str
    limits: Limits
    archive: zipfile.ZipFile
    notices: list[Notice] = field(default_factory=list)
    read_so_far: int = 0

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self.archive.namelist())

    def main(self) -> str:
        """The name of the main document part.

        Raises:
            DamagedFileError: There is none.
        """
        for relation in self.relations("").values():
            if relation.kind == "officeDocument":
                return relation.target
        if "word/document.xml" in self.names:
            return "word/document.xml"
        raise DamagedFileError(source=self.source, detail="den har ingen dokumentdel fra Word")

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part, by their id; of the file itself for an empty name."""
        folder, name = posixpath.split(part)
        root = self.optional(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return {}
        found: dict[str, Relation] = {}
        for each in root:
            if not isinstance(each.tag, str):
                continue
            target, external = each.get("Target", ""), each.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = each.get("Type", "").rsplit("/", 1)[-1]
            found[each.get("Id", "")] = Relation(kind, target, external)
        return found

    def optional(self, name: str) -> Element | None:
        """The root of a part that the text does not depend on: a broken one costs a notice."""
        if name not in self.names:
            return None
        try:
            return self.xml(name)
        except DamagedFileError:
            self.notices.append(notice("broken_part", part=name))
            return None

    def xml(self, name: str, *, mend: bool = False) -> Element:
        """The root of a part.

        Args:
            name: The part's name.
            mend: Read as far as a broken part goes, with a notice.

        Raises:
            DamagedFileError: The part is missing or is not XML.
            UnsafeFileError: It declares a document type, which no Word file does.
            TooLargeError: It passes a bound.
        """
        data = self.data(name)
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
        root = self._parsed(name, data, mend=mend)
        if root.getroottree().docinfo.doctype:
            raise UnsafeFileError(source=self.source, detail="den definerer egne entiteter")
        return root

    def _parsed(self, name: str, data: bytes, *, mend: bool) -> Element:
        try:
            return etree.fromstring(data, _parser())
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower() or "huge" in str(error).lower():
                detail = "for mange nivåer eller for lange tekster"
                raise TooLargeError(source=self.source, detail=detail) from error
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                detail = "den definerer egne entiteter"
                raise UnsafeFileError(source=self.source, detail=detail) from error
            root = _mended(data) if mend else None
            if root is None:
                detail = f"delen {name} er ugyldig"
                raise DamagedFileError(source=self.source, detail=detail) from error
        self.notices.append(notice("broken_xml"))
        return root

    def data(self, name: str) -> bytes:
        """The bytes of a part, at most as many as it declares and the bounds allow.

        Raises:
            DamagedFileError: It is missing or cannot be unpacked.
            TooLargeError: The parts together pass the bound.
        """
        try:
            declared = self.archive.getinfo(name).file_size
            with self.archive.open(name) as stream:
                data = stream.read(declared + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            OSError,
            EOFError,
            NotImplementedError,
            ValueError,
        ) as error:
            raise DamagedFileError(
                source=self.source, detail=f"delen {name} kan ikke pakkes ut"
            ) from error
        except Exception as error:  # zlib.error and lzma.LZMAError share no base of their own
            raise DamagedFileError(
                source=self.source, detail=f"delen {name} kan ikke pakkes ut"
            ) from error
        self.read_so_far += len(data)
        if len(data) > declared or self.read_so_far > self.limits.expanded:
            raise TooLargeError(source=self.source, detail="den er større utpakket enn den oppgir")
        return data


def open_package(data: bytes, source: str, limits: Limits) -> Package:
    """Open a Word file within the bounds.

    Raises:
        EmptyFileError: There are no bytes.
        EncryptedFileError: It asks for a password.
        OldWordFormatError: It is a `.doc`.
        DamagedFileError: It is no zip archive.
        UnsafeFileError: It has paths that climb out, or is a zip bomb.
        TooLargeError: It passes a bound.
    """
    if not data:
        raise EmptyFileError(source=source)
    if len(data) > limits.file:
        raise TooLargeError(source=source, detail=f"over {limits.file // MIB} MB")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise EncryptedFileError(source=source)
        raise OldWordFormatError(source=source)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DamagedFileError(
            source=source, detail="den er avkortet eller ikke et Word-dokument"
        ) from error
    _check(archive.infolist(), source, limits)
    return Package(source, limits, archive)


def _check(members: list[zipfile.ZipInfo], source: str, limits: Limits) -> None:
    """Refuse what no Word file needs, by what the archive declares."""
    if len(members) > limits.members:
        raise TooLargeError(source=source, detail=f"over {limits.members} deler")
    for member in members:
        path = member.filename.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/"):
            raise UnsafeFileError(source=source, detail="den har stier som peker ut av filen")
        if member.flag_bits & 1:
            raise EncryptedFileError(source=source)
        if member.file_size > MIB and member.file_size > limits.ratio * max(
            1, member.compress_size
        ):
            raise UnsafeFileError(
                source=source, detail="en del er pakket urimelig tett (zip-bombe)"
            )
    if sum(member.file_size for member in members) > limits.expanded:
        raise TooLargeError(source=source, detail=f"over {limits.expanded // MIB} MB utpakket")


def _mended(data: bytes) -> Element | None:
    """The root of a broken part, as far as it can be read."""
    try:
        return etree.fromstring(data, _parser(recover=True))
    except etree.XMLSyntaxError:
        return None


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
