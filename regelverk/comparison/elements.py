"""Elements and their values: what is asked of each act, and how an answer folds to a concept."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from regelverk.comparison.normalise import fold
from regelverk.comparison.types import ConflictKind, Subject
from regelverk.rules.loader import load

_DIGITS: Final = r"\d+"


@dataclass(frozen=True, slots=True)
class Element:
    """A question put to each act; the fields are explained at the top of `rules/elements.toml`."""

    name: str
    title_nb: str
    title_nn: str
    question_nb: str
    question_nn: str
    types: tuple[str, ...]
    slot: str
    scale: str
    subject: Subject
    weight: float
    source: str
    partner: str = ""
    without: tuple[str, ...] = ()
    matching: bool = False
    about: tuple[str, ...] = ()
    required: bool = False
    combines: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()
    conflict: ConflictKind | None = None

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
    unsure: bool = False

    def label(self, language: str = "nb") -> str:
        """The concept's name for a reader, in `nb` or `nn`."""
        return self.label_nn if language == "nn" else self.label_nb


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in words, or a unit of time; see `rules/amounts.toml`."""

    name: str
    kind: str
    words: tuple[str, ...]
    source: str


class Reading(NamedTuple):
    """What words fold to on a scale: a value's name, and the amount where it has one."""

    value: str
    amount: str = ""


def elements() -> tuple[Element, ...]:
    """Every element, in the order reports show them."""
    return load("elements", Element)


def element(name: str) -> Element:
    """The element of this name."""
    return _by_name()[name]


@cache
def _by_name() -> dict[str, Element]:
    return {each.name: each for each in elements()}


@cache
def values() -> dict[str, Value]:
    """Every value by its name."""
    return {value.name: value for value in load("element_values", Value)}


def value_of(scale: str, words: str) -> str:
    """The concept that words fold to on a scale; empty where none fits.

    Example:
        >>> value_of("vilkaar", "dersom samarbeid er naudsynt")
        'vilkaar.noedvendig'
    """
    return reading_of(scale, words).value


def reading_of(scale: str, words: str, *, rest: bool = True) -> Reading:
    """The concept and the amount that words fold to on a scale.

    Args:
        scale: The scale.
        words: Words of an act, in either form.
        rest: Whether the scale's last value, what is left, is an answer too.

    Example:
        >>> reading_of("frist", "Kommunen skal svare innan tre månader.")
        Reading(value='frist.tall', amount='3 måneder')
    """
    folded = fold(words)
    for value, patterns in _scale(scale):
        if not patterns and rest:
            return Reading(value.name)
        for pattern in patterns:
            if match := pattern.search(folded):
                return Reading(value.name, in_figures(match.groupdict().get("amount") or ""))
    return Reading("")


def without(scale: str, folded: str) -> str:
    """Folded words without those that fold to a value of a scale.

    Example:
        >>> without("alder", "barn under 18 år skal følges opp")
        'barn  skal følges opp'
    """
    for _, patterns in _scale(scale):
        for pattern in patterns:
            folded = pattern.sub("", folded)
    return folded


def mentions(patterns: tuple[str, ...], words: str) -> bool:
    """Whether folded words have any of some patterns; true where there are none to have."""
    folded = fold(words) if patterns else ""
    return not patterns or any(_compiled(pattern).search(folded) for pattern in patterns)


@cache
def _scale(name: str) -> tuple[tuple[Value, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (value, tuple(map(_compiled, value.patterns)))
        for value in values().values()
        if value.scale == name
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, with `<tall>` and `<tid>` standing for numbers and units of time."""
    number = "|".join([_DIGITS, *_words("tall")])
    return re.compile(
        pattern.replace("<tall>", f"(?:{number})").replace(
            "<tid>", f"(?:{'|'.join(_words('tid'))})"
        )
    )


@cache
def _words(kind: str) -> dict[str, str]:
    """By word: how an amount is written. Longer words first."""
    found = {
        word: each.name
        for each in load("amounts", Amount)
        if each.kind == kind
        for word in each.words
    }
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def in_figures(words: str) -> str:
    """An amount with its number in figures and its unit in bokmål.

    Example:
        >>> in_figures("tre månader")
        '3 måneder'
    """
    known = {**_words("tall"), **_words("tid")}
    return " ".join(known.get(word, word) for word in words.split())
