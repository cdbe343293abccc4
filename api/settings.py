"""What the service is told by its environment, checked when it starts."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from api.errors import SettingsError

MIB = 1024 * 1024
PREFIX = "REGELVERK_"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_SCHEMES = ("sqlite", "postgresql")
_ELSEWHERE = ("SHARED", "DASK")
"""Variables that the commands and the tests ask for."""


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
        results: The most memory that opened results may take, in MiB.
        pages: The most memory that pages may take until something changes, in MiB.
        keep: For how many days an analysis that nobody asks for is kept.
        metrics: What whoever reads the metrics from another machine must carry; empty for nobody.
        json_logs: Whether the log is one JSON object a line.
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
    results: int = 256
    pages: int = 64
    keep: int = 30
    metrics: str = ""
    json_logs: bool = False

    @property
    def url(self) -> str:
        """The database's address as SQLAlchemy wants it, with the driver we use."""
        if not self.database:
            return f"sqlite:///{self.data / 'regelverk.sqlite'}"
        return self.database.replace("postgresql://", "postgresql+psycopg://", 1)


class _Variables:
    """The variables of an environment that begin with our prefix; knows which were asked for."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = {
            name.removeprefix(PREFIX): value.strip()
            for name, value in given.items()
            if name.startswith(PREFIX)
        }
        self._known = set(_ELSEWHERE)

    def text(self, name: str, usual: str = "") -> str:
        """A value as it stands, or the usual one where there is none."""
        self._known.add(name)
        return self._given.get(name, "") or usual

    def number(self, name: str, usual: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self.text(name, str(usual))
        if not value.isdecimal() or not least <= int(value) <= most:
            raise SettingsError(
                name=f"{PREFIX}{name}",
                detail=f"«{value}» må være et helt tall fra {least} til {most}",
            )
        return int(value)

    def yes(self, name: str) -> bool:
        """Yes or no; no where nothing is said."""
        value = self.text(name, "nei").lower()
        if value not in ("ja", "nei", "1", "0", "true", "false"):
            raise SettingsError(name=f"{PREFIX}{name}", detail=f"«{value}» må være ja eller nei")
        return value in ("ja", "1", "true")

    def refuse_unknown(self) -> None:
        """Refuse a variable that nothing asked for: it is a slip of the pen."""
        for name in sorted(self._given.keys() - self._known):
            near = get_close_matches(name, self._known, 1)
            hint = f"; mente du {PREFIX}{near[0]}?" if near else ""
            raise SettingsError(name=f"{PREFIX}{name}", detail=f"den finnes ikke{hint}")


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings, and refuse to start on any that is wrong or unknown.

    Args:
        environment: The variables; the process's own where none are given.

    Raises:
        SettingsError: A value cannot be right; the message names the variable.

    Example:
        >>> from_environment({"REGELVERK_DATA": "sak", "REGELVERK_WORKERS": "4"}).workers
        4
    """
    given = _Variables(os.environ if environment is None else environment)
    database = given.text("DATABASE")
    if database and database.partition(":")[0].partition("+")[0] not in _SCHEMES:
        raise SettingsError(
            name=f"{PREFIX}DATABASE",
            detail="adressen må begynne med sqlite:// eller postgresql://",
        )
    settings = Settings(
        data=Path(given.text("DATA", "regelverk-data")).absolute(),
        database=database,
        token=given.text("TOKEN") or secrets.token_urlsafe(24),
        hosts=tuple(filter(None, map(str.strip, given.text("HOSTS").split(",")))) or LOOPBACK,
        workers=given.number("WORKERS", 2, 0, 64),
        seconds=given.number("SECONDS", 120, 1, 3600),
        memory=given.number("MEMORY", 3072, 256, 65536),
        file=given.number("FILE_LIMIT", 64, 1, 64),
        request=given.number("REQUEST_LIMIT", 512, 1, 8192),
        secure=given.yes("SECURE"),
        results=given.number("RESULTS", 256, 0, 65536),
        pages=given.number("PAGES", 64, 0, 65536),
        keep=given.number("KEEP", 30, 1, 3650),
        metrics=given.text("METRICS_TOKEN"),
        json_logs=given.yes("JSON_LOGS"),
    )
    given.refuse_unknown()
    return settings
