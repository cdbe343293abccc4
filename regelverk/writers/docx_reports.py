"""Comparisons as Word files, for the case file."""

from datetime import datetime

from docx.document import Document as WordDocument

from regelverk.comparison.types import Comparison
from regelverk.rules.texts import text
from regelverk.writers import word
from regelverk.writers.view import (
    answer,
    difference_sentence,
    element_of,
    gap_sentences,
    number,
    place,
)


def comparison_docx(
    comparison: Comparison, language: str = "nb", made: datetime | None = None
) -> bytes:
    """A comparison: the indices, where the acts part, and each element with its quotes."""
    document = word.new_document(text("report_title", language), language, made)
    word.landscape(document)
    document.add_paragraph(text("report_title", language), style="Title")
    counted = sum(act.clauses for act in comparison.acts)
    word.write(document, text("report_lead", language, acts=len(comparison.acts), clauses=counted))
    for name, index in (("rule", comparison.rule), ("wording", comparison.wording)):
        paragraph = document.add_paragraph()
        paragraph.add_run(
            f"{text(f'{name}_index', language)}: {number(index.value)} / 100. "
        ).bold = True
        paragraph.add_run(text(f"{name}_index_about", language))
    document.add_heading(text("differences", language), level=1)
    if not comparison.differences:
        word.write(document, text("no_differences", language))
    for difference in comparison.differences:
        word.write(document, difference_sentence(difference, comparison, language), "List Number")
    document.add_heading(text("gaps", language), level=1)
    for sentence in gap_sentences(comparison, language) or [text("no_gaps", language)]:
        word.write(document, sentence, "List Bullet")
    _elements(document, comparison, language)
    document.add_heading(text("method", language), level=1)
    for key in ("method_rule", "method_wording", "method_detection"):
        word.write(document, text(key, language))
    return word.to_bytes(document)


def _elements(document: WordDocument, comparison: Comparison, language: str) -> None:
    """One table for each element: act, answer, quote and place."""
    document.add_heading(text("matrix", language), level=1)
    heads = [text(key, language) for key in ("act", "column_value", "column_quote", "column_place")]
    for name in comparison.elements:
        element = element_of(name)
        index = comparison.by_element.get(name)
        if index is None:
            continue
        document.add_heading(f"{element.title(language)} ({number(index.value)})", level=2)
        word.write(document, element.question(language), word.NOTE)
        made = word.table(document, heads, [4.5, 4.5, 11.2, 4.5], element.title(language))
        for act in comparison.acts:
            cell = comparison.cells[act.identifier, name]
            quote = cell.quote
            word.add_row(
                made,
                [
                    [act.title],
                    [answer(cell, language)],
                    [quote.text if quote else "–"],
                    [place(quote.address, language)] if quote else ["–"],
                ],
                ["", language, act.language.value, language],
            )
        document.add_paragraph()
