"""Tables on a page: cells between ruled lines, or columns that stand clear of each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from regelverk.model.document import Kind, Provenance
from regelverk.readers.cues import is_contents, is_metadata, starts_small, typed_label
from regelverk.readers.pdf_pages import Box, Page, Word
from regelverk.readers.pdf_rows import Row, halves, rows_of, text_of
from regelverk.readers.tree import Raw

_THIN = 2.5
_NEAR = 3.0
_SHORTEST = 6.0
_CLEAR = 1.5
_LEAST_ROWS = 3
_FAR = 3.0

Cell = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page.

    Attributes:
        page: Its page, from 1.
        box: Where it stands.
        edges: Where its columns start, and where the last one ends, in points.
        rows: The words of each cell, row by row.
        column: Its column, as `Row.column`.
    """

    page: int
    box: Box
    edges: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    column: int = 0

    @property
    def base(self) -> float:
        """Where it starts, in points from the page's upper edge."""
        return self.box.top


def ruled_tables(page: Page, words: Iterable[Word]) -> list[Table]:
    """The tables of a page whose cells are closed in by lines, with the words that are in them."""
    words = list(words)
    across, down = _straight(page.rules)
    found = []
    for group in _connected(across, down):
        ys = _places(rule.top for rule in group if _is_across(rule))
        xs = _places(rule.left for rule in group if not _is_across(rule))
        if len(ys) < 2 or len(xs) < 3:
            continue
        box = Box(xs[0], ys[0], xs[-1], ys[-1])
        inside = [word for word in words if box.holds(word)]
        if inside:
            found.append(Table(page.number, box, tuple(xs), _cells(group, xs, ys, inside)))
    return found


def _straight(rules: Iterable[Box]) -> tuple[list[Box], list[Box]]:
    """The horizontal and the vertical lines, pieces of one line put together."""
    across: list[Box] = []
    down: list[Box] = []
    for rule in rules:
        width, height = rule.right - rule.left, rule.bottom - rule.top
        if height < _THIN and width >= _SHORTEST:
            across.append(rule)
        elif width < _THIN and height >= _SHORTEST:
            down.append(rule)
    return across, down


def _is_across(rule: Box) -> bool:
    return rule.right - rule.left > rule.bottom - rule.top


