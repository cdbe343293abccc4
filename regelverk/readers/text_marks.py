"""What marks in a text say: headings, tables, footnotes and emphasis.

Marks say what a line is, and are not text. Underlined headings and tables drawn with bars are read
in any text; `#`, emphasis, links and footnotes only where the text is Markdown.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from regelverk.model.document import Kind, Provenance
from regelverk.readers.folding import fold
from regelverk.readers.lines import Line
from regelverk.readers.text_rows import lines_of
from regelverk.readers.tree import Raw

_HEADING = re.compile(r"(#{1,6})\s+(.*)$")
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,})\s*$")
_RULE = re.compile(r"\s*([-_*=])\1{2,}\s*$")
_RULED = re.compile(r"[\s|+:=-]*-{2,}[\s|+:=-]*$")
_FOOTNOTE = re.compile(r"\[\^([^\]]+)\]:\s+(.*)")
# What marks enclose holds no such mark: else many of them without an end take very long.
_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])")
_LINK = re.compile(r"\[([^\[\]]+)\]\(([^\s()]+)\)")


def is_markdown(rows: Sequence[str]) -> bool:
    """Whether a text is Markdown: it has headings with `#`, or tables in that form."""
    return any(
        _HEADING.match(row) or (row.lstrip().startswith("|") and _RULED.match(row)) for row in rows
    )


def marked_lines(rows: Sequence[str], *, markdown: bool) -> Iterator[Line]:
    """The logical lines of a text, with headings and tables as its marks say."""
    plain: list[str] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        size = _table_size(rows, at)
        below = _UNDERLINE.match(rows[at + 1]) if at + 1 < len(rows) else None
        alone = row.strip() and not (plain and plain[-1].strip()) and not _RULE.match(row)
        found: Line | None = None
        if size:
            found = Line(table=_table(rows[at : at + size], markdown=markdown))
        elif below is not None and alone:
            level = 1 if below[1].startswith("=") else 2
            found, size = Line(fold(row), heading=level, provenance=Provenance(block=at)), 2
        elif markdown:
            found, size = _markdown_line(row, at), 1
        if found is not None or (
            _RULE.match(row) and (markdown or not row.strip().startswith("_"))
        ):
            yield from _plain(plain, markdown=markdown)
            plain = []
            if found is not None:
                yield _unmarked(found) if markdown else found
            at += size or 1
            continue
        plain.append(row.removeprefix("> ") if markdown else row)
        at += 1
    yield from _plain(plain, markdown=markdown)


def _markdown_line(row: str, at: int) -> Line | None:
    """A heading or a footnote of Markdown; None for running text."""
    if match := _HEADING.match(row):
        title = match[2].rstrip().rstrip("#").rstrip()
        return Line(title, heading=len(match[1]), provenance=Provenance(block=at))
    if match := _FOOTNOTE.match(row):
        return Line(match[2], label=match[1], footnote=True)
    return None


def _plain(rows: Sequence[str], *, markdown: bool) -> Iterator[Line]:
    for line in lines_of(rows):
        yield _unmarked(line) if markdown else line


def _unmarked(line: Line) -> Line:
    """A line without the marks of emphasis and links."""
    text = line.text.replace("\\", "")
    strong = _STRONG.fullmatch(text)
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    links: list[tuple[int, int, str]] = []
    pieces: list[str] = []
    length = end = 0
    for match in _LINK.finditer(text):
        pieces += text[end : match.start()], match[1]
        length += match.start() - end
        links.append((length, length + len(match[1]), match[2]))
        length += len(match[1])
        end = match.end()
    return replace(
        line,
        text=fold("".join([*pieces, text[end:]])),
        emphasised=line.emphasised or strong is not None,
        links=tuple(links),
    )


def _table_size(rows: Sequence[str], at: int) -> int:
    """How many rows the table that starts here has; 0 where none does."""
    starts = "|" in rows[at] and (
        rows[at].lstrip().startswith("|") or (at + 1 < len(rows) and _is_ruled(rows[at + 1]))
    )
    if not starts:
        return 0
    end = at
    while end < len(rows) and ("|" in rows[end] or _is_ruled(rows[end])):
        end += 1
    return end - at


def _is_ruled(row: str) -> bool:
    return ("|" in row or "+" in row) and _RULED.match(row) is not None


def _table(rows: Sequence[str], *, markdown: bool) -> Raw:
    """A table, without its rows of dashes; a row whose outer cells are empty carries on another."""
    cells: list[list[str]] = []
    for row in rows:
        if _RULED.match(row):
            continue
        text = row.strip() if row.lstrip().startswith("|") else row
        found = [fold(cell) for cell in text.removeprefix("|").removesuffix("|").split("|")]
        if cells and len(found) == len(cells[-1]) > 1 and not found[0] and not found[-1]:
            cells[-1] = [
                f"{above} {cell}".strip() for above, cell in zip(cells[-1], found, strict=True)
            ]
        else:
            cells.append(found)
    table = Raw(Kind.TABLE)
    for each in cells:
        texts = (_unmarked(Line(cell)).text if markdown else cell for cell in each)
        table.children.append(Raw(Kind.ROW, children=[Raw(Kind.CELL, text=text) for text in texts]))
    return table
