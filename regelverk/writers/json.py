"""Results as plain data for JSON. The field names are the command line's contract."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from regelverk.clauses.types import SLOTS, Clause
from regelverk.comparison.types import Comparison, Index
from regelverk.drafting.types import Draft
from regelverk.model.document import Document, Node
from regelverk.writers.view import answer, difference_sentence, element_of

Record = dict[str, Any]


def dumps(record: Any, *, pretty: bool = True) -> str:
    """A record as JSON text, Norwegian letters kept."""
    return json.dumps(record, ensure_ascii=False, indent=1 if pretty else None)


def clause_record(clause: Clause) -> Record:
    """A clause sentence."""
    return {
        "address": str(clause.address),
        "text": clause.text,
        "types": list(clause.types),
        "scores": dict(clause.types),
        "partners": list(clause.partners),
        "slots": {name: clause.slot(name) for name in SLOTS if name in clause.slots},
        "section_title": clause.section_title,
        "document_title": clause.document_title,
        "language": clause.language.value,
        "span": list(clause.span),
        "evidence": [each.reason for each in clause.evidence],
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
    return {
        "acts": [
            {"identifier": act.identifier, "title": act.title, "language": act.language.value,
             "clauses": act.clauses, "core_section": act.core and str(act.core)}
            for act in comparison.acts
        ],
        "rule_uniformity": _index(comparison.rule),
        "wording_uniformity": _index(comparison.wording),
        "by_element": {name: _index(index) for name, index in comparison.by_element.items()},
        "by_type": {name: _index(index) for name, index in comparison.by_type.items()},
        "cells": [
            {"act": act.identifier, "element": name, "state": cell.state.value, "value": cell.value,
             "label": answer(cell, language), "score": cell.score,
             "address": cell.quote and str(cell.quote.address),
             "quote": cell.quote and cell.quote.text, "words": cell.quote and cell.quote.words}
            for name in comparison.elements
            for act in comparison.acts
            for cell in (comparison.cells[act.identifier, name],)
        ],
        "pairs": [asdict(pair) for pair in comparison.pairs],
        "differences": [
            {"element": each.element, "title": element_of(each.element).title(language),
             "sentence": difference_sentence(each, comparison, language)}
            for each in comparison.differences
        ],
        "gaps": {name: list(acts) for name, acts in comparison.gaps.items()},
    }  # fmt: skip


def _index(index: Index) -> Record:
    value = None if index.value is None else round(index.value, 1)
    return {"value": value, "pairs": index.pairs}


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
