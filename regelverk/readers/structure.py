"""From lines to structure: parts, chapters, sections (§), ledd, items, notes and tables.

Shared by Word, PDF, HTML and plain text. What a source states about a line (a heading level, an
automatic list label, bold type) decides first; the text of the line decides where the source is
silent. Every line ends up in exactly one node, or in named furniture.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from regelverk.model.document import Furniture, Kind, Provenance
from regelverk.readers import headings
from regelverk.readers.cues import (
    is_caption,
    is_change_note,
    is_contents,
    is_metadata,
    starts_small,
    typed_footnote,
    typed_label,
)
from regelverk.readers.lines import Line, Lines
from regelverk.readers.listing import Listing
from regelverk.readers.outline import Outline
from regelverk.readers.preparing import prepared
from regelverk.readers.tree import Raw


@dataclass(frozen=True, slots=True)
class Structure:
    """What was recovered.

    Attributes:
        raw: The document's node.
        furniture: Lines that are not the document's text: facts above the title, tables of
            contents.
        has_sections: Whether it is divided into sections (§).
        title: The title, empty where none was seen.
        above: The lines above the first heading within the document, title included.
    """

    raw: Raw
    furniture: tuple[Furniture, ...]
    has_sections: bool
    title: str
    above: tuple[str, ...]


def recover(source: Lines) -> Structure:
    """The structure of a document's lines.

    Example:
        >>> texts = "§ 1. Formål", "Loven skal hjelpe.", "§ 2.", "Alle skal", "a) le", "b) leke."
        >>> found = recover(Lines(tuple(Line(text) for text in texts)))
        >>> [(node.label, len(node.children)) for node in found.raw.children]
        [('§ 1.', 2), ('§ 2.', 1)]
        >>> [item.label for item in found.raw.children[1].children[0].children[1:]]
        ['a)', 'b)']
    """
    lines = prepared(source)
    plan = headings.plan(lines, paged=source.paged)
    builder = _Builder(lines, plan)
    builder.run()
    above = tuple(text for line in lines[: plan.first] for text in _texts(line))
    return Structure(
        builder.root,
        tuple(builder.furniture),
        plan.has_sections,
        builder.title or source.title,
        above,
    )


def _texts(line: Line) -> list[str]:
    """The text of a line; of a table, each row."""
    if line.table is None:
        return [line.text]
    return [" ".join(cell.text for cell in row.children) for row in line.table.children]


@dataclass(slots=True)
class _Builder:
    """The document as it grows, line by line."""

    lines: Sequence[Line]
    plan: headings.Plan
    root: Raw = field(default_factory=lambda: Raw(Kind.DOCUMENT))
    furniture: list[Furniture] = field(default_factory=list)
    title: str = ""
    section: Raw | None = None
    host: Raw | None = None
    listing: Listing | None = None
    footnotes: list[Raw] = field(default_factory=list)
    caption: Line | None = None
    outline: Outline = field(init=False)

    def __post_init__(self) -> None:
        self.outline = Outline(self.root)

    def run(self) -> None:
        """Place every line."""
        for index, line in enumerate(self.lines):
            self._place(index, line)
        self._close()

    def _place(self, index: int, line: Line) -> None:
        heading = self.plan.headings.get(index)
        if heading is not None:
            self._heading(heading, line)
        elif line.table is not None:
            self._table(line.table)
        elif self._is_caption(index):
            self.caption = line
        elif line.footnote:
            self.footnotes.append(
                Raw(
                    Kind.FOOTNOTE,
                    line.label,
                    line.text,
                    provenance=line.provenance,
                    links=list(line.links),
                )
            )
        elif self.plan.statute and index < self.plan.first and is_metadata(line.text):
            self.furniture.append(Furniture("metadata", line.text, _page(line)))
        elif is_contents(line.text):
            self.furniture.append(
                Furniture("innhold", f"{line.label} {line.text}".strip(), _page(line))
            )
        elif self.plan.has_sections and is_change_note(line.text) and not line.label:
            self._note(line)
        elif (footnote := self._typed_footnote(line)) is not None:
            self.footnotes.append(footnote)
        else:
            self._running(index, line)

    # --- Headings --------------------------------------------------------------------------------

    def _heading(self, found: headings.Found, line: Line) -> None:
        heading = found.heading
        if found.role == "title":
            self.title = self.title or heading.title
            self.root.children.append(_leaf(Kind.HEADING, heading.title, line))
            return
        if found.role == "subtitle":
            place = self.section if self.section is not None else self.outline.place
            place.children.append(_leaf(Kind.HEADING, heading.title, line))
            return
        self._close()
        if heading.kind is Kind.SECTION:
            raw = Raw(Kind.SECTION, heading.label, step=heading.step, provenance=line.provenance)
            self.outline.place.children.append(raw)
            self.section = raw
        else:
            raw = self.outline.add(heading, line.heading, anew=found.anew)
            raw.provenance = line.provenance
        if heading.title:
            raw.children.append(_leaf(Kind.HEADING, heading.title, line))
        if found.text:
            self._running(-1, _tail(line, found.text))

    def _close(self) -> None:
        """End the open section or stretch of text; its footnotes stand at its end."""
        place = self.section if self.section is not None else self.outline.place
        place.children.extend(self.footnotes)
        self.footnotes = []
        self.section = self.host = self.listing = None

    # --- What stands under a heading -------------------------------------------------------------

    def _note(self, line: Line) -> None:
        self.host = self.listing = None
        place = self.section if self.section is not None else self.outline.place
        place.children.append(_leaf(Kind.NOTE, line.text, line))

    def _typed_footnote(self, line: Line) -> Raw | None:
        """A footnote typed below a section's text, counted from 1. None for other lines."""
        typed = typed_footnote(line.text) if self.section is not None and not line.label else None
        if typed is None or typed.label != str(len(self.footnotes) + 1):
            return None
        if not any(child.kind is not Kind.HEADING for child in self._section_or_place().children):
            return None
        return Raw(Kind.FOOTNOTE, typed.label, typed.text, provenance=line.provenance)

    def _is_caption(self, index: int) -> bool:
        """Whether a line is the caption of the table below it."""
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        return after is not None and after.table is not None and is_caption(self.lines[index].text)

    def _table(self, table: Raw) -> None:
        """A table: in an act within the ledd before it, so that the ledd can go on after it."""
        if not self._in_statute():
            self.host = None
        place = self.host or self._section_or_place()
        if self.caption is not None:
            heading = _leaf(Kind.HEADING, self.caption.text, self.caption)
            table = replace(table, children=[heading, *table.children])
            self.caption = None
        place.children.append(table)
        self.listing = None

    def _running(self, index: int, line: Line) -> None:
        """Running text: an item, a ledd, a block, or more of the one before."""
        label, text, links = line.label, line.text, line.links
        if not label and (typed := typed_label(text)) and self._is_item(index, typed.label):
            label, text = typed
            cut = len(line.text) - len(text)
            links = tuple((a - cut, b - cut, target) for a, b, target in links if a >= cut)
        line = replace(line, text=text, links=links)
        if not label:
            self._text(line)
        elif self._in_statute() and _is_ledd_number(label) and not self._counts_items():
            self._ledd(label, line)
        else:
            self._item(index, label, line)

    def _is_item(self, index: int, label: str) -> bool:
        """Whether a typed label is one. A capital counts only in a list or after a colon."""
        if not label[:1].isupper():
            return True
        return self.listing is not None or (index > 0 and self.lines[index - 1].text.endswith(":"))

    def _counts_items(self) -> bool:
        """Whether `(1)` numbers items here: after an introduction among unnumbered ledd."""
        host = self.host
        if host is None or host.label.startswith("("):
            return False
        if self.listing is not None and host.kind is Kind.SUBSECTION:
            return any(
                child.label.startswith("(") and child.label[1:2].isdigit()
                for child in host.children
            )
        return host.kind is Kind.SUBSECTION and _last_text(host).endswith(":")

    def _ledd(self, label: str, line: Line) -> None:
        self.listing = None
        self.host = _running_node(Kind.SUBSECTION, label, line)
        self._section_or_place().children.append(self.host)

    def _item(self, index: int, label: str, line: Line) -> None:
        if self.listing is None:
            self.listing = Listing(self._list_host())
        upcoming = self._upcoming(index)
        item = self.listing.add(
            label, line.level, stated=bool(line.label), upcoming=upcoming, where=line.provenance
        )
        if line.text:
            item.children.append(_leaf(Kind.SENTENCE, line.text, line))

    def _list_host(self) -> Raw:
        """Where a list that starts now belongs: in the open ledd, else in the section."""
        if self.host is not None:
            return self.host
        if self.section is not None:
            return self.section
        if self._in_statute():
            return self.outline.place
        self.host = Raw(Kind.BLOCK)
        self.outline.place.children.append(self.host)
        return self.host

    def _upcoming(self, index: int) -> list[str]:
        """The labels that follow, up to the next line without one."""
        labels: list[str] = []
        for line in self.lines[index + 1 : index + 60]:
            typed = typed_label(line.text) if not line.label else None
            if line.table or not (line.label or typed):
                break
            labels.append(line.label or (typed.label if typed else ""))
        return labels

    def _text(self, line: Line) -> None:
        """A line without a label."""
        if not line.continues and (item := self._continued_item(line)) is not None:
            _go_on(item, line)
            return
        if self.host is not None or (self.listing is not None and starts_small(line.text)):
            host = self.host or self._divided_by_numbers()
            if host is not None and (line.continues or self._continues_host(host, line)):
                host.children.append(_leaf(Kind.SENTENCE, line.text, line))
                self.listing = None
                return
        self.listing = None
        kind = Kind.SUBSECTION if self._in_statute() else Kind.BLOCK
        self.host = _running_node(kind, "", line)
        self._section_or_place().children.append(self.host)

    def _divided_by_numbers(self) -> Raw | None:
        """The last point of a section that is divided by `1.`, `2.` and so on."""
        return self.listing.open[0].item if self.listing is not None and self.listing.open else None

    def _continued_item(self, line: Line) -> Raw | None:
        """The item that an unlabelled line belongs to, if it belongs to one."""
        if self.listing is None or not self.listing.open:
            return None
        last = self.listing.open[-1].item
        return self.listing.continued(line.level) if last.children else last

    def _continues_host(self, host: Raw, line: Line) -> bool:
        """Whether a line goes on with the open ledd, rather than starting a new one.

        After a list (leddfortsettelse) it does so with a small letter, or in a section whose ledd
        are numbered.
        """
        if starts_small(line.text):
            return bool(host.children) and host.children[-1].kind is not Kind.SENTENCE
        return self.listing is not None and host.label.startswith("(")

    def _in_statute(self) -> bool:
        if self.section is not None or (self.plan.has_sections and self.outline.open):
            return True
        return self.plan.statute and not self.plan.has_sections and bool(self.title)

    def _section_or_place(self) -> Raw:
        return self.section if self.section is not None else self.outline.place


