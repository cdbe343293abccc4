"""Analyses of a case: asked for, and given when they are done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from api.errors import NothingToDoError
from api.jobs import fresh_since, key_of
from api.service import Service
from api.services import rates
from api.services.access import Visitor, case_for
from api.services.documents import Entry, overview
from api.store.tables import Analysis, Case, State
from regelverk import RegelverkError
from regelverk.clauses.types import Clause

_ACT = "lov"


@dataclass(frozen=True, slots=True)
class Answer:
    """An analysis as it stands: a result, or how far it has come.

    Attributes:
        case: The case.
        entries: Its documents.
        ready: Whether `result` is there.
        result: What came of it.
        key: What the result depends on, for ETags and for analyses that work on it.
        error: Why there is none.
    """

    case: Case
    entries: Sequence[Entry]
    ready: bool = False
    result: Any = None
    key: str = ""
    error: RegelverkError | None = None


class Order(NamedTuple):
    """An analysis to ask for.

    Attributes:
        kind: Which task of `api.tasks`.
        inputs: What it is told.
        reads: The keys of the analyses it works on.
    """

    kind: str
    inputs: dict[str, Any]
    reads: Sequence[str]


def ask(
    service: Service, who: Visitor, case_id: str, order: Callable[[Case, Sequence[Entry]], Order]
) -> Answer:
    """An analysis of a case, asked for where nobody has yet.

    Args:
        service: The service.
        who: Who asks.
        case_id: The case.
        order: What is asked for, given the case and its documents, once all of them are read.

    Raises:
        NothingToDoError: The case has none of the documents it is about (raised by `order`).
        TooManyError: The user has asked for too many new analyses in the last hour.
    """
    _, found = overview(service, who, case_id)
    with service.database.look() as work:
        case = case_for(work, who, case_id)
        if any(each.pending for each in found):
            return Answer(case, found)
        kind, inputs, reads = order(case, found)
        inputs = {**inputs, "reads": list(reads)}
        row = work.get(Analysis, (case_id, key_of(kind, inputs)))
        answer = _answer(service, work, case, found, row) if row is not None else None
    if row is None:
        rates.spend(service, rates.analyses(service), who.user_id)
    if row is None or row.asked < fresh_since():
        with service.database.work() as work:
            service.jobs.ask(work, case_id, kind, inputs)
        service.jobs.hurry()
    return answer or Answer(case, found)


def _answer(
    service: Service, work: Any, case: Case, found: Sequence[Entry], row: Analysis
) -> Answer:
    """An analysis that was asked for, as it stands."""
    state = State(row.state)
    if state is State.FAILED:
        return Answer(case, found, error=service.jobs.error(row), key=row.key)
    if state is not State.DONE:
        return Answer(case, found, key=row.key)
    return Answer(case, found, True, service.jobs.result(work, case.id, row.key), row.key)


def acts_of(entries: Sequence[Entry]) -> list[Entry]:
    """The acts among documents that are read, each in its newest state, in the order they came.

    Raises:
        NothingToDoError: There are none.
    """
    kept = newest(entries)
    if not kept:
        raise NothingToDoError(detail="lover")
    return kept


def newest(entries: Sequence[Entry]) -> list[Entry]:
    """The newest state of each act; of two from the same day, the one that came last."""
    acts: dict[str, Entry] = {}
    for each in entries:
        if each.state is State.DONE and each.summary["kind"] == _ACT:
            known = acts.get(each.summary["identifier"])
            if known is None or as_of(known) <= as_of(each):
                acts[each.summary["identifier"]] = each
    return [each for each in entries if acts.get(each.summary.get("identifier", "")) is each]


def earlier(entries: Sequence[Entry]) -> list[Entry]:
    """The acts that there is a newer state of in the case, the oldest state of each."""
    current, oldest = newest(entries), dict[str, Entry]()
    for each in entries:
        if each.state is State.DONE and each.summary["kind"] == _ACT and each not in current:
            known = oldest.get(each.summary["identifier"])
            if known is None or as_of(each) < as_of(known):
                oldest[each.summary["identifier"]] = each
    return list(oldest.values())


def as_of(entry: Entry) -> str:
    """The day an act's state is from, `2026-01-01`; empty where it does not say."""
    return str(entry.summary.get("as_of", ""))


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


def found_clauses(answer: Answer, types: Sequence[str] = (), document: str = "") -> list[Clause]:
    """The clauses in an answer of `clauses`, by type and by document."""
    wanted = set(types)
    return [
        clause
        for read in answer.result
        for clause in read.clauses
        if (not wanted or wanted & clause.types.keys()) and document in ("", clause.document)
    ]
