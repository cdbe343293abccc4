"""What each act calls its own service and those it serves, also in clauses without a duty bearer.

"Har barnet en plan, skal barnehagen delta" has no marked duty bearer, but the clause beside it in
the same section tells that the kindergarten is the service, and the child the one it serves.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from regelverk.clauses.types import Clause
from regelverk.model.address import Address

_NAMING: Final = frozenset({"individ", "system"})
"""The types whose duty bearer is the service of the section."""

_NEXT_PARTY: Final = re.compile(r",\s*(?:og\s+)?|(?<!-)\s+og\s+")
"""Between two parties; not within "helse- og omsorgstjenesten"."""


@dataclass(frozen=True, slots=True)
class OwnNames:
    """The act's own names, as it writes them, longest first.

    Attributes:
        bearers: Its service: the duty bearer, whole, and the first of its parties.
        parties: Further parties that have the duty beside it.
        beneficiaries: Those it serves.
    """

    bearers: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()


Names = Mapping[Address, OwnNames]
"""By section."""


def names_of(clauses: Iterable[Clause]) -> dict[Address, OwnNames]:
    """The names that the clauses of each section tell."""
    by_section: dict[Address, list[Clause]] = defaultdict(list)
    for clause in clauses:
        if _NAMING & clause.types.keys():
            by_section[clause.section].append(clause)
    return {section: _together(found) for section, found in by_section.items()}


def own_names(clause: Clause, names: Names) -> OwnNames:
    """The names for one clause: its own, and those of its section."""
    section = names.get(clause.section, OwnNames())
    mine = _together([clause])
    return OwnNames(
        _longest_first((*mine.bearers, *section.bearers)),
        _longest_first((*mine.parties, *section.parties)),
        _longest_first((*mine.beneficiaries, *section.beneficiaries)),
    )


def _together(clauses: Iterable[Clause]) -> OwnNames:
    bearers: list[str] = []
    parties: list[str] = []
    beneficiaries: list[str] = []
    for clause in clauses:
        whole = clause.slot("duty_bearer")
        first, *others = _NEXT_PARTY.split(whole)
        bearers += [whole, first]
        parties += others
        beneficiaries.append(clause.slot("beneficiary"))
    return OwnNames(*map(_longest_first, (bearers, parties, beneficiaries)))


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(filter(None, names)), key=lambda name: (-len(name), name)))
