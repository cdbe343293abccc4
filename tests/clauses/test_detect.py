"""Finding clauses in documents."""

from regelverk.clauses.detect import find_clauses
from regelverk.clauses.slots import find_slots
from regelverk.readers import lovdata
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act, act_xml


def test_quotes_slots_and_evidence_are_spans_of_the_document() -> None:
    """No clause is invented: whatever is shown stands in the document, at that place."""
    for made in (PLAYGROUND, SLEDGING):
        document = act(*made)
        clauses = find_clauses(document)
        assert clauses
        for clause in clauses:
            assert clause.text == clause.span.of(document.text)
            node = document.at(clause.address)
            assert node is not None
            assert clause.span.start == node.start
            for name, span in clause.slots.items():
                assert clause.span.contains(span)
                assert clause.slot(name) == span.of(document.text)
            assert clause.evidence
            assert all(
                each.span is None or clause.span.contains(each.span) for each in clause.evidence
            )


def test_types_are_told_apart_within_a_section() -> None:
    """Each sentence has its own types, with its address."""
    found = {
        str(clause.address).split("§")[1]: set(clause.types)
        for clause in find_clauses(act(*PLAYGROUND))
    }
    assert "individ" in found["2/ledd/1/setning/1"]
    assert "samordning" in found["2/ledd/2/setning/1"]
    assert "plan" in found["2/ledd/2/setning/2"]
    assert "system" in found["2/ledd/3/setning/1"]


def test_the_purpose_section_and_a_silent_act_give_nothing() -> None:
    """What the annotation guide holds not to be a clause is none."""
    assert not [clause for clause in find_clauses(act(*PLAYGROUND)) if "/§1/" in clause.address]
    assert find_clauses(act(*SILENT)) == ()


def test_a_list_is_read_with_the_words_that_lead_into_it() -> None:
    """An introduction and its items are one sentence, named by the introduction."""
    items = (
        "Kommunen skal samarbeide med<ul>"
        '<li data-name="a."><article class="listArticle">skolen, og</article></li>'
        '<li data-name="b."><article class="listArticle">politiet.</article></li></ul>'
    )
    data = act_xml("lov/2027-04-04-904", "Lov om lister", "Listeloven", [("1", "Liste", ["LISTE"])])
    document = lovdata.read(data.replace(b"LISTE", items.encode()), "liste.xml")
    (clause,) = find_clauses(document)
    assert clause.text.startswith("Kommunen skal samarbeide med")
    assert clause.text.endswith("politiet.")
    assert clause.address == "lov/2027-04-04-904/§1/ledd/1/setning/1"


def test_partners_tell_users_and_foreign_states_from_public_bodies() -> None:
    """Cooperation with parents or other states is not cooperation between public bodies."""
    document = act(
        "lov/2027-05-05-905", "Lov om parter", "Partsloven",
        [("1", "Hjem", ["Skolen skal samarbeide med foreldrene om turen."]),
         ("2", "Land", ["Direktoratet skal samarbeide med myndigheter i andre EØS-stater."]),
         ("3", "Stat", ["Kommunen skal samarbeide med politiet om trafikken."])],
    )  # fmt: skip
    found = {clause.section.split("§")[1]: clause.partners[0] for clause in find_clauses(document)}
    assert found == {"1": "bruker", "2": "internasjonal", "3": "offentlig"}


def test_slots_of_an_inverted_sentence() -> None:
    """The duty bearer is found after the modal verb when a condition stands first."""
    text = "Dersom barnet trenger det, skal tannlegen samarbeide med skolen for å gi barnet ro."
    slots = {name: span.of(text) for name, span in find_slots(text).items()}
    assert slots["duty_bearer"] == "tannlegen"
    assert slots["modality"] == "skal"
    assert slots["condition"] == "Dersom barnet trenger det"
    assert slots["counterpart"] == "skolen"
    assert slots["purpose"] == "for å gi barnet ro"
    assert slots["beneficiary"] == "barnet"
