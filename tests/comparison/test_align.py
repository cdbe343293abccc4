"""Two clauses side by side: nothing lost, forms aligned by meaning, differences told apart."""

from datetime import date
from pathlib import Path

import pytest

from regelverk.clauses.detect import find_clauses
from regelverk.clauses.types import Clause
from regelverk.comparison.align import align, side_by_side
from regelverk.comparison.compare import compare
from regelverk.comparison.names import names_of
from regelverk.comparison.types import (
    Alignment,
    DifferenceKind,
    Justification,
    Step,
    Subject,
)
from regelverk.model.address import Address
from regelverk.spans import Span
from tests.acts import PLAYGROUND, SLEDGING, act
from tests.comparison.corpus import acts_in_force

RULE, WORDING = DifferenceKind.RULE, DifferenceKind.WORDING


def _clause(name: str, words: str) -> Clause:
    document = act(f"lov/2027-09-09-{len(words) + len(name)}", f"Lov om {name}", name.title(),
                   [("1", "Samarbeid", [words])])  # fmt: skip
    return find_clauses(document)[0]


def _differences(first: str, second: str) -> list[tuple[Step, DifferenceKind, Subject | None]]:
    result = align(_clause("huske", first), _clause("vippe", second))
    _is_whole(result)
    return [(each.step, each.kind, each.subject) for each in result.differences if each.kind]


def _is_whole(result: Alignment) -> None:
    assert "".join(each.first_text for each in result.stretches) == result.first.text
    assert "".join(each.second_text for each in result.stretches) == result.second.text


BASE = (
    "Husken skal samarbeide med andre tjenesteytere dersom det er nødvendig for å gi barnet et "
    "helhetlig tilbud."
)


def test_the_same_rule_in_two_forms_has_no_difference() -> None:
    """Bokmål against nynorsk is aligned by meaning: form and own names are no differences."""
    other = (
        "Vippa skal samarbeide med andre tenesteytarar dersom det er naudsynt for å gi eleven eit "
        "heilskapleg tilbod."
    )
    assert _differences(BASE, other) == []


@pytest.mark.parametrize(
    ("words", "other", "step", "kind", "subject"),
    [
        ("skal samarbeide", "bør samarbeide", Step.CHANGED, RULE, Subject.MODALITY),
        ("dersom det er nødvendig", "dersom det er hensiktsmessig", Step.CHANGED, RULE,
         Subject.THRESHOLD),
        ("dersom det er nødvendig", "når det er nødvendig", Step.CHANGED, WORDING, None),
        (" dersom det er nødvendig", "", Step.REMOVED, RULE, Subject.THRESHOLD),
        ("andre tjenesteytere", "politiet", Step.CHANGED, RULE, Subject.PARTY),
        ("for å gi barnet et helhetlig tilbud", "for å gi barnet en trygg overgang", Step.CHANGED,
         RULE, Subject.PURPOSE),
        ("Husken skal", "Husken og ambulansen skal", Step.ADDED, RULE, Subject.PARTY),
    ],
)  # fmt: skip
def test_a_difference_is_of_law_or_of_words(
    words: str, other: str, step: Step, kind: DifferenceKind, subject: Subject | None
) -> None:
    """What changes the duty is told from what only says it otherwise, and what it is about."""
    assert (step, kind, subject) in _differences(BASE, BASE.replace(words, other))


@pytest.mark.parametrize(
    ("first", "second", "kind", "subject"),
    [
        ("Kommunen kan oppnevne koordinator for barnet.",
         "Kommunen bør oppnevne koordinator for barnet.", RULE, Subject.MODALITY),
        ("Kommunen skal oppnevne koordinator for barnet.",
         "Kommunen skal ikke oppnevne koordinator for barnet.", RULE, Subject.CONTENT),
        ("Kommunen skal oppnevne koordinator for minst to barn.",
         "Kommunen skal oppnevne koordinator for minst fem barn.", RULE, Subject.CONTENT),
        ("Kommunen skal oppnevne koordinator for barnet.",
         "Kommunen plikter å oppnevne koordinator for barnet.", WORDING, None),
        ("Kommunen skal oppnevne koordinator for barnet etter § 4.",
         "Kommunen skal oppnevne koordinator for barnet etter § 17.", WORDING, None),
    ],
)  # fmt: skip
def test_small_words_that_change_the_law_are_seen(
    first: str, second: str, kind: DifferenceKind, subject: Subject | None
) -> None:
    """Also where no part is marked: the modal verb, a «not», a number; a citation is each act's."""
    found = _differences(first, second)
    assert [(each[1], each[2]) for each in found] == [(kind, subject)]


