"""Results as plain data for JSON. The field names are the command line's contract."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from regelverk.clauses.types import SLOTS, Clause
from regelverk.comparison import words
from regelverk.comparison.elements import element
from regelverk.comparison.families import Family
from regelverk.comparison.reciprocity import Reciprocity, reciprocity
from regelverk.comparison.types import Cell, Comparison, Index, Justification, Outlier, Quote
from regelverk.drafting.types import Draft
from regelverk.model.document import Document, Node
from regelverk.writers.view import difference_sentence

Record = dict[str, Any]


def dumps(record: Any, *, pretty: bool = True) -> str:
    """A record as JSON text, Norwegian letters kept."""
    return json.dumps(record, ensure_ascii=False, indent=1 if pretty else None)


def clause_record(clause: Clause, language: str = "nb") -> Record:
    """A clause sentence; why it is one is told in `language`."""
    return {
        "address": str(clause.address),
        "text": clause.text,
        "types": list(clause.types),
        "score": clause.score,
        "scores": dict(clause.types),
        "partners": list(clause.partners),
        "slots": {name: clause.slot(name) for name in SLOTS if name in clause.slots},
        "section_title": clause.section_title,
        "document_title": clause.document_title,
        "language": clause.language.value,
        "span": list(clause.span),
        "ladder_step": clause.step or None,
        "evidence": [each.text(language) for each in clause.evidence],
    }


def document_record(document: Document) -> Record:
    """A document with its whole text and tree; positions are characters of `text`."""
    return {
        "identifier": document.identifier,
        "kind": document.kind.value,
        "title": document.title,
        "short_title": document.short_title,
        "issuer": document.issuer,
        "date": document.date,
        "language": {
            "form": document.language.language.value,
            "confidence": document.language.confidence,
        },
        "source": document.source,
        "metadata": dict(document.metadata),
        "notices": [asdict(notice) for notice in document.notices],
        "furniture": [asdict(piece) for piece in document.furniture],
        "text": document.text,
        "tree": _node(document.root),
    }


def _node(node: Node) -> Record:
    record: Record = {
        "kind": node.kind.value,
        "address": str(node.address),
        "span": list(node.span),
    }
    if node.label:
        record["label"] = node.label
    if node.children:
        record["children"] = [_node(child) for child in node.children]
    return record


def comparison_record(comparison: Comparison, language: str = "nb") -> Record:
    """A comparison, with each cell's quote and address."""
    titles = words.titles_of(comparison)
    return {
        "acts": [
            {"identifier": act.identifier, "title": act.title, "language": act.language.value,
             "clauses": act.clauses, "core_section": act.core and str(act.core)}
            for act in comparison.acts
        ],
        "rule_uniformity": _index(comparison.rule),
        "wording_uniformity": _index(comparison.wording),
        "by_element": _indices(comparison.by_element),
        "wording_by_element": _indices(comparison.wording_by_element),
        "by_type": _indices(comparison.by_type),
        "rule_by_type": _indices(comparison.rule_by_type),
        "cells": [
            _cell(comparison.cells[act.identifier, name], language)
            for name in comparison.elements
            for act in comparison.acts
        ],
        "pairs": [asdict(pair) for pair in comparison.pairs],
        "differences": [
            {"element": each.element, "title": element(each.element).title(language),
             "acts": [cell.act for cell in each.cells],
             "justified": [cell.act for cell in each.justified],
             "sentence": difference_sentence(each, comparison, language)}
            for each in comparison.differences
        ],
        "gaps": {name: list(acts) for name, acts in comparison.gaps.items()},
        "missing": {kind: list(acts) for kind, acts in comparison.missing.items()},
        "consensus": {
            kind: {"act": each.act, **_quote(each.quote), "likeness": round(each.likeness, 1),
                   "outliers": [_outlier(outlier, language) for outlier in each.outliers]}
            for kind, each in comparison.consensus.items()
        },
        "conflicts": [
            {"kind": each.kind.value, "element": each.thing,
             "sentence": words.conflict_sentence(each, titles, language),
             "cells": [_cell(cell, language) for cell in each.cells]}
            for each in comparison.conflicts
        ],
        "stale_references": [
            {"act": each.act, "code": each.code, "in_clause": each.in_clause,
             "sentence": words.stale_sentence(each, titles, language), **_quote(each.quote)}
            for each in comparison.stale
        ],
        "reciprocity": _reciprocity(reciprocity(comparison.clauses)),
        "families": [_family(family) for family in comparison.families],
        "justifications": [_justification(each) for each in comparison.justifications],
        "unused_justifications": [_justification(each) for each in comparison.unused],
        "development": _development(comparison, language),
    }  # fmt: skip


