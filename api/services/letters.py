"""The check of a case's letters, and harmonised text for them."""

from collections.abc import Sequence

from api.errors import InputError, NothingToDoError
from api.plain import plain
from api.service import Service
from api.services.access import Visitor
from api.services.analyses import Answer, Order, ask, newest
from api.services.documents import Entry
from api.store.tables import Case, State

MOST_INITIATIVES, LONGEST_INITIATIVE = 50, 200


def letters(
    service: Service, who: Visitor, case_id: str, initiatives: Sequence[str] = ()
) -> Answer:
    """The letters of a case side by side, against last year's, and against its acts.

    Args:
        service: The service.
        who: Who asks.
        case_id: The case.
        initiatives: What to look for; what the letters share where none is named.

    Raises:
        InputError: They are too many or too long.
        NothingToDoError: There are no letters.
    """
    wanted = [name for each in initiatives if (name := " ".join(plain(each).split()))]
    if len(wanted) > MOST_INITIATIVES or any(len(each) > LONGEST_INITIATIVE for each in wanted):
        raise InputError(name="initiative", detail="for mange eller for lange navn")

    def order(_: Case, found: Sequence[Entry]) -> Order:
        reads = [each.key for each in _letters_and_acts(found)]
        return Order("letters", {"initiatives": list(dict.fromkeys(wanted))}, reads)

    return ask(service, who, case_id, order)


def proposals(
    service: Service, who: Visitor, case_id: str, initiatives: Sequence[str] = ()
) -> Answer:
    """Harmonised text for each letter as a Word file; the result is a list of files."""
    checked = letters(service, who, case_id, initiatives)
    if not checked.ready:
        return checked

    def order(_: Case, found: Sequence[Entry]) -> Order:
        files = {
            each.stored.name: each.stored.sha256
            for each in _letters_and_acts(found)
            if each.summary["kind"] != "lov"
        }
        return Order("proposals", {"files": files}, [checked.key])

    return ask(service, who, case_id, order)


def _letters_and_acts(found: Sequence[Entry]) -> list[Entry]:
    """The letters, and the newest state of each act.

    Raises:
        NothingToDoError: There are no letters.
    """
    acts = newest(found)
    kept = [
        each
        for each in found
        if each.state is State.DONE and (each.summary["kind"] != "lov" or each in acts)
    ]
    if all(each.summary["kind"] == "lov" for each in kept):
        raise NothingToDoError(detail="brev")
    return kept
