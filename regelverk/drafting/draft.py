"""Draft the section that each act is to have."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from regelverk.clauses.types import Clause
from regelverk.comparison.select import is_public
from regelverk.drafting.actors import Actors, actors
from regelverk.drafting.adapt import Adapted, adapt
from regelverk.drafting.amend import cited_act, phrase
from regelverk.drafting.fitting import fit
from regelverk.drafting.placement import Place, current_lines, label_of, place
from regelverk.drafting.types import Assumption, Draft, ModelClause, Weight
from regelverk.model.document import Document, DocumentKind, Kind, Language
from regelverk.rules.texts import both

Models = Mapping[Language, ModelClause]


def draft(
    documents: Sequence[Document], clauses: Iterable[Clause], models: Models
) -> tuple[Draft, ...]:
    """A drafted section for each act, in the order of the acts' dates.

    Args:
        documents: The acts; other documents among them are passed over.
        clauses: Their cooperation clauses.
        models: The model clause, in each form it exists in.
    """
    by_act: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        by_act[clause.document].append(clause)
    acts = [each for each in documents if each.kind is DocumentKind.ACT]
    return tuple(
        _draft(act, by_act[act.identifier], models)
        for act in sorted(acts, key=lambda each: each.identifier)
    )


def _draft(document: Document, clauses: Sequence[Clause], models: Models) -> Draft:
    public = [clause for clause in clauses if is_public(clause)]
    where = place(document, public)
    near = where.replaces or where.after
    found = actors(document, public, near.address if near else None)
    adapted = adapt(models, document, found)
    fitted = fit(adapted.subsections, adapted.language, found, document, where.replaces, clauses)
    form = form_of(document)
    return Draft(
        law=document.identifier,
        title=document.title,
        short_title=document.short_title,
        language=adapted.language,
        section=where.label,
        heading=adapted.heading,
        subsections=fitted.subsections,
        lead=phrase("lead", form, act=cited_act(document.identifier, document.title)),
        instruction=phrase("replace" if where.replaces else "add", form, section=where.label),
        replaces=where.replaces.address if where.replaces else None,
        current=current_lines(document, where.replaces) if where.replaces else (),
        assumptions=_assumptions(document, where, found, adapted) + fitted.assumptions,
        numbered=_numbers_ledd(document),
        deviations=adapted.deviations + fitted.deviations,
    )


def form_of(document: Document) -> Language:
    """The form the amendment itself is written in: the act's."""
    return Language.NYNORSK if document.language.language is Language.NYNORSK else Language.BOKMAAL


def _numbers_ledd(document: Document) -> bool:
    """Whether most ledd of the act carry a number of their own: `(1)`."""
    ledd = list(document.walk(Kind.SUBSECTION))
    return sum(bool(each.label) for each in ledd) > len(ledd) / 2


def _assumptions(
    document: Document, where: Place, found: Actors, adapted: Adapted
) -> tuple[Assumption, ...]:
    return (*adapted.assumptions, *_about_place(document, where), *found.assumptions)


def _about_place(document: Document, where: Place) -> tuple[Assumption, ...]:
    if where.replaces is not None:
        heading = document.heading(where.replaces)
        words = both("place_replaces", section=where.label, heading=heading)
        return (Assumption(Weight.CHECK, words, where.replaces.address),)
    if where.after is None:
        return (Assumption(Weight.DECIDE, both("place_first")),)
    after = f"{label_of(where.after)} {document.heading(where.after)}".strip()
    words = both("place_new", section=where.label, after=after)
    return (Assumption(Weight.DECIDE, words, where.after.address),)
