"""The clause nearest to all the others of its type (the medoid), and those far from it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from regelverk.clauses.types import Clause
from regelverk.comparison.align import align
from regelverk.comparison.cells import quote_of
from regelverk.comparison.names import Names
from regelverk.comparison.score import likenesses
from regelverk.comparison.types import Consensus, Difference, Justification, Outlier
from regelverk.comparison.uniformity import Wordings

FAR: Final = 60.0
"""A clause less like the consensus clause than this (0–100) is an outlier."""

Compared = Mapping[tuple[str, str], Clause]


def consensus_of(
    worded: Wordings,
    compared: Compared,
    differences: Sequence[Difference],
    reasons: Iterable[Justification],
    names: Names,
) -> dict[str, Consensus]:
    """By clause type that at least two acts have: the clause nearest to all.

    Args:
        worded: By type and act, the wording that is compared.
        compared: By act and type, the clause that is compared.
        differences: Where the acts part.
        reasons: The user's reasons for differences.
        names: What the acts call their services and those they serve.
    """
    kept = tuple(reasons)
    found: dict[str, Consensus] = {}
    for kind, wordings in worded.items():
        if len(wordings) < 2:
            continue
        acts = list(wordings)
        matrix = likenesses([each.wording for each in wordings.values()])
        nearness = (matrix.sum(axis=1) - np.diag(matrix)) / (len(acts) - 1)
        best = int(nearness.argmax())
        medoid = compared[acts[best], kind]
        far = [at for at in np.argsort(matrix[best]).tolist() if matrix[best, at] < FAR]
        outliers = tuple(
            Outlier(
                acts[at],
                quote_of(compared[acts[at], kind]),
                float(matrix[best, at]),
                _deviating(compared[acts[at], kind], differences),
                align(medoid, compared[acts[at], kind], kept, names),
            )
            for at in far
        )
        found[kind] = Consensus(
            kind, acts[best], quote_of(medoid), float(nearness[best]), len(acts), outliers
        )
    return found


def _deviating(clause: Clause, differences: Iterable[Difference]) -> tuple[str, ...]:
    """The elements in which a clause gives its act another answer than most."""
    return tuple(
        each.element
        for each in differences
        for cell in each.cells
        if cell.act == clause.document and cell.quote and cell.quote.address == clause.address
    )
