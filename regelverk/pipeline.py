"""The verbs: read, find, compare, draft, check letters, write. The only caller of the readers."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from regelverk.citations.resolve import Resolver
from regelverk.clauses.detect import find_clauses, find_in_each, in_order
from regelverk.clauses.types import Clause
from regelverk.comparison.compare import compare as compare_clauses
from regelverk.comparison.development import development
from regelverk.comparison.families import families
from regelverk.comparison.justifications import parse_justifications
from regelverk.comparison.stale import stale_references
from regelverk.comparison.types import Comparison, Justification
from regelverk.drafting.common import common_act
from regelverk.drafting.draft import draft as draft_sections
from regelverk.drafting.effect import effect
from regelverk.drafting.model_clause import (
    CONSENSUS,
    from_consensus,
    from_section,
    from_text,
    only,
    shipped,
    shipped_names,
)
from regelverk.drafting.read_back import losses
from regelverk.drafting.types import Draft, Effect, ModelClause
from regelverk.errors import (
    AddressError,
    EmptyFileError,
    ModelClauseError,
    ReadError,
)
from regelverk.letters.check import check_letters as check_documents
from regelverk.letters.types import LetterCheck
from regelverk.model.address import Address
from regelverk.model.document import Document, DocumentKind, Kind, Language
from regelverk.model.identifiers import distinct, is_reference
from regelverk.readers import docx, html, lovdata, pdf, text
from regelverk.readers.decode import decode
from regelverk.readers.docx_package import open_package
from regelverk.readers.files import NamedBytes, ReadFailure, Source, load, unpack, unread
from regelverk.readers.limits import DEFAULT, Limits
from regelverk.readers.sniff import Format, refusal, sniff
from regelverk.rules.texts import Both
from regelverk.writers.docx import bill_docx, drafts_docx, word_package
from regelverk.writers.docx_reports import comparison_docx
from regelverk.writers.letter_docx import letters_docx
from regelverk.writers.letter_proposals import by_letter, proposals_docx, tracked_letter
from regelverk.writers.tracked import Edit, redline, revise

__all__ = [
    "NamedBytes",
    "ReadFailure",
    "Source",
    "check_draft",
    "check_letters",
    "compare",
    "draft",
    "find_clauses",
    "find_in_all",
    "letter_proposals",
    "model_clause",
    "propose_edits",
    "read",
    "read_corpus",
    "told_apart",
    "track_changes",
    "unpack",
    "write_docx",
    "write_package",
]

Reader = Callable[[bytes, str, Limits], Document]
_READERS: Mapping[Format, Reader] = {
    Format.LOVDATA: lovdata.read,
    Format.DOCX: docx.read,
    Format.PDF: pdf.read,
    Format.HTML: html.read,
    Format.TEXT: text.read,
}


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Read one document: an act, a regulation or a letter, in any known format.

    Args:
        source: A path, or bytes with a name.
        limits: Bounds on what is read.

    Raises:
        ReadError: It cannot be read; the error says why and what to do.
    """
    return _read_bytes(load(source, limits), limits)


def read_corpus(
    sources: Iterable[Source], limits: Limits = DEFAULT
) -> Iterator[Document | ReadFailure]:
    """Read many documents as a stream: files, folders and archives.

    A folder is read in the order of its files' names; hidden files and JSON data are passed over.
    A file that cannot be read gives a failure that names it, and the rest goes on. Only one
    document is held at a time.
    """
    return (_read_one(each, limits) for each in unread(sources, limits))


def told_apart(documents: Iterable[Document]) -> list[Document]:
    """The documents, those that are known by their files' names numbered where names are the same.

    Acts and regulations, which say who they are, stay as they are.
    """
    taken: set[str] = set()
    kept = []
    for each in documents:
        namesake = each.identifier in taken and not is_reference(each.identifier)
        kept.append(each.called(distinct(each.identifier, taken)) if namesake else each)
        taken.add(kept[-1].identifier)
    return kept


def find_in_all(
    sources: Iterable[Source],
    families: Collection[str] = (),
    executor: Executor | None = None,
    limits: Limits = DEFAULT,
) -> Iterator[tuple[Clause, ...] | ReadFailure]:
    """The clauses of many documents as a stream, document by document, in their order.

    Args:
        sources: As for `read_corpus`.
        families: As for `find_clauses`.
        executor: Who reads and finds, beyond the first few documents; any executor of processes,
            on one machine or many. Without one it is done here.
        limits: Bounds on what is read.
    """
    find = partial(_find_in_some, families=families, limits=limits)
    return in_order(find, unread(sources, limits), executor)


def _find_in_some(
    files: Iterable[NamedBytes | ReadFailure], families: Collection[str], limits: Limits
) -> list[tuple[Clause, ...] | ReadFailure]:
    read = [_read_one(file, limits) for file in files]
    found = find_in_each((each for each in read if isinstance(each, Document)), families)
    return [each if isinstance(each, ReadFailure) else next(found) for each in read]


