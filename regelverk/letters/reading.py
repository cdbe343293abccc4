"""A letter as it is read: sentence by sentence, with lost letters put back.

What text recognition did to å, ø and æ is mended in a view beside the document, so that every rule
is written in plain Norwegian. A place in the view leads back to the exact words of the letter.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from regelverk.language.misreadings import mended
from regelverk.language.ocr import damage
from regelverk.letters.names import agency_words
from regelverk.letters.terms import expanded
from regelverk.letters.types import Quote
from regelverk.model.address import Address
from regelverk.model.document import ITEMS, SENTENCES, Document, Kind, Node
from regelverk.spans import Span

NOTE_MARKS = "¹²³⁰⁴-⁹"
"""The raised figures of references to notes, as a class of a regular expression."""
SENTENCE_BREAK = re.compile(r"(?<=[.!?]) (?=[A-ZÆØÅ])")
"""Between two sentences of a cell."""
_ALIKE = str.maketrans("\n\r\t\u00a0\u2011\u2010–—−\u00ad", "    -" + "-----")
_TYPED_HEADING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+[A-ZÆØÅ«][^.!?;:]{2,90}")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s")
_NAMED_SECTION = re.compile(
    r"\b(?:under\s+)?(?:pkt?\.?|punkt|kap(?:ittel|\.)?)\s*(\d+(?:\.\d+)*)", re.IGNORECASE
)
_PAGE = re.compile(r"[Ss]ide \d{1,3}(?: av \d{1,3})?|- ?\d{1,3} ?-")
_ROW = expanded(r"(?:<dato>|<tidsrom>) +(?P<number><oppdragsnummer>)")
"""Where plain text has run the rows of a table of assignments together."""
_NOTED = re.compile(rf"[.!?][{NOTE_MARKS}]+ (?=[A-ZÆØÅ])")
_RANGE = re.compile(r"(?<![\w/.-])(?P<first>\d{4}|\d{1,2}) ?- ?(?=(?:\d{4}|\d{1,2})\b)")
_FIGURE_IN_WORD = re.compile(r"(?<!\w)[A-ZÆØÅ]?[a-zæøå]+[0158][a-zæøå]{2,}")
_FEWEST_FIGURES = 3
_LONGEST_UNIT = 2000
"""No sentence of a letter is longer; what goes on without end is cut, to be read in time."""
_LONGEST_HEADING = 80
_HOLDERS = ITEMS | {Kind.BLOCK, Kind.SUBSECTION, Kind.NOTE, Kind.FOOTNOTE, Kind.ASSIGNMENT}


@dataclass(frozen=True, slots=True)
class Section:
    """The section a unit stands in: number, headings from the outermost, and how deep it is."""

    number: str = ""
    headings: tuple[str, ...] = ()
    depth: int = 0

    @property
    def title(self) -> str:
        """The innermost heading."""
        return self.headings[-1] if self.headings else ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch that is read as one: a sentence, a heading, a table row.

    Attributes:
        span: Its place in the reading's text.
        text: Its text in the view.
        node: Its node in the document.
        kind: `tekst`, `overskrift`, `punkt`, `rad` or `fotnote`.
        paragraph: The address of the paragraph, item or row it is part of.
        section: Where it stands.
        lead: The index of the sentence that leads into the list it is an item of, or -1.
    """

    span: Span
    text: str
    node: Node
    kind: str
    paragraph: Address
    section: Section
    lead: int


