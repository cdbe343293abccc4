"""Where in an act the drafted section goes: in place of one, or as a new one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from regelverk.clauses.rulebook import compiled
from regelverk.clauses.types import Clause
from regelverk.comparison.select import is_public
from regelverk.drafting.services import can_have_duties
from regelverk.model.address import Address
from regelverk.model.document import Document, Kind, Node

_SEVERAL = re.compile(r",| og ")
_AT_LARGE = re.compile(r"\b(?:\w*til(?:bud|bod)et|andre|øvrige|ulike)\b")
_TOGETHER = re.compile(r"\bsamarbeid[ea]r\b")
_OPEN, _NAMED, _HEADED, _GENERAL = 2, 1, 3, 4
_DUTIES = frozenset({"individ", "system", "samordning"})
_TASKS = re.compile(r"\b(?:\w*oppgaver|\w*oppgåver|\w*ansvar)\b", re.IGNORECASE)
_CLOSING = re.compile(r"\b(?:ikraft|i kraft|iverks|overgang|endring|svalbard)", re.IGNORECASE)
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
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

    def address(self, document: Document) -> Address:
        """The section's address once it is there."""
        if self.replaces is not None:
            return self.replaces.address
        return document.address.child(self.label.replace(" ", ""))


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
            weights[clause.section] = weights.get(clause.section, 0) + generality(clause)
    best = max(weights, key=lambda address: weights[address], default="")
    if weights.get(best, 0) >= _GENERAL:
        return Place(label_of(sections[Address(best)]), sections[Address(best)], None)
    after = _nearest(document, clauses)
    return _new_place(after, list(sections.values()))


def generality(clause: Clause) -> int:
    """How much a clause speaks for its section being the act's general one on cooperation.

    Who it is with counts: others at large most, several named bodies less, a single one not at all.
    Not general are cooperation on an individual plan, what an agreement shall hold, and
    coordination of certain things only.
    """
    types = _DUTIES & clause.types.keys()
    if not (is_public(clause) and types) or "plan" in clause.types or not _is_duty(clause):
        return 0
    headed = _HEADED if compiled("<samarbeidsoverskrift>").search(clause.section_title) else 0
    if types == {"samordning"}:
        return _OPEN + headed if _AT_LARGE.search(clause.text) else 0
    others = clause.slot("counterpart")
    if compiled(r"\b<andre_tjenester>").search(others or clause.text):
        return _OPEN + headed
    if _SEVERAL.search(others) or (not others and _TOGETHER.search(clause.text)):
        return _NAMED + headed
    return 0


def _is_duty(clause: Clause) -> bool:
    """Whether someone has the duty, and not something ("avtalen skal inneholde")."""
    bearer = clause.slot("duty_bearer")
    return not bearer or can_have_duties(bearer)


def _nearest(document: Document, clauses: Sequence[Clause]) -> Node | None:
    """What a new section comes after.

    One on cooperation that lays down duties, one that otherwise has a clause on them, the one on
    tasks or responsibility, or the last before the closing provisions.
    """
    sections = list(document.sections)
    duties = [each for each in clauses if is_public(each) and _DUTIES & each.types.keys()]
    services = {each.section for each in duties if {"individ", "system"} & each.types.keys()}
    held = {each.section for each in duties}
    headed = compiled("<samarbeidsoverskrift>")
    wishes: Sequence[Callable[[Node, str], object]] = (
        lambda each, heading: headed.search(heading) and each.address in services,
        lambda each, heading: headed.search(heading) and each.address in held,
        lambda each, _: each.address in services,
        lambda _, heading: _TASKS.search(heading),
        lambda each, _: each.address in held,
    )
    named = [(each, document.heading(each)) for each in sections]
    for wish in wishes:
        found = next((each for each, heading in named if wish(each, heading)), None)
        if found is not None:
            return found
    closing = next((i for i, (_, heading) in enumerate(named) if _CLOSING.search(heading)), None)
    return sections[closing - 1 if closing else -1] if sections else None


def label_of(section: Node) -> str:
    """A section's label as amendment acts write it: `§ 2 b`, `§ 15-8`.

    Example:
        >>> label_of(Node(Kind.SECTION, 0, 1, Address("lov/2005-06-17-64/§2b"), "§ 2b"))
        '§ 2 b'
    """
    return re.sub(r"(\d)\s*([a-zæøå])$", r"\1 \2", re.sub(r"§\s*", "§ ", section.label or "§"))


def _new_place(after: Node | None, sections: Sequence[Node]) -> Place:
    """The first free number after a section: `§ 2 b` after `§ 2 a`, `§ 5 a` after `§ 5`.

    Where § 14 a is there already, what comes after § 14 comes after § 14 a as § 14 b.
    """
    if after is None:
        return Place("§ 1", None, None)
    match = _LABEL.match(label_of(after))
    if match is None:
        return Place(f"{label_of(after)} a", None, after)
    taken = {label_of(each): each for each in sections}
    first = _LETTERS.index(match["letter"]) + 1 if match["letter"] else 0
    for letter in _LETTERS[first:]:
        label = f"{match['number']} {letter}"
        if label not in taken:
            break
        after = taken[label]
    return Place(label, None, after)


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
