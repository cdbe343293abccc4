"""Tracked changes of blocks: which paragraphs, tables and rows are new, gone or changed."""

import re
from collections.abc import Hashable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.distance import Indel

from regelverk.writers.tracked.align import Pair, pair_up
from regelverk.writers.tracked.flat import Flat, flatten
from regelverk.writers.tracked.marks import (
    Marker,
    Properties,
    Rewriting,
    new_words,
    properties_of,
    rewrite,
)
from regelverk.writers.tracked.rewording import kept_apart, rewordings
from regelverk.writers.tracked.settle import Line, Plan, mark_all, settle
from regelverk.writers.tracked.xml import Element, canonical, new, w

_ALIKE: Final = 40.0
_WORD: Final = re.compile(r"\w+")
_CONTENT: Final = frozenset(map(w, ("p", "tbl")))
_AROUND: Final = frozenset(map(w, ("sdt", "sdtContent", "customXml")))


@dataclass(slots=True)
class Blocks:
    """Marks the changes between blocks.

    Attributes:
        marker: Signs them.
    """

    marker: Marker
    _flats: dict[Element, Flat] = field(default_factory=dict)
    _words: dict[Element, list[str]] = field(default_factory=dict)
    _formatting: dict[Element, Properties] = field(default_factory=dict)

    def change(self, old: Element, revision: Element) -> None:
        """Mark what makes the blocks of one body or cell those of another."""
        olds, news = list(blocks(old)), list(blocks(revision))
        pairs = pair_up(
            [self._key(each) for each in olds],
            [self._key(each) for each in news],
            lambda i, j: self._similarity(olds[i], news[j]),
            _ALIKE,
        )
        lines: list[Line] = []
        plan = list(Plan(olds, news, self._key, self._is_empty).safe(pairs))
        changes = self._rewordings(plan, olds, news)
        for pair in plan:
            here = olds[pair.old] if pair.old is not None else None
            there = news[pair.new] if pair.new is not None else None
            if there is None:
                assert here is not None
                lines.append(self._removed(here))
            elif here is None:
                made = self._added(there)
                _put(made.element, lines, olds, old)
                lines.append(made)
            else:
                empty = self._is_empty(here) or self._is_empty(there)
                now, before = self._properties(there), self._properties(here)
                lines.append(Line(here, "", now, before, empty))
                if here.tag == w("tbl"):
                    self._change_rows(here, there)
                elif here in changes:
                    rewrite(here, self._flat(here), changes[here], self.marker)
        settle(lines, self.marker)

    def _flat(self, paragraph: Element) -> Flat:
        if paragraph not in self._flats:
            self._flats[paragraph] = flatten(paragraph)
        return self._flats[paragraph]

    def _properties(self, block: Element) -> Properties:
        if block not in self._formatting:
            self._formatting[block] = properties_of(block)
        return self._formatting[block]

    def _is_empty(self, block: Element) -> bool:
        return block.tag == w("p") and not self._flat(block).pieces

    def _key(self, block: Element) -> Hashable:
        """What makes two blocks the same."""
        if block.tag == w("p"):
            return self._properties(block).look, self._flat(block).shape
        return tuple(
            tuple(tuple(self._key(each) for each in blocks(cell)) for cell in cells(row))
            for row in rows(block)
        )

    def _texts(self, element: Element) -> list[str]:
        """The words of a block, row or cell."""
        if element not in self._words:
            paragraphs = [element] if element.tag == w("p") else element.iter(w("p"))
            self._words[element] = _WORD.findall(
                " ".join(self._flat(paragraph).text for paragraph in paragraphs)
            )
        return self._words[element]

    def _similarity(self, old: Element, revision: Element) -> float:
        if old.tag != revision.tag:
            return 0.0
        alike = 100 * Indel.normalized_similarity(self._texts(old), self._texts(revision))
        return alike if old.tag == w("p") else (100 + alike) / 2

    # --- Blocks that stay ------------------------------------------------------------------------

    def _rewordings(
        self, plan: Sequence[Pair], olds: Sequence[Element], news: Sequence[Element]
    ) -> dict[Element, Sequence[Rewriting]]:
        """What changes in each paragraph that stays."""
        made: dict[Element, Sequence[Rewriting]] = {}
        new_follows = False  # whether the paragraph after begins with what is new
        for pair in reversed(plan):
            if pair.old is None or pair.new is None:
                new_follows = pair.old is None
                continue
            old, revision = olds[pair.old], news[pair.new]
            here, there = self._flat(old), self._flat(revision)
            if old.tag == w("tbl") or here.shape == there.shape:
                new_follows = False
                continue
            alike = self._similarity(old, revision) >= _ALIKE
            changes = rewordings(here, there, alike=alike)
            made[old] = kept_apart(changes, here) if new_follows else changes
            new_follows = changes[0].start == changes[0].end == 0
        return made

    def _change_rows(self, old: Element, revision: Element) -> None:
        olds, news = list(rows(old)), list(rows(revision))
        pairs = pair_up(
            [self._row_key(each) for each in olds],
            [self._row_key(each) for each in news],
            lambda i, j: self._row_similarity(olds[i], news[j]),
            _ALIKE,
        )
        previous: Element | None = None
        for pair in pairs:
            if pair.old is None:
                assert pair.new is not None
                row = self._added_row(news[pair.new])
                if previous is not None:
                    beside(previous, row)
                elif olds:
                    _before(olds[0], row)
                else:
                    old.append(row)
            else:
                row = olds[pair.old]
                if pair.new is None:
                    self._removed_row(row)
                else:
                    for here, there in zip(cells(row), cells(news[pair.new]), strict=True):
                        self.change(here, there)
            previous = row

    def _row_key(self, row: Element) -> Hashable:
        inner = tuple(tuple(self._key(each) for each in blocks(cell)) for cell in cells(row))
        return _row_shape(row), inner

    def _row_similarity(self, old: Element, revision: Element) -> float:
        if _row_shape(old) != _row_shape(revision):
            return 0.0
        return 100 * Indel.normalized_similarity(self._texts(old), self._texts(revision))

    # --- Blocks that are new or gone -------------------------------------------------------------

    def _removed(self, block: Element) -> Line:
        if block.tag == w("tbl"):
            for row in rows(block):
                self._removed_row(row)
        else:
            flat = self._flat(block)
            rewrite(block, flat, [Rewriting(0, len(flat.text), ())], self.marker)
        formatting = properties_of(block)
        return Line(block, "del", formatting, formatting)

    def _removed_row(self, row: Element) -> None:
        self.marker.row(row, "del")
        for cell in cells(row):
            mark_all([self._removed(each) for each in blocks(cell)], self.marker)

    def _added(self, block: Element) -> Line:
        """A copy of a block of the revision, marked as new."""
        if block.tag == w("tbl"):
            made = deepcopy(block)
            for copied, row in zip(list(rows(made)), rows(block), strict=True):
                _replace(copied, self._added_row(row))
        else:
            made = new("p")
            words = new_words(self._flat(block).tokens())
            if words:
                rewrite(made, Flat(()), [Rewriting(0, 0, words)], self.marker)
        formatting = properties_of(block)
        return Line(made, "ins", formatting, formatting)

    def _added_row(self, row: Element) -> Element:
        made = deepcopy(row)
        self.marker.row(made, "ins")
        for copied, cell in zip(list(cells(made)), cells(row), strict=True):
            lines = [self._added(each) for each in blocks(cell)]
            for child in [each for each in copied if each.tag != w("tcPr")]:
                copied.remove(child)
            copied.extend(line.element for line in lines)
            mark_all(lines, self.marker)
        return made


