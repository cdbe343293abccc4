"""What is said of letters, in both forms; see `rules/letter_texts.toml`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from regelverk.errors import RuleError
from regelverk.rules.loader import load
from regelverk.rules.texts import Both


@dataclass(frozen=True, slots=True)
class LetterText:
    """A text about letters."""

    name: str
    nb: str
    nn: str


@cache
def _texts() -> dict[str, LetterText]:
    return {each.name: each for each in load("letter_texts", LetterText)}


def say(name: str, /, **values: object) -> Both:
    """A text in both forms, filled in; a value may itself be in both forms.

    Raises:
        RuleError: There is no text of that name.
    """
    entry = _texts().get(name)
    if entry is None:
        raise RuleError(source="letter_texts.toml", detail=f"«{name}» finnes ikke")
    nb = {key: each.nb if isinstance(each, Both) else each for key, each in values.items()}
    nn = {key: each.nn if isinstance(each, Both) else each for key, each in values.items()}
    return Both(entry.nb.format(**nb), entry.nn.format(**nn))


def text(name: str, language: str = "nb", /, **values: object) -> str:
    """A text in `nb` or `nn`, filled in.

    Raises:
        RuleError: There is no text of that name.
    """
    both = say(name, **values)
    return both.nn if language == "nn" else both.nb


def joined(each: Sequence[Both], by: str = "; ") -> Both:
    """Texts in a row."""
    return Both(by.join(text.nb for text in each), by.join(text.nn for text in each))


class Listed(str):
    """Names in a sentence, which know whether they are several.

    Example:
        >>> "{who:brevet|brevene} til {who}".format(who=Listed(["A", "B", "C"]))
        'brevene til A, B og C'
    """

    __slots__ = ("several",)
    several: bool

    def __new__(cls, names: Sequence[str]) -> "Listed":
        """The names, each once."""
        *first, last = list(dict.fromkeys(names)) or [""]
        said = super().__new__(cls, f"{', '.join(first)} og {last}" if first else last)
        said.several = bool(first)
        return said

    def __format__(self, spec: str) -> str:
        """The names; of `one|many`, the word that agrees with them in number."""
        one, bar, many = spec.partition("|")
        if not bar:
            return super().__format__(spec)
        return many if self.several else one
