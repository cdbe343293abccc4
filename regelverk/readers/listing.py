"""Nested lists out of labels: which list a new item belongs to.

A label tells its place by what it follows: after `b)` comes `c)`, and a `1.` right after it opens a
list within it. Where the source states how deep an item stands (Word, HTML, indents of a page),
that decides first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from regelverk.model.document import Provenance
from regelverk.readers.labels import item_kind
from regelverk.readers.tree import Raw

_ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
_DEEPEST = 12
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Count(NamedTuple):
    """One way to read a label: how the list counts, what is around the number, the number."""

    manner: str
    form: str
    number: int


def counts(label: str) -> tuple[Count, ...]:
    """The ways to read a label, likeliest first. `i)` is a letter and a roman numeral.

    Example:
        >>> [(count.manner, count.number) for count in counts("i)")]
        [('letter', 9), ('roman', 1)]
    """
    match = re.fullmatch(r"([^\w]*)(\w+(?:[.-]\w+)*?)\s?([a-zæøå]?)([^\w]*)", label.strip())
    if match is None:
        return (Count("dash", label.strip(), 0),)
    form, name, extra = f"{match[1]}#{match[4]}", match[2], match[3]
    if name.isdigit():  # 2a comes between 2 and 3, and counts as 2
        return (Count("number", form, int(name)),)
    name += extra
    if not name.isalpha():
        tail = re.split(r"[.-]", name)[-1]
        return (Count(f"decimal{len(name) - len(tail)}", form, int(tail) if tail.isdigit() else 0),)
    case = "upper-" if name.isupper() else ""
    lower = name.lower()
    found = [Count(f"{case}letter", form, number) for number in _letters(lower)]
    if roman := _roman(lower):
        found.append(Count(f"{case}roman", form, roman))
    return tuple(found) or (Count("word", form, 0),)


def _letters(name: str) -> list[int]:
    """The places a letter label can have: `aa` follows z, or å, and `ab` may follow `aa`."""
    if any(letter not in _ALPHABET for letter in name):
        return []
    if len(name) == 1:
        return [_ALPHABET.index(name) + 1]
    if len(name) == 2 and name[0] == name[1]:
        place = _ALPHABET.index(name[0]) + 1
        return [26 + place, 29 + place]
    if len(name) == 2 and name[0] == "a":
        return [26 + _ALPHABET.index(name[1]) + 1]
    return []


def _roman(name: str) -> int:
    """The value of a roman numeral; 0 where it is none."""
    if re.fullmatch(r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", name) is None:
        return 0
    values = [_ROMAN[letter] for letter in name]
    return sum(
        -value if index + 1 < len(values) and values[index + 1] > value else value
        for index, value in enumerate(values)
    )


@dataclass(slots=True)
class _List:
    """One open list: where its items go, how it counts, and the last item.

    Attributes:
        host: The node that holds the items.
        last: How the last item's label reads.
        level: How deep the source says that it stands.
        item: The last item.
    """

    host: Raw
    last: Count
    level: int
    item: Raw


@dataclass(slots=True)
class Listing:
    """The lists that are open in one ledd or block.

    Attributes:
        host: The ledd, block or section that holds the outermost list.
        open: The open lists, outermost first.
    """

    host: Raw
    open: list[_List] = field(default_factory=list)

    def add(
        self,
        label: str,
        level: int,
        *,
        stated: bool,
        upcoming: Sequence[str],
        where: Provenance | None,
    ) -> Raw:
        """Open a new item and return it, still without text.

        Args:
            label: The label as printed.
            level: How deep the source says it stands; 0 where it does not say.
            stated: Whether the source makes the label by itself, so that `level` can be trusted.
            upcoming: The labels of the items that follow, up to the next line without one.
            where: Where it was in the source.
        """
        readings = counts(label)
        target, reading = self._target(readings, level, stated=stated, upcoming=upcoming)
        if target is None and len(self.open) >= _DEEPEST:
            target = len(self.open) - 1
        if target is None:
            host = self.open[-1].item if self.open else self.host
            first = next((each for each in readings if each.number == 1), readings[0])
            reading = first
        else:
            host = self.open[target].host
            del self.open[target:]
        kind = item_kind(label, roman=reading.manner.endswith("roman"))
        item = Raw(kind, label, provenance=where)
        host.children.append(item)
        self.open.append(_List(host, reading, level, item))
        return item

    def _target(
        self, readings: tuple[Count, ...], level: int, *, stated: bool, upcoming: Sequence[str]
    ) -> tuple[int | None, Count]:
        """The index of the open list that a label continues; None for a list within it."""
        places = list(range(len(self.open) - 1, -1, -1))
        if stated or level:
            here = [place for place in places if self.open[place].level == level]
            if stated and here:
                return self._same_level(here, readings, upcoming)
            if stated and self.open and level < self.open[0].level:
                return 0, readings[0]
            if self.open and level > self.open[-1].level:
                first = readings[0].number in (0, 1)
                if stated or first or self._followed(places, readings) is None:
                    return None, readings[0]
            places = here + [place for place in places if place not in here]
        starts_roman = self._starts_roman(readings, upcoming)
        if starts_roman is not None:
            return None, starts_roman
        followed = self._followed(places, readings)
        if followed is not None:
            return followed
        if any(reading.number == 1 for reading in readings):
            return None, readings[0]
        return self._after_gap(readings)

    def _followed(
        self, places: Sequence[int], readings: tuple[Count, ...]
    ) -> tuple[int, Count] | None:
        """The first of these lists that a label comes right after, and how it then reads."""
        for place in places:
            for reading in readings:
                if _follows(self.open[place].last, reading):
                    return place, reading
        return None

    def _after_gap(self, readings: tuple[Count, ...]) -> tuple[int | None, Count]:
        """The innermost list that counts like a label, where numbers are left out between."""
        for place in range(len(self.open) - 1, -1, -1):
            last = self.open[place].last
            for reading in readings:
                if reading[:2] == last[:2] and reading.number >= last.number:
                    return place, reading
        return None, readings[0]

    @staticmethod
    def _starts_roman(readings: tuple[Count, ...], upcoming: Sequence[str]) -> Count | None:
        """The roman reading of an `i)` before `ii)`: it does not go on from `h)`."""
        roman = next(
            (each for each in readings if each.manner.endswith("roman") and each.number == 1), None
        )
        if roman is None or not upcoming:
            return None
        return (
            roman
            if any(_follows(roman, each) and each.number == 2 for each in counts(upcoming[0]))
            else None
        )

    def _same_level(
        self, here: Sequence[int], readings: tuple[Count, ...], upcoming: Sequence[str]
    ) -> tuple[int | None, Count]:
        """A label at the level of open lists: it continues one, or opens one within its item.

        Word lists that look nested may be stated at one level. They are nested where the last item
        leads into them with a colon, or where the outer list goes on after them.
        """
        for place in here:
            last = self.open[place].last
            for reading in readings:
                if _follows(last, reading) or reading[:2] == last[:2]:
                    return place, reading
        inner = self.open[here[0]]
        resumed = any(_follows(inner.last, later) for label in upcoming for later in counts(label))
        if _text(inner.item).endswith(":") or (resumed and inner.last.manner != "dash"):
            return None, readings[0]
        return here[0], readings[0]

    def continued(self, level: int) -> Raw | None:
        """The item that an unlabelled line at this depth belongs to; None for none."""
        if level:
            for each in reversed(self.open):
                if each.level <= level and each.level:
                    return each.item
        return None


def _follows(last: Count, new: Count) -> bool:
    """Whether a label comes right after another in the same list."""
    if last[:2] != new[:2]:
        return False
    return new.manner == "dash" or 0 <= new.number - last.number <= 1


def _text(item: Raw) -> str:
    """The last text in an item."""
    return next((child.text for child in reversed(item.children) if child.text), "")
