"""Drafting in the service: models of every sort, words of one's own, both alternatives, files."""

import io
import zipfile
from typing import Any

import docx
import pytest
from sqlalchemy import update

from api.errors import JobTimeoutError
from api.store.tables import Analysis, State
from tests.acts import PLAYGROUND, SKIING, SLEDGING, act_xml
from tests.api.conftest import Visit

ACTS = {f"{each[2]}.xml": act_xml(*each) for each in (PLAYGROUND, SLEDGING)}
_OWN = {
    "name": "Vår modell",
    "heading": "Felles innsats",
    "text": "{duty_bearer} skal samarbeide med andre tjenesteytere.\nKommunen betaler.",
}


@pytest.fixture
def case(local: Visit) -> str:
    """The address of a case with two acts that are read."""
    made = local.case(files=ACTS)
    local.wait(made)
    return f"/api/v1/cases/{made}"


def _words(data: bytes) -> str:
    file = docx.Document(io.BytesIO(data))
    texts = file.element.body.iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    )
    return "".join(each.text or "" for each in texts).replace("\u00a0", " ")


def _package(local: Visit, case: str, form: str = "nb") -> dict[str, str]:
    local.client.cookies.set("maalform", form)
    data = local.answered(f"{case}/drafts/package").content
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: _words(packed.read(name)) for name in packed.namelist()}


def _put(local: Visit, path: str, given: dict[str, Any]) -> int:
    return int(local.send("PUT", path, json=given).status_code)


def test_a_model_of_ones_own_is_kept_and_chosen(local: Visit, case: str) -> None:
    """The case holds it; drafts are made from it; it is exported, and can be taken out again."""
    assert _put(local, f"{case}/models", _OWN) == 204
    told = local.client.get(f"{case}/drafting").json()
    assert (told["model"], told["own"]) == ("egen:Vår modell", [_OWN])
    first = local.result(f"{case}/drafts")[0]
    assert first["heading"] == "Felles innsats"
    assert "Lekeplassen skal samarbeide" in first["subsections"][0]
    assert set(told["known"]) >= {"standard", "konsensus", "egen:Vår modell", f"{SLEDGING[0]}/§4"}
    exported = local.client.get(f"{case}/export").content
    files = [("files", ("sak.zip", exported))]
    copy = local.send("POST", "/api/v1/imports", files=files).json()["id"]
    local.wait(copy)
    assert local.client.get(f"/api/v1/cases/{copy}/drafting").json() == told
    assert local.send("DELETE", f"{case}/models?name=Vår modell").status_code == 204
    left = local.client.get(f"{case}/drafting").json()
    assert (left["model"], left["own"]) == ("standard", [])
    assert _put(local, f"{case}/models", {**_OWN, "heading": "", "text": "x"}) == 422


def test_a_section_of_an_act_in_the_case_is_a_model(local: Visit, case: str) -> None:
    """The other act takes its words over, in its own form; the elements narrow it."""
    model = f"{PLAYGROUND[0]}/§2"
    assert _put(local, f"{case}/drafting", {"model": model, "elements": ["plan"]}) == 204
    drafts = {each["law"]: each for each in local.result(f"{case}/drafts")}
    words = " ".join(drafts[SLEDGING[0]]["subsections"])
    assert "plan" in words
    assert "vinteren" not in words
    listed = local.client.get(f"{case}/documents").json()[0]["summary"]["cooperation"]
    assert listed == [{"address": model, "heading": "Samarbeid"}]


@pytest.mark.parametrize(
    "model", ["/etc/passwd", "README.md", "lov/2030-01-01-1/§1", f"{PLAYGROUND[0]}", "egen:finnes"]
)
def test_no_other_model_is_taken(local: Visit, case: str, model: str) -> None:
    """Neither files nor addresses outside the case."""
    assert _put(local, f"{case}/drafting", {"model": model}) == 422


def test_a_section_that_is_not_there_is_told(local: Visit, case: str) -> None:
    """The address is right in form, but leads nowhere: an error in words, no file is looked for."""
    assert _put(local, f"{case}/drafting", {"model": f"{PLAYGROUND[0]}/§99"}) == 204
    local.client.get(f"{case}/drafts")
    local.wait(case.rpartition("/")[2])
    answer = local.client.get(f"{case}/drafts")
    assert (answer.status_code, "finnes ikke" in answer.json()["detail"]) == (422, True)
    page = local.client.get(f"/saker/{case.rpartition('/')[2]}/utkast")
    assert "finnes ikke" in page.text
    assert 'id="model"' in page.text


