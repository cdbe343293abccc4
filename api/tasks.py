"""The work on documents: the only caller of the verbs. Runs in worker processes, never in ours."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from regelverk.citations import Citation, find_citations
from regelverk.clauses.types import Clause
from regelverk.comparison.types import Justification
from regelverk.drafting.types import Draft
from regelverk.model.document import Document
from regelverk.pipeline import NamedBytes, check_letters, compare, draft, find_clauses, read

Inputs = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """A document, its clauses and its citations."""

    document: Document
    clauses: tuple[Clause, ...]
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a task gives: its result, and the little that lists show of it."""

    result: Any
    summary: dict[str, Any]


def read_document(inputs: Inputs, _reads: Sequence[Read]) -> Outcome:
    """Read one uploaded file: its `path` and its `name`."""
    source = NamedBytes(inputs["name"], Path(inputs["path"]).read_bytes())
    document = read(source)
    clauses = find_clauses(document)
    return Outcome(
        Read(document, clauses, find_citations(document)),
        {
            "identifier": document.identifier,
            "kind": document.kind.value,
            "title": document.title,
            "short_title": document.short_title,
            "language": document.language.language.value,
            "sections": sum(1 for _ in document.sections),
            "clauses": len(clauses),
            "notices": [
                {form: each.text(form) for form in ("nb", "nn")} for each in document.notices
            ],
        },
    )


def compare_acts(inputs: Inputs, reads: Sequence[Read]) -> Outcome:
    """Set acts side by side: the clause `types`, and the users' `justifications`."""
    reasons = [
        Justification(**{**each, "date": date.fromisoformat(each["date"])})
        for each in inputs["justifications"]
    ]
    return Outcome(
        compare(
            [each.document for each in reads],
            inputs["types"],
            [clause for each in reads for clause in each.clauses],
            justifications=reasons,
        ),
        {},
    )


def draft_sections(inputs: Inputs, reads: Sequence[Read]) -> Outcome:
    """Draft with a `model`, its `elements` and an `approach`, with the users' `edits`."""
    drafts = draft(
        [each.document for each in reads],
        inputs["model"],
        approach=inputs["approach"],
        elements=inputs["elements"],
        clauses=[clause for each in reads for clause in each.clauses],
    )
    edits = inputs["edits"]
    return Outcome(
        tuple(_edited(each, edits[each.law]) if each.law in edits else each for each in drafts), {}
    )


def _edited(draft: Draft, edit: Mapping[str, Any]) -> Draft:
    """A draft in a user's words, also where its changes carry the section."""
    heading, ledd = edit["heading"], tuple(edit["subsections"])
    made = replace(draft, heading=heading, subsections=ledd)
    changes = tuple(
        replace(each, proposed=(f"{draft.section} {heading}", *made.printed))
        if each.reason is None and each.proposed
        else each
        for each in draft.changes
    )
    return replace(made, changes=changes)


def set_letters(inputs: Inputs, reads: Sequence[Read]) -> Outcome:
    """Set allocation letters side by side, for the `initiatives` named or those found."""
    return Outcome(check_letters([each.document for each in reads], inputs["initiatives"]), {})


TASKS: Mapping[str, Callable[[Inputs, Sequence[Read]], Outcome]] = {
    "document": read_document,
    "comparison": compare_acts,
    "drafts": draft_sections,
    "letters": set_letters,
}
