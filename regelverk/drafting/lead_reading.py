"""Reading leads: what each does to which places, as far as the words of the leads say."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from regelverk.citations.dated import Dated, read_dated
from regelverk.citations.grammar import read as read_citation
from regelverk.drafting.lead_places import Steps, anchored, places, unnamed
from regelverk.drafting.lead_words import Mark, Role, joints, without_marks
from regelverk.language.sentences import split
from regelverk.model.document import PartChange

_ACT: Final = re.compile(r"(?<!\w)(?:lov|forskrift)\b", re.IGNORECASE)
_AMENDED_ACT: Final = re.compile(r"om\s+endring(?:ar|er)?\s+i\s+\Z")
_TEXT_FOLLOWS: Final = re.compile(r"\s*(?:slik\s*)?:")
_AFTER_LONE_PLACE: Final = re.compile(r"\s*[:.]")
_STARTS: Final = re.compile(r"(?:\d+\.\s+)?(?:I\s+)?(?:§|kapittel|lov|forskrift)", re.IGNORECASE)
# Some leads list many places, but none is longer than this; what is, may be hostile.
_LONGEST: Final = 10_000


class _Place(NamedTuple):
    """A place with the act it lies in, and whether the lead calls it new."""

    act: str
    steps: Steps
    new: bool

    def __str__(self) -> str:
        steps = [str(step) for step in self.steps if step.kind != "overskrift"]
        return "/".join([self.act, *steps])


class LeadReader:
    """Reads the leads that amend one act, in order; each may speak of what the one before named.

    Args:
        act: The identifier of the act that is amended.
    """

    def __init__(self, act: str) -> None:
        self.act = act
        self.last: Steps = ()

    def read(self, lead: str) -> tuple[PartChange, ...]:
        """The operations of a lead, each once; empty where it has none."""
        found = tuple(dict.fromkeys(_Lead(self, lead[:_LONGEST]).changes()))
        added = {each.part for each in found if each.operation == "add"}
        return tuple(each for each in found if each.operation != "change" or each.part not in added)


class _Lead:
    """One lead, as far as it has been read.

    Attributes:
        held: The places that wait for a word that says what happens to them.
        within: The places that hold what changes ("I § 2 skal …"); they are what changes where
            nothing in them is named.
        sources: What moves, once "blir" has been read.
        pending: What happens to the places to come ("oppheves § 4").
        cited: The acts named in this sentence.
        listing: Whether the places follow the lead in a list.
        acted: Whether the lead has done anything yet.
        complete: Whether the new text follows, so that the lead is over.
    """

    def __init__(self, reader: LeadReader, text: str) -> None:
        self.reader = reader
        self.text = text
        self.act = reader.act
        self.listing = self.acted = self.complete = False
        self._open()

    def _open(self) -> None:
        """Begin a sentence."""
        self.held: list[_Place] = []
        self.within: list[_Place] = []
        self.sources: list[_Place] = []
        self.cited: list[str] = []
        self.pending: Role | None = Role.EDIT if self.listing else None

    def changes(self) -> Iterator[PartChange]:
        """The operations of the lead."""
        for line in self.text.splitlines():
            for span in split(line):
                yield from self._sentence(span.of(line))
                if self.complete:
                    return

    def _sentence(self, sentence: str) -> Iterator[PartChange]:
        text, marks = without_marks(sentence)
        self._open()
        if not self.acted and not self.listing and (end := _lone_place(text)):
            yield from self._done("change", self._read(text, 0, end, marks))
            self.complete = True
            return
        start, opener = 0, None
        for joint in joints(text):
            colon = text.find(":", start, joint.start) if opener is Role.WITHIN else -1
            if colon >= 0:  # "I lov … gjøres følgende endring: Nåværende § 4 blir § 5."
                self.within += self._read(text, start, colon, marks)
                opener, start = None, colon
            if opener is not Role.BESIDE:
                holder = self.within if opener is Role.WITHIN else self.held
                holder.extend(self._read(text, start, joint.start, marks))
            yield from self._act_on(joint.role)
            if joint.role is Role.CHANGE and _TEXT_FOLLOWS.match(text, joint.end):
                self.complete = True
                return
            opener, start = joint.role, joint.end
        yield from self._close(text)

    def _read(self, text: str, start: int, end: int, marks: Sequence[Mark]) -> list[_Place]:
        """The places in a stretch of text; an act named on the way is the one they lie in."""
        found: list[_Place] = []
        for pos, dated in _acts(text, start, end):
            found += self._stretch(text, start, pos, marks)
            start = dated.end
            if self.cited and _AMENDED_ACT.search(text, 0, pos):
                continue  # it stands in the title of the act before it
            self.act = dated.identifier
            self.cited.append(self.act)
            self.within.clear()
        return found + self._stretch(text, start, end, marks)

    def _stretch(self, text: str, start: int, end: int, marks: Sequence[Mark]) -> list[_Place]:
        named = list(places(text, start, end, marks))
        if not named and self.sources:  # "bokstav v og w blir w og ny x"
            named = list(unnamed(text[start:end], self.sources[-1].steps[-1]))
        found: list[_Place] = []
        for each in named:
            self.reader.last = anchored(each, self.reader.last)
            found.append(_Place(self.act, self.reader.last, each.new))
        return found

    def _act_on(self, role: Role | None) -> Iterator[PartChange]:
        """Do what a word says to the places before it, or wait for those after it."""
        match role:
            case Role.FOLLOWING:
                self.listing = True
            case Role.MOVE:
                yield from self._move()
                self.sources, self.held = self.held, []
            case Role.CHANGE:
                yield from self._reword()
            case Role.EDIT:
                yield from self._at_once("change", self.within or self.held, role)
            case Role.REPEAL:  # "blir oppheva": what stood before "blir" does not move
                yield from self._at_once("repeal", self.held or self.sources, role)
            case Role.INSERT:
                yield from self._at_once("add", self.held, role)

    def _at_once(self, operation: str, where: list[_Place], role: Role) -> Iterator[PartChange]:
        if where:
            yield from self._done(operation, where)
        else:
            self.pending = role

    def _done(self, operation: str, where: Iterable[_Place]) -> Iterator[PartChange]:
        for place in where:
            yield PartChange(operation, str(place))
        self.acted = True
        self.held, self.sources, self.pending = [], [], None

    def _move(self) -> Iterator[PartChange]:
        """Move what waits to where the lead says, and keep what is named beyond that."""
        if not self.sources or not self.held:
            return
        for source, target in zip(self.sources, self.held, strict=False):
            yield PartChange("move", str(source), str(target))
        self.acted = True
        self.sources, self.held = [], self.held[len(self.sources) :]

    def _reword(self) -> Iterator[PartChange]:
        """Give a new wording: to what is named, where it stands after any move."""
        where, moves = self.held or self.within, bool(self.sources)
        yield from self._move()
        inserts = self.pending is Role.INSERT
        for place in where:
            new = not moves and (place.new or inserts)
            yield from self._done("add" if new else "change", [place])

    def _close(self, text: str) -> Iterator[PartChange]:
        """End a sentence: do what waits for its places, or for the act itself."""
        yield from self._move()
        where = self.held or self.within
        match self.pending:
            case Role.EDIT:
                yield from self._done("change", where)
            case Role.INSERT:
                yield from self._done("add", where)
            case Role.REPEAL:
                acts = [_Place(act, (), new=False) for act in self.cited]
                yield from self._done("repeal", where or acts)
            case None if self.held and not self.acted and _STARTS.match(text):
                yield from self._done("change", self.held)


def _lone_place(text: str) -> int:
    """The end of a place that is all of the lead, before its new text: "§ 3-9 nr. 4: …"; else 0."""
    reading = read_citation(text) if text.startswith("§") else None
    if reading is None or not _AFTER_LONE_PLACE.match(text, reading.end):
        return 0
    return reading.end


def _acts(text: str, start: int, end: int) -> Iterator[tuple[int, Dated]]:
    """The acts named by date in a stretch of text, with where each name starts."""
    for match in _ACT.finditer(text, start, end):
        dated = read_dated(text, match.start())
        if dated is not None and dated.end <= end:
            yield match.start(), dated
