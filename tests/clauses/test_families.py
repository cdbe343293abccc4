"""A family of clauses that no model knows: an entry among the rules is all it takes."""

from pathlib import Path

import pytest

from regelverk.clauses.detect import find_clauses
from regelverk.model.document import Document
from regelverk.pipeline import read_corpus
from tests.acts import act

FAMILY = "barnevernsmelding"
HEADINGS = ("opplysningsplikt til barnevernet", "melde frå til barnevernet")
SECTIONS = [
    ("1", "Lek", ["Lekeplassen skal samarbeide med skolen om åpningstidene."]),
    ("2", "Melding", [
        (
            "Vakten skal uten hinder av taushetsplikt melde fra til barnevernstjenesten når et "
            "barn er i fare. Vakten plikter også å gi opplysninger etter pålegg i samsvar med "
            "barnevernsloven § 13-4."
        ),
        "Barnevernstjenesten skal underrette vakten om at meldingen er mottatt.",
    ]),
]  # fmt: skip


def test_a_family_of_rules_alone_is_found_on_request() -> None:
    """From an entry in the rule file to clauses with quotes, reasons and partners."""
    document = act("lov/2027-09-09-909", "Lov om lek og vakt", "Vaktloven", SECTIONS)
    found = [each for each in find_clauses(document, {FAMILY}) if FAMILY in each.types]
    assert [str(each.address).split("§")[1] for each in found] == [
        "2/ledd/1/setning/1", "2/ledd/1/setning/2",
    ]  # fmt: skip
    for clause in found:
        assert clause.text == clause.span.of(document.text)
        assert clause.partners
        assert any("Meldeplikt til barnevernet".lower() in each.text() for each in clause.evidence)


def test_what_is_not_asked_for_is_not_among_cooperation_clauses() -> None:
    """Other families do not mix with cooperation, and asking changes nothing else."""
    document = act("lov/2027-09-09-909", "Lov om lek og vakt", "Vaktloven", SECTIONS)
    plain, asked = find_clauses(document), find_clauses(document, {FAMILY})
    assert all(FAMILY not in clause.types for clause in plain)
    assert {clause.address for clause in plain} <= {clause.address for clause in asked}


@pytest.mark.slow
def test_the_duty_is_found_in_the_sector_acts(acts_archive: Path) -> None:
    """The acts whose sections are headed by this duty are found, and few others."""
    headed, found = set[str](), set[str]()
    for document in read_corpus([acts_archive]):
        if isinstance(document, Document) and "barnevern" in document.text.lower():
            headings = {document.heading(section).lower() for section in document.sections}
            if any(words in each for each in headings for words in HEADINGS):
                headed.add(document.identifier)
            if any(FAMILY in clause.types for clause in find_clauses(document, {FAMILY})):
                found.add(document.identifier)
    assert len(headed) >= 9
    assert headed <= found
    assert len(found) < 2.5 * len(headed)
