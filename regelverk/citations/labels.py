"""Labels in citations: what may follow "§", "kapittel" and "nr.", and where a list of them ends.

The hard part is a single letter after a space. In "§ 4 a" it belongs to the section's number; in
"§ 4 i kommuneloven" it is a preposition. And "§ 2-1 e" may be section 2-1 e or letter e of § 2-1:
here it is always the section, and `regelverk.citations.places` tries the letter where the document
has no such section.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from regelverk.citations.terms import (
    ORDINAL_WORDS,
    Term,
    alternatives,
    any_word,
    in_line,
    ordinal_label,
    with_pattern,
)

MONTHS: Final = (
    r"jan(?:uar)?|feb(?:r(?:uar)?)?|mars?|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|"
    r"okt(?:ober)?|nov(?:ember)?|des(?:ember)?"
)
AND: Final = any_word("and")
RANGE: Final = any_word("range")
ADJECTIVE: Final = any_word("adjective")
ORDINAL_NOUN: Final = any_word("ordinal")
ORDINAL: Final = rf"(?:{alternatives(ORDINAL_WORDS)}|\d{{1,3}}[a-z]?\.)"

_HYPHEN = "[-‑]"
_GUARDED = in_line(r"\s[iåIÅ]\Z|\A[iå]\Z")
_FIRST: Final = {
    "section": rf"\d+(?:\s?[A-ZÆØÅa-zæøå](?={_HYPHEN}\d))?(?:{_HYPHEN}\d+)*"
    r"(?:[a-zæøå](?!\w)|\s?[A-ZÆØÅ](?!\w)|\s[a-zæøå](?![\w)]|\.\w))?",
    "group": rf"\d+(?:\s?[A-Za-zÆØÅæøå](?![\w)]|\.\w))?(?:{_HYPHEN}\d+)*"
    r"|[IVXLC]+(?:\s?[A-Z](?!\w)|[a-z](?!\w))?(?!\w)|[ivxlc]+(?!\w)|[A-ZÆØÅ](?!\w)",
    "article": r"\d+(?:\s?[a-zæøå](?![\w)]|\.\w))?|[IVXLC]+(?!\w)|[ivxlc]+(?!\w)",
    "letter": r"\(?(?:[a-zæøå]{1,2}|[A-ZÆØÅ]{1,2})(?!\w)\)?",
    "number": r"\(?\d+(?:[a-zæøå](?!\w))?(?:\.\d+)*(?!\w|/\d)\)?|[ivx]+(?!\w)|[A-ZIVX]+(?!\w)",
    "dotted": r"\d+(?:\.\d+)*(?:[a-zæøå](?!\w))?",
}
# In a list ("bokstav a, b og d") a label has no word before it, so less can be one.
_NEXT: Final = {
    **_FIRST,
    "letter": r"\(?(?:[a-zæøå]|(?P<twin>[a-zæøå])(?P=twin)|[A-ZÆØÅ])(?!\w|\.\w)\)?",
    "number": r"\(?\d+(?:[a-zæøå](?!\w))?(?:\.\d+)*(?!\w|/\d)\)?",
}
_NOT_NEXT: Final = rf"(?!\d+\.?\s*(?:(?:{MONTHS})\b|{ORDINAL_NOUN}))"
_SEPARATOR: Final = rf"(?:\s*,\s*(?:{AND}\s*)?|\s*{AND}\s*|\s*(?P<range>{RANGE})\s*)"
_FIRST_LABEL: Final = {kind: in_line(pattern) for kind, pattern in _FIRST.items()}
_NEXT_LABEL: Final = {
    kind: in_line(rf"{_SEPARATOR}{_NOT_NEXT}(?P<label>{pattern})")
    for kind, pattern in _NEXT.items()
}
_BARE_LABEL: Final = {
    kind: in_line(rf"{_NOT_NEXT}(?:{pattern})") for kind, pattern in _NEXT.items()
}
_ORDINALS: Final = in_line(rf"(?P<range>{RANGE})|{AND}|(?P<word>{ORDINAL})")
_WORD: Final = in_line(r"\s+(?:\d+[a-z]?\.\s|(\w+))")
_GOES_ON: Final = frozenset(
    word.split()[0].rstrip(".").lower()
    for words in (
        ORDINAL_WORDS,
        *(term.words() for term in with_pattern("and", "range", "alone")),
        *(term.words() for term in with_pattern("label") if term.label in ("letter", "number")),
    )
    for word in words
)


class Label(NamedTuple):
    """A label, and whether it ends an interval that the label before it began."""

    text: str
    ends_range: bool = False


class Labels(NamedTuple):
    """The labels of one list, and where it ends in the text."""

    labels: tuple[Label, ...]
    end: int


def read_labels(
    text: str, pos: int, term: Term, *, plural: bool, bare: bool = False
) -> Labels | None:
    """The labels from `pos` on, as in "3-1, 3-4 til 3-6 og 4-2"; None where there is none.

    Args:
        text: The text.
        pos: Where the first label should stand.
        term: What the labels are of.
        plural: Whether the word before announces several ("§§"). A lone "§" is followed by one
            section, or by several that cannot be mistaken for other numbers ("§ 3-1 og 3-4").
        bare: Whether the list only goes on here, without the word before it.
    """
    match = (_BARE_LABEL if bare else _FIRST_LABEL)[term.label].match(text, pos)
    if match is None or not match[0]:
        return None
    first, end = _guarded(text, match[0], match.end(), strict=bare or term.label != "letter")
    if not first:
        return None
    labels = [Label(first)]
    while (match := _NEXT_LABEL[term.label].match(text, end)) is not None:
        label, stop = _guarded(text, match["label"], match.end(), strict=True)
        if not label or not (
            plural or term.label != "section" or "-" in label or match["range"] == "–"
        ):
            break
        labels.append(Label(label, match["range"] is not None))
        end = stop
    return Labels(tuple(labels), end)


def read_ordinals(text: str) -> tuple[Label, ...]:
    """The labels in a list of ordinals.

    Example:
        >>> [label.text for label in read_ordinals("første og tredje til femte")]
        ['1', '3', '5']
    """
    labels: list[Label] = []
    ends_range = False
    for match in _ORDINALS.finditer(text):
        if match["word"]:
            labels.append(Label(ordinal_label(match["word"]), ends_range))
        ends_range = match["range"] is not None
    return tuple(labels)


def _guarded(text: str, label: str, end: int, *, strict: bool) -> tuple[str, int]:
    """The label without spaces and brackets, and its end. It gives back a preposition."""
    if strict and _GUARDED.search(label) and not _goes_on(text, end):
        end -= len(label) - len(label[:-1].rstrip())
        label = label[:-1]
    clean = "".join(each for each in label if each not in "() \u00a0\u202f")
    return clean.replace("‑", "-"), end


def _goes_on(text: str, end: int) -> bool:
    """Whether a citation can go on at `end`: the text stops, or a word of citations follows."""
    match = _WORD.match(text, end)
    return match is None or match[1] is None or match[1].lower() in _GOES_ON


def intervals(labels: tuple[Label, ...]) -> Iterator[tuple[str, str]]:
    """Each label with the one that ends its interval, or with an empty string.

    Example:
        >>> list(intervals((Label("1"), Label("3"), Label("5", True))))
        [('1', ''), ('3', '5')]
    """
    for index, label in enumerate(labels):
        if not label.ends_range:
            follower = labels[index + 1] if index + 1 < len(labels) else None
            yield label.text, follower.text if follower and follower.ends_range else ""
