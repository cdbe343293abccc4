"""Citations are followed into the acts of a corpus, and the reader is told of those that fail."""

import pytest

from regelverk.citations import Resolution, Resolver, Status, resolve
from regelverk.model.document import Document, DocumentKind
from tests.citations.statutes import LEK, statute

RO = "lov/2028-05-05-5"
OLD_RO = "lov/1998-05-05-5"


def leading(text: str) -> Document:
    """An act whose first section says `text`."""
    return statute(f"§ 1 Lek\n{text}\n§ 2 Ro\nRo er ro.\n§ 3 (Opphevet)\nUtgått.")


def quiet(identifier: str = RO, in_force: str = "2028-06-01") -> Document:
    """An act on quiet."""
    body = "§ 1-1 Ro\nAlle skal ha\na. ro\nb. fred.\n§ 1-2 (Opphevet)\nUtgått.\n§ 1-3 Mer ro\nSov."
    facts = {"I kraft fra": in_force}
    return statute(body, identifier, "Lov om ro (roloven)", "roloven", DocumentKind.ACT, **facts)


def single(act: Document, *corpus: Document) -> Resolution:
    """Where the only citation in an act leads."""
    (resolution,) = resolve(act, corpus)
    return resolution


def test_a_citation_leads_to_the_nodes_of_another_act() -> None:
    """The act's own titles make its name known, and its text is where the citation ends."""
    found = single(leading("Se roloven § 1-1 bokstav b."), quiet())
    assert found.document is not None
    assert [found.document.quote(node) for node in found.nodes] == ["b. fred."]
    assert (found.citation.status, found.notice) == (Status.RESOLVED, None)
    assert found.citation.targets == (f"{RO}/§1-1/ledd/1/bokstav/b",)


def test_intervals_are_written_out_from_the_other_act() -> None:
    """What lies between the ends of an interval is known where the act is at hand."""
    found = single(leading("Se roloven §§ 1-1 til 1-3."), quiet())
    assert [node.label for node in found.nodes] == ["§ 1-1", "§ 1-2", "§ 1-3"]


def test_a_whole_act_is_followed_to_its_root() -> None:
    """An act cited as such leads to the document."""
    found = single(leading("Se roloven."), quiet())
    assert [node.address for node in found.nodes] == [RO]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Se roloven § 9-9.", "henvisning-uten-mål", "«roloven § 9-9» viser til noe"),
        ("Se § 7.", "henvisning-uten-mål", "«§ 7» viser til noe som ikke finnes i dokumentet."),
        ("Se roloven § 1-2.", "henvisning-opphevet", "er opphevet"),
        ("Se § 3.", "henvisning-opphevet", "er opphevet"),
        ("Se støyloven § 1.", "henvisning-ukjent", "ikke er kjent"),
        ("Se introduksjonsloven § 2.", "henvisning-utdatert", "avløst av integreringsloven (lov/"),
        ("Se friskolelova § 2.", "henvisning-utdatert", "nå heter privatskolelova (lov/2003"),
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_told(text: str, code: str, words: str) -> None:
    """The notice says what is wrong, in the place that speaks."""
    found = single(leading(text), quiet())
    assert found.notice is not None
    assert (found.notice.code, found.notice.address) == (code, f"{LEK}/§1/ledd/1/setning/1")
    assert words in found.notice.message


def test_notes_get_no_notices() -> None:
    """What a note tells of the past is no fault in the act."""
    act = statute("§ 1 Lek\nLek er fri.\n~ Endret ved lov 1 jan 2001 nr. 9, se § 44.")
    assert [each.notice for each in resolve(act)] == [None, None]


def test_a_name_for_two_acts_is_decided_by_the_place_or_left_open() -> None:
    """Two acts in force share a name: the one that has the section is meant, else both may be."""
    other = statute("§ 7 Ro\nRo.", OLD_RO, "Lov om ro og orden (roloven)", "roloven")
    assert single(leading("Se roloven § 7."), quiet(), other).citation.acts == (OLD_RO,)
    open_ended = single(leading("Se roloven."), quiet(), other)
    assert open_ended.citation.status is Status.AMBIGUOUS
    assert open_ended.notice is not None
    assert open_ended.notice.code == "henvisning-flertydig"


def test_an_act_in_force_goes_before_one_to_come() -> None:
    """An act without a date of entry into force does not take over the name yet."""
    coming = quiet("lov/2029-01-01-1", in_force="Kongen bestemmer")
    assert single(leading("Se roloven § 1-1."), quiet(), coming).citation.acts == (RO,)


def test_a_corpus_is_its_own_time() -> None:
    """Where only the older of two acts is at hand, that is the law, and not outdated."""
    old = statute(
        "§ 4-1 Hensyn\nHensyn.", "lov/1992-07-17-100", "Lov om barneverntjenester (barnevernloven)"
    )
    found = single(leading("Se barnevernloven § 4-1."), old)
    assert (found.citation.status, found.notice) == (Status.RESOLVED, None)


def test_one_resolver_serves_many_documents() -> None:
    """A corpus is indexed once, and regulations are followed like acts."""
    rule = statute(
        "§ 1 Ro\nSe roloven § 1-1.",
        "forskrift/2029-01-01-1",
        "Forskrift om ro",
        "",
        DocumentKind.REGULATION,
    )
    resolver = Resolver([quiet()])
    for document in (leading("Se roloven § 1-3."), rule):
        (found,) = resolver.resolve(document)
        assert found.nodes
