"""What an act calls the services that others are to cooperate with, and the model in that term."""

import re
from dataclasses import dataclass

from regelverk.model.address import Address
from regelverk.model.document import SENTENCES, Document, Language
from regelverk.rules.loader import load

_OFTEN = 2


@dataclass(frozen=True, slots=True)
class ProviderTerm:
    """A term for the services that others cooperate with; see `rules/provider_terms.toml`."""

    name: str
    others_nb: str
    others_nn: str
    the_others_nb: str
    the_others_nn: str
    defined_nb: str
    defined_nn: str
    signs: tuple[str, ...]
    source: str

    def forms(self, language: Language) -> tuple[str, str, str]:
        """Who the duty is with, the same spoken of again, and the word that is defined."""
        if language is Language.NYNORSK:
            return self.others_nn, self.the_others_nn, self.defined_nn
        return self.others_nb, self.the_others_nb, self.defined_nb

    def count(self, text: str) -> int:
        """How often a text uses it."""
        return sum(len(re.findall(rf"\b{sign}\b", text, re.IGNORECASE)) for sign in self.signs)

    def shown(self, document: Document) -> tuple[Address | None, str]:
        """The first sentence of an act that uses it, and where it stands."""
        for node in document.walk(*SENTENCES):
            quote = document.quote(node)
            if self.count(quote):
                return node.address, quote
        return None, ""


def own_term(document: Document, model: ProviderTerm) -> ProviderTerm | None:
    """The term an act uses time and again where it never uses the model's; else None."""
    if model.count(document.text):
        return None
    others = [each for each in load("provider_terms", ProviderTerm) if each is not model]
    best = max(others, key=lambda each: each.count(document.text))
    return best if best.count(document.text) >= _OFTEN else None


def term_in(text: str, language: Language) -> ProviderTerm | None:
    """The term a model clause uses, or None."""
    terms = load("provider_terms", ProviderTerm)
    return next((each for each in terms if each.forms(language)[0] in text), None)


def with_term(text: str, old: ProviderTerm, new: ProviderTerm, language: Language) -> str:
    """The text with one term for another; what the definition lists keeps its words.

    Example:
        >>> terms = {each.name: each for each in load("provider_terms", ProviderTerm)}
        >>> old, new = terms["tjenesteytere"], terms["deler av tjenesteapparatet"]
        >>> with_term("samarbeide med andre tjenesteytere", old, new, Language.BOKMAAL)
        'samarbeide med andre deler av tjenesteapparatet'
    """
    (others, the_others, defined) = old.forms(language)
    (new_others, new_the_others, new_defined) = new.forms(language)
    text = text.replace(the_others, new_the_others).replace(others, new_others)
    return re.sub(rf"\bMed {re.escape(defined)}\b", f"Med {new_defined}", text)
