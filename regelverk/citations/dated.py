"""Acts and regulations named by their date: "lov 18. juni 2021 nr. 97"."""

import re
from typing import Final, NamedTuple

from regelverk.citations.labels import MONTHS
from regelverk.citations.terms import alternatives, in_line, with_pattern
from regelverk.model.identifiers import from_date_code

_MONTH_NAMES: Final = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
_MONTHS: Final = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)}
_KINDS: Final = {
    word.rstrip(".").lower(): term.step for term in with_pattern("act") for word in term.words()
}
_DATE: Final = (
    rf"(?P<day>\d{{1,2}})\.?\s*(?P<month>(?i:{MONTHS}))\.?\s+(?P<year>1[5-9]\d\d|20\d\d)"
    r"(?:,?\s+(?:med\s+)?nr\.?\s*(?P<number>\d+))?(?!\d)"
)
_NAMED: Final = in_line(
    rf"(?P<kind>{alternatives(_KINDS)})\.?\s+(?:(?:av|frå|fra|den|datert|dagsett)\s+)*{_DATE}"
)
_BARE: Final = in_line(_DATE)
_CODE: Final = in_line(r"(?:LOV|FOR)-\d{4}-\d{2}-\d{2}(?:-\d+)?(?!\d)")
_OWN: Final = in_line(
    r"(?:lov|forskrift)/\d{4}-\d{2}-\d{2}(?:-\d+)?(?![\w-])|(?!lov/|forskrift/)[a-zæøå]+/[\w-]+"
)
_TITLE: Final = in_line(
    r"(?:Midlertidig\s+lov|Lov|Forskrift)\s+(?=(?:om|um|til|for)\b)", re.IGNORECASE
)
_BRACKETS: Final = in_line(r"\s*[\[(][^\[\]()]*[\])]\.?\s*$")


class Dated(NamedTuple):
    """An act named by its date.

    Attributes:
        identifier: `lov/2021-06-18-97`; without its number where the text gives none.
        end: Where the name ends in the text.
    """

    identifier: str
    end: int


def read_dated(text: str, pos: int, kind: str = "") -> Dated | None:
    """The act that is named by date at `pos`; None where none is.

    Args:
        text: The text.
        pos: Where the name should start.
        kind: `lov` or `forskrift` where only the date stands there, as in "lover 3. mai 1995 nr. 2
            og 4. juni 1996 nr. 8".

    Example:
        >>> read_dated("lov av 18 juni 2021 nr. 97 om barnevern", 0)
        Dated(identifier='lov/2021-06-18-97', end=26)
        >>> read_dated("FOR-2020-01-01-5", 0).identifier
        'forskrift/2020-01-01-5'
    """
    if match := _CODE.match(text, pos):
        return Dated(from_date_code(match[0]), match.end())
    match = _BARE.match(text, pos) if kind else _NAMED.match(text, pos)
    if match is None:
        return None
    kind = kind or _KINDS[match["kind"].rstrip(".").lower()]
    month = _MONTHS[match["month"][:3].lower()]
    number = f"-{match['number']}" if match["number"] else ""
    date = f"{match['year']}-{month:02}-{int(match['day']):02}"
    return Dated(f"{kind}/{date}{number}", match.end())


def read_identifier(text: str) -> Dated | None:
    """The document's own identifier at the start of a text: `brev/tildelingsbrev-udir-2026`."""
    match = _OWN.match(text)
    return Dated(match[0], match.end()) if match else None


def format_act(identifier: str, title: str = "") -> str:
    """An act's full name; the same in bokmål and nynorsk.

    Args:
        identifier: Its identifier. One that is no act's or regulation's stands as it is.
        title: Its title, to say what it is about.

    Example:
        >>> format_act("lov/2005-06-17-64", "Lov om barnehager (barnehageloven)")
        'lov 17. juni 2005 nr. 64 om barnehager'
    """
    kind, _, date = identifier.partition("/")
    parts = date.split("-")
    if kind not in ("lov", "forskrift") or len(parts) not in (3, 4):
        return identifier
    name = f"{kind} {int(parts[2])}. {_MONTH_NAMES[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 4:
        name += f" nr. {parts[3]}"
    about = subject(title)
    return f"{name} {about}" if about else name


def subject(title: str) -> str:
    """What an act is about, by its title: "om barnehager"; empty where the title does not say so.

    Example:
        >>> subject("Lov om barnehager (barnehageloven)"), subject("Norske Lov")
        ('om barnehager', '')
    """
    match = _TITLE.match(title)
    return _BRACKETS.sub("", title[match.end() :]) if match else ""