def test_words_are_checked_before_they_are_kept(local: Visit, case: str) -> None:
    """The check tells what is lost and keeps nothing; the page refuses, unless told to anyway."""
    local.result(f"{case}/drafts")
    given = {"law": PLAYGROUND[0], "heading": "Lek", "text": "Ny § 4 skal lyde:\nNoe."}
    told = local.send("POST", f"{case}/drafts/check", json=given).json()
    assert (told["exact"], len(told["losses"])) == (False, 1)
    fine = {**given, "text": "Alle kan leke.\nKommunen betaler."}
    assert local.send("POST", f"{case}/drafts/check", json=fine).json()["exact"]
    wrong = {**given, "law": "lov/2030-01-01-1"}
    assert local.send("POST", f"{case}/drafts/check", json=wrong).status_code == 404
    fields = {"utkast": given["law"], "heading": given["heading"], "text": given["text"]}
    pages = f"/saker/{case.rpartition('/')[2]}"
    refused = local.post(f"{pages}/utkast/tekst", **fields)
    assert refused.status_code == 422
    assert "instruks" in refused.text
    assert "Noe." in refused.text
    assert local.result(f"{case}/drafts")[0]["heading"] != "Lek"
    assert local.post(f"{pages}/utkast/tekst", anyway="1", **fields).status_code == 200
    assert local.result(f"{case}/drafts")[0]["heading"] == "Lek"
    assert local.post(f"{pages}/utkast/tekst", restore="1", **fields).status_code == 200
    assert local.result(f"{case}/drafts")[0]["heading"] != "Lek"


@pytest.mark.parametrize("form", ["nb", "nn"])
def test_own_words_and_reasons_are_in_every_file(local: Visit, case: str, form: str) -> None:
    """The bill, the mirror, the notes, the act: the same words; the reason in the comparison."""
    local.upload(case.rpartition("/")[2], {"ski.xml": act_xml(*SKIING)})
    local.wait(case.rpartition("/")[2])
    before = local.result(f"{case}/drafts")[0]
    own = "Lekeplassen skal være åpen for hele bygda."
    edit = {"law": PLAYGROUND[0], "heading": "Åpen lek", "text": own}
    assert _put(local, f"{case}/drafts", edit) == 204
    apart = local.result(f"{case}/comparison")["differences"][0]
    reason = {"act": apart["acts"][0], "element": apart["element"], "reason": "Barn leker ute."}
    assert _put(local, f"{case}/justifications", reason) == 204
    files = _package(local, case, form)
    for name in (
        "lovforslag.docx",
        "lovspeil.docx",
        "samlet.docx",
        "lekeplassloven-endringer.docx",
    ):
        assert own in files[name], name
        assert before["subsections"][0] not in files[name], name
    assert ("skriven om" if form == "nn" else "skrevet om") in files["merknader.docx"]
    assert ("Framlegg" if form == "nn" else "Forslag") in files["lovforslag.docx"]
    assert "Barn leker ute." in files["sammenligning.docx"]
    assert "akebakkelova-endringer.docx" in files


def test_each_alternative_has_words_and_effect_of_its_own(local: Visit, case: str) -> None:
    """What is written for a common act is not put in the sector acts, and the other way round."""
    assert _put(local, f"{case}/drafting", {"approach": "common"}) == 204
    sections = [each["section"] for each in local.result(f"{case}/drafts") if not each["law"]]
    edit = {"law": sections[1], "heading": "Fellesskap", "text": "Tjenestene skal dele alt."}
    assert local.send("POST", f"{case}/drafts/check", json=edit).json()["exact"]
    assert _put(local, f"{case}/drafts", edit) == 204
    for approach, found in (("common", True), ("sector", False)):
        made = local.result(f"{case}/drafts?approach={approach}")
        assert any(each["heading"] == "Fellesskap" for each in made) == found
        effect = local.result(f"{case}/drafts/effect?approach={approach}")
        assert effect["rule_after"]["value"] >= effect["rule_before"]["value"]
    assert "Tjenestene skal dele alt." in _package(local, case)["lovforslag.docx"]
    page = local.client.get(f"/saker/{case.rpartition('/')[2]}/utkast").text
    assert page.count("Velg Alternativ A") == 1


