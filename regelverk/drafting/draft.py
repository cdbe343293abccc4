"""Draft the section that each act is to have, and what must change with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from regelverk.citations import Resolver
from regelverk.clauses.types import Clause
from regelverk.comparison.select import is_public
from regelverk.drafting.actors import Actors, actors
from regelverk.drafting.adapt import adapt
from regelverk.drafting.amend import cited_act, phrase
from regelverk.drafting.consequences import Moved, overlaps, references, unfollowed
from regelverk.drafting.fitting import Fitted, fit
from regelverk.drafting.forms import strangers
from regelverk.drafting.lead_writing import Setting
from regelverk.drafting.leads import write_lead
from regelverk.drafting.placement import Place, current_lines, label_of, place
from regelverk.drafting.types import Assumption, Change, Draft, ModelClause, Weight
from regelverk.model.document import Document, DocumentKind, Kind, Language, PartChange
from regelverk.model.identifiers import order_of
from regelverk.rules.texts import both

Models = Mapping[Language, ModelClause]


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A draft before the references in and between the acts are seen to."""

    document: Document
    draft: Draft
    moved: tuple[Moved, ...]


def draft(
    documents: Sequence[Document], clauses: Iterable[Clause], models: Models
) -> tuple[Draft, ...]:
    """A drafted section for each act, in the order of the acts' dates, and what follows from it.

    Args:
        documents: The acts; other documents among them are passed over.
        clauses: Their cooperation clauses.
        models: The model clause, in each form it exists in.
    """
    by_act: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        by_act[clause.document].append(clause)
    acts = [each for each in documents if each.kind is DocumentKind.ACT]
    sketches = [
        _sketch(act, by_act[act.identifier], models)
        for act in sorted(acts, key=lambda each: order_of(each.identifier))
    ]
    moved = [each for sketch in sketches for each in sketch.moved]
    resolver = Resolver(acts)
    return tuple(_with_references(sketch, moved, resolver) for sketch in sketches)


def _sketch(document: Document, clauses: Sequence[Clause], models: Models) -> _Sketch:
    public = [clause for clause in clauses if is_public(clause)]
    where = place(document, public)
    near = where.replaces or where.after
    found = actors(document, public, near.address if near else None)
    adapted = adapt(models, document, found)
    fitted = fit(adapted, found, document, where.replaces, clauses)
    form = form_of(document)
    sketch = Draft(
        law=document.identifier,
        title=document.title,
        short_title=document.short_title,
        language=adapted.language,
        section=where.label,
        heading=adapted.heading,
        subsections=fitted.subsections,
        lead=phrase("lead", form, act=cited_act(document.identifier, document.title)),
        instruction="",
        replaces=where.replaces.address if where.replaces else None,
        current=current_lines(document, where.replaces) if where.replaces else (),
        assumptions=(*adapted.assumptions, *_about_mixing(fitted.subsections, adapted.language),
                     *_about_place(document, where), *found.assumptions, *fitted.assumptions),
        numbered=_numbers_ledd(document),
        address=where.address(document),
        deviations=adapted.deviations + fitted.deviations,
        form=form,
    )  # fmt: skip
    own = _own_change(sketch, where, form)
    sketch = replace(sketch, instruction=own.instruction, changes=(own,))
    return _with_overlaps(document, sketch, where, found, fitted, clauses)


def _own_change(sketch: Draft, where: Place, form: Language) -> Change:
    """The change that brings the drafted section into the act."""
    operation = "change" if where.replaces else "add"
    part = PartChange(operation, sketch.address or "")
    return Change(
        instruction=write_lead([part], Setting(form)),
        parts=(part,),
        current=sketch.current,
        proposed=(f"{sketch.section} {sketch.heading}".strip(), *sketch.printed),
        after=where.after.address if where.after else None,
    )


def _with_overlaps(
    document: Document,
    sketch: Draft,
    where: Place,
    found: Actors,
    fitted: Fitted,
    clauses: Sequence[Clause],
) -> _Sketch:
    """The draft, and what else of the act it makes superfluous."""
    bearers = (*found.duty_bearers, found.owner) if found.owner else found.duty_bearers
    pairs = list(overlaps(document, clauses, fitted.types, bearers, where.replaces, where.label))
    moved = [each for _, each in pairs if each is not None]
    if where.replaces is not None:
        moved.append(Moved(where.replaces.address, fitted.moves, reworded=True))
    changes = (*sketch.changes, *(change for change, _ in pairs))
    return _Sketch(document, replace(sketch, changes=changes), tuple(moved))


def _with_references(sketch: _Sketch, moved: Sequence[Moved], resolver: Resolver) -> Draft:
    """The draft with the references of its act following what moved in any of the acts."""
    document = sketch.document
    untouched = frozenset(
        each.section
        for each in sketch.moved
        if each.replacement or each.section == sketch.draft.replaces
    )
    drafted = sketch.draft
    citations = [each.citation for each in resolver.resolve(document)]
    following = references(document, citations, moved, untouched)
    left = unfollowed(document, citations, moved, untouched, "\n".join(drafted.subsections))
    return replace(
        drafted,
        changes=in_order(document, [*drafted.changes, *following]),
        assumptions=(*drafted.assumptions, *left),
    )


def in_order(document: Document, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes in the order of the places of the act."""
    return tuple(sorted(changes, key=lambda each: _position(document, each)))


def _position(document: Document, change: Change) -> int:
    """Where in the act a change is made."""
    node = document.at(change.after or change.parts[0].part)
    if node is None:
        return len(document.text)
    return node.end if change.after else node.start


def form_of(document: Document) -> Language:
    """The form the amendment itself is written in: the act's."""
    return Language.NYNORSK if document.language.language is Language.NYNORSK else Language.BOKMAAL


def _numbers_ledd(document: Document) -> bool:
    """Whether most ledd of the act carry a number of their own: `(1)`."""
    ledd = list(document.walk(Kind.SUBSECTION))
    return sum(bool(each.label) for each in ledd) > len(ledd) / 2


def _about_mixing(subsections: Iterable[str], language: Language) -> tuple[Assumption, ...]:
    """A draft that mixes forms says so; it is never passed over in silence."""
    found = dict.fromkeys(word for each in subsections for word in strangers(each, language))
    if not found:
        return ()
    words = both("mixed_forms", words=", ".join(f"«{word}»" for word in found))
    return (Assumption(Weight.DECIDE, words),)


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
