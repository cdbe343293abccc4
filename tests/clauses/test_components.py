"""The detection as a spaCy pipeline."""

from pathlib import Path

import pytest

from regelverk.clauses.components import pipeline
from regelverk.clauses.detect import SLOTTED, find_clauses
from regelverk.clauses.types import SLOTS, Clause
from regelverk.model.document import Document
from regelverk.pipeline import NamedBytes, read, read_corpus

BOKMAAL = "Ved behov skal kommunen samordne tilbudet. Etaten skal samarbeide med skolen om turen."
NYNORSK = "Etaten skal samarbeide med skulen når det er naudsynt. Det same gjeld for kommunen."
SILENT = "Gebyret betales innen tre uker."


def found_in(text: str) -> list[Clause]:
    """The clauses of a plain text."""
    doc = pipeline()(text)
    return [span._.clause for span in doc.spans["clauses"]]


def shown(clause: Clause) -> tuple[object, ...]:
    """What a clause says, wherever it stands."""
    parts = tuple((name, clause.slot(name)) for name in SLOTS)
    reasons = tuple(each.reason for each in clause.evidence)
    return clause.text, dict(clause.types), clause.partners, parts, clause.step, reasons


def test_each_component_finds_what_it_needs() -> None:
    """The declared inputs of every component are outputs of those before it."""
    analysis = pipeline().analyze_pipes(keys=["assigns", "requires"])
    assert analysis is not None
    assert not any(analysis["problems"].values())
    assert list(analysis["summary"]) == [
        "clause_ledd", "clause_types", "clause_syntax", "clause_slots", "clause_ladder",
    ]  # fmt: skip
    assert all(each["assigns"] for each in analysis["summary"].values())


@pytest.mark.parametrize("text", [BOKMAAL, NYNORSK])
def test_plain_text_and_a_document_give_the_same(text: str) -> None:
    """`nlp(text)` and `find_clauses(document)` run the same code."""
    marked = found_in(text)
    document = read(NamedBytes("notat.txt", text.encode()))
    assert len(marked) == 2
    assert [shown(each) for each in marked] == [shown(each) for each in find_clauses(document)]


def test_clauses_are_marked_in_the_text() -> None:
    """Whoever works in spaCy finds the clauses among the spans of the text, with their type."""
    doc = pipeline()(f"{SILENT}\n\n{BOKMAAL}")
    spans = list(doc.spans["clauses"])
    assert [span.text for span in spans] == [span._.clause.text for span in spans]
    assert spans[0].label_ == "samordning"
    assert spans[0]._.clause.slot("duty_bearer") == "kommunen"


def test_many_texts_at_once_give_what_each_gives_alone() -> None:
    """Batches are for speed: they change nothing."""
    texts = [BOKMAAL, SILENT, NYNORSK] * 30
    together = [
        [shown(span._.clause) for span in doc.spans["clauses"]] for doc in pipeline().pipe(texts)
    ]
    alone = [[shown(clause) for clause in found_in(text)] for text in texts[:3]]
    assert together == alone * 30


def test_only_duties_are_parsed() -> None:
    """The parser is slow: what has no parts to mark is left alone."""
    doc = pipeline()(f"Barnet har rett til individuell plan.\n\n{BOKMAAL}")
    parsed = [span._.tree is not None for span in doc.spans["clauses"]]
    duties = [bool(SLOTTED & span._.clause.types.keys()) for span in doc.spans["clauses"]]
    assert parsed == duties == [False, True, True]


@pytest.mark.slow
def test_no_clause_is_invented_in_any_act(acts_archive: Path) -> None:
    """In every act in force, what is shown stands in the act, at that place."""
    count = 0
    for act in read_corpus([acts_archive]):
        assert isinstance(act, Document)
        for clause in find_clauses(act):
            count += 1
            node = act.at(clause.address)
            assert node is not None
            assert clause.span.start == node.start
            assert clause.text == act.quote(clause.span)
            assert clause.types
            assert clause.partners
            assert set(clause.slots) <= set(SLOTS)
            spans = [*clause.slots.values(), *(each.span for each in clause.evidence if each.span)]
            assert all(clause.span.contains(span) and span.start < span.end for span in spans)
            assert all(clause.slot(name).strip(" ,;:.") for name in clause.slots)
    assert count > 1000
