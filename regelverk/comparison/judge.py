"""Say what a difference between two clauses is: of words alone, of law, or meant.

A difference in a part of the duty (condition, counterpart, purpose …) is of law when the two parts
fold to different concepts of the element they answer, and of words when they fold to the same one.
Elsewhere it is of law when a word with content of its own is left that has no counterpart in the
other clause: the same word, another form of it, or a synonym in `rules/wording_synonyms.toml`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from regelverk.clauses.types import Clause
from regelverk.comparison.elements import Element, elements, in_figures, reading_of, values
from regelverk.comparison.score import likeness
from regelverk.comparison.tokens import CITATION, PARTY, Token
from regelverk.comparison.types import DifferenceKind, Justification, Step, Subject
from regelverk.rules.loader import load

Verdict = tuple[DifferenceKind | None, Subject | None, Justification | None]
Tokens = tuple[Sequence[Token], Sequence[Token]]
Clauses = tuple[Clause, Clause]

_ALIKE: Final = 75.0
"""Two words at least this alike (0–100) are forms of the same word."""

_SHORT: Final = 3
"""A word this short has no content of its own."""

_MANY: Final = 3
"""With more words than this exchanged, a part says something else, whatever it folds to."""

_SUBJECTS: Final = {
    "condition": Subject.THRESHOLD,
    "counterpart": Subject.PARTY,
    "purpose": Subject.PURPOSE,
    PARTY: Subject.PARTY,
    "duty_bearer": Subject.PARTY,
}
_LIMITS: Final = {Subject.TIME_LIMIT: "frist", Subject.AGE_LIMIT: "alder"}
_FILLERS: Final = "fyllord"
_NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words that say the same; see `rules/wording_synonyms.toml`."""

    name: str
    words: tuple[str, ...]
    source: str


def judged(
    step: Step, tokens: Tokens, clauses: Clauses, justifications: Iterable[Justification]
) -> Verdict:
    """What kind of difference a stretch is, what it is about, and the user's reason for it.

    Args:
        step: How the two stretches answer to each other.
        tokens: The words of the stretch in each clause.
        clauses: The two clauses.
        justifications: The user's reasons.
    """
    if step in (Step.SAME, Step.FORM, Step.OWN) or _is_own(tokens):
        return None, None, None
    subject = _subject(tokens, clauses)
    if subject is None:
        return DifferenceKind.WORDING, None, None
    for reason in justifications:
        if _covers(reason, subject, clauses):
            return DifferenceKind.JUSTIFIED, subject, reason
    return DifferenceKind.RULE, subject, None


def _is_own(tokens: Tokens) -> bool:
    """Whether a change is only of whom each act serves."""
    both = [token for side in tokens for token in side]
    return all(token.own or token.slot == "beneficiary" for token in both)


def _subject(tokens: Tokens, clauses: Clauses) -> Subject | None:
    """What a difference of law is about; None where it is of words alone."""
    for subject, scale in _LIMITS.items():
        if _limits_differ(tokens, clauses, scale):
            return subject
    slots = Counter(token.slot for side in tokens for token in side if not token.own)
    if slots[PARTY]:
        return Subject.PARTY
    mine, theirs = map(_force, tokens)
    if mine and theirs and mine != theirs:
        return Subject.MODALITY
    left = _unmatched(*(map(_without_force, tokens) if mine and theirs else tokens))
    slot = max((name for name in slots if name in _SUBJECTS), key=slots.__getitem__, default="")
    if slot and slots[slot] * 2 >= slots.total():
        exchanged = all(tokens) and len(left) <= _MANY
        same = not left or (exchanged and _same_concept(slot, clauses))
        return None if same else _SUBJECTS[slot]
    return Subject.CONTENT if left else None


def _force(tokens: Sequence[Token]) -> set[str]:
    """How strong a duty some words make: the concepts of the words such as "skal" and "bør"."""
    found = {reading_of("plikt", token.folded, rest=False).value for token in tokens}
    return found - {""}


def _without_force(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if not _force([token])]


def _limits_differ(tokens: Tokens, clauses: Clauses, scale: str) -> bool:
    """Whether the clauses set different limits, and the stretch has a word of one."""
    found = [reading_of(scale, clause.text) for clause in clauses]
    if found[0] == found[1]:
        return False
    return any(
        reading_of(scale, clause.text[side[0].span.start : side[-1].span.end]).value
        or any(in_figures(token.folded) in limit.amount.split() for token in side)
        for side, clause, limit in zip(tokens, clauses, found, strict=True)
        if side and limit.value
    )


def _same_concept(slot: str, clauses: Clauses) -> bool:
    """Whether a part of both clauses folds to the same concept, and not to what is left."""
    for each in elements():
        if each.slot == slot and all(set(each.types) & clause.types.keys() for clause in clauses):
            mine, theirs = (reading_of(each.scale, clause.slot(slot)) for clause in clauses)
            if mine.value and mine == theirs:
                return bool(values()[mine.value].patterns)
    return False


def _unmatched(mine: Sequence[Token], theirs: Sequence[Token]) -> list[str]:
    """The words with content that only one of two stretches has."""
    phrases = _shared_phrases(mine, theirs)
    first, second = (
        [word for word in _content(side) if word not in phrases] for side in (mine, theirs)
    )
    return [word for word in first if not _has_match(word, second)] + [
        word for word in second if not _has_match(word, first)
    ]


def _content(tokens: Sequence[Token]) -> list[str]:
    fillers = _groups().get(_FILLERS, frozenset())
    return [
        token.folded
        for token in tokens
        if token.folded not in fillers and (_is_number(token) or len(token.folded) > _SHORT)
        if token.slot != CITATION
    ]


def _is_number(token: Token) -> bool:
    """Whether a word is a number; "en" is more often an article."""
    return token.folded.isdigit() or in_figures(token.folded) not in (token.folded, "1")


def _shared_phrases(mine: Sequence[Token], theirs: Sequence[Token]) -> frozenset[str]:
    """The words of phrases of which each stretch has one that says the same."""
    texts = [f" {' '.join(token.folded for token in side)} " for side in (mine, theirs)]
    shared: set[str] = set()
    for group in _groups().values():
        found = [{phrase for phrase in group if f" {phrase} " in text} for text in texts]
        if all(found):
            shared.update(
                word for phrases in found for phrase in phrases for word in phrase.split()
            )
    return frozenset(shared)


def _has_match(word: str, others: Iterable[str]) -> bool:
    mine = _meanings().get(word, _NOTHING)
    return any(
        not mine.isdisjoint(_meanings().get(other, _NOTHING)) or likeness(word, other) >= _ALIKE
        for other in others
    )


@cache
def _meanings() -> dict[str, frozenset[str]]:
    """By word, the groups of synonyms it belongs to."""
    words = {word for group in _groups().values() for word in group}
    return {
        word: frozenset(name for name, group in _groups().items() if word in group)
        for word in words
    }


@cache
def _groups() -> dict[str, frozenset[str]]:
    return {each.name: frozenset(each.words) for each in load("wording_synonyms", Synonyms)}


def _covers(reason: Justification, subject: Subject, clauses: Clauses) -> bool:
    """Whether a reason is given for this act and for what the difference is about."""
    asked = next((each for each in elements() if each.name == reason.element), None)
    return asked is not None and any(
        clause.document == reason.act and _concerns(asked, subject, clause) for clause in clauses
    )


def _concerns(asked: Element, subject: Subject, clause: Clause) -> bool:
    return asked.subject is subject and any(kind in clause.types for kind in asked.types)
