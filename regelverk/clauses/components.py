"""The detection of clauses in spaCy's form: components that read one another's marks.

    clause_ledd → clause_types → clause_syntax → clause_slots → clause_ladder

A `Doc` is a ledd, the unit that is judged, or a plain text with some. `pipeline()(text)` and
`clauses_of(document)` run the same components, and the steps are put together nowhere else. Words
are parsed only where a duty was found.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice, pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from regelverk.clauses.candidates import candidates
from regelverk.clauses.judged import JudgedLedd, placed
from regelverk.clauses.ladder import standing
from regelverk.clauses.learned import trained
from regelverk.clauses.plain import plain_document
from regelverk.clauses.repair import repaired
from regelverk.clauses.rulebook import clause_types
from regelverk.clauses.slots import SLOTTED, find_slots
from regelverk.clauses.types import Clause, Evidence
from regelverk.clauses.units import Ledd
from regelverk.language.pipeline import syntax, trees
from regelverk.model.document import Document
from regelverk.spans import Span

_BATCH = 64


@cache
def pipeline() -> Language:
    """The whole detection: `pipeline()(text)` marks clauses as `doc.spans["clauses"]`.

    Each marked span has its clause as `span._.clause`.
    """
    nlp = spacy.blank("nb", vocab=syntax().vocab)
    for name in ("clause_ledd", "clause_types", "clause_syntax", "clause_slots", "clause_ladder"):
        nlp.add_pipe(name)
    return nlp


def clauses_of(document: Document, families: Collection[str] = ()) -> Iterator[Clause]:
    """The clauses of a document, in the order of its text. See `detect.find_clauses`."""
    nlp, known = pipeline(), {*trained().types, *_unasked(families)}
    found = tuple(candidates(document, known))
    suspects = "\n".join(document.quote(ledd.node) for ledd in found)
    read = repaired(document, suspects)
    if read.document is not document:
        found = tuple(candidates(read.document, known))
    for doc in nlp.pipe(_doc(nlp, read.document, ledd, families) for ledd in found):
        yield from (read.as_it_stands(span._.clause) for span in doc.spans["clauses"])


def _unasked(families: Collection[str]) -> frozenset[str]:
    """The families that are looked for only on request, and were not asked for."""
    return frozenset(
        kind.name for kind in clause_types() if kind.on_request and kind.name not in families
    )


def _doc(nlp: Language, document: Document, ledd: Ledd, families: Collection[str]) -> Doc:
    """A ledd of a document as the components take it.

    Its tokens are whole sentences: to cut all of them into words would take a tenth of the time,
    and the parser does that itself for the few that it is given.
    """
    doc = Doc(nlp.vocab, words=(cut := _by_sentences(document, ledd)), spaces=[False] * len(cut))
    doc._.document, doc._.ledd, doc._.start = document, (ledd,), ledd.node.start
    doc._.families = families
    return doc


def _by_sentences(document: Document, ledd: Ledd) -> list[str]:
    """The text of a ledd in pieces: its sentences, and what stands between them."""
    ends = {place for unit in ledd.units for place in unit.span} | {*ledd.node.span}
    return [document.quote(Span(*each)) for each in pairwise(sorted(ends))]


@Language.component("clause_ledd", assigns=["doc._.document", "doc._.ledd", "doc._.start"])
def place(doc: Doc) -> Doc:
    """Give a text its place: plain text is a document of its own, with the ledd worth a look."""
    if doc._.document is None:
        doc._.document = plain_document(doc.text)
        doc._.ledd = tuple(candidates(doc._.document, trained().types))
    return doc


class Types:
    """Decides which sentences are clauses, of which types, and with which partners."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the clauses of one text."""
        return next(self.pipe(iter((doc,))))

    def pipe(self, stream: Iterable[Doc], batch_size: int = _BATCH) -> Iterator[Doc]:
        """Mark the clauses of many texts: the model judges a batch at a time."""
        model = trained()
        for docs in _batches(stream, batch_size):
            judged = [[JudgedLedd.of(doc._.document, ledd) for ledd in doc._.ledd] for doc in docs]
            opinions = iter(model.opinions([each.view for one in judged for each in one]))
            for doc, one in zip(docs, judged, strict=True):
                unasked = _unasked(doc._.families)
                found = [clause for each in one for clause in each.clauses(next(opinions), unasked)]
                _mark(doc, found)
                yield doc


