"""The other approach: one common act on coordination, in place of a section in each sector act."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from regelverk.citations import Resolver
from regelverk.clauses.types import Clause
from regelverk.drafting.actors import Actors
from regelverk.drafting.adapt import adapt
from regelverk.drafting.amend import listed, phrase
from regelverk.drafting.beneficiaries import Beneficiary
from regelverk.drafting.consequences import Moved, references, unfollowed
from regelverk.drafting.draft import Models, draft, in_order
from regelverk.drafting.lead_writing import Setting
from regelverk.drafting.leads import write_lead
from regelverk.drafting.ledd import in_sections
from regelverk.drafting.types import Assumption, Change, Deviation, Draft, Weight
from regelverk.model.address import Address
from regelverk.model.document import Document, Language, PartChange
from regelverk.rules.loader import load
from regelverk.rules.texts import both, text

_HEADED: Final = (
    "individ", "samordning", "system", "definisjon", "frivillig", "personopplysninger",
)  # fmt: skip
_FORM: Final = Language.BOKMAAL
_FIRST_DUTY: Final = 2


def common_act(
    documents: Sequence[Document], clauses: Iterable[Clause], models: Models
) -> tuple[Draft, ...]:
    """The sections of a common act (their `law` is empty), then what each sector act loses.

    The common act has scope, duties, definitions, commencement and a section that opens the
    amendments of other acts. It is written in bokmål: a new act's form is the ministry's choice,
    and the assumptions say so. What a sector act has of its own in the section that goes out, it
    keeps.
    """
    acts = draft(documents, clauses, models)
    if not acts:
        return ()
    model = models.get(_FORM) or next(iter(models.values()))
    services = Actors((text("common_services", _FORM),), load("beneficiaries", Beneficiary)[-1])
    adapted = adapt({model.language: model}, _shell(documents, acts), services)
    numbers = {
        ledd: f"§ {ledd + _FIRST_DUTY - 1}" for ledd in range(1, len(adapted.subsections) + 1)
    }
    pairs = [(text("common_scope_heading", _FORM), _scope(acts))]
    pairs += [
        (_heading(each.elements, adapted.heading), in_sections(words, numbers))
        for words, each in zip(adapted.subsections, model.subsections, strict=True)
    ]
    pairs += [
        (text("common_heading_commencement", _FORM), phrase("commencement", _FORM)),
        (text("common_heading_amendments", _FORM), phrase("amendments", _FORM)),
    ]
    sections = [
        _section(number, heading, words, adapted.language)
        for number, (heading, words) in enumerate(pairs, start=1)
    ]
    choice = Assumption(Weight.DECIDE, both("common_choice"))
    sectors, left = _without_own(acts, documents)
    first = replace(sections[0], assumptions=(choice, *adapted.assumptions, *left))
    return (first, *sections[1:], *sectors)


def _section(number: int, heading: str, words: str, language: Language) -> Draft:
    return Draft(
        law="",
        title=text("common_title", _FORM),
        short_title=text("common_short_title", _FORM),
        language=language,
        section=f"§ {number}",
        heading=heading,
        subsections=(words,),
        lead="",
        instruction="",
        replaces=None,
        current=(),
        assumptions=(),
    )


def _heading(elements: frozenset[str], otherwise: str) -> str:
    """The heading of a section by what it provides for."""
    key = next((each for each in _HEADED if each in elements), "")
    return text(f"common_heading_{key}", _FORM) if key else otherwise


def _shell(documents: Sequence[Document], acts: Sequence[Draft]) -> Document:
    """A document in place of the act that is not there yet, for its language and name only."""
    some = next(each for each in documents if each.identifier == acts[0].law)
    form = replace(some.language, language=_FORM)
    return replace(some, text="", short_title=text("common_short_title", _FORM), language=form)


def _scope(acts: Sequence[Draft]) -> str:
    names = [(each.short_title or each.title).lower() for each in acts]
    return text("common_scope", _FORM, acts=listed(names))


def _without_own(
    acts: Sequence[Draft], documents: Sequence[Document]
) -> tuple[list[Draft], list[Assumption]]:
    """The sector acts without the sections that the common act takes the place of.

    Beside them what is to be decided in the acts that are not amended.
    """
    by_act = {each.identifier: each for each in documents}
    replaced = [each for each in acts if each.replaces is not None]
    pairs = [_emptied(each) for each in replaced]
    moved = [moved for _, moved in pairs]
    resolver = Resolver([by_act[each.law] for each in acts])
    untouched = frozenset(each.section for each in moved)
    gone = {each.law: change for each, (change, _) in zip(replaced, pairs, strict=True)}
    sectors: list[Draft] = []
    elsewhere: list[Assumption] = []
    for act in acts:
        document = by_act[act.law]
        citations = [each.citation for each in resolver.resolve(document)]
        following = references(document, citations, moved, untouched)
        own = gone.get(act.law)
        drafted = "\n".join(own.proposed) if own else ""
        left = tuple(unfollowed(document, citations, moved, untouched, drafted))
        changes = in_order(document, [*([own] if own else []), *following])
        if changes:
            sectors.append(replace(_amended(act, changes, own), assumptions=left))
        else:
            elsewhere += left
    return sectors, elsewhere


def _amended(act: Draft, changes: tuple[Change, ...], own: Change | None) -> Draft:
    """A sector act's draft as the common act needs it: its own rules kept, or the section gone."""
    kept = own.proposed if own else ()
    return replace(
        act,
        heading=kept[0].removeprefix(act.section).strip() if kept else "",
        subsections=tuple(kept[1:]),
        instruction=(own or changes[0]).instruction,
        deviations=tuple(each for each in act.deviations if _is_own(each, act)),
        changes=changes,
        numbered=False,
    )


def _is_own(deviation: Deviation, act: Draft) -> bool:
    """Whether a deviation is a rule of the section that goes out."""
    place = deviation.address
    return not deviation.model and place is not None and place.section == act.replaces


def _emptied(act: Draft) -> tuple[Change, Moved]:
    """The section reduced to what the act has of its own, or repealed; and where the rest went."""
    section = Address(act.replaces or "")
    ledd: dict[int, list[str]] = defaultdict(list)
    for each in act.deviations:
        if _is_own(each, act) and each.address is not None:
            ledd[_ledd_number(each.address)].append(each.own)
    name = text("common_short_title", _FORM)
    duty = f"§ {_FIRST_DUTY}"
    covered = {n: f"{name} {duty}" for n in range(1, len(act.current)) if n not in ledd}
    texts = tuple(in_sections(" ".join(words), covered) for words in ledd.values())
    operation = "change" if ledd else "repeal"
    part = PartChange(operation, section)
    change = Change(
        instruction=write_lead([part], Setting(act.form)),
        parts=(part,),
        current=act.current,
        proposed=(act.current[0], *texts) if ledd else (),
    )
    moves = {old: [new] for new, old in enumerate(ledd, start=1)}
    return change, Moved(section, moves, duty, name, reworded=True)


def _ledd_number(place: Address) -> int:
    return next((int(step.label) for step in place.steps if step.kind == "ledd"), 0)
