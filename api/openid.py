"""The identity provider: OpenID Connect Core 1.0, authorization code flow with PKCE (RFC 7636).

joserfc checks the signatures and httpx carries the messages; the messages themselves are four.
A larger client (Authlib's) would follow whatever addresses the provider's description names and
keep its own state; here no host but the issuer's is ever contacted, no redirect is followed, and
every answer is bounded in size and time.
"""

import logging
import ssl
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, RSAKey
from pydantic import BaseModel, ValidationError

from api.clock import now
from api.errors import LoginProofError, ProviderError
from api.settings import OpenId

SCOPES = "openid profile email"
_ALGORITHMS = [kind + size for kind in ("RS", "PS", "ES") for size in ("256", "384", "512")]
_SKEW = 60  # seconds that the provider's clock may differ from ours
_PATIENCE = 5.0  # seconds for each answer
_LARGEST = 1 << 20
_FRESH = 3600.0  # seconds that the provider's description is kept
_PAUSE = 30.0  # seconds between looks for new keys
_LOG = logging.getLogger(__name__)
Key = RSAKey | ECKey


class _Description(BaseModel):
    """What we use of the provider's description of itself (OpenID Connect Discovery 1.0)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    end_session_endpoint: str = ""
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]
    authorization_response_iss_parameter_supported: bool = False


class _Tokens(BaseModel):
    """What a code is exchanged for."""

    id_token: str
    access_token: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """Whom the provider vouches for: checked claims, and the token they came in."""

    claims: Mapping[str, Any]
    id_token: str


class Provider:
    """The provider, its description and its keys; may be used by several threads."""

    def __init__(self, settings: OpenId) -> None:
        self._settings = settings
        # The system's certificates, and no proxy from the environment.
        self._client = httpx.Client(
            timeout=_PATIENCE, follow_redirects=False, trust_env=False,
            verify=ssl.create_default_context(),
        )  # fmt: skip
        self._lock = Lock()
        self._described: tuple[float, _Description] | None = None
        self._keys: tuple[float, list[Key]] | None = None

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def login_address(self, back: str, state: str, nonce: str, challenge: str) -> str:
        """Where the browser goes to log in; it comes back to `back`.

        Raises:
            ProviderError: The provider does not describe itself.
        """
        told = {
            "response_type": "code",
            "client_id": self._settings.client,
            "redirect_uri": back,
            "scope": SCOPES,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return _with_query(self._description().authorization_endpoint, told)

    def logout_address(self, back: str, id_token: str) -> str:
        """Where the browser goes to log out there too (OpenID Connect RP-Initiated Logout 1.0).

        Empty where the provider has no such place, or does not answer.
        """
        try:
            address = self._description().end_session_endpoint
        except ProviderError:
            return ""
        told = {"client_id": self._settings.client, "post_logout_redirect_uri": back}
        if id_token:
            told["id_token_hint"] = id_token
        return _with_query(address, told) if address else ""

    def redeem(self, code: str, verifier: str, back: str, nonce: str, issuer: str) -> Proof:
        """Exchange a code for claims about who logged in.

        Args:
            code: What the browser brought back.
            verifier: The secret that the login began with (PKCE).
            back: Where the browser came back to.
            nonce: What the token must repeat.
            issuer: Who the answer says it is from (RFC 9207); empty where it does not.

        Raises:
            ProviderError: The provider does not answer as it should.
            LoginProofError: What it vouches with does not hold.
        """
        described = self._description()
        if issuer != described.issuer and (
            issuer or described.authorization_response_iss_parameter_supported
        ):
            raise _refusal("the answer is from another issuer")
        told = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
            "client_id": self._settings.client,
        }
        headers, more = self._credentials(described.token_endpoint_auth_methods_supported)
        answer = self._ask("POST", described.token_endpoint, headers, {**told, **more})
        try:
            tokens = _Tokens.model_validate(answer)
        except ValidationError as error:
            raise _refusal("no ID token was given") from error
        claims = self._checked(tokens.id_token, nonce)
        return Proof({**self._more(described, tokens, claims), **claims}, tokens.id_token)

    def _description(self) -> _Description:
        """The provider's description, read anew each hour."""
        with self._lock:
            if self._described and time.monotonic() - self._described[0] < _FRESH:
                return self._described[1]
        issuer = self._settings.issuer
        address = issuer.rstrip("/") + "/.well-known/openid-configuration"
        try:
            found = _Description.model_validate(self._ask("GET", address))
        except ValidationError as error:
            raise _trouble("the description lacks something") from error
        if found.issuer != issuer:
            raise _trouble("the description is of another issuer")
        if not (_same_host(found.token_endpoint, issuer) and _same_host(found.jwks_uri, issuer)):
            raise _trouble("the description points to another host")
        for address in filter(None, (found.authorization_endpoint, found.end_session_endpoint)):
            if not (address.startswith("https://") or _same_host(address, issuer)):
                raise _trouble("the description points to an address without HTTPS")
        with self._lock:
            self._described = (time.monotonic(), found)
        return found

    def _credentials(self, ways: list[str]) -> tuple[dict[str, str], dict[str, str]]:
        """What shows who we are (RFC 6749, section 2.3.1): a header, or more of the form."""
        secret = self._settings.secret
        if not secret:
            return {}, {}
        if "client_secret_basic" not in ways and "client_secret_post" in ways:
            return {}, {"client_secret": secret}
        told = f"{quote(self._settings.client, safe='')}:{quote(secret, safe='')}"
        return {"authorization": f"Basic {b64encode(told.encode()).decode()}"}, {}

    def _checked(self, token: str, nonce: str) -> dict[str, Any]:
        """The claims of an ID token that holds (OpenID Connect Core 1.0, section 3.1.3.7)."""
        client = self._settings.client
        must = jwt.JWTClaimsRegistry(
            now=lambda: int(now().timestamp()),
            leeway=_SKEW,
            iss={"essential": True, "value": self._settings.issuer},
            aud={"essential": True, "value": client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = dict(jwt.decode(token, self._key, algorithms=_ALGORITHMS).claims)
            must.validate(claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise _refusal(type(error).__name__) from error
        if claims["nonce"] != nonce:
            raise _refusal("the nonce is another")
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else client) != client:
            raise _refusal("the token was issued to another client")
        return claims

    def _key(self, token: Any) -> Key:
        """The provider's key that a token names; looked for anew where it is not known."""
        name = token.headers().get("kid")
        for fresh in (False, True):
            found = [key for key in self._all_keys(fresh=fresh) if name in (None, key.kid)]
            if len(found) == 1 or (found and name is not None):
                return found[0]
        raise _refusal("the token names no key of the provider's")

    def _all_keys(self, *, fresh: bool) -> list[Key]:
        with self._lock:
            kept = self._keys
        if kept and (not fresh or time.monotonic() - kept[0] < _PAUSE):
            return kept[1]
        told = self._ask("GET", self._description().jwks_uri).get("keys")
        found = [key for each in told if (key := _public_key(each))] if told else []
        with self._lock:
            self._keys = (time.monotonic(), found)
        return found

    def _more(
        self, described: _Description, tokens: _Tokens, claims: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What else the provider tells of the user, where the token does not tell it."""
        address = described.userinfo_endpoint
        enough = "email" in claims and "name" in claims and self._settings.claim is None
        if enough or not tokens.access_token or not _same_host(address, self._settings.issuer):
            return {}
        told = self._ask("GET", address, {"authorization": f"Bearer {tokens.access_token}"})
        if told.get("sub") != claims["sub"]:
            raise _refusal("the provider tells of another user")
        return told

    def _ask(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """A JSON object from the provider.

        Raises:
            ProviderError: None came in time, or it was too large or something else.
            LoginProofError: The provider refused what we asked.
        """
        until = time.monotonic() + _PATIENCE
        body = bytearray()
        wanted = {"accept": "application/json", **(headers or {})}
        try:
            with self._client.stream(method, address, headers=wanted, data=form) as answer:
                for part in answer.iter_bytes():
                    body += part
                    if len(body) > _LARGEST or time.monotonic() > until:
                        raise _trouble("the answer is too large or too slow")
                if answer.status_code in (400, 401, 403):
                    raise _refusal(f"the provider refused with {answer.status_code}")
                answer.raise_for_status()
            found = httpx.Response(200, content=bytes(body)).json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise _trouble(type(error).__name__) from error
        if not isinstance(found, dict):
            raise _trouble("the answer is no object")
        return found


def _public_key(told: Any) -> Key | None:
    """A key that may verify signatures; None for what else stands among the keys."""
    if not isinstance(told, dict) or told.get("use", "sig") != "sig":
        return None
    try:
        key = JWKRegistry.import_key(told)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return key if isinstance(key, RSAKey | ECKey) else None


def _same_host(address: str, issuer: str) -> bool:
    told, wanted = urlsplit(address), urlsplit(issuer)
    return (told.scheme, told.netloc) == (wanted.scheme, wanted.netloc)


def _with_query(address: str, told: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(told)}"


def _trouble(why: str) -> ProviderError:
    """The provider fails: what it was goes into the log, never what it sent."""
    _LOG.warning("identity provider: %s", why)
    return ProviderError(detail=why)


def _refusal(why: str) -> LoginProofError:
    _LOG.warning("login refused: %s", why)
    return LoginProofError(detail=why)
