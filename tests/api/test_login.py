"""Logging in at an identity provider: a real one as a process, and one that breaks every rule."""

import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import ECKey, RSAKey

from api.app import create_app
from api.settings import OpenId, from_environment
from regelverk import RegelverkError
from tests.api.conftest import Visit, settings
from tests.api.provider import (
    CLIENT,
    SECRET,
    Claims,
    Crooked,
    Provider,
    independent_provider,
    providing,
    signed_with_a_secret,
    unsigned,
)

_LOGIN = "/logg-inn"


@pytest.fixture
def provider() -> Iterator[Provider]:
    """An identity provider that does as it is told."""
    with providing() as running:
        yield running


@pytest.fixture
def client(tmp_path: Path, provider: Provider) -> Iterator[TestClient]:
    """A browser at a service that users log in to."""
    with _service(tmp_path, provider) as found:
        yield found


def _service(data: Path, provider: Provider, database: str = "", **changed: Any) -> TestClient:
    openid = OpenId(provider.address, CLIENT, SECRET, **changed)
    told = settings(data, openid=openid, token="", database=database, workers=0)
    return TestClient(create_app(told), follow_redirects=False)


def _go(client: TestClient, to: str = "/") -> str:
    """Begin a login and let the provider say yes; gives the address it leads back to."""
    begun = client.get(_LOGIN, params={"til": to})
    assert begun.status_code == 303, begun.text
    answer = httpx.get(begun.headers["location"])
    return urlsplit(answer.headers["location"])._replace(scheme="", netloc="").geturl()


def log_in(client: TestClient, to: str = "/") -> Any:
    """A whole login; gives the answer that ends it."""
    return client.get(_go(client, to))


def test_a_whole_login(client: TestClient, provider: Provider) -> None:
    """The user comes back to the page they wanted, by name, with a cookie that scripts can't use."""
    page = client.get("/konto")
    assert page.status_code == 401
    assert 'href="/logg-inn?til=/konto"' in page.text
    answer = log_in(client, "/konto")
    assert (answer.status_code, answer.headers["location"]) == (303, "/konto")
    cookies = answer.headers.get_list("set-cookie")
    session = next(each for each in cookies if each.startswith("regelverk=")).lower()
    assert "httponly" in session
    assert "samesite=lax" in session
    assert "Kari Nordmann" in client.get("/konto").text
    assert client.get("/api/v1/session").json()["user"] == "Kari Nordmann"
    assert set(provider.asked) == {
        "/.well-known/openid-configuration", "/inn", "/token", "/keys", "/user"
    }  # fmt: skip


def test_the_same_user_is_known_again_and_another_is_another(
    client: TestClient, provider: Provider
) -> None:
    """Cases belong to whom the provider calls the same, whatever else they are called."""
    log_in(client)
    case = Visit(client).case()
    client.cookies.clear()
    provider.user = {"sub": "ola", "name": "Kari Nordmann"}
    log_in(client)
    assert client.get(f"/saker/{case}").status_code == 404
    client.cookies.clear()
    provider.user = {"sub": "kari", "name": "Kari Gift"}
    log_in(client)
    assert client.get(f"/saker/{case}").status_code == 200


def test_a_login_replaces_the_session_that_was_there(client: TestClient) -> None:
    """No session is taken over: each login has a new cookie, and the old one opens nothing."""
    client.cookies.set("regelverk", "plantet")
    log_in(client)
    first = client.cookies.get("regelverk", domain="testserver.local")
    assert first
    assert first != "plantet"
    log_in(client)
    stranger = TestClient(client.app, cookies={"regelverk": first})
    assert stranger.get("/konto").status_code == 401
    assert client.get("/konto").status_code == 200


def _without(name: str) -> Callable[[Claims], Claims]:
    return lambda told: {key: value for key, value in told.items() if key != name}


