"""Everything a comparison finds can be said in both forms of Norwegian."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import pytest

from regelverk.comparison.align import side_by_side
from regelverk.comparison.elements import element
from regelverk.comparison.types import (
    Cell,
    Comparison,
    ConflictKind,
    DifferenceKind,
    Movement,
    Reason,
    State,
    Step,
    Subject,
)
from regelverk.comparison.words import (
    answer,
    conflict_sentence,
    consensus_sentence,
    difference_words,
    outlier_sentence,
    reason_sentence,
    stale_sentence,
    titles_of,
)
from regelverk.pipeline import compare
from regelverk.rules.texts import both, text
from regelverk.writers.view import difference_sentence
from tests.comparison.corpus import acts_in_force

ACTS = ("lov/1997-02-28-19", "lov/2009-12-18-131", "lov/2011-06-24-30", "lov/2023-06-09-30")


@pytest.fixture(scope="module")
def result(acts_archive: Path) -> Comparison:
    """Four acts with differences, an old name, and two forms of Norwegian."""
    return compare(acts_in_force(acts_archive, *ACTS))


@pytest.mark.parametrize(
    ("prefix", "kinds"),
    [
        ("subject", Subject), ("step", Step), ("movement", Movement), ("conflict", ConflictKind),
        ("difference_kind", DifferenceKind),
    ],
)  # fmt: skip
def test_every_kind_has_a_label_in_both_forms(prefix: str, kinds: type[StrEnum]) -> None:
    """A new kind without words is found here, and not in a report."""
    for kind in kinds:
        assert all(both(f"{prefix}_{kind.name.lower()}"))


def test_every_reason_has_a_sentence_in_both_forms() -> None:
    """Each reason is said with the place and the words it is about."""
    for reason in Reason:
        assert all(both(f"reason_{reason.name.lower()}", place="§ 1", words="ord"))


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_silent_provision_and_none_at_all_are_told_apart(language: str) -> None:
    """A reader sees in the words whether to add to a provision or to write one."""
    silent = Cell("lov/2030-01-01-1", "unntak", State.ABSENT, reason=Reason.SILENT)
    none = replace(silent, reason=Reason.NO_CLAUSE)
    assert answer(silent, language) == text("state_absent", language)
    assert answer(none, language) == text("state_no_clause", language)
    assert answer(silent, language) != answer(none, language)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize(
    ("reason", "sentence"),
    [(Reason.SILENT, "difference_silent"), (Reason.NO_CLAUSE, "difference_lacking")],
)
def test_a_difference_says_what_most_acts_lack(
    result: Comparison, language: str, reason: Reason, sentence: str
) -> None:
    """Where most acts have no answer, the sentence says if it is the words or the provision."""
    found = result.differences[0]
    common = replace(found.common, state=State.ABSENT, value="", reason=reason, quote=None)
    said = difference_sentence(replace(found, common=common, cells=()), result, language)
    expected = text(
        sentence,
        language,
        element=element(found.element).title(language),
        sharing=found.sharing,
        acts=len(result.acts),
        others="",
    )
    assert said == expected


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_all_that_is_found_is_said(result: Comparison, language: str) -> None:
    """Every cell, conflict, stale reference, consensus and outlier of four real acts."""
    titles = titles_of(result)
    said = [reason_sentence(cell, language) for cell in result.cells.values()]
    said += [answer(cell, language) for cell in result.cells.values()]
    said += [conflict_sentence(each, titles, language) for each in result.conflicts]
    said += [stale_sentence(each, titles, language) for each in result.stale]
    for consensus in result.consensus.values():
        said.append(consensus_sentence(consensus, titles, language))
        said += [outlier_sentence(each, consensus, titles, language) for each in consensus.outliers]
    for alignment in side_by_side(result, *ACTS[2:]).values():
        said += [difference_words(each, language) for each in alignment.differences]
    assert result.stale
    assert result.conflicts
    assert all(said)
    assert not any("{" in each for each in said)
