"""The parts of a duty: who shall, how strongly, with whom, when, why and for whom."""

from regelverk.clauses.duties import find_duty, number_before
from regelverk.clauses.phrases import within_phrase
from regelverk.clauses.rulebook import compiled, slot_rules
from regelverk.language.syntax import Tree
from regelverk.spans import Span

SLOTTED = frozenset({"individ", "system", "samordning"})
"""The types whose parts are marked: duties to cooperate and to coordinate."""

_EDGES = " ,;:.–-"
_LONGEST = 400
_NOUN_PHRASES = frozenset({"counterpart"})


def find_slots(sentence: str, tree: Tree | None = None) -> dict[str, Span]:
    """The slots of a sentence that imposes cooperation or coordination, as spans of that sentence.

    Rules tell where a part begins; where the grammar is known, it tells where noun phrases end.

    Args:
        sentence: The sentence.
        tree: Its grammar, where it is known.

    Example:
        >>> text = "Ved behov skal kommunen samarbeide med skolen for at barnet skal få hjelp."
        >>> found = find_slots(text)
        >>> [found[name].of(text) for name in ("duty_bearer", "condition", "counterpart")]
        ['kommunen', 'Ved behov', 'skolen']
    """
    duty = find_duty(sentence, tree)
    parts = {"duty_bearer": duty.bearer, "modality": duty.modality}
    found = {name: trim(sentence, part) for name, part in parts.items() if part}
    skipped = number_before(sentence)
    for rule in slot_rules():
        for pattern in rule.patterns:
            match = compiled(pattern).search(sentence[skipped:])
            if match is None:
                continue
            start, end = match.span("slot")
            span = trim(sentence, Span(start + skipped, end + skipped))
            if tree is not None and rule.name in _NOUN_PHRASES:
                span = trim(sentence, within_phrase(tree, span))
            if 0 < span.end - span.start <= _LONGEST:
                found[rule.name] = span
                break
    return found


def trim(text: str, span: Span) -> Span:
    """The span without white space and punctuation at its edges."""
    start, end = span
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)
