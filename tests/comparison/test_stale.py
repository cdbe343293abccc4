"""Citations that lead nowhere, in and around the clauses, and old names anywhere in the acts."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

from regelverk.citations.resolve import Resolver
from regelverk.clauses.detect import find_clauses
from regelverk.comparison.stale import stale_references
from regelverk.comparison.types import StaleReference
from regelverk.comparison.words import stale_sentence
from regelverk.model.document import Document
from regelverk.pipeline import compare
from regelverk.readers import lovdata
from tests.acts import act
from tests.comparison.corpus import acts_in_force


def _stale(*documents: Document) -> tuple[StaleReference, ...]:
    clauses = [clause for each in documents for clause in find_clauses(each)]
    return stale_references(documents, clauses, Resolver(documents))


def test_what_is_cited_wrongly_is_told_with_its_place() -> None:
    """A section that is not there, in a clause; the same elsewhere is left to others."""
    document = act(
        "lov/2027-01-01-901", "Lov om lekeplasser (lekeplassloven)", "Lekeplassloven",
        [
            ("1", "Samarbeid", ["Lekeplassen skal samarbeide med andre tjenesteytere etter § 99."]),
            ("2", "Gebyr", ["Gebyret følger av § 98."]),
        ],
    )  # fmt: skip
    found = _stale(document)
    assert [each.quote.words for each in found] == ["§ 99"]
    assert found[0].in_clause
    assert found[0].quote.span is not None
    assert found[0].quote.span.of(document.text) == "§ 99"
    assert "§ 1" in stale_sentence(found[0], {document.identifier: "Lekeplassloven"})


def test_the_introduction_act_still_stands_in_the_national_insurance_act(
    acts_archive: Path,
) -> None:
    """Folketrygdloven § 21-5 speaks of an act that was replaced in 2021."""
    (insurance,) = acts_in_force(acts_archive, "lov/1997-02-28-19")
    found = [each for each in _stale(insurance) if "/§21-5/" in each.quote.address]
    assert {each.quote.words for each in found} == {"introduksjonsloven"}
    assert all(each.in_section for each in found)
    assert sum(each.in_clause for each in found) == 2
    assert all("integreringsloven" in each.message for each in found)


def test_the_old_name_of_the_private_schools_act_is_found_in_six_regulations(
    acts_archive: Path, regulations_archive: Path
) -> None:
    """Regulations that still say «friskolelova» are told, wherever it stands in them."""
    regulations = list(_with_words(regulations_archive, "riskolelov"))
    schools = acts_in_force(acts_archive, "lov/2003-07-04-84")
    found = compare([*schools, *regulations]).stale
    told = {each.act for each in found if each.quote.words.startswith("friskolelova")}
    assert told == {each.identifier for each in regulations}
    assert len(told) == 6


def _with_words(archive: Path, words: str) -> Iterator[Document]:
    with tarfile.open(archive) as opened:
        for member in opened:
            stream = opened.extractfile(member)
            if stream is not None and words.encode() in (data := stream.read()):
                yield lovdata.read(data, member.name.rsplit("/", 1)[-1])