class Syntax:
    """Gives each duty its grammar; what is no duty is never parsed."""

    def __call__(self, doc: Doc) -> Doc:
        """Parse the duties of one text."""
        return next(self.pipe(iter((doc,))))

    def pipe(self, stream: Iterable[Doc], batch_size: int = _BATCH) -> Iterator[Doc]:
        """Parse the duties of many texts, a batch at a time."""
        for docs in _batches(stream, batch_size):
            duties = [span for doc in docs for span in _duties(doc)]
            for span, tree in zip(
                duties, trees(each._.clause.text for each in duties), strict=True
            ):
                span._.tree = tree
            yield from docs


@Language.component(
    "clause_slots",
    requires=["doc.spans", "span._.clause", "span._.tree"],
    assigns=["span._.clause"],
)
def mark_slots(doc: Doc) -> Doc:
    """Mark the parts of each duty: who shall, with whom, when, why and for whom."""
    for span in _duties(doc):
        clause = span._.clause
        at = clause.span.start
        found = find_slots(clause.text, span._.tree)
        slots = {name: Span(at + part.start, at + part.end) for name, part in found.items()}
        span._.clause = replace(clause, slots=slots)
    return doc


@Language.component(
    "clause_ladder", requires=["doc.spans", "span._.clause"], assigns=["span._.clause"]
)
def climb(doc: Doc) -> Doc:
    """Give each clause its step on the coordination ladder, where its words support one."""
    for span in doc.spans["clauses"]:
        clause = span._.clause
        if (on := standing(clause.text)) is not None:
            why = f"«{on.words.of(clause.text)}» er trinn {on.rung.step}: {on.rung.title()}"
            evidence = placed(Evidence(why, on.words), clause.span.start)
            span._.clause = replace(
                clause, step=on.rung.step, evidence=(*clause.evidence, evidence)
            )
    return doc


def _mark(doc: Doc, clauses: Iterable[Clause]) -> None:
    """Mark clauses in a text, each with its surest type as its label."""
    doc.spans["clauses"] = []
    for clause in clauses:
        start, end = clause.span.start - doc._.start, clause.span.end - doc._.start
        span = doc.char_span(start, end, label=next(iter(clause.types)), alignment_mode="expand")
        assert span is not None, "a clause lies within its ledd"
        span._.clause = clause
        doc.spans["clauses"].append(span)


def _batches(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    waiting = iter(stream)
    while docs := list(islice(waiting, size)):
        yield docs


def _duties(doc: Doc) -> list[Tokens]:
    """The clauses whose parts are marked."""
    return [span for span in doc.spans["clauses"] if SLOTTED & span._.clause.types.keys()]


@Language.factory(
    "clause_types",
    requires=["doc._.document", "doc._.ledd", "doc._.start"],
    assigns=["doc.spans", "span._.clause"],
)
def _types(nlp: Language, name: str) -> Types:  # noqa: ARG001 - spaCy calls it so
    return Types()


@Language.factory(
    "clause_syntax",
    requires=["doc.spans", "span._.clause"],
    assigns=["span._.tree"],
)
def _syntax(nlp: Language, name: str) -> Syntax:  # noqa: ARG001 - spaCy calls it so
    return Syntax()


for _name, _default in (("document", None), ("ledd", ()), ("start", 0), ("families", ())):
    Doc.set_extension(_name, default=_default, force=True)
for _name in ("clause", "tree"):
    Tokens.set_extension(_name, default=None, force=True)
