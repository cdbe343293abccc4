"""What an act's own definitions tell of a duty."""

import pytest

from regelverk.clauses.detect import find_clauses
from tests.acts import act


@pytest.mark.parametrize(
    ("duty", "definition"),
    [
        ("Vakten skal samarbeide med andre tjenesteytere om opplæringen.",
         "Med tjenesteytere menes her alle som yter tjenester i skateparken."),
        ("Vakta skal samarbeide med andre tenesteytarar om opplæringa.",
         "Med tenesteytarar er det her meint alle som yter tenester i skateparken."),
    ],
)  # fmt: skip
def test_a_duty_tells_where_its_counterpart_is_defined(duty: str, definition: str) -> None:
    """A lawyer sees who the other party is without reading the whole act."""
    made = [("1", "Vakt", [duty]), ("2", "Ord", [definition])]
    document = act("lov/2027-07-07-907", "Lov om skateparker", "Skateparkloven", made)
    clause = next(each for each in find_clauses(document) if "/§1/" in each.address)
    (told,) = [each for each in clause.evidence if "definert" in each.text("nn")]
    assert "§ 2" in told.text()
    assert told.span == clause.slots["counterpart"]


def test_a_word_that_is_not_defined_is_not_said_to_be() -> None:
    """Other definitions of the act have nothing to do with the duty."""
    made = [
        ("1", "Vakt", ["Vakten skal samarbeide med politiet om opplæringen."]),
        ("2", "Ord", ["Med skatepark menes her et anlegg for rullebrett."]),
    ]
    document = act("lov/2027-07-08-907", "Lov om skateparker", "Skateparkloven", made)
    clause = next(each for each in find_clauses(document) if "/§1/" in each.address)
    assert not [each for each in clause.evidence if "definert" in each.text()]
