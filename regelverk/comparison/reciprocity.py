"""Who must cooperate with whom, and where only one of two must.

A clause gives an arrow from each party its duty bearer names to each party its counterpart names;
`rules/parties.toml` folds both to concepts. A collective counterpart ("andre tjenesteytere") gives
an arrow to every party that it covers and that some clause names, but the duty bearer itself. A
relation is one-sided when the one must and the other has neither a duty nor leave.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from regelverk.clauses.types import Clause
from regelverk.comparison.elements import value_of
from regelverk.comparison.normalise import fold
from regelverk.comparison.select import is_public
from regelverk.rules.loader import load

COOPERATION = frozenset({"individ", "system", "samordning", "plan", "avtale", "organ", "adgang"})
"""The clause types that set parties to work together; information and assistance flow one way."""


class Force(IntEnum):
    """How strongly one party is set to cooperate with another."""

    NONE = 0
    MAY = 1
    MUST = 2


_FORCE = {"plikt.skal": Force.MUST, "plikt.boer": Force.MAY, "plikt.kan": Force.MAY}


@dataclass(frozen=True, slots=True)
class Party:
    """Someone who cooperates; see `rules/parties.toml`."""

    name: str
    title_nb: str
    title_nn: str
    patterns: tuple[str, ...]
    source: str
    covers: tuple[str, ...] = ()

    def title(self, language: str = "nb") -> str:
        """Its name for a reader, in `nb` or `nn`."""
        return self.title_nn if language == "nn" else self.title_nb


@dataclass(frozen=True, slots=True)
class Arrow:
    """One clause's word on one party's cooperation with another.

    Attributes:
        force: Whether it must or may.
        named: Whether the clause names the other party, or only a collective that covers it.
        clause: The clause.
    """

    force: Force
    named: bool
    clause: Clause


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """Who must cooperate with whom.

    Attributes:
        parties: The parties that some clause names, in the order of the rules.
        arrows: By duty bearer and counterpart, what the clauses say, strongest and named first.
        unplaced: Clauses whose duty bearer or counterpart names no known party, or whose modality
            is neither a duty nor leave.
    """

    parties: tuple[Party, ...]
    arrows: Mapping[tuple[str, str], tuple[Arrow, ...]]
    unplaced: tuple[Clause, ...]

    def force(self, bearer: str, counterpart: str) -> Force:
        """How strongly one party is set to cooperate with another."""
        found = self.arrows.get((bearer, counterpart), ())
        return found[0].force if found else Force.NONE

    @property
    def one_sided(self) -> tuple[tuple[str, str], ...]:
        """Who must cooperate with whom without the other having to, or being allowed to."""
        return tuple(
            (bearer, counterpart)
            for bearer, counterpart in self.arrows
            if self.force(bearer, counterpart) is Force.MUST
            and self.force(counterpart, bearer) is Force.NONE
        )

    @property
    def mutual(self) -> tuple[tuple[str, str], ...]:
        """Pairs of parties that both must, each pair once."""
        order = {party.name: place for place, party in enumerate(self.parties)}
        return tuple(
            (first, second)
            for first, second in self.arrows
            if order[first] < order[second]
            and self.force(first, second) is self.force(second, first) is Force.MUST
        )


def reciprocity(clauses: Iterable[Clause]) -> Reciprocity:
    """Who must cooperate with whom, by the clauses of one or more acts.

    Args:
        clauses: The clauses; those of other types than `COOPERATION`, without a counterpart, or
            with users, business or other states are passed over.
    """
    placed: list[tuple[Clause, tuple[Party, ...], tuple[Party, ...]]] = []
    unplaced: list[Clause] = []
    for clause in clauses:
        if not _is_cooperation(clause):
            continue
        bearers = tuple(each for each in parties_in(clause.slot("duty_bearer")) if not each.covers)
        others = parties_in(clause.slot("counterpart"))
        if bearers and others and _force(clause):
            placed.append((clause, bearers, others))
        else:
            unplaced.append(clause)
    named = {party.name for _, bearers, others in placed for party in (*bearers, *others)}
    arrows: dict[tuple[str, str], list[Arrow]] = defaultdict(list)
    for clause, bearers, others in placed:
        force = _force(clause)
        for bearer in bearers:
            for other, direct in _reached(others).items():
                if other != bearer.name and other in named:
                    arrows[bearer.name, other].append(Arrow(force, direct, clause))
    return Reciprocity(
        parties=tuple(each for each in parties() if each.name in named and not each.covers),
        arrows={
            key: tuple(sorted(found, key=lambda each: (-each.force, not each.named)))
            for key, found in sorted(arrows.items(), key=lambda item: _places(item[0]))
        },
        unplaced=tuple(unplaced),
    )


@cache
def parties() -> tuple[Party, ...]:
    """Every party, in the order reports show them."""
    return load("parties", Party)


def parties_in(words: str) -> tuple[Party, ...]:
    """The parties that words name, in the order of the rules.

    Example:
        >>> [party.name for party in parties_in("Skulen og barnevernstenesta")]
        ['skole', 'barnevern']
    """
    folded = fold(words)
    return tuple(
        party for party, patterns in _patterns() if any(each.search(folded) for each in patterns)
    )


@cache
def _patterns() -> tuple[tuple[Party, tuple[re.Pattern[str], ...]], ...]:
    return tuple((party, tuple(map(re.compile, party.patterns))) for party in parties())


@cache
def _order() -> dict[str, int]:
    return {party.name: place for place, party in enumerate(parties())}


def _is_cooperation(clause: Clause) -> bool:
    return bool(COOPERATION & clause.types.keys() and clause.slot("counterpart")) and is_public(
        clause
    )


def _places(key: tuple[str, str]) -> tuple[int, int]:
    return _order()[key[0]], _order()[key[1]]


def _reached(others: Iterable[Party]) -> dict[str, bool]:
    """The parties behind a counterpart, and whether each is named or only covered."""
    reached: dict[str, bool] = {}
    for party in others:
        if party.covers:
            for name in party.covers:
                reached.setdefault(name, False)
        else:
            reached[party.name] = True
    return reached


def _force(clause: Clause) -> Force:
    return _FORCE.get(value_of("plikt", clause.slot("modality")), Force.NONE)
