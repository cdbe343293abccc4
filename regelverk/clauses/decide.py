"""From scores to types: what is shown of a sentence that may be a clause."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

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


class Decision(NamedTuple):
    """What a sentence is shown as; no types where it is not shown.

    Attributes:
        types: Its types with their scores, surest first.
        partners: Its partners.
        score: How likely it is to be a clause at all.
    """

    types: dict[str, float]
    partners: tuple[str, ...]
    score: float

    @classmethod
    def of(
        cls, types: Mapping[str, float], partners: tuple[str, ...], clause: float = 0.0
    ) -> "Decision":
        """A sentence that is a clause at least as surely as it is of its surest type."""
        ordered = sorted(types.items(), key=lambda item: -item[1])
        rounded = {name: round(score, 2) for name, score in ordered}
        return cls(rounded, partners, max((round(clause, 2), *rounded.values())))


def decide(model: Model, judged: Judgement, opinion: Opinion, view: LeddView) -> Decision:
    """What to show of a sentence."""
    unknown = {name: score for name, score in judged.types.items() if name not in model.types}
    if public := shown(opinion.public):
        partners = _partners(opinion, _PUBLIC_KINDS)
        return Decision.of(public | unknown, partners, any_of(opinion.public))
    others = tuple(kind for kind in model.kinds if kind not in _PUBLIC_KINDS)
    if max(opinion.partners, key=lambda kind: opinion.partners[kind]) in others:
        abroad = {name: each for name, each in opinion.types.items() if each >= _LIKELY_ABROAD}
        if abroad:
            return Decision.of(abroad | unknown, _partners(opinion, others, only=True))
    return Decision.of(unknown, view.partners if unknown else ())


def shown(scores: dict[str, float]) -> dict[str, float]:
    """The types to show, where it is more likely than not that the sentence is a clause.

    A sentence that sends the matter to regulation has that type alone.
    """
    regulation = scores.get(_ALONE, 0.0)
    others = {name: score for name, score in scores.items() if name != _ALONE}
    if regulation >= _SHOWN and regulation >= max(others.values()):
        return {_ALONE: regulation}
    if any_of(scores) < _SHOWN:
        return {}
    surest = max(others, key=lambda name: others[name])
    return {name: each for name, each in others.items() if each >= _TYPE_SHOWN or name == surest}


def any_of(scores: Mapping[str, float]) -> float:
    """How likely a clause is that does more than give a power to regulate, whatever its type."""
    return 1 - math.prod(1 - score for name, score in scores.items() if name != _ALONE)


def _partners(opinion: Opinion, kinds: Sequence[str], *, only: bool = False) -> tuple[str, ...]:
    """The likely partners, surest first: at least one of the kinds, or only those."""
    scores = opinion.partners
    chosen = {
        kind for kind, score in scores.items() if score >= _LIKELY and (kind in kinds or not only)
    }
    if not chosen.intersection(kinds):
        chosen.add(max(kinds, key=lambda kind: scores[kind]))
    return tuple(sorted(chosen, key=lambda kind: -scores[kind]))


def learned_reason(model: Model, name: str, text: str) -> Evidence:
    """Why the model gave a type that no rule gave."""
    kind = next(kind for kind in clause_types() if kind.name == name)
    return Evidence(by_likeness(kind, model.telling_words(name, text)))
