"""References between the ledd of one section: "etter første til tredje ledd"."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from regelverk.citations.terms import ORDINAL_WORDS, alternatives, ordinal_label, ordinal_word
from regelverk.drafting.amend import listed
from regelverk.model.document import Language

_ORDINAL: Final = alternatives(ORDINAL_WORDS)
_REFERENCE: Final = re.compile(
    rf"(?P<first>{_ORDINAL})(?: (?P<join>og|til) (?P<last>{_ORDINAL}))? (?=ledd\b)"
)
_OTHER_SECTION: Final = re.compile(r"§\s*[\d-]+(?:\s?[a-z])?\s+$")

Moves = Mapping[int, Sequence[int]]
"""By the number of a ledd: the numbers of the ledd that take its place."""


def renumbered(text: str, moves: Moves, language: Language) -> str:
    """The text with its references to ledd of its own section following where they went.

    References to a ledd that went nowhere stay as they are.

    Example:
        >>> renumbered("ansvaret etter første ledd", {1: [1, 2, 3]}, Language.BOKMAAL)
        'ansvaret etter første til tredje ledd'
        >>> renumbered("etter § 4 første ledd", {1: [2]}, Language.BOKMAAL)
        'etter § 4 første ledd'
    """

    def moved(match: re.Match[str]) -> str:
        elsewhere = _OTHER_SECTION.search(text, 0, match.start())
        return match[0] if elsewhere else _moved(match, moves, language)

    return _REFERENCE.sub(moved, text)


def moved_in_citation(citation: str, moves: Moves, language: Language) -> str:
    """A citation of the section the moves are in, following where its ledd went.

    Example:
        >>> moved_in_citation("§ 13 andre ledd", {2: [3]}, Language.BOKMAAL)
        '§ 13 tredje ledd'
    """
    return _REFERENCE.sub(lambda match: _moved(match, moves, language), citation)


def in_sections(text: str, sections: Mapping[int, str]) -> str:
    """The text with references to ledd as references to the sections they have become.

    Example:
        >>> in_sections("etter første og andre ledd", {1: "§ 2", 2: "§ 3"})
        'etter § 2 og § 3'
    """

    def moved(match: re.Match[str]) -> str:
        numbers = _numbers(match)
        known = all(number in sections for number in numbers)
        if not known or _OTHER_SECTION.search(text, 0, match.start()):
            return match[0]
        words = list(dict.fromkeys(sections[number] for number in numbers))
        return listed(words)

    return re.sub(rf"{_REFERENCE.pattern}ledd\b", moved, text)


def _moved(match: re.Match[str], moves: Moves, language: Language) -> str:
    numbers = _numbers(match)
    if any(number not in moves for number in numbers):
        return match[0]
    went = sorted({new for number in numbers for new in moves[number]})
    return f"{_listed(went, language)} " if went and went != numbers else match[0]


def _numbers(match: re.Match[str]) -> list[int]:
    labels = [ordinal_label(match[name]) for name in ("first", "last") if match[name]]
    if not all(label.isdigit() for label in labels):
        return [0]
    numbers = [int(label) for label in labels]
    return list(range(numbers[0], numbers[-1] + 1)) if match["join"] == "til" else numbers


def _listed(numbers: Sequence[int], language: Language) -> str:
    words = [ordinal_word(str(number), str(language)) for number in numbers]
    in_row = all(second == first + 1 for first, second in pairwise(numbers))
    if len(words) > 2 and in_row:
        return f"{words[0]} til {words[-1]}"
    return listed(words)
