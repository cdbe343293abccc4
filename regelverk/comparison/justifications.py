"""A user's reasons why an act differs, kept in a plain file.

The file is TOML, so that it can be read, kept under version control and written by hand::

    [[begrunnelser]]
    lov = "lov/1999-07-02-61"
    element = "pliktsubjekt"
    begrunnelse = "Det regionale helseforetaket har «sørge for»-ansvaret."
    av = "Kari Nordmann"
    dato = 2027-01-15

`lov` is an identifier or a short title; `element` a name in `rules/elements.toml`. A reason moves
the act's cell out of the deviations; it is shown with its author and date.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from regelverk.citations.acts import known_acts
from regelverk.comparison.elements import elements
from regelverk.comparison.types import Cell, Difference, Justification
from regelverk.errors import AddressError, JustificationError
from regelverk.model.address import Address

_TABLE: Final = "begrunnelser"
_KEYS: Final = ("lov", "element", "begrunnelse", "av", "dato")

Cells = Mapping[tuple[str, str], Cell]


def parse_justifications(text: str, source: str) -> tuple[Justification, ...]:
    """The reasons in a file's text.

    Args:
        text: The file's text.
        source: What the file is called, for errors.

    Raises:
        JustificationError: It cannot be used; the error says where and why.

    Example:
        >>> reasons = '''[[begrunnelser]]
        ... lov = "barnehageloven"
        ... element = "plan"
        ... begrunnelse = "Planen lages av kommunen."
        ... av = "Kari Nordmann"
        ... dato = 2027-01-15
        ... '''
        >>> parse_justifications(reasons, "begrunnelser.toml")[0].act
        'lov/2005-06-17-64'
    """
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise JustificationError(source=source, detail=f"den er ikke gyldig TOML ({error})") from (
            error
        )
    entries = tables.pop(_TABLE, None)
    if tables or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise JustificationError(
            source=source, detail=f"ventet bare oppføringer under [[{_TABLE}]]"
        )
    found = tuple(_entry(each, number, source) for number, each in enumerate(entries, start=1))
    seen: set[tuple[str, str]] = set()
    for each in found:
        if (each.act, each.element) in seen:
            detail = f"{each.act} har to begrunnelser for «{each.element}»"
            raise JustificationError(source=source, detail=detail)
        seen.add((each.act, each.element))
    return found


def _entry(entry: dict[str, Any], number: int, source: str) -> Justification:
    def refuse(detail: str) -> JustificationError:
        return JustificationError(source=source, detail=f"begrunnelse nr. {number}: {detail}")

    if unknown := sorted(set(entry) - set(_KEYS)):
        raise refuse(f"ukjent felt {_listed(unknown)}; feltene er {_listed(_KEYS)}")
    if missing := [key for key in _KEYS if not str(entry.get(key, "")).strip()]:
        raise refuse(f"mangler {_listed(missing)}")
    act = _act(str(entry["lov"]).strip())
    if act is None:
        raise refuse(f"«{entry['lov']}» er ingen kjent lov; skriv for eksempel lov/2005-06-17-64")
    names = [each.name for each in elements()]
    if entry["element"] not in names:
        raise refuse(f"«{entry['element']}» er ikke et element; elementene er {_listed(names)}")
    day = _day(entry["dato"])
    if day is None:
        raise refuse(f"«{entry['dato']}» er ingen dato; skriv den slik: 2027-01-15")
    reason, author = (str(entry[key]).strip() for key in ("begrunnelse", "av"))
    return Justification(act, str(entry["element"]), reason, author, day)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)


def _act(name: str) -> str | None:
    """An act's identifier, given that or its short title."""
    if "/" in name:
        try:
            return Address.parse(name).document
        except AddressError:
            return None
    named = known_acts().named(name)
    return named.acts[0].identifier if named and len(named.acts) == 1 else None


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def justified(cells: Cells, reasons: Iterable[Justification]) -> dict[tuple[str, str], Cell]:
    """The cells, each with the reason that is given for it."""
    marked = dict(cells)
    for reason in reasons:
        key = reason.act, reason.element
        if key in marked:
            marked[key] = replace(marked[key], justification=reason)
    return marked


def used_and_unused(
    reasons: Iterable[Justification], differences: Iterable[Difference]
) -> tuple[tuple[Justification, ...], tuple[Justification, ...]]:
    """The reasons that moved a cell out of the deviations, and those that met none."""
    met = {cell.justification for each in differences for cell in each.justified}
    kept = tuple(reasons)
    return (
        tuple(reason for reason in kept if reason in met),
        tuple(reason for reason in kept if reason not in met),
    )
