"""Patterns that survive text recognition (OCR): lost ø, å and æ, split words and lines."""

import re
from functools import cache

_DAMAGED = {"ø": "[øoeg]", "å": "[åa3]", "æ": "(?:æ|ae|ee|e)", "j": "[ji]", " ": r"[\s\u00a0]+"}
_LETTERS = str.maketrans("øåæ", "oae")
_KEPT = re.compile(r"\\.|\[[^\]]*\]|\(\?P<\w+>|\(\?[:=!<]+|[\s\S]")


@cache
def tolerant(pattern: str) -> re.Pattern[str]:
    """A pattern that also matches what OCR makes of its letters, case ignored.

    Example:
        >>> bool(tolerant("videreføre").search("skal viderefgre arbeidet"))
        True
        >>> bool(tolerant("gjennomføring").search("giennomfering"))
        True
    """
    pieces = [_DAMAGED.get(piece, piece) for piece in _KEPT.findall(pattern)]
    return re.compile("".join(pieces), re.IGNORECASE)


@cache
def _noise() -> re.Pattern[str]:
    return re.compile(r"[\s\u00a0\-–—\u2010\u2011\u00ad«»\"'„”.]+")


def folded(text: str) -> str:
    r"""Text as names are compared: lower case, no spaces, dashes or quotes, letters folded.

    Example:
        >>> folded("0–24-samarbeidet") == folded("0 -24\nsamarbeidet")
        True
    """
    return _noise().sub("", text.lower()).translate(_LETTERS)
