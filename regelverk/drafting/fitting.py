"""What an act needs of its own: rules of the replaced section kept, what it has elsewhere left out.

A sentence of the section that is replaced goes out where the model covers it: a general duty to
cooperate or coordinate of a type that the model has. What the model does not cover (a legal basis
for processing personal data, a duty to speak up, a list of tasks) stays, as a ledd of its own or in
the ledd of the duty it belonged to, and its references follow.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from regelverk.citations import format_address
from regelverk.clauses.detect import judge
from regelverk.clauses.rulebook import compiled
from regelverk.clauses.slots import find_slots
from regelverk.clauses.types import Clause
from regelverk.comparison.score import likeness
from regelverk.drafting.actors import Actors
from regelverk.drafting.adapt import Adapted
from regelverk.drafting.ledd import Moves, renumbered
from regelverk.drafting.placement import generality, label_of
from regelverk.drafting.services import owner_of
from regelverk.drafting.types import Assumption, Deviation, Weight
from regelverk.language.sentences import split
from regelverk.model.document import ITEMS, SENTENCES, Document, Kind, Language, Node
from regelverk.rules.texts import both

_DUTIES: Final = frozenset({"individ", "system", "samordning"})
_PLAN: Final = re.compile(r"\bindividuel\w* plan", re.IGNORECASE)
_DEFINED: Final = re.compile(
    r"Med (?P<term>[\wæøå-]+)(?: etter [^.]*?ledd)? (?:menes|er (?:det )?(?:her )?mein[te])\b"
)
_RIGHT: Final = re.compile(r"\brett(?:en)? til\b")
_SAME: Final = 85
"""From this likeness (0–100) on, the draft says the same as a sentence of today."""
_PROCESSING: Final = re.compile(r"\bbehandl\w+ personopplysning")
_LEDD_NUMBER: Final = re.compile(r"\(\d+\) ")
_GOES_WITH: Final = r"^(?:<anafor>|Samarbeidet|Samordning(?:en|a))\b"


@dataclass(slots=True)
class _Ledd:
    """A ledd in the making.

    Attributes:
        drafted: Sentences of the model.
        kept: Sentences of today's section; they come after.
        model: Which of the model's ledd it is, or 0.
        own: Which of today's ledd it is, or 0.
        types: The clause types of the model's sentences.
    """

    drafted: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    model: int = 0
    own: int = 0
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fitted:
    """The ledd as the act needs them, and why they depart from the model.

    Attributes:
        subsections: The ledd.
        types: The clause types of what the model gave.
        moves: Where the ledd of the replaced section went.
        deviations: Where the model is departed from.
        assumptions: What was taken for granted.
    """

    subsections: tuple[str, ...]
    types: frozenset[str]
    moves: Moves
    deviations: tuple[Deviation, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


@dataclass(slots=True)
class _Work:
    """What is gathered on the way."""

    ledd: list[_Ledd]
    deviations: list[Deviation] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)


def fit(
    adapted: Adapted,
    found: Actors,
    document: Document,
    section: Node | None,
    clauses: Sequence[Clause],
) -> Fitted:
    """The adapted model as this act needs it.

    Args:
        adapted: The model in the act's terms.
        found: Who has the duty.
        document: The act.
        section: The section that is replaced, or None.
        clauses: The act's cooperation clauses.
    """
    pairs = zip(adapted.subsections, adapted.elements, strict=True)
    work = _Work([_drafted(number, *pair) for number, pair in enumerate(pairs, start=1)])
    elements = frozenset().union(*(each.types for each in work.ledd))
    _leave_out_plan(work, document, section)
    _leave_out_municipality(work, found)
    _leave_out_definition(work, document, section)
    work.ledd = [each for each in work.ledd if each.drafted]
    if section is not None:
        _keep_own(work, document, section, {each.address: each for each in clauses}, elements)
    moves = _moves(work.ledd, section)
    texts = _worded(work.ledd, moves, adapted.language)
    return Fitted(texts, elements, moves, tuple(work.deviations), tuple(work.assumptions))


def _drafted(number: int, text: str, elements: frozenset[str]) -> _Ledd:
    """A ledd of the model, with the types it says it has and those its words show."""
    sentences = [span.of(text) for span in split(text)]
    types = (judge(sentence).types.keys() for sentence in sentences)
    return _Ledd(sentences, [], number, 0, elements.union(*types))


def _leave_out_plan(work: _Work, document: Document, section: Node | None) -> None:
    """An act with rules of its own on individual plans needs none that point to other acts."""
    own = next(
        (each for each in document.sections
         if each is not section and _PLAN.search(document.heading(each))),
        None,
    )  # fmt: skip
    if own is None:
        return
    why = both("own_plan", section=label_of(own), heading=document.heading(own))
    for ledd in work.ledd:
        for sentence in [each for each in ledd.drafted if _PLAN.search(each)]:
            ledd.drafted.remove(sentence)
            work.deviations.append(Deviation(sentence, "", why, own.address, document.heading(own)))


def _leave_out_municipality(work: _Work, found: Actors) -> None:
    """An act that lays its duties on another owner than the municipality lays none on it."""
    owner = owner_of(found.owner) if found.owner else None
    if owner is None or owner.municipal:
        return
    why = both("not_municipal", owner=found.owner)
    for ledd in work.ledd:
        for sentence in [each for each in ledd.drafted if _is_municipal(each)]:
            ledd.drafted.remove(sentence)
            work.deviations.append(Deviation(sentence, "", why))


def _leave_out_definition(work: _Work, document: Document, section: Node | None) -> None:
    """A term that the act defines elsewhere is not defined once more."""
    for ledd in work.ledd:
        for sentence in list(ledd.drafted):
            term = _DEFINED.match(sentence)
            own = _definition(document, section, term["term"]) if term else None
            if own is not None:
                why = both("own_definition", section=format_address(own.address))
                ledd.drafted.remove(sentence)
                quote = document.quote(own)
                work.deviations.append(Deviation(sentence, "", why, own.address, quote))


def _definition(document: Document, section: Node | None, term: str) -> Node | None:
    """The sentence elsewhere in the act that defines a term; None where there is none."""
    for node in document.walk(*SENTENCES):
        inside = section is not None and section.address.holds(node.address)
        match = None if inside else _DEFINED.match(document.quote(node))
        if match and match["term"].lower() == term.lower():
            return node
    return None


def _is_municipal(sentence: str) -> bool:
    span = find_slots(sentence).get("duty_bearer")
    owner = owner_of(span.of(sentence)) if span else None
    return owner is not None and owner.municipal and "samordning" in judge(sentence).types


def _keep_own(
    work: _Work,
    document: Document,
    section: Node,
    clauses: Mapping[str, Clause],
    elements: frozenset[str],
) -> None:
    """Put what the model does not cover of today's section where it belongs, and tell of it."""
    ledd = [each for each in section.children if each.kind is Kind.SUBSECTION]
    drafted = [sentence for each in work.ledd for sentence in each.drafted]
    first_covered = False
    before: list[_Ledd] = []
    after: list[_Ledd] = []
    for number, today in enumerate(ledd, start=1):
        kept, covered = _sorted_out(document, today, clauses, elements, drafted)
        first_covered = first_covered or bool(covered)
        for sentence, _ in covered:
            words = both("rule_covered", section=label_of(section))
            work.assumptions.append(Assumption(Weight.CHECK, words, sentence.address,
                                               document.quote(sentence)))  # fmt: skip
        if not kept:
            continue
        home = _home(work.ledd, [clause for _, clause in covered])
        texts = [_LEDD_NUMBER.sub("", document.quote(each), count=1) for each in kept]
        if home is not None:
            home.kept += texts
        else:
            (after if first_covered else before).append(_Ledd(kept=texts, own=number))
        _tell_kept(work, document, section, kept)
    _place(work, before, after)