_OTHER_KEY = RSAKey.generate_key(2048, {"kid": "en"})
_BAD_CLAIMS: dict[str, Callable[[Claims], Claims]] = {
    "another nonce": lambda told: {**told, "nonce": "en annen"},
    "a list of nonces": lambda told: {**told, "nonce": [told["nonce"], "x"]},
    "no nonce": _without("nonce"),
    "another audience": lambda told: {**told, "aud": "en annen"},
    "no audience": _without("aud"),
    "several audiences, issued to another": lambda told: {**told, "aud": [CLIENT, "b"], "azp": "b"},
    "several audiences, issued to nobody": lambda told: {**told, "aud": [CLIENT, "b"]},
    "another issuer": lambda told: {**told, "iss": "https://example.org"},
    "expired": lambda told: {**told, "exp": told["exp"] - 500},
    "no end": _without("exp"),
    "from the future": lambda told: {**told, "iat": told["iat"] + 200},
    "no user": _without("sub"),
    "a user that is no word": lambda told: {**told, "sub": 7},
    "an empty user": lambda told: {**told, "sub": ""},
    "an endless user": lambda told: {**told, "sub": "x" * 300},
}


def _claiming(change: Callable[[Claims], Claims], _: Provider) -> Crooked:
    return Crooked(claims=change)


_BAD: dict[str, Callable[[Provider], Crooked]] = {
    **{name: partial(_claiming, bad) for name, bad in _BAD_CLAIMS.items()},
    "unsigned": lambda _: Crooked(sign=unsigned),
    "forged": lambda p: Crooked(sign=replace(p, key=_OTHER_KEY).sign),
    "signed with the public key": lambda p: Crooked(sign=signed_with_a_secret(_rsa(p))),
    "changed after signing": lambda p: Crooked(sign=lambda told: _changed(p.sign(told))),
    "no token": lambda _: Crooked(sign=lambda _: "abc"),
    "an empty token": lambda _: Crooked(sign=lambda _: ""),
    "refused": lambda _: Crooked(answer=(400, b'{"error": "invalid_grant"}')),
    "another user's facts": lambda _: Crooked(userinfo=lambda told: {**told, "sub": "ola"}),
}


def _rsa(provider: Provider) -> RSAKey:
    assert isinstance(provider.key, RSAKey)
    return provider.key


def _changed(token: str) -> str:
    head, claims, signature = token.split(".")
    return f"{head}.{claims[:-2]}{'AA' if claims[-2:] != 'AA' else 'BB'}.{signature}"


@pytest.mark.parametrize("name", _BAD)
def test_what_does_not_hold_is_refused(name: str, client: TestClient, provider: Provider) -> None:
    """A token that is forged, expired, unsigned or for someone else opens nothing: a plain page."""
    provider.crooked = _BAD[name](provider)
    answer = log_in(client)
    assert answer.status_code == 400, answer.text
    assert "kunne ikke godtas" in answer.text
    assert client.get("/konto").status_code == 401


def _elsewhere(name: str) -> Callable[[Claims], Claims]:
    return lambda told: {**told, name: "http://127.0.0.2:1/x"}


_DOWN: dict[str, Crooked] = {
    "the description is of another issuer": Crooked(
        describe=lambda told: {**told, "issuer": "https://example.org"}
    ),
    "the description lacks an address": Crooked(describe=_without("token_endpoint")),
    "tokens at another host": Crooked(describe=_elsewhere("token_endpoint")),
    "keys at another host": Crooked(describe=_elsewhere("jwks_uri")),
    "users log in without HTTPS elsewhere": Crooked(describe=_elsewhere("authorization_endpoint")),
    "users are led to a script": Crooked(
        describe=lambda told: {**told, "authorization_endpoint": "javascript:alert(1)"}
    ),
    "the answer is no JSON": Crooked(answer=(200, b"<html>")),
    "the answer is a list": Crooked(answer=(200, b"[]")),
    "the answer is endless": Crooked(answer=(200, b" " * (2 << 20))),
    "the provider fails": Crooked(answer=(500, b"")),
}


