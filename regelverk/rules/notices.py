"""Notices about the reading of a document, in bokmål and nynorsk, from `rules/notices.toml`."""

from dataclasses import dataclass
from functools import cache

from regelverk.rules.loader import load
from regelverk.spans import Notice


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The words of a notice; see `rules/notices.toml`."""

    name: str
    code: str
    nb: str
    nn: str


@cache
def _texts() -> dict[str, NoticeText]:
    return {each.name: each for each in load("notices", NoticeText)}


def notice(name: str, /, **values: object) -> Notice:
    """A notice, filled in.

    Example:
        >>> notice("scanned_page", page=3).text("nn")
        'Side 3 er eit bilete og er ikkje lesen.'
    """
    words = _texts()[name]
    return Notice(words.code, words.nb.format(**values), nn=words.nn.format(**values))
