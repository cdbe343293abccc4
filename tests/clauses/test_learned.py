"""The learned model: what it is made of, and that it keeps to what it promises."""

import numpy as np
import pytest

from regelverk.clauses.contexts import Context
from regelverk.clauses.features import blocks_of, vectorise
from regelverk.clauses.learned import Forests, Model, trained
from regelverk.clauses.stacking import LeddView

DUTY = "Kommunen skal samordne tjenestetilbudet."
IDLE = "Gebyret betales innen tre uker."


@pytest.fixture(scope="module")
def model() -> Model:
    """The model that travels with the package."""
    return trained()


def view(*sentences: str, heading: str = "") -> LeddView:
    """A ledd of these sentences, of which the rules say nothing."""
    whole = " ".join(sentences)
    contexts = [
        Context(
            text, heading, "", "", "".join(sentences[i - 1 : i]), "", whole, whole, treaty=False
        )
        for i, text in enumerate(sentences)
    ]
    return LeddView(whole, contexts, [()] * len(sentences))


def test_scores_are_probabilities_for_every_type_and_partner(model: Model) -> None:
    """Nothing is scored outside 0 and 1, and no sentence is left out."""
    ((duty, idle),) = model.opinions([view(DUTY, IDLE)])
    for opinion in (duty, idle):
        assert set(opinion.public) == set(opinion.types) == set(model.types)
        assert set(opinion.partners) == set(model.kinds)
        assert all(0 <= each <= 1 for scores in opinion for each in scores.values())
    assert duty.types["samordning"] > 0.5 > max(idle.types.values())


def test_a_ledd_is_judged_the_same_whatever_else_is_judged_with_it(model: Model) -> None:
    """Documents are judged in one go, but no ledd sees another."""
    alone = model.opinions([view(DUTY)])
    together = model.opinions([view(IDLE), view(DUTY), view("Planen skal samordnes.", IDLE)])
    assert together[1] == alone[0]


def test_both_forms_of_norwegian_are_seen_alike() -> None:
    """A nynorsk sentence shares the phrases of its bokmål twin."""
    bokmaal = blocks_of(view("Skolen skal samarbeide med andre tjenesteytere.").contexts[0])[1]
    nynorsk = blocks_of(view("Skulen skal samarbeide med andre tenesteytarar.").contexts[0])[1]
    shared = bokmaal.keys() & nynorsk.keys()
    assert len(shared) > 0.9 * len(bokmaal)


def test_the_calibration_rises(model: Model) -> None:
    """A surer answer never gets a lower score."""
    assert (np.diff(model.raw) > 0).all()
    assert (np.diff(model.calibrated) >= 0).all()


def test_unknown_words_are_left_out_and_each_block_has_its_length(model: Model) -> None:
    """A block is weighted to the same length however long the sentence is."""
    vector = vectorise(blocks_of(view(DUTY + " Zzzyx qwrtp.").contexts[0]), model.vocabulary)
    length = sum(value * value for value in vector.values)
    assert length == pytest.approx(sum(scale**2 for scale in model.vocabulary.scale), rel=1e-3)


def test_the_forests_answer_as_a_walk_down_each_tree(model: Model) -> None:
    """The fast path over all rows and trees at once equals the obvious one."""
    rows = np.random.default_rng(1).normal(size=(5, 135)).astype(np.float32)
    fast = model.forests.answers(rows)
    for column, roots in enumerate(model.forests.roots):
        slow = [np.mean([walk(model.forests, root, row) for root in roots]) for row in rows]
        assert fast[:, column] == pytest.approx(slow, abs=1e-4)


def walk(forests: Forests, node: int, row: np.ndarray) -> float:
    """One tree's answer for one row."""
    while forests.feature[node] >= 0:
        left = row[forests.feature[node]] <= forests.threshold[node]
        node = node + 1 if left else int(forests.right[node])
    return float(forests.value[node])


def test_the_words_that_speak_for_a_type_are_words_of_the_sentence(model: Model) -> None:
    """A lawyer can find what the model leaned on."""
    words = model.telling_words("samordning", DUTY)
    assert "samordne" in words
    assert all(word in DUTY for word in words)
