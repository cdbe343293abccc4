"""The places a lead names, each with what is said of it: "§ 12-7 andre og nytt tredje ledd"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from regelverk.citations.grammar import ITEM_KINDS, ROOTED, Path, read
from regelverk.citations.labels import AND, ORDINAL_NOUN, RANGE
from regelverk.citations.terms import alternatives, term_of, with_pattern
from regelverk.drafting.lead_intervals import between
from regelverk.drafting.lead_words import Mark, Role
from regelverk.model.address import SECTION_KINDS, Step

Steps = tuple[Step, ...]

_LABELLED: Final = alternatives(word for term in with_pattern("label") for word in term.words())
_HEAD: Final = re.compile(rf"§§?|{_LABELLED}\s|(?P<noun>{ORDINAL_NOUN})")
_NOUN: Final = re.compile(ORDINAL_NOUN)
_JOIN_AT_END: Final = re.compile(rf"(?:\s*,?\s*(?:{AND})|\s*,|\s*(?P<range>{RANGE}))\s*\Z")
_WORD_START: Final = re.compile(r"§|(?<!\w)\w")


class Named(NamedTuple):
    """A place in a lead.

    Attributes:
        steps: Where it is, from the act where `rooted`, else from the place the lead speaks of.
        rooted: Whether the steps start at the act.
        new: Whether the lead calls it new.
    """

    steps: Steps
    rooted: bool
    new: bool


def places(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Named]:
    """The places that a stretch of a lead names, intervals written out.

    Args:
        text: The lead without its marks (see `lead_words.without_marks`).
        start: Where the stretch starts.
        end: Where it ends; no citation goes on beyond it.
        marks: The marks of the lead.
    """
    text = text[:end]
    for match in _WORD_START.finditer(text, start):
        if match.start() < start:
            continue
        reading = read(text, match.start())
        if reading is not None:
            fresh = _fresh(text[: reading.end], match.start(), marks)
            for path in reading.paths:
                rooted = path.rooted
                for steps in _written_out(path):
                    yield Named(steps, rooted, steps in fresh)
            start = reading.end


def unnamed(text: str, like: Step) -> Iterator[Named]:
    """The places in a text that leaves out their noun, the one of the place before: "w og x"."""
    term = term_of(like)
    if term is not None and text.strip(" .,"):
        labels = text.strip(" .,")
        whole = f"{labels} {term.nb}" if term.pattern == "ordinal" else f"{term.nb} {labels}"
        yield from places(whole, 0, len(whole), ())


def _written_out(path: Path) -> list[Steps]:
    """Each place of a path, from its section on where it has one."""
    index = next((i for i, step in enumerate(path.steps) if step.kind in SECTION_KINDS), 0)
    steps = path.steps[index:]
    last = [steps[-1]] if path.last is None else between(steps[-1], path.last)
    return [(*steps[:-1], step) for step in last]


def _fresh(text: str, start: int, marks: Sequence[Mark]) -> set[Steps]:
    """The places, of those in the citation from `start` on, that a mark calls new."""
    found: set[Steps] = set()
    for mark in marks:
        if mark.role is Role.NEW and start <= mark.pos < len(text):
            found |= _marked(text, start, mark.pos)
    return found


def _marked(text: str, start: int, cut: int) -> set[Steps]:
    """The places from `cut` on to the end of its group: "nye bokstaver g til i"."""
    through = _all(text[start : _group_end(text, cut)])
    before = text[start:cut]
    joint = _JOIN_AT_END.search(before)
    kept = _all(before[: joint.start()] if joint else before, completed_by=text[cut:])
    if joint and joint["range"]:  # "nr. 7 til ny nr. 9": only the end is new
        return set(through[-1:])
    return set(through) - set(kept)


def _group_end(text: str, pos: int) -> int:
    """Where the group of places that starts at `pos` ends: after its noun, or before the next."""
    head = _HEAD.search(text, pos)
    if head is None:
        return len(text)
    if head["noun"]:
        return head.end()
    following = _HEAD.search(text, head.end())
    return following.start() if following else len(text)


def _all(text: str, completed_by: str = "") -> list[Steps]:
    """The places of a whole text; ordinals that lack their noun borrow the next one."""
    reading = read(text)
    if completed_by and (reading is None or text[reading.end :].strip()):
        noun = _NOUN.search(completed_by)
        reading = read(f"{text} {noun[0]}") if noun else reading
    return [steps for path in reading.paths for steps in _written_out(path)] if reading else []


_DEPTH: Final = {"ledd": 1, **dict.fromkeys(ITEM_KINDS, 2), "setning": 3}


def anchored(named: Named, last: Steps) -> Steps:
    """The steps of a place from the act on, seen from the place the lead named last.

    Example:
        >>> item = Named((Step("bokstav", "c"),), rooted=False, new=False)
        >>> anchored(item, (Step("§", "4"), Step("ledd", "1"), Step("bokstav", "a")))[-1]
        Step(kind='bokstav', label='c', joined=False)
    """
    if named.rooted or not last:
        return named.steps
    first = named.steps[0].kind
    kinds = [step.kind for step in last]
    if first in kinds:
        return (*last[: kinds.index(first)], *named.steps)
    depth = _DEPTH.get(first, 3)
    kept = [step for step in last if step.kind in ROOTED or _DEPTH.get(step.kind, 3) < depth]
    return (*kept, *named.steps)
