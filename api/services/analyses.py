"""Comparison, drafts and letters of a case: asked for, and given when they are done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from api.errors import InputError, NothingToDoError
from api.service import Service
from api.services.access import Visitor, case_for, record, touch
from api.services.documents import Entry, overview
from api.store.tables import Case, DraftEdit, Reasoned, Role, State
from regelverk import RegelverkError
from regelverk.clauses.rulebook import clause_types
from regelverk.clauses.types import Clause
from regelverk.comparison.elements import elements as comparison_elements
from regelverk.drafting.model_clause import element_names, shipped_names

_ACT = "lov"
LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """An analysis as it stands: a result, or how far it has come.

    Attributes:
        case: The case.
        entries: Its documents.
        ready: Whether `result` is there.
        result: What came of it.
        key: What the result depends on, for ETags.
    """

    case: Case
    entries: Sequence[Entry]
    ready: bool = False
    result: Any = None
    key: str = ""
    error: RegelverkError | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What drafts are made from."""

    model: str = "standard"
    approach: str = "sector"
    elements: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, case: Case) -> "Choice":
        """What was chosen in a case, or the usual."""
        return cls(**{**case.drafting, "elements": tuple(case.drafting.get("elements", ()))})


def clauses(service: Service, who: Visitor, case_id: str) -> Answer:
    """Every document's reading; the result is a list of `Read`."""
    case, found = overview(service, who, case_id)
    if any(each.pending for each in found):
        return Answer(case, found)
    with service.database.look() as work:
        reads = [
            service.jobs.result(work, case_id, each.key)
            for each in found
            if each.state is State.DONE
        ]
    return Answer(case, found, ready=True, result=reads, key=f"{case.revision}")


def comparison(service: Service, who: Visitor, case_id: str, types: Sequence[str] = ()) -> Answer:
    """The acts of a case side by side, with the users' reasons for differences.

    Raises:
        InputError: A type is unknown.
        NothingToDoError: There are no acts.
    """
    if set(types) - {each.name for each in clause_types()}:
        raise InputError(name="type", detail="ukjent bestemmelsestype")

    def inputs(case: Case) -> dict[str, Any]:
        return {"types": sorted(types), "justifications": [_reason(e) for e in _sorted(case)]}

    return _ask(service, who, case_id, "comparison", inputs, acts=True)


def _sorted(case: Case) -> list[Reasoned]:
    return sorted(case.justifications, key=lambda each: (each.act, each.element))


def _reason(each: Reasoned) -> dict[str, str]:
    return {
        "act": each.act,
        "element": each.element,
        "reason": each.reason,
        "author": each.author,
        "date": each.given.date().isoformat(),
    }


def drafts(service: Service, who: Visitor, case_id: str, choice: Choice | None = None) -> Answer:
    """Drafts for the acts of a case, from what was chosen in it or from `choice`.

    Raises:
        InputError: There is no such model, element or approach.
        NothingToDoError: There are no acts.
    """

    def inputs(case: Case) -> dict[str, Any]:
        chosen = choice or Choice.of(case)
        _check(chosen)
        return {
            "model": chosen.model,
            "approach": chosen.approach,
            "elements": list(chosen.elements),
            "edits": {
                each.law: {"heading": each.heading, "subsections": each.subsections}
                for each in case.edits
            },
        }

    return _ask(service, who, case_id, "drafts", inputs, acts=True)


def choose(service: Service, who: Visitor, case_id: str, choice: Choice) -> None:
    """Keep what the case's drafts are to be made from."""
    with service.database.work() as work:
        case = case_for(work, who.user_id, case_id, Role.EDITOR)
        _check(choice)
        case.drafting = {
            "model": choice.model,
            "approach": choice.approach,
            "elements": list(choice.elements),
        }
        touch(case)
        record(work, who.user_id, "drafting-chosen", case_id)


def _check(choice: Choice) -> None:
    """Only models that ship: a path or an address from the network is never opened."""
    if choice.model not in shipped_names():
        raise InputError(name="model", detail=f"velg blant {', '.join(shipped_names())}")
    if choice.approach not in ("sector", "common"):
        raise InputError(name="approach", detail="velg sector eller common")
    if set(choice.elements) - set(element_names()):
        raise InputError(name="elements", detail=f"velg blant {', '.join(element_names())}")


