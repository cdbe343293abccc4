"""The coordination ladder (samordningstrappa): how far a clause goes, by its own words."""

from dataclasses import dataclass

from regelverk.clauses.sought import small, sought
from regelverk.rules.loader import load
from regelverk.spans import Span


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder; see `rules/ladder.toml`."""

    step: int
    title_nb: str
    title_nn: str
    patterns: tuple[str, ...]
    source: str

    def title(self, language: str = "nb") -> str:
        """Its name for a reader, in `nb` or `nn`."""
        return self.title_nn if language == "nn" else self.title_nb


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a sentence stands on the ladder, and the words that decided, as a span of it."""

    rung: Rung
    words: Span


def standing(sentence: str) -> Standing | None:
    """The highest step that the words of a sentence support, or None.

    Example:
        >>> found = standing("Kommunen skal inngå samarbeidsavtale med sykehuset.")
        >>> found.rung.step, found.rung.title()
        (3, 'avtalte roller')
    """
    lowered = small(sentence)
    for rung in sorted(load("ladder", Rung), key=lambda each: -each.step):
        for pattern in rung.patterns:
            if words := sought(pattern).first(lowered):
                return Standing(rung, words)
    return None
