"""Slips in rule files are refused, each kind with one fixture."""

from dataclasses import dataclass

import pytest

from regelverk.errors import RuleError
from regelverk.rules.loader import load, parse


@dataclass(frozen=True)
class Rule:
    name: str
    words: tuple[str, ...]
    source: str
    weight: float = 1.0


GOOD = '[[rules]]\nname = "a"\nwords = ["x"]\nsource = "s"\n'


def test_reads_entries() -> None:
    """Lists become tuples, integers may stand for decimals, defaults hold."""
    (rule,) = parse(GOOD + "weight = 2\n", "rules", Rule)
    assert (rule.words, rule.weight) == (("x",), 2)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (GOOD + 'colour = "red"\n', "ukjent nøkkel: colour"),
        (GOOD + 'name = "b"\n', "overwrite"),
        (GOOD + GOOD, "to ganger"),
        ('[[rules]]\nname = "a"\nsource = "s"\n', "mangler: words"),
        ('[[rules]]\nname = "a"\nwords = ["x"]\nsource = " "\n', "mangler kilde"),
        ('[[rules]]\nname = "a"\nwords = "x"\nsource = "s"\n', "feil verdi"),
        ('[[rules]]\nname = "a"\nwords = [1]\nsource = "s"\n', "feil verdi"),
        (GOOD + '[[others]]\nname = "b"\n', "ventet bare"),
        ("[[rules", "rules.toml"),
    ],
)
def test_refuses(text: str, why: str) -> None:
    """Unknown, double, missing and empty keys, wrong types and broken TOML name file and fault."""
    with pytest.raises(RuleError, match=why):
        parse(text, "rules", Rule)


def test_missing_file() -> None:
    """A rule file that is not there is a rule error."""
    with pytest.raises(RuleError, match="finnes ikke"):
        load("no_such_rules", Rule)
