"""Who has a duty, in the orders that Norwegian law writes it."""

import pytest

from regelverk.clauses.duties import find_duty

CASES = [
    ("Kommunen skal samordne tilbudet.", "Kommunen", "skal"),
    ("Ved behov skal kommunen bestemme hvem som svarer.", "kommunen", "skal"),
    ("Dersom saken kan vente, bør rådet drøfte den med etaten.", "rådet", "bør"),
    ("Kongen kan bestemme at sykehusene skal samarbeide om vakter.", "sykehusene", "skal"),
    ("Departementet kan pålegge kommuner å samarbeide.", "kommuner", "pålegge"),
    ("Direktoratet kan pålegge samarbeid mellom fylker når det trengs.", "fylker", "pålegge"),
    ("Utvalget består av fem personer og skal samordne arbeidet.", "Utvalget", "skal"),
    ("(2) Tenesta pliktar å samarbeide med skulen.", "Tenesta", "pliktar"),
    ("Når eleven flyttar, skal skulen varsle heimkommunen.", "skulen", "skal"),
]


@pytest.mark.parametrize(("sentence", "bearer", "modality"), CASES)
def test_the_bearer_and_the_modal_verb(sentence: str, bearer: str, modality: str) -> None:
    """Straight, inverted, after a condition, and laid on somebody by another."""
    duty = find_duty(sentence)
    assert duty.bearer is not None
    assert duty.modality is not None
    assert (duty.bearer.of(sentence), duty.modality.of(sentence)) == (bearer, modality)


def test_a_duty_that_holds_for_others_too() -> None:
    """«Det samme gjelder for X» has X for its bearer, and no modal verb of its own."""
    duty = find_duty("Det same gjeld for fylkeskommunen.")
    assert duty.bearer is not None
    assert duty.bearer.of("Det same gjeld for fylkeskommunen.") == "fylkeskommunen"
    assert duty.modality is None
    assert find_duty("Det samme gjelder når barnet flytter.").bearer is None


def test_an_impersonal_duty_has_no_bearer() -> None:
    """«Det skal» names nobody."""
    assert find_duty("Når planen lages, skal det søkes samarbeid.").bearer is None
