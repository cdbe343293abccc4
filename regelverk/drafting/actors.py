"""Who has the duty in an act, and whom its service is for: read from the act's own words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regelverk.clauses.rulebook import compiled
from regelverk.clauses.types import Clause
from regelverk.comparison.select import is_public
from regelverk.drafting.types import Assumption, Weight
from regelverk.model.address import Address
from regelverk.model.document import Document, Kind, Language
from regelverk.rules.loader import load
from regelverk.rules.texts import both

_SUBJECT = re.compile(r"^(?P<who>[A-ZÆØÅ][^.,;:§()]{2,70}?) (?:skal|plikter|pliktar|har ansvar)\b")
_DUTY_TYPES = frozenset({"individ", "system", "bistand"})
_CORE_WEIGHT = 20
_FEW = 3
_CLEARLY = 1.5


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """Those a service is for; see `rules/beneficiaries.toml`."""

    name: str
    one_nb: str
    one_nn: str
    many_nb: str
    many_nn: str
    signs: tuple[str, ...]
    source: str
    covers: tuple[str, ...] = ()

    def one(self, language: Language) -> str:
        """Definite singular in a language form."""
        return self.one_nn if language is Language.NYNORSK else self.one_nb

    def many(self, language: Language) -> str:
        """Indefinite plural in a language form."""
        return self.many_nn if language is Language.NYNORSK else self.many_nb


@dataclass(frozen=True, slots=True)
class Actors:
    """Who and for whom, with what that rests on."""

    duty_bearer: str
    beneficiary: Beneficiary
    assumptions: tuple[Assumption, ...]


def actors(document: Document, clauses: Sequence[Clause], near: Address | None) -> Actors:
    """Who has the duty in an act and whom it is for.

    The duty bearer is the one the act's own cooperation clauses name most, those of the section
    that is replaced, or that the new one comes after, before all others; where it has none, the
    one that most sentences say "shall" of.
    """
    bearer, basis = _duty_bearer(document, clauses, near)
    beneficiary, count = _beneficiary(document)
    return Actors(bearer, beneficiary, (*basis, *_about_beneficiary(beneficiary, count, document)))


def _duty_bearer(
    document: Document, clauses: Iterable[Clause], near: Address | None
) -> tuple[str, tuple[Assumption, ...]]:
    named: Counter[str] = Counter()
    first: dict[str, Clause] = {}
    for clause in clauses:
        words = clause.slot("duty_bearer")
        if not words or not is_public(clause) or not _DUTY_TYPES & clause.types.keys():
            continue
        who = _lower_first(words)
        if len(who) > 80 or compiled(r"^<ikke_pliktsubjekt>\b").match(words[0].upper() + words[1:]):
            continue
        named[who] += _CORE_WEIGHT if clause.section == near else 1
        first.setdefault(who, clause)
    if named:
        ranked = named.most_common(3)
        who = ranked[0][0]
        return who, (_bearer_from_clause(who, first[who], [other for other, _ in ranked[1:]]),)
    return _most_common_subject(document)


def _bearer_from_clause(who: str, clause: Clause, others: Sequence[str]) -> Assumption:
    named = " og ".join(f"«{each}»" for each in others)
    words = (
        both("basis_own_others", who=who, others=named) if others else both("basis_own", who=who)
    )
    return Assumption(Weight.CHECK if others else Weight.NOTE, words, clause.address, clause.text)


def _most_common_subject(document: Document) -> tuple[str, tuple[Assumption, ...]]:
    """The one that most sentences of the act lay a duty on."""
    named: Counter[str] = Counter()
    for node in document.walk(Kind.SENTENCE, Kind.INTRO):
        match = _SUBJECT.match(document.quote(node))
        if match and not compiled(r"^<ikke_pliktsubjekt>\b").match(match["who"]):
            named[_lower_first(match["who"])] += 1
    if not named:
        nynorsk = document.language.language is Language.NYNORSK
        who = "tenesta" if nynorsk else "tjenesten"
        return who, (Assumption(Weight.DECIDE, both("basis_unknown", who=who)),)
    who, count = named.most_common(1)[0]
    return who, (Assumption(Weight.DECIDE, both("basis_subject", who=who, count=count)),)


def _beneficiary(document: Document) -> tuple[Beneficiary, int]:
    """Whom the act speaks of most; the neutral one where no group stands out."""
    lowered = document.text.lower()
    known = load("beneficiaries", Beneficiary)
    neutral = known[-1]
    counts = {
        each.name: sum(len(re.findall(rf"\b{re.escape(sign)}\b", lowered)) for sign in each.signs)
        for each in known
    }
    for each in known:
        if each.covers and counts[each.name] >= _FEW:
            counts[each.name] += sum(counts.pop(name, 0) for name in each.covers)
    first, second = Counter(
        {name: counts[name] for name in counts if name != neutral.name}
    ).most_common(2)
    if first[1] < _FEW or first[1] < _CLEARLY * second[1]:
        return neutral, counts[neutral.name]
    return next(each for each in known if each.name == first[0]), first[1]


def _about_beneficiary(
    chosen: Beneficiary, count: int, document: Document
) -> tuple[Assumption, ...]:
    words = both("basis_beneficiary", one=chosen.one(document.language.language), count=count)
    return (Assumption(Weight.CHECK, words),)


def _lower_first(text: str) -> str:
    """A noun phrase as it reads within a sentence; abbreviations are kept."""
    return text if text[:2].isupper() else text[0].lower() + text[1:]