def blocks(container: Element) -> Iterator[Element]:
    """The paragraphs and tables of a body or cell, content controls looked through."""
    for child in container:
        if child.tag in _CONTENT:
            yield child
        elif child.tag in _AROUND:
            yield from blocks(child)


def rows(table: Element) -> Iterator[Element]:
    """The rows of a table."""
    return _inner(table, w("tr"))


def cells(row: Element) -> Iterator[Element]:
    """The cells of a row."""
    return _inner(row, w("tc"))


def _inner(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from _inner(child, tag)


def _row_shape(row: Element) -> Hashable:
    """How a row's cells span columns and rows."""
    spans = (w("gridSpan"), w("vMerge"))
    return tuple(
        tuple(canonical(each) for each in cell.iterfind(f"{w('tcPr')}/*") if each.tag in spans)
        for cell in cells(row)
    )


def beside(previous: Element, made: Element) -> None:
    """Put a block after another."""
    parent = previous.getparent()
    assert parent is not None
    parent.insert(parent.index(previous) + 1, made)


def _before(following: Element, made: Element) -> None:
    parent = following.getparent()
    assert parent is not None
    parent.insert(parent.index(following), made)


def _replace(old: Element, made: Element) -> None:
    parent = old.getparent()
    assert parent is not None
    parent.replace(old, made)


def _put(made: Element, lines: Sequence[Line], olds: Sequence[Element], container: Element) -> None:
    """Put a new block after those before it in the plan."""
    if lines:
        beside(lines[-1].element, made)
    elif olds:
        _before(olds[0], made)
    else:
        section = container.find(w("sectPr"))
        container.insert(len(container) if section is None else container.index(section), made)
