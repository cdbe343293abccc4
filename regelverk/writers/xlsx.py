"""Results as Excel workbooks, a sheet for each question. Text is never run as a formula."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from regelverk.clauses.rulebook import clause_types
from regelverk.comparison.types import Comparison, State
from regelverk.rules.texts import text
from regelverk.writers.packing import steady
from regelverk.writers.view import answer, difference_sentence, element_of, form_name, place

Value = str | int | float | None

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767
_WIDEST = 70
_FILLS = {State.ABSENT: "F7DCD6", State.NOT_FOUND: "ECEFF2"}


def comparison_xlsx(comparison: Comparison, language: str = "nb") -> bytes:
    """A comparison: summary, matrix, quotes, pairs and the compared wordings."""
    book = Workbook()
    titles = {act.identifier: act.title for act in comparison.acts}
    add_sheet(book, text("sheet_summary", language), _summary(comparison, language))
    matrix = add_sheet(book, text("sheet_matrix", language), _matrix(comparison, language))
    _colour(matrix, comparison)
    add_sheet(book, text("sheet_quotes", language), _quotes(comparison, language))
    add_sheet(
        book,
        text("sheet_pairs", language),
        [
            [
                text(key, language)
                for key in ("column_first", "column_second", "rule_index", "wording_index")
            ],
            *(
                [titles[p.first], titles[p.second], _rounded(p.rule), _rounded(p.wording)]
                for p in comparison.pairs
            ),
        ],
    )
    kinds = {kind.name: kind.title(language) for kind in clause_types()}
    add_sheet(
        book,
        text("sheet_clauses", language),
        [
            [
                text(key, language)
                for key in ("type", "act", "column_place", "column_quote", "column_address")
            ],
            *(
                [
                    kinds[kind],
                    titles[act],
                    place(quote.address, language),
                    quote.text,
                    str(quote.address),
                ]
                for (act, kind), quote in comparison.anchors.items()
            ),
        ],
    )
    return book_bytes(book)


def _summary(comparison: Comparison, language: str) -> list[list[Value]]:
    rows: list[list[Value]] = [
        [text(key, language) for key in ("column_measure", "column_number", "method")]
    ]
    for name, index in (("rule", comparison.rule), ("wording", comparison.wording)):
        rows.append(
            [
                text(f"{name}_index", language),
                _rounded(index.value),
                text(f"method_{name}", language),
            ]
        )
    counted = text("clauses_heading", language)
    rows += [
        [f"{act.title} ({form_name(act.language, language)})", act.clauses, counted]
        for act in comparison.acts
    ]
    rows += [
        [text("differences", language), None, difference_sentence(each, comparison, language)]
        for each in comparison.differences
    ]
    rows.append([text("method", language), None, text("method_detection", language)])
    return rows


def _matrix(comparison: Comparison, language: str) -> list[list[Value]]:
    rows: list[list[Value]] = [
        [
            text("element", language),
            *(act.title for act in comparison.acts),
            text("uniformity", language),
            text("weight", language),
        ]
    ]
    for name in comparison.elements:
        element = element_of(name)
        index = comparison.by_element.get(name)
        rows.append(
            [
                element.title(language),
                *(
                    answer(comparison.cells[act.identifier, name], language)
                    for act in comparison.acts
                ),
                _rounded(index.value) if index else None,
                element.weight,
            ]
        )
    return rows


def _colour(sheet: Worksheet, comparison: Comparison) -> None:
    for row, name in enumerate(comparison.elements, start=2):
        for column, act in enumerate(comparison.acts, start=2):
            state = comparison.cells[act.identifier, name].state
            if state in _FILLS:
                sheet.cell(row, column).fill = PatternFill("solid", fgColor=_FILLS[state])


def _quotes(comparison: Comparison, language: str) -> list[list[Value]]:
    heads = (
        "element", "act", "column_state", "column_value", "column_words", "column_quote",
        "column_place", "column_address",
    )  # fmt: skip
    rows: list[list[Value]] = [[text(key, language) for key in heads]]
    for name in comparison.elements:
        for act in comparison.acts:
            cell = comparison.cells[act.identifier, name]
            state = {State.FOUND: "state_found", State.ABSENT: "state_absent"}.get(
                cell.state, "state_not_found"
            )
            quote = cell.quote
            rows.append(
                [
                    element_of(name).title(language),
                    act.title,
                    text(state, language),
                    answer(cell, language) if cell.state is State.FOUND else "",
                    quote.words if quote else "",
                    quote.text if quote else "",
                    place(quote.address, language) if quote else "",
                    str(quote.address) if quote else "",
                ]
            )
    return rows


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
                    cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    for column, width in enumerate(_widths(rows), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    return sheet


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


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def book_bytes(book: Workbook) -> bytes:
    """The finished file."""
    out = BytesIO()
    book.properties.creator = "Regelverk"
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001
    book.save(out)
    return steady(out.getvalue())
