"""Deadlines and periods as letters write them, and the same as dates that can be compared."""

import re

from regelverk.letters.terms import all_found, expanded, found, graded, wordlist

_MONTHS = wordlist("måned")
_DAY = re.compile(r"(\d{1,2})\. ?([a-z]{3})\w*\.?(?: (\d{4}))?", re.IGNORECASE)
_FIGURES = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[-. ](\d{4}|\d{2})?|$)")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = expanded(r"\b(<måned>)\w*(?: (20\d\d))?")
_PART = expanded(r"(<ordenstall>) (<årsdel>)(?: (20\d\d))?")
_QUARTER = re.compile(r"\bq([1-4])(?: (20\d\d))?")
_YEAR_END = expanded("<årsslutt>")
_DOCUMENT = expanded(r"<stortingsdokument>[^()]{0,14}\(\s*$")
ALWAYS = "løpende"
"""The deadline of what goes on all year."""
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def deadline(text: str) -> str:
    """The first deadline a text states, as it is written; empty where there is none.

    Example:
        >>> deadline("Rapporten skal sendes innen 1. juni 2027.")
        '1. juni 2027'
    """
    match = found("frist", text)
    return " ".join(match["date"].split()).rstrip(" ,;") if match else ""


def dated(text: str) -> str:
    """The first full date that tells when something is to be done, however it is put.

    Example:
        >>> dated("Etaten skal svare 19. november 2027 (nr. 4)."), dated("Brev av 1. mai 2027")
        ('19. november 2027', '')
    """
    match = found("dato uten forord", text)
    return " ".join(match["date"].split()) if match else ""


def due(words: str, year: int | None) -> str:
    """A deadline as an ISO date where it is one, else as a plain word to compare by.

    Args:
        words: The deadline as a letter puts it.
        year: The year of a date that names none.

    Example:
        >>> due("1. juni", 2027), due("utgangen av juni", 2027), due("1. halvår 2027", None)
        ('2027-06-01', '2027-06-30', '2027-06-30')
        >>> due("Løpande", 2027)
        'løpende'
    """
    plain = " ".join(words.lower().split())
    return _exact(plain, year) or _rough(plain, year) or plain.strip(" .")


def _exact(plain: str, year: int | None) -> str:
    """A day, whether its month is written out or in figures."""
    if match := _ISO.search(plain):
        return match.group()
    if (match := _DAY.search(plain)) and match[2][:3] in _MONTHS:
        return _iso(match[3] or year, _MONTHS.index(match[2][:3]) + 1, int(match[1]))
    if match := _FIGURES.search(plain):
        full = f"20{match[3]}" if match[3] and len(match[3]) == 2 else match[3]
        return _iso(full or year, int(match[2]), int(match[1]))
    return ""


def _rough(plain: str, year: int | None) -> str:
    """The last day of a part of a year; a season, a report and what has no end by their names."""
    if found("løpende", plain):
        return ALWAYS
    if match := _PART.search(plain):
        month = int(graded("ordenstall", match[1])) * int(graded("årsdel", match[2]))
        return _iso(match[3] or year, month, _LAST_DAYS[month - 1]) if month <= 12 else plain
    if match := _QUARTER.search(plain):
        month = 3 * int(match[1])
        return _iso(match[2] or year, month, _LAST_DAYS[month - 1])
    if "årsrapport" in plain:
        return "årsrapport"
    if match := _MONTH.search(plain):
        month = _MONTHS.index(match[1][:3].lower()) + 1
        day = int(graded("del av måned", plain) or _LAST_DAYS[month - 1])
        return _iso(match[2] or year, month, day)
    named = re.search(r"20\d\d", plain)
    if season := graded("årstid", plain):
        return f"{season} {named.group() if named else year or ''}".strip()
    return _iso(named.group() if named else year, 12, 31) if _YEAR_END.search(plain) else ""


def _iso(year: int | str | None, month: int, day: int) -> str:
    return f"{year or 'XXXX'}-{month:02d}-{day:02d}" if 0 < month <= 12 and 0 < day <= 31 else ""


def period(text: str) -> str:
    """The first period of years in a text, `2015–2020`; empty where there is none.

    Example:
        >>> period("programmet (2015 - 2020)"), period("varer ut 2029"), period("fireårig fra 2025")
        ('2015–2020', '–2029', '2025–2028')
    """
    for match in all_found("periode", text):
        first, last = match["first"], match["last"]
        last = last if len(last) == 4 else first[:2] + last
        if first < last and not _of_a_document(text[: match.start()]):
            return f"{first}–{last}"
    if lasting := found("varighet", text):
        years = int(graded("tallord", lasting["years"]) or lasting["years"])
        return f"{lasting['first']}–{int(lasting['first']) + years - 1}"
    open_end = found("periode med åpen start", text)
    return f"–{open_end['last']}" if open_end else ""


def _of_a_document(before: str) -> bool:
    """Whether years in parentheses are a session of parliament: `Prop. 1 S (2026–2027)`."""
    return _DOCUMENT.search(before) is not None


def same_period(first: str, second: str) -> bool:
    """Whether two periods may be the same: an open start fits any.

    Example:
        >>> same_period("2026–2029", "–2029"), same_period("2026–2029", "2026–2028")
        (True, False)
    """
    (a, b), (c, d) = first.split("–"), second.split("–")
    return b == d and (not a or not c or a == c)
