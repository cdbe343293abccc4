"""The catalogue of sector acts: facts about the acts that govern services for children."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from regelverk.errors import MissingFileError, RuleError

_PLACES = (Path(__file__).resolve().parents[2], Path(__file__).resolve().parents[1])
CORPORA = next(
    (each for each in (place / "corpora" for place in _PLACES) if each.is_dir()), _PLACES[0]
)
"""The folder of the catalogue and the examples: beside the package in a checkout, in it
otherwise.
"""


@dataclass(frozen=True, slots=True)
class SectorAct:
    """One act of the catalogue.

    Attributes:
        reference: `lov/2005-06-17-64`.
        title: The full title.
        short_title: The short title.
        ministry: The ministry's key, such as `KD`.
        sector: The sector's key.
        services: Keys of the services that the act governs.
        language: `nb` or `nn`.
        in_force: Whether the act is in force.
        replaced_by: Reference of the act that replaced it, or an empty string.
    """

    reference: str
    title: str
    short_title: str
    ministry: str
    sector: str
    services: tuple[str, ...]
    language: str
    in_force: bool
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All acts of the catalogue, and the names behind its keys.

    Attributes:
        acts: The acts, in the catalogue's order.
        ministries: Key → the ministry's full name.
        sectors: Key → label.
        harmonised: References of the acts that Parliament changed together in 2021, as they are
            called today.
    """

    acts: tuple[SectorAct, ...]
    ministries: dict[str, str]
    sectors: dict[str, str]
    harmonised: tuple[str, ...]


@cache
def catalogue(path: Path = CORPORA / "catalogue.toml") -> Catalogue:
    """The catalogue of sector acts.

    Raises:
        MissingFileError: The file is not there.
        RuleError: It is not what a catalogue looks like.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return Catalogue(
            acts=tuple(_act(table) for table in tables["act"]),
            ministries=tables["ministry"],
            sectors=tables["sector"],
            harmonised=tuple(tables["harmonisation_2021"]["acts"]),
        )
    except OSError as error:
        raise MissingFileError(source=str(path)) from error
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise RuleError(source=path.name, detail=str(error)) from error


def _act(table: dict[str, Any]) -> SectorAct:
    return SectorAct(
        reference=table["reference"],
        title=table["title"],
        short_title=table["short_title"],
        ministry=table["ministry"],
        sector=table["sector"],
        services=tuple(table["services"]),
        language=table["language"],
        in_force=table["in_force"],
        replaced_by=table.get("replaced_by", ""),
    )
