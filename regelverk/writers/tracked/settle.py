"""The marks of paragraphs that are new or gone, put where Word and LibreOffice settle them alike.

A paragraph's mark stands at its end, and a paragraph whose mark goes runs into the next. The two
programs agree on what is left, but for two things: the last mark before a table, or at the end of a
body or cell, cannot go; and where the next paragraph is empty, they differ in whose formatting
holds. So there the marks are taken one paragraph earlier: "A¶ B¶" loses B by losing the mark after
A, and what is left is told to take A's formatting.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from regelverk.writers.tracked.align import Pair
from regelverk.writers.tracked.marks import Marker, Properties, restyle
from regelverk.writers.tracked.xml import Element, w


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the marked file, or a table, of which only the place matters.

    Attributes:
        element: The paragraph.
        state: `ins`, `del`, or empty for one that stays.
        now: Its formatting when all is accepted.
        before: Its formatting when all is rejected.
        empty: Whether it has no text, now or before.
    """

    element: Element
    state: str
    now: Properties
    before: Properties
    empty: bool = False

    @property
    def is_paragraph(self) -> bool:
        """Whether it has a mark."""
        return self.element.tag == w("p")

    @property
    def can_follow(self) -> bool:
        """Whether a paragraph whose mark goes may run into it."""
        return self.is_paragraph and not (self.empty and not self.state)


def settle(lines: Sequence[Line], marker: Marker) -> None:
    """Mark the paragraphs that are new or gone, and formatting that is new."""
    states = [line.state for line in lines]
    now, before = [line.now for line in lines], [line.before for line in lines]
    for start, end in _stretches(lines):
        states[start:end] = [*states[start + 1 : end], ""]
        for index in range(start + 1, end):
            state = lines[index].state
            now[index] = lines[index].now if state == "ins" else now[index - 1]
            before[index] = lines[index].before if state == "del" else before[index - 1]
    for line, state, after, was in zip(lines, states, now, before, strict=True):
        if not line.is_paragraph:
            continue
        if state and line.state:  # neither its mark nor its formatting outlives the one or other
            own = was if state == "del" else after
            restyle(line.element, own, own, state, marker)
        elif state or line.state or after.look != was.look:
            restyle(line.element, after, was, state, marker)


