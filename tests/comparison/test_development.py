"""Before and after: what changed, and that it is said in words. The harmonisation of 2021."""

from pathlib import Path

import pytest

from regelverk.comparison.types import Comparison, Movement, Reason, State
from regelverk.comparison.words import development_sentences, reason_sentence
from regelverk.model.document import Document
from regelverk.pipeline import compare
from regelverk.readers import lovdata
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act
from tests.comparison.corpus import acts_in_force

KINDERGARTEN, SHELTER, SOCIAL, HEALTH, CHILDREN, SCHOOL = (
    "lov/2005-06-17-64",
    "lov/2009-06-19-44",
    "lov/2009-12-18-131",
    "lov/2011-06-24-30",
    "lov/2021-06-18-97",
    "lov/2023-06-09-30",
)
SIX = (KINDERGARTEN, SHELTER, SOCIAL, HEALTH, CHILDREN, SCHOOL)
NONE, UNSURE = "ingen", "usikkert"

AS_READ = {
    "nivaa": ["nivaa.begge"] * 6,
    "plikt_individ": ["plikt.skal"] * 6,
    "pliktsubjekt": [
        "pliktsubjekt.pp", "pliktsubjekt.kommunen", "pliktsubjekt.kommunen",
        "pliktsubjekt.tjenesten", "pliktsubjekt.tjenesten", "pliktsubjekt.pp",
    ],
    "vilkaar": ["vilkaar.noedvendig"] * 6,
    "motpart": [
        "motpart.tjenesteytere", "motpart.tjenesteytere", "motpart.alle",
        "motpart.tjenesteytere", "motpart.alle", "motpart.tjenesteytere",
    ],
    "formaal_individ": ["formaal.helhetlig"] * 6,
    "mottaker": [
        "mottaker.barn", "mottaker.pasient", "mottaker.annen", "mottaker.pasient",
        "mottaker.barn", "mottaker.elev",
    ],
    "plikt_system": ["plikt.skal"] * 6,
    "formaal_system": ["formaal.oppgaver"] * 6,
    "plikt_samordning": ["plikt.skal"] * 6,
    "samordning": ["samordner.kommunen"] * 6,
    "utpeking": ["utpeking.kommunen"] * 6,
    "koordinator": ["koordinator.samordner"] * 6,
    "plan": [
        "plan.delta", "plan.delta", "plan.samarbeide", "plan.samarbeide", "plan.samarbeide",
        "plan.delta",
    ],
    "planrett": [NONE, NONE, "planrett.rett", "planrett.plikt", "planrett.rett", NONE],
    "definisjon": ["definisjon.vid"] * 6,
    "personopplysninger": [NONE, NONE, NONE, NONE, NONE, "personopplysninger.kan"],
    "frivillig": [NONE, NONE, "plikt.boer", "plikt.skal", "plikt.boer", NONE],
}  # fmt: skip
"""What a reading of the six sections today gives, act by act in the order of `SIX`."""


@pytest.fixture(scope="module")
def harmonised(shared_dir: Path, acts_archive: Path) -> Comparison:
    """Six real acts today, with their state before 2021."""
    folder = shared_dir / "corpora/velferd-2021"
    before = [lovdata.read(path.read_bytes(), path.name) for path in sorted(folder.iterdir())]
    return compare(acts_in_force(acts_archive, *SIX), before=before)


def test_both_indices_rise_clearly(harmonised: Comparison) -> None:
    """Rule uniformity rises by 25 points or more, wording by 15 or more."""
    assert harmonised.development is not None
    before = harmonised.development.before
    assert (harmonised.rule.value or 0) - (before.rule.value or 0) >= 25
    assert (harmonised.wording.value or 0) - (before.wording.value or 0) >= 15


def test_every_cell_is_what_a_lawyer_reads(harmonised: Comparison) -> None:
    """Against a reading of the six sections: right, or marked as unsure."""
    wrong = []
    for element, row in AS_READ.items():
        for act_name, expected in zip(SIX, row, strict=True):
            cell = harmonised.cells[act_name, element]
            found = cell.value if cell.state is State.FOUND else NONE
            if found != expected and not cell.unsure:
                wrong.append((element, act_name, found, expected))
    assert not wrong
    sure = [cell for cell in harmonised.cells.values() if not cell.unsure]
    assert len(sure) >= 0.9 * len(harmonised.cells)


def test_before_2021_what_was_not_there_is_not_found(harmonised: Comparison) -> None:
    """None of the six had the threshold, the designation or the definition; none is invented.

    Nor had any but the shelters (§ 2, about following up) a duty that is surely in the individual
    case and not about a plan: what else looks like one is marked as unsure.
    """
    assert harmonised.development is not None
    before = harmonised.development.before
    for name in SIX:
        assert before.cells[name, "vilkaar"].value != "vilkaar.noedvendig"
        for element in ("utpeking", "definisjon"):
            assert before.cells[name, element].state is not State.FOUND
        duty = before.cells[name, "plikt_individ"]
        assert name == SHELTER or duty.state is not State.FOUND or duty.unsure


def test_it_is_said_in_words_what_was_harmonised(harmonised: Comparison) -> None:
    """The sentences name the indices and the elements that became one, in both forms."""
    said = "\n".join(development_sentences(harmonised))
    assert "Vilkår og terskel er harmonisert: alle 6 lover har nå «når det er nødvendig»" in said
    assert "Ansvar for samordning er harmonisert: alle 6 lover har nå «kommunen»" in said
    assert "Hvem som er tjenesteytere er harmonisert" in said
    assert said.startswith("Lik regel gikk fra ")
    assert "har no «når det er nødvendig»" in "\n".join(development_sentences(harmonised, "nn"))


def test_an_element_that_did_not_change_is_not_told(harmonised: Comparison) -> None:
    """Voluntary organisations: as before, so there is nothing to say."""
    assert harmonised.development is not None
    changes = {each.element: each for each in harmonised.development.elements}
    assert changes["frivillig"].movement is Movement.SAME
    assert not changes["frivillig"].cells
    assert not any("Frivillige" in said for said in development_sentences(harmonised))


def test_every_reason_is_a_sentence(harmonised: Comparison) -> None:
    """Each cell says why it says what it says, and where it was read."""
    for cell in harmonised.cells.values():
        said = reason_sentence(cell)
        assert said.endswith(".")
        assert (cell.quote is None) == (cell.reason is Reason.NO_CLAUSE)
        if cell.quote is not None:
            assert "§" in said


@pytest.mark.parametrize(
    ("before", "after", "movement"),
    [
        ((PLAYGROUND, SILENT), (PLAYGROUND, SLEDGING), Movement.HARMONISED),
        ((PLAYGROUND, SLEDGING), (PLAYGROUND, SLEDGING), Movement.SAME),
        ((PLAYGROUND, SLEDGING), (SILENT,), Movement.GONE),
        ((SILENT,), (PLAYGROUND, SILENT), Movement.NEW),
    ],
)
def test_movements(
    before: tuple[object, ...], after: tuple[object, ...], movement: Movement
) -> None:
    """Each way an element can develop is called by its name."""
    result = compare(_made(after), before=_made(before))
    assert result.development is not None
    changes = {each.element: each for each in result.development.elements}
    assert changes["plikt_individ"].movement is movement
    assert list(development_sentences(result))


def _made(acts: tuple[object, ...]) -> list[Document]:
    return [act(*each) for each in acts]  # type: ignore[misc]
