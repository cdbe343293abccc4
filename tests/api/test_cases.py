"""Cases from upload to download, on SQLite and on PostgreSQL."""

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from api.settings import Settings
from tests.acts import PLAYGROUND, SLEDGING, act_xml
from tests.api.conftest import Visit

ACTS = {f"{each[2]}.xml": act_xml(*each) for each in (PLAYGROUND, SLEDGING)}
_LETTER = "Tildelingsbrev 2031 til {0}\n\n{0} skal {1}.\n"
LETTERS = {
    "a.txt": _LETTER.format("Helsedirektoratet", "delta i Regnprogrammet").encode(),
    "b.txt": _LETTER.format("Husbanken", "koordinere Regnprogrammet (2030–2032)").encode(),
}


def test_from_upload_to_the_word_package(visit: Visit) -> None:
    """The main path: acts in; clauses, comparison and drafts out, as data and as Word."""
    case = visit.case(files=ACTS)
    told = visit.wait(case)
    assert (told["read"], told["failed"]) == (2, 0)
    found = visit.client.get(f"/api/v1/cases/{case}/clauses").json()
    assert found["total"] == len(found["items"]) > 0
    compared = visit.result(f"/api/v1/cases/{case}/comparison")
    assert len(compared["acts"]) == 2
    drafts = visit.result(f"/api/v1/cases/{case}/drafts")
    package = visit.answered(f"/api/v1/cases/{case}/drafts/package").content
    with zipfile.ZipFile(io.BytesIO(package)) as packed:
        words = [
            p.text for p in docx.Document(io.BytesIO(packed.read("lovforslag.docx"))).paragraphs
        ]
        assert sum(name.endswith("-endringer.docx") for name in packed.namelist()) == len(drafts)
    assert any(drafts[0]["subsections"][0] in each for each in words)


def test_letters(visit: Visit) -> None:
    """Letters in; what they share and where they part out."""
    case = visit.case(files=LETTERS)
    visit.wait(case)
    assert {"Regnprogrammet"} == {
        each["name"] for each in visit.result(f"/api/v1/cases/{case}/letters")["initiatives"]
    }
    report = visit.client.get(f"/api/v1/cases/{case}/letters/report", params={"format": "docx"})
    assert docx.Document(io.BytesIO(report.content)).paragraphs


def test_a_reason_moves_a_deviation_and_can_be_taken_back(visit: Visit) -> None:
    """Justifications change the comparison's key, and an empty one undoes it."""
    case = visit.case(files=ACTS)
    visit.wait(case)
    path = f"/api/v1/cases/{case}"
    visit.result(f"{path}/comparison")
    before = visit.client.get(f"{path}/comparison").headers["etag"]
    given = {"act": PLAYGROUND[0], "element": "", "reason": "Egen tjeneste."}
    element = visit.result(f"{path}/comparison")["cells"][0]["element"]
    given["element"] = element
    assert visit.send("PUT", f"{path}/justifications", json=given).status_code == 204
    kept = visit.client.get(f"{path}/justifications").json()
    assert [(each["element"], each["reason"]) for each in kept] == [(element, "Egen tjeneste.")]
    visit.result(f"{path}/comparison")
    assert visit.client.get(f"{path}/comparison").headers["etag"] != before
    assert visit.send("PUT", f"{path}/justifications", json={**given, "reason": ""}).is_success
    assert visit.client.get(f"{path}/comparison").headers["etag"] == before


def test_an_edited_draft_is_what_the_word_file_says(visit: Visit) -> None:
    """The user's words replace the model's, also in the amendment act."""
    case = visit.case(files=ACTS)
    visit.wait(case)
    first = visit.result(f"/api/v1/cases/{case}/drafts")[0]
    edit = {"law": first["law"], "heading": "Felles innsats", "text": "Etaten skal være raus.\n"}
    assert visit.send("PUT", f"/api/v1/cases/{case}/drafts", json=edit).status_code == 204
    changed = visit.result(f"/api/v1/cases/{case}/drafts")[0]
    assert (changed["heading"], changed["subsections"]) == (
        "Felles innsats",
        ["Etaten skal være raus."],
    )
    package = visit.answered(f"/api/v1/cases/{case}/drafts/package").content
    with zipfile.ZipFile(io.BytesIO(package)) as packed:
        words = [
            p.text for p in docx.Document(io.BytesIO(packed.read("lovforslag.docx"))).paragraphs
        ]
    assert any("raus" in each for each in words)
    assert not any(first["subsections"][0] in each for each in words)


