"""A scanned document as it probably was: for detection alone, never shown.

Text recognition costs words their å, ø and æ («viderefgre», «seerlig»). The rules and the model are
to see the words that were printed, while every quote stays what stands in the file.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from regelverk.clauses.misread import misread
from regelverk.clauses.types import Clause, Evidence
from regelverk.language.ocr import Suggestion, damage
from regelverk.model.document import Document, Node
from regelverk.rules.texts import Both
from regelverk.spans import Span


@dataclass(frozen=True, slots=True)
class Repaired:
    """A document with its damaged words repaired, and the way back to the text as it stands.

    Attributes:
        original: The document as it stands.
        document: The same document with repaired words; the same one where nothing is damaged.
        repairs: The repairs, in the order of the text.
    """

    original: Document
    document: Document
    repairs: Sequence[Suggestion] = ()

    def as_it_stands(self, clause: Clause) -> Clause:
        """A clause of the repaired document as a clause of the original."""
        if not self.repairs:
            return clause
        shifts = _Shifts(self.repairs)
        span = shifts.back(clause.span)
        section = self.original.at(clause.section)
        return replace(
            clause,
            span=span,
            text=self.original.quote(span),
            slots={name: shifts.back(part) for name, part in clause.slots.items()},
            evidence=tuple(self._evidence(each, shifts) for each in clause.evidence),
            section_title=self.original.heading(section) if section else "",
        )

    def _evidence(self, evidence: Evidence, shifts: "_Shifts") -> Evidence:
        """Evidence that quotes the words as they stand."""
        if evidence.span is None:
            return evidence
        span = shifts.back(evidence.span)
        repaired, stands = self.document.quote(evidence.span), self.original.quote(span)
        reason = (each.replace(f"«{repaired}»", f"«{stands}»") for each in evidence.reason)
        return Evidence(Both(*reason), span)


def repaired(document: Document, suspects: str) -> Repaired:
    """A document without the damage of a scan.

    Args:
        document: The document.
        suspects: The parts of its text by which to judge whether it is damaged.
    """
    if not damage(suspects).suggestions:
        return Repaired(document, document)
    lost = damage(document.text).suggestions
    others = misread(document.text, [each.span for each in lost])
    repairs = sorted((*lost, *others), key=lambda each: each.span.start)
    shifts = _Shifts(repairs)
    return Repaired(
        document,
        replace(document, text=shifts.text(document.text), root=_moved(document.root, shifts)),
        repairs,
    )


class _Shifts:
    """How far places move when words are repaired, both ways."""

    def __init__(self, repairs: Sequence[Suggestion]) -> None:
        self._repairs = repairs
        grown = [len(each.suggestion) - len(each.quote) for each in repairs]
        self._before = [0, *accumulate(grown)]
        self._old = [each.span.start for each in repairs]
        self._new = [start + by for start, by in zip(self._old, self._before, strict=False)]

    def text(self, text: str) -> str:
        """The text with its words repaired."""
        parts, at = [], 0
        for each in self._repairs:
            parts += [text[at : each.span.start], each.suggestion]
            at = each.span.end
        return "".join([*parts, text[at:]])

    def there(self, place: int) -> int:
        """Where a place of the text stands in the repaired text."""
        number = bisect_left(self._old, place)
        return place + self._before[number]

    def back(self, span: Span) -> Span:
        """A stretch of the repaired text in the text as it stands, with whole words."""
        first = bisect_right(self._new, span.start) - 1
        last = bisect_left(self._new, span.end) - 1
        start, end = span.start - self._before[first + 1], span.end - self._before[last + 1]
        if first >= 0:
            word = self._repairs[first]
            if span.start < self._new[first] + len(word.suggestion):
                start = word.span.start
        if last >= 0:
            word = self._repairs[last]
            if span.end < self._new[last] + len(word.suggestion):
                end = word.span.end
        return Span(start, end)


def _moved(node: Node, shifts: _Shifts) -> Node:
    """A node with all within it, in the repaired text."""
    return node._replace(
        start=shifts.there(node.start),
        end=shifts.there(node.end),
        children=tuple(_moved(child, shifts) for child in node.children),
    )
