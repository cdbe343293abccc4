"""What a document says about itself: which act it is, its title, who sent it and when.

For sources without machine-readable facts (Word, PDF, HTML, text). Facts are looked for above the
first heading, and in the file's name; running text is not searched, since it cites other acts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from regelverk.language import ocr
from regelverk.model.document import Document, DocumentKind
from regelverk.model.identifiers import from_date_code, from_file_name
from regelverk.readers.assemble import Facts, assemble
from regelverk.readers.cues import speaks_as_bill, speaks_as_letter
from regelverk.readers.lines import Lines
from regelverk.readers.structure import Structure, recover
from regelverk.readers.tree import Raw

_NAMES_OF_MONTHS = (
    ("januar", "jan"),
    ("februar", "feb", "febr"),
    ("mars", "mar"),
    ("april", "apr"),
    ("mai",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("desember", "des"),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES_OF_MONTHS, 1) for name in names}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NAMED_DATE = re.compile(
    rf"\b(?P<kind>lov|forskrift)\s+(?:av\s+)?(?P<day>\d{{1,2}})\.?\s*(?P<month>{_MONTH})\.?\s+(?P<year>\d{{4}})"
    r"(?:\s+nr\.?\s*(?P<number>\d+))?",
    re.IGNORECASE,
)
_DATE_CODE_IN_NAME = re.compile(
    r"(?<![a-z])(?P<kind>lov|for(?:skrift)?|nl|sf)[-_ /]?"
    r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})"
    r"(?:-(?P<number>\d+))?(?!\d)",
    re.IGNORECASE,
)
_SHORT_TITLE = re.compile(
    r"\(([^()]{0,120}(?:loven|lova|lov|forskriften|forskrifta|føresegna)\b[^()]{0,120})\)\s*$",
    re.IGNORECASE,
)
_FULL_DATE = re.compile(
    rf"\b(\d{{1,2}})\.?\s*({_MONTH})\s+(\d{{4}})\b|\b(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}})\b",
    re.IGNORECASE,
)
_ISSUER = re.compile(
    r"(?:det kongel[ie]ge )?[\w-]*(?:,? (?:og )?[\w-]+){0,6}departement(?:et)?"
    r"|statsministerens kontor",
    re.IGNORECASE,
)
_FIELD = re.compile(r"(?P<name>Departement|Korttittel)\s*(?::\s*|\s)(?P<value>[A-ZÆØÅa-zæøå].*)")
_TOP_LINES = 25
_LONGEST_TITLE_END = 300


def document_of(lines: Lines, source: str, metadata: Mapping[str, str] | None = None) -> Document:
    """The document of a source's lines: structure, facts, text and addresses.

    Args:
        lines: What the reader saw.
        source: The file's name, for an identifier where the text states none.
        metadata: Facts that the file's own properties state.

    Raises:
        EmptyFileError: There is no visible text.
    """
    structure = recover(lines)
    headers = tuple(each.text for each in lines.furniture if each.kind == "topptekst")
    facts = _facts(structure, headers, source, metadata or {})
    furniture = (*structure.furniture, *lines.furniture)
    document = assemble(structure.raw, facts, furniture, lines.notices)
    damaged = ocr.notice(document.text)
    return replace(document, notices=(*document.notices, damaged)) if damaged else document


def _facts(
    structure: Structure, headers: tuple[str, ...], source: str, metadata: Mapping[str, str]
) -> Facts:
    title, above = structure.title, structure.above
    top = (*above[:_TOP_LINES], *islice(_texts(structure.raw), _TOP_LINES))
    kind = _kind(structure)
    identifier = _identifier(structure, headers, source)
    if identifier:
        kind = DocumentKind.ACT if identifier.startswith("lov/") else DocumentKind.REGULATION
    named = _SHORT_TITLE.search(title[-_LONGEST_TITLE_END:])
    fields = {match["name"]: match["value"] for line in above if (match := _FIELD.fullmatch(line))}
    short = fields.get("Korttittel", "").partition(" – ")[0] or (named[1] if named else "")
    return Facts(
        identifier=identifier or from_file_name(source, _slug(kind)),
        kind=kind,
        title=title,
        short_title=short[:1].upper() + short[1:],
        issuer=fields.get("Departement", "") or _issuer((*top, *headers)),
        date="" if identifier else _date((*top, *headers)),
        source=source,
        metadata=metadata,
    )


def _slug(kind: DocumentKind) -> str:
    return "brev" if kind is DocumentKind.LETTER else "dokument"


def _identifier(structure: Structure, headers: tuple[str, ...], source: str) -> str:
    """The act's identifier: from a date code, its full name, or the file's name."""
    lines = [structure.title, *structure.above[:_TOP_LINES]]
    if code := next(filter(None, map(from_date_code, (*lines, *headers))), ""):
        return code
    if structure.has_sections:
        for line in lines:
            match = _NAMED_DATE.match(line.lstrip("( "))
            if match is not None and match["number"]:
                return _reference(match, _MONTHS[match["month"].lower()])
    name = re.split(r"[/\\]", source)[-1]
    match = _DATE_CODE_IN_NAME.search(name)
    if match is not None and 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31:
        return _reference(match, int(match["month"]))
    return ""


def _reference(match: re.Match[str], month: int) -> str:
    kind = "lov" if match["kind"].lower() in ("lov", "nl") else "forskrift"
    number = int(match["number"] or 0)
    day = f"{match['year']}-{month:02}-{int(match['day']):02}"
    return f"{kind}/{day}" + (f"-{number}" if number else "")


def _kind(structure: Structure) -> DocumentKind:
    """What sort of document it is, by its title and what stands above the text."""
    top = "\n".join([structure.title, *structure.above[:_TOP_LINES]])
    letter = speaks_as_letter(top)
    if speaks_as_bill(top) and not letter:
        return DocumentKind.BILL
    title = structure.title.lower().lstrip()
    if structure.has_sections and title.startswith(("forskrift", "føresegn")):
        return DocumentKind.REGULATION
    if letter:
        return DocumentKind.LETTER
    if structure.has_sections:
        return DocumentKind.ACT
    return DocumentKind.OTHER


def _texts(raw: Raw) -> Iterator[str]:
    """The texts of a tree, in order: a letter's head may have been taken for headings."""
    if raw.text:
        yield raw.text
    for child in raw.children:
        yield from _texts(child)


def _issuer(top: Sequence[str]) -> str:
    """The ministry whose name fills a line at the top or in a page header, in normal letters."""
    for line in top:
        if len(line) < 80 and (match := _ISSUER.fullmatch(line.strip(" .,"))):
            name = match.group()
            return name.capitalize() if name.isupper() else name
    return ""


def _date(above: Sequence[str]) -> str:
    """The first full date above the text, or in a page header, as ISO."""
    for line in above:
        match = _FULL_DATE.search(line)
        if match is None:
            continue
        month = _MONTHS[match[2].lower()] if match[2] else int(match[5])
        day, year = int(match[1] or match[4]), int(match[3] or match[6])
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04}-{month:02}-{day:02}"
    return ""
