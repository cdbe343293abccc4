"""Uploads that mean harm, and what becomes of them."""

import io
import re
import tarfile
import zipfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.services.documents import safe_name
from tests.acts import PLAYGROUND, act_xml
from tests.api.conftest import Visit, logged_in, settings

_SCRIPT = b"<script>alert(document.cookie)</script>"


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as packed:
        packed.addfile(tarfile.TarInfo("../../ute.txt"), io.BytesIO())
    return out.getvalue()


_ENTITIES = (
    b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(2, 12))
    + b']><html><body><main class="documentBody">&a11;</main></body></html>'
)
_EXTERNAL = (
    b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<html><body><main class="documentBody"><h1>&x;</h1></main></body></html>'
)
HOSTILE = {
    "tom.docx": b"",
    "bombe.docx": _zip(**{"[Content_Types].xml": b"<a/>", "word/document.xml": b"0" * 40_000_000}),
    "avkortet.docx": _zip(**{"word/document.xml": b"<w:document/>"})[:60],
    "makro.docm": _zip(**{"word/document.xml": b"<a/>", "word/vbaProject.bin": b"\xd0\xcf"}),
    "feil-slag.pdf": b"MZ\x90\x00 this program cannot be run in DOS mode",
    "avkortet.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R",
    "enheter.xml": _ENTITIES,
    "ekstern.xml": _EXTERNAL,
    "bilde.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">'
    + _SCRIPT
    + b"</svg>",
    "side.html": b"<html><body><h1>"
    + _SCRIPT
    + b'<img src=x onerror="alert(1)">Hei</h1></body></html>',
    "dypt.html": b"<div>" * 50_000 + b"Bunn",
    "tabell.html": b"<table>" + b"<tr><td>a</td></tr>" * 100_000 + b"</table>",
    "binær.txt": bytes(range(256)) * 100,
    "../../../etc/sti.txt": b"Hei",
    "..\\..\\vindu.txt": b"Hei du",
    "<img src=x onerror=alert(1)>.txt": b"Hei der",
}


def test_hostile_files_are_stored_under_their_hash_and_told_of(
    local: Visit, tmp_path: Path
) -> None:
    """Nothing is written outside the store, none runs, each is told of, and the service lives."""
    case = local.case(files=HOSTILE)
    told = local.wait(case)
    documents = local.client.get(f"/api/v1/cases/{case}/documents").json()
    assert told["documents"] == len(documents) == len(HOSTILE)
    outside = [
        path for path in tmp_path.rglob("*")
        if path.is_file() and path.parent.parent != tmp_path / "data/files"
    ]  # fmt: skip
    assert {path.name.partition("-")[0] for path in outside} == {"regelverk.sqlite", "secret"}
    for each in documents:
        assert each["state"] in ("done", "failed")
        assert bool(each["problem"]) == (each["state"] == "failed")
        assert not set("/\\\0\n") & set(each["name"])
        page = local.client.get(f"/saker/{case}/dokumenter/{each['id']}")
        assert page.status_code in (200, 413, 415, 422)
        assert "<script>alert" not in page.text
        assert "onerror=" not in page.text.replace("&lt;img src=x onerror=", "")
        assert "root:" not in page.text
    listing = local.client.get(f"/saker/{case}").text
    assert "<img" not in listing
    assert local.client.get("/readyz").status_code == 200


