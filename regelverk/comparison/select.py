"""Which of an act's clauses is compared, when it has several of the same type.

The clauses that belong together stand in one section in most acts: the core section, where most
types of cooperation duties meet. A clause that says what is asked of its type, and nothing else,
goes before others, and one in the core section before those elsewhere; among the rest, the one most
like what the other acts have.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from regelverk.clauses.types import Clause
from regelverk.comparison.score import likenesses
from regelverk.model.address import Address

_CORE_TYPES = ("individ", "system", "samordning", "koordinator", "definisjon", "plan")
_CORE_BONUS = 25.0
_FIT_BONUS = 50.0
_PUBLIC = frozenset({"offentlig", "frivillig"})


def is_public(clause: Clause) -> bool:
    """Whether the clause is about public bodies or voluntary organisations."""
    return not clause.partners or bool(_PUBLIC & set(clause.partners))


def core_section(clauses: Iterable[Clause]) -> Address | None:
    """The section where most types of cooperation duties stand; None without clauses."""
    types: dict[Address, set[str]] = defaultdict(set)
    order: dict[Address, int] = {}
    for clause in clauses:
        types[clause.section] |= set(clause.types) & set(_CORE_TYPES)
        order.setdefault(clause.section, len(order))
    if not types:
        return None
    return max(types, key=lambda section: (len(types[section]), -order[section]))


def ranked(
    clauses: Sequence[Clause],
    cores: Mapping[str, Address | None],
    kinds: Iterable[str],
    wordings: Mapping[Address, str],
    fits: Callable[[str, Clause], bool],
) -> dict[tuple[str, str], list[Clause]]:
    """By act and clause type: its clauses, the one to compare first.

    Args:
        clauses: The clauses.
        cores: By act, its core section.
        kinds: The clause types.
        wordings: By clause, its masked wording.
        fits: Whether a clause of a type says what is asked of the type, and nothing else.
    """
    found: dict[tuple[str, str], list[Clause]] = {}
    for kind in kinds:
        of_kind = [clause for clause in clauses if kind in clause.types and is_public(clause)]
        if not of_kind:
            continue
        rank = _nearness(of_kind, wordings)
        by_act: dict[str, list[int]] = defaultdict(list)
        for index, clause in enumerate(of_kind):
            by_act[clause.document].append(index)
            if clause.section == cores[clause.document]:
                rank[index] += _CORE_BONUS
            if fits(kind, clause):
                rank[index] += _FIT_BONUS
        for act, indices in by_act.items():
            found[act, kind] = [of_kind[i] for i in sorted(indices, key=lambda i: (-rank[i], i))]
    return found


def _nearness(clauses: Sequence[Clause], wordings: Mapping[Address, str]) -> list[float]:
    """How like each clause (0–100) is, on average, to the nearest clause of each other act."""
    matrix = likenesses([wordings[clause.address] for clause in clauses])
    acts = np.array([clause.document for clause in clauses])
    names = list(dict.fromkeys(acts.tolist()))
    best = np.stack([matrix[:, acts == name].max(axis=1) for name in names], axis=1)
    for column, name in enumerate(names):
        best[acts == name, column] = 0.0
    return (best.sum(axis=1) / max(1, len(names) - 1)).tolist()  # type: ignore[no-any-return]
