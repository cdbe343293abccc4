"""Results as Excel workbooks, a sheet for each question. Text is never run as a formula."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from regelverk.comparison.types import Comparison
from regelverk.rules.texts import text
from regelverk.writers.compare_sheets import MATRIX, sheets
from regelverk.writers.packing import steady
from regelverk.writers.view import Standing, standings

Value = str | int | float | None

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767
_WIDEST = 70
_LINE, _HIGHEST = 15.0, 409.0
_PAGE = 300
"""The width, in characters, that can still be read when it is shrunk to one page."""
_HEAD = Font(name="Calibri", size=11, bold=True)
_FILLS = {
    Standing.DIFFERS: "FBEFCF", Standing.SILENT: "F7DCD6", Standing.NO_CLAUSE: "ECEFF2",
    Standing.UNSURE: "E6E0F5", Standing.JUSTIFIED: "DBE8F6",
}  # fmt: skip


def comparison_xlsx(comparison: Comparison, language: str = "nb") -> bytes:
    """A comparison, a sheet for each question; see `compare_sheets.sheets`."""
    book = Workbook()
    for name, rows in sheets(comparison, language):
        sheet = add_sheet(book, text(name, language), rows)
        if name == MATRIX:
            _colour(sheet, comparison)
    return book_bytes(book)


def _colour(sheet: Worksheet, comparison: Comparison) -> None:
    """Colour the matrix as the pages do."""
    standing = standings(comparison)
    for row, name in enumerate(comparison.elements, start=2):
        for column, act in enumerate(comparison.acts, start=2):
            fill = _FILLS.get(standing(comparison.cells[act.identifier, name]))
            if fill:
                sheet.cell(row, column).fill = PatternFill("solid", fgColor=fill)


def add_sheet(book: Workbook, title: str, rows: Sequence[Sequence[Value]]) -> Worksheet:
    """A sheet with a header row that stays in sight and can be filtered."""
    active = book.active
    sheet = (
        active
        if isinstance(active, Worksheet) and active.max_row == 1 and active["A1"].value is None
        else None
    )
    sheet = sheet or book.create_sheet()
    sheet.title = title
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column)
            if isinstance(cell, ExcelCell):
                _put(cell, value)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if row == 1:
                    cell.font = _HEAD
                    cell.fill = PatternFill("solid", fgColor="E3E8EE")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    _lay_out(sheet, rows)
    return sheet


def _lay_out(sheet: Worksheet, rows: Sequence[Sequence[Value]]) -> None:
    """Columns and rows that show their text, on screen and on paper turned on its side."""
    widths = list(_widths(rows))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, values in enumerate(rows, start=1):
        lines = max(map(_lines, values, widths), default=1)
        sheet.row_dimensions[row].height = min(_HIGHEST, _LINE * lines)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=sum(widths) < _PAGE)
    sheet.print_title_rows = "1:1"


def _lines(value: Value, width: float) -> int:
    """How many lines a value takes in a column so wide, in characters."""
    return sum(1 + int(len(line) / (0.9 * width)) for line in str(value or "").split("\n"))


def _put(cell: ExcelCell, value: Value) -> None:
    """Write a value; text that a spreadsheet would run is marked as text."""
    if isinstance(value, str):
        clean = _ILLEGAL.sub("", value)[:_LONGEST]
        cell.value = clean
        cell.data_type = "s"
        cell.quotePrefix = clean.startswith(_RUNS)
    else:
        cell.value = value


def _widths(rows: Sequence[Sequence[Value]]) -> Iterable[float]:
    columns = max(map(len, rows), default=0)
    for column in range(columns):
        longest = max(
            (
                len(str(row[column]))
                for row in rows
                if column < len(row) and row[column] is not None
            ),
            default=8,
        )
        yield float(min(_WIDEST, max(10, longest + 2)))


def book_bytes(book: Workbook) -> bytes:
    """The finished file."""
    out = BytesIO()
    book.properties.creator = "Regelverk"
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001
    book.save(out)
    return steady(out.getvalue())
