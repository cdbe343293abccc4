"""The interface's own words, in bokmål and nynorsk."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from regelverk.errors import RuleError
from regelverk.rules.loader import load


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the interface; see `rules/texts.toml`."""

    name: str
    nb: str
    nn: str


class Both(NamedTuple):
    """A text in both forms, filled in."""

    nb: str
    nn: str


@cache
def _texts() -> dict[str, Text]:
    return {text.name: text for text in load("texts", Text)}


def text(name: str, language: str = "nb", /, **values: object) -> str:
    """A text of the interface in `nb` or `nn`, filled in.

    Example:
        >>> text("acts_read", "nn", count=3)
        '3 lover lesne'

    Raises:
        RuleError: There is no text of that name.
    """
    entry = _texts().get(name)
    if entry is None:
        raise RuleError(source="texts.toml", detail=f"«{name}» finnes ikke")
    return (entry.nn if language == "nn" else entry.nb).format(**values)


def both(name: str, /, **values: object) -> Both:
    """A text of the interface in both forms, for what is shown in either later on.

    Example:
        >>> both("acts_read", count=2)
        Both(nb='2 lover lest', nn='2 lover lesne')
    """
    return Both(text(name, "nb", **values), text(name, "nn", **values))
