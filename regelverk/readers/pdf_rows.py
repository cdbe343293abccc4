"""Words of a page as rows, and where the gap between two columns runs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from regelverk.readers.folding import fold
from regelverk.readers.pdf_pages import Style, Word

_SAME_BASE = 0.25
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_GAP = 0.15
_COLUMN_GAP = 1.0
_MIDDLE = (0.3, 0.7)
_LEAST_ROWS = 5
_LEAST_WIDTH = 0.55
_MOST_CROSSING = 0.4


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row of text within a column.

    Attributes:
        words: From left to right.
        page: Its page, from 1.
        column: Its column: 0 for the whole width, 1 and 2 for the columns of a page with two.
    """

    words: tuple[Word, ...]
    page: int
    column: int = 0

    @property
    def left(self) -> float:
        """Where it starts, in points."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends, in points."""
        return max(word.right for word in self.words)

    @property
    def base(self) -> float:
        """The baseline of most of it, in points from the page's upper edge."""
        return max(self.words, key=lambda word: (word.style.size, len(word.text))).base

    @property
    def size(self) -> float:
        """The size that most of its characters are set in."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.style.size] = sizes.get(word.style.size, 0) + len(word.text)
        return max(sizes, key=lambda size: sizes[size])

    @property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        lettered = [word for word in self.words if any(map(str.isalnum, word.text))]
        return all(word.style.bold for word in lettered or self.words)

    @property
    def text(self) -> str:
        """Its text."""
        return text_of(self.words)

    @property
    def style(self) -> Style:
        """The style of its first word."""
        return self.words[0].style


def text_of(words: Iterable[Word]) -> str:
    """Words of one row as text, with spaces where there are gaps."""
    pieces: list[str] = []
    before: Word | None = None
    for word in words:
        if before is not None:
            gap = word.left - before.right
            if (word.spaced and gap > -0.3 * word.style.size) or gap > _GAP * word.style.size:
                pieces.append(" ")
        pieces.append(word.text)
        before = word
    return fold("".join(pieces))


def body_size(rows: Iterable[Row]) -> float:
    """The type size that most text is set in, in points; 10 where there is none."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    return max(sizes, key=lambda size: sizes[size], default=10.0)


def rows_of(words: Iterable[Word], page: int) -> list[Row]:
    """The rows of words, from the top; small raised words (note marks) join the row beside them."""
    bands: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.base, each.left)):
        if bands and abs(word.base - bands[-1][0].base) <= _SAME_BASE * word.style.size:
            bands[-1].append(word)
        else:
            bands.append([word])
    rows = [Row(tuple(sorted(band, key=lambda each: each.left)), page) for band in bands]
    return _with_raised(rows)


def _with_raised(rows: Sequence[Row]) -> list[Row]:
    """Rows of small raised or lowered words put into the full row beside them."""
    kept = list(rows)
    for index, row in enumerate(rows):
        for near in (index + 1, index - 1):
            host = kept[near] if 0 <= near < len(kept) else None
            if host is None or not host.words or not row.words or not _is_raised(row, host):
                continue
            kept[near] = _with_marks(host, row)
            kept[index] = replace(row, words=())
            break
    return [row for row in kept if row.words]


def _with_marks(host: Row, row: Row) -> Row:
    """A row with the small words beside it; raised numbers after a word are written as such."""
    marks = [
        replace(word, text=word.text.translate(_RAISED))
        if word.text.isdigit() and word.left > host.left and word.base < host.base
        else word
        for word in row.words
    ]
    return replace(host, words=tuple(sorted((*host.words, *marks), key=lambda each: each.left)))


def _is_raised(row: Row, host: Row) -> bool:
    if row.size > 0.8 * host.size or not -0.3 * host.size < host.base - row.base < 0.7 * host.size:
        return False
    return all(
        any(
            -0.5 < word.left - other.right < 0.6 * host.size
            or abs(word.right - other.left) < 0.6 * host.size
            for other in host.words
        )
        for word in row.words
    )


# --- Columns ------------------------------------------------------------------------------------


def gutter(rows: Sequence[Row]) -> float | None:
    """Where the gap between two columns runs; None for a page with one column."""
    if len(rows) < _LEAST_ROWS:
        return None
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    best: tuple[int, float, float] | None = None
    for step in range(61):
        at = left + (_MIDDLE[0] + (_MIDDLE[1] - _MIDDLE[0]) * step / 60) * (right - left)
        parted = [half for row in rows if (half := halves(row, at)) is not None]
        crossing = len(rows) - len(parted)
        if (best is None or crossing < best[0]) and _are_columns(
            parted, (left, at, right), crossing
        ):
            ends = [max(word.right for word in before) for before, _ in parted if before]
            starts = [after[0].left for _, after in parted if after]
            best = crossing, max(ends), min(starts)
    return (best[1] + best[2]) / 2 if best else None


Halves = tuple[tuple[Word, ...], tuple[Word, ...]]


def halves(row: Row, at: float) -> Halves | None:
    """The words of a row on both sides of a gutter; None where the row crosses it."""
    before = tuple(word for word in row.words if word.right <= at + 1)
    after = tuple(word for word in row.words if word.left >= at - 1)
    if len(before) + len(after) < len(row.words):
        return None
    if before and after:
        gap = after[0].left - max(word.right for word in before)
        if gap < _COLUMN_GAP * max(before[-1].style.size, after[0].style.size):
            return None
    return before, after


def _are_columns(
    parted: Sequence[Halves], edges: tuple[float, float, float], crossing: int
) -> bool:
    """Whether the text on both sides of a gutter fills two columns."""
    before = [words for words, _ in parted if words]
    after = [words for _, words in parted if words]
    if min(len(before), len(after)) < _LEAST_ROWS or crossing > _MOST_CROSSING * (
        len(parted) + crossing
    ):
        return False
    left, at, right = edges
    if median(map(_extent, before)) < _LEAST_WIDTH * (at - left):
        return False
    if median(map(_extent, after)) < _LEAST_WIDTH * (right - at):
        return False
    overlap = min(group[-1][0].base for group in (before, after)) - max(
        group[0][0].base for group in (before, after)
    )
    return overlap > 0


def _extent(words: Sequence[Word]) -> float:
    return max(word.right for word in words) - words[0].left