@pytest.mark.parametrize("name", _DOWN)
def test_a_provider_that_fails_is_told_of(
    name: str, client: TestClient, provider: Provider
) -> None:
    """A provider that is broken, or points elsewhere, is told of in Norwegian; nothing is asked of
    another host.
    """
    provider.crooked = _DOWN[name]
    answer = client.get(_LOGIN)
    if answer.status_code == 303:
        answer = log_in(client)
    assert answer.status_code == 502, answer.text
    assert "Innloggingstjenesten svarer ikke" in answer.text
    nynorsk = client.get(_LOGIN, headers={"accept-language": "nn"})
    assert nynorsk.status_code == 303 or "Innloggingstenesta svarer ikkje" in nynorsk.text


def test_a_provider_that_is_down_is_told_of_and_may_come_back(tmp_path: Path) -> None:
    """Nothing answers: a clear page at once, and the rest of the service goes on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        gone = Provider(f"http://127.0.0.1:{taken.getsockname()[1]}")
        with _service(tmp_path, gone) as client:
            answer = client.get(_LOGIN)
            assert answer.status_code == 502
            assert "Prøv igjen" in answer.text
            assert client.get("/healthz").status_code == 200


def test_only_the_browser_that_began_may_finish_and_once(
    client: TestClient, provider: Provider
) -> None:
    """A state that is wrong, missing, another browser's or used before is refused."""
    back = _go(client)
    other = TestClient(client.app, follow_redirects=False)
    assert other.get(back).status_code == 400
    wrong = re.sub("state=[^&]+", "state=feil", back)
    assert client.get(wrong).status_code == 400
    assert client.get(re.sub("&?state=[^&]+", "", back)).status_code == 400
    assert "startet i denne nettleseren" in client.get(wrong).text
    assert client.get(back).status_code == 303
    assert client.get(back).status_code == 400


@pytest.mark.parametrize("cookie", ["", ".", "abc", "e30=.00", "æ.ø", "a" * 5000])
def test_a_cookie_that_is_not_ours_is_refused(cookie: str, client: TestClient) -> None:
    """What the browser brings back is signed, and nothing else is read."""
    back = _go(client)
    header = {"cookie": f"innlogging={cookie}".encode()}
    other = TestClient(client.app, follow_redirects=False)
    assert other.get(back, headers=header).status_code == 400


def test_a_login_that_takes_too_long_is_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was begun ends after ten minutes, whatever the browser kept."""
    monkeypatch.setattr("api.services.login.PATIENCE", timedelta(minutes=-1))
    assert log_in(client).status_code == 400


def test_who_the_provider_turns_away_is_told(client: TestClient) -> None:
    """An answer with an error is a plain page; what the provider wrote in it is not shown."""
    back = _go(client)
    state = parse_qs(urlsplit(back).query)["state"][0]
    told = {"state": state, "error": "access_denied", "error_description": "<b>kjøp her</b>"}
    answer = client.get(f"{_LOGIN}/svar", params=told)
    assert answer.status_code == 403
    assert "slapp deg ikke inn" in answer.text
    assert "kjøp her" not in answer.text


def test_an_answer_from_another_issuer_is_refused(client: TestClient) -> None:
    """RFC 9207: whose answer it is stands in it (mix-up attacks)."""
    back = re.sub("iss=[^&]+", "iss=https%3A%2F%2Fexample.org", _go(client))
    assert client.get(back).status_code == 400


def test_a_new_key_of_the_provider_is_found(
    client: TestClient, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys are changed now and then; the new one is fetched when a token names it."""
    assert log_in(client).status_code == 303
    provider.key = ECKey.generate_key("P-256", {"kid": "ny"})
    assert log_in(client).status_code == 400, "keys are not fetched more often than we allow"
    monkeypatch.setattr("api.openid._PAUSE", 0.0)
    assert log_in(client).status_code == 303