def _is_ledd_number(label: str) -> bool:
    """Whether a label is one that numbers ledd: `(2)`."""
    return label.startswith("(") and label[1:2].isdigit()


def _leaf(kind: Kind, text: str, line: Line) -> Raw:
    """A node with text of a line, and the links in it."""
    cut = len(line.text) - len(text) if line.text.endswith(text) else line.text.find(text)
    links = [
        (a - cut, b - cut, target)
        for a, b, target in line.links
        if a >= cut and b - cut <= len(text)
    ]
    return Raw(kind, text=text, links=links, provenance=line.provenance)


def _running_node(kind: Kind, label: str, line: Line) -> Raw:
    raw = Raw(kind, label, provenance=line.provenance)
    if line.text:
        raw.children.append(_leaf(Kind.SENTENCE, line.text, line))
    return raw


def _go_on(item: Raw, line: Line) -> None:
    """Add a line to an item: its first text, the end of its list, or a further ledd within it."""
    if not item.children or starts_small(line.text):
        item.children.append(_leaf(Kind.SENTENCE, line.text, line))
        return
    if not any(child.kind is Kind.SUBSECTION for child in item.children):
        item.children = [Raw(Kind.SUBSECTION, children=item.children, provenance=item.provenance)]
    item.children.append(_running_node(Kind.SUBSECTION, "", line))


def _tail(line: Line, text: str) -> Line:
    """The end of a line, as a line of its own."""
    cut = len(line.text) - len(text)
    links = tuple((a - cut, b - cut, target) for a, b, target in line.links if a >= cut)
    return Line(text, links=links, provenance=line.provenance)


def _last_text(host: Raw) -> str:
    return next((child.text for child in reversed(host.children) if child.text), "")


def _page(line: Line) -> int | None:
    where: Provenance | None = line.provenance
    return where.page if where else None
