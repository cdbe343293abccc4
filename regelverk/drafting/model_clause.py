"""Model clauses: the ones that ship, an existing section, or a text file."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from regelverk.citations import CitationKind, find_citations
from regelverk.clauses.detect import judge
from regelverk.clauses.slots import find_slots
from regelverk.comparison.types import Comparison, Consensus
from regelverk.drafting.ledd import renumbered
from regelverk.drafting.types import ModelClause, ModelSubsection
from regelverk.errors import ModelClauseError
from regelverk.language.detect import detect
from regelverk.language.sentences import split
from regelverk.model.document import Document, Kind, Language, Node
from regelverk.rules.loader import load

DUTY_BEARER = "{duty_bearer}"
BENEFICIARY = "{beneficiary}"
CONSENSUS = "konsensus"
"""What asks for the section nearest to all the compared acts' own, in place of a name."""

_DUTIES = frozenset({"individ", "system"})
_DUTY_WEIGHT = 3
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
    named = _with_act_named(document, section)
    ledd = [
        " ".join(named(each).split()) for each in section.children if each.kind is Kind.SUBSECTION
    ]
    if not ledd:
        raise ModelClauseError(value=name, detail="paragrafen har ingen ledd")
    return _from_wording(
        name, document.heading(section), [_BULLET.sub("", each) for each in ledd], section.address
    )


def _with_act_named(document: Document, section: Node) -> Callable[[Node], str]:
    """How a ledd reads outside its act: other sections of the act are cited with the act's name."""
    name = document.short_title.lower()
    starts = {
        citation.span.start
        for citation in find_citations(document)
        if citation.kind is CitationKind.INTERNAL
        and not citation.act_name
        and citation.text.startswith("§")
        and section.address.holds(citation.address)
        and not any(section.address.holds(each.first) for each in citation.places)
    }

    def named(ledd: Node) -> str:
        text = document.quote(ledd)
        for start in sorted(
            (each for each in starts if ledd.start <= each < ledd.end), reverse=True
        ):
            text = f"{text[: start - ledd.start]}{name} {text[start - ledd.start :]}"
        return text

    return named if name else document.quote


def from_consensus(comparison: Comparison, documents: Iterable[Document]) -> ModelClause:
    """A model clause from the section nearest to what the compared acts have in common.

    It is the section with most of the consensus clauses; a duty to cooperate counts most, since the
    others build on it.

    Raises:
        ModelClauseError: The acts have no clause of a type in common, or its act is not at hand.
    """
    weights: dict[str, float] = defaultdict(float)
    for each in comparison.consensus.values():
        stands_in = each.quote.address.section
        if stands_in is not None:
            weights[stands_in] += (_DUTY_WEIGHT if _is_duty(each) else 1) * each.likeness
    best = max(weights, key=lambda section: weights[section], default="")
    for document in documents:
        section = document.at(best)
        if section is not None:
            return from_section(document, section, CONSENSUS)
    raise ModelClauseError(
        value=CONSENSUS, detail="lovene har ingen bestemmelse av samme slag å samle seg om"
    )


def _is_duty(consensus: Consensus) -> bool:
    """Whether a consensus clause is a duty to cooperate at large, and not on an individual plan."""
    return consensus.type in _DUTIES and "plan" not in judge(consensus.quote.text).types


def _from_wording(name: str, heading: str, ledd: Sequence[str], source: str) -> ModelClause:
    """Read from a finished wording who has the duty and whom it is for."""
    subsections = tuple(ModelSubsection(text, _elements(text)) for text in ledd)
    form = detect(" ".join(ledd)).language
    if any(DUTY_BEARER in text for text in ledd):
        return ModelClause(
            name, form, heading, subsections, DUTY_BEARER, BENEFICIARY, source=source
        )
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
    return ModelClause(name, form, heading, subsections, bearer, beneficiary, many, source)


def _elements(text: str) -> frozenset[str]:
    found: set[str] = set()
    for span in split(text):
        found |= judge(span.of(text)).types.keys()
    if "opplysning" in found:
        found.add("personopplysninger")
    return frozenset(found)


def only(model: ModelClause, elements: Iterable[str]) -> ModelClause:
    """The model clause with only the sentences that carry the elements; whole where none is named.

    A sentence that carries nothing of its own goes with the one before it, and references between
    ledd follow.

    Raises:
        ModelClauseError: No sentence carries any of them.
    """
    wanted = frozenset(elements)
    if not wanted:
        return model
    kept = {
        number: text
        for number, each in enumerate(model.subsections, start=1)
        if (text := _only(each.text, wanted))
    }
    if not kept:
        raise ModelClauseError(value=model.name, detail=f"den har ikke {', '.join(sorted(wanted))}")
    moves = {old: [new] for new, old in enumerate(kept, start=1)}
    texts = [renumbered(text, moves, model.language) for text in kept.values()]
    return replace(
        model, subsections=tuple(ModelSubsection(text, _elements(text)) for text in texts)
    )


def _only(text: str, wanted: frozenset[str]) -> str:
    """The sentences of a ledd that carry one of the elements."""
    kept: list[str] = []
    goes_with = False
    for span in split(text):
        sentence = span.of(text)
        own = _elements(sentence)
        goes_with = bool(own & wanted) if own else goes_with
        kept += [sentence] if goes_with else []
    return " ".join(kept)