def test_limits_are_seen() -> None:
    """A changed time limit and a changed age limit are differences of law, each by its name."""
    limit = "Husken skal samarbeide med andre tjenesteytere om tilbudet innen {}."
    assert (Step.CHANGED, RULE, Subject.TIME_LIMIT) in _differences(
        limit.format("tre uker"), limit.format("seks uker")
    )
    age = "Husken skal samarbeide med andre tjenesteytere om barn under {} år."
    assert (Step.CHANGED, RULE, Subject.AGE_LIMIT) in _differences(age.format(18), age.format(16))


def test_a_clause_without_words_aligns_with_anything() -> None:
    """Odd text is no error: nothing, punctuation alone, one word."""
    for words in ("", "–", "Husken"):
        odd = Clause(Address("lov/2027-01-01-1/§1"), Span(7, 7 + len(words)), words, {})
        for other in (odd, _clause("vippe", BASE)):
            assert 0 <= align(odd, other).likeness <= 100


def test_a_justified_difference_is_meant() -> None:
    """A user's reason for the act and the element moves the difference out of the deviations."""
    first, second = _clause("huske", BASE), _clause("vippe", BASE.replace("skal", "bør"))
    reason = Justification(
        second.document, "plikt_individ", "Vippa er frivillig", "Kari", date(2027, 1, 2)
    )
    found = align(first, second, [reason]).differences
    assert [each.kind for each in found] == [DifferenceKind.JUSTIFIED]
    assert found[0].justification == reason
    other_element = Justification(second.document, "vilkaar", "x", "Kari", date(2027, 1, 2))
    assert align(first, second, [other_element]).differences[0].kind is RULE


def test_spans_lead_back_to_both_acts() -> None:
    """Each stretch is where it says, in both documents."""
    documents = {each.identifier: each for each in (act(*PLAYGROUND), act(*SLEDGING))}
    clauses = [clause for each in documents.values() for clause in find_clauses(each)]
    result = compare(list(documents.values()), clauses)
    aligned = side_by_side(result, *documents)
    assert set(aligned) >= {"individ", "system", "samordning"}
    for alignment in aligned.values():
        _is_whole(alignment)
        for each in alignment.stretches:
            assert each.first.of(documents[alignment.first.document].text) == each.first_text
            assert each.second.of(documents[alignment.second.document].text) == each.second_text


def test_kindergarten_and_private_school_part_where_a_lawyer_says(acts_archive: Path) -> None:
    """Barnehageloven § 2 b and privatskolelova § 3-6 a: one rule; only one more party differs."""
    documents = acts_in_force(acts_archive, "lov/2005-06-17-64", "lov/2003-07-04-84")
    sections = ("lov/2005-06-17-64/§2b", "lov/2003-07-04-84/§3-6a")
    clauses = [
        clause for each in documents for clause in find_clauses(each) if clause.section in sections
    ]
    result = compare(documents, clauses)
    assert (result.wording.value or 0) >= 85
    aligned = side_by_side(result, "lov/2005-06-17-64", "lov/2003-07-04-84")
    rules = {
        (kind, each.subject, _party(each.first_text))
        for kind, alignment in aligned.items()
        for each in alignment.differences
        if each.kind is RULE
    }
    assert rules == {
        (kind, Subject.PARTY, "pedagogisk-psykologisk tjeneste")
        for kind in ("individ", "system", "plan")
    }
    assert all(alignment.likeness >= 85 for alignment in aligned.values())
    deviating = {each.element for each in result.differences}
    assert {"personopplysninger", "pliktsubjekt"} <= deviating <= {
        "personopplysninger", "pliktsubjekt", "mottaker"
    }  # fmt: skip


def test_the_same_rule_in_two_forms_of_norwegian_is_the_same_rule(acts_archive: Path) -> None:
    """Familievernkontorloven (bokmål) and privatskolelova (nynorsk): only form and own names."""
    acts = ("lov/1997-06-19-62", "lov/2003-07-04-84")
    documents = acts_in_force(acts_archive, *acts)
    result = compare(documents, [clause for each in documents for clause in find_clauses(each)])
    aligned = side_by_side(result, *acts)
    for kind in ("individ", "system", "samordning", "koordinator", "definisjon"):
        assert aligned[kind].likeness >= 95
        assert not [each for each in aligned[kind].differences if each.kind is RULE]
        assert any(each.step is Step.FORM for each in aligned[kind].stretches)


def _party(words: str) -> str:
    return words.strip().removeprefix("og ").strip()


def test_any_two_clauses_of_real_acts_align_whole(acts_archive: Path) -> None:
    """No pair of clauses loses a character or has a stretch without a verdict."""
    documents = acts_in_force(
        acts_archive, "lov/2011-06-24-30", "lov/2009-06-19-44", "lov/2023-06-09-30"
    )
    clauses = [clause for each in documents for clause in find_clauses(each)]
    names = names_of(clauses)
    for first, second in zip(clauses, reversed(clauses), strict=True):
        result = align(first, second, (), names)
        _is_whole(result)
        changed = {Step.CHANGED, Step.ADDED, Step.REMOVED}
        assert all(each.kind is None or each.step in changed for each in result.stretches)
