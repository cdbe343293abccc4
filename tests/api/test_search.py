"""Search across a case, and the list of clauses narrowed and taken away."""

import csv
import io
import time

import pytest

from api.search import Index, hits, stem, terms
from regelverk.spans import Span
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act_xml
from tests.api.conftest import Visit

_FILES = {f"{each[2]}.xml": act_xml(*each) for each in (PLAYGROUND, SLEDGING, SILENT)}


@pytest.mark.parametrize(
    "forms",
    [
        ["kommunen", "Kommunar", "kommunes", "kommunane"],
        ["tenesteytarane", "tjenesteytere", "tjenesteyterne", "tenesteytarar"],
        ["opplæringa", "opplæringen", "opplaering", "OPPLÆRING"],
        ["naudsynt", "nødvendig", "noedvendig"],
        ["barn", "barna", "barnet", "barnets"],
        ["plikt", "pliktar", "plikten", "plikta"],
        ["ansvar", "ansvaret", "ansvars"],
    ],
)
def test_forms_of_a_word_have_one_stem(forms: list[str]) -> None:
    """Inflection, language form and a foreign keyboard do not hide a word."""
    assert len({stem(each) for each in forms}) == 1, [stem(each) for each in forms]


def test_words_may_stand_apart_but_phrases_may_not() -> None:
    """All words of a query are in one unit; a phrase has its words side by side, in order."""
    text = "Planen er individuell. | Individuelle planar | plan og individuell hjelp"
    cuts = [at for at, sign in enumerate(text) if sign == "|"]
    units = [Span(a, b) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    index = Index(text)
    assert list(hits(index, terms("individuell plan"), units)) == [0, 1, 2]
    found = hits(index, terms("«individuell plan»"), units)
    assert [span.of(text) for span in found[1]] == ["Individuelle planar"]
    assert list(found) == [1]
    assert hits(index, terms('""  , -'), units) == {}


def test_search_gives_addresses_in_every_document(local: Visit) -> None:
    """A hit has its place, its words with marks, and the types of the clauses it stands in."""
    case = local.case(files=_FILES)
    local.wait(case)
    path = f"/api/v1/cases/{case}/search"
    found = local.result(f"{path}?q=samarbeide+tenesteytarar")
    assert {each["document"] for each in found["items"]} == {PLAYGROUND[0], SLEDGING[0]}
    for each in found["items"]:
        marked = [each["text"][start:end] for start, end in each["marks"]]
        assert any(words.lower().startswith("samarbeid") for words in marked)
        assert each["address"].startswith(f"{each['document']}/§")
        assert "§" in each["place"]
        assert each["types"]
    everything = local.result(f"{path}?q=sand")["total"]
    assert everything > local.result(f"{path}?q=sand&clauses_only=true")["total"]
    assert (
        local.result(f"{path}?q=sand&limit=1&offset=1")["items"][0]
        != (local.result(f"{path}?q=sand&limit=1")["items"][0])
    )
    assert local.result(path)["total"] == 0
    assert local.client.get(path, params={"q": "x" * 201}).status_code == 422
    assert local.client.get(f"/saker/{case}/sok", params={"q": "<b>sand"}).status_code == 200
    assert "<b>sand" not in local.client.get(f"/saker/{case}/sok", params={"q": "<b>sand"}).text


def test_search_in_much_text_takes_little_time(local: Visit) -> None:
    """A search in three million letters, the widest there is, is answered within its bound."""
    words = " ".join(f"Kommunen skal samarbeide med skolen om sak {n}." for n in range(60_000))
    text = words[:3_000_000]
    units = [Span(at, min(at + 200, len(text))) for at in range(0, len(text), 200)]
    index = Index(text)
    began = time.process_time()
    assert hits(index, terms("samarbeid kommune skole sak"), units)
    assert time.process_time() - began < 8


def test_clauses_are_narrowed_and_taken_away(local: Visit) -> None:
    """What the page shows, by type, element and partner, is what the file and the API hold."""
    case = local.case(files={**_FILES, "formel.txt": b"=cmd|1. Kommunen skal samarbeide med =A1."})
    local.wait(case)
    api = f"/api/v1/cases/{case}/clauses"
    every = local.result(api)
    assert every["total"] > 4
    condition = local.result(f"{api}?element=condition")["items"]
    lacking = local.result(f"{api}?lacking=condition")["items"]
    assert len(condition) + len(lacking) == every["total"]
    assert condition
    assert lacking
    assert all("condition" in each["slots"] for each in condition)
    unsure = local.result(f"{api}?order=unsure")["items"]
    scores = [each["score"] for each in unsure]
    assert scores == sorted(scores)
    for wrong in ("type=x", "element=x", "partner=x", "order=x"):
        assert local.client.get(f"{api}?{wrong}").status_code == 422
    page = f"/saker/{case}/bestemmelser/fil?element=condition"
    table = local.client.get(f"{page}&format=csv")
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(condition) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    assert len(local.client.get(f"{page}&format=json").json()) == len(condition)
    assert "attachment" in table.headers["content-disposition"]
