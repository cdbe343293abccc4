"""Where in an act the drafted section goes: in place of one, or as a new one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regelverk.clauses.rulebook import compiled
from regelverk.clauses.types import Clause
from regelverk.comparison.select import is_public
from regelverk.model.address import Address
from regelverk.model.document import Document, Kind, Node

_SEVERAL = re.compile(r",| og ")
_TOGETHER = re.compile(r"\bsamarbeid[ea]r\b")
_OPEN, _NAMED, _HEADED, _GENERAL = 2, 1, 3, 4
_DUTIES = frozenset({"individ", "system", "samordning"})
_LABEL = re.compile(r"^(?P<number>.*?\d+)(?:\s*(?P<letter>[a-z]))?$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a drafted section goes.

    Attributes:
        label: Its label, `§ 2 b`.
        replaces: The section it takes the place of, or None.
        after: The section a new one comes after, or None.
    """

    label: str
    replaces: Node | None
    after: Node | None


def place(document: Document, clauses: Sequence[Clause]) -> Place:
    """Where the section goes: in place of the act's general one, or after the nearest.

    A section is the act's general one when it lays a duty to cooperate or coordinate with other
    services or public bodies at large; one that only names a certain partner (the school, the
    police) is left as it stands.
    """
    sections = {section.address: section for section in document.sections}
    weights: dict[str, int] = {}
    for clause in clauses:
        if clause.section in sections:
            weights[clause.section] = weights.get(clause.section, 0) + _generality(clause)
    best = max(weights, key=lambda address: weights[address], default="")
    if weights.get(best, 0) >= _GENERAL:
        return Place(label_of(sections[Address(best)]), sections[Address(best)], None)
    after = _nearest(document, clauses)
    return Place(_next_label(after, set(map(label_of, sections.values()))), None, after)


def _generality(clause: Clause) -> int:
    """How much a clause speaks for its section being the act's general one on cooperation.

    Who it is with counts: others at large most, several named bodies less, a single one not at all.
    """
    if not (is_public(clause) and _DUTIES & clause.types.keys()):
        return 0
    headed = _HEADED if compiled("<samarbeidsoverskrift>").search(clause.section_title) else 0
    others = clause.slot("counterpart")
    if compiled(r"\b<andre_tjenester>").search(others or clause.text):
        return _OPEN + headed
    if _SEVERAL.search(others) or (not others and _TOGETHER.search(clause.text)):
        return _NAMED + headed
    return 0


def _nearest(document: Document, clauses: Sequence[Clause]) -> Node | None:
    """What a new section comes after: one headed cooperation, one with a clause, or the last."""
    sections = list(document.sections)
    headed = [
        each
        for each in sections
        if compiled("<samarbeidsoverskrift>").search(document.heading(each))
    ]
    if headed:
        return headed[0]
    held = {
        clause.section for clause in clauses if is_public(clause) and _DUTIES & clause.types.keys()
    }
    return next(
        (each for each in sections if each.address in held), sections[-1] if sections else None
    )


def label_of(section: Node) -> str:
    """A section's label as amendment acts write it: `§ 2 b`, `§ 15-8`.

    Example:
        >>> label_of(Node(Kind.SECTION, 0, 1, Address("lov/2005-06-17-64/§2b"), "§ 2b"))
        '§ 2 b'
    """
    return re.sub(r"(\d)\s*([a-zæøå])$", r"\1 \2", re.sub(r"§\s*", "§ ", section.label or "§"))


def _next_label(after: Node | None, taken: set[str]) -> str:
    """The first free label after a section: `§ 2 b` after `§ 2 a`, `§ 5 a` after `§ 5`."""
    if after is None:
        return "§ 1"
    match = _LABEL.match(label_of(after))
    if match is None:
        return f"{label_of(after)} a"
    letters = "abcdefghijklmnopqrstuvwxyz"
    start = letters.index(match["letter"]) + 1 if match["letter"] else 0
    for letter in letters[start:]:
        label = f"{match['number']} {letter}"
        if label not in taken and label.replace(" ", "") not in {
            each.replace(" ", "") for each in taken
        }:
            return label
    return f"{match['number']} å"


def current_lines(document: Document, section: Node) -> tuple[str, ...]:
    """The section as it reads today: heading and ledd, one string each, notes left out."""
    heading = document.heading(section)
    opening = f"{label_of(section)} {heading}".strip()
    kept = [
        child
        for child in section.children
        if child.kind not in {Kind.HEADING, Kind.NOTE, Kind.FOOTNOTE}
    ]
    return (opening, *(document.quote(child) for child in kept))
