"""Between bokmål and nynorsk with Apertium, a rule-based translator that runs on this machine.

Apertium is run as a program of its own, bounded in time and in how much it is given, and without a
shell. The packages are `apertium` and `apertium-nno-nob`; where they are not installed, nothing is
translated and the caller is told.
"""

import subprocess
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final

_PROGRAM: Final = "apertium"
_SECONDS: Final = 30
_LONGEST: Final = 100_000
_BREAK: Final = "\n\n"


class Direction(StrEnum):
    """What to translate from and to: the names of Apertium's modes.

    Nynorsk has two infinitives: `vere` (e-infinitive) and `vera` (a-infinitive).
    """

    TO_NYNORSK = "nob-nno_e"
    TO_NYNORSK_A = "nob-nno"
    TO_BOKMAAL = "nno-nob"


class Problem(StrEnum):
    """Why there is no translation."""

    MISSING = "mangler"
    FAILED = "feilet"
    TOO_SLOW = "for sen"
    TOO_LONG = "for lang"


@lru_cache(maxsize=256)
def translate(texts: tuple[str, ...], direction: Direction) -> tuple[str, ...] | Problem:
    """The texts in the other form, word for word where Apertium does not know a word.

    Args:
        texts: Running texts without line breaks.
        direction: From and to which form.

    Returns:
        The translations in the same order, or why there are none.
    """
    whole = _BREAK.join(texts)
    if len(whole) > _LONGEST:
        return Problem.TOO_LONG
    try:
        done = subprocess.run(
            [_PROGRAM, "-u", "-f", "txt", direction.value],
            input=f"{whole}\n",
            capture_output=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=True,
        )
    except FileNotFoundError:
        return Problem.MISSING
    except subprocess.TimeoutExpired:
        return Problem.TOO_SLOW
    except (OSError, UnicodeError, subprocess.CalledProcessError):
        return Problem.FAILED
    return _split(done.stdout, texts)


def _split(output: str, texts: Sequence[str]) -> tuple[str, ...] | Problem:
    found = tuple(" ".join(piece.split()) for piece in output.strip().split(_BREAK))
    return found if len(found) == len(texts) and all(found) else Problem.FAILED
