"""What the service is told by its environment, checked when it starts."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from api.errors import SettingsError

MIB = 1024 * 1024
PREFIX = "REGELVERK_"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_SCHEMES = ("sqlite", "postgresql")
_ELSEWHERE = ("SHARED", "DASK")
"""Variables that the commands and the tests ask for."""

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class OpenId:
    """The identity provider that users log in at (OpenID Connect).

    Attributes:
        issuer: Its address, as it stands in the tokens it issues. No other host is contacted.
        client: What the provider calls us.
        secret: What we show the provider; empty for a public client, which PKCE alone protects.
        domains: The e-mail domains that may log in; empty for all whom the provider lets in.
        claim: A claim that users must have, and its value; None for no such demand.
        trusted: Whether to believe e-mail addresses that the provider does not say it has verified.
    """

    issuer: str
    client: str
    secret: str = field(default="", repr=False)
    domains: tuple[str, ...] = ()
    claim: tuple[str, str] | None = None
    trusted: bool = False


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
        openid: Where users log in; None where the start token is the only way in.
        proxies: The networks whose word is taken for whom a request comes from.
        rate: The most requests of one session or API token in a minute; 0 for no limit.
        uploads: The most documents of one user in an hour, and the most other analyses; 0 for no
            limit.
        results: The most memory that opened results may take, in MiB.
        pages: The most memory that pages may take until something changes, in MiB.
        keep: For how many days an analysis that nobody asks for is kept.
        metrics: What whoever reads the metrics from another machine must carry; empty for nobody.
        json_logs: Whether the log is one JSON object a line.
    """

    data: Path
    database: str = ""
    token: str = field(default="", repr=False)
    hosts: tuple[str, ...] = LOOPBACK
    workers: int = 2
    seconds: int = 120
    memory: int = 3072
    file: int = 64
    request: int = 512
    secure: bool = False
    openid: OpenId | None = None
    proxies: tuple[Network, ...] = ()
    rate: int = 1200
    uploads: int = 3000
    results: int = 256
    pages: int = 64
    keep: int = 30
    metrics: str = field(default="", repr=False)
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

    def secret(self, name: str) -> str:
        """A value that may also lie in a file, named by the variable with `_FILE` after it.

        Raises:
            SettingsError: The file cannot be read.
        """
        path = self.text(f"{name}_FILE")
        if not path or self.text(name):
            return self.text(name)
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeError) as error:
            raise SettingsError(
                name=f"{PREFIX}{name}_FILE", detail="filen kan ikke leses"
            ) from error

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

    def names(self, name: str) -> tuple[str, ...]:
        """Values with commas between."""
        return tuple(filter(None, map(str.strip, self.text(name).split(","))))

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
    if database:
        _check_database(database)
    openid = _openid(given)
    settings = Settings(
        data=Path(given.text("DATA", "regelverk-data")).absolute(),
        database=_with_password(database, given.secret("DATABASE_PASSWORD")),
        token=given.secret("TOKEN") or ("" if openid else secrets.token_urlsafe(24)),
        hosts=given.names("HOSTS") or LOOPBACK,
        workers=given.number("WORKERS", 2, 0, 64),
        seconds=given.number("SECONDS", 120, 1, 3600),
        memory=given.number("MEMORY", 3072, 256, 65536),
        file=given.number("FILE_LIMIT", 64, 1, 64),
        request=given.number("REQUEST_LIMIT", 512, 1, 8192),
        secure=given.yes("SECURE"),
        openid=openid,
        proxies=tuple(map(_network, given.names("PROXIES"))),
        rate=given.number("RATE", 1200, 0, 1_000_000),
        uploads=given.number("UPLOADS", 3000, 0, 1_000_000),
        results=given.number("RESULTS", 256, 0, 65536),
        pages=given.number("PAGES", 64, 0, 65536),
        keep=given.number("KEEP", 30, 1, 3650),
        metrics=given.secret("METRICS_TOKEN"),
        json_logs=given.yes("JSON_LOGS"),
    )
    given.refuse_unknown()
    if openid and not settings.secure and set(settings.hosts) - set(LOOPBACK):
        raise SettingsError(
            name=f"{PREFIX}SECURE", detail="innlogging over nettet krever HTTPS, så den må være ja"
        )
    return settings


def _check_database(address: str) -> None:
    try:
        known = make_url(address).get_backend_name() in _SCHEMES
    except ArgumentError:
        known = False
    if not known:
        raise SettingsError(
            name=f"{PREFIX}DATABASE",
            detail="adressen må begynne med sqlite:// eller postgresql://",
        )


def _with_password(database: str, password: str) -> str:
    """The database's address with the password in it."""
    if not password:
        return database
    return make_url(database).set(password=password).render_as_string(hide_password=False)


def _openid(given: _Variables) -> OpenId | None:
    """The identity provider, where one is named.

    Raises:
        SettingsError: Its address is not one of HTTPS (or loopback), or what belongs to it is
            missing or stands alone.
    """
    issuer, client = given.text("OIDC_ISSUER"), given.text("OIDC_CLIENT_ID")
    claim, equals, value = given.text("OIDC_CLAIM").partition("=")
    found = OpenId(
        issuer=issuer,
        client=client,
        secret=given.secret("OIDC_CLIENT_SECRET"),
        domains=tuple(each.lower().lstrip("@") for each in given.names("OIDC_DOMAINS")),
        claim=(claim, value) if claim else None,
        trusted=given.yes("OIDC_TRUST_EMAIL"),
    )
    if not issuer:
        if found != OpenId("", ""):
            raise SettingsError(
                name=f"{PREFIX}OIDC_ISSUER", detail="mangler, men andre OIDC er satt"
            )
        return None
    if not _is_issuer(issuer):
        raise SettingsError(
            name=f"{PREFIX}OIDC_ISSUER", detail=f"«{issuer}» må være en adresse med https://"
        )
    if not client:
        raise SettingsError(name=f"{PREFIX}OIDC_CLIENT_ID", detail="mangler")
    if claim and not (equals and value):
        raise SettingsError(name=f"{PREFIX}OIDC_CLAIM", detail="skriv navn=verdi")
    return found


def _is_issuer(address: str) -> bool:
    """An address of HTTPS without more to it (OpenID Connect Discovery 1.0, section 3)."""
    told = urlsplit(address)
    local = told.hostname in ("127.0.0.1", "localhost", "::1")
    safe = told.scheme == "https" or (local and told.scheme == "http")
    return safe and bool(told.hostname) and not (told.query or told.fragment or "@" in told.netloc)


def _network(told: str) -> Network:
    try:
        return ip_network(told)
    except ValueError as error:
        raise SettingsError(
            name=f"{PREFIX}PROXIES", detail=f"«{told}» er ikke et nett som 10.0.0.0/8"
        ) from error
