"""Word files (DOCX): the visible text, with what Word knows about it.

Read from the file's own XML (ECMA-376): heading levels through styles, automatic numbering as Word
shows it, tables, notes, text boxes, and tracked changes as if they were accepted. Macros are never
run, and nothing is fetched.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from regelverk.model.document import Document
from regelverk.readers.docx_body import BodyReader, links_of
from regelverk.readers.docx_lines import judged
from regelverk.readers.docx_numbering import Numbering
from regelverk.readers.docx_package import Package, open_package
from regelverk.readers.docx_styles import Styles
from regelverk.readers.docx_text import TextReader, note_format
from regelverk.readers.docx_xml import w
from regelverk.readers.facts import document_of
from regelverk.readers.folding import fold
from regelverk.readers.limits import DEFAULT, Limits
from regelverk.readers.lines import Lines
from regelverk.rules.notices import notice
from regelverk.spans import Notice

_CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read(data: bytes, source: str, limits: Limits = DEFAULT) -> Document:
    """Read a Word file.

    Args:
        data: The file's bytes.
        source: The file's name, for messages and for an identifier where the text states none.
        limits: Bounds on size and number of parts.

    Raises:
        EmptyFileError: It holds no bytes or no visible text.
        OldWordFormatError: It is a `.doc`.
        EncryptedFileError: It asks for a password.
        DamagedFileError: It is no zip archive, or its main part cannot be read.
        UnsafeFileError: It is a zip bomb, declares entities or has paths that climb out.
        TooLargeError: It passes a bound.
    """
    return document_of(read_lines(data, source, limits), source)


def read_lines(data: bytes, source: str, limits: Limits = DEFAULT) -> Lines:
    """The lines of a Word file. See `read`."""
    package = open_package(data, source, limits)
    main = package.main()
    root = package.xml(main, mend=True)
    relations = package.relations(main)
    parts = {each.kind: each.target for each in relations.values() if not each.external}
    styles = Styles.of(package.optional(parts.get("styles", "")))
    numbering = Numbering(
        package.optional(parts.get("numbering", "")), styles.lists_of_numbering_styles()
    )
    settings = package.optional(parts.get("settings", ""))
    text = TextReader(
        styles,
        links_of(relations),
        {kind: note_format(settings, kind) for kind in ("footnotes", "endnotes")},
    )
    reader = BodyReader(package, styles, numbering, text, relations, settings)
    body = root.find(w("body"))
    if body is not None:
        reader.blocks(body)
        reader.flush()
    reader.headers_and_footers()
    notices = (*package.notices, *_notices(text.left_out, package.names, parts))
    return Lines(judged(reader.found), _title(package), tuple(reader.furniture), notices)


def _title(package: Package) -> str:
    """The title in the file's properties."""
    core = next(
        (each for each in package.relations("").values() if each.kind == "core-properties"), None
    )
    root = package.optional(core.target) if core is not None else None
    return fold(root.findtext(_CORE_TITLE) or "") if root is not None else ""


def _notices(
    left_out: Counter[str], names: frozenset[str], parts: Mapping[str, str]
) -> Iterator[Notice]:
    """What the user should know about the reading."""
    inserted, deleted = left_out["inserted"], left_out["deleted"]
    if inserted or deleted:
        yield notice("tracked", inserted=inserted, deleted=deleted)
    if "comments" in parts:
        yield notice("comments")
    if left_out["hidden"]:
        yield notice("hidden_words", count=left_out["hidden"])
    if left_out["pictures"]:
        yield notice("pictures_counted", count=left_out["pictures"])
    if left_out["embedded"]:
        yield notice("embedded")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        yield notice("macros")