def _tell_kept(work: _Work, document: Document, section: Node, kept: Sequence[Node]) -> None:
    for each in kept:
        quote = document.quote(each)
        words = both("rule_kept", section=label_of(section))
        work.deviations.append(Deviation("", quote, words, each.address, quote))


def _sorted_out(
    document: Document,
    today: Node,
    clauses: Mapping[str, Clause],
    elements: frozenset[str],
    drafted: Sequence[str],
) -> tuple[list[Node], list[tuple[Node, Clause | None]]]:
    """The sentences of a ledd that stay, and those the model covers.

    What the draft says in nearly the same words is covered too, whatever it is about. A ledd with a
    list is one piece: its items cannot stand without the words that lead into them.
    """
    if any(each.kind in ITEMS for each in today.walk()):
        inner = [clauses[each.address] for each in today.walk() if each.address in clauses]
        if inner and all(covers(elements, clause) for clause in inner):
            return [], [(today, inner[0])]
        return [today], []
    kept: list[Node] = []
    covered: list[tuple[Node, Clause | None]] = []
    for sentence in (each for each in today.walk() if each.kind in SENTENCES):
        clause = clauses.get(sentence.address)
        quote = document.quote(sentence)
        goes_with = covered and compiled(_GOES_WITH).search(quote)
        said = any(_says_same(quote, each) for each in drafted)
        if said or goes_with or (clause and covers(elements, clause)):
            covered.append((sentence, clause))
        else:
            kept.append(sentence)
    return kept, covered


