"""Tracked changes in a paragraph, as ISO/IEC 29500-1 §17.13.5 has them: `w:ins` and `w:del`.

Deleted text is `w:delText`. A paragraph that is new or gone says so on its mark, in the run
properties of its paragraph properties; a row in its row properties. The text is cut nowhere but
where it changes, so what stays keeps its runs, and with them its formatting.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Final, NamedTuple

from regelverk.writers.tracked.flat import OBJECT, Flat, Piece, Token
from regelverk.writers.tracked.xml import Element, canonical, new, text_element, w

_SPLIT: Final = frozenset(map(w, ("ins", "moveTo")))
_MARKS: Final = frozenset(map(w, ("ins", "del", "moveFrom", "moveTo", "rPrChange")))
_NOT_BASE: Final = frozenset(map(w, ("rPr", "sectPr", "pPrChange")))


class Word(NamedTuple):
    """A piece of new text.

    Attributes:
        text: Its characters; `OBJECT` for what is not text.
        run: The run whose formatting it takes, or None for that of the paragraph.
        child: The object, where it is one.
    """

    text: str
    run: Element | None
    child: Element | None = None


class Rewriting(NamedTuple):
    """A stretch of a paragraph, by its characters, and what it becomes."""

    start: int
    end: int
    words: Sequence[Word]


@dataclass(slots=True)
class Marker:
    """Signs tracked changes: who made them, when, and each with a number of its own.

    Attributes:
        author: Who made them.
        date: When; a time without a zone is taken as UTC.
        number: The last number taken in the file.
    """

    author: str
    date: datetime
    number: int = 0
    _stamp: str = field(init=False)

    def __post_init__(self) -> None:
        zoned = self.date.astimezone(UTC) if self.date.tzinfo else self.date
        self._stamp = zoned.strftime("%Y-%m-%dT%H:%M:%SZ")

    def mark(self, name: str, *children: Element) -> Element:
        """A signed `w:ins`, `w:del`, `w:pPrChange` or `w:rPrChange`."""
        self.number += 1
        return new(
            name, *children, id=str(self.number), author=self.author, date=self._stamp
        )  # fmt: skip

    def row(self, row: Element, name: str) -> None:
        """Mark a table row as inserted (`ins`) or deleted (`del`)."""
        properties = row.find(w("trPr"))
        if properties is None:
            properties = new("trPr")
            exceptions = row.find(w("tblPrEx"))
            row.insert(0 if exceptions is None else row.index(exceptions) + 1, properties)
        for each in [each for each in properties if each.tag in _MARKS]:
            properties.remove(each)
        if not len(properties):  # the schema asks for at least one property
            properties.append(new("cantSplit", val="off"))
        properties.append(self.mark(name))


def runs_of(words: Iterable[Word]) -> Iterator[Element]:
    """New runs for new text, one for each formatting."""
    for run, group in groupby(words, key=lambda word: word.run):
        made = _like(run)
        for is_text, same in groupby(group, key=lambda word: word.child is None):
            if is_text:
                made.extend(_children("".join(word.text for word in same)))
            else:
                made.extend(deepcopy(word.child) for word in same if word.child is not None)
        yield made


def _like(run: Element | None) -> Element:
    """An empty run with the formatting of another."""
    made = new("r")
    properties = run.find(w("rPr")) if run is not None else None
    if properties is not None:
        properties = deepcopy(properties)
        for each in properties.findall(w("rPrChange")):
            properties.remove(each)
        made.append(properties)
    return made


def _children(text: str) -> Iterator[Element]:
    """What a run holds for a text: tabs and line breaks are elements of their own."""
    names = {"\t": "tab", "\n": "br"}
    for sign, group in groupby(text, key=lambda each: each if each in names else ""):
        letters = "".join(group)
        if sign:
            yield from (new(names[sign]) for _ in letters)
        else:
            yield text_element("t", letters)


def rewrite(
    paragraph: Element, flat: Flat, changes: Sequence[Rewriting], marker: Marker
) -> None:  # fmt: skip
    """Mark changes in a paragraph.

    Args:
        paragraph: The paragraph, which is changed.
        flat: The same, flattened.
        changes: The stretches that change, in order and apart.
        marker: Signs them.
    """
    if not flat.pieces:
        paragraph.extend(_inserted([word for change in changes for word in change.words], marker))
        return
    for _, group in groupby(flat.pieces, key=lambda piece: piece.run):
        pieces = list(group)
        start, end = pieces[0].start, pieces[-1].end
        touched = [
            change
            for change in changes
            if (change.start < end and change.end > start) or _anchored(change, start, end)
        ]
        if touched:
            _rewrite_run(pieces, touched, marker)


def _anchored(change: Rewriting, start: int, end: int) -> bool:
    """Whether new text is put in, before or after a run: after what it replaces or follows."""
    return bool(change.words) and (start < change.end <= end or change.end == start == 0)


def _rewrite_run(pieces: Sequence[Piece], changes: Sequence[Rewriting], marker: Marker) -> None:
    """Put in place of a run what is left of it, with deletions and insertions around."""
    run, start, end = pieces[0].run, pieces[0].start, pieces[-1].end
    made: list[Element] = []
    position = start
    for change in changes:
        low, high = max(change.start, start), min(change.end, end)
        made.extend(_part(run, pieces, position, low))
        made.extend(marker.mark("del", gone) for gone in map(_gone, _part(run, pieces, low, high)))
        if _anchored(change, start, end):
            made.extend(_inserted(change.words, marker))
        position = max(position, high)
    made.extend(_part(run, pieces, position, end))
    _replace(run, made, marker)


def _inserted(words: Sequence[Word], marker: Marker) -> list[Element]:
    return [marker.mark("ins", *runs_of(words))] if words else []


def _part(run: Element, pieces: Sequence[Piece], start: int, end: int) -> list[Element]:
    """A run with some of the characters of a run, as a list; empty where there are none."""
    children: list[Element] = []
    for piece in pieces:
        low, high = max(piece.start, start), min(piece.end, end)
        if low >= high:
            continue
        if piece.is_plain:
            text = piece.text[low - piece.start : high - piece.start]
            children.append(text_element("t", text))
        else:
            children.append(deepcopy(piece.child))
    if not children:
        return []
    made = _like(run)
    made.extend(children)
    return [made]


def _gone(run: Element) -> Element:
    """A run with its text as deleted text."""
    for text in run.iterchildren(w("t")):
        text.tag = w("delText")
    for code in run.iterchildren(w("instrText")):
        code.tag = w("delInstrText")
    return run


def _replace(run: Element, made: Sequence[Element], marker: Marker) -> None:
    """Put elements in a run's place; no insertion within another's, which is split around it."""
    parent = run.getparent()
    assert parent is not None
    index = parent.index(run)
    parent[index : index + 1] = list(made)
    if parent.tag not in _SPLIT:
        return
    for each in made:
        if each.tag == w("ins"):
            _lift(each, marker)


def _lift(insertion: Element, marker: Marker) -> None:
    outer = insertion.getparent()
    assert outer is not None
    following = list(outer)[outer.index(insertion) + 1 :]
    outer.addnext(insertion)
    if following:
        rest = marker.mark("ins" if outer.tag == w("ins") else "moveTo", *following)
        for name, value in outer.attrib.items():
            if name != w("id"):
                rest.set(name, value)
        insertion.addnext(rest)
    if len(outer) == 0:
        around = outer.getparent()
        assert around is not None
        around.remove(outer)


@dataclass(frozen=True, slots=True)
class Properties:
    """A paragraph's own formatting, without its marks.

    Attributes:
        base: The properties that `w:pPrChange` can hold.
        mark: The formatting of its paragraph mark.
    """

    base: Sequence[Element]
    mark: Sequence[Element]

    @property
    def look(self) -> tuple[str, str]:
        """The same, comparable."""
        return "".join(map(canonical, self.base)), "".join(map(canonical, self.mark))


_PLAIN: Final = Properties((), ())


def properties_of(paragraph: Element) -> Properties:
    """A paragraph's formatting."""
    found = paragraph.find(w("pPr"))
    if found is None:
        return _PLAIN
    mark = found.find(w("rPr"))
    return Properties(
        [each for each in found if each.tag not in _NOT_BASE],
        [each for each in mark if each.tag not in _MARKS] if mark is not None else (),
    )