def mark_all(lines: Sequence[Line], marker: Marker) -> None:
    """Mark the paragraphs of a row that is itself new or gone."""
    for line in lines:
        if line.is_paragraph:
            restyle(line.element, line.now, line.before, line.state, marker)


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Stretches of paragraphs with nothing to run into, each with the paragraph before."""
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if not (line.is_paragraph and line.state) or (following and following.can_follow):
            continue
        start = index
        while start >= 0 and lines[start].is_paragraph and lines[start].state:
            start -= 1
        must = following is None or not following.is_paragraph
        if start >= 0 and lines[start].is_paragraph and (must or not lines[start].empty):
            yield start, index + 1


@dataclass(frozen=True, slots=True)
class Plan:
    """Which blocks become which, as pairs of their places in two files.

    Attributes:
        olds: The blocks of the file.
        news: The blocks of its revision.
        key: What makes two blocks the same.
        is_empty: Whether a block is a paragraph without text.
    """

    olds: Sequence[Element]
    news: Sequence[Element]
    key: Callable[[Element], Hashable]
    is_empty: Callable[[Element], bool]

    def safe(self, pairs: Sequence[Pair]) -> Iterator[Pair]:
        """The pairs in an order in which few marks need to be moved.

        Between blocks that stay, those that are gone come before those that are new, unless an
        empty one would come first among the new. Where nothing follows that they can run into, the
        last of each with text become one paragraph that stays.
        """
        groups = [list(group) for _, group in groupby(pairs, key=_stays)]
        for before, group, after in zip([[], *groups], groups, [*groups[1:], []], strict=False):
            if group and not _stays(group[0]):
                self._turn(before, group, after)
        for index, group in enumerate(groups):
            if not group or _stays(group[0]):
                yield from group
                continue
            gone = [pair for pair in group if pair.old is not None]
            new = [pair for pair in group if pair.new is not None]
            after_it = next((each[0] for each in groups[index + 1 :] if each), None)
            last: list[Pair] = []
            while self._both_end_in_text(gone, new) and self._is_edge(after_it):
                i, j = self._partners(gone, new)
                last += [*reversed(gone[i + 1 :]), *reversed(new[j + 1 :])]
                after_it = Pair(gone[i].old, new[j].new)
                last.append(after_it)
                gone, new = gone[:i], new[:j]
            turned = bool(new) and self.is_empty(self.news[new[0].new or 0])
            yield from (*new, *gone) if turned else (*gone, *new)
            yield from reversed(last)

    def _turn(self, before: list[Pair], group: list[Pair], after: list[Pair]) -> None:
        """Read "[A, table] A" as "A [table, A]", and "A [table, A] table" as "[A, table] A table".

        So that the paragraph that is new, or gone, is beside one that it can run into.
        """
        if len({pair.old is None for pair in group}) > 1:
            return
        is_new = group[0].old is None
        first, last = self._block(group[0], is_new), self._block(group[-1], is_new)
        if first.tag == w("p") and last.tag == w("tbl") and after:
            if self.key(first) == self.key(self._block(after[0], is_new)):
                kept = after.pop(0)
                before.append(_with(kept, group.pop(0), is_new))
                group.append(Pair(None, kept.new) if is_new else Pair(kept.old, None))
        elif first.tag == w("tbl") and last.tag == w("p") and before and after:
            table_follows = self._block(after[0], is_new).tag == w("tbl")
            if table_follows and self.key(last) == self.key(self._block(before[-1], is_new)):
                kept = before.pop()
                after.insert(0, _with(kept, group.pop(), is_new))
                group.insert(0, Pair(None, kept.new) if is_new else Pair(kept.old, None))

    def _block(self, pair: Pair, is_new: bool) -> Element:
        return self.news[pair.new or 0] if is_new else self.olds[pair.old or 0]

    def _is_edge(self, following: Pair | None) -> bool:
        """Whether what follows is a table, an empty paragraph or nothing."""
        if following is None or not _stays(following):
            return True
        is_text = self._block(following, False).tag == w("p")
        return not is_text or any(self._are_empty(following, following))

    def _are_empty(self, gone: Pair, new: Pair) -> tuple[bool, bool]:
        return self.is_empty(self._block(gone, False)), self.is_empty(self._block(new, True))

    def _partners(self, gone: Sequence[Pair], new: Sequence[Pair]) -> tuple[int, int]:
        """Which of those that are gone and new become one: the last, both with text or both not."""
        gone_is_empty, new_is_empty = self._are_empty(gone[-1], new[-1])
        i, j = len(gone) - 1, len(new) - 1
        if gone_is_empty != new_is_empty:
            for k in range(j, -1, -1):
                block = self._block(new[k], True)
                if block.tag == w("p") and self.is_empty(block) == gone_is_empty:
                    return i, k
            for k in range(i, -1, -1):
                block = self._block(gone[k], False)
                if block.tag == w("p") and self.is_empty(block) == new_is_empty:
                    return k, j
        return i, j

    def _both_end_in_text(self, gone: Sequence[Pair], new: Sequence[Pair]) -> bool:
        """Whether the last block that is gone and the last that is new are paragraphs."""
        if not gone or not new:
            return False
        return self._block(gone[-1], False).tag == self._block(new[-1], True).tag == w("p")


def _stays(pair: Pair) -> bool:
    return pair.old is not None and pair.new is not None


def _with(kept: Pair, other: Pair, is_new: bool) -> Pair:
    """A pair with one of its blocks exchanged for another that is the same."""
    return Pair(kept.old, other.new) if is_new else Pair(other.old, kept.new)
