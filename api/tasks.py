"""The work on documents: the only caller of the verbs. Runs in worker processes, never in ours."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from api.clock import now
from api.drafting import OwnModel, with_edits
from regelverk.citations import Citation, find_citations
from regelverk.clauses.types import Clause
from regelverk.comparison.types import Justification
from regelverk.drafting.effect import effect
from regelverk.drafting.model_clause import CONSENSUS, from_text, only, shipped_names
from regelverk.errors import ModelClauseError
from regelverk.model.document import Document, Kind
from regelverk.model.identifiers import date_of
from regelverk.pipeline import (
    NamedBytes,
    check_draft,
    check_letters,
    compare,
    draft,
    find_clauses,
    letter_proposals,
    read,
    write_docx,
    write_package,
)

Inputs = Mapping[str, Any]
_MODELS = frozenset({"individ", "system", "samordning"})


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
            "as_of": _as_of(document),
            "cooperation": _cooperation(document, clauses),
            "notices": [
                {form: each.text(form) for form in ("nb", "nn")} for each in document.notices
            ],
        },
    )


def _as_of(document: Document) -> str:
    """The day an act's state is from, as its own facts say; empty where they do not."""
    changed = document.metadata.get("Sist endret ved", "")
    return document.metadata.get("Ikrafttredelse av siste endring", "") or date_of(changed)


def _cooperation(document: Document, clauses: Sequence[Clause]) -> list[dict[str, str]]:
    """The sections with a duty to cooperate: those that others may be modelled on."""
    sections = dict.fromkeys(each.section for each in clauses if _MODELS & each.types.keys())
    nodes = [(address, document.at(address)) for address in sections]
    return [
        {"address": str(address), "heading": document.heading(node)}
        for address, node in nodes
        if node is not None and node.kind is Kind.SECTION
    ]


def compare_acts(inputs: Inputs, reads: Sequence[Read]) -> Outcome:
    """Set acts side by side: the clause `types`, and the users' `justifications`.

    The last of the documents, as many as `before` says, are the acts' earlier states.
    """
    reasons = [
        Justification(**{**each, "date": date.fromisoformat(each["date"])})
        for each in inputs["justifications"]
    ]
    current = reads[: len(reads) - inputs["before"]]
    return Outcome(
        compare(
            [each.document for each in current],
            inputs["types"],
            _clauses(current),
            before=[each.document for each in reads[len(current) :]],
            justifications=reasons,
        ),
        {},
    )


def draft_sections(inputs: Inputs, reads: Sequence[Read]) -> Outcome:
    """Draft with a `model` (or the text of one of the case's `own`), `elements`, an `approach`."""
    documents = [each.document for each in reads]
    found = _clauses(reads)
    wanted = inputs["elements"]
    model = inputs["model"]
    if inputs["own"] is not None:
        own = OwnModel(**inputs["own"])
        made = only(from_text(own.wording, own.name), wanted)
        model = {made.language: made}
    elif model not in (*shipped_names(), CONSENSUS):
        _refuse_missing(model, documents)
    drafts = draft(documents, model, approach=inputs["approach"], elements=wanted, clauses=found)
    return Outcome(drafts, {})


def _refuse_missing(model: str, documents: Sequence[Document]) -> None:
    """What is no section of the acts is refused, never taken for the name of a file."""
    if not any((node := each.at(model)) and node.kind is Kind.SECTION for each in documents):
        raise ModelClauseError(value=model, detail="paragrafen finnes ikke i lovene i saken")


def measure_effect(inputs: Inputs, reads: Sequence[Any]) -> Outcome:
    """What drafts, in the users' words (`edits`), do to uniformity."""
    *acts, drafts = reads
    found = _clauses(acts)
    return Outcome(
        effect([each.document for each in acts], found, with_edits(drafts, inputs["edits"])), {}
    )


def write_files(inputs: Inputs, reads: Sequence[Any]) -> Outcome:
    """The Word package of drafts in the users' words (`edits`), headings in a `form`.

    The comparison with the reasons for differences is part of it.
    """
    *acts, drafts, compared, measured = reads
    form, made = inputs["form"], now()
    files = write_package(
        with_edits(drafts, inputs["edits"]),
        [each.document for each in acts],
        language=form,
        model=inputs["model"],
        made=made,
        measured=measured,
    )
    files["sammenligning.docx"] = write_docx(compared, language=form, made=made)
    return Outcome(tuple(files.items()), {})


def check_wording(_inputs: Inputs, reads: Sequence[Any]) -> Outcome:
    """What a draft loses on the way through its amendment act; see `check_draft`."""
    given, others, document = reads
    return Outcome(check_draft(given, others, document), {})


def _clauses(reads: Sequence[Read]) -> tuple[Clause, ...]:
    return tuple(clause for each in reads for clause in each.clauses)


def set_letters(inputs: Inputs, reads: Sequence[Read]) -> Outcome:
    """Set allocation letters side by side, for the `initiatives` named or those found."""
    return Outcome(check_letters([each.document for each in reads], inputs["initiatives"]), {})


def propose_letters(inputs: Inputs, reads: Sequence[Any]) -> Outcome:
    """A Word file with harmonised text for each letter; `paths` to the letters by their names."""
    files = {name: Path(path).read_bytes() for name, path in inputs["paths"].items()}
    return Outcome(tuple(letter_proposals(reads[0], files, now())), {})


TASKS: Mapping[str, Callable[[Inputs, Sequence[Read]], Outcome]] = {
    "document": read_document,
    "comparison": compare_acts,
    "drafts": draft_sections,
    "effect": measure_effect,
    "package": write_files,
    "check": check_wording,
    "letters": set_letters,
    "proposals": propose_letters,
}
