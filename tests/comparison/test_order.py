"""The order test: the wording index puts the clause that is plainly closer first."""

import tomllib
from pathlib import Path

from regelverk.clauses.detect import find_clauses
from regelverk.clauses.types import Clause
from regelverk.comparison.names import names_of
from regelverk.comparison.normalise import masked
from regelverk.comparison.score import likeness
from regelverk.model.address import Address
from tests.comparison.corpus import acts_in_force

TRIPLES = tomllib.loads(Path(__file__).with_name("order_triples.toml").read_text(encoding="utf-8"))[
    "triples"
]
LEAST = 0.95


def test_there_are_enough_triples_each_with_a_reason() -> None:
    """At least 60, all different, each of three clauses and with a reason."""
    keys = [(each["first"], each["nearer"], each["farther"]) for each in TRIPLES]
    assert len(set(keys)) == len(keys) >= 60
    assert all(len(set(key)) == 3 for key in keys)
    assert all(len(each["reason"]) > 20 for each in TRIPLES)


def test_the_wording_index_orders_real_clauses_as_a_reader_does(acts_archive: Path) -> None:
    """In 95 of 100 triples or more, the clause a reader found closer is closer."""
    places = [Address(each[role]) for each in TRIPLES for role in ("first", "nearer", "farther")]
    documents = acts_in_force(acts_archive, *dict.fromkeys(place.document for place in places))
    clauses = {
        clause.address: clause for document in documents for clause in find_clauses(document)
    }
    names = names_of(clauses.values())
    for document in documents:
        for place in places:
            if place.document == document.identifier and place not in clauses:
                node = document.at(place)
                assert node is not None, place
                clauses[place] = Clause(place, node.span, document.quote(node), {})
    wordings = {place: masked(clauses[place], names) for place in places}
    wrong = [
        each["reason"]
        for each in TRIPLES
        if likeness(wordings[each["first"]], wordings[each["nearer"]])
        <= likeness(wordings[each["first"]], wordings[each["farther"]])
    ]
    assert 1 - len(wrong) / len(TRIPLES) >= LEAST, wrong
