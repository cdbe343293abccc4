"""Whom an act's service is for: the group it speaks of most."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from regelverk.drafting.types import Assumption, Weight
from regelverk.model.document import SENTENCES, Document, Language
from regelverk.rules.loader import load
from regelverk.rules.texts import both

_FEW: Final = 3
_CLEARLY: Final = 1.5
_SHARED: Final = re.compile(
    r"opplysningsplikt|opplysninga?e?r til|melde fr[aå]|taushetsplikt|teieplikt|attest|innsyn",
    re.IGNORECASE,
)
"""Headings of sections that acts on services share: they speak of whom others serve."""


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

    def count(self, lowered: str) -> int:
        """How often a text in lower case uses its words."""
        return sum(len(re.findall(rf"\b{re.escape(sign)}\b", lowered)) for sign in self.signs)


def beneficiary_of(document: Document) -> tuple[Beneficiary, Assumption]:
    """Whom the act speaks of most, and what says so; the neutral one where no group stands out.

    Where none does, those it speaks of most are suggested, and someone must decide.
    """
    known = load("beneficiaries", Beneficiary)
    neutral = known[-1]
    counts = _counts(document, known)
    first, second = counts.most_common(2)
    by_name = {each.name: each for each in known}
    language = document.language.language
    if first[1] >= _FEW and first[1] >= _CLEARLY * second[1]:
        chosen = by_name[first[0]]
        words = both("basis_beneficiary", one=chosen.one(language), count=first[1])
        return chosen, _shown(document, chosen, Assumption(Weight.CHECK, words))
    others = [by_name[name] for name, count in (first, second) if count]
    words = both("basis_beneficiary_unsure", one=neutral.one(language))
    suggestions = tuple(each.one(language) for each in (neutral, *others))
    return neutral, Assumption(Weight.DECIDE, words, suggestions=suggestions)


def _counts(document: Document, known: tuple[Beneficiary, ...]) -> Counter[str]:
    """By group, how often the act speaks of it; a group that covers others counts theirs too."""
    lowered = _own_matter(document).lower()
    *groups, _ = known
    counts = Counter({each.name: each.count(lowered) for each in groups})
    for each in groups:
        if each.covers and counts[each.name] >= _FEW:
            counts[each.name] += sum(counts.pop(name, 0) for name in each.covers)
    return counts


def _own_matter(document: Document) -> str:
    """The act without the sections that acts on services share."""
    text, at = [], 0
    for section in document.sections:
        if _SHARED.search(document.heading(section)):
            text.append(document.text[at : section.start])
            at = section.end
    return "".join([*text, document.text[at:]])


def _shown(document: Document, chosen: Beneficiary, about: Assumption) -> Assumption:
    """The assumption with the first sentence that speaks of the group."""
    for node in document.walk(*SENTENCES):
        quote = document.quote(node)
        if chosen.count(quote.lower()):
            return Assumption(about.weight, about.words, node.address, quote)
    return about
