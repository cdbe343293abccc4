"""What the pages show: results of the core as rows and words for the templates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.progress import progress_of
from api.schemas import ProgressOut
from api.services.access import Visitor
from api.services.documents import Entry
from api.tasks import Read
from api.texts import say
from api.web import language_of
from regelverk.clauses.rulebook import clause_types
from regelverk.clauses.types import Clause
from regelverk.comparison.elements import element
from regelverk.comparison.types import Cell, Comparison, Difference
from regelverk.comparison.words import answer, justification_sentence, reason_sentence
from regelverk.drafting.model_clause import element_names, shipped_names
from regelverk.letters.types import LetterCheck
from regelverk.model.document import Kind, Node
from regelverk.writers.letter_view import (
    file_name,
    mention_of,
    said_columns,
    shared_initiatives,
)
from regelverk.writers.letter_view import value as mention_value
from regelverk.writers.view import (
    Standing,
    difference_sentence,
    form_name,
    gap_sentences,
    number,
    place,
    shown_acts,
    standings,
)

_OUTLINE = frozenset({Kind.PART, Kind.CHAPTER, Kind.ANNEX, Kind.GROUP, Kind.SECTION})
_BLOCKS = frozenset(
    {Kind.HEADING, Kind.SUBSECTION, Kind.LETTER_ITEM, Kind.NUMBER_ITEM, Kind.DASH_ITEM, Kind.BLOCK,
     Kind.NOTE, Kind.FOOTNOTE, Kind.ROW, Kind.INTRO, Kind.WRAP_UP, Kind.ASSIGNMENT}
)  # fmt: skip
_UNSAFE = re.compile(r"[^\w§.-]+")

_ENVIRONMENT = Environment(
    loader=PackageLoader("api", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(
    request: Request, template: str, who: Visitor | None, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page in the visitor's language form."""
    form = language_of(request)
    here = request.url.path if request.method == "GET" else "/"
    body = _ENVIRONMENT.get_template(template).render(
        t=partial(_say, form), form=form, who=who, here=quote(here), request=request,
        place=partial(place, language=form), number=number, anchor=anchor,
        form_name=partial(form_name, language=form), titles=_type_titles(form),
        models=shipped_names(), elements=element_names(), **values,
    )  # fmt: skip
    return HTMLResponse(body, status, headers={"vary": "cookie, accept-language"})


def _say(form: str, name: str, /, **values: object) -> str:
    return say(name, form, **values)


def _type_titles(form: str) -> dict[str, str]:
    return {each.name: each.title(form) for each in clause_types()}


def progress(entries: Sequence[Entry]) -> ProgressOut:
    """How far the documents of a case are read."""
    return progress_of(entries, sum(each.pending for each in entries))


def anchor(address: str) -> str:
    """An address as the identifier of a place on a page."""
    return _UNSAFE.sub("-", address)


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page of a long list is shown, from 1, and how many there are."""

    page: int
    pages: int
    size: int

    @classmethod
    def of(cls, page: int, total: int, size: int) -> "Pages":
        """The page that was asked for, or the nearest there is."""
        pages = max(1, -(-total // size))
        return cls(max(1, min(page, pages)), pages, size)

    @property
    def offset(self) -> int:
        """How many come before this page."""
        return (self.page - 1) * self.size


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line: plain, or those of a clause."""

    text: str
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document as it is shown."""

    address: str
    kind: str
    depth: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as lines, and its outline as (address, depth, words)."""

    lines: tuple[Line, ...]
    outline: tuple[tuple[str, int, str], ...]
    types: tuple[str, ...]


def document(read: Read, form: str) -> DocumentView:
    """A document and its clauses as a page shows them."""
    made = read.document
    outline = tuple(
        (node.address, depth, " ".join(f"{node.label} {made.heading(node)}".split())
         or place(node.address, form))
        for node, depth in _walk(made.root, 0)
        if node.kind in _OUTLINE
    )  # fmt: skip
    return DocumentView(
        tuple(_lines(read, made.root, 0)),
        outline,
        tuple(dict.fromkeys(name for clause in read.clauses for name in clause.types)),
    )


def _walk(node: Node, depth: int) -> Iterator[tuple[Node, int]]:
    for child in node.children:
        yield child, depth
        yield from _walk(child, depth + (child.kind in _OUTLINE))