def test_a_clock_that_is_a_little_off_is_forgiven(client: TestClient, provider: Provider) -> None:
    """Half a minute either way is no reason to turn a user away."""
    for off in (-30, 30):
        provider.crooked = Crooked(claims=partial(_off, off))
        assert log_in(client).status_code == 303


def _off(seconds: int, told: Claims) -> Claims:
    return {**told, "iat": told["iat"] + seconds, "exp": told["iat"] + seconds}


def test_only_some_may_use_the_service(tmp_path: Path, provider: Provider) -> None:
    """Domains and a claim decide who gets in; an address nobody vouches for does not count."""
    with _service(tmp_path / "a", provider, domains=("example.no",)) as client:
        assert log_in(client).status_code == 303
        for email, verified in (
            ("kari@example.org", True), ("kari@example.no", False), ("kari@example.no.org", True),
            ("kari@ikkeexample.no", True), ("", True),
        ):  # fmt: skip
            provider.user = {"sub": "kari", "email": email, "email_verified": verified}
            answer = log_in(client)
            assert answer.status_code == 403, email
            assert "ikke tilgang til denne tjenesten" in answer.text
    with _service(tmp_path / "b", provider, claim=("groups", "lov")) as client:
        for groups, status in (("lov", 303), (["a", "lov"], 303), (["lovlig"], 403), (None, 403)):
            provider.user = {"sub": "kari", "groups": groups}
            assert log_in(client).status_code == status, groups


def test_the_start_token_is_off_unless_it_is_set(tmp_path: Path, provider: Provider) -> None:
    """With a provider, no address opens the service, not even one with an empty token."""
    with _service(tmp_path, provider) as client:
        for token in ("", "x"):
            assert client.get("/start", params={"token": token}).status_code == 401
    told = {"REGELVERK_OIDC_ISSUER": provider.address, "REGELVERK_OIDC_CLIENT_ID": "a"}
    assert from_environment(told).token == ""
    assert from_environment({**told, "REGELVERK_TOKEN": "b"}).token == "b"
    assert from_environment({}).token


def test_without_a_provider_nobody_logs_in(local: Visit) -> None:
    """The login addresses say so, and fail at nothing."""
    for path in (_LOGIN, f"{_LOGIN}/svar?code=a&state=b"):
        answer = local.client.get(path)
        assert answer.status_code == 404
        assert "ikke satt opp med innlogging" in answer.text


def test_logging_out_ends_the_session_here_and_there(
    client: TestClient, provider: Provider
) -> None:
    """The page leads on to the provider, which is told whose session it was and where to go."""
    log_in(client)
    page = Visit(client).post("/logg-ut")
    assert client.get("/konto").status_code == 401
    there = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    assert there is not None
    told = parse_qs(urlsplit(there[1].replace("&amp;", "&")).query)
    assert told["post_logout_redirect_uri"] == ["http://testserver/utlogget"]
    assert told["id_token_hint"][0].count(".") == 2
    assert client.get("/utlogget").status_code == 200
    log_in(client)
    provider.crooked = Crooked(describe=_without("end_session_endpoint"))


def test_logging_out_everywhere_ends_every_session(client: TestClient, provider: Provider) -> None:
    """A lost machine is shut out; other users stay."""
    log_in(client)
    elsewhere = TestClient(client.app, follow_redirects=False)
    log_in(elsewhere)
    provider.user = {"sub": "ola"}
    other = TestClient(client.app, follow_redirects=False)
    log_in(other)
    assert Visit(client).post("/konto/logg-ut-overalt").status_code == 303
    assert client.get("/konto").status_code == elsewhere.get("/konto").status_code == 401
    assert other.get("/konto").status_code == 200


def test_no_login_leads_out_of_the_service(client: TestClient) -> None:
    """The page to go to afterwards is ours."""
    for evil in ("https://example.org", "//example.org", "/\\example.org", "/\t/example.org"):
        assert log_in(client, evil).headers["location"] == "/"


