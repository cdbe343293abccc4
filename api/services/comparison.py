"""The comparison of a case's acts, and the users' reasons for differences."""

from collections.abc import Sequence
from typing import Any

from api.errors import InputError
from api.plain import plain
from api.service import Service
from api.services.access import Visitor, case_for, record, touch
from api.services.analyses import Answer, Order, acts_of, ask, earlier
from api.services.documents import Entry, overview
from api.store.tables import Case, Reasoned, Role
from regelverk.clauses.rulebook import clause_types
from regelverk.comparison.elements import elements

LONGEST_REASON = 2000


def comparison(
    service: Service, who: Visitor, case_id: str, types: Sequence[str] = (), *, before: bool = False
) -> Answer:
    """The acts of a case side by side, with the users' reasons for differences.

    Args:
        service: The service.
        who: Who asks.
        case_id: The case.
        types: The clause types to compare; all where none is named.
        before: Whether to tell what has changed since the earlier states that the case has.

    Raises:
        InputError: A type is unknown.
        NothingToDoError: There are no acts.
    """
    if set(types) - {each.name for each in clause_types()}:
        raise InputError(name="type", detail="ukjent bestemmelsestype")

    def order(case: Case, found: Sequence[Entry]) -> Order:
        return compared(case, found, types, before=before)

    return ask(service, who, case_id, order)


def compared(
    case: Case, found: Sequence[Entry], types: Sequence[str] = (), *, before: bool = False
) -> Order:
    """The order of a comparison."""
    old = earlier(found) if before else []
    told = {
        "types": sorted(types),
        "justifications": [_reason(each) for each in _sorted(case)],
        "before": len(old),
    }
    return Order("comparison", told, [each.key for each in (*acts_of(found), *old)])


def _sorted(case: Case) -> list[Reasoned]:
    return sorted(case.justifications, key=lambda each: (each.act, each.element))


def _reason(each: Reasoned) -> dict[str, Any]:
    return {
        "act": each.act,
        "element": each.element,
        "reason": each.reason,
        "author": each.author,
        "date": each.given.date().isoformat(),
    }


def justify(
    service: Service, who: Visitor, case_id: str, act: str, element: str, reason: str
) -> None:
    """Say why an act may differ on an element; an empty reason takes it back.

    Raises:
        InputError: There is no such act or element, or the reason is too long.
    """
    _, found = overview(service, who, case_id, Role.EDITOR)
    reason = plain(reason).strip()
    if element not in {each.name for each in elements()}:
        raise InputError(name="element", detail="ukjent element")
    if len(reason) > LONGEST_REASON:
        raise InputError(name="reason", detail=f"høyst {LONGEST_REASON} tegn")
    if act not in {each.summary.get("identifier") for each in found}:
        raise InputError(name="act", detail="loven er ikke i saken")
    with service.database.work() as work:
        case = case_for(work, who, case_id, Role.EDITOR)
        case.justifications = [
            each for each in case.justifications if (each.act, each.element) != (act, element)
        ]
        work.flush()
        if reason:
            case.justifications.append(
                Reasoned(act=act, element=element, reason=reason, author=who.name)
            )
        touch(case)
        record(work, who, "deviation-justified" if reason else "justification-removed",
               case_id)  # fmt: skip


def justifications(service: Service, who: Visitor, case_id: str) -> list[Reasoned]:
    """The reasons given in a case, by act and element."""
    with service.database.look() as work:
        return _sorted(case_for(work, who, case_id))
