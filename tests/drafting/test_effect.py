"""What the two alternatives do to uniformity."""

from regelverk.drafting.effect import effect
from regelverk.pipeline import draft, find_clauses
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act


def test_a_common_act_makes_acts_alike_as_sections_of_their_own_do() -> None:
    """What a common act provides for counts in each act that it covers; today is the same."""
    acts = [act(*each) for each in (PLAYGROUND, SLEDGING, SILENT)]
    clauses = [clause for each in acts for clause in find_clauses(each)]
    sector, common = (
        effect(acts, clauses, draft(acts, approach=approach, clauses=clauses))
        for approach in ("sector", "common")
    )
    assert sector.rule_before == common.rule_before
    for each in (sector, common):
        assert (each.rule_after.value or 0) > (each.rule_before.value or 0)
        assert (each.wording_after.value or 0) > 95
