"""A check of letters as an Excel workbook: matrix, findings, assignments, proposals, letters."""

from collections.abc import Sequence

from openpyxl import Workbook

from regelverk.letters.types import Finding, LetterCheck, Mention
from regelverk.letters.words import text
from regelverk.writers.letter_view import (
    COLUMNS,
    answer,
    file_names,
    letter_names,
    matrix_rows,
    shared_initiatives,
    value,
)
from regelverk.writers.xlsx import Value, add_sheet, book_bytes

Rows = list[list[Value]]


def letters_xlsx(check: LetterCheck, language: str = "nb") -> bytes:
    """A check of letters, one sheet for each question."""
    book = Workbook()
    for name, rows in (
        ("sheet_matrix", _matrix(check, language)),
        ("sheet_findings", _findings(check, check.findings, language)),
        ("sheet_unsure", _findings(check, check.unsure, language)),
        ("sheet_assignments", _assignments(check, language)),
        ("sheet_proposals", _proposals(check, language)),
        ("sheet_letters", _letters(check, language)),
    ):
        add_sheet(book, text(name, language), rows)
    return book_bytes(book)


def _heads(language: str, *names: str) -> list[Value]:
    return [text(name, language) for name in names]


def _matrix(check: LetterCheck, language: str) -> Rows:
    told = [
        _heads(language, "c_initiative", "c_letter", "c_kind", "c_year", "c_ministry",
                   *(f"q_{each}" for each in COLUMNS), "q_task", "c_quote", "c_address")
    ]  # fmt: skip
    for initiative in shared_initiatives(check):
        for letter, name, mention in matrix_rows(check, initiative):
            answers: list[Value] = [text("unmentioned", language), *[""] * (len(COLUMNS) + 2)]
            if mention:
                answers = [_cell(mention, column, language) for column in COLUMNS]
                answers += [mention.task, mention.text, str(mention.address)]
            told.append([initiative.name, name, letter.kind.value, letter.year,
                         letter.ministry, *answers])  # fmt: skip
    return told


def _cell(mention: Mention, column: str, language: str) -> str:
    """An answer; empty where the letter is silent, for whoever sorts and counts."""
    said = value(mention, column, language)
    return said or (answer(mention, column, language) if column in mention.perhaps else "")


def _findings(check: LetterCheck, found: Sequence[Finding], language: str) -> Rows:
    names = letter_names(check)
    rows = [
        _heads(language, "c_kind_of", "c_year", "c_initiative", "c_finding", "c_letter", "c_quote")
    ]
    for finding in found:
        quotes = "\n\n".join(f"{each.text}\n[{each.address}]" for each in finding.quotes)
        letters = ", ".join(names.get(each, each) for each in finding.letters)
        rows.append([text(f"kind_{finding.kind.value}", language), finding.year,
                     finding.initiative, finding.text(language), letters, quotes])  # fmt: skip
    return rows


def _assignments(check: LetterCheck, language: str) -> Rows:
    rows = [_heads(language, "c_letter", "c_year", "c_number", "c_text", "c_deadline", "c_due",
                   "c_address")]  # fmt: skip
    for letter in check.letters:
        for each in letter.assignments:
            words = ". ".join(filter(None, (each.title, each.text)))
            rows.append([letter.name, letter.year, each.number, words, each.deadline, each.due,
                         str(each.address)])  # fmt: skip
    return rows


def _proposals(check: LetterCheck, language: str) -> Rows:
    names = letter_names(check)
    rows = [_heads(language, "c_initiative", "c_letter", "q_section", "c_text", "c_quote")]
    for each in check.proposals:
        replaced = "\n\n".join(quote.text for quote in each.replaces)
        rows.append([each.heading, names[each.letter], each.place, each.text, replaced])
    return rows


def _letters(check: LetterCheck, language: str) -> Rows:
    rows = [_heads(language, "c_letter", "c_kind", "c_ministry", "c_year", "c_reference", "c_goals",
                   "c_assignments", "c_appropriations")]  # fmt: skip
    files = file_names(check)
    for each in check.letters:
        money = sum(one.amount for one in each.appropriations)
        rows.append([f"{each.name} ({files[each.identifier]})", each.kind.value, each.ministry,
                     each.year, each.reference, len(each.goals), len(each.assignments),
                     money or None])  # fmt: skip
    return rows
