"""Labels: what stands before a section, ledd, item or chapter, and the address step it makes."""

import re
from typing import NamedTuple

from regelverk.model.document import Kind

_ORDINALS = (
    ("første", "fyrste"),
    ("annen", "andre", "annet", "anna"),
    ("tredje",),
    ("fjerde",),
    ("femte",),
    ("sjette",),
    ("sjuende", "syvende", "sjuande"),
    ("åttende", "åttande"),
    ("niende", "niande"),
    ("tiende", "tiande"),
)
_ORDINAL = {word: str(number) for number, words in enumerate(_ORDINALS, 1) for word in words}
_STEPS = {
    "kap": ("kapittel", "kapitel", "kap", "chapter", "kapitlet", "kapittelet", "kapitelet"),
    "del": ("del", "part", "bolk"),
    "avdeling": ("avdeling",),
    "avsnitt": ("avsnitt", "section"),
    "vedlegg": ("vedlegg", "tillegg", "annex", "bilag"),
}
_WORDS = {word: step for step, words in _STEPS.items() for word in words}
_KINDS = {
    "kap": Kind.CHAPTER,
    "del": Kind.PART,
    "avdeling": Kind.PART,
    "avsnitt": Kind.GROUP,
    "vedlegg": Kind.ANNEX,
}
_NUMBER = (
    r"(?:\d+(?:\s?[A-Za-zÆØÅæøå](?![a-zæøå]))?(?:-\d+)?"
    r"|[IVXLC]+(?:\s?[A-Z](?![a-zæøå]))?|[A-ZÆØÅ](?![a-zæøå]))"
)
_GROUP = re.compile(
    rf"(?P<word>{'|'.join(_WORDS)})\b\.?\s*(?P<number>{_NUMBER})?"
    r"(?P<end>\s*[.:–-]+(?=\s|$)|\s|$)\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ORDINAL_GROUP = re.compile(
    rf"(?P<number>{'|'.join(_ORDINAL)}|\d{{1,2}}(?:\.|ste|net|det|dje|de|te))\s+"
    r"(?P<word>del|bolk|avdeling|avsnitt|kap(?:ittel|itel|itlet|ittelet|itelet))\b\.?"
    r"(?P<end>\s*[.:–-]+(?=\s|$)|\s|$)\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
# "I kraft" is no chapter I: without a full stop a title starts with a capital.
_ROMAN_GROUP = re.compile(
    r"(?P<number>[IVXLC]+|[A-ZÆØÅ])(?:[.:](?:\s+(?P<closed>.*))?|(?:\s+(?P<open>[^a-zæøå].*))?)",
    re.DOTALL,
)
_SECTION = re.compile(
    r"(?P<sign>§§|§|Artikkel|Artikel|Article|Art\.?)\s*"
    r"(?P<number>(?:\d+|[IVXLC]+\b)[A-Za-zæøå]?(?:[-‑]\d+)*(?:[a-zæøå]{1,2}|[A-ZÆØÅ])?"
    r"(?![A-Za-zæøåÆØÅ])"
    r"(?:\s(?:[a-zæøå]|[A-ZÆØÅ](?=[.\s]|$|[-‑]\d))(?![a-zæøå])(?:[-‑]\d+)?)?)"
)

_AFTER_SECTION = re.compile(r"\s*[.:]?(?=\s|$|\()")


class Heading(NamedTuple):
    """A heading line taken apart: what it heads, its label as printed, address step, title."""

    kind: Kind
    label: str
    step: str
    title: str


def group_heading(text: str) -> Heading:
    """Take apart the heading of a part, chapter, annex or unnumbered group.

    Example:
        >>> group_heading("Kapittel 5 A. Bemanning")[1:]
        ('Kapittel 5 A.', 'kap5A', 'Bemanning')
        >>> group_heading("Annen del. Plikter")[1:]
        ('Annen del.', 'del2', 'Plikter')
        >>> group_heading("2. kapitlet. – Gebyr")[1:]
        ('2. kapitlet. –', 'kap2', 'Gebyr')
        >>> group_heading("Sluttregler")[1:]
        ('', '', 'Sluttregler')
    """
    if (match := _GROUP.fullmatch(text)) and (
        match["number"] or match["word"].lower() in ("vedlegg", "tillegg")
    ):
        word, number = _WORDS[match["word"].lower()], match["number"] or ""
    elif match := _ORDINAL_GROUP.fullmatch(text):
        digits = "".join(filter(str.isdigit, match["number"]))
        word, number = _WORDS[match["word"].lower()], digits or _ORDINAL[match["number"].lower()]
    elif match := _ROMAN_GROUP.fullmatch(text):
        word, number = "kap", match["number"]
        title = match["closed"] or match["open"] or ""
        return Heading(_KINDS[word], text[: len(text) - len(title)].rstrip(), word + number, title)
    else:
        return Heading(Kind.GROUP, "", "", text)
    title = match["title"] or ""
    label = text[: len(text) - len(title)].rstrip()
    return Heading(_KINDS[word], label, word + re.sub(r"\s", "", number), title)


def section_label(text: str) -> Heading | None:
    """Take apart a text that starts with a section's or article's label; None where it does not.

    Example:
        >>> section_label("§ 4-6 a. Samarbeid om tiltak")[1:]
        ('§ 4-6 a.', '§4-6a', 'Samarbeid om tiltak')
        >>> section_label("Artikkel 3")[1:]
        ('Artikkel 3', 'Artikkel3', '')
    """
    match = _SECTION.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    stop = _AFTER_SECTION.match(rest)
    end = match.end() + (stop.end() if stop else 0)
    step = match["sign"].rstrip(".") + "".join(match["number"].split()).replace("‑", "-")
    return Heading(Kind.SECTION, text[:end].rstrip(), step, text[end:].strip())


def bare(label: str) -> str:
    """A label without brackets and closing punctuation: `(2)` and `2.` are `2`."""
    return "".join(label.split()).strip(".()[]:")


def item_kind(label: str, *, roman: bool = False) -> Kind:
    """What kind of item a label makes. `roman` tells that the list counts i, ii, iii.

    Example:
        >>> [item_kind(label).value for label in ("a.", "2)", "–", "")]
        ['bokstav', 'nummer', 'strekpunkt', 'strekpunkt']
    """
    name = bare(label)
    if not name or not name[0].isalnum():
        return Kind.DASH_ITEM
    if roman or name[0].isdigit() or (len(name) > 1 and not _is_doubled(name)):
        return Kind.NUMBER_ITEM
    return Kind.LETTER_ITEM


def _is_doubled(name: str) -> bool:
    """Whether a label is a letter beyond the alphabet (`aa`, `bb`, `ac`)."""
    return (
        len(name) == 2
        and name.isalpha()
        and (name[0] == name[1] or name[0] == "a")
        and name != "ii"
    )


def is_roman(labels: list[str]) -> bool:
    """Whether a list counts with small roman numerals: it starts at i."""
    names = [bare(label).lower() for label in labels]
    return bool(names) and names[0] == "i" and (len(names) == 1 or names[1] in ("ii", ""))
