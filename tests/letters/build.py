"""Makes the office files of `letters.toml` and `fresh.toml`: Word with styles and tables, PDF, HTML, scanned text.

python -m tests.letters.build FOLDER writes all of them, case by case.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.shared import Pt

from tests.readers.pdf_file import Sheet, pdf, wrapped

SOURCES = tuple(Path(__file__).with_name(name) for name in ("letters.toml", "fresh.toml"))
_DAMAGE = (("æ", "ae"), ("ø", "e"), ("å", "a"), ("Ø", "@"), ("–", "-"))
_LEFT, _TOP, _BOTTOM, _LINE, _SIZE = 60, 70, 760, 15, 10


class Block(NamedTuple):
    """A piece of a letter: `h` with its level, `p`, `li`, or `table` with its rows."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def read() -> dict[str, Any]:
    """The letters, what is planted in them, and what is fair to say of them."""
    whole: dict[str, Any] = {"styles": {}}
    for source in SOURCES:
        for name, held in tomllib.loads(source.read_text(encoding="utf-8")).items():
            whole[name] = (
                {**whole[name], **held} if name == "styles" else whole.get(name, []) + held
            )
    return whole


def blocks(letter: Mapping[str, Any], styles: Mapping[str, Any]) -> list[Block]:
    """A letter's blocks, with the front and the back of its ministry's style."""
    style = styles.get(letter["style"], {"front": "", "back": ""})
    text = f"{style['front']}{letter['body']}{style['back']}"
    for key in ("ministry", "agency", "year", "chapter"):
        text = text.replace(f"{{{key}}}", str(letter.get(key, "")))
    return list(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for line in [*text.strip().splitlines(), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            yield Block("table", rows=tuple(rows))
            rows = []
        if match := re.match(r"(#+) (.+)", line):
            yield Block("h", match[2], len(match[1]))
        elif line.startswith("- "):
            yield Block("li", line[2:])
        elif line.strip():
            yield Block("p", line)


def head(letter: Mapping[str, Any]) -> list[str]:
    """The first lines: who writes to whom, and the case number."""
    lines = [letter["ministry"], letter.get("label", ""), letter["agency"]]
    if letter["reference"]:
        lines.append(f"Vår ref: {letter['reference']}")
    return [line for line in lines if line]


def make(letter: Mapping[str, Any], styles: Mapping[str, Any]) -> bytes:
    """A letter as a file of its type."""
    maker = {"docx": _word, "html": _html, "pdf": _pdf, "txt": _text}
    return maker[letter["file"].rsplit(".", 1)[1]](letter, blocks(letter, styles))


def _word(letter: Mapping[str, Any], parts: list[Block]) -> bytes:
    document = docx.Document()
    document.core_properties.author = document.core_properties.last_modified_by = "Regelverk"
    document.core_properties.title = letter["title"]
    for line in head(letter):
        document.add_paragraph(line)
    document.add_paragraph(letter["title"], style="Title")
    for part in parts:
        if part.kind == "h":
            document.add_heading(part.text, level=part.level)
        elif part.kind == "table":
            table = document.add_table(rows=0, cols=len(part.rows[0]))
            table.style = document.styles["Table Grid"]
            for row in part.rows:
                cells = table.add_row().cells
                for cell, words in zip(cells, row, strict=True):
                    cell.text = words
                    cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        else:
            document.add_paragraph(part.text, style="List Bullet" if part.kind == "li" else None)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _html(letter: Mapping[str, Any], parts: list[Block]) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>" for line in head(letter))
    body += f"<h1>{escape(letter['title'])}</h1>"
    listed = False
    for part in parts:
        if listed and part.kind != "li":
            body, listed = f"{body}</ul>", False
        if part.kind == "h":
            body += f"<h{part.level + 1}>{escape(part.text)}</h{part.level + 1}>"
        elif part.kind == "table":
            first, *rest = part.rows
            body += "<table><tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in first) + "</tr>"
            for row in rest:
                body += "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            body += "</table>"
        elif part.kind == "li":
            body += f"{'' if listed else '<ul>'}<li>{escape(part.text)}</li>"
            listed = True
        else:
            body += f"<p>{escape(part.text)}</p>"
    if listed:
        body += "</ul>"
    title = escape(letter["title"])
    lang = letter["language"]
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"</head><body><main>{body}</main></body></html>"
    ).encode()


def _text(letter: Mapping[str, Any], parts: list[Block]) -> bytes:
    """Plain text as a scan gives it: letters lost, lines broken."""
    pieces = [*head(letter), letter["title"]]
    for part in parts:
        if part.kind == "table":
            pieces.append("\n".join("   ".join(row) for row in part.rows))
        elif part.kind == "li":
            pieces.append(f"- {part.text}")
        else:
            pieces.append("\n".join(wrapped(part.text, 78)))
    text = "\n\n".join(pieces)
    for letter_, seen in _DAMAGE:
        text = text.replace(letter_, seen)
    return text.encode()


class _Page:
    """Lines down a page, and on to the next."""

    def __init__(self) -> None:
        self.sheets = [Sheet()]
        self.top = float(_TOP)

    def line(self, text: str, *, bold: bool = False, size: int = _SIZE, indent: int = 0) -> None:
        """One line of text."""
        self.room(_LINE)
        self.sheets[-1].text(_LEFT + indent, self.top, text, size=size, bold=bold)
        self.top += _LINE + (size - _SIZE)

    def room(self, height: float) -> None:
        """A new page where there is too little left of this one."""
        if self.top + height > _BOTTOM:
            self.sheets.append(Sheet())
            self.top = _TOP


def _pdf(letter: Mapping[str, Any], parts: list[Block]) -> bytes:
    page = _Page()
    for line in head(letter):
        page.line(line)
    page.top += _LINE
    for line in wrapped(letter["title"], 50):
        page.line(line, bold=True, size=15)
    for part in parts:
        page.top += _LINE / 2
        if part.kind == "h":
            page.top += _LINE / 2
            page.line(part.text, bold=True, size=14 - part.level)
        elif part.kind == "table":
            _pdf_table(page, part.rows)
        elif part.kind == "li":
            for number, line in enumerate(wrapped(part.text, 74)):
                page.line(line if number else f"\u2022 {line}", indent=12 if number == 0 else 20)
        else:
            for line in wrapped(part.text, 78):
                page.line(line)
    return pdf(page.sheets)


def _pdf_table(page: _Page, rows: tuple[tuple[str, ...], ...]) -> None:
    """A ruled table; the widest column gets the room that is left."""
    count = len(rows[0])
    longest = [max(len(row[column]) for row in rows) for column in range(count)]
    widths = [min(max(9.0, length), 18.0) * 6 + 8 for length in longest]
    widest = longest.index(max(longest))
    widths[widest] += max(0.0, 470 - sum(widths))
    edges = [_LEFT + sum(widths[:column]) for column in range(count + 1)]
    for row in rows:
        cells = [
            wrapped(cell, max(8, int((widths[column] - 8) / 6))) for column, cell in enumerate(row)
        ]
        height = max(map(len, cells)) * 13 + 6
        page.room(height)
        sheet, top = page.sheets[-1], page.top - 11
        for edge in edges:
            sheet.rule(edge, top, edge, top + height)
        sheet.rule(edges[0], top, edges[-1], top)
        sheet.rule(edges[0], top + height, edges[-1], top + height)
        for column, lines in enumerate(cells):
            for number, line in enumerate(lines):
                sheet.text(edges[column] + 4, page.top + number * 13, line, size=_SIZE,
                           bold=row is rows[0])  # fmt: skip
        page.top += height
    page.top += 6


def write(folder: Path) -> list[Path]:
    """Write every letter below `folder`, in a folder for each case."""
    source = read()
    made = []
    for letter in source["letters"]:
        path = folder / letter["case"] / letter["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make(letter, source["styles"]))
        made.append(path)
    return made


if __name__ == "__main__":
    for written in write(Path(sys.argv[1])):
        print(written)