def _connected(across: Sequence[Box], down: Sequence[Box]) -> list[list[Box]]:
    """Lines that touch each other, group by group."""
    rules = [*across, *down]
    parent = list(range(len(rules)))

    def top(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    order = sorted(range(len(rules)), key=lambda index: rules[index].top)
    open_: list[int] = []
    for index in order:
        rule = rules[index]
        open_ = [other for other in open_ if rules[other].bottom >= rule.top - _NEAR]
        for other in open_:
            if rules[other].left <= rule.right + _NEAR and rules[other].right >= rule.left - _NEAR:
                parent[top(other)] = top(index)
        open_.append(index)
    groups: dict[int, list[Box]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(top(index), []).append(rule)
    return list(groups.values())


def _places(values: Iterable[float]) -> list[float]:
    """Distinct places, those within a few points taken as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _cells(
    rules: Sequence[Box], xs: Sequence[float], ys: Sequence[float], words: Sequence[Word]
) -> tuple[tuple[Cell, ...], ...]:
    """The words of each cell; neighbours without a line between them are one, at the first."""
    columns, rows = len(xs) - 1, len(ys) - 1
    home = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def first(place: tuple[int, int]) -> tuple[int, int]:
        while home[place] != place:
            place = home[place]
        return place

    for row in range(rows):
        for column in range(columns):
            x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column + 1 < columns and not _wall(rules, xs[column + 1], y, across=False):
                _join(home, first((row, column)), first((row, column + 1)))
            if row + 1 < rows and not _wall(rules, ys[row + 1], x, across=True):
                _join(home, first((row, column)), first((row + 1, column)))
    found: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        x, y = (word.left + word.right) / 2, word.base - 0.3 * word.style.size
        row = max(sum(1 for each in ys[1:-1] if each <= y), 0)
        column = max(sum(1 for each in xs[1:-1] if each <= x), 0)
        found.setdefault(first((row, column)), []).append(word)
    return tuple(
        tuple(
            tuple(found.get((row, column), ()))
            for column in range(columns)
            if first((row, column)) == (row, column)
        )
        for row in range(rows)
        if any(first((row, column)) == (row, column) for column in range(columns))
    )


def _join(
    home: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int]
) -> None:
    low, high = sorted((one, other))
    home[high] = low


def _wall(rules: Sequence[Box], at: float, along: float, *, across: bool) -> bool:
    """Whether a line runs at a place, past a point along it."""
    for rule in rules:
        if across != _is_across(rule):
            continue
        place, start, end = (
            (rule.top, rule.left, rule.right) if across else (rule.left, rule.top, rule.bottom)
        )
        if abs(place - at) <= _NEAR and start <= along <= end:
            return True
    return False


# --- Among other rows ---------------------------------------------------------------------------


def in_order(rows: Sequence[Row], tables: Sequence[Table], at: float | None) -> list[Row | Table]:
    """Rows and tables of a page in reading order; `at` is the gutter between two columns.

    What crosses the gutter ends the columns above it.
    """
    result: list[Row | Table] = []
    left: list[Row | Table] = []
    right: list[Row | Table] = []
    everything: list[Row | Table] = [*rows, *tables]
    for each in sorted(everything, key=lambda each: each.base):
        before, after = _sides(each, at)
        if at is None or before is after:
            result += [*left, *right, each]
            left, right = [], []
            continue
        left += [before] if before else []
        right += [after] if after else []
    return [*result, *left, *right]


def _sides(each: Row | Table, at: float | None) -> tuple[Row | Table | None, Row | Table | None]:
    """What of a row or table stands on each side of the gutter; twice the same where it crosses."""
    if at is None:
        return each, each
    if isinstance(each, Row):
        divided = halves(each, at)
        if divided is None:
            return each, each
        before, after = (
            replace(each, words=words, column=column) if words else None
            for column, words in enumerate(divided, 1)
        )
        return before, after
    if each.box.right <= at + _NEAR:
        return replace(each, column=1), None
    return (None, replace(each, column=2)) if each.box.left >= at - _NEAR else (each, each)


# --- Without lines ------------------------------------------------------------------------------


def open_tables(flow: Sequence[Row | Table]) -> Iterator[Row | Table]:
    """Rows and tables in order, with the rows that make a table without lines put together."""
    index = 0
    while index < len(flow):
        each = flow[index]
        if isinstance(each, Table):
            yield each
            index += 1
            continue
        run, gaps = _run(flow, index)
        if gaps and _is_table(run, gaps):
            yield _open_table(run, gaps)
            index += len(run)
        else:
            yield each
            index += 1


Gap = tuple[float, float]


def wide_gaps(row: Row) -> list[Gap]:
    """The wide gaps in a row: where each starts and ends, in points."""
    gaps = []
    reach = row.words[0].right
    for word in row.words[1:]:
        if word.left - reach > _CLEAR * word.style.size:
            gaps.append((reach, word.left))
        reach = max(reach, word.right)
    return gaps


def _run(flow: Sequence[Row | Table], start: int) -> tuple[list[Row], list[Gap]]:
    """The rows from one on that share its wide gaps, and what they all leave open of these."""
    run: list[Row] = []
    gaps: list[Gap] = []
    for row in flow[start:]:
        if isinstance(row, Table):
            break
        if not run:
            gaps = wide_gaps(row)
        else:
            near = (row.page, row.column) == (run[-1].page, run[-1].column)
            shared = [gap for each in gaps if (gap := _left_open(each, row)) is not None]
            if not near or row.base - run[-1].base > _FAR * row.size or len(shared) < len(gaps):
                break
            gaps = shared
        run.append(row)
        if not gaps:
            break
    return run, gaps


def _left_open(gap: Gap, row: Row) -> Gap | None:
    """What a row leaves open of a gap; None where it closes it."""
    start, end = gap
    for word in row.words:
        if word.right > start and word.left < end:
            if word.left - start > end - word.right:
                end = word.left
            else:
                start = word.right
    return (start, end) if end - start > 0.5 * _CLEAR * row.size else None


def _is_table(run: Sequence[Row], gaps: Sequence[Gap]) -> bool:
    """Whether rows with gaps in common are a table, and no list with labels, facts or contents."""
    divided = [row for row in run if all(_has_both_sides(row, gap) for gap in gaps)]
    if len(divided) < _LEAST_ROWS or 2 * len(divided) < len(run):
        return False
    firsts = [
        text_of(word for word in row.words if word.right <= gaps[0][0] + 1) for row in divided
    ]
    if sum(typed_label(f"{text} x") is not None for text in firsts) > len(firsts) / 2:
        return False
    texts = [row.text for row in divided]
    return not (sum(map(is_metadata, texts)) > len(texts) / 2 or any(map(is_contents, texts)))


def _has_both_sides(row: Row, gap: Gap) -> bool:
    return row.left < gap[0] and row.right > gap[1]


def _open_table(run: Sequence[Row], gaps: Sequence[Gap]) -> Table:
    """The table of rows with common gaps; one without a first cell belongs to the row above."""
    edges = [min(row.left for row in run), *(end for _, end in gaps), max(row.right for row in run)]
    rows: list[list[Cell]] = []
    for row in run:
        cells: list[Cell] = [
            tuple(word for word in row.words if before - 1 <= word.left < after - 1)
            for before, after in zip(edges, [*edges[1:-1], edges[-1] + 2], strict=False)
        ]
        goes_on = rows and (not cells[0] or starts_small(text_of(cells[0])))
        if goes_on:
            rows[-1] = [(*above, *below) for above, below in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    box = Box(edges[0], run[0].base - run[0].size, edges[-1], run[-1].base)
    return Table(run[0].page, box, tuple(edges), tuple(map(tuple, rows)), run[0].column)


# --- Over pages ---------------------------------------------------------------------------------


def goes_on_after(table: Table, after: Table) -> bool:
    """Whether a table at the top of a page goes on with the one that ended the page before."""
    return (
        after.page == table.page + 1
        and len(table.edges) == len(after.edges)
        and all(abs(a - b) <= _NEAR for a, b in zip(table.edges, after.edges, strict=True))
    )


def raw_table(parts: Sequence[Table]) -> tuple[Raw, list[tuple[int, str]]]:
    """A table as a node, and the headings that were printed again on later pages: page and text."""
    table = Raw(Kind.TABLE, provenance=Provenance(page=parts[0].page))
    again: list[tuple[int, str]] = []
    head = _row_text(parts[0].rows[0]) if parts[0].rows else ""
    for part in parts:
        for number, cells in enumerate(part.rows):
            text = _row_text(cells)
            if part is not parts[0] and number == 0 and text == head:
                again.append((part.page, text))
                continue
            if not text:
                continue
            texts = [_cell_text(cell, part.page) for cell in cells]
            first_on_page = part is not parts[0] and table.children and not texts[0]
            if first_on_page and number <= 1 and len(texts) == len(table.children[-1].children):
                for cell, more in zip(table.children[-1].children, texts, strict=True):
                    cell.text = f"{cell.text} {more}".strip()
                continue
            where = Provenance(page=part.page)
            cells_made = [Raw(Kind.CELL, text=each, provenance=where) for each in texts]
            table.children.append(Raw(Kind.ROW, children=cells_made, provenance=where))
    return table, again


def _row_text(cells: Iterable[Cell]) -> str:
    return " ".join(filter(None, (text_of(cell) for cell in cells)))


def _cell_text(words: Cell, page: int) -> str:
    """The text of a cell: its printed rows joined, with a new line where a label begins."""
    upright = [word for word in words if not word.angle]
    turned = " ".join(word.text for word in words if word.angle)
    text = ""
    for row in rows_of(upright, page):
        if not text:
            text = row.text
        elif typed_label(row.text) is not None:
            text = f"{text}\n{row.text}"
        elif (
            text.endswith("-")
            and row.text[:1].islower()
            and not row.text.startswith(("og ", "eller "))
        ):
            text = f"{text[:-1]}{row.text}"
        else:
            text = f"{text} {row.text}"
    return " ".join(filter(None, (text, turned)))
