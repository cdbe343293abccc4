"""Rows of a PDF as blocks: which rows make one ledd, item or heading.

A block ends where the print says so: by a wider space, by a row that ends before its edge although
the next word had room, by another weight or size, by a first-line indent, or by a label after a
closing mark.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from regelverk.model.document import Kind
from regelverk.readers.cues import ends_sentence, starts_small, typed_label
from regelverk.readers.labels import group_heading, section_label
from regelverk.readers.listing import counts
from regelverk.readers.pdf_rows import Row, body_size
from regelverk.readers.pdf_tables import Table, wide_gaps

_NEAR = 2.0
_FLUSH = 1.0
_FEW_ROWS = 6
_NEAR_EDGE = 60.0
_LIST_REACH = 12
_WIDER = 0.12
_LARGER = 1.06
_MOST_INDENT = 4.5
_SUPPORT = 0.08
_UNFINISHED = re.compile(
    r"(?:§|\w[-‐\u00ad]|\b(?:jf|jfr|nr|kap|art|pkt|litra|bokstav|nummer|kapittel|del)\.?)$"
)
_OPEN = re.compile(r"\b(?:og|eller|samt|av|etter|til|med|for|som|at|på|om|frå|fra|ved|i)$")
_CLOSING = ".,;:)]»”"


@dataclass(frozen=True, slots=True)
class Frame:
    """The edges of a column of text on one page, in points."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left


