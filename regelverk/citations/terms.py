"""The words of citations, read from the rules: kinds of places, ordinals, joining words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from regelverk.model.address import Step
from regelverk.rules.loader import load

LAST: Final = "siste"
BEFORE: Final = "foregående"
"""Labels that only a document can turn into numbers: the last place, and the one before."""


@dataclass(frozen=True, slots=True)
class Term:
    """One kind of place, or one way of joining places. See the head of `rules/citations.toml`."""

    kind: str
    pattern: str
    nb: str
    nn: str
    source: str
    label: str = ""
    forms: tuple[str, ...] = ()
    joined: bool = False
    step: str = ""
    act: str = ""

    def words(self) -> tuple[str, ...]:
        """Every form the term is read in."""
        return tuple(dict.fromkeys((self.nb, self.nn, *self.forms)))

    def place(self, label: str) -> Step:
        """The address step for a label."""
        return Step(self.step or self.kind, label, self.joined)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """One ordinal, with the forms we write and read. See the head of `rules/ordinals.toml`."""

    number: int
    nb: str
    nn: str
    source: str
    forms: tuple[str, ...] = ()
    prefix: str = ""


TERMS: Final = load("citations", Term)
_PLACES: Final = {
    (term.step or term.kind, term.joined): term
    for term in TERMS
    if term.pattern in ("label", "ordinal", "alone")
}


def term_of(step: Step) -> Term | None:
    """The term for a step of an address, or None where it has no name in citations."""
    return _PLACES.get((step.kind, step.joined))


def with_pattern(*patterns: str) -> tuple[Term, ...]:
    """The terms of the given patterns."""
    return tuple(term for term in TERMS if term.pattern in patterns)


def in_line(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    r"""Compile a pattern whose `\s` stays in the line: a citation ends with its block of text."""
    return re.compile(pattern.replace(r"\s", r"[^\S\n]"), flags)


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, with a small or capital first letter.

    A full stop that ends a word may be left out. Words are grouped by their first letter, so that a
    search rejects most of them at once.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups.setdefault(word[0].lower(), []).append(word)
    branches = [
        f"{_first(letter)}(?:{'|'.join(_rest(word[1:]) for word in group)})"
        for letter, group in groups.items()
    ]
    return f"(?:{'|'.join(branches)})"


def any_word(pattern: str) -> str:
    """A pattern for any word of the terms with a pattern. See `alternatives`."""
    return alternatives(word for term in with_pattern(pattern) for word in term.words())


def _first(letter: str) -> str:
    """A pattern for a first letter. No letter is before it; a digit may be: scans lose spaces."""
    return f"(?<![^\\W\\d_])[{letter}{letter.upper()}]" if letter.isalpha() else re.escape(letter)


def _rest(word: str) -> str:
    """A pattern for the rest of a word."""
    body = r"\s+".join(re.escape(part) for part in word.removesuffix(".").split())
    if word.endswith("."):
        return body + r"(?!\w)\.?"
    return body + (r"(?!\w)" if word[-1:].isalnum() else "")


def _ordinals() -> dict[str, dict[str, str]]:
    """For nb, nn and reading: the words of the ordinals 1–99, and of those without a number."""
    entries = load("ordinals", Ordinal)
    label = {0: BEFORE, -1: LAST}
    written: dict[str, dict[str, str]] = {"nb": {}, "nn": {}}
    read: dict[str, str] = {}
    for entry in entries:
        own = label.get(entry.number, str(entry.number))
        written["nb"][own], written["nn"][own] = entry.nb, entry.nn
        read |= dict.fromkeys((entry.nb, entry.nn, *entry.forms), own)
        if not entry.prefix:
            continue
        for unit in (each for each in entries if 0 < each.number < 10):
            own = str(entry.number + unit.number)
            written["nb"][own] = entry.prefix + unit.nb
            written["nn"][own] = entry.prefix + unit.nn
            read |= {entry.prefix + form: own for form in (unit.nb, unit.nn, *unit.forms)}
    return {**written, "read": read}


_ORDINALS: Final = _ordinals()
ORDINAL_WORDS: Final = tuple(_ORDINALS["read"])


def ordinal_label(word: str) -> str:
    """The label behind an ordinal: `2` for "annet", "andre" or "2.", `siste` for "siste".

    Raises:
        KeyError: It is no ordinal.

    Example:
        >>> [ordinal_label(word) for word in ("Annet", "tjueførste", "12.", "siste")]
        ['2', '21', '12', 'siste']
    """
    word = word.rstrip(".")
    return word if word.isdigit() else _ORDINALS["read"][word.lower()]


def ordinal_word(label: str, language: str) -> str:
    """The ordinal we write for a label: "tredje" for `3`, "101." beyond the words we have.

    Example:
        >>> ordinal_word("8", "nb"), ordinal_word("8", "nn"), ordinal_word("36", "nn")
        ('åttende', 'åttande', 'trettisjette')
    """
    return _ORDINALS[language].get(label) or f"{label}."
