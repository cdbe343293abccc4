"""The other approach: one common act on coordination, in place of a section in each sector act."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from regelverk.clauses.types import Clause
from regelverk.drafting.actors import Actors, Beneficiary
from regelverk.drafting.adapt import adapt
from regelverk.drafting.draft import Models, draft
from regelverk.drafting.lead_writing import Setting
from regelverk.drafting.leads import write_lead
from regelverk.drafting.types import Assumption, Change, Draft, Weight
from regelverk.model.document import Document, Language, PartChange
from regelverk.rules.loader import load
from regelverk.rules.texts import both, text

_HEADED = ("individ", "samordning", "system", "definisjon", "frivillig", "personopplysninger")
_ORDINALS = ("første", "andre", "tredje", "fjerde", "femte", "sjette")
_FORM = Language.BOKMAAL


def common_act(
    documents: Sequence[Document], clauses: Iterable[Clause], models: Models
) -> tuple[Draft, ...]:
    """The sections of a common act (their `law` is empty), then what each sector act loses.

    The common act is written in bokmål: a new act's form is the ministry's choice, and the
    assumptions say so.
    """
    acts = draft(documents, clauses, models)
    if not acts:
        return ()
    model = models.get(_FORM) or next(iter(models.values()))
    services = Actors((text("common_services", _FORM),), load("beneficiaries", Beneficiary)[-1])
    adapted = adapt({model.language: model}, _shell(documents, acts), services)
    scope = _section(1, text("common_scope_heading", _FORM), _scope(acts), adapted.language)
    sections = [
        _section(
            number, _heading(ledd.elements, adapted.heading), _by_section(words), adapted.language
        )
        for number, (words, ledd) in enumerate(
            zip(adapted.subsections, model.subsections, strict=True), start=2
        )
    ]
    choice = Assumption(Weight.DECIDE, both("common_choice"))
    first = replace(scope, assumptions=(choice, *adapted.assumptions))
    repealed = (_repealed(act) for act in acts if act.replaces)
    return (first, *sections, *repealed)


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
    return replace(some, short_title=text("common_short_title", _FORM), language=form)


def _scope(acts: Sequence[Draft]) -> str:
    names = [(each.short_title or each.title).lower() for each in acts]
    listed = " og ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    return text("common_scope", _FORM, acts=listed)


def _repealed(act: Draft) -> Draft:
    """The sector act's own section, which the common act takes the place of."""
    part = PartChange("repeal", act.replaces or "")
    lead = write_lead([part], Setting(act.form))
    change = Change(lead, (part,), act.current)
    kept = tuple(each for each in act.changes if each.parts[0].operation == "repeal")
    return replace(
        act, heading="", subsections=(), instruction=lead, assumptions=(), deviations=(),
        changes=(change, *kept),
    )  # fmt: skip


def _by_section(words: str) -> str:
    """References between ledd as references between the sections they became (from § 2)."""
    for number, ordinal in enumerate(_ORDINALS, start=2):
        words = words.replace(f"etter {ordinal} ledd", f"etter § {number}")
    return words
