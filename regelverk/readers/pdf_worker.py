"""What stands on the pages of a PDF, as JSON lines: run as a process of its own, for one file.

A PDF is parsed by PDFium, which is fast, but is compiled code that an uploaded file may try to
crash or keep busy. So it runs here, under limits on time and memory, and only figures and text go
back. This file imports nothing of Regelverk. The PDF comes on standard input; the arguments are the
most pages, characters, seconds and bytes of memory.

The first line out is `{"pages": 3, "title": "…"}` or `{"error": "password"}`, then one line a page:

- `size`: width and height, in points (1/72 inch), as the page is shown.
- `words`: text, left, right, top, baseline, bottom, style (an index), whether a space stands before
  it, angle in degrees, and whether it is hidden (drawn in no ink). Coordinates run from the upper
  left corner.
- `rules`: straight lines drawn on the page: left, top, right, bottom.
- `pictures`: how much of the page pictures cover, 0–1.
- `links`: address, left, top, right, bottom.
- `styles`: new styles, by index: font name, weight, size.
"""

import ctypes
import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_ERRORS = {
    pdfium.FPDF_ERR_PASSWORD: "password",
    pdfium.FPDF_ERR_SECURITY: "password",
}
_MOST_PARTS = 20_000
_MOST_NESTED = 8
_THIN = 2.5
_HYPHEN_MARKS = (0x02, 0xFFFE)
_INVISIBLE = 3
_FILLED_AND_OUTLINED = 2
_BOLD = 700
_SMALLEST_GAP = 0.15


def main(data: bytes, pages: int, characters: int) -> Iterator[dict[str, Any]]:
    """Everything on the pages of a file, as values for JSON."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        yield {"error": _ERRORS.get(getattr(error, "err_code", None) or -1, "damaged")}
        return
    count = len(document)
    if count > pages:
        yield {"error": "pages"}
        return
    yield {"pages": count, "title": document.get_metadata_value("Title")}
    styles = _Styles()
    for index in range(count):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            yield {"broken": True}
            continue
        found = _Page(document, page, styles)
        characters -= found.characters
        if characters < 0:
            yield {"error": "characters"}
            return
        yield found.value()
        page.close()


class _Styles:
    """The type styles seen so far, by index."""

    def __init__(self) -> None:
        self.index: dict[tuple[str, int, float], int] = {}
        self.new: list[tuple[str, int, float]] = []
        self.fonts: dict[int, tuple[str, int]] = {}

    def of(self, item: Any, size: float, *, outlined: bool) -> int:
        """The index of the style that a text object is set in; outlined letters are bold."""
        name, weight = self.font(pdfium.FPDFTextObj_GetFont(item))
        key = name, max(weight, _BOLD if outlined else 0), round(size, 1)
        if key not in self.index:
            self.index[key] = len(self.index)
            self.new.append(key)
        return self.index[key]

    def font(self, font: Any) -> tuple[str, int]:
        """A font's name and weight."""
        place = _place(font)
        if place not in self.fonts:
            buffer = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode("utf-8", "replace")
            self.fonts[place] = name, pdfium.FPDFFont_GetWeight(font)
        return self.fonts[place]


