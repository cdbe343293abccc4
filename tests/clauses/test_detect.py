"""Finding clauses in documents."""

from concurrent.futures import ProcessPoolExecutor

import pytest

from regelverk.clauses.detect import find_clauses
from regelverk.clauses.slots import find_slots
from regelverk.errors import EmptyFileError
from regelverk.language.pipeline import trees
from regelverk.pipeline import NamedBytes, ReadFailure, find_in_all
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


def test_workers_give_the_same_in_the_same_order() -> None:
    """A corpus may be shared among processes, here or on many machines."""
    documents = [act(*made) for made in (PLAYGROUND, SILENT, SLEDGING)]
    files = [
        NamedBytes(f"{made[0]}.xml", act_xml(*made)) for made in (PLAYGROUND, SILENT, SLEDGING)
    ]
    empty = NamedBytes("tom.xml", b"")
    with ProcessPoolExecutor(2) as workers:
        *shared, last = find_in_all([*files * 5, empty], executor=workers)
    assert shared == [find_clauses(document) for document in documents] * 5
    assert isinstance(last, ReadFailure)
    assert isinstance(last.error, EmptyFileError)


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


CASES: list[tuple[str, dict[str, str | None]]] = [
    ("Inntil rådet er valgt, skal Fylkesvakta og den kommunale vakttjenesten samarbeide med politiet.",
     {"duty_bearer": "Fylkesvakta og den kommunale vakttjenesten", "counterpart": "politiet",
      "condition": "Inntil rådet er valgt"}),
    ("Planen skal samordnes med planane til nabokommunen.",
     {"modality": "skal", "counterpart": "planane til nabokommunen"}),
    ("I saker der fleire vakter er involverte, bør leiaren ved behov samordne arbeidet.",
     {"duty_bearer": "leiaren", "modality": "bør",
      "condition": "I saker der fleire vakter er involverte"}),
    ("I slike tilfelle kan vaktrådet i samråd med skulen gi pålegg om betre lys.",
     {"duty_bearer": "vaktrådet", "modality": "kan", "counterpart": "skulen"}),
    ("Vakta skal samarbeide med skolen når det trengs for å gi deltakere i kurs et helhetlig tilbud.",
     {"duty_bearer": "Vakta", "counterpart": "skolen", "beneficiary": "deltakere i kurs"}),
    ("Når det er nødvendig for å få ro, kan leiaren samordne arbeidet med planen.",
     {"duty_bearer": "leiaren", "condition": "Når det er nødvendig", "purpose": "for å få ro",
      "counterpart": None}),
    ("Slepingen av kjelkar skal skje i samråd med vakta.",
     {"modality": "skal", "counterpart": "vakta", "duty_bearer": None}),
    ("Vaktsentralen lager planen i samråd med kommunene og fylket.",
     {"duty_bearer": "Vaktsentralen", "counterpart": "kommunene og fylket"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), CASES)
def test_grammar_tells_where_the_parts_end(text: str, parts: dict[str, str | None]) -> None:
    """Noun phrases, passives and sentences that no list of words foresaw, in both forms."""
    (tree,) = trees([text])
    slots = {name: span.of(text) for name, span in find_slots(text, tree).items()}
    assert {name: slots.get(name) for name in parts} == parts
    if "duty_bearer" not in parts:
        assert "duty_bearer" not in slots
