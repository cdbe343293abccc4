"""The coordination ladder: the words decide, and the highest step counts."""

import pytest

from regelverk.clauses.ladder import Rung, standing
from regelverk.rules.loader import load

CASES = [
    ("Skolen skal varsle helsetjenesten.", 1, "varsle"),
    ("Tenesta skal gi kommunen opplysningar om saka.", 1, "gi kommunen opplysningar"),
    ("Etaten avgjør spørsmålet i samråd med rådet.", 2, "i samråd med"),
    ("Kommunen skal tilby koordinator.", 3, "koordinator"),
    ("Partene skal inngå en avtale om samarbeid.", 3, "inngå en avtale"),
    ("Kommunane skal lage ein felles plan og samarbeide om han.", 4, "felles plan"),
    ("Barnet har rett til individuell plan.", 4, "individuell plan"),
    ("Vaktene skal lage en felles, åpen plan.", 4, "felles, åpen plan"),
    ("Etaten skal varsle rådet om kravet om drøftinger.", 1, "varsle"),
    ("Etatene samarbeider uten at det er behov for en avtale om dette.", 2, "samarbeider"),
    (
        "Teieplikta er ikkje til hinder for at vakta får sjå lista.",
        1,
        "Teieplikta er ikkje til hinder",
    ),
]


@pytest.mark.parametrize(("sentence", "step", "words"), CASES)
def test_the_step_and_the_words_that_decided(sentence: str, step: int, words: str) -> None:
    """A lawyer can see why a clause stands where it stands."""
    found = standing(sentence)
    assert found is not None
    assert (found.rung.step, found.words.of(sentence)) == (step, words)


def test_a_sentence_without_such_words_has_no_step() -> None:
    """No step is guessed."""
    assert standing("Gebyret betales innen tre uker.") is None


def test_the_ladder_has_four_steps_with_sources() -> None:
    """The data holds each step once."""
    rungs = load("ladder", Rung)
    assert [rung.step for rung in rungs] == [1, 2, 3, 4]
    assert all(rung.title("nb") and rung.title("nn") for rung in rungs)