def test_behind_https_cookies_are_bound_to_the_host(tmp_path: Path, provider: Provider) -> None:
    """`__Host-`, Secure and HSTS, on every cookie and answer."""
    told = settings(
        tmp_path, openid=OpenId(provider.address, CLIENT, SECRET), token="", secure=True, workers=0
    )
    with TestClient(
        create_app(told), base_url="https://testserver", follow_redirects=False
    ) as client:
        begun = client.get(_LOGIN)
        assert "https%3A%2F%2Ftestserver%2Flogg-inn%2Fsvar" in begun.headers["location"]
        answer = log_in(client)
        cookies = begun.headers.get_list("set-cookie") + answer.headers.get_list("set-cookie")
        cookies += client.get("/maalform/nn").headers.get_list("set-cookie")
        assert len(cookies) == 4
        assert all("; secure" in each.lower() and "path=/" in each.lower() for each in cookies)
        assert {each.partition("=")[0] for each in cookies} == {
            "__Host-regelverk", "__Host-innlogging", "maalform"
        }  # fmt: skip
        assert "max-age" in answer.headers["strict-transport-security"]
        assert client.get("/konto").status_code == 200


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"ISSUER": "http://example.no", "CLIENT_ID": "a"}, "ISSUER"),
        ({"ISSUER": "https://", "CLIENT_ID": "a"}, "ISSUER"),
        ({"ISSUER": "https://a@example.no", "CLIENT_ID": "a"}, "ISSUER"),
        ({"ISSUER": "https://example.no/?a=b", "CLIENT_ID": "a"}, "ISSUER"),
        ({"ISSUER": "https://example.no"}, "CLIENT_ID"),
        ({"CLIENT_ID": "a"}, "ISSUER"),
        ({"ISSUER": "https://example.no", "CLIENT_ID": "a", "CLAIM": "b"}, "CLAIM"),
        ({"ISSUER": "https://example.no", "CLIENT_ID": "a", "TRUST_EMAIL": "b"}, "TRUST_EMAIL"),
    ],
)
def test_wrong_settings_of_the_provider_are_refused_by_name(told: Claims, name: str) -> None:
    """The service does not start on them, and says which variable is wrong."""
    given = {f"REGELVERK_OIDC_{key}": value for key, value in told.items()}
    with pytest.raises(RegelverkError, match=f"REGELVERK_OIDC_{name}"):
        from_environment(given)


def test_users_on_the_network_need_https() -> None:
    """No login over plain HTTP but on this machine."""
    given = {
        "REGELVERK_OIDC_ISSUER": "https://example.no", "REGELVERK_OIDC_CLIENT_ID": "a",
        "REGELVERK_HOSTS": "regelverk.example.no",
    }  # fmt: skip
    with pytest.raises(RegelverkError, match="REGELVERK_SECURE"):
        from_environment(given)
    assert from_environment({**given, "REGELVERK_SECURE": "ja"}).openid


def test_secrets_stand_in_no_settings_that_are_printed(provider: Provider) -> None:
    """What someone logs of the settings gives nobody the keys."""
    told = settings(Path("x"), openid=OpenId(provider.address, CLIENT, SECRET), token="start-her")
    assert SECRET not in repr(told)
    assert "start-her" not in repr(told)


def test_a_login_at_another_program_s_provider(tmp_path: Path) -> None:
    """The same against a provider that others wrote, as a process of its own."""
    with independent_provider() as address:
        openid = OpenId(address, "regelverk", "hemmelig")
        told = settings(tmp_path, openid=openid, token="", workers=0)
        with TestClient(create_app(told), follow_redirects=False) as client:
            there = client.get(_LOGIN).headers["location"]
            back = httpx.post(there, data={"sub": "kari@example.no"}).headers["location"]
            assert client.get(urlsplit(back)._replace(scheme="", netloc="").geturl())
            assert client.get("/konto").status_code == 200
