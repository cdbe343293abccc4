"""What acts are called is known from the rules and from the acts themselves."""

from collections.abc import Mapping

import pytest

from regelverk.citations import ActIndex, known_acts
from regelverk.model.document import Document
from tests.citations.statutes import LEK, statute


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("barnehageloven", "lov/2005-06-17-64"),
        ("Barnehagelovas", "lov/2005-06-17-64"),
        ("OPPLÆRINGSLOVA", "lov/2023-06-09-30"),
        ("sosialtjenesteloven", "lov/2009-12-18-131"),
        ("pasient- og brukarrettslova", "lov/1999-07-02-63"),
        ("nav-loven", "lov/2006-06-16-20"),
        ("forvaltningsloven", "lov/1967-02-10"),
    ],
)
def test_names_in_use(name: str, identifier: str) -> None:
    """A short title is known in both languages and in the genitive; the act in force wins."""
    found = known_acts().named(name)
    assert found is not None
    assert [act.identifier for act in found.acts] == [identifier]
    assert not found.outdated


@pytest.mark.parametrize(
    ("name", "year", "identifier"),
    [
        ("sosialtjenesteloven", "1991", "lov/1991-12-13-81"),
        ("barnevernloven", "", "lov/1992-07-17-100"),
        ("pasientrettighetsloven", "", "lov/1999-07-02-63"),
    ],
)
def test_names_of_the_past(name: str, year: str, identifier: str) -> None:
    """A former name, and the name of an act that is replaced, are known as such."""
    found = known_acts().named(name, year)
    assert found is not None
    assert [act.identifier for act in found.acts] == [identifier]
    assert found.outdated


@pytest.mark.parametrize(
    ("title", "short_title", "name"),
    [
        ("Lov om lek (lekeloven)", "", "lekeloven"),
        ("Lov om lek [lekeloven]", "", "lekeloven"),
        ("Lov om lek og ro mv.", "Lekeloven", "lekelova"),
        ("Lov om lek (leke- og roloven) mv.", "", "leke- og roloven"),
    ],
)
def test_an_act_names_itself(title: str, short_title: str, name: str) -> None:
    """The short title stands in brackets in the title, or apart."""
    found = ActIndex.from_documents([statute("§ 1 A\nB.", LEK, title, short_title)]).named(name)
    assert found is not None
    assert [act.identifier for act in found.acts] == [LEK]


def test_an_amending_act_does_not_take_the_name() -> None:
    """«Lov om endringer i … (lekeloven)» is not lekeloven."""
    act = statute("§ 1 A\nB.", LEK, "Lov om endringer i lov om lek (lekeloven)", "Lekeloven")
    assert ActIndex.from_documents([act]).named("lekeloven") is None


def test_abbreviations_and_titles_are_names_too() -> None:
    """«lekel.» and «lov om lek» stand for the act, the longest title first."""
    acts = [
        statute("§ 1 A\nB.", LEK, "Lov om lek", "Lekeloven", Forkortelse="lekel"),
        statute("§ 1 A\nB.", "lov/2027-01-01-2", "Lov om lek og ro", "Roloven"),
    ]
    index = ActIndex.from_documents(acts)
    found, title = index.abbreviated("lekel."), index.about("lov om lek og ro § 1", 4)
    assert found is not None
    assert [act.identifier for act in found.acts] == [LEK]
    assert title is not None
    assert title[0].identifier == "lov/2027-01-01-2"


@pytest.mark.slow
def test_the_rules_agree_with_the_archive(acts_in_force: Mapping[str, Document]) -> None:
    """An act in the rules is in force under that title, or else its successors are in force."""
    for act in known_acts():
        document = acts_in_force.get(act.identifier)
        if act.replaced_by:
            assert document is None, act.identifier
            assert all(new in acts_in_force for new in act.replaced_by), act.identifier
        else:
            assert document is not None, act.identifier
            assert document.title.startswith(act.title), act.identifier
