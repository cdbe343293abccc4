"""Sentences that say that a provision before them applies here too.

«Det samme gjelder …» has the types of the sentence before it, as the annotators read it. Where it
opens a ledd, and where a ledd cites another of its section («Første ledd gjelder tilsvarende for
…»), they judged too few to tell; since the duty thereby becomes somebody else's too, it is shown as
what it extends. What another section lays down is not followed: of the four annotated sentences
that let the rules of one apply, three are no clauses.
"""

import re
from collections.abc import Sequence

from regelverk.citations.parse import parse_citation
from regelverk.clauses.duties import number_before
from regelverk.clauses.rulebook import compiled
from regelverk.clauses.types import Clause, Evidence
from regelverk.clauses.units import Ledd
from regelverk.errors import AddressError
from regelverk.model.document import Document
from regelverk.rules.texts import both
from regelverk.spans import Span

_BEFORE = "<anafor>"
_CITED = r"(?:<bestemmelsene_i> )?(?P<cited>[^.;:]{4,60}?) <gjelder_tilsvarende>\b"
_THIS_SECTION = re.compile(r"\bdenne paragrafen\b", re.IGNORECASE)


def extended(
    document: Document, ledd: Ledd, at: int, found: Sequence[Clause]
) -> tuple[Clause, Evidence] | None:
    """The clause that a sentence extends, and the words by which it does; None where it does not.

    Args:
        document: Where it stands.
        ledd: The ledd that it stands in.
        at: Which sentence of the ledd it is, from 0.
        found: The clauses of the document so far.
    """
    if not found:
        return None
    sentence = document.quote(ledd.units[at].span)
    start = number_before(sentence)
    if words := compiled(_BEFORE).match(sentence, start):
        meant, reason = _just_before(document, ledd, at, found), both("evidence_before")
    elif words := compiled(_CITED).match(sentence, start):
        meant, reason = _cited(words["cited"], ledd, found), both("evidence_cited")
    else:
        return None
    return (meant, Evidence(reason, Span(*words.span()))) if meant else None


def _just_before(document: Document, ledd: Ledd, at: int, found: Sequence[Clause]) -> Clause | None:
    """The clause in the sentence before, or in the ledd before where the sentence opens its own."""
    last = found[-1]
    if at:
        return last if last.address == ledd.units[at - 1].node.address else None
    above = document.parent(ledd.node)
    earlier = [each for each in above.children if each.end <= ledd.node.start] if above else []
    return last if earlier and earlier[-1].address.holds(last.address) else None


def _cited(words: str, ledd: Ledd, found: Sequence[Clause]) -> Clause | None:
    """The clause that opens what is cited, where that is in the same section."""
    place = ledd.node.address
    try:
        cited = parse_citation(
            _THIS_SECTION.sub("paragrafen her", words), place.document, within=place
        )
    except AddressError:
        return None
    opening = {
        f"{each}{step}"
        for each in cited
        if place.section is not None and place.section.holds(each)
        for step in ("", "/setning/1", "/ledd/1/setning/1")
    }
    return next((each for each in found if each.address in opening), None)
