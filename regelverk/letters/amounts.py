"""Amounts of money as letters write them, in kroner."""

import re
from collections.abc import Iterator

from regelverk.letters.terms import expanded, graded

_NUMBER = r"\d{1,3}(?:[ .]\d{3})+|\d+(?:,\d+)?"
_KRONER = r"(?:kron[ea](?:r|ne)|kr\b|NOK)"
_MONEY = expanded(rf"(?P<number>{_NUMBER}) ?(?P<unit><beløpsenhet>)? ?{_KRONER}")


def amounts(text: str) -> tuple[int, ...]:
    """The amounts in a text, in kroner.

    Example:
        >>> amounts("Det er satt av 4,5 mill. kroner, herav 250 000 kroner til drift.")
        (4500000, 250000)
    """
    return tuple(kroner for kroner, *_ in money(text))


def money(text: str) -> Iterator[tuple[int, int, int]]:
    """The amounts in a text, in kroner, each with where its words begin and end."""
    for match in _MONEY.finditer(text):
        times = int(graded("beløpsenhet", match["unit"] or "") or 1)
        plain = re.sub(r"[ .](?=\d{3})", "", match["number"]).replace(",", ".")
        yield round(float(plain) * times), *match.span()


def thousands(cell: str) -> int | None:
    """A whole number that fills a cell of a table; None where the cell holds anything else.

    Example:
        >>> thousands("1 312 250"), thousands("Sum")
        (1312250, None)
    """
    plain = cell.strip().replace("\u2212", "-")
    if not re.fullmatch(r"-?\d{1,3}(?:[ .]\d{3})*|-?\d+", plain):
        return None
    return int(re.sub(r"[ .]", "", plain))


def shown(kroner: int) -> str:
    """An amount as a reader writes it.

    Example:
        >>> shown(4500000), shown(250000)
        ('4,5 mill. kroner', '250 000 kroner')
    """
    if kroner >= 1_000_000 and kroner % 10_000 == 0:
        return f"{kroner / 1_000_000:g}".replace(".", ",") + " mill. kroner"
    return f"{kroner:,} kroner".replace(",", " ")
