"""The learned model: types and partners of sentences, with calibrated scores.

It looks twice. The first look is linear over the features of a sentence in its place; the second
is a forest for each type over what the first look and the rules say of the sentence, its
neighbours and its ledd. It is trained by `regelverk.clauses.training`, and needs nothing but numpy
here. `model/card.md` says what it was trained on and how well it does.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from regelverk.clauses.features import Vocabulary, blocks_of, vectorise
from regelverk.clauses.signals import tokens
from regelverk.clauses.stacking import Array, LeddView, stack

_PROMISING = 0.1


class Opinion(NamedTuple):
    """What the model thinks of a sentence.

    Attributes:
        public: How likely each type is, as cooperation between public bodies or with voluntary
        organisations.
        types: How likely each type is, whoever the partner.
        partners: How likely each kind of partner is, given that it is a clause.
    """

    public: dict[str, float]
    types: dict[str, float]
    partners: dict[str, float]


@dataclass(frozen=True, slots=True)
class Forests:
    """Decision trees, a forest of equally many for each outcome; all nodes in one row.

    Attributes:
        feature: The feature that a node asks about; negative for a leaf.
        threshold: The left branch is taken up to this value; it begins with the next node.
        right: Where the right branch begins.
        value: What a leaf answers.
        roots: Where the trees begin, a row for each forest.
    """

    feature: NDArray[np.intp]
    threshold: Array
    right: NDArray[np.intp]
    value: Array
    roots: NDArray[np.intp]

    def answers(self, rows: Array) -> Array:
        """The mean of the trees' answers: a row for each row, a column for each forest.

        All rows walk down all trees at once, and leave when they have come to a leaf.
        """
        count, width = rows.shape
        cells = rows.ravel()
        at = np.repeat(self.roots.ravel(), count)
        start = np.tile(np.arange(count) * width, self.roots.size)
        place, answers = np.arange(len(at)), np.empty(len(at), np.float32)
        while len(at):
            feature = self.feature[at]
            inner = feature >= 0
            if not inner.all():
                answers[place[~inner]] = self.value[at[~inner]]
                at, start, place, feature = (x[inner] for x in (at, start, place, feature))
            goes_left = cells[start + feature] <= self.threshold[at]
            at = np.where(goes_left, at + 1, self.right[at])
        return np.asarray(answers.reshape(*self.roots.shape, count).mean(axis=1).T, np.float32)


@dataclass(frozen=True, slots=True)
class Model:
    """The trained model.

    Attributes:
        types: The types of clauses it knows; the rules alone decide about any other.
        kinds: The kinds of partners it knows.
        vocabulary: The features it knows.
        weights: One row per feature: its weight for each outcome of the first look.
        bias: One number per outcome of the first look.
        forests: One forest for each type.
        raw: What a forest answers, rising.
        calibrated: How often it is right when it answers so.
    """

    types: tuple[str, ...]
    kinds: tuple[str, ...]
    vocabulary: Vocabulary
    weights: Array
    bias: Array
    forests: Forests
    raw: Array
    calibrated: Array

    def opinions(self, views: Sequence[LeddView]) -> list[list[Opinion]]:
        """What it thinks of each sentence of some ledd."""
        firsts = [self.first_look(view) for view in views]
        public = [np.zeros((len(first), len(self.types)), np.float32) for first in firsts]
        worth = [self._whole(first) > _PROMISING / 4 for first in firsts]
        promising = [i for i, first in enumerate(firsts) if self._whole(first).max() > _PROMISING]
        if promising:
            rows = [self.second_features(firsts[i], views[i])[worth[i]] for i in promising]
            answers = self.forests.answers(np.vstack(rows))
            scores = np.interp(answers, self.raw, self.calibrated).astype(np.float32)
            ends = list(accumulate(map(len, rows)))
            for i, start, end in zip(promising, [0, *ends], ends, strict=False):
                public[i][worth[i]] = scores[start:end]
        return [
            [self._opinion(*row) for row in zip(one, scored, strict=True)]
            for one, scored in zip(firsts, public, strict=True)
        ]

    def first_look(self, view: LeddView) -> Array:
        """The first look: types, types with public partners, partners, and three wholes."""
        sums = np.empty((len(view.contexts), len(self.bias)), np.float32)
        for i, context in enumerate(view.contexts):
            places, values = vectorise(blocks_of(context), self.vocabulary)
            sums[i] = np.asarray(values, np.float32) @ self.weights[places] + self.bias
        return np.asarray(1 / (1 + np.exp(-sums)), np.float32)

    def telling_words(self, name: str, text: str, count: int = 3) -> tuple[str, ...]:
        """The words of a sentence that speak most for a type."""
        outcome = self.types.index(name)
        known = self.vocabulary.blocks[0]
        weights: dict[str, float] = {}
        for token, word in tokens(text):
            if (place := known.get(f"w={word.stem}")) is not None:
                weights[token] = float(self.weights[place[0], outcome]) * place[1]
        strongest = sorted(weights, key=lambda token: -weights[token])[:count]
        return tuple(token for token in strongest if weights[token] > 0)

    def second_features(self, first: Array, view: LeddView) -> Array:
        """What the forests look at."""
        return stack(first, self._core, view, self.types, self.kinds)

    @property
    def _core(self) -> slice:
        """The outcomes that are also taken from the neighbours: all but the plain types."""
        return slice(len(self.types), None)

    def _whole(self, first: Array) -> Array:
        """How likely it is that a sentence is a clause at all."""
        return first[:, 2 * len(self.types) + len(self.kinds)]

    def _opinion(self, first: Array, public: Array) -> Opinion:
        types, kinds = len(self.types), len(self.kinds)
        seen = first.tolist()
        return Opinion(
            public=dict(zip(self.types, public.tolist(), strict=True)),
            types=dict(zip(self.types, seen[:types], strict=True)),
            partners=dict(zip(self.kinds, seen[2 * types : 2 * types + kinds], strict=True)),
        )


@cache
def trained() -> Model:
    """The model that travels with the package."""
    folder = resources.files(__package__) / "model"
    names = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
    with (folder / "weights.npz").open("rb") as stream, np.load(stream) as arrays:
        return unpack(names, dict(arrays))


def unpack(names: dict[str, Any], arrays: dict[str, Any]) -> Model:
    """The model from the two files it is kept in."""
    blocks, place = [], 0
    for features in names["features"]:
        idf = arrays["idf"][place : place + len(features)]
        blocks.append({name: (place + i, float(idf[i])) for i, name in enumerate(features)})
        place += len(features)
    return Model(
        types=tuple(names["types"]),
        kinds=tuple(names["kinds"]),
        vocabulary=Vocabulary(tuple(blocks), tuple(map(float, arrays["scale"]))),
        weights=arrays["weights"].astype(np.float32),
        bias=arrays["bias"],
        forests=Forests(
            feature=arrays["feature"].astype(np.intp),
            threshold=arrays["threshold"],
            right=arrays["right"].astype(np.intp),
            value=arrays["value"].astype(np.float32),
            roots=arrays["roots"].astype(np.intp),
        ),
        raw=arrays["raw"],
        calibrated=arrays["calibrated"],
    )
