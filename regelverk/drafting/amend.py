"""The words that amend an act: leads, instructions and the title of the amendment act."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regelverk.model.document import Language
from regelverk.model.identifiers import date_of
from regelverk.rules.loader import load

MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
    "oktober", "november", "desember",
)  # fmt: skip
_ABOUT = re.compile(r"^Lov(?:\s+\d.*?)?\s+(?=om\b)", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\[[^\]]*\]")
_NUMBER = re.compile(r"\d{4}-\d{2}-\d{2}-(\d+)$")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A set phrase of amendment acts; see `rules/amendment_phrases.toml`."""

    name: str
    nb: str
    nn: str
    source: str


def phrase(name: str, language: Language, **words: str) -> str:
    """A set phrase, filled in.

    Example:
        >>> phrase("repeal places", Language.NYNORSK, places="§ 3-6 b")
        '§ 3-6 b blir oppheva.'
    """
    entry = next(each for each in load("amendment_phrases", Phrase) if each.name == name)
    template: str = entry.nn if language is Language.NYNORSK else entry.nb
    return template.format(**words)


def written_date(iso: str) -> str:
    """An ISO date as acts write it.

    Example:
        >>> written_date("2005-06-17")
        '17. juni 2005'
    """
    year, month, day = iso.split("-")
    return f"{int(day)}. {MONTHS[int(month) - 1]} {year}"


def cited_act(identifier: str, title: str) -> str:
    """An act as the lead of an amendment names it: date, number and title.

    A name in square brackets is Lovdata's, not part of the title.

    Example:
        >>> cited_act("lov/2005-06-17-64", "Lov om barnehager (barnehageloven)")
        'lov 17. juni 2005 nr. 64 om barnehager (barnehageloven)'
    """
    date = date_of(identifier)
    number = _NUMBER.search(identifier)
    about = _ABOUT.sub("", _BRACKETED.sub("", title)).strip() or identifier
    when = f" {written_date(date)}" if date else ""
    return f"lov{when}{f' nr. {int(number[1])}' if number else ''} {about}"


def roman(number: int) -> str:
    """A number from 1 in Roman numerals, as the parts of amendment acts are numbered.

    Example:
        >>> roman(14)
        'XIV'
    """
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def listed(words: Sequence[str]) -> str:
    """Words in a list, as running text has them.

    Example:
        >>> listed(["skolen", "skolefritidsordningen", "tjenesten"])
        'skolen, skolefritidsordningen og tjenesten'
    """
    return " og ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def act_title(short_titles: Sequence[str], language: Language) -> str:
    """The title of the amendment act: the acts by name when they are few, else by subject."""
    if len(short_titles) <= 3:
        acts = listed(short_titles)
    else:
        acts = (
            "velferdstjenestelovgivningen"
            if language is not Language.NYNORSK
            else "velferdstenestelovgivinga"
        )
    return phrase("title", language, acts=acts, subject="samarbeid og samordning")
