"""The body of a Word file, walked in order: blocks, tables, notes, boxes, headers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from regelverk.errors import TooLargeError
from regelverk.model.document import Furniture, Kind
from regelverk.readers.cues import names_wrap_up, typed_label
from regelverk.readers.docx_lines import Depth, Draft, Shape, cell_text, drafts
from regelverk.readers.docx_numbering import Numbering
from regelverk.readers.docx_package import Package, Relation
from regelverk.readers.docx_styles import (
    ListPlace,
    Style,
    Styles,
    left_indent,
    list_place,
    outline,
)
from regelverk.readers.docx_text import (
    Content,
    Note,
    TextReader,
    chosen,
    paragraph_mark_is_gone,
)
from regelverk.readers.docx_xml import Element, flag, mc, r, val, w
from regelverk.readers.folding import fold
from regelverk.readers.lines import Line
from regelverk.readers.tree import Raw

_GROUPING = frozenset(map(w, ("customXml", "ins", "moveTo", "sdtContent", "smartTag")))
_MOST_NESTED = 40


def links_of(relations: Mapping[str, Relation]) -> dict[str, str]:
    """The outside addresses that a part's hyperlinks point at, by relation."""
    return {
        name: each.target
        for name, each in relations.items()
        if each.kind == "hyperlink" and each.external
    }