@dataclass(slots=True)
class Block:
    """Rows that belong together, with the frame of each."""

    rows: list[Row] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)

    def add(self, row: Row, frame: Frame) -> None:
        """Take in another row."""
        self.rows.append(row)
        self.frames.append(frame)

    @property
    def offset(self) -> float:
        """How far in from the column's edge its first row starts."""
        return self.rows[0].left - self.frames[0].left

    @property
    def body_offset(self) -> float:
        """How far in its rows after the first start; the first itself where it is alone."""
        if len(self.rows) == 1:
            return self.offset
        return min(
            row.left - frame.left for row, frame in zip(self.rows[1:], self.frames[1:], strict=True)
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a document.

    Attributes:
        frames: The edges of the text, by page and column.
        leading: The usual distance between baselines within a block, by type size, in points.
        body: The size of the body text.
        first_indent: How far the first line of a block is indented, in points; 0 where that is not
            the custom.
        hangs: Whether list items go on to the right of their labels.
    """

    frames: Mapping[tuple[int, int], Frame]
    leading: Mapping[float, float]
    body: float
    first_indent: float
    hangs: bool


def measure(rows: Sequence[Row]) -> Measure:
    """Find the usual edges, distances and sizes."""
    frames = _frames(rows)
    body = body_size(rows)
    leading = _leading(rows, frames)
    indent = _first_indent(rows, frames, leading)
    return Measure(frames, leading, body, indent, _items_hang(rows, leading))


def _items_hang(rows: Sequence[Row], leading: Mapping[float, float]) -> bool:
    """Whether most rows below a label start where the text after the label does."""
    hanging = flush = 0
    for row, after in pairwise(rows):
        if (after.page, after.column) != (row.page, row.column) or len(row.words) < 2:
            continue
        close = 0 < after.base - row.base < 1.1 * leading.get(row.size, 1.3 * row.size)
        if close and typed_label(row.text) is not None and typed_label(after.text) is None:
            hanging += abs(after.left - row.words[1].left) <= _NEAR
            flush += abs(after.left - row.left) <= _NEAR
    return hanging > flush


def _frames(rows: Sequence[Row]) -> dict[tuple[int, int], Frame]:
    """The edges of each column: its own to the left, and to the right what pages share."""
    groups: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.page, row.column].append(row)
    usual: dict[int, list[tuple[float, float]]] = defaultdict(list)
    own: dict[tuple[int, int], tuple[float, float]] = {}
    for key, group in groups.items():
        own[key] = _left_edge(group), max(row.right for row in group)
        usual[key[1]].append(own[key])
    frames = {}
    for key, (left, right) in own.items():
        lefts = [each for each, _ in usual[key[1]]]
        few = len(groups[key]) < _FEW_ROWS
        start = (
            min((each for each in lefts if abs(each - left) < _NEAR_EDGE), default=left)
            if few
            else left
        )
        widest = sorted(end for each, end in usual[key[1]] if abs(each - start) < 2 * _NEAR)
        shared = widest[int(0.75 * (len(widest) - 1))] if widest else right
        frames[key] = Frame(start, max(right, shared) if right < shared + 3 * _NEAR else right)
    return frames


def _left_edge(rows: Sequence[Row]) -> float:
    """The leftmost place where several rows start."""
    starts: Counter[float] = Counter(round(row.left) for row in rows)
    least = max(2, _SUPPORT * len(rows))
    supported = [
        place for place in starts if starts[place] + starts[place + 1] + starts[place - 1] >= least
    ]
    at = min(supported, default=min(starts))
    return min(row.left for row in rows if abs(row.left - at) <= 1.5)


def _leading(rows: Sequence[Row], frames: Mapping[tuple[int, int], Frame]) -> dict[float, float]:
    """The distance from a row to the next in its block, by type size: the commonest."""
    found: dict[float, Counter[float]] = defaultdict(Counter)
    for before, row in pairwise(rows):
        step = row.base - before.base
        if (before.page, before.column) != (row.page, row.column) or abs(
            before.size - row.size
        ) > 0.2:
            continue
        if 0.8 * row.size < step < 2.2 * row.size:
            full = not _had_room(before, row, frames[before.page, before.column])
            found[row.size][round(step, 1)] += 4 if full else 1
    leading = {}
    for size, steps in found.items():
        near = {
            step: sum(steps[round(step + shift / 10, 1)] for shift in (-2, -1, 0, 1, 2))
            for step in steps
        }
        most = max(near.values())
        leading[size] = min(step for step in near if near[step] >= 0.5 * most)
    return leading


def _had_room(before: Row, row: Row, frame: Frame) -> bool:
    """Whether the next row's first word had room at the end of the row before."""
    first = row.words[0]
    width = first.right - first.left
    for word in row.words[1:]:
        if word.spaced or word.left - first.right > 0.15 * word.style.size:
            break
        width = word.right - first.left
    return before.right + 0.25 * before.size + width < frame.right - 0.5


def _first_indent(
    rows: Sequence[Row], frames: Mapping[tuple[int, int], Frame], leading: Mapping[float, float]
) -> float:
    """How far the first rows of blocks are indented, where that is the custom of the document."""
    found: Counter[int] = Counter()
    for row, after in pairwise(rows):
        if (
            (after.page, after.column) != (row.page, row.column)
            or row.bold
            or typed_label(row.text)
        ):
            continue
        frame = frames[row.page, row.column]
        indent = row.left - frame.left
        usual = leading.get(row.size, 1.3 * row.size)
        if (
            0.4 * row.size < indent < _MOST_INDENT * row.size
            and after.left - frame.left < _NEAR
            and 0 < after.base - row.base < usual * 1.1
            and row.right > frame.right - 0.15 * frame.width
        ):
            found[round(indent)] += 1
    if not found:
        return 0.0
    indent, count = found.most_common(1)[0]
    return float(indent) if count >= 3 else 0.0


def blocks(flow: Sequence[Row | Table], usual: Measure) -> Iterator[Block | Table]:
    """The rows put together, with the tables between them."""
    block = Block()
    for index, row in enumerate(flow):
        if isinstance(row, Table):
            if block.rows:
                yield block
            yield row
            block = Block()
            continue
        frame = usual.frames[row.page, row.column]
        if block.rows and (_starts(block, row, frame, usual) or _opens_list(block, flow, index)):
            yield block
            block = Block()
        block.add(row, frame)
    if block.rows:
        yield block


def _opens_list(block: Block, flow: Sequence[Row | Table], index: int) -> bool:
    """Whether a row has a first label, and the next of its list stands below at its indent."""
    row = flow[index]
    label = typed_label(row.text) if isinstance(row, Row) else None
    if label is None or isinstance(row, Table) or _UNFINISHED.search(block.rows[-1].text):
        return False
    if not any(each.number == 1 or each.manner == "dash" for each in counts(label.label)):
        return False
    for after in flow[index + 1 : index + _LIST_REACH]:
        if isinstance(after, Table) or (after.page, after.column) != (row.page, row.column):
            return False
        if abs(after.left - row.left) <= _NEAR and (other := typed_label(after.text)):
            return _follows(label.label, other.label)
    return False


def _starts(block: Block, row: Row, frame: Frame, usual: Measure) -> bool:
    """Whether a row begins a new block."""
    before, edge = block.rows[-1], block.frames[-1]
    text, above = row.text, before.text
    here = (before.page, before.column) == (row.page, row.column)
    goes_on = _goes_on(above, text)
    room = _had_room(before, row, edge)
    if _looks_other(block, row) and not (goes_on and not room and before.size == row.size):
        return True
    if here:
        usual_step = usual.leading.get(row.size, 1.35 * row.size)
        step = row.base - before.base
        if step > usual_step * (1 + _WIDER) + 0.3 and (not goes_on or step > 1.6 * usual_step):
            return True
    if (room and not goes_on) or _is_labelled(block, above, text):
        return True
    if not here and ends_sentence(above) and before.right < edge.right - _FLUSH:
        return True
    return _is_indented(block, row, frame, usual) or _has_same_columns(before, row)


def _has_same_columns(before: Row, row: Row) -> bool:
    """Whether two rows have wide gaps that end at one place, as facts above a text do."""
    starts = [end for _, end in wide_gaps(row)]
    return any(abs(end - start) <= _NEAR for _, end in wide_gaps(before) for start in starts)


def _looks_other(block: Block, row: Row) -> bool:
    """Whether a row is set in another size or weight than the block."""
    before = block.rows[-1]
    small, large = sorted((before.size, row.size))
    return large > _LARGER * small or before.bold != row.bold


def _goes_on(above: str, text: str) -> bool:
    """Whether a row only carries on the one above, which is unfinished."""
    if _UNFINISHED.search(above) or text[:1] in _CLOSING:
        return True
    label = typed_label(text)
    if text.startswith("(") and label is None and not ends_sentence(above):
        return True
    labelled = label is not None and bool(label.text)
    if label is None and _OPEN.search(above):
        return True
    closed = above.endswith((";", ":")) or ends_sentence(above)
    return starts_small(text) and not labelled and not closed


def _is_labelled(block: Block, above: str, text: str) -> bool:
    """Whether a row starts with a label, after the end of something."""
    if _UNFINISHED.search(above):
        return False
    ended = ends_sentence(above)
    if section_label(text) is not None:
        return ended and not starts_small(section_title(text))
    if group_heading(text).kind is not Kind.GROUP and ended:
        return len(text) < 100 and not starts_small(group_heading(text).title)
    label = typed_label(text)
    if label is None:
        return False
    return ended or above.endswith((":", ";")) or _succeeds(block, label.label)


def _succeeds(block: Block, label: str) -> bool:
    """Whether a label comes right after the one that a block starts with."""
    first = typed_label(block.rows[0].text)
    return first is not None and _follows(first.label, label)


def _follows(label: str, other: str) -> bool:
    """Whether a label comes right after another in one list."""
    return any(
        new[:2] == old[:2] and (new.number == old.number + 1 or new.manner == "dash")
        for new in counts(other)
        for old in counts(label)
    )


def section_title(text: str) -> str:
    """What follows a section's label."""
    taken = section_label(text)
    return taken.title if taken else ""


def _is_indented(block: Block, row: Row, frame: Frame, usual: Measure) -> bool:
    """Whether a row's start, against those above, shows that it begins something."""
    if len(block.rows) > 1:
        before = block.rows[-1].left - block.frames[-1].left
        return abs(row.left - frame.left - before) > _NEAR
    if typed_label(block.rows[0].text) is not None:
        return _leaves_item(block, row, frame, usual)
    offset = row.left - frame.left
    goes_on = _goes_on(block.rows[-1].text, row.text)
    if abs(offset - block.offset) <= _NEAR:
        indented = usual.first_indent and abs(offset - usual.first_indent) <= _NEAR
        return bool(indented and not goes_on)
    if offset < block.offset:
        return block.offset - offset > _MOST_INDENT * row.size
    return section_label(block.rows[0].text) is None


def _leaves_item(block: Block, row: Row, frame: Frame, usual: Measure) -> bool:
    """Whether the row below a list item's only row starts where the item would not go on."""
    first, edge = block.rows[0], block.frames[0]
    offset = row.left - frame.left
    text = first.words[1].left - edge.left if len(first.words) > 1 else block.offset
    if abs(offset - text) <= _NEAR or _goes_on(first.text, row.text):
        return False
    if abs(offset - block.offset) <= _NEAR:
        return usual.hangs
    if offset < block.offset:
        return not (usual.first_indent and abs(block.offset - usual.first_indent) <= _NEAR)
    return bool(usual.first_indent and abs(offset - usual.first_indent) <= _NEAR)
