"""Who must cooperate with whom: what clauses say in either form, and where it goes one way."""

import re

from regelverk.clauses.types import Clause
from regelverk.comparison.reciprocity import Force, Reciprocity, parties, reciprocity
from regelverk.model.address import Address
from regelverk.spans import Span

_PARTS = re.compile(
    r"(?P<duty_bearer>.+?) (?P<modality>skal|bør|kan|trøster) samarbeide? med (?P<counterpart>.+?) om"
)


def clause(words: str) -> Clause:
    """A clause on cooperation, its slots set by hand: what is tested is not the detection."""
    parts = _PARTS.match(words)
    assert parts
    return Clause(
        address=Address("lov/2027-04-04-904/§1/ledd/1/setning/1"),
        span=Span(0, len(words)),
        text=words,
        types={"system": 0.9},
        partners=("offentlig",),
        slots={name: Span(*parts.span(name)) for name in parts.groupdict()},
    )


def relations(*sentences: str) -> Reciprocity:
    return reciprocity(map(clause, sentences))


def test_a_duty_one_way_is_told_from_a_mutual_one() -> None:
    """The school must with the police, which need not; school and kindergarten both must."""
    found = relations(
        "Skolen skal samarbeide med politiet om elever i fare.",
        "Barnehagen skal samarbeide med skolen om overgangen for barnet.",
        "Skolen skal samarbeide med barnehagen om overgangen for barnet.",
    )
    assert found.one_sided == (("skole", "politi"),)
    assert found.mutual == (("barnehage", "skole"),)


def test_leave_is_no_duty_but_no_one_sidedness_either() -> None:
    """Who may cooperate is shown as such, and answers another's duty."""
    found = relations(
        "Skolen skal samarbeide med politiet om elever i fare.",
        "Politiet kan samarbeide med skolen om elever i fare.",
    )
    assert found.force("skole", "politi") is Force.MUST
    assert found.force("politi", "skole") is Force.MAY
    assert found.one_sided == ()


def test_a_collective_reaches_the_named_parties_it_covers() -> None:
    """Other service providers are those that some clause names, without the duty bearer itself."""
    found = relations(
        "Barnehagen skal samarbeide med andre tjenesteytere om barnet.",
        "Skolen skal samarbeide med barnevernstjenesten om eleven.",
    )
    assert [party.name for party in found.parties] == ["barnehage", "skole", "barnevern"]
    assert {other for bearer, other in found.arrows if bearer == "barnehage"} == {
        "skole", "barnevern",
    }  # fmt: skip
    assert not found.arrows["barnehage", "skole"][0].named
    assert found.arrows["skole", "barnevern"][0].named


def test_both_forms_name_the_same_parties() -> None:
    """Bokmål and nynorsk of the same duty give the same arrows."""
    bokmaal = relations("Skolen skal samarbeide med barnevernstjenesten om eleven.")
    nynorsk = relations("Skulen skal samarbeide med barnevernstenesta om eleven.")
    assert bokmaal.arrows.keys() == nynorsk.arrows.keys() == {("skole", "barnevern")}


def test_a_clause_that_names_no_known_party_is_kept_apart() -> None:
    """What cannot be placed is listed, not guessed."""
    found = relations("Trollmannen skal samarbeide med andre offentlige organer om trolldommen.")
    assert not found.arrows
    assert [clause.slot("duty_bearer") for clause in found.unplaced] == ["Trollmannen"]


def test_words_that_are_neither_duty_nor_leave_give_no_arrow() -> None:
    """A modality that folds to none of them is listed as not placed."""
    found = relations("Skolen trøster samarbeide med barnehagen om barnet.")
    assert not found.arrows
    assert len(found.unplaced) == 1


def test_no_clause_gives_an_empty_picture() -> None:
    """Without clauses there is nothing to show, and nothing fails."""
    found = reciprocity([])
    assert (found.parties, found.one_sided, found.mutual, found.unplaced) == ((), (), (), ())


def test_collectives_cover_parties_that_exist() -> None:
    """Every name that a collective covers is a party of the rules, and no collective."""
    single = {party.name for party in parties() if not party.covers}
    assert all(set(party.covers) <= single for party in parties())