class Reading:
    """A document with its view.

    Attributes:
        document: The letter.
        text: Its text with lost letters put back, and all spaces and dashes alike.
        scanned: Whether text recognition has damaged it.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._starts: list[int] = [0]
        self._shifts: list[int] = [0]
        self._original_starts: list[int] = [0]
        pieces: list[str] = []
        at = length = 0
        damaged = damage(document.text)
        self.scanned = damaged.confidence > 0 or _has_figures_in_words(document.text)
        repairs = list(damaged.suggestions)
        if self.scanned:
            known = [each.span for each in repairs]
            repairs += mended(document.text, known, agency_words())
        for each in sorted(repairs, key=lambda each: each.span):
            if each.quote.isdigit() and not _alone(document.text, each.span):
                continue
            kept = document.text[at : each.span.start]
            pieces += [kept, each.suggestion]
            length += len(kept) + len(each.suggestion)
            at = each.span.end
            self._starts.append(length)
            self._shifts.append(at - length)
            self._original_starts.append(at)
        pieces.append(document.text[at:])
        self.text = "".join(pieces).translate(_ALIKE)

    def original(self, span: Span) -> Span:
        """The place in the document of a place in the view."""
        if len(self._starts) == 1:
            return span
        start, end = (position + self._shift(position) for position in span)
        return Span(min(start, end), max(start, end, min(start, end)))

    def _shift(self, position: int) -> int:
        return self._shifts[bisect_right(self._starts, position) - 1]

    def view(self, node: Node | Span) -> Span:
        """The place in the view of a node of the document."""
        return Span(self._viewed(node.start), self._viewed(node.end))

    def _viewed(self, position: int) -> int:
        at = bisect_right(self._original_starts, position) - 1
        return max(position - self._shifts[at], self._starts[at])

    def quote(self, unit: Unit) -> Quote:
        """The exact words of a unit."""
        whole = unit.span == self.view(unit.node)
        span = unit.node.span if whole else self.original(unit.span)
        return Quote(self.document.identifier, unit.node.address, span, span.of(self.document.text))

    def words(self, node: Node) -> str:
        """The words of a node in the view, white space folded."""
        return " ".join(self.view(node).of(self.text).split())

    def within(self, unit: Unit, start: int, end: int) -> Quote:
        """The exact words of a part of a unit, counted in its text."""
        base = unit.span.start
        span = self.original(Span(base + start, base + end))
        return Quote(self.document.identifier, unit.node.address, span, span.of(self.document.text))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The letter, unit by unit."""
        return tuple(_Walk(self).units())

    @cached_property
    def rows(self) -> dict[str, int]:
        """The index of each row's unit, by address."""
        return {unit.node.address: i for i, unit in enumerate(self.units) if unit.kind == "rad"}

    def number_of(self, unit: Unit) -> str:
        """The number of the section a unit stands in, else its heading."""
        return unit.section.number or unit.section.title


def _has_figures_in_words(text: str) -> bool:
    """Whether figures stand for letters in several words, as text recognition leaves them."""
    return len(_FIGURE_IN_WORD.findall(text)) >= _FEWEST_FIGURES


def typeset(words: str) -> str:
    """Words of the view as they are printed: one space, and a dash where the view has a hyphen.

    Example:
        >>> typeset("delta i  Del - plan for alle (2026-2028)")
        'delta i Del – plan for alle (2026–2028)'
    """
    ranges = _RANGE.sub(r"\g<first>–", " ".join(words.split()))
    return ranges.replace(" - ", " – ")


def _alone(text: str, span: Span) -> bool:
    """Whether nothing but white space stands on both sides: a figure in a number is not a word."""
    return text[span.start - 1 : span.start].isspace() and text[span.end : span.end + 1].isspace()


