"""Who has the duty in an act, and whom its service is for: read from the act's own words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regelverk.clauses.types import Clause
from regelverk.comparison.select import is_public
from regelverk.drafting.amend import listed
from regelverk.drafting.beneficiaries import Beneficiary, beneficiary_of
from regelverk.drafting.services import (
    Service,
    can_have_duties,
    is_seen_to,
    own_services,
    owner_of,
    service_in_title,
)
from regelverk.drafting.types import Assumption, Deviation, Weight
from regelverk.model.address import Address
from regelverk.model.document import Document, Kind, Language
from regelverk.rules.texts import both

_SUBJECT = re.compile(r"^(?P<who>[A-ZÆØÅ][^.,;:§()]{2,70}?) (?:skal|plikter|pliktar|har ansvar)\b")
_SEES_TO = re.compile(r"\bskal (?:sørge|sørgje|sørgja|syte) for\b")
_DUTY_TYPES = frozenset({"individ", "system", "bistand"})
_CORE_WEIGHT = 20
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Actors:
    """Who and for whom, with what that rests on.

    Attributes:
        duty_bearers: The services that have the duty, as they read within a sentence.
        beneficiary: Whom it is for.
        owner: Who must see to it that they do; empty where they have the duty themselves.
        assumptions: What that rests on.
        deviations: Why an owner or a further service is named.
    """

    duty_bearers: tuple[str, ...]
    beneficiary: Beneficiary
    owner: str = ""
    assumptions: tuple[Assumption, ...] = ()
    deviations: tuple[Deviation, ...] = ()


def actors(document: Document, clauses: Sequence[Clause], near: Address | None) -> Actors:
    """Who has the duty in an act and whom it is for.

    The duty bearer is the one the act's own cooperation clauses name most, those of the section
    that is replaced, or that the new one comes after, before all others; where it has none, the
    one that most sentences say "shall" of. Where that is an owner (`kommunen`) and the title names
    the service it answers for, the service has the duty; the owner sees to it where the act itself
    says so, or where the service is something provided.
    """
    service = service_in_title(document)
    beneficiary, for_whom = beneficiary_of(document)
    who, basis = _duty_bearer(document, clauses, near)
    if service is not None and who.startswith(service.stem):
        who = service.name
    if owner_of(who) is None:
        further = _further(document, who)
        names = (who, *(each.own for each in further))
        shared = _about_sharing(names) if further else ()
        return Actors(names, beneficiary, "", (basis, *shared, for_whom), further)
    if service is None:
        return Actors((who,), beneficiary, "", (basis, for_whom))
    seen_to = not service.acts or is_seen_to(document, service) or _sees_to_it(clauses, near)
    chosen = _about_service(service, who, basis, seen_to=seen_to)
    return Actors((service.name,), beneficiary, who if seen_to else "", (chosen, for_whom))


def _sees_to_it(clauses: Iterable[Clause], near: Address | None) -> bool:
    """Whether the section that is replaced lays down that someone must see to the cooperation."""
    return any(
        clause.section == near and _SEES_TO.search(clause.text)
        for clause in clauses
        if _DUTY_TYPES & clause.types.keys()
    )


def _about_service(service: Service, owner: str, basis: Assumption, *, seen_to: bool) -> Assumption:
    """Why the service or its owner has the duty, resting on what names the owner."""
    name = "service_seen_to" if seen_to else "service_acts"
    words = both(name, service=service.name, owner=owner, where=service.where)
    chosen = (owner, service.name) if seen_to else (service.name, owner)
    return Assumption(Weight.DECIDE, words, basis.address, basis.quote, chosen)


def _about_sharing(names: Sequence[str]) -> tuple[Assumption, ...]:
    together = listed(names)
    words = both("shared_duty", all=together, first=names[0])
    return (Assumption(Weight.DECIDE, words, suggestions=(together, names[0])),)


def _further(document: Document, who: str) -> tuple[Deviation, ...]:
    """The act's other own services, which share the duty with the one it names most."""
    return tuple(
        Deviation("", service.name, both("further_service", service=service.name, who=who),
                  section.address, service.where)
        for service, section in own_services(document)
        if service.name != who and not who.endswith(service.name)
    )  # fmt: skip


def _duty_bearer(
    document: Document, clauses: Iterable[Clause], near: Address | None
) -> tuple[str, Assumption]:
    named: Counter[str] = Counter()
    first: dict[str, Clause] = {}
    for clause in clauses:
        words = clause.slot("duty_bearer")
        if not words or not is_public(clause) or not _DUTY_TYPES & clause.types.keys():
            continue
        who = _lower_first(words)
        if len(who) > _LONGEST or not can_have_duties(words):
            continue
        named[who] += _CORE_WEIGHT if clause.section == near else 1
        first.setdefault(who, clause)
    if named:
        subjects = _subjects(document)
        ranked = sorted(named, key=lambda who: (-named[who], -subjects[who]))[:3]
        return ranked[0], _bearer_from_clause(ranked, first[ranked[0]])
    return _most_common_subject(document)


def _bearer_from_clause(ranked: Sequence[str], clause: Clause) -> Assumption:
    who, *others = ranked
    if not others:
        return Assumption(Weight.NOTE, both("basis_own", who=who), clause.address, clause.text)
    named = " og ".join(f"«{each}»" for each in others)
    words = both("basis_own_others", who=who, others=named)
    return Assumption(Weight.CHECK, words, clause.address, clause.text, tuple(ranked))


def _subjects(document: Document) -> Counter[str]:
    """By those who have duties in the act: how many sentences lay one on them."""
    named: Counter[str] = Counter()
    for node in document.walk(Kind.SENTENCE, Kind.INTRO):
        match = _SUBJECT.match(document.quote(node))
        if match and can_have_duties(match["who"]):
            named[_lower_first(match["who"])] += 1
    return named


def _most_common_subject(document: Document) -> tuple[str, Assumption]:
    """The one that most sentences of the act lay a duty on, with the first of them."""
    named = _subjects(document)
    if not named:
        nynorsk = document.language.language is Language.NYNORSK
        who = "tenesta" if nynorsk else "tjenesten"
        return who, Assumption(Weight.DECIDE, both("basis_unknown", who=who))
    ranked = named.most_common(3)
    who, count = ranked[0]
    words = both("basis_subject", who=who, count=count)
    first = next(
        node
        for node in document.walk(Kind.SENTENCE, Kind.INTRO)
        if document.quote(node).lower().startswith(who.lower())
    )
    suggestions = tuple(each for each, times in ranked if times > 1 or each == who)
    return who, Assumption(Weight.DECIDE, words, first.address, document.quote(first), suggestions)


def _lower_first(text: str) -> str:
    """A noun phrase as it reads within a sentence; abbreviations are kept."""
    return text if text[:2].isupper() else text[0].lower() + text[1:]
