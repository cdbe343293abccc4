"""Sentences that let an earlier provision apply to somebody else too."""

import pytest

from regelverk.clauses.detect import find_clauses
from regelverk.clauses.types import Clause
from tests.acts import act

DUTY = "Skatevakten skal samarbeide med andre tjenesteytere om opplæringen."
IDLE = "Avgiften skal betales innen tre uker etter at banen er åpnet."


def found_in(*ledd: str) -> list[Clause]:
    """The clauses of an act with one section."""
    made = (
        "lov/2027-06-06-906",
        "Lov om skateparker",
        "Skateparkloven",
        [("4", "Vakter", [*ledd])],
    )
    return list(find_clauses(act(*made)))


@pytest.mark.parametrize(
    "extension",
    [
        "Første ledd gjelder tilsvarende for badevakten.",
        "Bestemmelsen i første ledd gjelder også for badevakten.",
        "Føresegna i første ledd gjeld tilsvarande for badevakta.",
        "Plikten etter første ledd første punktum gjelder på samme måte for badevakten.",
        "Denne paragrafen gjelder tilsvarende for badevakten.",
        "Det samme gjelder for badevakten.",
    ],
)
def test_a_ledd_extends_the_duty_of_another(extension: str) -> None:
    """What is found says that it points elsewhere, and by which words."""
    duty, extended = found_in(DUTY, extension)
    assert set(extended.types) == set(duty.types)
    assert all(score < duty.types[name] for name, score in extended.types.items())
    assert extended.partners == duty.partners
    assert extended.slot("duty_bearer") in ("badevakten", "badevakta")
    (why,) = extended.evidence
    assert why.span is not None
    assert extended.span.contains(why.span)


@pytest.mark.parametrize(
    "other",
    [
        "Annet ledd gjelder tilsvarende for badevakten.",
        "§ 9 gjelder tilsvarende for badevakten.",
        "Ferieloven gjelder tilsvarende for badevakten.",
    ],
)
def test_what_extends_something_else_is_no_clause(other: str) -> None:
    """Only what is cited is extended, and only within the section."""
    assert len(found_in(DUTY, IDLE, other)) == 1


def test_the_same_only_goes_back_one_provision() -> None:
    """«Det samme» is what was said last."""
    assert len(found_in(DUTY, IDLE, "Det samme gjelder for badevakten.")) == 1


def test_every_reason_is_told_in_both_forms() -> None:
    """A reader of nynorsk is not told why in bokmål."""
    clauses = found_in(DUTY, "Det samme gjelder for badevakten.", "Barnet har rett til en plan.")
    for each in (why for clause in clauses for why in clause.evidence):
        assert each.text("nb")
        assert each.text("nn")
    assert clauses[1].evidence[0].text("nb") != clauses[1].evidence[0].text("nn")
