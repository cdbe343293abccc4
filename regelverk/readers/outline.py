"""Headings of parts, chapters and groups: which holds which."""

import re
from dataclasses import dataclass, field

from regelverk.model.document import Kind
from regelverk.readers.labels import Heading
from regelverk.readers.tree import Raw

_DEEPEST = 8
_TEXT = "text"
_RANK = {Kind.ANNEX: 0, Kind.PART: 2, Kind.CHAPTER: 3, Kind.GROUP: 5}
_TEXT_RANK = 1
_WORDS = ("kap", "del", "avdeling", "avsnitt", "vedlegg")
_NUMERAL = re.compile(r"([IVXLC]+)|[A-ZÆØÅ]")


@dataclass(slots=True)
class _Open:
    """A heading that is open: what follows stands under it.

    Attributes:
        raw: Its node.
        form: How it is numbered (`Kapittel`, `I.`, `3.2`): headings of one form are siblings.
        level: The heading level that the source states, 0 for none.
        rank: Annexes before texts in them, before parts, chapters and groups.
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
        if self.form == other.form:
            return self.is_empty and not self.form and not self.doubled
        return self.rank <= other.rank if self.is_empty else self.rank < other.rank

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing yet but its own heading."""
        return all(child.kind is Kind.HEADING for child in self.raw.children)


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
        while self.open and not self._holds(new, anew=anew and not level):
            self.open.pop()
        if not (level or heading.label) and (anew or self._is_in_new_annex()):
            new.form, new.rank = _TEXT, _TEXT_RANK
        new.doubled = bool(self.open) and self.open[-1].form == new.form
        self.place.children.append(raw)
        self.open.append(new)
        return raw

    def _is_in_new_annex(self) -> bool:
        """Whether we stand right below the heading of an annex, where its text has its title."""
        return bool(self.open) and self.open[-1].raw.kind is Kind.ANNEX and self.open[-1].is_empty

    def _holds(self, new: _Open, *, anew: bool) -> bool:
        """Whether the innermost heading holds a new one. A form open further out closes it."""
        last = self.open[-1]
        if anew:
            return last.raw.kind is Kind.ANNEX
        if not (new.level and last.level) and new.form:
            return not any(each.form == new.form for each in self.open) and last.holds(new)
        return last.holds(new)


def _form(heading: Heading) -> str:
    """The form: one for `Kapittel 3.` and `Kapittel 4 A`, one for `I.` and `II.`."""
    if not heading.label:
        return ""
    if heading.step.startswith("pkt"):
        return f"#{min(heading.step.count('.'), _DEEPEST)}"
    if numeral := _NUMERAL.fullmatch(heading.label.split()[0].rstrip(".:")):
        return "roman" if numeral[1] else "letter"
    return next((word for word in _WORDS if heading.step.startswith(word)), heading.step)


def _rank(heading: Heading) -> int:
    if heading.step.startswith("pkt"):
        return _RANK[Kind.CHAPTER] + min(heading.step.count("."), _DEEPEST)
    rank = _RANK.get(heading.kind, _RANK[Kind.GROUP])
    return rank + (heading.kind is Kind.CHAPTER and _form(heading) in ("roman", "letter"))