def test_export_and_import_give_the_same_case(visit: Visit) -> None:
    """One file holds the case; a changed file in it is refused."""
    case = visit.case("Tvillingene", ACTS)
    exported = visit.client.get(f"/api/v1/cases/{case}/export").content
    answer = visit.send("POST", "/api/v1/imports", files=[("files", ("sak.zip", exported))])
    assert answer.status_code == 201
    copy = answer.json()["id"]
    assert copy != case
    assert visit.wait(copy)["read"] == 2
    names = [
        [(each["name"], each["sha256"]) for each in visit.client.get(path).json()]
        for path in (f"/api/v1/cases/{case}/documents", f"/api/v1/cases/{copy}/documents")
    ]
    assert names[0] == names[1]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(exported)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b" " if name != "sak.json" else b""))
    files = [("files", ("sak.zip", out.getvalue()))]
    assert visit.send("POST", "/api/v1/imports", files=files).status_code == 422


def test_deleting_a_case_deletes_its_data_and_only_its(
    visit: Visit, tmp_path: Path, database: str
) -> None:
    """No row but the log's and no file remains, save files another case has too."""
    shared = next(iter(ACTS.items()))
    kept, gone = visit.case(files=dict([shared])), visit.case(files=ACTS)
    visit.wait(kept)
    visit.wait(gone)
    assert visit.send("DELETE", f"/api/v1/cases/{gone}").status_code == 204
    assert visit.client.get(f"/api/v1/cases/{gone}").status_code == 404
    engine = create_engine(Settings(tmp_path / "data", database).url)
    with engine.connect() as connection:
        for table in ("cases", "documents", "analyses", "members"):
            column = "id" if table == "cases" else "case_id"
            found = connection.execute(text(f"SELECT DISTINCT {column} FROM {table}"))
            assert {row[0] for row in found} == {kept}
        assert connection.execute(
            text("SELECT count(*) FROM log WHERE action = 'case-deleted'")
        ).scalar()
    stored = [path for path in (tmp_path / "data/files").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in stored] == [shared[1]]


def test_the_log_cannot_be_changed(visit: Visit, tmp_path: Path, database: str) -> None:
    """The database itself refuses to change or delete an entry."""
    visit.case()
    engine = create_engine(Settings(tmp_path / "data", database).url)
    for statement in ("UPDATE log SET action = 'x'", "DELETE FROM log"):
        with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
            connection.execute(text(statement))


def test_the_log_holds_no_content(visit: Visit, tmp_path: Path, database: str) -> None:
    """Neither titles nor file names are noted, only identifiers."""
    visit.case("Hemmelig sak", {"hemmelig.txt": b"Hemmelig tekst."})
    engine = create_engine(Settings(tmp_path / "data", database).url)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text("SELECT * FROM log"))]
    assert len(rows) >= 3
    assert "hemmelig" not in str(rows).lower()


def test_lists_come_in_pages_and_answers_with_tags(visit: Visit) -> None:
    """Pagination, ETags and If-Match."""
    made = [visit.case(f"Sak {number}") for number in range(3)]
    page = visit.client.get("/api/v1/cases", params={"offset": 1, "limit": 1}).json()
    assert (page["total"], [each["id"] for each in page["items"]]) == (3, [made[1]])
    path = f"/api/v1/cases/{made[0]}"
    tag = visit.client.get(path).headers["etag"]
    assert visit.client.get(path, headers={"if-none-match": tag}).status_code == 304
    renamed = {"json": {"title": "Nytt navn"}, "headers": {"if-match": tag}}
    assert visit.send("PATCH", path, **renamed).json()["title"] == "Nytt navn"
    late = visit.send("PATCH", path, **renamed)
    assert late.status_code == 412
    assert late.headers["content-type"] == "application/problem+json"
    assert json.loads(late.text)["status"] == 412
