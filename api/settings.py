"""What the service is told by its environment, checked when it starts."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from api.errors import SettingsError

MIB = 1024 * 1024
PREFIX = "REGELVERK_"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_SCHEMES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the service is set up.

    Attributes:
        data: The folder that holds the uploaded files, and the database where that is SQLite.
        database: An address of a database; empty for SQLite in `data`.
        token: What the printed address carries; whoever has it may open the service.
        hosts: The host names that requests may ask for (a guard against DNS rebinding).
        workers: Documents analysed at the same time; 0 for none in this process.
        seconds: The longest an analysis may take.
        memory: The most memory an analysis may take, in MiB.
        file: The largest document, in MiB.
        request: The largest request, in MiB.
        secure: Whether cookies are for HTTPS only; off on loopback, where there is none.
    """

    data: Path
    database: str = ""
    token: str = ""
    hosts: tuple[str, ...] = LOOPBACK
    workers: int = 2
    seconds: int = 120
    memory: int = 3072
    file: int = 64
    request: int = 512
    secure: bool = False

    @property
    def url(self) -> str:
        """The database's address as SQLAlchemy wants it, with the driver we use."""
        if not self.database:
            return f"sqlite:///{self.data / 'regelverk.sqlite'}"
        return self.database.replace("postgresql://", "postgresql+psycopg://", 1)


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings, and refuse to start on any that is wrong.

    Args:
        environment: The variables; the process's own where none are given.

    Raises:
        SettingsError: A value cannot be right; the message names the variable.

    Example:
        >>> from_environment({"REGELVERK_DATA": "sak", "REGELVERK_WORKERS": "4"}).workers
        4
    """
    given = os.environ if environment is None else environment
    database = given.get(f"{PREFIX}DATABASE", "")
    if database and database.partition(":")[0].partition("+")[0] not in _SCHEMES:
        raise SettingsError(
            name=f"{PREFIX}DATABASE",
            detail="adressen må begynne med sqlite:// eller postgresql://",
        )
    hosts = given.get(f"{PREFIX}HOSTS", "")
    return Settings(
        data=Path(given.get(f"{PREFIX}DATA", "regelverk-data")).absolute(),
        database=database,
        token=given.get(f"{PREFIX}TOKEN", "") or secrets.token_urlsafe(24),
        hosts=tuple(filter(None, map(str.strip, hosts.split(",")))) or LOOPBACK,
        workers=_number(given, "WORKERS", 2, 0, 64),
        seconds=_number(given, "SECONDS", 120, 1, 3600),
        memory=_number(given, "MEMORY", 3072, 256, 65536),
        file=_number(given, "FILE_LIMIT", 64, 1, 64),
        request=_number(given, "REQUEST_LIMIT", 512, 1, 8192),
        secure=_yes(given, "SECURE"),
    )


def _number(given: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    value = given.get(f"{PREFIX}{name}", "").strip()
    if not value:
        return usual
    if not value.isdecimal() or not least <= int(value) <= most:
        raise SettingsError(
            name=f"{PREFIX}{name}",
            detail=f"«{value}» må være et helt tall fra {least} til {most}",
        )
    return int(value)


def _yes(given: Mapping[str, str], name: str) -> bool:
    value = given.get(f"{PREFIX}{name}", "").strip().lower()
    if value not in ("", "ja", "nei", "1", "0", "true", "false"):
        raise SettingsError(name=f"{PREFIX}{name}", detail=f"«{value}» må være ja eller nei")
    return value in ("ja", "1", "true")