def test_archives_become_documents_and_what_reaches_out_of_them_is_refused(
    local: Visit, tmp_path: Path
) -> None:
    """Each file of an archive has its own answer; paths that lead out are told of, not followed."""
    case = local.case()
    good = _zip(**{"lover/god.txt": b"Hei", "lover/samme.txt": b"Hei", "annen.txt": b"Hei der"})
    bomb = _zip(**{"stor.txt": b"0" * 400_000_000})
    answers = local.upload(
        case, {"lover.zip": good, "mappe.tar.gz": _tar(), "bombe.zip": bomb, "x.7z": b"7z\xbc\xaf"}
    ).json()
    told = {each["name"]: each for each in answers}
    assert told["god.txt"]["document"] == told["samme.txt"]["document"]
    assert [told[name]["repeated"] for name in ("god.txt", "samme.txt")] == [False, True]
    assert "peker ut" in told["mappe.tar.gz/../../ute.txt"]["problem"]
    assert "arkivbombe" in told["bombe.zip"]["problem"]
    assert "Pakk det ut" in told["x.7z"]["problem"]
    assert local.wait(case)["documents"] == 2
    assert len([p for p in (tmp_path / "data/files").rglob("*") if p.is_file()]) == 2


def test_a_request_that_cannot_be_read_is_told_of(local: Visit) -> None:
    """A file name beyond what a form may hold: a clear answer, in plain words."""
    answer = local.upload(local.case(), {"a" * 5000: b"Hei"})
    assert answer.status_code == 400
    assert "kortere filnavn" in answer.json()["detail"]


def test_too_large_requests_and_files_are_refused(tmp_path: Path) -> None:
    """Both bounds answer 413 or tell of the file, and leave nothing behind."""
    with TestClient(create_app(settings(tmp_path, file=1, request=3))) as client:
        visit = logged_in(client)
        case = visit.case()
        answer = visit.upload(case, {"stor.txt": b"a" * (2 << 20)}).json()[0]
        assert "for stort" in answer["problem"]
        assert visit.upload(case, {"svær.txt": b"a" * (4 << 20)}).status_code == 413
        csrf = visit.csrf
        body = (b"x" * (1 << 20) for _ in range(4))  # no length is told beforehand
        headers = {"x-csrf-token": csrf, "content-type": "multipart/form-data; boundary=x"}
        path = f"/api/v1/cases/{case}/documents"
        assert client.post(path, content=body, headers=headers).status_code in (400, 413, 422)
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("bound", "told"), [({"seconds": 1}, "avbrutt"), ({"memory": 16}, "minne|gikk galt")]
)
def test_work_that_takes_too_much_is_ended(
    bound: dict[str, int], told: str, tmp_path: Path
) -> None:
    """The bounds on time and memory end the work, not the service, and the document says so."""
    sections = [(str(n), "Samarbeid", PLAYGROUND[3][0][2]) for n in range(4000)]
    with TestClient(create_app(settings(tmp_path, **bound))) as client:
        visit = logged_in(client)
        case = visit.case(files={"lang.xml": act_xml(*PLAYGROUND[:3], sections)})
        assert visit.wait(case)["failed"] == 1
        problem = client.get(f"/api/v1/cases/{case}/documents").json()[0]["problem"]
        assert re.search(told, problem)
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\lover\\lov.docx", "lov.docx"),
        ("../../etc/passwd", "passwd"),
        ("lov\u202excod.exe", "lovxcod.exe"),
        ("\0\n", "dokument"),
        ("..", "dokument"),
        ("æ" * 300 + ".docx", "æ" * 190 + ".docx"),
    ],
)
def test_names_are_made_safe(given: str, kept: str) -> None:
    """No folders, control characters or endless names."""
    assert safe_name(given) == kept


def test_an_imported_case_cannot_reach_outside(local: Visit) -> None:
    """Broken, foreign and lying case files are refused with a message."""
    lying = _zip(**{"sak.json": b'{"format": 1, "title": "X", "documents": '
                    b'[{"name": "a", "sha256": "../../secret"}]}'})  # fmt: skip
    for data in (b"", b"PK", _zip(a=b"b"), lying, _zip(**{"sak.json": b"{"})):
        answer = local.send("POST", "/api/v1/imports", files=[("files", ("s.zip", data))])
        assert answer.status_code == 422, data
        assert "eksportert sak" in answer.json()["detail"]
    assert local.client.get("/api/v1/cases").json()["total"] == 0
