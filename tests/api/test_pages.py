"""What pages tell and offer, to whom: messages once, ways for the role that may go them."""

import io
import re
import zipfile
from base64 import urlsafe_b64encode
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from api.services import sessions
from api.store.tables import Member, Role, User
from tests.acts import PLAYGROUND, SLEDGING, act_xml
from tests.api.conftest import Visit

_FILES = {f"{each[2]}.xml": act_xml(*each) for each in (PLAYGROUND, SLEDGING)}
_FORM = re.compile(r'<form[^>]*action="([^"]*)"')


def _another(visit: Visit, case: str, role: Role) -> TestClient:
    service = visit.client.app.state.service  # type: ignore[attr-defined]
    with service.database.work() as work:
        user = User(id=uuid4().hex, subject=uuid4().hex, name="En annen")
        work.add(user)
        work.flush()
        work.add(Member(case_id=case, user_id=user.id, role=role))
        cookie = sessions.begin(work, user, sessions.AT_HOME)
    return TestClient(visit.client.app, cookies={"regelverk": cookie})


def test_readers_are_offered_nothing_they_may_not_do(local: Visit) -> None:
    """A reader's pages have no form that changes the case; an editor's not the way to delete it."""
    case = local.case(files=_FILES)
    local.wait(case)
    pages = [f"/saker/{case}{way}" for way in ("", "/bestemmelser", "/innstillinger", "/sok")]
    reader = _another(local, case, Role.READER)
    for path in pages:
        forms = set(_FORM.findall(reader.get(path).text))
        assert forms <= {"/logg-ut", f"/saker/{case}/sok"}, (path, forms)
    editor = _another(local, case, Role.EDITOR)
    assert "Last opp" in editor.get(pages[0]).text
    assert f"{case}/slett" not in editor.get(pages[2]).text
    assert editor.get(f"/saker/{case}/slett").status_code == 403
    assert f"{case}/slett" in local.client.get(pages[2]).text


def test_a_message_is_told_once_and_only_ours(local: Visit) -> None:
    """After a change the next page says so; a forged or broken message says nothing."""
    case = local.case("Gammelt <navn>")
    told = local.post(f"/saker/{case}/navn", title="Nytt <navn>").text
    assert "Navnet er endret" in told
    assert "<navn>" not in told
    assert "Navnet er endret" not in local.client.get(f"/saker/{case}/innstillinger").text
    for data in (b'["product", {}]', b'["told_case_deleted", {}]', b"[1, 2]", b"\xff", b'{"a": 1}',
                 b'["told_case_deleted", {"title": "<script>"}]'):  # fmt: skip
        cookie = urlsafe_b64encode(data).decode()
        page = local.client.get("/", cookies={"melding": cookie})
        assert page.status_code == 200
        assert "<script>" not in page.text


def test_deleting_asks_first_and_says_what_goes(local: Visit) -> None:
    """The way to delete leads over a page that tells how much goes, and offers a copy."""
    case = local.case("Borte", files=_FILES)
    page = local.client.get(f"/saker/{case}/slett").text
    assert "2 dokumenter" in page
    assert f"/saker/{case}/eksport" in page
    assert "«Borte» er slettet" in local.post(f"/saker/{case}/slett").text
    assert local.client.get(f"/saker/{case}").status_code == 404


def test_the_upload_form_tells_of_each_file(local: Visit) -> None:
    """Without scripts: what was kept, what the case had, what was refused, and an empty form."""
    case = local.case()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in _FILES.items():
            archive.writestr(f"lover/{name}", data)
    path = f"/saker/{case}/dokumenter"
    first = local.post(path, files=[("files", ("lover.zip", packed.getvalue()))])
    assert "2 dokumenter er lastet opp" in first.text
    name, data = next(iter(_FILES.items()))
    again = local.post(path, files=[("files", (name, data)), ("files", ("ny.txt", b"Hei"))])
    assert again.status_code == 200
    assert "fra før" in again.text
    assert "1 dokument er lastet opp" in again.text
    wrong = local.post(path, files=[("files", ("pakke.rar", b"Rar!\x1a"))])
    assert wrong.status_code == 422
    assert "pakke.rar" in wrong.text
    assert "minst én fil" in local.post(path, files=[("files", ("", b""))]).text


@pytest.mark.parametrize("form", ["nb", "nn"])
def test_what_was_recognised_is_told_in_the_readers_form(local: Visit, form: str) -> None:
    """Kind, language form, counts and notices stand beside each document, in either form."""
    local.client.get(f"/maalform/{form}")
    case = local.case(files={**_FILES, "gammel.txt": "Blåbær på øya.".encode("latin-1")})
    local.wait(case)
    page = local.client.get(f"/saker/{case}").text
    assert ("fordi han ikkje er UTF-8" if form == "nn" else "fordi den ikke er UTF-8") in page
    assert "nynorsk" in page
    first = re.search(rf"/saker/{case}/dokumenter/\w+", page)
    assert first is not None
    shown = local.client.get(first.group()).text
    assert ("Kven plikta ligg på" if form == "nn" else "Hvem plikten ligger på") in shown
    assert 'class="slot slot-modality"' in shown
    assert "Both(" not in shown + local.client.get(f"/saker/{case}/bestemmelser").text


def test_citations_lead_to_the_place_or_say_which_act(local: Visit) -> None:
    """Within the document, to another in the case, to Lovdata, or nowhere that is not known."""
    sections = [
        ("1", "Formål", ["Loven gjelder lek, jf. § 2 første ledd og barnehageloven § 4."]),
        ("2", "Mer", ["Forvaltningsloven § 13 gjelder. Sprettballoven § 9 gjelder ikke."]),
    ]
    known = ("lov/2005-06-17-64", "Lov om barnehager (barnehageloven)", "Barnehageloven")
    files = {
        "a.xml": act_xml(*PLAYGROUND[:3], sections),
        "b.xml": act_xml(*known, [("4", "Lek", ["Barna skal leke ute."])]),
    }
    case = local.case(files=files)
    local.wait(case)
    documents = local.client.get(f"/api/v1/cases/{case}/documents").json()
    page = local.client.get(f"/saker/{case}/dokumenter/{documents[0]['id']}").text
    led = re.findall(r'<a class="cite[^"]*" href="([^"]*)"', page)
    assert "#lov-2027-01-01-901-§2-ledd-1" in led
    assert "https://lovdata.no/lov/1967-02-10/§13" in led
    assert not [each for each in led if "§9" in each]
    other = f"/saker/{case}/dokumenter/{documents[1]['id']}#lov-2005-06-17-64-§4"
    assert other in led
    assert 'id="lov-2027-01-01-901-§2-ledd-1"' in page


def test_a_document_without_end_is_shown_in_pages(local: Visit) -> None:
    """Six thousand sections do not come as one page; a place's own page is found by its anchor."""
    text = "".join(f"§ {n}. Tittel {n}\nKommunen skal gi hjelp.\n" for n in range(1, 6001))
    case = local.case(files={"lang.txt": text.encode()})
    local.wait(case)
    document = local.client.get(f"/api/v1/cases/{case}/documents").json()[0]["id"]
    path = f"/saker/{case}/dokumenter/{document}"
    first = local.client.get(path).text
    assert re.search(r"Tittel 1\b", first)
    assert "Tittel 5999" not in first
    assert "side=2" in first
    second = local.client.get(path, params={"side": 2}).text
    assert "Tittel 5999" in second
    anchor = re.findall(r'id="([^"]+§5999)"', second)[0]
    assert "Tittel 5999" in local.client.get(path, params={"ved": anchor}).text
    assert len(first) < 5_000_000