class _Walk:
    """One pass over the tree."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.section = Section()
        self.lead = -1
        self.found: list[Unit] = []
        self.continued: dict[Address, Address] = {}
        self.open: tuple[int, Address] | None = None

    def units(self) -> list[Unit]:
        self._visit(self.reading.document.root, None, 0)
        return self.found

    def _visit(self, node: Node, holder: Node | None, depth: int) -> None:
        for child in node.children:
            inner = child if child.kind in _HOLDERS else holder
            if child.kind is Kind.HEADING:
                self._heading(child, node, depth)
            elif child.kind is Kind.ROW:
                self._add(child, "rad", child)
            elif child.kind in SENTENCES or not child.children:
                self._sentence(child, inner or child)
            else:
                deeper = depth + 1 if child.kind in {Kind.GROUP, Kind.CHAPTER} else depth
                self._visit(child, inner, deeper)

    def _heading(self, node: Node, group: Node, depth: int) -> None:
        words = self.reading.words(node)
        number = group.label if re.match(r"\d", group.label) else ""
        if not number and (match := _NUMBER.match(words)):
            number, words = match[1], words[match.end() :]
        self._enter(number.rstrip("."), words, max(depth, number.count(".") + 1 if number else 1))
        self._add(node, "overskrift", node)

    def _enter(self, number: str, words: str, depth: int) -> None:
        above = (
            self.section.headings[: depth - 1]
            if self.section.depth >= depth
            else (self.section.headings)
        )
        self.section = Section(number, (*above, words), depth)

    def _sentence(self, node: Node, holder: Node) -> None:
        text = self.reading.view(node).of(self.reading.text)
        if (
            holder.kind is Kind.BLOCK
            and node.end >= holder.end - 1
            and node.start <= holder.start + 1
            and _TYPED_HEADING.fullmatch(text.strip())
        ):
            match = _NUMBER.match(text.strip())
            assert match
            number = match[1]
            self._enter(number, text.strip()[match.end() :], number.count(".") + 1)
            self._add(node, "overskrift", holder)
            return
        if self._is_next_chapter(holder, text.strip()):
            self._enter(holder.label.rstrip("."), text.strip(), 1)
            self._add(node, "overskrift", node)
            return
        if match := _NAMED_SECTION.match(text.strip()):
            self.section = Section(match[1], (text.strip(),), match[1].count(".") + 1)
        kind = {Kind.NOTE: "fotnote", Kind.FOOTNOTE: "fotnote"}.get(
            holder.kind, "punkt" if holder.kind in ITEMS else "tekst"
        )
        self._add(node, kind, holder)

    def _is_next_chapter(self, holder: Node, text: str) -> bool:
        """Whether a numbered item is the next chapter's heading, which plain text hides."""
        number = holder.label.rstrip(".")
        top = self.section.number.split(".")[0]
        return (
            holder.kind is Kind.NUMBER_ITEM
            and number.isdigit()
            and top.isdigit()
            and int(number) == int(top) + 1
            and len(text) < _LONGEST_HEADING
            and text[-1:] not in tuple(".:;,!?")
        )

    def _add(self, node: Node, kind: str, holder: Node) -> None:
        whole = self.reading.view(node)
        cuts = [whole.start]
        if kind in {"tekst", "punkt"}:
            text = whole.of(self.reading.text)
            cuts += [whole.start + match.start("number") for match in _ROW.finditer(text)]
            cuts += [whole.start + match.end() for match in _NOTED.finditer(text)]
        cuts += range(whole.start + _LONGEST_UNIT, whole.end, _LONGEST_UNIT)
        for start, end in pairwise((*sorted(cuts), whole.end)):
            self._add_span(Span(start, end), node, kind, holder)

    def _add_span(self, span: Span, node: Node, kind: str, holder: Node) -> None:
        text = span.of(self.reading.text)
        if not text.strip() or _PAGE.fullmatch(text.strip()):
            return
        if self._goes_on(kind, text):
            self.continued[holder.address] = self.found[-1].paragraph
        paragraph = self.continued.get(holder.address, holder.address)
        lead = self._lead(kind, holder)
        self.found.append(Unit(span, text, node, kind, paragraph, self.section, lead))
        if kind in {"tekst", "punkt"} and text.rstrip(' «»"').endswith(":"):
            self.lead = len(self.found) - 1
        elif kind == "overskrift":
            self.lead = -1

    def _goes_on(self, kind: str, text: str) -> bool:
        """Whether a page break has cut a sentence in two: the rest begins in small letters."""
        before = self.found[-1] if self.found else None
        return (
            before is not None
            and kind == "tekst"
            and before.kind in {"tekst", "punkt"}
            and before.section == self.section
            and text.lstrip()[:1].islower()
            and before.text.rstrip()[-1].isalpha()
        )

    def _lead(self, kind: str, holder: Node) -> int:
        """The sentence with a colon that this unit follows from, through a list of items."""
        if self.lead < 0 or kind in {"overskrift", "rad"}:
            return -1
        between = self.found[self.lead + 1 :]
        first = not between or all(each.paragraph == holder.address for each in between)
        if first or (kind == "punkt" and all(each.kind in {"punkt", "tekst"} for each in between)):
            return self.lead
        self.lead = -1
        return -1
