"""From scores to types: what is shown of a sentence that may be a clause."""

import math
from collections.abc import Sequence

from regelverk.clauses.families import Judgement
from regelverk.clauses.learned import Model, Opinion
from regelverk.clauses.reasons import by_likeness
from regelverk.clauses.rulebook import clause_types
from regelverk.clauses.stacking import LeddView
from regelverk.clauses.types import Evidence

_PUBLIC_KINDS = ("offentlig", "frivillig")
_ALONE = "hjemmel"
_SHOWN = 0.5
_TYPE_SHOWN = 0.4
_LIKELY_ABROAD = 0.6
_LIKELY = 0.5


def decide(
    model: Model, judged: Judgement, opinion: Opinion, view: LeddView
) -> tuple[dict[str, float], tuple[str, ...]]:
    """The types of a sentence with their scores, surest first, and its partners."""
    unknown = {name: score for name, score in judged.types.items() if name not in model.types}
    if public := shown(opinion.public):
        return _surest_first(public | unknown), _partners(opinion, _PUBLIC_KINDS)
    others = tuple(kind for kind in model.kinds if kind not in _PUBLIC_KINDS)
    if max(opinion.partners, key=lambda kind: opinion.partners[kind]) in others:
        abroad = {name: each for name, each in opinion.types.items() if each >= _LIKELY_ABROAD}
        if abroad:
            return _surest_first(abroad | unknown), _partners(opinion, others, only=True)
    return unknown, view.partners if unknown else ()


def shown(scores: dict[str, float]) -> dict[str, float]:
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


def learned_reason(model: Model, name: str, text: str) -> Evidence:
    """Why the model gave a type that no rule gave."""
    kind = next(kind for kind in clause_types() if kind.name == name)
    return Evidence(by_likeness(kind, model.telling_words(name, text)))
