"""Tell bokmål from nynorsk by the small words that only one of them has.

The marker words are everyday function words whose spelling differs in the two forms (ikke/ikkje,
en/ein, …). A text is judged by how many different markers of each form it holds, so that one
repeated name does not decide.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from regelverk.model.document import Language, LanguageForm
from regelverk.rules.loader import load

UNSURE = LanguageForm(Language.BOKMAAL, 0.5)
_MIXED_SHARE = 0.15
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Markers:
    """Words that only one form of Norwegian has.

    Attributes:
        language: `nb` or `nn`.
        words: The words, in lower case.
        source: Where the list is from.
    """

    language: Language
    words: tuple[str, ...]
    source: str


@cache
def _markers() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The markers of bokmål, those of nynorsk, and both."""
    lists = {each.language: frozenset(each.words) for each in load("language_forms", Markers)}
    bokmaal, nynorsk = lists[Language.BOKMAAL], lists[Language.NYNORSK]
    return bokmaal, nynorsk, bokmaal | nynorsk


def detect(text: str) -> LanguageForm:
    """The written form of a text, and how sure that is (0.5 is a guess, 1 is certain).

    Example:
        >>> detect("Kommunen skal ikkje krevje eigendel av dei som får hjelp.").language.value
        'nn'
        >>> detect("Tabell 3").confidence
        0.5
    """
    return _form(*_count(text))


def _count(text: str) -> tuple[int, int]:
    bokmaal, nynorsk, both = _markers()
    found = both.intersection(text.split())
    return len(found & bokmaal), len(found & nynorsk)


def _form(bokmaal: int, nynorsk: int) -> LanguageForm:
    if bokmaal == nynorsk:
        return UNSURE
    language = Language.BOKMAAL if bokmaal > nynorsk else Language.NYNORSK
    share = (max(bokmaal, nynorsk) + 0.5) / (bokmaal + nynorsk + 1)
    return LanguageForm(language, round(share, 3))


def combine(forms: Iterable[tuple[LanguageForm, int]]) -> LanguageForm:
    """The form of a whole document from the forms of its sections and their lengths in characters.

    It is `mixed` where sections that are surely of the other form make up more than 15 % of the
    text.
    """
    weight = {Language.BOKMAAL: 0.0, Language.NYNORSK: 0.0}
    for form, length in forms:
        if form.confidence >= _SURE:
            weight[form.language] += length
    total = sum(weight.values())
    if not total:
        return UNSURE
    language = max(weight, key=lambda each: weight[each])
    share = weight[language] / total
    if share < 1 - _MIXED_SHARE:
        return LanguageForm(Language.MIXED, round(1 - share, 3))
    return LanguageForm(language, round(share, 3))
