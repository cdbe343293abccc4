"""Fit a model clause to an act: its duty bearer, its beneficiary, its language form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regelverk.drafting.actors import Actors
from regelverk.drafting.amend import listed
from regelverk.drafting.model_clause import BENEFICIARY, DUTY_BEARER
from regelverk.drafting.names import with_current_names
from regelverk.drafting.owners import has_verbs, laid_on_owner, see_to
from regelverk.drafting.providers import own_term, term_in, with_term
from regelverk.drafting.translate import in_form_of
from regelverk.drafting.types import Assumption, Deviation, ModelClause, Weight
from regelverk.language.nynorsk import Problem
from regelverk.language.sentences import split
from regelverk.model.document import Document, Language
from regelverk.rules.texts import both, text

# Stand-ins that no text holds and no translation touches (Unicode's private use area).
_BEARER, _ONE, _MANY, _OWNER = "\ue000", "\ue001", "\ue002", "\ue003"
_SENTENCE_START = re.compile(rf"(?:^|(?<=[.!?]\s))([{_BEARER}{_OWNER}])")
_LISTED = re.compile(rf"{_BEARER}(?= og (?:dei? )?andre )")
_NAMED = re.compile(r"\b[\w-]+(?:lov|loven|lova) §")
_BEFORE_COMMA = re.compile(r"\s+(?=[,.;:])")


@dataclass(frozen=True, slots=True)
class Adapted:
    """A model clause in an act's own terms.

    Attributes:
        language: The form it is in.
        heading: The heading.
        subsections: The ledd.
        elements: By ledd, the clause types that the model says it carries.
        assumptions: What was taken for granted.
        deviations: Where the model is departed from.
    """

    language: Language
    heading: str
    subsections: tuple[str, ...]
    elements: tuple[frozenset[str], ...]
    assumptions: tuple[Assumption, ...]
    deviations: tuple[Deviation, ...] = ()


def adapt(models: Mapping[Language, ModelClause], document: Document, found: Actors) -> Adapted:
    """The model clause in the terms and the language form of an act.

    Args:
        models: The model clause in the forms it exists in.
        document: The act.
        found: Who has the duty in it, and whom it is for.
    """
    wanted = document.language.language
    wanted = Language.BOKMAAL if wanted is Language.MIXED else wanted
    (heading, *ledd), language, assumptions = _in_form(models, document, wanted)
    ledd, by_term = _in_own_term(ledd, document, language)
    ledd, by_owner = _with_owner(ledd, document, found, language)
    renamed = [with_current_names(_fill(text, found, language)) for text in (heading, *ledd)]
    own = [_BEFORE_COMMA.sub("", _without_own_name(text, document)) for text, _ in renamed]
    by_name = dict.fromkeys(each for _, about in renamed for each in about)
    deviations = (*found.deviations, *by_owner, *by_term)
    model = models.get(language) or next(iter(models.values()))
    elements = tuple(each.elements for each in model.subsections)
    told = (*assumptions, *by_name)
    return Adapted(language, own[0], tuple(own[1:]), elements, told, deviations)


def _in_own_term(
    ledd: Sequence[str], document: Document, language: Language
) -> tuple[list[str], tuple[Deviation, ...]]:
    """The ledd with the act's own term for the services to cooperate with."""
    used = next(filter(None, (term_in(text, language) for text in ledd)), None)
    own = own_term(document, used) if used else None
    if used is None or own is None:
        return list(ledd), ()
    model, words = used.forms(language)[0], own.forms(language)[0]
    why = both("own_term", term=words, count=own.count(document.text))
    deviation = Deviation(model, words, why, *own.shown(document))
    return [with_term(text, used, own, language) for text in ledd], (deviation,)


def _with_owner(
    ledd: Sequence[str], document: Document, found: Actors, language: Language
) -> tuple[list[str], tuple[Deviation, ...]]:
    """The ledd with the duties laid on the service's owner, where the act does it that way."""
    if not found.owner:
        return list(ledd), ()
    if not has_verbs(ledd, _BEARER, language):
        return [text.replace(_BEARER, _OWNER) for text in ledd], ()
    words = see_to(document, language)
    moved = [laid_on_owner(text, _BEARER, _OWNER, words, language) for text in ledd]
    own = f"{found.owner} skal {words} {found.duty_bearers[0]}"
    why = both("owner_sees_to", owner=found.owner, service=found.duty_bearers[0])
    return moved, (Deviation("", own, why),)


def _in_form(
    models: Mapping[Language, ModelClause], document: Document, wanted: Language
) -> tuple[list[str], Language, tuple[Assumption, ...]]:
    """The model's heading and ledd with stand-ins, in the wanted form if that can be had whole."""
    if wanted in models:
        return _template(models[wanted]), wanted, ()
    model = next(iter(models.values()))
    template = _template(model)
    found = in_form_of(document, template, wanted)
    if isinstance(found, Problem):
        words = both("model_only_nb" if wanted is Language.NYNORSK else "model_only_nn",
                     why=text(f"apertium_{found.name.lower()}"),
                     hvorfor=text(f"apertium_{found.name.lower()}", "nn"))  # fmt: skip
        return template, model.language, (Assumption(Weight.DECIDE, words),)
    texts, how = found
    return list(texts), wanted, (how,)


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
    bearer = listed(found.duty_bearers)
    names = {_BEARER: bearer, _OWNER: found.owner}
    text = _SENTENCE_START.sub(lambda match: _capital(names[match[1]]), text)
    text = _LISTED.sub(", ".join(found.duty_bearers), text)
    text = text.replace(_BEARER, bearer).replace(_OWNER, found.owner)
    text = text.replace(_ONE, found.beneficiary.one(language))
    return text.replace(_MANY, found.beneficiary.many(language))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _without_own_name(text: str, document: Document) -> str:
    """A section of the act itself is cited without the act's name: "etter § 7-2 a".

    In a sentence that cites other acts too, the name stays: without it the reader would look in
    the act named before.
    """
    if not document.short_title:
        return text
    own = re.compile(rf"\b{re.escape(document.short_title)} (?=§)", re.IGNORECASE)
    pieces = []
    for span in split(text):
        sentence = span.of(text)
        pieces.append(sentence if len(_NAMED.findall(sentence)) > 1 else own.sub("", sentence))
    return " ".join(pieces)
