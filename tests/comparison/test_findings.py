"""Consensus clauses and outliers, conflicts, gaps, and results of every size."""

import pytest

from regelverk.comparison.types import Comparison, ConflictKind, DifferenceKind
from regelverk.comparison.words import (
    conflict_sentence,
    consensus_sentence,
    outlier_sentence,
    titles_of,
)
from regelverk.model.document import Document
from regelverk.pipeline import compare
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act

USUAL = (
    "{} skal samarbeide med andre tjenesteytere dersom det er nødvendig for å gi barnet et "
    "helhetlig tilbud."
)
SERVICES = ("Husken", "Vippen", "Sklien", "Klatreveggen", "Sandkassen")


def _acts(*clauses: str) -> list[Document]:
    return [
        act(f"lov/2027-05-0{number}-9{number}", f"Lov om {number}", f"Lov {number}",
            [("1", "Samarbeid", [words])])
        for number, words in enumerate(clauses, start=1)
    ]  # fmt: skip


def _usual(count: int) -> list[str]:
    return [USUAL.format(name) for name in SERVICES[:count]]


def test_the_consensus_clause_is_nearest_to_all_and_outliers_are_explained() -> None:
    """Four alike and one other: the medoid is one of the four, and the fifth is told why."""
    other = (
        "Roterommet bør ha dialog og samarbeid med politiet om den enkelte eleven når eleven selv "
        "har samtykket til det."
    )
    result = compare(_acts(*_usual(4), other))
    consensus = result.consensus["individ"]
    assert consensus.act != "lov/2027-05-05-95"
    assert consensus.likeness >= 70
    (outlier,) = consensus.outliers
    assert outlier.act == "lov/2027-05-05-95"
    assert "plikt_individ" in outlier.elements
    assert any(each.kind is DifferenceKind.RULE for each in outlier.alignment.differences)
    titles = titles_of(result)
    assert "nærmest de andre" in consensus_sentence(consensus, titles)
    said = outlier_sentence(outlier, consensus, titles)
    assert "Lov 5" in said
    assert "plikt i enkeltsaker" in said


def test_different_thresholds_for_the_same_duty_are_a_conflict() -> None:
    """«Nødvendig» against «behov»: both acts and both answers are told."""
    clauses = _usual(2)
    clauses[1] = clauses[1].replace("det er nødvendig", "det er behov for det")
    result = compare(_acts(*clauses))
    (conflict,) = result.conflicts
    assert conflict.kind is ConflictKind.THRESHOLD
    said = conflict_sentence(conflict, titles_of(result))
    assert "når det er nødvendig" in said
    assert "når det er behov" in said


@pytest.mark.parametrize(
    ("words", "first", "second", "kind"),
    [
        ("Kommunen skal samordne tilbudet til barn under {} år.", "18", "16", ConflictKind.AGE),
        ("Kommunen skal innen {} varsle barnevernstjenesten om barnet.", "tre uker",
         "seks uker", ConflictKind.TIME),
    ],
)  # fmt: skip
def test_different_limits_in_clauses_that_say_the_same_are_a_conflict(
    words: str, first: str, second: str, kind: ConflictKind
) -> None:
    """The same sentence but for the limit; with the same limit there is none."""
    result = compare(_acts(words.format(first), words.format(second)))
    found = [each for each in result.conflicts if each.kind is kind]
    assert len(found) == 1
    assert {cell.act for cell in found[0].cells} == {act.identifier for act in result.acts}
    same = compare(_acts(words.format(first), words.format(first)))
    assert not [each for each in same.conflicts if each.kind is kind]


def test_limits_of_different_things_are_no_conflict() -> None:
    """An age for one thing and another age for something else is no conflict."""
    result = compare(
        _acts(
            "Kommunen skal samordne tilbudet til barn under 18 år.",
            "Husken skal samarbeide med skolen om utlån av utstyr til alle elever over 6 år.",
        )
    )
    assert not [each for each in result.conflicts if each.kind is ConflictKind.AGE]


def test_gaps_are_by_type_and_element() -> None:
    """The act without a clause that two others have is named, once for each."""
    result = compare([act(*PLAYGROUND), act(*SLEDGING), act(*SILENT)])
    assert result.missing["individ"] == (SILENT[0],)
    assert result.gaps["plikt_individ"] == (SILENT[0],)


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_any_number_of_acts_gives_a_whole_result(count: int) -> None:
    """No act, one, two and forty: every cell is there, and the indices are 0–100 or absent."""
    made = [PLAYGROUND, SLEDGING, SILENT]
    documents = [act(f"lov/2027-01-01-{number}", *made[number % 3][1:]) for number in range(count)]
    _is_whole(compare(documents), count)


def test_an_act_without_a_title_and_one_clause_alone_are_compared() -> None:
    """A nameless act is called by its source or identifier; a single clause has no index."""
    nameless = act("lov/2027-01-01-77", "", "", [("1", "Samarbeid", [USUAL.format("Husken")])])
    result = compare([nameless])
    _is_whole(result, 1)
    assert result.acts[0].title
    assert result.rule.value is None
    assert result.cells["lov/2027-01-01-77", "plikt_individ"].value == "plikt.skal"


def _is_whole(result: Comparison, count: int) -> None:
    assert len(result.cells) == count * len(result.elements)
    for index in (result.rule, result.wording, *result.by_element.values()):
        assert index.value is None or 0 <= index.value <= 100
        assert 0 <= index.certainty <= 1
    for pair in result.pairs:
        assert pair.clauses >= 0
        assert pair.rule is None or 0 <= pair.rule <= 100
        assert pair.wording is None or 0 <= pair.wording <= 100
