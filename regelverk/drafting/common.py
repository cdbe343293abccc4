"""The other approach: one common act on coordination, in place of a section in each sector act."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from regelverk.clauses.types import Clause
from regelverk.drafting.actors import Actors, Beneficiary
from regelverk.drafting.adapt import adapt
from regelverk.drafting.amend import phrase
from regelverk.drafting.draft import Models, draft
from regelverk.drafting.types import Assumption, Draft, Weight
from regelverk.model.document import Document, Language
from regelverk.rules.loader import load

_TITLE = "Lov om samarbeid og samordning mellom velferdstjenester (samordningsloven)"
_HEADINGS = {
    "individ": "Samarbeid om den enkelte", "samordning": "Samordning", "system": "Samarbeid ut over enkeltsaker",
    "definisjon": "Definisjon", "frivillig": "Frivillige organisasjoner", "personopplysninger": "Personopplysninger",
}  # fmt: skip
_ORDINALS = ("første", "andre", "tredje", "fjerde", "femte", "sjette")
_SERVICES = "tjenestene etter lovene i § 1"


def common_act(
    documents: Sequence[Document], clauses: Iterable[Clause], models: Models
) -> tuple[Draft, ...]:
    """The sections of a common act (its `law` is empty), and then what falls away in each sector act.

    The common act is written in bokmål: a new act's form is the ministry's choice, and the assumptions say so.
    """
    acts = draft(documents, clauses, models)
    shell = _shell(documents, acts)
    neutral = load("beneficiaries", Beneficiary)[-1]
    model = models.get(Language.BOKMAAL) or next(iter(models.values()))
    adapted = adapt({model.language: model}, shell, Actors(_SERVICES, neutral, ()))
    first = Draft(
        law="", title=_TITLE, short_title="samordningsloven", language=adapted.language, section="§ 1",
        heading="Virkeområde", subsections=(_scope(acts),), lead="", instruction="", replaces=None, current=(),
        assumptions=(
            Assumption(
                Weight.DECIDE,
                "Felles lov er et alternativ til én bestemmelse i hver sektorlov. Målform og departement må velges.",
                "Felles lov er eit alternativ til éi føresegn i kvar sektorlov. Målform og departement må veljast.",
            ),
        ),
    )  # fmt: skip
    sections = [
        replace(
            first, section=f"§ {number}", subsections=(_by_section(text),), assumptions=(),
            heading=next((_HEADINGS[key] for key in _HEADINGS if key in kinds), adapted.heading),
        )
        for number, (text, kinds) in enumerate(
            zip(adapted.subsections, (each.elements for each in model.subsections), strict=True), start=2
        )
    ]  # fmt: skip
    return (first, *sections, *(_repealed(each) for each in acts if each.replaces))


def _shell(documents: Sequence[Document], acts: Sequence[Draft]) -> Document:
    """A document that stands for the act that does not exist yet, for its language and name only."""
    some = next(each for each in documents if each.identifier == acts[0].law)
    form = replace(some.language, language=Language.BOKMAAL)
    return replace(some, short_title="samordningsloven", language=form)


def _scope(acts: Sequence[Draft]) -> str:
    names = [(each.short_title or each.title).lower() for each in acts]
    listed = " og ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    return f"Loven gjelder for tjenester etter {listed}."


def _repealed(act: Draft) -> Draft:
    """The sector act's own section, which the common act takes the place of."""
    form = Language.NYNORSK if "følgjande" in act.lead else Language.BOKMAAL
    return replace(
        act, heading="", subsections=(), instruction=phrase("repeal", form, section=act.section), assumptions=()
    )


def _by_section(text: str) -> str:
    """References between ledd, turned to references between the sections that the ledd became (from § 2)."""
    for number, ordinal in enumerate(_ORDINALS, start=2):
        text = text.replace(f"etter {ordinal} ledd", f"etter § {number}")
    return text
