"""The body of a web page, walked in order: lines as a browser shows them, and furniture."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from regelverk.errors import TooLargeError
from regelverk.model.document import Furniture, Kind, Provenance
from regelverk.readers.cues import names_wrap_up, typed_label
from regelverk.readers.docx_numbering import written
from regelverk.readers.folding import fold, fold_links
from regelverk.readers.html_notes import FootnoteText
from regelverk.readers.html_page import is_hidden, is_surrounding
from regelverk.readers.labels import bare, group_heading, section_label
from regelverk.readers.lines import Line
from regelverk.readers.tree import Raw

Element = etree._Element

_INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    }
)
_DEEPEST_HEADING = 9
_HEADING = re.compile(r"h([1-6])")
_BOLD = frozenset({"b", "strong", "th"})
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTRED_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_FORMS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "1": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-latin": "lowerLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
}


@dataclass(slots=True)
class _Row:
    """A line that is being gathered."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    bold: list[bool] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, text: str | None, *, bold: bool) -> None:
        if text:
            self.pieces.append(text)
            self.length += len(text)
            if not text.isspace():
                self.bold.append(bold)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


@dataclass(frozen=True, slots=True)
class _State:
    """What the elements around the current one say about its text."""

    inside: bool = False
    heading: int = 0
    bold: bool = False
    centred: bool = False
    level: int = 0
    place: str = ""
    continues: bool = False


@dataclass(slots=True)
class PageWalker:
    """Walks a page in order and gathers its lines."""

    content: Element
    notes: dict[str, FootnoteText]
    source: str
    most: int
    lines: list[Line] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    pictures: bool = False
    state: _State = _State()
    row: _Row = field(default_factory=_Row)
    label: str = ""
    label_may_double: bool = False
    pending: list[FootnoteText] = field(default_factory=list)

    # --- Elements --------------------------------------------------------------------------------

    def element(self, element: Element) -> None:
        """A block element and all within it."""
        if is_hidden(element) or any(note.element is element for note in self.notes.values()):
            return
        before = self.state
        if not _goes_on(element):
            self.end_line()
        self.state = self._within(element)
        if self.state.inside and element is not self.content and is_surrounding(element):
            self.state = replace(self.state, inside=False)
        if element.tag == "table" and self.state.inside and not _is_layout(element):
            self._table(element)
        elif element.tag in ("ol", "ul"):
            self._list(element)
        else:
            self._children(element)
        following = element.getnext()
        if following is not None and _goes_on(following):
            self.row.add(" ", bold=False)
        else:
            self.end_line()
        self.state = before

    def _children(self, element: Element) -> None:
        self.row.add(element.text, bold=self.state.bold)
        for child in element:
            if _is_inline(child):
                self._inline(child, bold=self.state.bold)
            elif isinstance(child.tag, str):
                self.element(child)
            self.row.add(child.tail, bold=self.state.bold)

    def _within(self, element: Element) -> _State:
        state, style = self.state, element.get("style") or ""
        heading = _HEADING.fullmatch(str(element.tag))
        level = int(heading[1]) if heading else state.heading
        if element.get("role") == "heading":
            level = min(_whole(element.get("aria-level"), 2), _DEEPEST_HEADING)
        centred = element.tag == "center" or (element.get("align") or "").lower() == "center"
        return _State(
            inside=state.inside or element is self.content,
            heading=level,
            bold=state.bold or element.tag in _BOLD or bool(_BOLD_STYLE.search(style)),
            centred=state.centred or centred or bool(_CENTRED_STYLE.search(style)),
            level=state.level,
            place=element.get("id") or state.place,
            continues=names_wrap_up(element.get("class") or ""),
        )

    def _inline(self, element: Element, *, bold: bool) -> None:
        """An inline element; a block within it still ends the line."""
        if is_hidden(element):
            return
        if element.tag == "br":
            self._break()
            return
        self.pictures = self.pictures or (element.tag == "img" and self.state.inside)
        bold = bold or element.tag in _BOLD or bool(_BOLD_STYLE.search(element.get("style") or ""))
        start = self.row.length
        self.row.add(element.text, bold=bold)
        for child in element:
            if _is_inline(child):
                self._inline(child, bold=bold)
            elif isinstance(child.tag, str):
                self.element(child)
                start = 0
            self.row.add(child.tail, bold=bold)
        if element.tag == "a" and (target := element.get("href")) and self.row.length > start:
            self.row.links.append((start, self.row.length, target))
            note = self.notes.get(target.removeprefix("#"))
            if note is not None and note not in self.pending:
                self.pending.append(note)

    def _break(self) -> None:
        """A line break. Whether it starts a new line is decided when the line ends."""
        self.row.add("\n", bold=False)

    # --- Lists and tables ------------------------------------------------------------------------

    def _list(self, element: Element) -> None:
        items = [child for child in element if child.tag == "li"]
        form, shown = _list_form(element)
        backwards = element.get("reversed") is not None
        count = _whole(element.get("start"), len(items) if backwards else 1)
        self.state = replace(self.state, level=self.state.level + 1)
        self.row.add(element.text, bold=False)
        for child in element:
            if child.tag == "li" and not is_hidden(child):
                count = _whole(child.get("value"), count)
                label = "" if not shown else "•" if not form else f"{written(count, form)}."
                self._item(child, label)
                count += -1 if backwards else 1
            elif isinstance(child.tag, str):
                self.element(child)
            self.row.add(child.tail, bold=False)
        self.end_line()

    def _item(self, element: Element, label: str) -> None:
        if any(note.element is element for note in self.notes.values()):
            return
        self.end_line()
        self.label = label
        before = self.state
        self.state = self._within(element)
        self._children(element)
        self.end_line()
        self.label = ""
        self.state = before

    def _table(self, element: Element) -> None:
        raw = Raw(Kind.TABLE, provenance=_provenance(self.state))
        for row in element.iter("tr"):
            if next(row.iterancestors("table"), None) is element and not is_hidden(row):
                cells = [cell for cell in row if cell.tag in ("td", "th")]
                raw.children.append(Raw(Kind.ROW, children=[self._cell(cell) for cell in cells]))
        for caption in element.iterchildren("caption"):
            raw.children.insert(0, Raw(Kind.HEADING, text=fold("".join(caption.itertext()))))
        if any(row.children or row.text for row in raw.children):
            self._put(Line(table=raw))

    def _cell(self, cell: Element) -> Raw:
        """A cell's text; blocks within it stand on lines of their own."""
        inner = PageWalker(cell, self.notes, self.source, self.most)
        inner.state = replace(self.state, inside=True)
        inner._children(cell)
        inner.end_line()
        texts: list[str] = []
        for line in inner.lines:
            rows = line.table.children if line.table is not None else []
            texts += [
                " ".join(each.text for each in row.children if each.text) or row.text
                for row in rows
            ]
            texts.append(f"{line.label} {line.text}".strip())
        return Raw(Kind.CELL, text="\n".join(filter(None, texts)))

    # --- Lines -----------------------------------------------------------------------------------

    def end_line(self) -> None:
        """Put down what was gathered, as one line or more."""
        row, self.row = self.row, _Row()
        if not fold(row.text):
            return
        emphasised = bool(row.bold) and all(row.bold) and not self.state.heading
        for start, end in _divided(row.text, whole=bool(self.state.heading)):
            links = [
                (max(a, start) - start, min(b, end) - start, target)
                for a, b, target in row.links
                if a < end and b > start
            ]
            text, moved = (
                fold_links(row.text[start:end], links)
                if links
                else (fold(row.text[start:end]), links)
            )
            if text:
                self._line(text, tuple(moved), emphasised=emphasised)
        notes, self.pending = self.pending, []
        for note in notes:
            self._footnote(note)

    def _line(
        self, text: str, links: tuple[tuple[int, int, str], ...], *, emphasised: bool
    ) -> None:
        label, self.label = self.label, ""
        typed = typed_label(text)
        if label and typed is not None and (label == "•" or bare(label) == bare(typed.label)):
            label = ""  # the page's own style hides the automatic marker; the author typed one
        if not self.state.inside:
            self.furniture.append(Furniture("nettside", f"{label} {text}".strip()))
            return
        self._put(
            Line(
                text,
                label,
                heading=self.state.heading,
                level=self.state.level,
                emphasised=emphasised,
                centred=self.state.centred,
                continues=self.state.continues,
                links=links,
                provenance=_provenance(self.state),
            )
        )

    def _put(self, line: Line) -> None:
        self.lines.append(line)
        if len(self.lines) > self.most:
            raise TooLargeError(source=self.source, detail=f"over {self.most} avsnitt")

    def _footnote(self, note: FootnoteText) -> None:
        text = fold(" ".join(note.element.itertext()))
        for mark in (f"[{note.mark}]", f"({note.mark})", f"{note.mark}.", note.mark):
            text = text.removeprefix(mark).lstrip() if text.startswith(mark) else text
        text = text.rstrip("↩↑ \ufe0e")
        if text:
            self._put(Line(text, note.mark, footnote=True, provenance=_provenance(self.state)))