def _lines(read: Read, node: Node, depth: int) -> Iterator[Line]:
    """The text of a node, line by line; what no inner line covers is a line of its own."""
    at, children = node.start, node.children
    if node.kind in _OUTLINE and children and children[0].kind is Kind.HEADING:
        at, children = children[0].end, children[1:]
        yield Line(node.address, "title", depth, tuple(_pieces(read, node.start, at)))
    for child in children:
        if child.kind in _BLOCKS or child.kind in _OUTLINE or _has_lines(child):
            yield from _line(read, node, depth, at, child.start)
            yield from _lines(read, child, depth + (child.kind in _BLOCKS))
            at = child.end
    yield from _line(read, node, depth, at, node.end)


def _has_lines(node: Node) -> bool:
    return any(each.kind in _BLOCKS or each.kind in _OUTLINE for each in node.walk())


def _line(read: Read, node: Node, depth: int, start: int, end: int) -> Iterator[Line]:
    if read.document.text[start:end].strip():
        kind = "title" if node.kind in _OUTLINE else node.kind.name.lower()
        yield Line(node.address, kind, depth, tuple(_pieces(read, start, end)))


def _pieces(read: Read, start: int, end: int) -> Iterator[Piece]:
    text, at = read.document.text, start
    for clause in read.clauses:
        first, last = max(clause.span.start, at), min(clause.span.end, end)
        if first < last:
            if at < first:
                yield Piece(text[at:first])
            yield Piece(text[first:last], clause)
            at = last
    if at < end:
        yield Piece(text[at:end])


@dataclass(frozen=True, slots=True)
class CellView:
    """One act's answer to one element."""

    act: str
    standing: Standing
    words: str
    why: str
    quote: str
    where: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A difference, and the acts that may be given a reason."""

    name: str
    sentence: str
    open: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A comparison as a page shows it."""

    acts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, tuple[CellView, ...]], ...]
    pairs: dict[tuple[str, str], float | None]
    differences: tuple[DifferenceView, ...]
    gaps: tuple[str, ...]
    clauses: int


def comparison(result: Comparison, form: str) -> ComparisonView:
    """A comparison as rows of cells, pairs, and differences in words."""
    acts, standing = shown_acts(result), standings(result)

    def cell(found: Cell) -> CellView:
        quote = found.quote
        return CellView(
            found.act, standing(found), answer(found, form), reason_sentence(found, form),
            quote.text if quote else "", place(quote.address, form) if quote else "",
        )  # fmt: skip

    return ComparisonView(
        acts=tuple((act.identifier, act.title) for act in acts),
        rows=tuple(
            (name, element(name).title(form),
             tuple(cell(result.cells[act.identifier, name]) for act in acts))
            for name in result.elements
            if name in result.by_element
        ),
        pairs={(a, b): pair.rule for pair in result.pairs
               for a, b in ((pair.first, pair.second), (pair.second, pair.first))},
        differences=tuple(_difference(each, result, form) for each in result.differences),
        gaps=tuple(gap_sentences(result, form)),
        clauses=sum(act.clauses for act in result.acts),
    )  # fmt: skip


def _difference(difference: Difference, result: Comparison, form: str) -> DifferenceView:
    return DifferenceView(
        difference.element,
        difference_sentence(difference, result, form),
        tuple(dict.fromkeys(cell.act for cell in difference.cells)),
        tuple(
            (cell.act, justification_sentence(cell.justification, form))
            for cell in difference.justified
            if cell.justification is not None
        ),
    )


@dataclass(frozen=True, slots=True)
class InitiativeView:
    """An initiative: the columns that are said something in, and each letter's row."""

    name: str
    rows: tuple[tuple[str, str, str], ...]


def letters(check: LetterCheck, form: str) -> tuple[InitiativeView, ...]:
    """Shared initiatives with what each letter says of them, and where."""
    views = []
    for initiative in shared_initiatives(check):
        rows = []
        for letter in check.letters:
            mention = mention_of(initiative, letter)
            if mention is not None:
                told = [mention_value(mention, each, form) for each in said_columns(initiative)]
                rows.append((file_name(letter.file), place(mention.address, form),
                             " · ".join(filter(None, told))))  # fmt: skip
        views.append(InitiativeView(initiative.name, tuple(rows)))
    return tuple(views)