def test_an_earlier_state_of_an_act_shows_the_development(local: Visit) -> None:
    """The newest state is compared; the older one tells what has changed, also in the report."""
    old = [("2", "Samarbeid", ["Lekeplassen kan snakke med andre."])]
    made = local.case(files={"gammel.xml": act_xml(*PLAYGROUND[:3], old), **ACTS})
    local.wait(made)
    case = f"/api/v1/cases/{made}"
    assert len(local.result(f"{case}/comparison")["acts"]) == 2
    told = local.result(f"{case}/comparison?development=true")
    assert told["development"] is not None
    page = local.client.get(f"/saker/{made}/sammenligning/utvikling").text
    assert "gammel.xml" in page
    report = local.client.get(f"{case}/comparison/report?format=html&development=true").text
    assert "utvikling" in report


def test_two_acts_word_by_word(local: Visit, case: str) -> None:
    """The stretches put together are the clauses; an act outside the case is refused."""
    local.result(f"{case}/comparison")
    path = f"{case}/comparison/pair?first={PLAYGROUND[0]}&second="
    found = local.result(path + SLEDGING[0])
    assert found
    clauses = local.client.get(f"{case}/clauses").json()["items"]
    texts = {each["address"]: each["text"] for each in clauses}
    for each in found:
        assert "".join(part["first"] for part in each["stretches"]) == texts[each["first"]]
        assert "".join(part["second"] for part in each["stretches"]) == texts[each["second"]]
    assert local.client.get(path + "lov/2030-01-01-1").status_code == 422


def test_the_comparison_of_one_type_only(local: Visit, case: str) -> None:
    """A filter in the address holds for the page, the data and the reports."""
    every = local.result(f"{case}/comparison")["by_type"]
    one = next(iter(every))
    assert list(local.result(f"{case}/comparison?type={one}")["by_type"]) == [one]
    page = f"/saker/{case.rpartition('/')[2]}/sammenligning"
    assert (
        f'href="{page}/rapport?type={one}&amp;format=docx"'
        in local.client.get(f"{page}?type={one}").text
    )
    assert local.client.get(f"{case}/comparison/report?type={one}").status_code == 200
    assert local.client.get(f"{page}?type=finnes-ikke").status_code == 422


def test_words_that_no_file_can_hold_are_left_out(local: Visit, case: str) -> None:
    """Control characters are dropped, never a fault."""
    nasty = "Alle\x00 kan\x08 leke."
    edit = {"law": PLAYGROUND[0], "heading": "Lek\x00", "text": nasty}
    local.result(f"{case}/drafts")
    assert local.send("POST", f"{case}/drafts/check", json=edit).json()["exact"]
    assert _put(local, f"{case}/drafts", edit) == 204
    assert _put(local, f"{case}/models", {**_OWN, "heading": nasty}) == 204
    assert local.result(f"{case}/drafts")[0]["subsections"] == ["Alle kan leke."]
    element = local.result(f"{case}/comparison")["cells"][0]["element"]
    apart = {"act": PLAYGROUND[0], "element": element, "reason": nasty}
    assert _put(local, f"{case}/justifications", apart) == 204
    assert local.client.get(f"{case}/justifications").json()[0]["reason"] == "Alle kan leke."


def test_a_figure_that_failed_is_told_once(local: Visit, case: str) -> None:
    """The page says so, and does not ask for it again and again."""
    for approach in ("sector", "common"):
        local.result(f"{case}/drafts/effect?approach={approach}")
    app: Any = local.client.app
    problem = app.state.service.seal.close(JobTimeoutError(seconds=1))
    with app.state.service.database.work() as work:
        failed = {"state": State.FAILED, "problem": problem, "result": None}
        work.execute(update(Analysis).where(Analysis.kind == "effect").values(failed))
    page = local.client.get(f"/saker/{case.rpartition('/')[2]}/utkast").text
    assert page.count("kunne ikke regnes ut") == 4
    assert "data-events" not in page
