"""Lines made ready for structure recovery: blocks put together, lists taken out of tables."""

from dataclasses import replace

from regelverk.readers.cues import ends_sentence, starts_small, typed_label
from regelverk.readers.lines import Line, Lines

_HYPHENS = ("-", "\u2010")
_SHORTEST_BLOCK = 40


def prepared(source: Lines) -> list[Line]:
    """The lines with something in them.

    A list that is laid out as a table becomes items, and on pages a block that a page break split
    is put together again.
    """
    joined: list[Line] = []
    for line in source.lines:
        if not (line.text or line.label or line.table):
            continue
        if line.table is not None and (items := _items_of(line)):
            joined.extend(items)
            continue
        if source.paged and joined and _continues(joined[-1], line):
            joined[-1] = _merged(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _items_of(line: Line) -> list[Line]:
    """The items of a list laid out as a table, labels to the left; else none."""
    rows = line.table.children if line.table is not None else []
    items: list[Line] = []
    for row in rows:
        cells = [cell.text for cell in row.children]
        label = typed_label(cells[0]) if len(cells) == 2 else None
        if label is None or label.text or not cells[1]:
            return []
        first, *more = cells[1].split("\n")
        items.append(Line(first, label.label, level=line.level + 1, provenance=line.provenance))
        items.extend(Line(text, level=line.level + 1, provenance=line.provenance) for text in more)
    return items


def _continues(before: Line, line: Line) -> bool:
    plain = not (line.label or line.table or line.heading or line.footnote or line.emphasised)
    open_ended = not (before.table or before.heading or before.emphasised or before.footnote)
    return (
        plain
        and open_ended
        and starts_small(line.text)
        and typed_label(line.text) is None
        and not before.text.endswith((":", ";"))
        and not ends_sentence(before.text)
        and before.level == line.level
        and len(before.text) > _SHORTEST_BLOCK
    )


def _merged(before: Line, line: Line) -> Line:
    """Two lines of one block as one; a hyphen at the break goes where a small letter follows."""
    text, gap = before.text, " "
    if text.endswith(_HYPHENS) and line.text[:1].islower():
        text, gap = text[:-1], ""
    shift = len(text) + len(gap)
    links = tuple((start + shift, end + shift, target) for start, end, target in line.links)
    return replace(before, text=text + gap + line.text, links=before.links + links)