def _read_one(file: NamedBytes | ReadFailure, limits: Limits) -> Document | ReadFailure:
    if isinstance(file, ReadFailure):
        return file
    try:
        return _read_bytes(file, limits)
    except ReadError as error:
        return ReadFailure(file.name, error)


def _read_bytes(file: NamedBytes, limits: Limits) -> Document:
    if not file.data.strip():
        raise EmptyFileError(source=file.name)
    found = sniff(file.data)
    if found not in _READERS:
        raise refusal(found, file.name)
    return _READERS[found](file.data, file.name, limits)


def compare(
    documents: Sequence[Document],
    types: Iterable[str] = (),
    clauses: Iterable[Clause] | None = None,
    *,
    before: Sequence[Document] = (),
    justifications: Iterable[Justification] = (),
    executor: Executor | None = None,
) -> Comparison:
    """Set acts side by side, element by element and wording by wording.

    Args:
        documents: The acts, in the order they are to be shown.
        types: The clause types to compare; all where none is named.
        clauses: Their clauses, where they are found already.
        before: The same acts in an earlier state; the result then tells what has changed.
        justifications: The user's reasons for differences (`read_justifications`).
        executor: Who finds the clauses, beyond the first few documents; see `find_in_all`.
    """
    if clauses is None:
        clauses = _clauses_of(documents, executor)
    known, wanted, reasons = tuple(clauses), tuple(types), tuple(justifications)
    result = compare_clauses(documents, known, wanted, reasons)
    if before:
        old = _clauses_of(before, executor)
        earlier = compare_clauses(before, old, wanted, reasons)
        result = replace(result, development=development(earlier, result))
    return replace(
        result,
        families=families(documents, known, workers=-1),
        stale=stale_references(documents, result.clauses, Resolver(documents)),
    )


def _clauses_of(documents: Sequence[Document], executor: Executor | None) -> list[Clause]:
    found = in_order(_find_in_documents, documents, executor)
    return [clause for clauses in found for clause in clauses]


def _find_in_documents(documents: Iterable[Document]) -> list[tuple[Clause, ...]]:
    return list(find_in_each(documents))


def read_justifications(source: Source) -> tuple[Justification, ...]:
    """A file of the user's reasons for differences; `comparison.justifications` shows its form.

    Raises:
        ReadError: It cannot be read.
        JustificationError: It cannot be used; the error says where and why.
    """
    file = load(source, DEFAULT)
    return parse_justifications(decode(file.data).text, Path(file.name).name)


def model_clause(
    model: str,
    documents: Sequence[Document] = (),
    elements: Iterable[str] = (),
    clauses: Iterable[Clause] | None = None,
) -> dict[Language, ModelClause]:
    """A model clause by name, address or file, in each form it exists in.

    Args:
        model: The name of one that ships; `konsensus` for the documents' section nearest to all the
            others; the address of a section in the documents; or a text file with the heading on
            its first line and then one ledd per paragraph.
        documents: The acts.
        elements: The elements it is to have; all, or a shipped one's usual ones, where none is
            named.
        clauses: The acts' clauses, where they are found already.

    Raises:
        ModelClauseError: There is none, or it cannot be read.
    """
    wanted = tuple(elements)
    if model in shipped_names():
        return shipped(model, wanted)
    if model == CONSENSUS:
        compared = compare(documents, clauses=clauses)
        found: ModelClause | None = from_consensus(compared, documents)
    else:
        found = _at_address(model, documents) or _in_file(model)
    if found is None:
        known = ", ".join([*shipped_names(), CONSENSUS])
        raise ModelClauseError(
            value=model,
            detail=f"ingen modell ({known}), adresse i lovene eller fil heter det",
        )
    kept = only(found, wanted)
    return {kept.language: kept}


def _at_address(model: str, documents: Sequence[Document]) -> ModelClause | None:
    try:
        address = Address.parse(model)
    except AddressError:
        return None
    for document in documents:
        node = document.at(address)
        if (
            document.identifier == address.document
            and node is not None
            and node.kind is Kind.SECTION
        ):
            return from_section(document, node, model)
    return None


def _in_file(model: str) -> ModelClause | None:
    path = Path(model)
    if not path.is_file():
        return None
    data = load(path, DEFAULT).data
    if sniff(data) is not Format.TEXT:
        raise ModelClauseError(value=model, detail="filen er ikke ren tekst")
    wording = decode(data).text
    return from_text(wording, path.name)


