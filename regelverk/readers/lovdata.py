"""Lovdata's open data: acts, regulations and gazette documents in Lovdata's XML.

The elements are those of the files at api.lovdata.no: `article.legalArticle` is a section, `legalP`
and `numberedLegalP` are ledd, `listArticle` an item, `p.leddfortsettelse` what follows a list, and
in the gazette `article.document-change` and `article.change` carry the machine-readable amendments.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from regelverk.errors import DamagedFileError, TooLargeError, UnsafeFileError
from regelverk.model.document import Document, DocumentKind, Furniture, Kind
from regelverk.model.identifiers import from_file_name, is_reference
from regelverk.readers.assemble import Facts, assemble
from regelverk.readers.folding import fold
from regelverk.readers.limits import DEFAULT, Limits
from regelverk.readers.lovdata_body import Element, body_of
from regelverk.readers.tree import Raw
from regelverk.rules.notices import notice
from regelverk.spans import Notice


def read(data: bytes, source: str, limits: Limits = DEFAULT) -> Document:
    """Read one document in Lovdata's XML.

    Args:
        data: The file's bytes.
        source: The file's name, for messages and for an identifier where the file states none.
        limits: Bounds on its size.

    Raises:
        TooLargeError: It is larger or deeper than the bounds.
        UnsafeFileError: It declares entities.
        DamagedFileError: It is not XML, or holds no document.
    """
    if len(data) > limits.file:
        raise TooLargeError(source=source, detail=f"over {limits.file // 2**20} MB")
    with _collector_at_rest():
        root, notices = _parse(data, source)
        return from_root(root, source, notices)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for reference cycles: a tree has none, but is searched again each time it grows."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _parser(*, recover: bool) -> etree.XMLParser:
    """A parser that expands no entities and asks no network."""
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )


def _parse(data: bytes, source: str) -> tuple[Element, list[Notice]]:
    """The root of the XML; a broken end costs a notice, not the document."""
    notices: list[Notice] = []
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        if "depth" in str(error) or "huge" in str(error):
            raise TooLargeError(source=source, detail="for mange nivåer i filen") from error
        if b"<!ENTITY" in data:
            raise UnsafeFileError(source=source, detail="den definerer egne entiteter") from error
        mended: Element | None = etree.fromstring(data, _parser(recover=True))
        if mended is None or mended.find(".//main") is None:
            raise DamagedFileError(
                source=source, detail="XML-en er avkortet eller ugyldig"
            ) from error
        root = mended
        notices.append(notice("broken_at_line", line=error.lineno))
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise UnsafeFileError(source=source, detail="den definerer egne entiteter")
    return root, notices


def from_root(root: Element, source: str, notices: list[Notice]) -> Document:
    """The document in a parsed page that holds Lovdata's elements.

    Raises:
        DamagedFileError: There is no `main` with a document in it.
    """
    body = root.find("body/main")
    if body is None:
        body = root.find(".//main")
    if body is None:
        raise DamagedFileError(source=source, detail="den har ingen dokumentdel")
    facts, furniture = _facts(body, source)
    raw = Raw(Kind.DOCUMENT, children=body_of(body, notices))
    if body.find(".//img") is not None:
        notices.append(notice("pictures"))
    return assemble(raw, facts, furniture, notices)


def _facts(body: Element, source: str) -> tuple[Facts, list[Furniture]]:
    """What the table at the top states, and all of its text as furniture."""
    metadata: dict[str, str] = {}
    furniture: list[Furniture] = []
    known: dict[str, str] = {}
    for value in body.iterfind("../header//dd"):
        name = value.getprevious()
        term = fold(_text(name)) if name is not None and name.tag == "dt" else ""
        field = value.get("class") or term
        text = fold(_text(value, separator=" "))
        kind = "innhold" if field == "table-of-contents" else "metadata"
        furniture.append(Furniture(kind, f"{term} {text}".strip()))
        if kind == "metadata":
            metadata[term or field] = text
            known[field] = text
    identifier = known.get("refid") or _identifier(body.get("data-lovdata-URL") or "")
    if not is_reference(identifier):
        identifier = from_file_name(source)
    short, _, abbreviation = known.get("titleShort", "").partition(" – ")
    if abbreviation:
        metadata["Forkortelse"] = abbreviation
    title = known.get("title", "")
    if not title and (heading := body.find(".//h1")) is not None:
        title = fold(_text(heading))
    facts = Facts(
        identifier=identifier,
        kind=_kind(known.get("dokid") or body.get("data-lovdata-URL") or identifier),
        title=title,
        short_title=short,
        issuer=known.get("ministry", ""),
        source=source,
        metadata=metadata,
    )
    return facts, furniture


def _text(element: Element, separator: str = "") -> str:
    return separator.join(element.itertext()) if len(element) else element.text or ""


def _identifier(url: str) -> str:
    """`lov/2005-06-17-64` from `NL/lov/2005-06-17-64`."""
    return url.partition("/")[2]


def _kind(url: str) -> DocumentKind:
    if url.startswith(("LTI", "LF/")):
        return DocumentKind.GAZETTE
    if "forskrift/" in url:
        return DocumentKind.REGULATION
    return DocumentKind.ACT if "lov/" in url else DocumentKind.OTHER
