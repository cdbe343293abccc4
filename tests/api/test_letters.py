"""Letters in the service: what to look for, and text for each letter."""

import io
import zipfile

import docx

from tests.api.conftest import Visit

_WORDS = (
    "Tildelingsbrev 2031 til {0}",
    "{0} skal {1} i Regnprogrammet, som varer fra 2030 til {2}.",
    "{0} skal delta i Vindsatsingen.",
)


def _word(*lines: str) -> bytes:
    file, target = docx.Document(), io.BytesIO()
    for line in lines:
        file.add_paragraph(line)
    file.save(target)
    return target.getvalue()


def _letters() -> dict[str, bytes]:
    first = [each.format("Helsedirektoratet", "delta", "2032") for each in _WORDS]
    second = [each.format("Husbanken", "koordinere arbeidet", "2034") for each in _WORDS]
    return {"a.docx": _word(*first), "b.txt": "\n\n".join(second).encode()}


def _names(visit: Visit, path: str) -> set[str]:
    return {each["name"] for each in visit.result(path)["initiatives"]}


def test_the_user_says_what_to_look_for(local: Visit) -> None:
    """Named initiatives are those of the page, the data, the report and the text for letters."""
    made = local.case(files=_letters())
    local.wait(made)
    path = f"/api/v1/cases/{made}/letters"
    assert _names(local, path) == {"Regnprogrammet", "Vindsatsingen"}
    assert _names(local, f"{path}?initiative=Vindsatsingen") == {"Vindsatsingen"}
    page = local.client.get(f"/saker/{made}/brev?satsing=Vindsatsingen%0A").text
    assert "Regnprogrammet" not in page.replace('value="Regnprogrammet"', "")
    assert "rapport?satsing=Vindsatsingen&amp;format=docx" in page
    report = local.client.get(f"{path}/report?initiative=Vindsatsingen&format=json").json()
    assert [each["name"] for each in report["initiatives"]] == ["Vindsatsingen"]
    assert local.client.get(path, params={"initiative": ["x" * 300]}).status_code == 422


def test_each_letter_gets_its_text(local: Visit) -> None:
    """The Word letter with tracked changes in its own text, the other with the paragraphs."""
    made = local.case(files=_letters())
    local.wait(made)
    data = local.answered(f"/api/v1/cases/{made}/letters/proposals").content
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert set(packed.namelist()) == {"a-forslag.docx", "b-forslag.docx"}
        tracked = zipfile.ZipFile(io.BytesIO(packed.read("a-forslag.docx")))
        plain = docx.Document(io.BytesIO(packed.read("b-forslag.docx")))
    words = tracked.read("word/document.xml").decode()
    assert "<w:ins " in words
    assert "Tildelingsbrev 2031 til Helsedirektoratet" in words
    assert any("Regnprogrammet" in each.text for each in plain.paragraphs)
    page = local.client.get(f"/saker/{made}/brev/forslag").text
    assert "a-forslag.docx" in page


def test_findings_say_what_they_stand_against(local: Visit) -> None:
    """Letters of the same year, last year's letter, and the acts of the case."""
    earlier = [each.format("Husbanken", "delta", "2034") for each in _WORDS]
    old = "\n\n".join(earlier).replace("2031", "2030").encode()
    made = local.case(files={**_letters(), "i-fjor.txt": old})
    local.wait(made)
    kinds = {each["kind"] for each in local.result(f"/api/v1/cases/{made}/letters")["findings"]}
    assert "endret siden i fjor" in kinds
    page = local.client.get(f"/saker/{made}/brev").text
    assert "against-years" in page
    assert "against-letters" in page


def test_letters_in_files_of_one_name_are_all_kept(local: Visit) -> None:
    """A second file of the same name gets a number; no letter is passed over."""
    first, second = _letters().values()
    made = local.case(files={"brev.docx": first})
    local.upload(
        made, {"brev.docx": _word("Tildelingsbrev 2031 til Statped", "Statped skal gi råd.")}
    )
    local.upload(made, {"brev.txt": second})
    local.wait(made)
    documents = local.client.get(f"/api/v1/cases/{made}/documents").json()
    assert {each["name"] for each in documents} == {"brev.docx", "brev (2).docx", "brev.txt"}
    letters = local.result(f"/api/v1/cases/{made}/letters")["letters"]
    assert {each["agency"] for each in letters} == {"Helsedirektoratet", "Statped", "Husbanken"}


def test_two_letters_to_one_agency_are_told_apart_in_the_matrix(local: Visit) -> None:
    """The row says what sort of letter it is."""
    more = (
        "Supplerende tildelingsbrev nr. 2 – 2031 til Helsedirektoratet",
        _WORDS[2].format("Helsedirektoratet"),
    )
    made = local.case(files={**_letters(), "c.txt": "\n\n".join(more).encode()})
    local.wait(made)
    local.result(f"/api/v1/cases/{made}/letters")
    page = local.client.get(f"/saker/{made}/brev").text
    assert "tildelingsbrev, 2031" in page
    assert "tillegg til tildelingsbrev 2, 2031" in page
