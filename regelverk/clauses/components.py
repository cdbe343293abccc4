"""The detection of clauses in spaCy's form: components that read one another's marks.

    clause_ledd → clause_types → clause_syntax → clause_slots → clause_ladder

A `Doc` is a document or a plain text. `pipeline()(text)` and `clauses_of(documents)` run the same
components, and the steps are put together nowhere else. Words are parsed only where a duty was
found.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice, pairwise, tee

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens
from spacy.vocab import Vocab

from regelverk.clauses.candidates import candidates
from regelverk.clauses.definitions import defined, definitions
from regelverk.clauses.judged import JudgedLedd, placed
from regelverk.clauses.ladder import standing
from regelverk.clauses.learned import trained
from regelverk.clauses.plain import plain_document
from regelverk.clauses.reasons import by_rung
from regelverk.clauses.repair import Repaired, repaired
from regelverk.clauses.rulebook import clause_types
from regelverk.clauses.slots import SLOTTED, find_slots
from regelverk.clauses.types import Clause, Evidence
from regelverk.clauses.units import Ledd
from regelverk.language.pipeline import syntax, trees
from regelverk.model.document import Document
from regelverk.spans import Span

_BATCH = 16
"""So many documents are judged, and their duties parsed, at a time."""


@cache
def pipeline() -> Language:
    """The whole detection: `pipeline()(text)` marks clauses as `doc.spans["clauses"]`.

    Each marked span has its clause as `span._.clause`.
    """
    nlp = spacy.blank("nb", vocab=syntax().vocab)
    nlp.batch_size = _BATCH
    for name in ("clause_ledd", "clause_types", "clause_syntax", "clause_slots", "clause_ladder"):
        nlp.add_pipe(name)
    return nlp


def clauses_of(
    documents: Iterable[Document], families: Collection[str] = ()
) -> Iterator[tuple[Clause, ...]]:
    """The clauses of each document, in the order of its text. See `detect.find_clauses`."""
    known = {*trained().types, *_unasked(families)}
    prepared, docs = tee(_prepared(document, known, families) for document in documents)
    for (read, _), doc in zip(prepared, pipeline().pipe(doc for _, doc in docs), strict=True):
        yield tuple(read.as_it_stands(span._.clause) for span in doc.spans["clauses"])


def _unasked(families: Collection[str]) -> frozenset[str]:
    """The families that are looked for only on request, and were not asked for."""
    return frozenset(
        kind.name for kind in clause_types() if kind.on_request and kind.name not in families
    )


def _prepared(
    document: Document, known: Collection[str], families: Collection[str]
) -> tuple[Repaired, Doc]:
    """A document without the damage of a scan, also as the components take it."""
    found = tuple(candidates(document, known))
    read = repaired(document, "\n".join(document.quote(ledd.node) for ledd in found))
    if read.document is not document:
        found = tuple(candidates(read.document, known))
    return read, _doc(read.document, found, families)


def _doc(document: Document, found: Sequence[Ledd], families: Collection[str]) -> Doc:
    """A document as the components take it.

    Its tokens are whole sentences and what stands between them: to cut all of them into words would
    take long, and the parser does that itself for the few that it is given. They are kept in a
    vocabulary of their own, which goes when the document does.
    """
    places = {place for ledd in found for unit in ledd.units for place in unit.span}
    cut = pairwise(sorted(places | {0, len(document.text)}))
    pieces = [document.text[start:end] for start, end in cut]
    doc = Doc(Vocab(), words=pieces, spaces=[False] * len(pieces))
    doc._.document, doc._.ledd, doc._.families = document, found, families
    return doc


@Language.component("clause_ledd", assigns=["doc._.document", "doc._.ledd"])
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
                found: list[Clause] = []
                for each in one:
                    found += each.clauses(next(opinions), unasked, found)
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
    duties = _duties(doc)
    known = definitions(doc._.document) if duties else ()
    for span in duties:
        clause = span._.clause
        at = clause.span.start
        found = find_slots(clause.text, span._.tree)
        slots = {name: Span(at + part.start, at + part.end) for name, part in found.items()}
        clause = replace(clause, slots=slots)
        why = defined(clause, known)
        span._.clause = replace(clause, evidence=(*clause.evidence, why)) if why else clause
    return doc


@Language.component(
    "clause_ladder", requires=["doc.spans", "span._.clause"], assigns=["span._.clause"]
)
def climb(doc: Doc) -> Doc:
    """Give each clause its step on the coordination ladder, where its words support one."""
    for span in doc.spans["clauses"]:
        clause = span._.clause
        if (on := standing(clause.text)) is not None:
            why = by_rung(on.rung, on.words.of(clause.text))
            evidence = placed(Evidence(why, on.words), clause.span.start)
            span._.clause = replace(
                clause, step=on.rung.step, evidence=(*clause.evidence, evidence)
            )
    return doc


def _mark(doc: Doc, clauses: Iterable[Clause]) -> None:
    """Mark clauses in a text, each with its surest type as its label."""
    doc.spans["clauses"] = []
    for clause in clauses:
        label = next(iter(clause.types))
        span = doc.char_span(*clause.span, label=label, alignment_mode="expand")
        assert span is not None, "a clause lies within its document"
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
    requires=["doc._.document", "doc._.ledd"],
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


for _name, _default in (("document", None), ("ledd", ()), ("families", ())):
    Doc.set_extension(_name, default=_default, force=True)
for _name in ("clause", "tree"):
    Tokens.set_extension(_name, default=None, force=True)