@dataclass(slots=True)
class BodyReader:
    """Walks the body, part by part, and gathers lines and furniture."""

    package: Package
    styles: Styles
    numbering: Numbering
    text: TextReader
    relations: Mapping[str, Relation]
    settings: Element | None
    found: list[Draft] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    depth: Depth = field(default_factory=lambda: Depth([]))
    running: dict[str, str] = field(default_factory=dict)
    carried: Content | None = None
    notes: list[Note] = field(default_factory=list)
    note_roots: dict[str, Element | None] = field(default_factory=dict)
    count: int = 0
    nested: int = 0

    # --- Blocks ----------------------------------------------------------------------------------

    def blocks(self, parent: Element) -> None:
        """Everything in a body, cell, box or note."""
        for child in parent:
            tag = child.tag
            if tag == w("p"):
                self.paragraph(child)
            elif tag == w("tbl"):
                self.table(child)
            elif tag == w("sdt"):
                self.control(child)
            elif tag in _GROUPING:
                self.blocks(child)
            elif tag in (w("del"), w("moveFrom")):
                self.text.left_out["deleted"] += 1
            elif tag == mc("AlternateContent"):
                self.blocks(chosen(child))
            elif tag == w("sectPr"):
                self.section(child)
            elif tag == w("altChunk"):
                self.text.left_out["embedded"] += 1

    def control(self, control: Element) -> None:
        """A content control. One that holds a table of contents is furniture."""
        content = control.find(w("sdtContent"))
        if content is None:
            return
        gallery = val(control.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}"))
        if gallery != "Table of Contents":
            self.blocks(content)
            return
        for line in self.apart(content):
            self.put_aside("innhold", line)

    def put_aside(self, kind: str, line: Line) -> None:
        """Keep a line as furniture."""
        text = cell_text([line]).replace("\n", " ")
        if text:
            self.furniture.append(Furniture(kind, text))

    def apart(self, parent: Element) -> list[Line]:
        """The lines of a part of the document, kept out of the running lines."""
        self.nested += 1
        if self.nested > _MOST_NESTED:
            raise TooLargeError(source=self.package.source, detail="for mange tabeller i hverandre")
        found, depth, carried = self.found, self.depth, self.carried
        self.found, self.depth, self.carried = [], Depth([]), None
        self.blocks(parent)
        self.flush(notes=False)
        lines = [draft.line for draft in self.found]
        self.found, self.depth, self.carried = found, depth, carried
        self.nested -= 1
        return lines

    def flush(self, *, notes: bool = True) -> None:
        """Put down what a deleted paragraph mark at the very end left over, and the last notes."""
        if self.carried is not None and fold(self.carried.text):
            self.put(drafts(self.carried.pieces, Shape(block=self.count)))
        self.carried = None
        if notes:
            self.put_notes()

    def put(self, found: Iterable[Draft]) -> None:
        """Add lines, within the bound."""
        self.found.extend(found)
        self.count += 1
        if self.count > self.package.limits.blocks:
            raise TooLargeError(
                source=self.package.source, detail=f"over {self.package.limits.blocks} avsnitt"
            )

    # --- Paragraphs ------------------------------------------------------------------------------

    def paragraph(self, paragraph: Element) -> None:
        """A Word paragraph. One whose mark is deleted runs into the next."""
        properties = paragraph.find(w("pPr"))
        style = self.styles.get(val(properties.find(w("pStyle"))) if properties is not None else "")
        if not style.chain:
            style = self.styles.get(self.styles.default)
        in_contents = self.text.in_contents
        content = self.text.read(paragraph, style.look.over(self.styles.base))
        in_contents = in_contents or self.text.in_contents or style.contents
        if self.carried is not None:
            content = Content(
                self.carried.pieces + content.pieces,
                self.carried.notes + content.notes,
                self.carried.boxes + content.boxes,
            )
            self.carried = None
        if paragraph_mark_is_gone(properties):
            self.text.left_out["deleted"] += 1
            self.carried = content
            return
        self.notes.extend(content.notes)
        if fold(content.text) or not self._is_hidden(properties):
            self._lines(content, properties, style, in_contents=in_contents)
        for box in content.boxes:
            self._box(box)
        if not self.nested:
            self.put_notes()
        if properties is not None and (section := properties.find(w("sectPr"))) is not None:
            self.section(section)

    @staticmethod
    def _is_hidden(properties: Element | None) -> bool:
        """Whether the paragraph's mark is hidden, so that an empty one shows no number."""
        return properties is not None and flag(properties.find(f"{w('rPr')}/{w('vanish')}"))

    def _lines(
        self, content: Content, properties: Element | None, style: Style, *, in_contents: bool
    ) -> None:
        heading, centred, indent, place = style.outline, style.centred, style.indent, style.place
        level = place.level if place is not None else None
        if place is not None and level is None:
            level = self.numbering.level_of_style(place.numbered_as, style.chain)
            place = ListPlace(place.numbered_as, level)
        own_indent = None
        if properties is not None:
            own = outline(properties)
            heading = heading if own is None else own
            alignment = properties.find(w("jc"))
            centred = centred if alignment is None else val(alignment) == "center"
            place = list_place(properties, place)
            own_indent = left_indent(properties)
        label, group, depth = "", "", 0
        if place is not None and place.numbered_as not in ("", "0"):
            depth = place.level or 0
            label = self.numbering.label(place.numbered_as, depth)
            group = self.numbering.group(place.numbered_as)
            indent = _first(self.numbering.level(place.numbered_as, depth).indent, indent)
        indent = _first(own_indent, indent)
        text = fold(content.text)
        if in_contents:
            self.put_aside("innhold", Line(text, label))
            return
        labelled = bool(label) or typed_label(text) is not None
        level_shown = 0 if heading else self.depth.of(group, depth, indent or 0, labelled=labelled)
        continues = any(map(names_wrap_up, style.chain))
        shape = Shape(label, heading, level_shown, centred, self.count, continues)
        self.put(drafts(content.pieces, shape))

    def _box(self, box: Element) -> None:
        """A text box: its lines stand after the paragraph that it is anchored in."""
        found = self.found
        self.found = []
        self.nested += 1
        if self.nested > _MOST_NESTED:
            raise TooLargeError(
                source=self.package.source, detail="for mange tekstbokser i hverandre"
            )
        self.blocks(box)
        self.nested -= 1
        self.found = found + self.found

    # --- Tables ----------------------------------------------------------------------------------

    def table(self, table: Element) -> None:
        """A table. One with a single column only frames text, and is read through."""
        rows = [list(_cells(row)) for row in _rows(table, self.text.left_out)]
        if all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    self.blocks(cell)
            return
        raw = Raw(
            Kind.TABLE,
            children=[Raw(Kind.ROW, children=[self.cell(cell) for cell in row]) for row in rows],
        )
        self.put([Draft(Line(table=raw))])
        if not self.nested:
            self.put_notes()

    def cell(self, cell: Element) -> Raw:
        """A cell's text. A cell that is merged into the one above it shows nothing of its own."""
        merged = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        if merged is not None and val(merged) != "restart":
            return Raw(Kind.CELL)
        return Raw(Kind.CELL, text=cell_text(self.apart(cell)))

    # --- Notes, headers and footers --------------------------------------------------------------

    def put_notes(self) -> None:
        """Put the footnotes and endnotes that were referred to, each as a line."""
        pending, self.notes = self.notes, []
        for note in pending:
            text = " ".join(filter(None, (cell_text([line]) for line in self._note(note))))
            line = Line(text.replace("\n", " "), note.mark, footnote=True)
            if text:
                self.put([Draft(line)])

    def _note(self, note: Note) -> list[Line]:
        if note.kind not in self.note_roots:
            self.note_roots[note.kind] = self._part(note.kind)
        root = self.note_roots[note.kind]
        for element in root if root is not None else ():
            if element.get(w("id")) == note.name:
                return self.apart(element)
        return []

    def _part(self, kind: str) -> Element | None:
        name = next((each.target for each in self.relations.values() if each.kind == kind), "")
        return self.package.optional(name)

    def section(self, properties: Element) -> None:
        """Remember the page headers and footers that a section of the document shows."""
        for kind, name in (("headerReference", "topptekst"), ("footerReference", "bunntekst")):
            for reference in properties.iterchildren(w(kind)):
                relation = self.relations.get(reference.get(r("id"), ""))
                if relation is not None and self._shows(
                    reference.get(w("type"), "default"), properties
                ):
                    self.running.setdefault(relation.target, name)

    def _shows(self, which: str, section: Element) -> bool:
        if which == "first":
            return flag(section.find(w("titlePg")))
        if which == "even":
            return self.settings is not None and flag(self.settings.find(w("evenAndOddHeaders")))
        return True

    def headers_and_footers(self) -> None:
        """Read the page headers and footers as furniture."""
        for part, name in self.running.items():
            root = self.package.optional(part)
            if root is None:
                continue
            with self._links_within(part):
                for line in self.apart(root):
                    self.put_aside(name, line)

    @contextmanager
    def _links_within(self, part: str) -> Iterator[None]:
        links = self.text.links
        self.text.links = links_of(self.package.relations(part))
        yield
        self.text.links = links


def _rows(table: Element, left_out: Counter[str]) -> Iterator[Element]:
    """A table's rows, without deleted ones."""
    for child in table:
        if child.tag == w("tr"):
            if child.find(f"{w('trPr')}/{w('del')}") is not None:
                left_out["deleted"] += 1
            else:
                yield child
        elif child.tag in _GROUPING:
            yield from _rows(child, left_out)
        elif child.tag == w("sdt") and (content := child.find(w("sdtContent"))) is not None:
            yield from _rows(content, left_out)


def _cells(row: Element) -> Iterator[Element]:
    """A row's cells, without deleted ones."""
    for child in row:
        if child.tag == w("tc"):
            if child.find(f"{w('tcPr')}/{w('cellDel')}") is None:
                yield child
        elif child.tag in _GROUPING:
            yield from _cells(child)
        elif child.tag == w("sdt") and (content := child.find(w("sdtContent"))) is not None:
            yield from _cells(content)


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)