def restyle(
    paragraph: Element, now: Properties, before: Properties, state: str, marker: Marker
) -> None:
    """Give a paragraph its formatting and the state of its mark.

    Args:
        paragraph: The paragraph.
        now: Its formatting when all is accepted.
        before: Its formatting when all is rejected.
        state: `ins` or `del` for a mark that is new or gone; empty for one that stays.
        marker: Signs the changes.
    """
    held = paragraph.find(w("pPr"))
    section = held.find(w("sectPr")) if held is not None else None
    properties = new("pPr", *map(deepcopy, now.base))
    mark = new("rPr", *([marker.mark(state)] if state else []), *map(deepcopy, now.mark))
    if now.look[1] != before.look[1]:
        mark.append(marker.mark("rPrChange", new("rPr", *map(deepcopy, before.mark))))
    if len(mark):
        properties.append(mark)
    if section is not None:
        properties.append(section)
    if now.look[0] != before.look[0]:
        properties.append(marker.mark("pPrChange", new("pPr", *map(deepcopy, before.base))))
    if held is not None:
        paragraph.remove(held)
    if len(properties):
        paragraph.insert(0, properties)


def new_words(tokens: Iterable[Token]) -> list[Word]:
    """The tokens of a revision as new text in their own formatting."""
    return [
        Word(each.key.text, each.piece.run, each.piece.child if each.key.text == OBJECT else None)
        for each in tokens
    ]
