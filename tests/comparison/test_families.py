"""Near-identical ledd: every pair is found, and families are not chained."""

from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from regelverk.clauses.detect import find_clauses
from regelverk.comparison.families import SHORTEST, families, stars
from regelverk.comparison.similar import Pairs, similar_pairs
from regelverk.model.address import Address
from regelverk.model.document import Document, Kind
from regelverk.pipeline import read_corpus
from regelverk.sources.catalogue import catalogue
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act

Found = dict[tuple[int, int], float]

_WORDS = st.lists(
    st.sampled_from(
        [
            "kommunen",
            "skal",
            "samarbeide",
            "med",
            "andre",
            "om",
            "barnet",
            "når",
            "det",
            "trengs",
            "i",
            "vinter",
        ]
    ),
    max_size=14,
).map(" ".join)


def found(pairs: Pairs) -> Found:
    keys = zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)
    return dict(zip(keys, pairs.likeness.tolist(), strict=True))


def by_brute_force(texts: list[str], cutoff: float = 80.0) -> Found:
    """The slow, obvious way: every text with every other."""
    likenesses = {
        (first, second): fuzz.ratio(texts[first], texts[second], score_cutoff=cutoff)
        for first in range(len(texts))
        for second in range(first + 1, len(texts))
    }
    return {key: likeness for key, likeness in likenesses.items() if likeness >= cutoff}


def pairs_of(likenesses: Found) -> Pairs:
    return Pairs(
        np.array([first for first, _ in likenesses], dtype=np.int64),
        np.array([second for _, second in likenesses], dtype=np.int64),
        np.array(list(likenesses.values()), dtype=np.float32),
    )


@given(st.lists(_WORDS, max_size=12))
@settings(deadline=None, max_examples=200)
def test_only_true_pairs_are_found_and_the_same_texts_always(texts: list[str]) -> None:
    """A pair is never invented, its likeness is the exact one, and equal texts are never missed."""
    true, mine = by_brute_force(texts), found(similar_pairs(texts))
    assert mine.keys() <= true.keys()
    assert mine == pytest.approx({key: true[key] for key in mine})
    assert {
        key for key, likeness in true.items() if likeness == 100 and len(texts[key[0]]) > 5
    } <= (mine.keys())


@given(st.lists(_WORDS, max_size=12, unique=True), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_the_texts_does_not_matter(texts: list[str], shuffling: Random) -> None:
    """The same pairs are found in whatever order the texts come."""

    def words(given: list[str]) -> set[frozenset[str]]:
        return {frozenset(given[place] for place in key) for key in found(similar_pairs(given))}

    shuffled = shuffling.sample(texts, len(texts))
    assert words(shuffled) == words(texts)


def test_nothing_is_compared_with_nothing() -> None:
    """No text and one text have no pairs."""
    assert len(similar_pairs([])) == 0
    assert len(similar_pairs(["alene"])) == 0
    assert families([]) == ()


def test_families_are_not_chained() -> None:
    """In a chain where each is like the next only, the ends do not end up together."""
    chain = pairs_of({(place, place + 1): 85.0 for place in range(9)})
    clusters = stars(chain, [1] * 10)
    assert sorted(place for star in clusters for place, _ in star) == list(range(10))
    assert max(map(len, clusters)) <= 3


def test_each_ledd_goes_to_the_typical_one_it_is_most_like() -> None:
    """A ledd between two families belongs to the nearer one, though the other is larger."""
    large = {(0, other): 95.0 for other in (1, 2, 3, 4)}
    small = {(5, other): 95.0 for other in (6, 7)}
    clusters = stars(pairs_of({**large, **small, (0, 8): 81.0, (5, 8): 92.0}), [1] * 9)
    assert {frozenset(place for place, _ in star) for star in clusters} == {
        frozenset({0, 1, 2, 3, 4}), frozenset({5, 6, 7, 8}),
    }  # fmt: skip


def test_both_forms_and_each_acts_own_names_are_one_family() -> None:
    """The same duty in bokmål and nynorsk, of other services, is found as one family."""
    documents = [act(*each) for each in (PLAYGROUND, SLEDGING, SILENT)]
    clauses = [clause for document in documents for clause in find_clauses(document)]
    alike = families(documents, clauses)
    assert alike
    assert all(set(each.documents) == {PLAYGROUND[0], SLEDGING[0]} for each in alike)
    assert all(member.likeness >= 80 and len(member.text) >= SHORTEST
               for each in alike for member in each.members)  # fmt: skip
    assert any(each.has_clauses for each in alike)


def test_a_duty_is_found_again_where_the_ledd_goes_on() -> None:
    """One act adds to the duty in the same ledd, the other does not: it is one family still."""
    duty = (
        "Badeplassen skal samarbeide med andre tjenesteytere dersom det er nødvendig for å gi "
        "barnet et helhetlig tilbud."
    )
    more = (
        " Har barnet en treningsplan fra før, skal badeplassen være med og holde den ved like, "
        "og si fra til den som har laget planen, når noe i den ikke lenger kan følges."
    )
    documents = [
        act("lov/2031-05-02-1", "Lov om badeplasser", "Badeplassloven", [("1", "Plikt", [duty])]),
        act(
            "lov/2031-05-02-2", "Lov om badevann", "Badevannsloven", [("1", "Plikt", [duty + more])]
        ),
    ]
    clauses = [clause for document in documents for clause in find_clauses(document)]
    assert families(documents) == ()
    (family,) = families(documents, clauses)
    assert len(family.documents) == 2
    assert family.has_clauses


@pytest.fixture(scope="module")
def acts(acts_archive: Path) -> list[Document]:
    return [each for each in read_corpus([acts_archive]) if isinstance(each, Document)]


@pytest.mark.slow
def test_pairs_among_real_ledd_are_those_of_brute_force(acts: list[Document]) -> None:
    """At least 995 of 1,000 pairs that comparing all with all finds, on every fifteenth act in force."""
    texts = [
        words
        for document in acts[::15]
        for node in document.walk(Kind.SUBSECTION)
        if len(words := document.quote(node)) >= SHORTEST
    ]
    likenesses = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=80, workers=-1)
    true = set(zip(*np.nonzero(np.triu(likenesses >= 80, k=1)), strict=True))
    mine = found(similar_pairs(texts)).keys()
    assert len(true) > 100
    assert mine <= true
    assert len(mine) >= 0.995 * len(true)


@pytest.mark.slow
def test_the_harmonised_sections_are_families(acts: list[Document]) -> None:
    """What Parliament worded alike in 2021 comes out as families of 9 to 13 acts, unasked for."""
    wanted = {each.reference for each in catalogue().acts if each.in_force}
    sector = [document for document in acts if document.identifier in wanted]
    clauses = [clause for document in sector for clause in find_clauses(document)]
    shared = [each for each in families(sector, clauses) if each.has_clauses]
    large = [each for each in shared if len(each.documents) >= 9]
    assert len(large) >= 4
    assert max(len(each.documents) for each in large) <= 13

    whole, split = (
        Address("lov/2003-07-04-84/§3-6a/ledd/1"),
        Address("lov/2006-06-16-20/§15a/ledd/1"),
    )
    assert any({whole, split} <= {member.address for member in each.members} for each in large)
