"""A user's reasons: read from a plain file, refused with clear words, and moved out of deviations."""

from datetime import date
from pathlib import Path

import pytest

from regelverk.comparison.justifications import parse_justifications
from regelverk.comparison.types import Comparison, Justification
from regelverk.comparison.words import justification_sentence
from regelverk.errors import JustificationError, MissingFileError
from regelverk.pipeline import compare, read_justifications
from tests.acts import PLAYGROUND, SLEDGING, act

GOOD = """
[[begrunnelser]]
lov = "lov/2027-07-07-907"
element = "plikt_individ"
begrunnelse = "Vippen er frivillig."
av = "Kari Nordmann"
dato = 2027-01-15
"""
SEESAW_DUTY = (
    "Vippen bør samarbeide med andre tjenesteytere dersom det er nødvendig for å gi barnet et "
    "helhetlig tilbud."
)
SEESAW = act(
    "lov/2027-07-07-907",
    "Lov om vipper (vippeloven)",
    "Vippeloven",
    [("1", "Samarbeid", [SEESAW_DUTY])],
)


def _compared(*reasons: Justification) -> Comparison:
    return compare([act(*PLAYGROUND), act(*SLEDGING), SEESAW], justifications=reasons)


def test_a_reason_moves_the_cell_out_of_the_deviations_and_is_shown() -> None:
    """The cell is set apart with its author and date; the index counts it all the same."""
    before = _compared()
    after = _compared(*parse_justifications(GOOD, "b.toml"))
    named = {each.element: each for each in after.differences}["plikt_individ"]
    assert SEESAW.identifier not in {cell.act for cell in named.cells}
    assert [cell.act for cell in named.justified] == [SEESAW.identifier]
    reason = named.justified[0].justification
    assert reason is not None
    assert justification_sentence(reason) == (
        "Begrunnet avvik: Vippen er frivillig. (Kari Nordmann, 15.1.2027)"
    )
    assert after.justifications == (reason,)
    assert after.rule.value == before.rule.value
    assert named.importance < next(
        each.importance for each in before.differences if each.element == "plikt_individ"
    )


def test_a_reason_without_a_deviation_is_told() -> None:
    """One for an act that does not differ, or is not compared, is not silently dropped."""
    reasons = (
        Justification("lov/2027-01-01-901", "plikt_individ", "x", "Kari", date(2027, 1, 2)),
        Justification("lov/1999-01-01-1", "plikt_individ", "x", "Kari", date(2027, 1, 2)),
    )
    result = _compared(*reasons)
    assert result.unused == reasons
    assert not result.justifications


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[[begrunnelser]]", "[[begrunnelse]]", "[[begrunnelser]]"),
        ("[[begrunnelser]]", "[[begrunnelser", "TOML"),
        ('av = "Kari Nordmann"', "", "mangler «av»"),
        ('av = "Kari Nordmann"', 'av = "  "', "mangler «av»"),
        ("dato = 2027-01-15", 'dato = "i går"', "ingen dato"),
        ('element = "plikt_individ"', 'element = "plikten"', "ikke et element"),
        ('lov = "lov/2027-07-07-907"', 'lov = "tulleloven"', "ingen kjent lov"),
        ('lov = "lov/2027-07-07-907"', 'lov = "a/../../b"', "ingen kjent lov"),
        ('av = "Kari Nordmann"', 'av = "K"\nkommentar = "x"', "ukjent felt «kommentar»"),
        (GOOD, GOOD + GOOD, "to begrunnelser"),
        (GOOD, "", "[[begrunnelser]]"),
        (GOOD, "begrunnelser = [1, 2]", "[[begrunnelser]]"),
        (GOOD, "begrunnelser = " + "[" * 100_000, "TOML"),
    ],
)
def test_a_wrong_file_is_refused_in_plain_words(old: str, new: str, words: str) -> None:
    """Each slip is named, with the file and the number of the entry."""
    with pytest.raises(JustificationError) as caught:
        parse_justifications(GOOD.replace(old, new), "begrunnelser.toml")
    assert words in str(caught.value)
    assert "begrunnelser.toml" in str(caught.value)


def test_the_file_is_read_from_disk(tmp_path: Path) -> None:
    """A file, an act by its short title and a date in quotes; a file that is not there is told."""
    file = tmp_path / "b.toml"
    by_name = GOOD.replace("lov/2027-07-07-907", "barnehageloven")
    file.write_text(by_name.replace("2027-01-15", '"2027-01-15"'), encoding="utf-8")
    (reason,) = read_justifications(file)
    assert (reason.act, reason.date) == ("lov/2005-06-17-64", date(2027, 1, 15))
    with pytest.raises(MissingFileError):
        read_justifications(tmp_path / "borte.toml")
