"""Comparisons as Word files, for the case file."""

from collections.abc import Sequence
from datetime import datetime

from docx.document import Document as WordDocument

from regelverk.comparison import words
from regelverk.comparison.elements import element
from regelverk.comparison.reciprocity import Force, reciprocity
from regelverk.comparison.types import Comparison
from regelverk.rules.texts import text
from regelverk.writers import word
from regelverk.writers.view import (
    difference_sentence,
    gap_sentences,
    missing_sentences,
    number,
    one_sided_sentences,
    place,
    shown_acts,
)

_MOST_FAMILIES = 15
_MOST_MEMBERS = 20


def comparison_docx(
    comparison: Comparison, language: str = "nb", made: datetime | None = None
) -> bytes:
    """A comparison: the indices, where the acts part and why, and each element with its quotes."""
    document = word.new_document(text("report_title", language), language, made)
    word.landscape(document)
    document.add_paragraph(text("report_title", language), style="Title")
    _summary(document, comparison, language)
    if comparison.development is not None:
        changed = list(words.development_sentences(comparison, language))
        _section(document, text("development_heading", language), changed)
    if len(comparison.acts) > 1:
        _differences(document, comparison, language)
    _reasons(document, comparison, language)
    _reciprocity(document, comparison, language)
    _families(document, comparison, language)
    _elements(document, comparison, language)
    document.add_heading(text("method", language), level=1)
    for key in ("method_rule", "method_wording", "method_detection"):
        word.write(document, text(key, language))
    return word.to_bytes(document)


def _section(
    document: WordDocument, heading: str, sentences: Sequence[str], otherwise: str = ""
) -> None:
    """A heading and a list of sentences, or what to say where there are none."""
    document.add_heading(heading, level=1)
    for sentence in sentences:
        word.write(document, sentence, "List Bullet")
    if not sentences and otherwise:
        word.write(document, otherwise)


def _summary(document: WordDocument, comparison: Comparison, language: str) -> None:
    counted = sum(act.clauses for act in comparison.acts)
    if len(comparison.acts) > 1:
        lead = text("report_lead", language, acts=len(comparison.acts), clauses=counted)
        word.write(document, lead)
    if not counted:
        word.write(document, text("report_empty", language))
    elif len(comparison.acts) == 1:
        word.write(document, text("report_alone", language))
    for name, index in (("rule", comparison.rule), ("wording", comparison.wording)):
        paragraph = document.add_paragraph()
        paragraph.add_run(
            f"{text(f'{name}_index', language)}: {number(index.value)} / 100. "
        ).bold = True
        paragraph.add_run(text(f"{name}_index_about", language))


def _differences(document: WordDocument, comparison: Comparison, language: str) -> None:
    told = [
        difference_sentence(each, comparison, language)
        for each in comparison.differences
        if each.cells
    ]
    _section(document, text("differences", language), told, text("no_differences", language))
    missing = [*missing_sentences(comparison, language), *gap_sentences(comparison, language)]
    _section(document, text("gaps", language), missing, text("no_gaps", language))


def _reasons(document: WordDocument, comparison: Comparison, language: str) -> None:
    """What is meant, what is typical and far from it, and what cannot stand."""
    titles = words.titles_of(comparison)
    if comparison.justifications:
        given = [
            f"{titles.get(each.act, each.act)}, {element(each.element).title(language)}: "
            f"{words.justification_sentence(each, language)}"
            for each in comparison.justifications
        ]
        _section(document, text("justified_heading", language), given)
    if comparison.consensus:
        document.add_heading(text("consensus_heading", language), level=1)
    for each in comparison.consensus.values():
        word.write(document, words.consensus_sentence(each, titles, language))
        word.write(document, f"«{each.quote.text}»", word.NOTE)
        for outlier in each.outliers:
            far = words.outlier_sentence(outlier, each, titles, language)
            word.write(document, far, "List Bullet")
    _section(
        document,
        text("conflicts_heading", language),
        [words.conflict_sentence(each, titles, language) for each in comparison.conflicts],
        text("conflicts_none", language),
    )
    _section(
        document,
        text("stale_heading", language),
        [words.stale_sentence(each, titles, language) for each in comparison.stale],
        text("stale_none", language),
    )


def _reciprocity(document: WordDocument, comparison: Comparison, language: str) -> None:
    """Who must cooperate with whom: sentences, and a row for each who must."""
    relations = reciprocity(comparison.clauses)
    document.add_heading(text("reciprocity_heading", language), level=1)
    if not relations.arrows:
        word.write(document, text("reciprocity_none", language))
        return
    word.write(document, text("reciprocity_about", language))
    for sentence in one_sided_sentences(relations, language) or [
        text("reciprocity_no_one_sided", language)
    ]:
        word.write(document, sentence, "List Bullet")
    columns = ("reciprocity_row", "reciprocity_must", "reciprocity_may")
    heads = [text(key, language) for key in columns]
    table = word.table(document, heads, [6.0, 13.0, 5.7], text("reciprocity_heading", language))
    for party in relations.parties:
        reached = {
            force: [
                other.title(language)
                for other in relations.parties
                if relations.force(party.name, other.name) is force
            ]
            for force in (Force.MUST, Force.MAY)
        }
        row = [", ".join(names) or "–" for names in reached.values()]
        word.add_row(table, [[each] for each in (party.title(language), *row)])


def _families(document: WordDocument, comparison: Comparison, language: str) -> None:
    """The families with clauses: the typical ledd, and who has it."""
    ranked = sorted(comparison.families, key=lambda family: not family.has_clauses)
    document.add_heading(text("families_heading", language), level=1)
    word.write(document, text("families_about" if ranked else "families_none", language))
    for family in ranked[:_MOST_FAMILIES]:
        count = text(
            "family_summary", language, acts=len(family.documents), count=len(family.members)
        )
        document.add_heading(f"{family.typical.heading or family.typical.title}: {count}", level=2)
        word.write(document, f"«{family.typical.text}»", word.NOTE, family.typical.language.value)
        shown = family.members[:_MOST_MEMBERS]
        where = "; ".join(
            f"{each.title} {place(each.address, language)} ({number(each.likeness)})"
            for each in shown
        )
        hidden = len(family.members) - len(shown)
        more = f"; {text('difference_more', language, count=hidden)}" if hidden else ""
        word.write(document, where + more)
    if len(ranked) > _MOST_FAMILIES:
        hidden = len(ranked) - _MOST_FAMILIES
        word.write(document, text("families_more", language, count=hidden), word.NOTE)


def _elements(document: WordDocument, comparison: Comparison, language: str) -> None:
    """One table for each element: act, answer, quote and place."""
    document.add_heading(text("matrix", language), level=1)
    heads = [text(key, language) for key in ("act", "column_value", "column_quote", "column_place")]
    for name in comparison.elements:
        asked = element(name)
        index = comparison.by_element.get(name)
        if index is None:
            continue
        document.add_heading(f"{asked.title(language)} ({number(index.value)})", level=2)
        word.write(document, asked.question(language), word.NOTE)
        made = word.table(document, heads, [4.5, 4.5, 11.2, 4.5], asked.title(language))
        for act in shown_acts(comparison):
            cell = comparison.cells[act.identifier, name]
            quote = cell.quote
            said = [words.answer(cell, language)]
            if cell.unsure:
                said.append(words.reason_sentence(cell, language))
            word.add_row(
                made,
                [
                    [act.title],
                    said,
                    [quote.text if quote else "–"],
                    [place(quote.address, language)] if quote else ["–"],
                ],
                ["", language, act.language.value, language],
            )
        document.add_paragraph()
