"""Find cooperation clauses: rules and a learned model together.

Cheap first: only a ledd with the letters of a clause is looked at closer (`candidates`). Then the
rules give their types, and the model weighs them with the words, the phrases and what stands
around the sentence. A family that the model does not know is decided by its rules alone.
"""

import math
from collections.abc import Iterable, Iterator, Sequence

from regelverk.clauses.candidates import candidates
from regelverk.clauses.contexts import contexts
from regelverk.clauses.families import Judgement, implied, judge
from regelverk.clauses.features import is_purpose
from regelverk.clauses.ladder import standing
from regelverk.clauses.learned import Model, Opinion, trained
from regelverk.clauses.rulebook import clause_types, compiled, word_group
from regelverk.clauses.slots import find_slots
from regelverk.clauses.stacking import LeddView
from regelverk.clauses.types import Clause, Evidence
from regelverk.clauses.units import Ledd, Unit
from regelverk.model.document import Document
from regelverk.spans import Span

__all__ = ["SLOTTED", "find_clauses", "judge"]

SLOTTED = frozenset({"individ", "system", "samordning"})
"""The types whose parts are marked: duties to cooperate and to coordinate."""

_PUBLIC_KINDS = ("offentlig", "frivillig")
_ALONE = "hjemmel"
_SHOWN = 0.5
_TYPE_SHOWN = 0.4
_LIKELY_ABROAD = 0.6
_LIKELY = 0.5
_INHERITED = 0.8


def find_clauses(document: Document) -> tuple[Clause, ...]:
    """The cooperation clauses of a document, in the order of its text."""
    model = trained()
    found = [_Candidate(document, ledd) for ledd in candidates(document, model.types)]
    opinions = model.opinions([each.view for each in found])
    return tuple(
        clause
        for candidate, each in zip(found, opinions, strict=True)
        for clause in candidate.clauses(model, each)
    )


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
        before: Clause | None = None
        for unit, judged, opinion, around in zip(
            self.ledd.units, self.judged, opinions, self.contexts, strict=True
        ):
            types, partners = _decide(model, judged, opinion, self.view)
            reasons = [
                judged.reason(name) or _learned_reason(model, name, around.text) for name in types
            ]
            back = _points_back(self.document.quote(unit.span))
            if not types and before is not None and back is not None:
                types = {name: round(score * _INHERITED, 2) for name, score in before.types.items()}
                partners, reasons = before.partners, [back]
            before = self._clause(unit, types, partners, reasons) if types else None
            if before is not None:
                yield before

    def _clause(
        self,
        unit: Unit,
        types: dict[str, float],
        partners: tuple[str, ...],
        reasons: Iterable[Evidence],
    ) -> Clause:
        text = self.document.quote(unit.span)
        slots = find_slots(text) if SLOTTED & types.keys() else {}
        on = standing(text)
        if on is not None:
            why = f"«{on.words.of(text)}» er trinn {on.rung.step}: {on.rung.title()}"
            reasons = [*reasons, Evidence(why, on.words)]
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
            step=on.rung.step if on else 0,
        )


def _points_back(text: str) -> Evidence | None:
    """The words by which a sentence says that the one before it applies here too."""
    match = compiled(word_group("anafor")).match(text)
    return match and Evidence("viser tilbake til punktumet foran", Span(*match.span()))


def _decide(
    model: Model, judged: Judgement, opinion: Opinion, view: LeddView
) -> tuple[dict[str, float], tuple[str, ...]]:
    """The types of a sentence with their scores, surest first, and its partners."""
    unknown = {name: score for name, score in judged.types.items() if name not in model.types}
    if public := _shown(opinion.public):
        return _surest_first(public | unknown), _partners(opinion, _PUBLIC_KINDS)
    others = tuple(kind for kind in model.kinds if kind not in _PUBLIC_KINDS)
    if max(opinion.partners, key=lambda kind: opinion.partners[kind]) in others:
        abroad = {name: each for name, each in opinion.types.items() if each >= _LIKELY_ABROAD}
        if abroad:
            return _surest_first(abroad | unknown), _partners(opinion, others, only=True)
    return unknown, view.partners if unknown else ()


def _shown(scores: dict[str, float]) -> dict[str, float]:
    """The types to show, where it is more likely than not that the sentence is a clause.

    A sentence that sends the matter to regulation has that type alone.
    """
    regulation = scores.get(_ALONE, 0.0)
    others = {name: score for name, score in scores.items() if name != _ALONE}
    if regulation >= _SHOWN and regulation >= max(others.values()):
        return {_ALONE: regulation}
    if 1 - math.prod(1 - score for score in others.values()) < _SHOWN:
        return {}
    surest = max(others, key=lambda name: others[name])
    return {name: each for name, each in others.items() if each >= _TYPE_SHOWN or name == surest}


def _partners(opinion: Opinion, kinds: Sequence[str], *, only: bool = False) -> tuple[str, ...]:
    """The likely partners, surest first: at least one of the kinds, or only those."""
    scores = opinion.partners
    chosen = {
        kind for kind, score in scores.items() if score >= _LIKELY and (kind in kinds or not only)
    }
    if not chosen.intersection(kinds):
        chosen.add(max(kinds, key=lambda kind: scores[kind]))
    return tuple(sorted(chosen, key=lambda kind: -scores[kind]))


def _surest_first(scores: dict[str, float]) -> dict[str, float]:
    return {
        name: round(score, 2) for name, score in sorted(scores.items(), key=lambda item: -item[1])
    }


def _learned_reason(model: Model, name: str, text: str) -> Evidence:
    """Why the model gave a type that no rule gave."""
    title = next(kind.title_nb for kind in clause_types() if kind.name == name).lower()
    telling = [f"«{word}»" for word in model.telling_words(name, text)]
    why = f", særlig ordene {', '.join(telling)}" if telling else ""
    return Evidence(f"ligner kjente bestemmelser om {title}{why}")