class _Page:
    """One page, in coordinates as it is shown: from the upper left corner, in points."""

    def __init__(self, document: Any, page: Any, styles: _Styles) -> None:
        self.page, self.styles, self.document = page, styles, document
        self.turned = page.get_rotation()
        self.box = page.get_cropbox()
        self.width, self.height = page.get_size()
        self.text = page.get_textpage()
        self.characters = pdfium.FPDFText_CountChars(self.text)
        self.looks: dict[int, tuple[int, float, int, bool]] = {}
        self.rules: list[list[float]] = []
        self.pictures = 0.0
        self.parts = 0

    def value(self) -> dict[str, Any]:
        """The page as a value for JSON."""
        words = list(self.words())
        self.drawings(self.page.raw, (1, 0, 0, 1, 0, 0), 0)
        new, self.styles.new = self.styles.new, []
        return {
            "size": [round(self.width, 2), round(self.height, 2)],
            "words": words,
            "rules": self.rules,
            "pictures": round(min(self.pictures / max(self.width * self.height, 1), 1), 3),
            "links": list(self.links()),
            "styles": new,
        }

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own coordinates, as it is shown."""
        left, bottom, right, top = self.box
        match self.turned:
            case 90:
                return y - bottom, x - left
            case 180:
                return right - x, y - bottom
            case 270:
                return top - y, right - x
            case _:
                return x - left, top - y

    def rectangle(
        self, x0: float, y0: float, x1: float, y1: float
    ) -> tuple[float, float, float, float]:
        """A rectangle as it is shown: left, top, right, bottom."""
        (a, b), (c, d) = self.shown(x0, y0), self.shown(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    # --- Text ------------------------------------------------------------------------------------

    def words(self) -> Iterator[list[Any]]:
        """Runs of characters in one style without a gap between them."""
        text = self.text
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
        word: list[Any] | None = None
        space = False
        for index in range(self.characters):
            item = pdfium.FPDFText_GetTextObject(text, index)
            code = pdfium.FPDFText_GetUnicode(text, index)
            character = "-" if item and code in _HYPHEN_MARKS else chr(code)
            if not item or character.isspace() or not code:
                space = space or (bool(item) and character.isspace())
                if word is not None:
                    yield _rounded(word)
                    word = None
                if item and not code:
                    character = "\ufffd"
                else:
                    continue
            style, size, angle, hidden = self.look(item, index)
            pdfium.FPDFText_GetLooseCharBox(text, index, box_at)
            pdfium.FPDFText_GetCharOrigin(text, index, x_at, y_at)
            left, top, right, bottom = self.rectangle(box.left, box.bottom, box.right, box.top)
            across, base = self.shown(x.value, y.value)
            if angle % 180:
                base = across
            if word is not None and not self.joins(word, left, base, (style, angle, hidden), size):
                yield _rounded(word)
                word = None
            if word is None:
                word = [character, left, right, top, base, bottom, style, space, angle, hidden]
                space = False
            else:
                word[0] += character
                word[1], word[2] = min(word[1], left), max(word[2], right)
                word[3], word[5] = min(word[3], top), max(word[5], bottom)
        if word is not None:
            yield _rounded(word)

    @staticmethod
    def joins(
        word: list[Any], left: float, base: float, look: tuple[int, int, bool], size: float
    ) -> bool:
        """Whether a character goes on with the word before it."""
        if (word[6], word[8], word[9]) != look or abs(base - word[4]) > 0.1 * size:
            return False
        return bool(look[1]) or -0.5 * size < left - word[2] < _SMALLEST_GAP * size

    def look(self, item: Any, index: int) -> tuple[int, float, int, bool]:
        """A text object's style, size in points, angle and whether it is hidden."""
        place = _place(item)
        if place not in self.looks:
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(self.text, index, ctypes.byref(matrix))
            size = pdfium.FPDFText_GetFontSize(self.text, index) * math.hypot(matrix.c, matrix.d)
            angle = round(math.degrees(math.atan2(matrix.b, matrix.a)) - self.turned) % 360
            mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
            style = self.styles.of(item, size, outlined=mode == _FILLED_AND_OUTLINED)
            self.looks[place] = style, size, angle, mode == _INVISIBLE
        return self.looks[place]

    # --- Drawings --------------------------------------------------------------------------------

    def drawings(self, holder: Any, matrix: tuple[float, ...], depth: int) -> None:
        """Rules and pictures, those within forms too."""
        count, get = (
            (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
            if depth
            else (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
        )
        for index in range(count(holder)):
            self.parts += 1
            if self.parts > _MOST_PARTS:
                return
            item = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.pictures += _area(item)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.path(item, _times(_matrix(item), matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MOST_NESTED:
                self.drawings(item, _times(_matrix(item), matrix), depth + 1)

    def path(self, item: Any, matrix: tuple[float, ...]) -> None:
        """The straight lines of a path; a thin filled rectangle is one line."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        outlines: list[list[tuple[float, float]]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(min(pdfium.FPDFPath_CountSegments(item), _MOST_PARTS - self.parts)):
            self.parts += 1
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                return
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            a, b, c, d, e, f = matrix
            point = self.shown(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            if kind == pdfium.FPDF_SEGMENT_MOVETO or not outlines:
                outlines.append([])
            outlines[-1].append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                outlines[-1].append(outlines[-1][0])
        for outline in outlines:
            self.outline(outline, stroked=bool(stroke.value), filled=bool(fill.value))

    def outline(self, points: list[tuple[float, float]], *, stroked: bool, filled: bool) -> None:
        """One connected stretch of a path."""
        across, down = [x for x, _ in points], [y for _, y in points]
        box = (min(across), min(down), max(across), max(down))
        if min(box[2] - box[0], box[3] - box[1]) < _THIN:
            if stroked or filled:
                self.rules.append([round(each, 2) for each in box])
        elif stroked or filled:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(x0 - x1) < 1 or abs(y0 - y1) < 1:
                    edge = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
                    self.rules.append([round(each, 2) for each in edge])

    def links(self) -> Iterator[list[Any]]:
        """Links to addresses, with where they stand."""
        position, link, box = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
        for _ in range(_MOST_PARTS):
            if not pdfium.FPDFLink_Enumerate(
                self.page.raw, ctypes.byref(position), ctypes.byref(link)
            ):
                return
            action = pdfium.FPDFLink_GetAction(link)
            if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
                continue
            buffer = ctypes.create_string_buffer(2048)
            pdfium.FPDFAction_GetURIPath(self.document.raw, action, buffer, 2048)
            pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(box))
            place = self.rectangle(box.left, box.bottom, box.right, box.top)
            yield [buffer.value.decode("utf-8", "replace"), *place]


def _rounded(word: list[Any]) -> list[Any]:
    return [word[0], *(round(each, 2) for each in word[1:6]), *word[6:]]


def _place(pointer: Any) -> int:
    return ctypes.addressof(pointer.contents)


def _matrix(item: Any) -> tuple[float, ...]:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return 1, 0, 0, 1, 0, 0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    """Two transformations after each other."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _area(item: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, (left, bottom, right, top)))
    return abs((right.value - left.value) * (top.value - bottom.value))


def _limit(seconds: int, memory: int) -> None:
    """Bound this process's time and memory, where the system can."""
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return
    for kind, wanted in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        _, highest = resource.getrlimit(kind)
        bound = wanted if highest == resource.RLIM_INFINITY else min(wanted, highest)
        resource.setrlimit(kind, (bound, bound))


if __name__ == "__main__":
    most_pages, most_characters, most_seconds, most_memory = map(int, sys.argv[1:5])
    _limit(most_seconds, most_memory)
    for found in main(sys.stdin.buffer.read(), most_pages, most_characters):
        sys.stdout.write(json.dumps(found) + "\n")
