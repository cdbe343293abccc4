"""Leads that say the same in accepted words: "annet" or "andre", "I § 2 skal andre ledd lyde"."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from regelverk.citations.terms import ORDINAL_WORDS, alternatives, ordinal_label
from regelverk.drafting.lead_intervals import between
from regelverk.model.address import Step
from regelverk.rules.loader import load

_ORDINAL: Final = re.compile(rf"\b{alternatives(ORDINAL_WORDS)}")
_PUNCTUATION: Final = re.compile(r"[.,:;]")
_INTERVAL: Final = re.compile(
    r"(?P<first>\S+) til (?P<before>(?:ny )?(?:nr |bokstav |§ )?)(?P<last>\S+)"
)
_AND: Final = re.compile(r"\bog\b")


@dataclass(frozen=True, slots=True)
class Variant:
    """Something leads may differ in. See the head of `rules/lead_variants.toml`."""

    name: str
    pattern: str
    to: str
    source: str


@cache
def _variants() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(each.pattern), each.to) for each in load("lead_variants", Variant))


def folded(lead: str) -> str:
    """The lead in the one form that all its accepted variants share.

    Example:
        >>> folded("I § 2 skal annet ledd lyde:") == folded("§ 2 andre ledd skal lyde:")
        True
        >>> folded("§ 3 blir oppheva.") == folded("§ 3 oppheves")
        True
    """
    words = _ORDINAL.sub(lambda match: f"{ordinal_label(match[0])}.", lead)
    words = " ".join(_PUNCTUATION.sub(" ", words.lower()).split())
    for pattern, to in _variants():
        words = " ".join(pattern.sub(to, words).split())
    words = _INTERVAL.sub(_written_out, words)
    return " ".join(_AND.sub(" ", words).split())


def _written_out(match: re.Match[str]) -> str:
    """An interval as a list: "26 til 28" and "26, 27 og 28" are accepted alike."""
    labels = [step.label for step in between(Step("", match["first"]), Step("", match["last"]))]
    return " ".join([*labels[:-1], match["before"] + labels[-1]])
