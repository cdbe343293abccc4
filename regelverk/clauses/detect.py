"""Find cooperation clauses: rules and a learned model together.

Cheap first: a ledd whose letters hold none of the rules' stems is never looked at closer. Then the rules give their
types, and the model weighs them with the words, the phrases and what stands around the sentence. A family that the
model does not know is decided by its rules alone.
"""

from collections.abc import Iterable, Iterator, Sequence

from regelverk.clauses.contexts import contexts
from regelverk.clauses.families import Judgement, implied, judge, stems
from regelverk.clauses.features import is_purpose
from regelverk.clauses.learned import Model, Opinion, trained
from regelverk.clauses.slots import find_slots
from regelverk.clauses.stacking import LeddView
from regelverk.clauses.types import Clause, Evidence
from regelverk.clauses.units import Ledd, Unit, ledds
from regelverk.model.document import Document
from regelverk.spans import Span

__all__ = ["SLOTTED", "find_clauses", "judge"]

SLOTTED = frozenset({"individ", "system", "samordning"})
"""The types whose parts are marked: duties to cooperate and to coordinate."""

_PUBLIC_KINDS = ("offentlig", "frivillig")
_ALONE = "hjemmel"
_SHOWN = 0.4
_SHOWN_ABROAD = 0.6
_LIKELY = 0.5


def find_clauses(document: Document) -> tuple[Clause, ...]:
    """The cooperation clauses of a document, in the order of its text."""
    candidates = [_Candidate(document, ledd) for ledd in _candidates(document)]
    if not candidates:
        return ()
    model = trained()
    opinions = model.opinions([each.view for each in candidates])
    return tuple(
        clause
        for candidate, each in zip(candidates, opinions, strict=True)
        for clause in candidate.clauses(model, each)
    )


def _candidates(document: Document) -> Iterator[Ledd]:
    """The ledd that may hold a clause: the cheap first step."""
    lowered = document.text.lower()
    if any(stem in lowered for stem in stems()):
        for ledd in ledds(document):
            if any(stem in lowered[ledd.node.start : ledd.node.end] for stem in stems()):
                yield ledd


class _Candidate:
    """A ledd that may hold a clause, with what the rules say of it."""

    def __init__(self, document: Document, ledd: Ledd) -> None:
        self.document = document
        self.ledd = ledd
        self.contexts = tuple(contexts(document, ledd))
        first = self.contexts[0]
        self.heading = first.heading
        self.judged = [judge(document.quote(unit.span), first.heading) for unit in ledd.units]
        self.view = LeddView(
            text=document.quote(ledd.node),
            contexts=self.contexts,
            ruled=[tuple(each.types) for each in self.judged],
        )

    def clauses(self, model: Model, opinions: Sequence[Opinion]) -> Iterator[Clause]:
        """The clauses among its sentences."""
        if is_purpose(self.heading):
            return
        for unit, judged, opinion, around in zip(
            self.ledd.units, self.judged, opinions, self.contexts, strict=True
        ):
            types, partners = _decide(model, judged, opinion, self.view)
            if types:
                reasons = [
                    judged.reason(name) or _learned_reason(model, name, around.text)
                    for name in types
                ]
                yield self._clause(unit, types, partners, reasons)

    def _clause(
        self,
        unit: Unit,
        types: dict[str, float],
        partners: tuple[str, ...],
        reasons: Iterable[Evidence],
    ) -> Clause:
        text = self.document.quote(unit.span)
        slots = find_slots(text) if SLOTTED & types.keys() else {}
        at = unit.span.start
        return Clause(
            address=unit.node.address,
            span=unit.span,
            text=text,
            types=types,
            partners=(*partners, *(each for each in implied(types) if each not in partners)),
            slots={name: Span(at + span.start, at + span.end) for name, span in slots.items()},
            evidence=tuple(
                Evidence(each.reason, each.span and Span(at + each.span.start, at + each.span.end))
                for each in reasons
            ),
            section_title=self.heading,
            document_title=self.document.short_title or self.document.title,
            language=self.document.language_of(unit.node).language,
        )


def _decide(
    model: Model, judged: Judgement, opinion: Opinion, view: LeddView
) -> tuple[dict[str, float], tuple[str, ...]]:
    """The types of a sentence with their scores, surest first, and its partners."""
    unknown = {name: score for name, score in judged.types.items() if name not in model.types}
    public = _shown(opinion.public, _SHOWN)
    if public:
        return _surest_first(public | unknown), _partners(opinion, _PUBLIC_KINDS)
    others = tuple(kind for kind in model.kinds if kind not in _PUBLIC_KINDS)
    if max(opinion.partners, key=lambda kind: opinion.partners[kind]) in others:
        abroad = _shown(opinion.types, _SHOWN_ABROAD)
        if abroad:
            return _surest_first(abroad | unknown), _partners(opinion, others, only=True)
    return unknown, view.partners if unknown else ()


def _shown(scores: dict[str, float], least: float) -> dict[str, float]:
    """The types that are likely enough; an authority to regulate stands alone where it is the surest."""
    likely = {name: score for name, score in scores.items() if score >= least}
    if _ALONE in likely and likely[_ALONE] == max(likely.values()):
        return {_ALONE: likely[_ALONE]}
    return likely


def _partners(opinion: Opinion, kinds: Sequence[str], *, only: bool = False) -> tuple[str, ...]:
    """The likely partners, surest first: at least one of the kinds, or only those."""
    scores = opinion.partners
    chosen = {kind for kind, score in scores.items() if score >= _LIKELY and (kind in kinds or not only)}
    if not chosen.intersection(kinds):
        chosen.add(max(kinds, key=lambda kind: scores[kind]))
    return tuple(sorted(chosen, key=lambda kind: -scores[kind]))


def _surest_first(scores: dict[str, float]) -> dict[str, float]:
    return {
        name: round(score, 2) for name, score in sorted(scores.items(), key=lambda item: -item[1])
    }


def _learned_reason(model: Model, name: str, text: str) -> Evidence:
    """Why the model gave a type that no rule gave."""
    telling = model.telling_words(name, text)
    title = name
    return Evidence(f"modellen legger vekt på {', '.join(f'«{word}»' for word in telling)} ({title})")
