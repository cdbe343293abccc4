"""Start the service: cases in a browser, over the same verbs."""

import os
import secrets
import socket
from argparse import Namespace
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from regelverk.cli.commands import FAILED, OK, data_folder
from regelverk.cli.output import say
from regelverk.errors import OutputError
from regelverk.rules.texts import text

_APPLICATION = "api.app:from_env"
_PATIENCE = 10
_OTHER_WAYS_IN = ("REGELVERK_TOKEN_FILE", "REGELVERK_OIDC_ISSUER")
"""With one of these the address is printed without a token: it is kept elsewhere."""

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class _Server(uvicorn.Server):
    """Says where it can be reached as soon as it can be."""

    def __init__(self, config: uvicorn.Config, welcome: str) -> None:
        super().__init__(config)
        self._welcome = welcome

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """See `uvicorn.Server`."""
        await super().startup(sockets)
        if self.started:
            say(self._welcome)


def serve(options: Namespace) -> int:
    """Serve until told to stop; what is under way is taken up again at the next start.

    Raises:
        OutputError: The port is taken, or the host is not ours.
    """
    given = os.environ
    token = given.get("REGELVERK_TOKEN", "")
    if not token and not any(given.get(each) for each in _OTHER_WAYS_IN):
        token = secrets.token_urlsafe(24)
    listening = _listen(options.host, options.port)
    host, port = _named(options.host), listening.getsockname()[1]
    hosts = given.get("REGELVERK_HOSTS") or ",".join(dict.fromkeys((*_LOOPBACK, host)))
    told = {
        "REGELVERK_TOKEN": token,
        "REGELVERK_HOSTS": hosts,
        "REGELVERK_DATA": str(Path(options.data) if options.data else data_folder() / "tjeneste"),
    }
    if options.database:
        told["REGELVERK_DATABASE"] = options.database
    given.update(told)
    config = uvicorn.Config(
        _APPLICATION, factory=True, log_config=None, access_log=False, server_header=False,
        proxy_headers=False,  # whom a request comes from is told by REGELVERK_PROXIES alone
        timeout_graceful_shutdown=_PATIENCE,
    )  # fmt: skip
    address = f"http://{host}:{port}"
    if token:
        address = f"{address}/start?{urlencode({'token': token})}"
    server = _Server(config, text("serve_address", options.language, address=address))
    server.run(sockets=[listening])
    return OK if server.started else FAILED


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=_family(host), backlog=128)
    except (OSError, OverflowError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise OutputError(
            target=f"{host}:{port}", detail=f"adressen er opptatt ({detail})"
        ) from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _named(host: str) -> str:
    """The host as it stands in an address."""
    if host in ("0.0.0.0", "::"):
        return "localhost"
    return f"[{host}]" if ":" in host else host
