"""Word files made by hand for tests: only the parts a test needs, with text of our own."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships"
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "settings": "settings",
    "comments": "comments",
    "header1": "hdr",
    "header2": "hdr",
    "footer1": "ftr",
}


def word_file(body: str, links: Mapping[str, str] | None = None, **parts: str) -> bytes:
    """A Word file.

    Args:
        body: What stands within `w:body`.
        links: The targets of hyperlinks, by relation.
        **parts: What stands within the root of further parts: `styles`, `numbering`, `footnotes`,
            `endnotes`, `settings`, `comments`, `header1`, `header2`, `footer1`.
    """
    relations = [
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name.rstrip("12")}" Target="{name}.xml"/>'
        for name in parts
    ]
    relations += [
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target="{target}" '
        'TargetMode="External"/>'
        for name, target in (links or {}).items()
    ]
    files = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations(
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relations("".join(relations)),
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
    }
    for name, inner in parts.items():
        files[f"word/{name}.xml"] = _part(_ROOTS[name], inner)
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(data: bytes, changes: Mapping[str, str | bytes | None]) -> bytes:
    """A zip archive with some files replaced, added or (None) left out."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        files: dict[str, str | bytes | None] = {
            name: archive.read(name) for name in archive.namelist()
        }
    files.update(changes)
    return zipped({name: content for name, content in files.items() if content is not None})


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A Word paragraph of runs; plain text becomes a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(run if run.startswith("<") else t(run) for run in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def t(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(text: str, numbered_as: int, level: int = 0, properties: str = "") -> str:
    """A paragraph in a list."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbered_as}"/></w:numPr>'
    return p(text, properties=place + properties)


def definition(name: int, *levels: str) -> str:
    """A list's definition."""
    return (
        f'<w:abstractNum w:abstractNumId="{name}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(levels)
        + "</w:abstractNum>"
    )


def level(index: int, form: str, text: str, start: int = 1, extra: str = "") -> str:
    """One level of a list's definition; `extra` stands where restart, style and legal numbering
    do.
    """
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(name: int, definition_name: int, overrides: str = "") -> str:
    """A list."""
    return (
        f'<w:num w:numId="{name}"><w:abstractNumId w:val="{definition_name}"/>{overrides}</w:num>'
    )


def _part(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMESPACES}>{inner}</w:{root}>'


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _types(parts: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{name.rstrip("12")}+xml"/>'
        for name in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_RELATIONS}+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f"{overrides}</Types>"
    )
