"""Headings of parts, chapters and groups: which holds which."""

from dataclasses import dataclass, field

from regelverk.model.document import Kind
from regelverk.readers.labels import Heading
from regelverk.readers.tree import Raw

_DEEPEST = 8
_RANK = {Kind.PART: 1, Kind.ANNEX: 1, Kind.CHAPTER: 2, Kind.GROUP: 4}


@dataclass(slots=True)
class _Open:
    """A heading that is open: what follows stands under it.

    Attributes:
        raw: Its node.
        form: How it is numbered (`Kapittel`, `I.`, `3.2`): headings of one form are siblings.
        level: The heading level that the source states, 0 for none.
        rank: Parts before chapters before groups.
        doubled: Whether it stands in a group that holds nothing else so far.
    """

    raw: Raw
    form: str
    level: int
    rank: int
    doubled: bool = False

    def holds(self, other: "_Open") -> bool:
        """Whether another heading after this one stands within it."""
        if self.level and other.level:
            if self.level != other.level:
                return self.level < other.level
            if Kind.GROUP in (self.raw.kind, other.raw.kind):
                return False
        empty = not any(child.kind is not Kind.HEADING for child in self.raw.children)
        if self.form == other.form:
            return empty and not self.form and not self.doubled
        return self.rank <= other.rank if empty else self.rank < other.rank


@dataclass(slots=True)
class Outline:
    """The open headings, outermost first, over a document.

    Attributes:
        root: The document's own node.
        open: The open headings.
    """

    root: Raw
    open: list[_Open] = field(default_factory=list)

    @property
    def place(self) -> Raw:
        """Where what comes next belongs."""
        return self.open[-1].raw if self.open else self.root

    def add(self, heading: Heading, level: int, *, anew: bool = False) -> Raw:
        """Open a heading.

        Args:
            heading: The heading.
            level: The heading level that the source states, 0 for none.
            anew: Whether sections are counted anew after it: then a new text begins, such as a
                treaty below its act.
        """
        raw = Raw(heading.kind, heading.label, step=heading.step)
        new = _Open(raw, _form(heading), min(level, _DEEPEST), _rank(heading))
        while self.open and ((anew and not level) or not self._holds(new)):
            self.open.pop()
        new.doubled = bool(self.open) and self.open[-1].form == new.form
        self.place.children.append(raw)
        self.open.append(new)
        return raw

    def _holds(self, new: _Open) -> bool:
        """Whether the innermost heading holds a new one. A form open further out closes it."""
        stated = new.level and self.open[-1].level
        if not stated and new.form and any(each.form == new.form for each in self.open):
            return False
        return self.open[-1].holds(new)


def _form(heading: Heading) -> str:
    """The form: one for `Kapittel 3.` and `Kapittel 4 A`, one for `I.` and `II.`."""
    words = heading.label.split()
    if not words:
        return ""
    if heading.step.startswith("pkt"):
        return f"#{min(heading.step.count('.'), _DEEPEST)}"
    if len(words) > 1:
        return next(
            (word.lower() for word in words if len(word) > 3 and word.isalpha()), words[0].lower()
        )
    return "roman" if set(words[0].rstrip(".:")) <= set("IVXLC") else "letter"


def _rank(heading: Heading) -> int:
    if heading.step.startswith("pkt"):
        return 2 + min(heading.step.count("."), _DEEPEST)
    rank = _RANK.get(heading.kind, 4)
    if heading.kind is Kind.CHAPTER and _form(heading) in ("roman", "letter"):
        return 3
    return rank
