"""The JSON API against its own description, by requests that are made from it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from api.app import create_app
from api.settings import Settings
from tests.acts import PLAYGROUND, SLEDGING, act_xml
from tests.api.server import serving

load_all_checks()
DESCRIPTION = create_app(Settings(Path("unused"))).openapi()
_API = schemathesis.openapi.from_dict(DESCRIPTION)
_IDENTIFIER = re.compile("[0-9a-f]{32}")
_EXAMPLES = settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


class Open(NamedTuple):
    """A running service with a case in it, and a program's key to it."""

    address: str
    key: str
    known: dict[str, str]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """The service as a process of its own, with two acts read."""
    with serving(tmp_path_factory.mktemp("data")) as server:
        client = server.client()
        made = client.post("/api/v1/tokens", json={"name": "Prøve", "role": "owner", "days": 1})
        case = client.post("/api/v1/cases", json={"title": "Lovene"}).json()["id"]
        acts = [
            ("files", (f"{n}.xml", act_xml(*act))) for n, act in enumerate((PLAYGROUND, SLEDGING))
        ]
        client.post(f"/api/v1/cases/{case}/documents", files=acts)
        document = client.get(f"/api/v1/cases/{case}/documents").json()[0]["id"]
        known = {"case_id": case, "document_id": document}
        yield Open(server.address, made.json()["key"], known)


@pytest.mark.slow
@_API.parametrize()
@_EXAMPLES
def test_answers_are_as_described(case: "schemathesis.Case[Any]", service: Open) -> None:
    """Whatever is sent, the answer is one that the description tells of, and never a fault."""
    given = case.path_parameters
    for name in given.keys() & service.known.keys():
        if case.method != "DELETE" and _IDENTIFIER.fullmatch(str(given[name])):
            given[name] = service.known[name]
    case.call_and_validate(
        base_url=service.address,
        headers={"authorization": f"Bearer {service.key}"},
        excluded_checks=[
            ignored_auth,  # it sends our key along; test_access.py asks without
            positive_data_acceptance,  # an act that is not in the case is well-formed, and refused
        ],
    )
