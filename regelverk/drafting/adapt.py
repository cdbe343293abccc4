"""Fit a model clause to an act: its duty bearer, its beneficiary, its language form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from regelverk.drafting.actors import Actors
from regelverk.drafting.model_clause import BENEFICIARY, DUTY_BEARER
from regelverk.drafting.translate import to_nynorsk
from regelverk.drafting.types import Assumption, ModelClause, Weight
from regelverk.model.document import Document, Language
from regelverk.rules.texts import both

# Stand-ins that no text holds and no translation touches (Unicode's private use area).
_BEARER, _ONE, _MANY = "\ue000", "\ue001", "\ue002"
_SENTENCE_START = re.compile(rf"(?:^|(?<=[.!?]\s)){_BEARER}")


@dataclass(frozen=True, slots=True)
class Adapted:
    """A model clause in an act's own terms."""

    language: Language
    heading: str
    subsections: tuple[str, ...]
    assumptions: tuple[Assumption, ...]


def adapt(models: Mapping[Language, ModelClause], document: Document, found: Actors) -> Adapted:
    """The model clause in the terms and the language form of an act.

    Args:
        models: The model clause in the forms it exists in.
        document: The act.
        found: Who has the duty in it, and whom it is for.
    """
    wanted = document.language.language
    wanted = Language.BOKMAAL if wanted is Language.MIXED else wanted
    model, language, assumptions = _in_form(models, wanted)
    filled = [_fill(text, found, language) for text in model]
    own = tuple(_without_own_name(text, document) for text in filled)
    return Adapted(language, own[0], own[1:], assumptions)


def _in_form(
    models: Mapping[Language, ModelClause], wanted: Language
) -> tuple[list[str], Language, tuple[Assumption, ...]]:
    """The model's heading and ledd with stand-ins, in the wanted form if that can be had whole."""
    if wanted in models:
        return _template(models[wanted]), wanted, ()
    model = next(iter(models.values()))
    template = _template(model)
    if wanted is Language.NYNORSK and model.language is Language.BOKMAAL:
        translated = [to_nynorsk(text) for text in template]
        whole = [text for text in translated if text is not None]
        if len(whole) == len(template):
            return whole, wanted, (Assumption(Weight.CHECK, both("model_translated")),)
    words = both("model_only_nb" if wanted is Language.NYNORSK else "model_only_nn")
    return template, model.language, (Assumption(Weight.DECIDE, words),)


def _template(model: ModelClause) -> list[str]:
    """Heading and ledd, with stand-ins for who has the duty and whom it is for."""
    texts = [model.heading, *(each.text for each in model.subsections)]
    if model.duty_bearer == DUTY_BEARER:
        return [text.replace(DUTY_BEARER, _BEARER).replace(BENEFICIARY, _ONE) for text in texts]
    for words, stand_in in _spellings(model):
        pattern = re.compile(rf"\b{re.escape(words)}\b", re.IGNORECASE)
        texts = [texts[0], *(pattern.sub(stand_in, text) for text in texts[1:])]
    return texts


def _spellings(model: ModelClause) -> list[tuple[str, str]]:
    """The words of a finished wording that stand for its actors, longest first.

    A duty bearer of several parts ("A og B") is also met within a longer list ("A, B og de andre").
    """
    found: list[tuple[str, str]] = []
    if model.beneficiaries:
        found += [(f"enkelte {model.beneficiaries}", f"enkelte {_MANY}"),
                  (f"einskilde {model.beneficiaries}", f"einskilde {_MANY}")]  # fmt: skip
    if model.duty_bearer:
        found.append((model.duty_bearer, _BEARER))
        head, joined, last = model.duty_bearer.rpartition(" og ")
        if joined:
            found.append((f"{head}, {last}", _BEARER))
    if model.beneficiary:
        found.append((model.beneficiary, _ONE))
    return sorted(found, key=lambda each: -len(each[0]))


def _fill(text: str, found: Actors, language: Language) -> str:
    """Put the act's own actors in for the stand-ins."""
    bearer = found.duty_bearer
    text = _SENTENCE_START.sub(bearer[0].upper() + bearer[1:], text).replace(_BEARER, bearer)
    text = text.replace(_ONE, found.beneficiary.one(language))
    return text.replace(_MANY, found.beneficiary.many(language))


def _without_own_name(text: str, document: Document) -> str:
    """A section of the act itself is cited without the act's name: "etter § 7-2 a"."""
    if not document.short_title:
        return text
    return re.sub(rf"\b{re.escape(document.short_title)} (?=§)", "", text, flags=re.IGNORECASE)
