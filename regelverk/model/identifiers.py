"""Identifiers of documents, as Lovdata writes them: `lov/2021-06-18-97`."""

import re
from collections.abc import Collection
from itertools import count

_REFERENCE = re.compile(r"(lov|forskrift)/(\d{4})-(\d{2})-(\d{2})(?:-(\d+))?")
_DATE_CODE = re.compile(r"\b(LOV|FOR)-(\d{4}-\d{2}-\d{2}(?:-\d+)?)(?!\d)")
_OPEN_DATA_FILE = re.compile(r"(nl|sf)-(\d{4})(\d{2})(\d{2})-(\d{3,})\.xml")
_SLUG = re.compile(r"[^0-9a-zæøå]+")


def is_reference(text: str) -> bool:
    """Whether a text is an act's or regulation's identifier.

    Example:
        >>> is_reference("lov/2005-06-17-64"), is_reference("lov/2005-06")
        (True, False)
    """
    return _REFERENCE.fullmatch(text) is not None


def order_of(identifier: str) -> tuple[str, int]:
    """What sorts acts and regulations by date, and those of one day by number.

    Example:
        >>> sorted(["lov/2005-06-17-101", "lov/2005-06-17-64"], key=order_of)
        ['lov/2005-06-17-64', 'lov/2005-06-17-101']
    """
    match = _REFERENCE.fullmatch(identifier)
    return (date_of(identifier), int(match[5] or 0)) if match else (identifier, 0)


def from_date_code(text: str) -> str:
    """The identifier behind the first date code (datokode) in a text, or an empty string.

    Example:
        >>> from_date_code("Dato LOV-2005-06-17-64")
        'lov/2005-06-17-64'
    """
    match = _DATE_CODE.search(text)
    if match is None:
        return ""
    kind = "lov" if match[1] == "LOV" else "forskrift"
    return f"{kind}/{match[2]}"


def date_of(identifier: str) -> str:
    """The ISO date in an act's or regulation's identifier, or an empty string.

    Example:
        >>> date_of("lov/2021-06-18-97")
        '2021-06-18'
    """
    match = _REFERENCE.fullmatch(identifier)
    return "-".join(match.group(2, 3, 4)) if match else ""


def from_file_name(name: str, kind: str = "dokument") -> str:
    """An identifier for a document that carries none: its kind and its file name, folded.

    Example:
        >>> from_file_name("Tildelingsbrev Udir 2026.docx", kind="brev")
        'brev/tildelingsbrev-udir-2026'
    """
    stem = re.split(r"[/\\]", name)[-1].rsplit(".", 1)[0]
    slug = _SLUG.sub("-", stem.lower()).strip("-") or "uten-navn"
    return f"{kind}/{slug}"


def distinct(identifier: str, taken: Collection[str]) -> str:
    """An identifier made from a file's name, numbered where another document has it.

    Example:
        >>> distinct("brev/tildelingsbrev", {"brev/tildelingsbrev"})
        'brev/tildelingsbrev-2'
    """
    return next(
        numbered
        for number in count(1)
        if (numbered := identifier if number == 1 else f"{identifier}-{number}") not in taken
    )


def from_lovdata_file(name: str) -> str:
    """The identifier behind the name of a file in Lovdata's open data, or an empty string.

    Example:
        >>> from_lovdata_file("nl/nl-20050617-064.xml"), from_lovdata_file("nl/nl-18140517-000.xml")
        ('lov/2005-06-17-64', 'lov/1814-05-17')
    """
    match = _OPEN_DATA_FILE.fullmatch(name.rsplit("/", 1)[-1])
    if match is None:
        return ""
    kind = "lov" if match[1] == "nl" else "forskrift"
    number = int(match[5])
    return f"{kind}/{match[2]}-{match[3]}-{match[4]}" + (f"-{number}" if number else "")