def _divided(text: str, *, whole: bool) -> list[tuple[int, int]]:
    """The stretches of a text that are lines of their own: those that a label begins."""
    starts = [0]
    if not whole:
        for match in re.finditer("\n", text):
            ahead = fold(text[match.end() :].partition("\n")[0])
            above = fold(text[starts[-1] : match.start()])
            if (
                ahead
                and above
                and (
                    typed_label(ahead)
                    or section_label(ahead)
                    or group_heading(ahead).label
                    or section_label(above)
                )
            ):
                starts.append(match.end())
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _goes_on(element: Element) -> bool:
    """Whether an element stands on the line of the one before it: a definition next to its term."""
    before = element.getprevious()
    return element.tag == "dd" and before is not None and before.tag == "dt"


def _is_inline(element: Element) -> bool:
    return element.tag in _INLINE


def _list_form(element: Element) -> tuple[str, bool]:
    """How a list counts (empty for bullets), and whether it shows markers at all."""
    style = element.get("style") or ""
    if _NO_MARKER.search(style):
        return "", False
    named = _LIST_STYLE.search(style)
    if named is not None and named[1].lower() in _FORMS:
        return _FORMS[named[1].lower()], True
    return ("" if element.tag == "ul" else _FORMS.get(element.get("type") or "1", "decimal")), True


def _is_layout(table: Element) -> bool:
    """Whether a table only lays out the page: one column, or headings in its cells."""
    if table.get("role") in ("presentation", "none"):
        return True
    if next(table.iter("h1", "h2", "h3"), None) is not None:
        return True
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    return all(len(row) <= 1 for row in rows)


def _whole(text: str | None, default: int) -> int:
    """A whole number of an attribute, within what a list can have."""
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default


def _provenance(state: _State) -> Provenance | None:
    return Provenance(element=state.place) if state.place else None
