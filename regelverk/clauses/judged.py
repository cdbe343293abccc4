"""A ledd as it is judged: what the rules and the model together make of each of its sentences."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from regelverk.clauses.contexts import contexts
from regelverk.clauses.decide import Decision, decide, learned_reason
from regelverk.clauses.families import Judgement, implied, judge
from regelverk.clauses.features import is_purpose
from regelverk.clauses.learned import Opinion, trained
from regelverk.clauses.pointing import extended
from regelverk.clauses.stacking import LeddView
from regelverk.clauses.types import Clause, Evidence
from regelverk.clauses.units import Ledd, Unit
from regelverk.model.document import Document
from regelverk.spans import Span

_INHERITED = 0.8


class JudgedLedd(NamedTuple):
    """A ledd with what the rules say of each of its sentences."""

    document: Document
    ledd: Ledd
    judged: Sequence[Judgement]
    view: LeddView

    @classmethod
    def of(cls, document: Document, ledd: Ledd) -> "JudgedLedd":
        """A ledd of a document, judged by the rules."""
        around = tuple(contexts(document, ledd))
        judged = [judge(document.quote(unit.span), around[0].heading) for unit in ledd.units]
        ruled = [tuple(each.types) for each in judged]
        return cls(document, ledd, judged, LeddView(document.quote(ledd.node), around, ruled))

    def clauses(
        self, opinions: Sequence[Opinion], unasked: Collection[str], earlier: Sequence[Clause] = ()
    ) -> list[Clause]:
        """The clauses among its sentences; one may say that an earlier one applies here too.

        Args:
            opinions: What the model thinks of each sentence.
            unasked: Families not to be told of.
            earlier: The clauses before the ledd in its document.
        """
        model, found = trained(), [*earlier]
        if is_purpose(self.view.contexts[0].heading):
            return []
        for at, (judged, opinion, around) in enumerate(
            zip(self.judged, opinions, self.view.contexts, strict=True)
        ):
            decision = decide(model, judged.without(unasked), opinion, self.view)
            reasons = [
                judged.reason(name) or learned_reason(model, name, around.text)
                for name in decision.types
            ]
            if not decision.types and (meant := extended(self.document, self.ledd, at, found)):
                clause, why = meant
                types = {name: score * _INHERITED for name, score in clause.types.items()}
                decision = Decision.of(types, clause.partners, clause.score * _INHERITED)
                reasons = [why]
            if decision.types:
                found.append(self._clause(self.ledd.units[at], decision, reasons))
        return found[len(earlier) :]

    def _clause(self, unit: Unit, decision: Decision, reasons: Iterable[Evidence]) -> Clause:
        document, (types, partners, score) = self.document, decision
        return Clause(
            address=unit.node.address,
            span=unit.span,
            text=document.quote(unit.span),
            types=types,
            score=score,
            partners=(*partners, *(each for each in implied(types) if each not in partners)),
            evidence=tuple(placed(each, unit.span.start) for each in reasons),
            section_title=self.view.contexts[0].heading,
            document_title=document.short_title or document.title,
            language=document.language_of(unit.node).language,
        )


def placed(evidence: Evidence, start: int) -> Evidence:
    """Evidence about a sentence, with its words as a span of the document."""
    span = evidence.span
    return replace(evidence, span=span and Span(start + span.start, start + span.end))