def _says_same(today: str, drafted: str) -> bool:
    """Whether two sentences are nearly the same, or give the same basis for processing data."""
    if _PROCESSING.search(today) and _PROCESSING.search(drafted):
        return True
    return likeness(today, drafted) >= _SAME


def covers(elements: frozenset[str], clause: Clause) -> bool:
    """Whether the model says what a clause says: a general duty of a type that it has.

    A right is never covered by a duty.
    """
    if _RIGHT.search(clause.text):
        return False
    if "plan" in elements and _PLAN.search(clause.text):
        return True
    wanted = {"offentlig"} | ({"frivillig"} & elements)
    public = not clause.partners or bool(wanted & set(clause.partners))
    return public and bool(_DUTIES & elements & clause.types.keys()) and generality(clause) > 0


def _home(ledd: Sequence[_Ledd], covered: Sequence[Clause | None]) -> _Ledd | None:
    """The drafted ledd with the duty that a kept sentence stood beside."""
    types = {name for clause in covered if clause for name in clause.types} & _DUTIES
    return next((each for each in reversed(ledd) if each.types & types), None)


def _place(work: _Work, before: Sequence[_Ledd], after: Sequence[_Ledd]) -> None:
    """Kept ledd come first where they came first, else before the definition that ends it all."""
    ends = work.ledd[-1:] if work.ledd and "definisjon" in work.ledd[-1].types else []
    body = work.ledd[: len(work.ledd) - len(ends)]
    work.ledd = [*before, *body, *after, *ends]


def _moves(ledd: Sequence[_Ledd], section: Node | None) -> Moves:
    """Where each ledd of today's section went: to its new number, or to the duties of the model."""
    today = [each for each in section.children if each.kind is Kind.SUBSECTION] if section else []
    numbered = list(enumerate(ledd, start=1))
    kept = {each.own: [number] for number, each in numbered if each.own}
    duties = [number for number, each in numbered if each.model and each.types & _DUTIES]
    return {number: kept.get(number, duties) for number in range(1, len(today) + 1)}


def _worded(ledd: Sequence[_Ledd], moves: Moves, language: Language) -> tuple[str, ...]:
    """The ledd as text, references between them following where they went."""
    of_model = {each.model: [number] for number, each in enumerate(ledd, start=1) if each.model}
    return tuple(
        " ".join(
            [
                *(renumbered(sentence, of_model, language) for sentence in each.drafted),
                *(renumbered(sentence, moves, language) for sentence in each.kept),
            ]
        )
        for each in ledd
    )
