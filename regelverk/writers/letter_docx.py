"""A check of letters as a Word file, for the case file."""

from collections.abc import Sequence
from datetime import datetime

from docx.document import Document as WordDocument

from regelverk.letters.types import Finding, Initiative, LetterCheck
from regelverk.letters.words import text
from regelverk.writers import word
from regelverk.writers.letter_view import (
    answer,
    findings_of,
    letter_names,
    matrix_rows,
    other_findings,
    said_columns,
    shared_initiatives,
)

_WIDTH = 24.7
_MOST_COLUMNS = 8


def letters_docx(check: LetterCheck, language: str = "nb", made: datetime | None = None) -> bytes:
    """A check of letters: the findings, what each letter says, and harmonised text."""
    document = word.new_document(text("title", language), language, made)
    word.landscape(document)
    document.add_paragraph(text("title", language), style="Title")
    shared = shared_initiatives(check)
    word.write(document, text("lead", language, letters=len(check.letters),
                              initiatives=len(shared), findings=len(check.findings)))  # fmt: skip
    for remark in check.remarks:
        word.write(document, remark.nn if language == "nn" else remark.nb)
    if not shared and len(check.letters) > 1:
        word.write(document, text("nothing_shared", language))
    names = letter_names(check)
    for initiative in shared:
        document.add_heading(word.clean(initiative.name), level=1)
        _findings(document, findings_of(check, initiative), names, language)
        _matrix(document, check, initiative, language)
        _proposals(document, check, initiative, names, language)
    if others := other_findings(check):
        document.add_heading(text("h_other", language), level=1)
        _findings(document, others, names, language)
    if check.unsure:
        document.add_heading(text("h_unsure", language), level=1)
        word.write(document, text("unsure_lead", language), word.NOTE)
        _findings(document, check.unsure, names, language)
    return word.to_bytes(document)


def _findings(
    document: WordDocument, found: Sequence[Finding], names: dict[str, str], language: str
) -> None:
    if not found:
        word.write(document, text("no_findings", language))
    for finding in found:
        paragraph = document.add_paragraph(style="List Number")
        year = f" ({finding.year})" if finding.year else ""
        paragraph.add_run(f"{text(f'kind_{finding.kind.value}', language)}{year}. ").bold = True
        paragraph.add_run(word.clean(finding.text(language)))
        for quote in finding.quotes:
            who = names.get(quote.letter, quote.letter)
            word.write(document, f"{who}: «{quote.text}» [{quote.address}]", word.NOTE)


def _matrix(
    document: WordDocument, check: LetterCheck, initiative: Initiative, language: str
) -> None:
    """The questions that most letters answer; the rest are in the other reports."""
    columns = said_columns(initiative)[:_MOST_COLUMNS]
    heads = [text("c_letter", language), *(text(f"q_{each}", language) for each in columns)]
    made = word.table(document, heads, [_WIDTH / len(heads)] * len(heads), initiative.name)
    unmentioned = text("unmentioned", language)
    for letter, name, mention in matrix_rows(check, initiative):
        year = f", {letter.year}" if letter.year else ""
        word.add_row(
            made,
            [
                [f"{name} ({letter.kind.value}{year})"],
                *(
                    [answer(mention, each, language) if mention else unmentioned]
                    for each in columns
                ),
            ],
        )


def _proposals(
    document: WordDocument, check: LetterCheck, initiative: Initiative, names: dict[str, str],
    language: str,
) -> None:  # fmt: skip
    texts = [each for each in check.proposals if each.initiative == initiative.name]
    if not texts:
        return
    document.add_heading(text("h_proposals", language), level=2)
    word.write(document, text("bracketed", language), word.NOTE)
    for each in texts:
        place = (
            text("place", language, place=each.place)
            if each.place
            else (text("new_place", language))
        )
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{names[each.letter]}. ").bold = True
        paragraph.add_run(word.clean(place))
        word.write(document, each.text)