def _index(index: Index) -> Record:
    value = None if index.value is None else round(index.value, 1)
    return {"value": value, "pairs": index.pairs, "clauses": index.clauses,
            "certainty": round(index.certainty, 2)}  # fmt: skip


def _indices(indices: Mapping[str, Index]) -> Record:
    return {name: _index(index) for name, index in indices.items()}


def _cell(cell: Cell, language: str) -> Record:
    return {
        "act": cell.act, "element": cell.element, "state": cell.state.value, "value": cell.value,
        "amount": cell.amount or None, "label": words.answer(cell, language),
        "reason": words.reason_sentence(cell, language), "unsure": cell.unsure,
        "score": cell.score, "justification": cell.justification and cell.justification.reason,
        **_quote(cell.quote),
    }  # fmt: skip


def _quote(quote: Quote | None) -> Record:
    if quote is None:
        return {"address": None, "quote": None, "words": None}
    return {"address": str(quote.address), "quote": quote.text, "words": quote.words}


def _outlier(outlier: Outlier, language: str) -> Record:
    differences = [words.difference_words(each, language) for each in outlier.alignment.differences]
    return {"act": outlier.act, **_quote(outlier.quote), "likeness": round(outlier.likeness, 1),
            "elements": list(outlier.elements), "differences": differences}  # fmt: skip


def _reciprocity(relations: Reciprocity) -> Record:
    return {
        "parties": [party.name for party in relations.parties],
        "duties": [
            {"party": first, "with": second, "force": arrow.force.name.lower(),
             "named": arrow.named, "address": str(arrow.clause.address)}
            for (first, second), arrows in relations.arrows.items()
            for arrow in arrows
        ],
        "one_sided": [list(each) for each in relations.one_sided],
        "unplaced": [str(clause.address) for clause in relations.unplaced],
    }  # fmt: skip


def _family(family: Family) -> Record:
    return {
        "acts": len(family.documents), "has_clauses": family.has_clauses,
        "members": [
            {"address": str(member.address), "title": member.title, "text": member.text,
             "language": member.language.value, "likeness": round(member.likeness, 1)}
            for member in family.members
        ],
    }  # fmt: skip


def _justification(each: Justification) -> Record:
    return {"act": each.act, "element": each.element, "reason": each.reason, "author": each.author,
            "date": each.date.isoformat()}  # fmt: skip


def _development(comparison: Comparison, language: str) -> Record | None:
    development = comparison.development
    if development is None:
        return None
    return {
        "rule_uniformity": _index(development.before.rule),
        "wording_uniformity": _index(development.before.wording),
        "elements": [
            {"element": each.element, "movement": each.movement.value,
             "before": _index(each.before), "after": _index(each.after)}
            for each in development.elements
        ],
        "sentences": list(words.development_sentences(comparison, language)),
        "added": list(development.added), "removed": list(development.removed),
    }  # fmt: skip


def draft_record(draft: Draft) -> Record:
    """A drafted section, without what was assumed."""
    return {
        "law": draft.law,
        "section": draft.section,
        "heading": draft.heading,
        "subsections": list(draft.subsections),
        "language": draft.language.value,
        "instruction": draft.instruction,
    }


def lines(records: Iterable[Record]) -> str:
    """Records as JSON Lines."""
    return "".join(dumps(record, pretty=False) + "\n" for record in records)
