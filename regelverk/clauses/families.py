"""What the rules alone say of a sentence: the families of clauses in `rules/clause_types.toml`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from regelverk.clauses.reasons import by_rule
from regelverk.clauses.rulebook import ClauseType, clause_types
from regelverk.clauses.sought import small, sought
from regelverk.clauses.types import Evidence
from regelverk.spans import Span


@dataclass(frozen=True, slots=True)
class Judgement:
    """The types of one sentence with their scores, and why. Spans are of the sentence."""

    types: dict[str, float]
    evidence: tuple[Evidence, ...]

    def reason(self, name: str) -> Evidence | None:
        """Why the rules gave it this type, or None where they did not."""
        return dict(zip(self.types, self.evidence, strict=False)).get(name)

    def without(self, names: Collection[str]) -> "Judgement":
        """The same without some types."""
        kept = [
            (name, score, reason)
            for (name, score), reason in zip(self.types.items(), self.evidence, strict=True)
            if name not in names
        ]
        return Judgement(
            {name: score for name, score, _ in kept}, tuple(reason for *_, reason in kept)
        )


def judge(sentence: str, heading: str = "") -> Judgement:
    """The types of a single sentence, by the rules alone.

    Example:
        >>> judge("Kommunen skal samordne tjenestene.").types
        {'samordning': 0.75}
    """
    lowered, above = small(sentence), small(heading)
    scores: dict[str, float] = {}
    evidence: dict[str, Evidence] = {}
    for kind in clause_types():
        if any(map(lowered.__contains__, kind.stems)) and (words := _match(kind, lowered, above)):
            scores[kind.name] = kind.score
            evidence[kind.name] = Evidence(by_rule(kind, words.of(sentence)), words)
    for kind in clause_types():
        if kind.name in scores and kind.alone:
            return Judgement({kind.name: kind.score}, (evidence[kind.name],))
        if kind.name in scores and any(name in scores for name in kind.yields_to):
            del scores[kind.name]
    return Judgement(scores, tuple(evidence[name] for name in scores))


def implied(types: Iterable[str]) -> tuple[str, ...]:
    """The kinds of partners that some types always concern."""
    names = frozenset(types)
    return tuple({kind.implies for kind in clause_types() if kind.implies and kind.name in names})


@cache
def stems() -> tuple[str, ...]:
    """The letters without which no family can be there, in lower case."""
    return tuple(sorted({stem for kind in clause_types() for stem in kind.stems}))


def _match(kind: ClauseType, sentence: str, heading: str) -> Span | None:
    """The words that make a sentence one of this family, or None; all in small letters."""
    found = next((words for each in kind.patterns if (words := sought(each).first(sentence))), None)
    if found is None or any(sought(each).first(sentence) for each in kind.unless):
        return None
    required = [sought(each) for each in kind.requires]
    if required and not any(each.first(text) for each in required for text in (sentence, heading)):
        return None
    return found
