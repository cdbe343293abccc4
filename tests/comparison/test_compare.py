"""Comparing acts: the same rule in both forms, silence, and the numbers."""

import tarfile
from itertools import combinations
from pathlib import Path

import pytest

from regelverk.clauses.detect import find_clauses
from regelverk.comparison.compare import compare
from regelverk.comparison.elements import elements, value_of, values
from regelverk.comparison.normalise import fold, masked
from regelverk.comparison.score import likeness, likenesses
from regelverk.comparison.types import Comparison, Reason, State
from regelverk.comparison.uniformity import agreement
from regelverk.model.document import Document
from regelverk.readers import lovdata
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act


def _compared(*documents: Document) -> Comparison:
    return compare(documents, [clause for each in documents for clause in find_clauses(each)])


def test_the_same_rule_in_bokmaal_and_nynorsk_is_the_same_rule() -> None:
    """Language form is not a difference of law."""
    result = _compared(act(*PLAYGROUND), act(*SLEDGING))
    assert result.rule.value == pytest.approx(100.0)
    assert result.wording.value is not None
    assert result.wording.value >= 90
    assert not result.differences
    assert not result.gaps


def test_silence_in_a_clause_is_told_from_the_lack_of_one() -> None:
    """«Says nothing of it» and «has no such clause» are different answers."""
    terse = act(
        "lov/2027-06-06-906", "Lov om husker (huskeloven)", "Huskeloven",
        [("1", "Samarbeid", ["Husken skal samarbeide med andre tjenesteytere om barnet."])],
    )  # fmt: skip
    result = _compared(act(*PLAYGROUND), terse, act(*SILENT))
    cells = [result.cells[each.identifier, "vilkaar"] for each in result.acts]
    assert [cell.state for cell in cells] == [State.FOUND, State.ABSENT, State.ABSENT]
    assert [cell.reason for cell in cells] == [Reason.READ, Reason.SILENT, Reason.NO_CLAUSE]
    assert result.cells["lov/2027-03-03-903", "vilkaar"].quote is None


def test_every_answer_stands_in_its_act() -> None:
    """Behind each cell is a quote of the document, and the words that decided within it."""
    documents = {each.identifier: each for each in (act(*PLAYGROUND), act(*SLEDGING))}
    result = _compared(*documents.values())
    quoted = [cell for cell in result.cells.values() if cell.quote]
    assert quoted
    for cell in quoted:
        assert cell.quote is not None
        node = documents[cell.act].at(cell.quote.address)
        assert node is not None
        assert documents[cell.act].quote(node) == cell.quote.text
        assert cell.quote.words in cell.quote.text


@pytest.mark.parametrize("made", [[], [PLAYGROUND], [SILENT], [SILENT, SILENT]])
def test_little_or_nothing_to_compare_gives_a_result(
    made: list[tuple[str, str, str, list[object]]],
) -> None:
    """No act, one act, and acts without clauses are no errors."""
    result = _compared(*(act(*each) for each in made))  # type: ignore[arg-type]
    assert result.rule.value is None
    assert result.wording.value is None
    assert not result.differences


def test_only_the_asked_types_are_compared() -> None:
    """`--type` narrows the elements and the wordings."""
    documents = (act(*PLAYGROUND), act(*SLEDGING))
    clauses = [clause for each in documents for clause in find_clauses(each)]
    result = compare(documents, clauses, ["plan"])
    asked = [each for each in elements() if each.name in result.elements]
    assert asked
    assert all("plan" in each.types for each in asked)
    assert set(result.by_type) <= {"plan", "individ", "samordning"}


def test_indices_are_what_their_definition_says() -> None:
    """The index of an element is the share of pairs that agree, worked out by hand here."""
    weak = act(
        "lov/2027-07-07-907", "Lov om vipper (vippeloven)", "Vippeloven",
        [("1", "Samarbeid", [
            "Vippen bør samarbeide med andre tjenesteytere om barnet når det er behov for det."
        ])],
    )  # fmt: skip
    result = _compared(act(*PLAYGROUND), act(*SLEDGING), weak)
    assert result.by_element["plikt_individ"].value == pytest.approx(100 / 3)
    assert result.by_element["plikt_individ"].pairs == 3
    first = result.differences[0]
    assert first.importance == max(each.importance for each in result.differences)


def test_counting_pairs_gives_what_making_them_gives() -> None:
    """The index of an element, by its definition: each pair of acts looked at in turn."""
    made = (
        PLAYGROUND,
        SLEDGING,
        SILENT,
        ("lov/2027-07-07-907", "Lov om is", "Isloven", PLAYGROUND[3]),
    )
    result = _compared(*(act(*each) for each in made))
    for name, index in result.by_element.items():
        row = [result.cells[each.identifier, name] for each in result.acts]
        agreed = [a for two in combinations(row, 2) if (a := agreement(*two)) is not None]
        assert index.pairs == len(agreed)
        assert index.value == pytest.approx(100 * sum(agreed) / len(agreed))


def test_masking_hides_names_and_keeps_the_rest() -> None:
    """Two services with the same rule are worded alike; a changed modal verb is not hidden."""
    first, second = (
        next(c for c in find_clauses(act(*made)) if "individ" in c.types)
        for made in (PLAYGROUND, SLEDGING)
    )
    assert likeness(masked(first), masked(second)) > 95
    assert "tjenesten skal samarbeide" in masked(first)
    assert "lekeplassen" not in masked(first)


def test_the_fast_matrix_is_the_slow_one() -> None:
    """`likenesses` gives what `likeness` gives for each pair."""
    words = ["kommunen skal samarbeide", "kommunen bør samarbeide", "staten kan", ""]
    matrix = likenesses(words)
    for i, first in enumerate(words):
        for j, second in enumerate(words):
            assert matrix[i, j] == pytest.approx(likeness(first, second), abs=1e-3)


def test_elements_and_values_belong_together() -> None:
    """Every element has a scale with values, and every scale an element that uses it."""
    scales = {value.scale for value in values().values()}
    assert {element.scale for element in elements()} == scales
    assert value_of("plikt", "skal") == "plikt.skal"
    assert value_of("definisjon", "noe helt annet") == "definisjon.annen"


def test_folding_is_stable() -> None:
    """Folding twice changes nothing more."""
    once = fold("Tenesteytarane skal vareta oppgåvene sine, jf. heilskaplege tenester.")
    assert fold(once) == once


def test_the_harmonisation_of_2021_shows_in_both_indices(
    shared_dir: Path, acts_archive: Path
) -> None:
    """Six real acts before and after: both indices rise, rule uniformity by 25 points."""
    before = [
        lovdata.read(path.read_bytes(), path.name)
        for path in sorted((shared_dir / "corpora/velferd-2021").iterdir())
    ]
    names = {path.name for path in (shared_dir / "corpora/velferd-2021").iterdir()}
    after = []
    with tarfile.open(acts_archive) as archive:
        for member in archive:
            name = member.name.rsplit("/", 1)[-1]
            if name in names:
                file = archive.extractfile(member)
                assert file is not None
                after.append(lovdata.read(file.read(), name))
    old, new = _compared(*before), _compared(*sorted(after, key=lambda each: each.identifier))
    assert old.rule.value is not None
    assert new.rule.value is not None
    assert new.rule.value - old.rule.value >= 25
    assert (new.wording.value or 0) - (old.wording.value or 0) >= 15
