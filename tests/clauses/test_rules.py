"""The rule files for clauses: every family is shown by its own examples."""

import pytest

from regelverk.clauses.detect import judge
from regelverk.clauses.rulebook import (
    ClauseType,
    clause_types,
    compiled,
    expand,
    partners,
    slot_rules,
)
from regelverk.errors import RuleError

TWELVE = {
    "individ", "system", "samordning", "koordinator", "plan", "avtale", "opplysning", "organ",
    "bistand", "definisjon", "adgang", "hjemmel",
}  # fmt: skip


def test_the_twelve_types_of_the_annotation_guide_are_there() -> None:
    """No type of the guide is lost from the rules."""
    assert {kind.name for kind in clause_types()} >= TWELVE


@pytest.mark.parametrize("kind", clause_types(), ids=lambda kind: kind.name)
def test_every_family_finds_its_examples_and_no_counterexample(kind: ClauseType) -> None:
    """A rule does what it says it does, in bokmål and nynorsk."""
    assert len(kind.examples) >= 2
    for example in kind.examples:
        assert kind.name in judge(example).types, example
    for counterexample in kind.counterexamples:
        assert kind.name not in judge(counterexample).types, counterexample


@pytest.mark.parametrize("kind", clause_types(), ids=lambda kind: kind.name)
def test_no_example_is_lost_to_the_cheap_first_step(kind: ClauseType) -> None:
    """A family's stems let all of its own examples through."""
    for example in kind.examples:
        assert any(stem in example.lower() for stem in kind.stems), example


def test_every_pattern_is_a_regular_expression() -> None:
    """A slip in a pattern is found here, not in a ministry."""
    patterns = [
        p for kind in clause_types() for p in (*kind.patterns, *kind.requires, *kind.unless)
    ]
    patterns += [p for partner in partners() for p in (*partner.patterns, *partner.counterpart)]
    patterns += [p for rule in slot_rules() for p in rule.patterns]
    assert all(compiled(pattern) for pattern in patterns)


def test_an_unknown_word_group_is_refused() -> None:
    """A pattern cannot silently mean nothing."""
    with pytest.raises(RuleError, match="finnesikke"):
        expand("<finnesikke>")
