"""Reading leads: what each does to which places, as far as the words of the leads say."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from regelverk.citations.dated import read_dated
from regelverk.citations.grammar import read as read_citation
from regelverk.drafting.lead_places import Steps, anchored, places
from regelverk.drafting.lead_words import Mark, Role, joints, without_marks
from regelverk.language.sentences import split
from regelverk.model.document import PartChange

_ACT: Final = re.compile(r"(?<!\w)(?:lov|forskrift)\b", re.IGNORECASE)
_CLOSED: Final = re.compile(r"\s*(?:slik\s*)?:")
_AFTER_LONE_PLACE: Final = re.compile(r"\s*[:.]")
_STARTS: Final = re.compile(r"(?:I\s+)?(?:§|kapittel|lov|forskrift)", re.IGNORECASE)
_UNSAID: Final = frozenset({"overskrift"})


class _Place(NamedTuple):
    """A place with the act it lies in, and whether the lead calls it new."""

    act: str
    steps: Steps
    new: bool

    def __str__(self) -> str:
        return "/".join([self.act, *(str(step) for step in self.steps if step.kind not in _UNSAID)])


class LeadReader:
    """Reads the leads that amend one act, in order; each may speak of a place the one before named.

    Args:
        act: The identifier of the act that is amended.
    """

    def __init__(self, act: str) -> None:
        self.act = act
        self.last: Steps = ()

    def read(self, lead: str) -> tuple[PartChange, ...]:
        """The operations of a lead, each once; empty where it has none."""
        found = tuple(dict.fromkeys(_Lead(self, lead).changes()))
        added = {each.part for each in found if each.operation == "add"}
        return tuple(each for each in found if each.operation != "change" or each.part not in added)


class _Lead:
    """One lead, as far as it has been read.

    Attributes:
        held: The places that wait for a word that says what happens to them.
        within: The places that hold what changes ("I § 2 skal …"); they are changed where nothing in them is named.
        sources: What moves, once "blir" has been read.
        pending: What happens to the places to come ("oppheves § 4").
        cited: The acts named in this sentence.
        listing: Whether the places follow the lead in a list.
    """

    def __init__(self, reader: LeadReader, text: str) -> None:
        self.reader = reader
        self.text = text
        self.act = reader.act
        self.listing = False
        self.acted = False
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
                text, marks = without_marks(span.of(line))
                if not self.acted and not self.listing and self._lone_place(text):
                    yield from self._done("change", self._read(text.partition(":")[0], 0, len(text), marks))
                    return
                self._open()
                yield from self._sentence(text, marks)
                if self.text_follows:
                    return

    text_follows = False

    def _lone_place(self, text: str) -> bool:
        """Whether the lead is a place and no more, then its new text: "§ 3-9 første ledd nr. 4: …"."""
        reading = read_citation(text) if text.startswith("§") else None
        return reading is not None and _AFTER_LONE_PLACE.match(text, reading.end) is not None

    def _sentence(self, text: str, marks: Sequence[Mark]) -> Iterator[PartChange]:
        start, opener = 0, None
        for joint in joints(text):
            if opener is not Role.BESIDE:
                holder = self.within if opener is Role.WITHIN else self.held
                holder.extend(self._read(text, start, joint.start, marks))
            yield from self._act_on(joint.role)
            if joint.role is Role.CHANGE and _CLOSED.match(text, joint.end):
                self.text_follows = True
                return
            opener, start = joint.role, joint.end
        yield from self._close(text)

    def _read(self, text: str, start: int, end: int, marks: Sequence[Mark]) -> list[_Place]:
        """The places in a stretch of the text; an act named on the way is the one they lie in."""
        found: list[_Place] = []
        for match in _ACT.finditer(text, start, end):
            dated = read_dated(text, match.start())
            if dated is not None and dated.end <= end and match.start() >= start:
                found += self._stretch(text, start, match.start(), marks)
                self.act = dated.identifier
                self.cited.append(self.act)
                self.within.clear()
                start = dated.end
        return found + self._stretch(text, start, end, marks)

    def _stretch(self, text: str, start: int, end: int, marks: Sequence[Mark]) -> list[_Place]:
        found = []
        for named in places(text, start, end, marks):
            self.reader.last = anchored(named, self.reader.last)
            found.append(_Place(self.act, self.reader.last, named.new))
        return found

    def _act_on(self, role: Role | None) -> Iterator[PartChange]:
        """What a word of the lead does to the places before it, or begins to do to those after."""
        match role:
            case Role.FOLLOWING:
                self.listing = True
            case Role.MOVE:
                yield from self._move()
                self.sources, self.held = self.held, []
            case Role.CHANGE:
                yield from self._reword()
            case Role.EDIT:
                yield from self._at_once("change", self.within or self.held, Role.EDIT)
            case Role.REPEAL:
                yield from self._at_once("repeal", self.held or self.sources, Role.REPEAL)
            case Role.INSERT:
                yield from self._at_once("add", self.held, Role.INSERT)

    def _at_once(self, operation: str, subjects: list[_Place], role: Role) -> Iterator[PartChange]:
        if not subjects:
            self.pending = role
            return
        yield from self._done(operation, subjects)

    def _done(self, operation: str, subjects: Iterable[_Place]) -> Iterator[PartChange]:
        for place in subjects:
            yield PartChange(operation, str(place))
        self.acted = True
        self.held, self.sources, self.pending = [], [], None

    def _move(self) -> Iterator[PartChange]:
        """Move what waits to where the lead says, and keep what is named beyond that."""
        count = len(self.sources)
        if count and self.held:
            for source, target in zip(self.sources, self.held, strict=False):
                yield PartChange("move", str(source), str(target))
            self.acted = True
            self.sources, self.held = [], self.held[count:]

    def _reword(self) -> Iterator[PartChange]:
        """Give a new wording to what was named; what has moved keeps nothing but its number."""
        if self.sources:
            targets = self.held
            yield from self._move()
            yield from self._done("change", targets)
            return
        subjects = self.held or self.within
        operations = [("add" if place.new or self.pending is Role.INSERT else "change") for place in subjects]
        for operation, place in zip(operations, subjects, strict=True):
            yield from self._done(operation, [place])

    def _close(self, text: str) -> Iterator[PartChange]:
        """End a sentence: do what waits for its places, or for the act itself."""
        yield from self._move()
        match self.pending:
            case Role.EDIT:
                yield from self._done("change", self.held)
            case Role.INSERT:
                yield from self._done("add", self.held or self.within)
            case Role.REPEAL if self.held or self.within:
                yield from self._done("repeal", self.held or self.within)
            case Role.REPEAL:
                yield from self._done("repeal", [_Place(act, (), new=False) for act in self.cited])
            case None if self.held and not self.acted and _STARTS.match(text):
                yield from self._done("change", self.held)
