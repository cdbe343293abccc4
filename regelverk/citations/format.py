"""From an address to a Norwegian citation."""

import re
from typing import Final

from regelverk.citations.terms import Term, ordinal_word, term_of, with_pattern
from regelverk.errors import AddressError
from regelverk.model.address import Address, Step

_WHOLE: Final = {
    ("lov", "nb"): "loven her",
    ("lov", "nn"): "lova her",
    ("forskrift", "nb"): "forskriften her",
    ("forskrift", "nn"): "forskrifta her",
}
_OCCURRENCE: Final = with_pattern("occurrence")[0]
_ROMAN: Final = re.compile(r"(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_NUMBER_LETTER: Final = re.compile(r"(?<=\d)(?=[A-Za-zÆØÅæøå])")


def format_address(address: str, language: str = "nb", act: str = "") -> str:
    """The citation for an address, as an act would write it.

    Args:
        address: The address.
        language: `nb` or `nn`.
        act: What to call the document, put first: "barnehageloven", or `format_act(…)`. Without it,
            the citation is what the document itself would write.

    Raises:
        AddressError: The address has a step that no citation can name.

    Example:
        >>> format_address("lov/2021-06-18-97/§15-8/ledd/3/setning/1")
        '§ 15-8 tredje ledd første punktum'
        >>> format_address("lov/2005-06-17-64/§2b/ledd/1", "nn", act="barnehageloven")
        'barnehageloven § 2 b første ledd'
    """
    place = Address.parse(address)
    words = [_words(step, language) for step in place.steps]
    if act:
        return " ".join([act, *words])
    kind = place.document.partition("/")[0]
    whole = _WHOLE.get((kind, language), "dokumentet her")
    return " ".join(words) or whole


def _words(step: Step, language: str) -> str:
    """One step in words."""
    term = term_of(step._replace(kind="Artikkel") if step.kind == "a" else step)
    if term is None:
        raise AddressError(value=str(step))
    label, _, occurrence = step.label.partition("~")
    word = _word(term, language)
    if term.pattern == "ordinal":
        words = f"{ordinal_word(label, language)} {word}"
    else:
        words = f"{word} {_spaced(label, term)}".rstrip()
    return f"{words} ({occurrence}. {_word(_OCCURRENCE, language)})" if occurrence else words


def _word(term: Term, language: str) -> str:
    return term.nn if language == "nn" else term.nb


def _spaced(label: str, term: Term) -> str:
    """A label with a space between number and letter: "15-8 a", "9 A-1", "VII A"."""
    if term.label not in ("section", "group", "article"):
        return label
    lettered = label[-1:].isupper() and not _ROMAN.fullmatch(label)
    if term.label != "section" and lettered and _ROMAN.fullmatch(label[:-1]):
        return f"{label[:-1]} {label[-1]}"
    return _NUMBER_LETTER.sub(" ", label)
