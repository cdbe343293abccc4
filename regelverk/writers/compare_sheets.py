"""The rows of a comparison's workbook: a sheet for each question a lawyer asks of it."""

from collections.abc import Iterator

from regelverk.clauses.rulebook import clause_types
from regelverk.comparison import words
from regelverk.comparison.elements import element
from regelverk.comparison.reciprocity import reciprocity
from regelverk.comparison.types import Cell, Comparison, Index, State
from regelverk.rules.texts import text
from regelverk.writers.view import (
    arrow_words,
    difference_sentence,
    form_name,
    gap_sentences,
    missing_sentences,
    place,
)

Row = list[str | int | float | None]

MATRIX = "sheet_matrix"


def sheets(comparison: Comparison, language: str = "nb") -> Iterator[tuple[str, list[Row]]]:
    """Name (in `rules/texts.toml`) and rows of each sheet, heads first; empty ones left out."""
    for name, heads, rows in (
        ("sheet_summary", ("column_measure", "column_number", "method"), _summary),
        ("sheet_development", _DEVELOPMENT, _development),
        ("sheet_differences", _DIFFERENCES, _differences),
        (MATRIX, (), _matrix),
        ("sheet_quotes", _QUOTES, _quotes),
        ("sheet_justified", _JUSTIFIED, _justified),
        ("sheet_pairs", _PAIRS, _pairs),
        ("sheet_clauses", _CLAUSES, _clauses),
        ("sheet_consensus", _CONSENSUS, _consensus),
        ("sheet_conflicts", _CONFLICTS, _conflicts),
        ("sheet_stale", _STALE, _stale),
        ("sheet_reciprocity", _RECIPROCITY, _reciprocity),
        ("sheet_families", _FAMILIES, _families),
    ):
        found = list(rows(comparison, language))
        if found:
            yield name, [[text(head, language) for head in heads], *found] if heads else found


def _summary(comparison: Comparison, language: str) -> Iterator[Row]:
    for name, index in (("rule", comparison.rule), ("wording", comparison.wording)):
        yield [text(f"{name}_index", language), rounded(index.value),
               text(f"method_{name}", language)]  # fmt: skip
    counted = text("clauses_heading", language)
    for act in comparison.acts:
        yield [f"{act.title} ({form_name(act.language, language)})", act.clauses, counted]
    for sentence in (
        *missing_sentences(comparison, language),
        *gap_sentences(comparison, language),
    ):
        yield [text("gaps", language), None, sentence]
    yield [text("method", language), None, text("method_detection", language)]


_DEVELOPMENT = ("element", "development_before", "development_after", "development_change")


def _development(comparison: Comparison, language: str) -> Iterator[Row]:
    development = comparison.development
    if development is None:
        return
    before = development.before
    for name, first, second in (
        ("rule_index", before.rule, comparison.rule),
        ("wording_index", before.wording, comparison.wording),
    ):
        yield [text(name, language), rounded(first.value), rounded(second.value), ""]
    for each in development.elements:
        same = text("development_same", language)
        changed = words.movement_sentence(each, comparison, language) if each.cells else same
        yield [element(each.element).title(language), rounded(each.before.value),
               rounded(each.after.value), changed]  # fmt: skip


_DIFFERENCES = ("element", "differences")


def _differences(comparison: Comparison, language: str) -> Iterator[Row]:
    for each in comparison.differences:
        if each.cells:
            yield [element(each.element).title(language),
                   difference_sentence(each, comparison, language)]  # fmt: skip


def _matrix(comparison: Comparison, language: str) -> Iterator[Row]:
    titles = [act.title for act in comparison.acts]
    yield [text("element", language), *titles, text("uniformity", language),
           text("weight", language)]  # fmt: skip
    for name in comparison.elements:
        index = comparison.by_element.get(name, Index(None, 0))
        cells = [comparison.cells[act.identifier, name] for act in comparison.acts]
        answers = [words.answer(cell, language) for cell in cells]
        yield [element(name).title(language), *answers, rounded(index.value), element(name).weight]


_QUOTES = (
    "element", "act", "column_state", "column_value", "column_words", "column_quote",
    "column_place", "column_address", "column_certainty", "column_reason",
)  # fmt: skip


def _quotes(comparison: Comparison, language: str) -> Iterator[Row]:
    for name in comparison.elements:
        for act in comparison.acts:
            cell = comparison.cells[act.identifier, name]
            yield [element(name).title(language), act.title, *_cell(cell, language)]