def letters(service: Service, who: Visitor, case_id: str) -> Answer:
    """The letters of a case side by side, and against its acts.

    Raises:
        NothingToDoError: There are no letters.
    """
    return _ask(service, who, case_id, "letters", lambda _: {"initiatives": []}, acts=False)


def _ask(
    service: Service, who: Visitor, case_id: str, kind: str, inputs: Any, *, acts: bool
) -> Answer:
    """Ask for an analysis of a case's acts, or of all its documents."""
    case, found = overview(service, who, case_id)
    if any(each.pending for each in found):
        return Answer(case, found)
    used = _distinct([each for each in found if each.state is State.DONE], acts=acts)
    if not any((each.summary["kind"] == _ACT) == acts for each in used):
        raise NothingToDoError(detail="lover" if acts else "brev")
    with service.database.work() as work:
        case = case_for(work, who.user_id, case_id)
        told = {**inputs(case), "reads": [each.key for each in used]}
        row = service.jobs.ask(work, case_id, kind, told)
        state, key = State(row.state or State.WAITING), row.key
        error = service.jobs.error(row) if state is State.FAILED else None
        result = service.jobs.result(work, case_id, key) if state is State.DONE else None
    if state is State.WAITING:
        service.jobs.hurry()
    return Answer(case, found, state is State.DONE, result, key, error)


def _distinct(found: list[Entry], *, acts: bool) -> list[Entry]:
    """One document of each identifier; only acts where acts are compared."""
    kept: dict[str, Entry] = {}
    for each in found:
        if not acts or each.summary["kind"] == _ACT:
            kept.setdefault(each.summary["identifier"], each)
    return list(kept.values())


def justify(
    service: Service, who: Visitor, case_id: str, act: str, element: str, reason: str
) -> None:
    """Say why an act may differ on an element; an empty reason takes it back.

    Raises:
        InputError: There is no such act or element, or the reason is too long.
    """
    _, found = overview(service, who, case_id, Role.EDITOR)
    reason = reason.strip()
    if element not in {each.name for each in comparison_elements()}:
        raise InputError(name="element", detail="ukjent element")
    if len(reason) > LONGEST_REASON:
        raise InputError(name="reason", detail=f"høyst {LONGEST_REASON} tegn")
    if act not in {each.summary.get("identifier") for each in found}:
        raise InputError(name="act", detail="loven er ikke i saken")
    with service.database.work() as work:
        case = case_for(work, who.user_id, case_id, Role.EDITOR)
        case.justifications = [
            each for each in case.justifications if (each.act, each.element) != (act, element)
        ]
        work.flush()
        if reason:
            case.justifications.append(
                Reasoned(act=act, element=element, reason=reason, author=who.name)
            )
        touch(case)
        record(work, who.user_id, "deviation-justified" if reason else "justification-removed",
               case_id)  # fmt: skip


def edit_draft(
    service: Service, who: Visitor, case_id: str, law: str, heading: str, text: str
) -> None:
    """Keep a drafted section in the user's words, one ledd a line; empty text takes it back.

    Raises:
        InputError: The act is not in the case, or the text is too long.
    """
    _, found = overview(service, who, case_id, Role.EDITOR)
    if law not in {each.summary.get("identifier") for each in found}:
        raise InputError(name="law", detail="loven er ikke i saken")
    ledd = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(text) > 20_000 or len(heading) > 500:
        raise InputError(name="text", detail="teksten er for lang")
    with service.database.work() as work:
        case = case_for(work, who.user_id, case_id, Role.EDITOR)
        case.edits = [each for each in case.edits if each.law != law]
        work.flush()
        if ledd:
            told = " ".join(heading.split())
            case.edits.append(DraftEdit(law=law, heading=told, subsections=ledd))
        touch(case)
        record(work, who.user_id, "draft-edited" if ledd else "draft-restored", case_id)


def found_clauses(answer: Answer, types: Sequence[str] = (), document: str = "") -> list[Clause]:
    """The clauses in an answer of `clauses`, by type and by document."""
    wanted = set(types)
    return [
        clause
        for read in answer.result
        for clause in read.clauses
        if (not wanted or wanted & clause.types.keys()) and document in ("", clause.document)
    ]


def justifications(service: Service, who: Visitor, case_id: str) -> list[Reasoned]:
    """The reasons given in a case, by act and element."""
    with service.database.look() as work:
        return _sorted(case_for(work, who.user_id, case_id))


def edited(case: Case) -> set[str]:
    """The acts whose drafts are in a user's words."""
    return {each.law for each in case.edits}
