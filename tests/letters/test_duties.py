"""Duties in law to cooperate, held against letters."""

import pytest

from regelverk.letters.types import FindingKind, LetterCheck
from regelverk.pipeline import check_letters, read
from tests.acts import letter
from tests.conftest import ROOT

ACT = read(ROOT / "corpora/eksempel/lover/ungdomsbustadlova.docx")
FROM, TO = "Kommunal- og distriktsdepartementet", "Tildelingsbrev 2031 til Husbanken"


def _check(*words: str, ministry: str = FROM) -> LetterCheck:
    return check_letters([letter("a", ministry, TO, *words), ACT])


def test_an_act_is_no_letter() -> None:
    """Acts among the files are what letters are held against, not letters themselves."""
    assert [each.agency for each in _check("Husbanken skal gi lån.").letters] == ["Husbanken"]


def test_silence_on_a_duty_of_the_sector_is_found() -> None:
    """The finding names the section and quotes the act."""
    (finding,) = _check("Husbanken skal gi lån.").findings
    assert finding.kind is FindingKind.DUTY_UNMENTIONED
    assert "§ 7" in finding.words.nb
    assert finding.quotes[0].text in ACT.text


@pytest.mark.parametrize(
    "words",
    [
        "Husbanken skal rettleie om ungdomsbustadlova.",
        "Husbanken skal medverke til at kommunane samarbeider om bustader for unge.",
    ],
)
def test_a_letter_that_speaks_of_it_is_left_in_peace(words: str) -> None:
    """Naming the act, or the service together with cooperation, is enough."""
    assert _check(words).findings == ()


def test_other_ministries_are_left_in_peace() -> None:
    """Only letters from the ministry behind the act are expected to know of it."""
    assert _check("Husbanken skal gi lån.", ministry="Kunnskapsdepartementet").findings == ()


def test_pointing_to_a_section_without_cooperation_is_found() -> None:
    """The reverse: a letter rests cooperation on a section that says nothing of it."""
    (finding,) = _check(
        "Husbanken skal sjå til at kommunane samarbeider, jf. ungdomsbustadlova § 10."
    ).findings
    assert finding.kind is FindingKind.DUTY_UNFOUNDED
    assert "ungdomsbustadlova § 10" in finding.quotes[0].text
    right = "Husbanken skal sjå til at kommunane samarbeider, jf. ungdomsbustadlova § 7."
    assert _check(right).findings == ()
