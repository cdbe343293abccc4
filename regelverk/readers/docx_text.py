"""The visible text of a Word paragraph, with tracked changes read as if they were accepted.

Inserted and moved-in text is shown and deleted and moved-out text is not; a field shows its result,
not its instruction; of alternative contents one is read; hidden text and comments are left out.
What is left out is counted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from regelverk.readers.docx_numbering import written
from regelverk.readers.docx_styles import Look, Styles, look
from regelverk.readers.docx_xml import Element, mc, r, val, w

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_GONE = frozenset({w("del"), w("moveFrom")})
_NEW = frozenset({w("ins"), w("moveTo")})
_TRANSPARENT = frozenset(
    map(w, ("smartTag", "customXml", "sdtContent", "dir", "bdo", "fldSimple", "ruby", "rubyBase"))
)
_SPACE = frozenset(map(w, ("tab", "ptab")))
# Windows symbol fonts draw these as what stands to the right.
_SYMBOLS = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF06F: "□",
    0xF0A8: "□",
    0xF0FE: "☒",
    0xF052: "☑",
    0xF0FC: "✓",
    0xF0D8: "➢",
    0xF02D: "–",
    0xF0E0: "→",
    0xF0B3: "≥",
    0xF0A3: "≤",
    0xF0B1: "±",
    0xF0B0: "°",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of visible text of one look. A line break within a paragraph is a newline.

    Attributes:
        text: The text.
        look: How it looks.
        target: Where it links to; empty for no link.
    """

    text: str
    look: Look
    target: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A reference to a note (of kind `footnotes` or `endnotes`), and the mark shown for it."""

    kind: str
    name: str
    mark: str


@dataclass(slots=True)
class Content:
    """What a paragraph shows.

    Attributes:
        pieces: Its text.
        notes: The notes it refers to.
        boxes: The text boxes that are anchored in it.
    """

    pieces: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class _Field:
    """An open field: its instruction so far, and whether its result has begun."""

    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class TextReader:
    """Reads paragraphs of one part in order: fields and note numbers run across paragraphs.

    Attributes:
        styles: The document's styles.
        links: The targets of hyperlinks, by relation.
        formats: How footnotes and endnotes are numbered.
        left_out: How much was left out or taken as accepted, by kind.
        numbers: The notes of each kind so far.
    """

    styles: Styles
    links: Mapping[str, str]
    formats: Mapping[str, str] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)
    _fields: list[_Field] = field(default_factory=list)

    @property
    def in_contents(self) -> bool:
        """Whether we are within a table of contents."""
        return any(each.instruction.split()[:1] == ["TOC"] for each in self._fields)

    def read(self, paragraph: Element, base: Look) -> Content:
        """What a paragraph shows; `base` is the look of its style."""
        content = Content()
        self._inner(paragraph, base, "", content)
        return content

    def _inner(self, parent: Element, base: Look, target: str, content: Content) -> None:
        for child in parent:
            tag = child.tag
            if tag == w("r"):
                self._run(child, base, target, content)
            elif tag in _GONE:
                self.left_out["deleted"] += 1
            elif tag in _NEW:
                self.left_out["inserted"] += 1
                self._inner(child, base, target, content)
            elif tag == w("hyperlink"):
                inner = self.links.get(child.get(r("id"), "")) or target
                self._inner(child, base, inner, content)
            elif tag == w("sdt"):
                inner_content = child.find(w("sdtContent"))
                if inner_content is not None:
                    self._inner(inner_content, base, target, content)
            elif tag in _TRANSPARENT:
                self._inner(child, base, target, content)
            elif tag == mc("AlternateContent"):
                self._inner(chosen(child), base, target, content)
            elif isinstance(tag, str) and tag.startswith(
                "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
            ):
                self._put(
                    "".join(each.text or "" for each in child.iter(_MATH_TEXT)),
                    base,
                    target,
                    content,
                )

    def _run(self, run: Element, base: Look, target: str, content: Content) -> None:
        properties = run.find(w("rPr"))
        own = base
        if properties is not None:
            style = val(properties.find(w("rStyle")))
            own = look(properties).over(self.styles.get(style).look.over(base) if style else base)
        if own.hidden and self._has_text(run):
            self.left_out["hidden"] += 1
        for child in run:
            self._in_run(child, own, target, content)

    @staticmethod
    def _has_text(run: Element) -> bool:
        return any((each.text or "").strip() for each in run.iterchildren(w("t")))

    def _in_run(self, child: Element, own: Look, target: str, content: Content) -> None:
        tag = child.tag
        if tag == w("fldChar"):
            self._field_mark(child.get(w("fldCharType"), ""))
        elif tag == w("instrText"):
            if self._fields:
                self._fields[-1].instruction += child.text or ""
        elif tag in (w("footnoteReference"), w("endnoteReference")):
            self._note(child, own, target, content)
        elif tag == mc("AlternateContent"):
            for inner in chosen(child):
                self._in_run(inner, own, target, content)
        elif tag in (w("drawing"), w("pict"), w("object")):
            content.boxes.extend(boxes_in(child))
            self.left_out["pictures"] += _is_picture(child)
        elif not own.hidden and (text := _shown(child)):
            self._put(text, own, target, content)

    def _put(self, text: str, own: Look, target: str, content: Content) -> None:
        if text and all(each.in_result for each in self._fields):
            content.pieces.append(Piece(text, own, target))

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note(self, reference: Element, own: Look, target: str, content: Content) -> None:
        """A note's mark, as Word numbers it; an author's own mark is text that follows."""
        kind = "footnotes" if reference.tag == w("footnoteReference") else "endnotes"
        if own.hidden or not all(each.in_result for each in self._fields):
            return
        mark = ""
        if reference.get(w("customMarkFollows")) not in ("1", "true", "on"):
            self.numbers[kind] += 1
            mark = written(self.numbers[kind], self.formats.get(kind, "decimal"))
            self._put(mark.translate(_SUPERSCRIPT), own, target, content)
        content.notes.append(Note(kind, reference.get(w("id"), ""), mark))


def _shown(child: Element) -> str:
    """The visible text of one thing in a run."""
    tag = child.tag
    if tag == w("t"):
        return child.text or ""
    if tag in _SPACE:
        return "\t"
    if tag in (w("br"), w("cr")):
        return " " if child.get(w("type")) in ("page", "column") else "\n"
    if tag == w("noBreakHyphen"):
        return "-"
    if tag == w("sym"):
        code = int(child.get(w("char"), "") or "0", 16) if _is_hex(child.get(w("char"), "")) else 0
        return _SYMBOLS.get(
            code, chr(code - 0xF000) if 0xF020 <= code <= 0xF0FF else chr(code) if code else ""
        )
    return ""


def _is_hex(text: str) -> bool:
    return 0 < len(text) <= 4 and all(each in "0123456789abcdefABCDEF" for each in text)


def chosen(alternatives: Element) -> Element:
    """The one of several alternative contents to read: the first that holds text, else the last."""
    found = [each for each in alternatives if each.tag in (mc("Choice"), mc("Fallback"))]
    with_text = (
        each for each in found if next(each.iter(w("t"), w("txbxContent")), None) is not None
    )
    return next(with_text, found[-1] if found else alternatives)


def boxes_in(drawing: Element) -> Iterator[Element]:
    """The text boxes within a drawing, each once."""
    if drawing.tag == w("txbxContent"):
        yield drawing
        return
    for child in chosen(drawing) if drawing.tag == mc("AlternateContent") else drawing:
        if isinstance(child.tag, str):
            yield from boxes_in(child)


def _is_picture(drawing: Element) -> bool:
    names = (
        "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
        "{urn:schemas-microsoft-com:vml}imagedata",
    )
    return next(drawing.iter(*names), None) is not None


def note_format(settings: Element | None, kind: str) -> str:
    """How notes are numbered: endnotes with roman numerals unless the settings differ."""
    name = "footnotePr" if kind == "footnotes" else "endnotePr"
    form = val(settings.find(f"{w(name)}/{w('numFmt')}")) if settings is not None else ""
    return form or ("decimal" if kind == "footnotes" else "lowerRoman")


def paragraph_mark_is_gone(properties: Element | None) -> bool:
    """Whether a paragraph's mark is deleted or moved out: it runs into the next one."""
    mark = properties.find(w("rPr")) if properties is not None else None
    return mark is not None and any(mark.find(name) is not None for name in _GONE)
