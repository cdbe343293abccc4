"""Elements and their values: what is asked of each act, and how an answer folds to a concept."""

import re
from dataclasses import dataclass
from functools import cache

from regelverk.clauses.types import Clause
from regelverk.comparison.normalise import fold
from regelverk.comparison.types import Cell, Quote, State
from regelverk.rules.loader import load


@dataclass(frozen=True, slots=True)
class Element:
    """A question put to each act; see `rules/elements.toml`."""

    name: str
    title_nb: str
    title_nn: str
    question_nb: str
    question_nn: str
    types: tuple[str, ...]
    slot: str
    scale: str
    weight: float
    source: str
    partner: str = ""
    without: tuple[str, ...] = ()
    matching: bool = False

    def title(self, language: str = "nb") -> str:
        """Its name for a reader, in `nb` or `nn`."""
        return self.title_nn if language == "nn" else self.title_nb

    def question(self, language: str = "nb") -> str:
        """What it asks, in `nb` or `nn`."""
        return self.question_nn if language == "nn" else self.question_nb


@dataclass(frozen=True, slots=True)
class Value:
    """An answer, as a concept both language forms share; see `rules/element_values.toml`."""

    name: str
    scale: str
    label_nb: str
    label_nn: str
    patterns: tuple[str, ...]
    source: str

    def label(self, language: str = "nb") -> str:
        """The concept's name for a reader, in `nb` or `nn`."""
        return self.label_nn if language == "nn" else self.label_nb


def elements() -> tuple[Element, ...]:
    """Every element, in the order reports show them."""
    return load("elements", Element)


@cache
def values() -> dict[str, Value]:
    """Every value by its name."""
    return {value.name: value for value in load("element_values", Value)}


@cache
def _scale(name: str) -> tuple[tuple[Value, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (value, tuple(map(re.compile, value.patterns)))
        for value in values().values()
        if value.scale == name
    )


def value_of(scale: str, words: str) -> str:
    """The concept that words fold to on a scale; empty where none fits.

    Example:
        >>> value_of("vilkaar", "dersom samarbeid er naudsynt")
        'vilkaar.noedvendig'
    """
    folded = fold(words)
    for value, patterns in _scale(scale):
        if not patterns or any(pattern.search(folded) for pattern in patterns):
            return value.name
    return ""


def read_cell(element: Element, act: str, clause: Clause | None) -> Cell:
    """What an act's clause says of an element."""
    if clause is None:
        return Cell(act, element.name, State.NOT_FOUND)
    score = max(clause.types.values())
    words = clause.slot(element.slot) if element.slot else clause.text
    quote = Quote(clause.address, clause.text, words if element.slot else "")
    value = value_of(element.scale, words) if words else ""
    state = State.FOUND if value else State.ABSENT
    return Cell(act, element.name, state, value, quote, score)