def draft(
    documents: Sequence[Document],
    model: str | Mapping[Language, ModelClause] = "standard",
    *,
    approach: str = "sector",
    elements: Iterable[str] = (),
    clauses: Iterable[Clause] | None = None,
) -> tuple[Draft, ...]:
    """Draft a harmonised section for each act, or one common act.

    Args:
        documents: The acts.
        model: The model clause, or what names it (see `model_clause`).
        approach: `sector` for a section in each act, `common` for one act in their place.
        elements: The elements the section is to have.
        clauses: The acts' clauses, where they are found already.

    Raises:
        ModelClauseError: The model clause is not there.
    """
    if clauses is None:
        clauses = [clause for document in documents for clause in find_clauses(document)]
    found = tuple(clauses)
    models = model_clause(model, documents, elements, found) if isinstance(model, str) else model
    return (common_act if approach == "common" else draft_sections)(documents, found, models)


def check_draft(
    draft: Draft, others: Sequence[Draft], document: Document | None
) -> tuple[Both, ...]:
    """What a draft loses when its amendment act is written, read back and applied.

    Args:
        draft: The draft.
        others: For a section of a new act, all its sections; else empty.
        document: The act that is amended; None for a section of a new act.

    Returns:
        A plain sentence for each loss; empty where the act will read as the draft does.
    """
    written = bill_docx(others or [draft])
    return losses(draft, document, read(NamedBytes("lovforslag.docx", written)))


def check_letters(documents: Sequence[Document], initiatives: Iterable[str] = ()) -> LetterCheck:
    """Set allocation letters side by side, and against the acts among the documents.

    See `regelverk.letters.check.check_letters`.
    """
    given = told_apart(documents)
    acts = [each for each in given if each.kind is DocumentKind.ACT]
    clauses = [clause for act in acts for clause in find_clauses(act)]
    return check_documents(given, initiatives, clauses)


def letter_proposals(
    check: LetterCheck, files: Mapping[str, bytes], date: datetime, limits: Limits = DEFAULT
) -> Iterator[tuple[str, bytes]]:
    """A Word file for each letter that has harmonised text, with a name after the letter's.

    Args:
        check: A check of letters.
        files: The letters' own bytes by the name of their file. A Word file gets the text as
            tracked changes; for any other the paragraphs are given with their place.
        date: The date on the changes.
        limits: Bounds on what is read.

    Raises:
        ReadError: A Word file cannot be opened.
    """
    texts = by_letter(check.proposals)
    for letter in check.letters:
        proposals = texts.get(letter.identifier, [])
        data = files.get(letter.file, b"")
        if not proposals:
            continue
        if data and sniff(data) is Format.DOCX:
            content = _read_bytes(NamedBytes(letter.file, data), limits).text
            package = open_package(data, letter.file, limits)
            made = tracked_letter(package, letter, content, proposals, date)
        else:
            made = proposals_docx(letter, proposals, date)
        yield f"{letter.identifier.rpartition('/')[2]}-forslag.docx", made


def write_docx(
    result: Sequence[Draft] | Comparison | LetterCheck,
    *,
    language: str = "nb",
    model: str = "standard",
    made: datetime | None = None,
) -> bytes:
    """A result as a Word file.

    Args:
        result: Drafts, a comparison, or a check of letters.
        language: The form of headings and notes, `nb` or `nn`.
        model: What the drafts' model clause is called.
        made: The date to put on the file.
    """
    if isinstance(result, Comparison):
        return comparison_docx(result, language, made)
    if isinstance(result, LetterCheck):
        return letters_docx(result, language, made)
    return drafts_docx(result, model, language, made)


def write_package(
    drafts: Sequence[Draft],
    documents: Sequence[Document],
    *,
    language: str = "nb",
    model: str = "standard",
    made: datetime | None = None,
    clauses: Iterable[Clause] | None = None,
    measured: Effect | None = None,
) -> dict[str, bytes]:
    """Drafts as the Word files a drafting team needs, by their names. See `word_package`.

    Args:
        drafts: The drafts.
        documents: The acts as they are today.
        language: The form of headings and notes, `nb` or `nn`.
        model: What the drafts' model clause is called.
        made: The date to put on the files and the tracked changes.
        clauses: The acts' clauses, where they are found already.
        measured: What the drafts do to uniformity, where that is known already.
    """
    if clauses is None and measured is None:
        clauses = [clause for document in documents for clause in find_clauses(document)]
    found = measured or effect(documents, tuple(clauses or ()), drafts)
    return word_package(drafts, documents, model, language, made, found)


def propose_edits(source: Source, edits: Iterable[Edit], made: datetime) -> bytes:
    """A Word file in which quoted words become others, as tracked changes.

    Raises:
        ReadError: The file cannot be read.
        EditError: A quote is not in the file, or overlaps another.
    """
    file = load(source, DEFAULT)
    return revise(open_package(file.data, file.name, DEFAULT), edits, made)


def track_changes(before: Source, after: Source, made: datetime) -> bytes:
    """A Word file with the tracked changes that make it its revision.

    Raises:
        ReadError: One of the files cannot be read.
    """
    old, new = (load(each, DEFAULT) for each in (before, after))
    return redline(
        open_package(old.data, old.name, DEFAULT), open_package(new.data, new.name, DEFAULT), made
    )
