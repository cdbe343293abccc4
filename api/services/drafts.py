"""The drafts of a case: made, reworded, checked, measured, and turned into files."""

import pickle
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from api import workers
from api.drafting import Choice, edit_key, edits_of, key_of_draft, with_edits
from api.errors import InputError, NotFoundError, NotReadyError
from api.plain import plain
from api.service import Service
from api.services.access import Visitor, case_for, record, touch
from api.services.analyses import Answer, Order, acts_of, ask
from api.services.comparison import compared
from api.services.documents import Entry, overview
from api.store.tables import Case, DraftEdit, Role
from regelverk.drafting.reword import is_rewordable, ledd_in, reworded
from regelverk.drafting.types import Draft
from regelverk.rules.texts import Both

APPROACHES = ("sector", "common")
LONGEST_TEXT, LONGEST_HEADING = 20_000, 500
_CHECK_SECONDS = 15


def chosen(service: Service, who: Visitor, case_id: str) -> Choice:
    """What a case's drafts are made from."""
    with service.database.look() as work:
        return Choice.of(case_for(work, who, case_id))


def drafts(service: Service, who: Visitor, case_id: str, approach: str = "") -> Answer:
    """Drafts for the acts of a case from what was chosen in it; see `in_own_words`.

    Args:
        service: The service.
        who: Who asks.
        case_id: The case.
        approach: `sector` or `common`; what was chosen where it is empty.

    Raises:
        InputError: There is no such approach.
        NothingToDoError: There are no acts.
    """
    if approach not in ("", *APPROACHES):
        raise InputError(name="approach", detail="velg sector eller common")

    def order(case: Case, found: Sequence[Entry]) -> Order:
        choice = Choice.of(case)
        own = choice.own_model
        told = {
            "model": choice.model,
            "own": asdict(own) if own else None,
            "approach": approach or choice.approach,
            "elements": list(choice.elements),
        }
        return Order("drafts", told, [each.key for each in acts_of(found)])

    return ask(service, who, case_id, order)


def effect(service: Service, who: Visitor, case_id: str, approach: str = "") -> Answer:
    """What the drafts do to uniformity; the result is an `Effect`."""
    return _after(service, who, case_id, approach, Order("effect", {}, []))


def package(service: Service, who: Visitor, case_id: str, form: str) -> Answer:
    """The Word package, with headings and notes in `nb` or `nn`; the result is name and bytes."""
    first = [ask(service, who, case_id, compared), effect(service, who, case_id)]
    for each in first:
        if not each.ready:
            return each
    told = {"form": form, "model": Choice.of(first[0].case).title}
    return _after(service, who, case_id, "", Order("package", told, [each.key for each in first]))


def _after(service: Service, who: Visitor, case_id: str, approach: str, told: Order) -> Answer:
    """An analysis of the drafts, which must be there first."""
    drafted = drafts(service, who, case_id, approach)
    if not drafted.ready:
        return drafted

    def order(case: Case, found: Sequence[Entry]) -> Order:
        edits = edits_of(case, approach or Choice.of(case).approach)
        reads = [*(each.key for each in acts_of(found)), drafted.key, *told.reads]
        return Order(told.kind, {**told.inputs, "edits": edits}, reads)

    return ask(service, who, case_id, order)


def in_own_words(service: Service, who: Visitor, case_id: str, answer: Answer,
                 approach: str = "") -> tuple[tuple[Draft, ...], frozenset[str]]:  # fmt: skip
    """The drafts in an answer with the users' words, and the keys of those that have them."""
    with service.database.look() as work:
        case = case_for(work, who, case_id)
        edits = edits_of(case, approach or Choice.of(case).approach)
    made = with_edits(answer.result, edits)
    return made, frozenset(key_of_draft(each) for each in made if key_of_draft(each) in edits)


def edit_draft(
    service: Service, who: Visitor, case_id: str, key: str, heading: str, text: str
) -> None:
    """Keep a drafted section in the user's words, one ledd a line; empty text takes it back.

    Args:
        service: The service.
        who: Who writes.
        case_id: The case.
        key: The act's identifier, or a section of a new act (`§ 2`).
        heading: The section's heading.
        text: Its ledd; see `regelverk.drafting.reword.ledd_in`.

    Raises:
        InputError: There is no such draft in the case, or the text is too long.
    """
    _, found = overview(service, who, case_id, Role.EDITOR)
    known = {each.summary.get("identifier") for each in found}
    if key not in known and not (key.startswith("§ ") and len(key) < 16 and key.isprintable()):
        raise InputError(name="law", detail="loven er ikke i saken")
    refuse_long(heading, text)
    ledd = list(ledd_in(plain(text)))
    with service.database.work() as work:
        case = case_for(work, who, case_id, Role.EDITOR)
        kept = edit_key(Choice.of(case).approach, key)
        case.edits = [each for each in case.edits if each.law != kept]
        work.flush()
        if ledd:
            told = " ".join(plain(heading).split())
            case.edits.append(DraftEdit(law=kept, heading=told, subsections=ledd))
        touch(case)
        record(work, who, "draft-edited" if ledd else "draft-restored", case_id)


def refuse_long(heading: str, text: str) -> None:
    """Bounds on what a user may write.

    Raises:
        InputError: It is too long.
    """
    if len(text) > LONGEST_TEXT or len(heading) > LONGEST_HEADING:
        raise InputError(name="text", detail="teksten er for lang")


def check(
    service: Service, who: Visitor, case_id: str, key: str, heading: str, text: str
) -> tuple[Both, ...]:
    """What is lost when an amendment act with these words is written, read back and applied.

    Nothing is kept. Empty where the act will read as the words do.

    Raises:
        InputError: The text is too long.
        NotFoundError: There is no such draft.
        NotReadyError: The drafts are not made yet.
    """
    overview(service, who, case_id)
    refuse_long(heading, text)
    answer = drafts(service, who, case_id)
    if not answer.ready:
        raise answer.error or NotReadyError
    made, _ = in_own_words(service, who, case_id, answer)
    draft = next((each for each in made if key_of_draft(each) == key), None)
    if draft is None or not is_rewordable(draft):
        raise NotFoundError
    given = reworded(draft, " ".join(plain(heading).split()), ledd_in(plain(text)))
    new = [given if each is draft else each for each in made if not each.law]
    document = _act(service, case_id, answer, draft.law)
    reads = [pickle.dumps(each, protocol=5) for each in (given, [] if draft.law else new, document)]
    done = workers.run(
        "check", {}, reads, seconds=_CHECK_SECONDS, memory=service.settings.memory,
        beat=lambda: not service.jobs.stopping,
    )  # fmt: skip
    found: tuple[Both, ...] = pickle.loads(done.result)
    return found


def _act(service: Service, case_id: str, answer: Answer, law: str) -> Any:
    """The act that is amended, as it was read; None for a new one."""
    entry = next((e for e in acts_of(answer.entries) if e.summary["identifier"] == law), None)
    if entry is None:
        return None
    with service.database.look() as work:
        return service.jobs.result(work, case_id, entry.key).document
