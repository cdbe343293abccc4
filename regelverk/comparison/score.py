"""Likeness of wordings, 0–100, by RapidFuzz."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

Matrix = NDArray[np.float32]


def likeness(first: str, second: str) -> float:
    """How alike two wordings are, 0–100: the share of characters the best alignment keeps."""
    return float(fuzz.ratio(first, second))


def likenesses(wordings: Sequence[str]) -> Matrix:
    """`likeness` of every pair, as a square matrix."""
    return process.cdist(wordings, wordings, scorer=fuzz.ratio, dtype=np.float32)
