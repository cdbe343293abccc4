"""Model clauses: the ones that ship, an existing section, or a text file."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from regelverk.clauses.detect import judge
from regelverk.clauses.slots import find_slots
from regelverk.drafting.types import ModelClause, ModelSubsection
from regelverk.errors import ModelClauseError
from regelverk.language.detect import detect
from regelverk.language.sentences import split
from regelverk.model.document import Document, Kind, Language, Node
from regelverk.rules.loader import load

DUTY_BEARER = "{duty_bearer}"
BENEFICIARY = "{beneficiary}"

_HEADINGS = {
    Language.BOKMAAL: "Samarbeid og samordning",
    Language.NYNORSK: "Samarbeid og samordning",
}
_PLURAL = re.compile(r"^(?:enkelte|einskilde)\s+")
_BULLET = re.compile(r"^\s*(?:\(\d+\)\s+|\d+[.)]\s+)")


@dataclass(frozen=True, slots=True)
class ModelSentence:
    """A sentence of a model clause that ships; see `rules/model_clauses.toml`."""

    name: str
    model: str
    language: Language
    element: str
    ledd: int
    text: str
    source: str
    default: bool = False


def shipped_names() -> tuple[str, ...]:
    """The names of the model clauses that ship."""
    return tuple(dict.fromkeys(each.model for each in load("model_clauses", ModelSentence)))


def element_names() -> tuple[str, ...]:
    """The elements that a shipped model clause can be made of, in their order."""
    return tuple(dict.fromkeys(each.element for each in load("model_clauses", ModelSentence)))


def shipped(name: str, elements: Iterable[str] = ()) -> dict[Language, ModelClause]:
    """A model clause that ships, in both language forms.

    Args:
        name: Its name.
        elements: The elements it is to have; its usual ones where none is named.

    Raises:
        ModelClauseError: No model clause has that name, or none of its sentences the elements.
    """
    wanted = frozenset(elements)
    found: dict[Language, ModelClause] = {}
    for language in (Language.BOKMAAL, Language.NYNORSK):
        chosen = [
            each
            for each in load("model_clauses", ModelSentence)
            if each.model == name and each.language is language
            and (each.element in wanted if wanted else each.default)
        ]  # fmt: skip
        if chosen:
            found[language] = ModelClause(
                name, language, _HEADINGS[language], _together(chosen), DUTY_BEARER, BENEFICIARY
            )
    if not found:
        raise ModelClauseError(value=name, detail="ingen modell har det navnet med de delene")
    return found


def _together(sentences: Sequence[ModelSentence]) -> tuple[ModelSubsection, ...]:
    """The ledd that the sentences make."""
    ledd = dict.fromkeys(each.ledd for each in sentences)
    return tuple(
        ModelSubsection(
            " ".join(each.text for each in sentences if each.ledd == number),
            frozenset(each.element for each in sentences if each.ledd == number),
        )
        for number in ledd
    )


def from_text(text: str, name: str) -> ModelClause:
    """A model clause from plain text: the heading on the first line, then one ledd per paragraph.

    Raises:
        ModelClauseError: There is no heading and at least one ledd.
    """
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines()]
    heading, _, rest = "\n".join(lines).strip().partition("\n")
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", rest) if block.strip()]
    if len(blocks) == 1:
        blocks = [line for line in rest.splitlines() if line.strip()]
    if not heading or not blocks:
        raise ModelClauseError(
            value=name,
            detail="filen skal ha overskriften på første linje og så ett ledd per avsnitt",
        )
    return _from_wording(name, heading, [_BULLET.sub("", block) for block in blocks], name)


def from_section(document: Document, section: Node, name: str) -> ModelClause:
    """A model clause from a section of an act.

    Raises:
        ModelClauseError: The section has no ledd.
    """
    ledd = [
        " ".join(document.quote(each).split())
        for each in section.children
        if each.kind is Kind.SUBSECTION
    ]
    if not ledd:
        raise ModelClauseError(value=name, detail="paragrafen har ingen ledd")
    return _from_wording(
        name, document.heading(section), [_BULLET.sub("", each) for each in ledd], section.address
    )


def _from_wording(name: str, heading: str, ledd: Sequence[str], source: str) -> ModelClause:
    """Read from a finished wording who has the duty and whom it is for."""
    subsections = tuple(ModelSubsection(text, _elements(text)) for text in ledd)
    bearer = beneficiary = many = ""
    for text in ledd:
        for span in split(text):
            sentence = span.of(text)
            types = judge(sentence).types
            slots = {key: value.of(sentence) for key, value in find_slots(sentence).items()}
            if "individ" in types and not bearer:
                bearer, beneficiary = slots.get("duty_bearer", ""), slots.get("beneficiary", "")
            if "system" in types:
                bearer = bearer or slots.get("duty_bearer", "")
                if _PLURAL.match(slots.get("beneficiary", "")):
                    many = _PLURAL.sub("", slots["beneficiary"])
    form = detect(" ".join(ledd)).language
    return ModelClause(name, form, heading, subsections, bearer, beneficiary, many, source)


def _elements(text: str) -> frozenset[str]:
    found: set[str] = set()
    for span in split(text):
        found |= judge(span.of(text)).types.keys()
    if "opplysning" in found:
        found.add("personopplysninger")
    return frozenset(found)


def only(model: ModelClause, elements: Iterable[str]) -> ModelClause:
    """The model clause with only the ledd that carry the elements; whole where none is named.

    Raises:
        ModelClauseError: No ledd carries any of them.
    """
    wanted = frozenset(elements)
    if not wanted:
        return model
    kept = tuple(each for each in model.subsections if each.elements & wanted)
    if not kept:
        raise ModelClauseError(value=model.name, detail=f"den har ikke {', '.join(sorted(wanted))}")
    return replace(model, subsections=kept)
