"""Train the model of `learned`.

Everything is deterministic and takes a few minutes on one core. Scikit-learn is needed for this and
for measuring, never for use. `cross_validated` gives honest answers: those of models that never saw
the act. `.ci/train.py` reads the documents from the shared data and calls `train`.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.ensemble import ExtraTreesClassifier  # type: ignore[import-untyped]
from sklearn.isotonic import IsotonicRegression  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from regelverk.clauses.features import Block, Vocabulary, blocks_of, vectorise
from regelverk.clauses.stacking import Array, stack
from regelverk.clauses.training_data import Labelled

TYPES = (
    "individ", "system", "samordning", "koordinator", "plan", "avtale", "opplysning", "organ",
    "bistand", "definisjon", "adgang", "hjemmel",
)  # fmt: skip
KINDS = ("offentlig", "frivillig", "bruker", "arbeidsliv", "internasjonal", "naering")
FOLDS = 10
_PUBLIC = 2
_SCALE = (1.0, 1.0, 0.7)
_RARE = 2
_SOFTNESS, _PARTNER_SOFTNESS = 10.0, 5.0
_TRUST = 0.25
"""How much our own labels in regulations weigh against the annotated acts in the first look."""
_TREES, _LEAF, _TRIED = 80, 2, 0.3
_KNOTS = 64

Bools = NDArray[np.bool_]
Blocks = tuple[Block, Block, Block]


class Examples(NamedTuple):
    """Sentences as arrays, one row each.

    Attributes:
        blocks: Their features.
        types: Their types.
        partners: Their partners.
        judged: Whether somebody judged them; the others only stand around those that are judged.
        annotated: Whether they stand in the annotated acts, and not in regulations.
    """

    blocks: list[Blocks]
    types: Bools
    partners: Bools
    judged: Bools
    annotated: Bools

    def weights(self) -> Array:
        """How much each row weighs in the first look."""
        return np.where(self.annotated, 1.0, _TRUST).astype(np.float32)

    def rows(self, chosen: Bools) -> "Examples":
        """Some of them."""
        blocks = [self.blocks[i] for i in np.flatnonzero(chosen)]
        return Examples(blocks, *(each[chosen] for each in self[1:]))


class CrossValidated(NamedTuple):
    """Honest answers: each from models that never saw the document.

    Attributes:
        given: The sentences.
        first: What the first look says of them.
        second_features: What the forests looked at.
        second: What the forests say.
    """

    given: Examples
    first: Array
    second_features: Array
    second: Array


class FirstLook(NamedTuple):
    """The fitted first look."""

    features: list[list[str]]
    idf: Array
    weights: Array
    bias: Array

    @property
    def vocabulary(self) -> Vocabulary:
        """The features it knows, with their places."""
        blocks, place = [], 0
        for names in self.features:
            blocks.append(
                {name: (place + i, float(self.idf[place + i])) for i, name in enumerate(names)}
            )
            place += len(names)
        return Vocabulary(tuple(blocks), _SCALE)

    def __call__(self, rows: Sequence[Blocks]) -> Array:
        """The probabilities of some sentences."""
        sums = _matrix(rows, self.vocabulary, len(self.idf)) @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-sums)), np.float32)


def examples(acts: Sequence[Labelled], regulations: Sequence[Labelled]) -> Examples:
    """All sentences of some labelled ledd."""
    ledds = [*acts, *regulations]
    types = [each or () for ledd in ledds for each in ledd.types]
    partners = [each for ledd in ledds for each in ledd.partners]
    return Examples(
        [blocks_of(context) for ledd in ledds for context in ledd.view.contexts],
        np.array([[name in each for name in TYPES] for each in types], np.bool_),
        np.array([[kind in each for kind in KINDS] for each in partners], np.bool_),
        np.array([each is not None for ledd in ledds for each in ledd.types], np.bool_),
        np.arange(len(types)) < sum(len(ledd.types) for ledd in acts),
    )


def fit_first(given: Examples) -> FirstLook:
    """Fit the first look to the judged sentences."""
    given = given.rows(given.judged)
    features, idf = _known(given.blocks)
    look = FirstLook(features, idf, np.zeros((len(idf), 0), np.float32), np.zeros(0, np.float32))
    rows = _matrix(given.blocks, look.vocabulary, len(idf))
    weights = given.weights()
    clause = np.asarray(given.types.any(axis=1), np.bool_)
    fits = [
        *(_linear(rows, outcome, weights, _SOFTNESS) for outcome in given.types.T),
        *(_linear(rows, outcome, weights, _SOFTNESS) for outcome in public(given).T),
        *(
            _linear(rows[clause], outcome[clause], weights[clause], _PARTNER_SOFTNESS)
            for outcome in given.partners.T
        ),
        *(_linear(rows, outcome, weights, _SOFTNESS) for outcome in _wholes(given)),
    ]
    return look._replace(
        weights=np.stack([each for each, _ in fits], axis=1).astype(np.float32),
        bias=np.array([bias for _, bias in fits], np.float32),
    )


def public(given: Examples) -> Bools:
    """The types, where the partner is a public body or a voluntary organisation."""
    with_public = np.asarray(given.partners[:, :_PUBLIC].any(axis=1, keepdims=True), np.bool_)
    return given.types & with_public


def fit_forests(rows: Array, given: Examples) -> list[ExtraTreesClassifier]:
    """Fit the second look to the judged sentences: a forest for each type."""
    return [
        ExtraTreesClassifier(
            _TREES, min_samples_leaf=_LEAF, max_features=_TRIED, random_state=0
        ).fit(rows[given.judged], outcome)
        for outcome in public(given)[given.judged].T
    ]


def cross_validated(acts: Sequence[Labelled], regulations: Sequence[Labelled]) -> CrossValidated:
    """Honest answers for every sentence.

    The folds are whole documents. The forests learn from first looks that never saw the document
    either.
    """
    ledds = [*acts, *regulations]
    given = examples(acts, regulations)
    fold = folds([each.document for each in ledds for _ in each.types])
    first = np.zeros((len(fold), 2 * len(TYPES) + len(KINDS) + 3), np.float32)
    for k in range(FOLDS):
        look = fit_first(given.rows(fold != k))
        first[fold == k] = look([given.blocks[i] for i in np.flatnonzero(fold == k)])
    rows = stacked(ledds, first)
    second = np.zeros((len(fold), len(TYPES)), np.float32)
    for k in range(FOLDS):
        forests = fit_forests(rows[fold != k], given.rows(fold != k))
        second[fold == k] = np.stack([_positive(each, rows[fold == k]) for each in forests], axis=1)
    return CrossValidated(given, first, rows, second)


def stacked(ledds: Sequence[Labelled], first: Array) -> Array:
    """What the forests look at, for every sentence of some ledd."""
    out, at = [], 0
    for each in ledds:
        size = len(each.types)
        core = slice(len(TYPES), None)
        out.append(stack(first[at : at + size], core, each.view, TYPES, KINDS))
        at += size
    return np.vstack(out)


def calibration(answers: Array, outcomes: Bools) -> tuple[Array, Array]:
    """How often the forests are right when they give an answer: knots of a rising curve."""
    knots = np.linspace(0, 1, _KNOTS).astype(np.float32)
    curve = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(
        answers.ravel(), outcomes.ravel()
    )
    return knots, np.asarray(curve.predict(knots), np.float32)


def train(acts: Sequence[Labelled], regulations: Sequence[Labelled], folder: Path) -> None:
    """Train on everything, and write the two files of the model."""
    given, _, rows, answers = cross_validated(acts, regulations)
    look = fit_first(given)
    forests = fit_forests(rows, given)
    raw, calibrated = calibration(answers[given.annotated], public(given)[given.annotated])
    names = {"types": TYPES, "kinds": KINDS, "features": look.features}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
    np.savez_compressed(
        folder / "weights.npz",
        idf=look.idf.astype(np.float16),
        weights=look.weights.astype(np.float16),
        bias=look.bias,
        scale=np.array(_SCALE, np.float32),
        raw=raw,
        calibrated=calibrated,
        **_packed(forests),  # type: ignore[arg-type]
    )


def _packed(forests: Sequence[ExtraTreesClassifier]) -> dict[str, NDArray[np.generic]]:
    """All trees of all forests in one row of nodes, and where each tree begins."""
    parts: dict[str, list[NDArray[np.generic]]] = {
        name: [] for name in ("feature", "threshold", "left", "right", "value")
    }
    roots, start = [], 0
    for forest in forests:
        for estimator in forest.estimators_:
            tree = estimator.tree_
            counts = tree.value[:, 0, :]
            parts["feature"].append(np.where(tree.children_left < 0, -1, tree.feature))
            parts["threshold"].append(tree.threshold)
            parts["left"].append(np.maximum(tree.children_left, 0) + start)
            parts["right"].append(np.maximum(tree.children_right, 0) + start)
            parts["value"].append(counts[:, 1] / counts.sum(axis=1))
            roots.append(start)
            start += tree.node_count
    kinds = {"feature": np.int16, "threshold": np.float32, "left": np.int32, "right": np.int32}
    packed: dict[str, NDArray[np.generic]] = {
        name: np.concatenate(arrays).astype(kinds.get(name, np.float16))
        for name, arrays in parts.items()
    }
    packed["roots"] = np.array(roots, np.int32).reshape(len(forests), -1)
    return packed


def _known(rows: Sequence[Blocks]) -> tuple[list[list[str]], Array]:
    """The features that are not rare, per block, and how telling each is."""
    features: list[list[str]] = []
    idf: list[float] = []
    for block in range(len(_SCALE)):
        counts = Counter(name for row in rows for name in row[block])
        names = sorted(name for name, count in counts.items() if count >= _RARE)
        features.append(names)
        weigh = block < len(_SCALE) - 1
        idf.extend(float(np.log(1 + len(rows) / counts[name])) if weigh else 1.0 for name in names)
    return features, np.array(idf, np.float32)


def _matrix(rows: Sequence[Blocks], vocabulary: Vocabulary, width: int) -> csr_matrix:
    vectors = [vectorise(row, vocabulary) for row in rows]
    ends = np.cumsum([0, *(len(vector.places) for vector in vectors)])
    places = np.concatenate([np.array(vector.places, np.int64) for vector in vectors])
    values = np.concatenate([np.array(vector.values, np.float32) for vector in vectors])
    return csr_matrix((values, places, ends), shape=(len(rows), width))


def _linear(
    rows: csr_matrix, outcome: Bools, weights: Array, softness: float
) -> tuple[Array, float]:
    fit = LogisticRegression(
        C=softness,
        class_weight="balanced",
        solver="liblinear",
        dual=True,
        tol=1e-3,
        max_iter=2000,
        random_state=0,
    ).fit(rows, outcome, sample_weight=weights)
    return fit.coef_[0], float(fit.intercept_[0])


def _wholes(given: Examples) -> list[Bools]:
    """Clause or not; with public partners; and with more than an authority to regulate."""
    regulation = TYPES.index("hjemmel")
    own = [i for i in range(len(TYPES)) if i != regulation]
    return [
        np.asarray(given.types.any(axis=1), np.bool_),
        np.asarray(public(given).any(axis=1), np.bool_),
        np.asarray(public(given)[:, own].any(axis=1), np.bool_),
    ]


def _positive(forest: ExtraTreesClassifier, rows: Array) -> Array:
    return np.asarray(forest.predict_proba(rows)[:, 1], np.float32)


def folds(documents: Sequence[str]) -> NDArray[np.int64]:
    """The fold of each sentence, by its document."""
    return np.array(
        [
            int(hashlib.md5(f"0{each}".encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS
            for each in documents
        ]
    )
