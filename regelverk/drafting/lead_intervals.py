"""Intervals of places: "§§ 7 a til 7 d", "tredje til sjette ledd", "kapittel VIII til XIII"."""

import re
from typing import Final

from regelverk.drafting.amend import roman
from regelverk.model.address import Step

_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyzæøå"
_PARTS: Final = re.compile(r"(?P<head>.*?)(?P<tail>\d+|[a-zæøå]?)")
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN_LABEL: Final = re.compile(r"[IVXLC]+")
_LONGEST: Final = 200


def between(first: Step, last: Step) -> list[Step]:
    """Every place from the first to the last, by the rules of numbering; else only these two.

    An act may have places in between that no rule tells (§ 4 a between § 4 and § 5).

    Example:
        >>> [str(step) for step in between(Step("§", "7a"), Step("§", "7d"))]
        ['§7a', '§7b', '§7c', '§7d']
        >>> [step.label for step in between(Step("kap", "VIII"), Step("kap", "XI"))]
        ['VIII', 'IX', 'X', 'XI']
    """
    labels = _labels(first.label, last.label)
    return [first._replace(label=label) for label in labels] if labels else [first, last]


def follows(first: Step, second: Step) -> bool:
    """Whether the second place comes right after the first, by the rules of numbering.

    Example:
        >>> follows(Step("ledd", "2"), Step("ledd", "3")), follows(Step("§", "7"), Step("§", "8a"))
        (True, False)
    """
    return first.kind == second.kind and len(_labels(first.label, second.label)) == 2


def _labels(first: str, last: str) -> list[str]:
    """The labels from the first to the last; empty where they do not count up in one way."""
    if _ROMAN_LABEL.fullmatch(first) and _ROMAN_LABEL.fullmatch(last):
        return [roman(number) for number in _range(_arabic(first), _arabic(last))]
    start, stop = _PARTS.fullmatch(first), _PARTS.fullmatch(last)
    if start is None or stop is None:
        return []
    if start["head"] == stop["head"] and start["tail"].isdigit() and stop["tail"].isdigit():
        return [
            f"{start['head']}{number}" for number in _range(int(start["tail"]), int(stop["tail"]))
        ]
    letters = _lettered(start["head"], start["tail"], stop["tail"])
    if start["head"] == stop["head"] and letters:
        return letters
    if start["tail"].isdigit() and first == stop["head"] and stop["tail"]:  # § 5 til § 5 c
        return [first, *_lettered(first, "a", stop["tail"])]
    return []


def _lettered(head: str, first: str, last: str) -> list[str]:
    if not (first and last) or first.isdigit() or last.isdigit():
        return []
    numbers = _range(_ALPHABET.index(first), _ALPHABET.index(last))
    return [f"{head}{_ALPHABET[number]}" for number in numbers]


def _range(first: int, last: int) -> range:
    return range(first, last + 1) if first < last <= first + _LONGEST else range(0)


def _arabic(label: str) -> int:
    values = [_ROMAN[letter] for letter in label]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
