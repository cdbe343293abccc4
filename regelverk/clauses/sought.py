"""Patterns of the rule files that are quick to rule out.

Most patterns are not in most texts. Whatever a pattern matches holds the letters that it writes
out, so that it is only tried on a text with those; and a text in small letters is searched several
times faster than one whose case is to be ignored.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from regelverk.clauses.rulebook import expand
from regelverk.errors import RuleError
from regelverk.spans import Span

_CAPITAL = re.compile(r"\\.|\(\?P<|[A-ZÆØÅ]")
_PART = re.compile(r"\\.|\(\?[^\W\d_]?<?[=!:]?|\{[\d,]*\}|.", re.DOTALL)
_LETTER = re.compile(r"[a-zæøå -]")


class Sought(NamedTuple):
    """A pattern for texts in small letters.

    Attributes:
        letters: What stands in whatever it matches.
        pattern: The regular expression.
    """

    letters: str
    pattern: re.Pattern[str]

    def first(self, lowered: str) -> Span | None:
        """Where it first matches, or None."""
        if self.letters not in lowered:
            return None
        match = self.pattern.search(lowered)
        return match and Span(*match.span())

    def all(self, lowered: str) -> Iterator[str]:
        """What it matches, from left to right."""
        if self.letters in lowered:
            yield from (match.group() for match in self.pattern.finditer(lowered))


def small(text: str) -> str:
    """A text in small letters, each at its place (one capital letter has a small form of two)."""
    return text.replace("\u0130", "I").lower()


@cache
def sought(pattern: str) -> Sought:
    r"""A pattern of the rule files, to be looked for in small letters.

    Raises:
        RuleError: It is not a regular expression.

    Example:
        >>> sought(r"\bEØS-stat\w*").letters, sought(r"samarbeide?t med (?:en|et)").letters
        ('eøs-stat', 'samarbeid')
        >>> sought(r"\bEØS-stat\w*").first(small("Andre EØS-statar"))
        Span(start=6, end=16)
    """
    text = _CAPITAL.sub(
        lambda match: match[0] if len(match[0]) > 1 else match[0].lower(), expand(pattern)
    )
    try:
        return Sought(max(_letters(text), key=len), re.compile(text))
    except re.error as error:
        raise RuleError(source="rules", detail=f"«{pattern}»: {error}") from error


def _letters(pattern: str) -> list[str]:
    """The runs of letters that stand in whatever a regular expression matches, and an empty one."""
    runs, depth = [""], 0
    for part in _PART.findall(pattern):
        depth += part.startswith(("(", "[")) - (part in (")", "]"))
        if part == "|" and not depth:
            return [""]
        if not depth and _LETTER.fullmatch(part):
            runs[-1] += part
            continue
        if part.startswith(("?", "*", "{")):
            runs[-1] = runs[-1][:-1]
        runs.append("")
    return runs
