"""The model clauses that a case's drafts are made from."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from api.drafting import OWN, Choice, OwnModel
from api.errors import InputError
from api.plain import plain
from api.service import Service
from api.services.access import Visitor, case_for, record, touch
from api.services.analyses import newest
from api.services.documents import Entry, overview
from api.services.drafts import APPROACHES, refuse_long
from api.store.tables import Role
from regelverk.drafting.model_clause import CONSENSUS, element_names, from_text, shipped_names
from regelverk.errors import AddressError
from regelverk.model.address import Address

LONGEST_NAME = 80
_MOST_OWN = 20


def choose(service: Service, who: Visitor, case_id: str, choice: Choice) -> None:
    """Keep what the case's drafts are to be made from; the models that the case holds stay.

    Raises:
        InputError: There is no such model, element or approach.
    """
    _, found = overview(service, who, case_id, Role.EDITOR)
    with service.database.work() as work:
        case = case_for(work, who, case_id, Role.EDITOR)
        own = Choice.of(case).own
        _refuse_unknown(choice, own, found)
        case.drafting = asdict(replace(choice, own=own))
        touch(case)
        record(work, who, "drafting-chosen", case_id)


def keep_model(
    service: Service, who: Visitor, case_id: str, model: OwnModel, *, gone: bool = False
) -> None:
    """Keep a model clause in the case in place of one of that name, and choose it.

    Args:
        service: The service.
        who: Who writes.
        case_id: The case.
        model: The model clause.
        gone: Whether to take out the one of that name instead.

    Raises:
        InputError: It has no name, or is too long, or the case has too many.
        ModelClauseError: It has no heading or no ledd.
    """
    overview(service, who, case_id, Role.EDITOR)
    model = replace(model, heading=plain(model.heading), text=plain(model.text))
    refuse_long(model.heading, model.text)
    if not 0 < len(model.name) <= LONGEST_NAME or not model.name.isprintable():
        raise InputError(name="name", detail=f"skriv 1–{LONGEST_NAME} tegn")
    if not gone:
        from_text(model.wording, model.name)
    with service.database.work() as work:
        case = case_for(work, who, case_id, Role.EDITOR)
        chosen = Choice.of(case)
        own = [each for each in chosen.own if each.name != model.name]
        if not gone and len(own) >= _MOST_OWN:
            raise InputError(name="name", detail=f"en sak har høyst {_MOST_OWN} egne modeller")
        mine = f"{OWN}{model.name}"
        name = mine if not gone else "standard" if chosen.model == mine else chosen.model
        kept = tuple(own) if gone else (*own, model)
        case.drafting = asdict(replace(chosen, model=name, own=kept))
        touch(case)
        record(work, who, "model-removed" if gone else "model-kept", case_id)


def known(service: Service, who: Visitor, case_id: str) -> list[str]:
    """What drafts can be made from: what ships, what the case holds, and sections of its acts."""
    case, found = overview(service, who, case_id)
    own = [f"{OWN}{each.name}" for each in Choice.of(case).own]
    sections = [one["address"] for each in newest(found) for one in each.summary["cooperation"]]
    return [*shipped_names(), CONSENSUS, *own, *sections]


def _refuse_unknown(choice: Choice, own: Sequence[OwnModel], found: Sequence[Entry]) -> None:
    """Only what ships, what the case holds and its acts: no path is ever opened."""
    names = {*shipped_names(), CONSENSUS, *(f"{OWN}{each.name}" for each in own)}
    if choice.model not in names and not _is_section(choice.model, found):
        told = "velg en modell som følger med, en egen, eller adressen til en paragraf i saken"
        raise InputError(name="model", detail=told)
    if choice.approach not in APPROACHES:
        raise InputError(name="approach", detail="velg sector eller common")
    if set(choice.elements) - set(element_names()):
        raise InputError(name="elements", detail=f"velg blant {', '.join(element_names())}")


def _is_section(model: str, found: Sequence[Entry]) -> bool:
    """Whether a model is the address of a section, in an act of the case."""
    try:
        address = Address.parse(model)
    except AddressError:
        return False
    acts = {each.summary["identifier"] for each in newest(found)}
    return address.document in acts and address.section == address
