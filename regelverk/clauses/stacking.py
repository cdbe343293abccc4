"""The second look: what the first look and the rules said of a sentence and those around it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from regelverk.clauses.contexts import Context
from regelverk.clauses.features import is_purpose
from regelverk.clauses.partners import partners_of

Array = NDArray[np.float32]

_NOBODY = -4.0
_SOFT = 0.01


@dataclass(frozen=True)
class LeddView:
    """A ledd as it is judged.

    Attributes:
        text: The ledd as it is written.
        contexts: Its sentences.
        ruled: The types that the rules alone give each of them.
    """

    text: str
    contexts: Sequence[Context]
    ruled: Sequence[Collection[str]]

    @cached_property
    def partners(self) -> tuple[str, ...]:
        """The partners that the rules alone give the ledd, main kind first."""
        first = self.contexts[0]
        return partners_of(f"{first.heading}\n{self.text}", treaty=first.treaty)


def stack(
    first: Array, core: slice, view: LeddView, types: Sequence[str], kinds: Sequence[str]
) -> Array:
    """The features of the second look, one row per sentence of a ledd.

    Args:
        first: The probabilities of the first look.
        core: The columns that are also taken from the neighbours and from the ledd as a whole.
        view: The ledd.
        types: The types of clauses that the model knows.
        kinds: The kinds of partners that it knows.
    """
    odds = log_odds(first)
    kernel = odds[:, core]
    rows = len(first)
    ruled = np.array([[name in each for name in types] for each in view.ruled], np.float32)
    named = [kind in view.partners for kind in kinds] + [
        kind == next(iter(view.partners), "") for kind in kinds
    ]
    flags = [[is_purpose(each.heading), each.treaty, not each.before] for each in view.contexts]
    return np.hstack(
        [
            odds,
            ruled,
            np.tile(np.array(named, np.float32), (rows, 1)),
            np.array(flags, np.float32),
            _shifted(kernel, 1),
            _shifted(kernel, -1),
            np.tile(kernel.max(axis=0), (rows, 1)),
            np.tile(ruled.max(axis=0), (rows, 1)),
        ]
    ).astype(np.float32)


def log_odds(probability: Array) -> Array:
    """Softened log odds, so that 0 and 1 stay finite."""
    return np.log((probability + _SOFT) / (1 + _SOFT - probability)).astype(np.float32)


def _shifted(rows: Array, by: int) -> Array:
    """The rows of the sentences before (1) or after (-1); a low value where there is none."""
    out = np.full_like(rows, _NOBODY)
    if by > 0:
        out[by:] = rows[:-by]
    else:
        out[:by] = rows[-by:]
    return out
