"""An identity provider on loopback that keeps to the standard, or breaks it as it is told.

It is a real HTTP server with keys of its own. It checks what it is sent (PKCE, the client's secret,
the address to come back to), so that a login that leaves something out fails.
"""

import hmac
import json
import socket
import subprocess
import sys
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT, SECRET = "regelverk", "hemmelig/æ:1"
_KEY = RSAKey.generate_key(2048, {"kid": "en", "use": "sig"})
_HIDDEN = RSAKey.generate_key(2048, {"kid": "skjult", "use": "enc"})
Claims = dict[str, Any]


@dataclass
class Crooked:
    """What the provider is told to do wrong; nothing where nothing is said.

    Attributes:
        claims: Changes the claims of the ID token.
        sign: Makes the token of the claims, instead of signing with the provider's own key.
        describe: Changes the provider's description of itself.
        answer: What the token endpoint answers instead: a status and a body.
        userinfo: Changes what the provider tells of the user.
    """

    claims: Callable[[Claims], Claims] = lambda told: told
    sign: Callable[[Claims], str] | None = None
    describe: Callable[[Claims], Claims] = lambda told: told
    answer: tuple[int, bytes] | None = None
    userinfo: Callable[[Claims], Claims] = lambda told: told


@dataclass
class Provider:
    """The running provider: who logs in at it, and what it was asked."""

    address: str
    user: Claims = field(
        default_factory=lambda: {
            "sub": "kari", "name": "Kari Nordmann", "email": "Kari@Example.no",
            "email_verified": True,
        }
    )  # fmt: skip
    crooked: Crooked = field(default_factory=Crooked)
    key: RSAKey | ECKey = field(default_factory=lambda: _KEY)
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def description(self) -> Claims:
        told = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/inn?fra=regelverk",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "userinfo_endpoint": f"{self.address}/user",
            "end_session_endpoint": f"{self.address}/ut",
        }
        return self.crooked.describe(told)

    def authorize(self, asked: dict[str, str]) -> str:
        """The user says yes at once; gives where the browser goes back to."""
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = token_urlsafe(8)
        self.codes[code] = asked
        told = {"code": code, "state": asked["state"], "iss": self.address}
        return f"{asked['redirect_uri']}?{urlencode(told)}"

    def token(self, authorization: str, form: dict[str, str]) -> Claims | None:
        """What a code is exchanged for; nothing where the client did not do as it should."""
        begun = self.codes.pop(form.get("code", ""), None)
        told = b64decode(authorization.removeprefix("Basic ")).decode()
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        if (
            begun is None
            or told != f"{CLIENT}:hemmelig%2F%C3%A6%3A1"
            or form.get("redirect_uri") != begun["redirect_uri"]
            or _plain(digest) != begun["code_challenge"]
        ):
            return None
        now = int(time.time())
        claims = {
            "iss": self.address, "aud": CLIENT, "sub": self.user["sub"], "iat": now,
            "exp": now + 300, "nonce": begun["nonce"],
        }  # fmt: skip
        claims = self.crooked.claims(claims)
        sign = self.crooked.sign or self.sign
        return {"id_token": sign(claims), "access_token": "x", "token_type": "Bearer"}

    def sign(self, claims: Claims) -> str:
        algorithm = "RS256" if isinstance(self.key, RSAKey) else "ES256"
        return jwt.encode({"alg": algorithm, "kid": self.key.kid}, claims, self.key)

    def keys(self) -> Claims:
        odd = {"kty": "ukjent", "kid": "to"}
        return {"keys": [odd, _HIDDEN.as_dict(private=False), self.key.as_dict(private=False)]}


def unsigned(claims: Claims) -> str:
    """A token with the algorithm `none`."""
    return _packed({"alg": "none", "typ": "JWT"}, claims) + "."


def signed_with_a_secret(key: RSAKey) -> Callable[[Claims], str]:
    """Tokens whose HMAC secret is the provider's public key, which everyone knows."""
    secret = key.as_pem(private=False)

    def sign(claims: Claims) -> str:
        told = _packed({"alg": "HS256", "typ": "JWT", "kid": key.kid}, claims)
        return f"{told}.{_plain(hmac.digest(secret, told.encode(), 'sha256'))}"

    return sign


def _packed(*parts: Claims) -> str:
    return ".".join(_plain(json.dumps(each).encode()) for each in parts)


def _plain(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


@contextmanager
def providing() -> Iterator[Provider]:
    """Run the provider on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    server.provider = provider  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def provider(self) -> Provider:
        found = self.server.provider  # type: ignore[attr-defined]
        assert isinstance(found, Provider)
        return found

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        self.provider.asked.append(path)
        if path == "/inn":
            asked = {name: values[0] for name, values in parse_qs(query).items()}
            self._send(302, b"", {"location": self.provider.authorize(asked)})
        elif path == "/.well-known/openid-configuration":
            self._json(self.provider.description())
        elif path == "/keys":
            self._json(self.provider.keys())
        elif path == "/user":
            self._json(self.provider.crooked.userinfo(dict(self.provider.user)))
        else:
            self._send(404, b"")

    def do_POST(self) -> None:
        self.provider.asked.append(urlsplit(self.path).path)
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if self.provider.crooked.answer is not None:
            self._send(*self.provider.crooked.answer)
            return
        told = self.provider.token(self.headers.get("authorization", ""), form)
        if told is None:
            self._send(400, b'{"error": "invalid_grant"}')
        else:
            self._json(told)

    def _json(self, told: Claims) -> None:
        self._send(200, json.dumps(told).encode(), {"content-type": "application/json"})

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**(headers or {}), "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def independent_provider() -> Iterator[str]:
    """Run a provider that others wrote, as a process of its own; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        try:
            until = time.monotonic() + 60
            while not _answers(f"{address}/.well-known/openid-configuration"):
                assert time.monotonic() < until, "the provider did not start"
                time.sleep(0.1)
            yield address
        finally:
            process.terminate()


def _answers(address: str) -> bool:
    try:
        return httpx.get(address).is_success
    except httpx.HTTPError:
        return False