def _cell(cell: Cell, language: str) -> Row:
    quote = cell.quote
    answer = words.answer(cell, language)
    found = cell.state is State.FOUND
    state, value = (text("state_found", language), answer) if found else (answer, "")
    reason = (
        words.justification_sentence(cell.justification, language)
        if cell.justification
        else words.reason_sentence(cell, language)
    )
    if quote is None:
        return [state, value, "", "", "", "", None, reason]
    return [state, value, quote.words, quote.text, place(quote.address, language),
            str(quote.address), round(100 * cell.score), reason]  # fmt: skip


_JUSTIFIED = ("act", "element", "column_reason", "column_author", "column_date")


def _justified(comparison: Comparison, language: str) -> Iterator[Row]:
    titles = words.titles_of(comparison)
    for each in comparison.justifications:
        yield [titles.get(each.act, each.act), element(each.element).title(language), each.reason,
               each.author, each.date.isoformat()]  # fmt: skip


_PAIRS = ("column_first", "column_second", "rule_index", "wording_index")


def _pairs(comparison: Comparison, _language: str) -> Iterator[Row]:
    titles = words.titles_of(comparison)
    for pair in comparison.pairs:
        yield [titles[pair.first], titles[pair.second], rounded(pair.rule), rounded(pair.wording)]


_CLAUSES = ("type", "act", "column_place", "column_quote", "column_address")


def _clauses(comparison: Comparison, language: str) -> Iterator[Row]:
    titles = words.titles_of(comparison)
    for (act, kind), quote in comparison.anchors.items():
        yield [_kind(kind, language), titles[act], place(quote.address, language), quote.text,
               str(quote.address)]  # fmt: skip


_CONSENSUS = ("type", "act", "column_typical", "uniformity", "column_quote", "column_address",
              "column_reason")  # fmt: skip


def _consensus(comparison: Comparison, language: str) -> Iterator[Row]:
    titles = words.titles_of(comparison)
    for kind, each in comparison.consensus.items():
        said = words.consensus_sentence(each, titles, language)
        yield [_kind(kind, language), titles[each.act], text("yes", language),
               rounded(each.likeness), each.quote.text, str(each.quote.address), said]  # fmt: skip
        for outlier in each.outliers:
            said = words.outlier_sentence(outlier, each, titles, language)
            yield [_kind(kind, language), titles[outlier.act], text("no", language),
                   rounded(outlier.likeness), outlier.quote.text, str(outlier.quote.address),
                   said]  # fmt: skip


_CONFLICTS = ("element", "act", "column_value", "column_quote", "column_address")


def _conflicts(comparison: Comparison, language: str) -> Iterator[Row]:
    titles = words.titles_of(comparison)
    for each in comparison.conflicts:
        for cell in each.cells:
            yield [element(each.thing).title(language), titles[cell.act],
                   words.answer(cell, language), cell.quote.text if cell.quote else "",
                   str(cell.quote.address) if cell.quote else ""]  # fmt: skip


_STALE = ("act", "column_citation", "column_problem", "column_quote", "column_address")


def _stale(comparison: Comparison, language: str) -> Iterator[Row]:
    titles = words.titles_of(comparison)
    for each in comparison.stale:
        yield [titles.get(each.act, each.act), each.quote.words,
               words.stale_sentence(each, titles, language), each.quote.text,
               str(each.quote.address)]  # fmt: skip


_RECIPROCITY = ("reciprocity_row", "column_second", "column_duty", "reciprocity_legend_one_sided",
                "act", "column_quote", "column_address")  # fmt: skip


def _reciprocity(comparison: Comparison, language: str) -> Iterator[Row]:
    relations = reciprocity(comparison.clauses)
    titles = {party.name: party.title(language) for party in relations.parties}
    one_sided = set(relations.one_sided)
    for (first, second), arrows in relations.arrows.items():
        alone = text("yes" if (first, second) in one_sided else "no", language)
        for arrow in arrows:
            yield [titles[first], titles[second], arrow_words(arrow, language), alone,
                   arrow.clause.document_title, arrow.clause.text,
                   str(arrow.clause.address)]  # fmt: skip


_FAMILIES = ("family_number", "family_clause", "act", "column_place", "family_likeness",
             "column_quote", "column_address")  # fmt: skip


def _families(comparison: Comparison, language: str) -> Iterator[Row]:
    for number, family in enumerate(comparison.families, start=1):
        has_clauses = text("yes" if family.has_clauses else "no", language)
        for member in family.members:
            yield [number, has_clauses, member.title, place(member.address, language),
                   rounded(member.likeness), member.text, str(member.address)]  # fmt: skip


def _kind(name: str, language: str) -> str:
    return next(kind.title(language) for kind in clause_types() if kind.name == name)


def rounded(value: float | None) -> float | None:
    """A measure with one decimal."""
    return None if value is None else round(value, 1)
