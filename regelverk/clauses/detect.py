"""Find cooperation clauses by rules.

Cheap first: a ledd whose letters hold none of the rules' stems is never looked at closer, and a
family's patterns only run on sentences that hold one of its stems.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from regelverk.clauses.partners import partners_of
from regelverk.clauses.rulebook import ClauseType, clause_types, compiled, word_group
from regelverk.clauses.slots import find_slots
from regelverk.clauses.types import Clause, Evidence
from regelverk.clauses.units import Ledd, Unit, ledds
from regelverk.model.document import Document, Node
from regelverk.spans import Span

SLOTTED = frozenset({"individ", "system", "samordning"})
"""The types whose parts are marked: duties to cooperate and to coordinate."""

_INHERITED = 0.8
_TREATY_STEPS = frozenset({"Art", "Artikkel", "Artikel", "Article", "a"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The types of one sentence with their scores, and why. Spans are of the sentence."""

    types: dict[str, float]
    evidence: tuple[Evidence, ...]


def find_clauses(document: Document) -> tuple[Clause, ...]:
    """The cooperation clauses of a document, in the order of its text."""
    lowered = document.text.lower()
    if not any(stem in lowered for stem in _stems()):
        return ()
    found: list[Clause] = []
    for ledd in ledds(document):
        if any(stem in lowered[ledd.node.start : ledd.node.end] for stem in _stems()):
            found.extend(_in_ledd(document, ledd))
    return tuple(found)


def judge(sentence: str, heading: str = "") -> Judgement:
    """The types of a single sentence, by the rules alone.

    Example:
        >>> judge("Kommunen skal samordne tjenestene.").types
        {'samordning': 0.75}
    """
    lowered = sentence.lower()
    scores: dict[str, float] = {}
    evidence: dict[str, Evidence] = {}
    for kind in clause_types():
        if any(stem in lowered for stem in kind.stems) and (
            words := _match(kind, sentence, heading)
        ):
            scores[kind.name] = kind.score
            evidence[kind.name] = Evidence(
                f"«{words.of(sentence)}» tyder på {kind.title_nb.lower()}", words
            )
    for kind in clause_types():
        if kind.name in scores and kind.alone:
            return Judgement({kind.name: kind.score}, (evidence[kind.name],))
        if kind.name in scores and any(name in scores for name in kind.yields_to):
            del scores[kind.name]
    return Judgement(scores, tuple(evidence[name] for name in scores))


def implied(types: Iterable[str]) -> tuple[str, ...]:
    """The kinds of partners that some types always concern."""
    names = frozenset(types)
    return tuple({kind.implies for kind in clause_types() if kind.implies and kind.name in names})


def _match(kind: ClauseType, sentence: str, heading: str) -> Span | None:
    """The words that make a sentence one of this family, or None."""
    if any(compiled(pattern).search(sentence) for pattern in kind.unless):
        return None
    if kind.requires and not any(
        compiled(pattern).search(text) for pattern in kind.requires for text in (sentence, heading)
    ):
        return None
    for pattern in kind.patterns:
        if match := compiled(pattern).search(sentence):
            return Span(*match.span())
    return None


def _in_ledd(document: Document, ledd: Ledd) -> list[Clause]:
    section = document.section_of(ledd.node)
    heading = document.heading(section) if section else ""
    if heading and compiled(word_group("formål")).fullmatch(heading):
        return []
    partners: tuple[str, ...] = ()
    found: list[Clause] = []
    previous: Clause | None = None
    for unit in ledd.units:
        text = unit.span.of(document.text)
        judged = judge(text, heading)
        if not judged.types and previous is not None and _points_back(text):
            judged = Judgement(
                {name: round(score * _INHERITED, 2) for name, score in previous.types.items()},
                (Evidence("viser tilbake til punktumet foran", Span(0, len(_points_back(text)))),),
            )
        if not judged.types:
            previous = None
            continue
        partners = partners or partners_of(
            f"{heading}\n{document.quote(ledd.node)}", treaty=_in_treaty(ledd.node)
        )
        previous = _clause(document, section, unit, judged, partners)
        found.append(previous)
    return found


def _clause(
    document: Document,
    section: Node | None,
    unit: Unit,
    judged: Judgement,
    partners: tuple[str, ...],
) -> Clause:
    text = unit.span.of(document.text)
    slots = find_slots(text) if SLOTTED & judged.types.keys() else {}
    at = unit.span.start
    return Clause(
        address=unit.node.address,
        span=unit.span,
        text=text,
        types=dict(sorted(judged.types.items(), key=lambda item: -item[1])),
        partners=(*partners, *(each for each in implied(judged.types) if each not in partners)),
        slots={name: Span(at + span.start, at + span.end) for name, span in slots.items()},
        evidence=tuple(
            Evidence(each.reason, each.span and Span(at + each.span.start, at + each.span.end))
            for each in judged.evidence
        ),
        section_title=document.heading(section) if section else "",
        document_title=document.short_title or document.title,
        language=document.language_of(unit.node).language,
    )


def _points_back(text: str) -> str:
    """The words by which a sentence points back to the one before it, or an empty string."""
    match = compiled(word_group("anafor")).match(text)
    return match.group() if match else ""


def _in_treaty(node: Node) -> bool:
    return any(step.kind in _TREATY_STEPS for step in node.address.steps)


@cache
def _stems() -> tuple[str, ...]:
    return tuple(sorted({stem for kind in clause_types() for stem in kind.stems}))
