"""Documents of a case, and how far the reading of them has come."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain, count
from pathlib import PureWindowsPath
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Work

from api.errors import NotFoundError, NotReadyError, UnexpectedError
from api.jobs import fresh_since, key_of
from api.service import Service
from api.services.access import Visitor, case_for, record, touch
from api.store.files import Stored
from api.store.tables import Analysis, Case, Role, State, StoredDocument
from api.store.upkeep import let_go
from api.tasks import Read
from regelverk import RegelverkError

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a case, and how far its reading has come."""

    stored: StoredDocument
    key: str
    state: State
    summary: dict[str, Any]
    error: RegelverkError | None = None

    @property
    def pending(self) -> bool:
        """Whether it is still to be read."""
        return self.state in (State.WAITING, State.RUNNING)


def add(service: Service, work: Work, case: Case, name: str, stored: Stored) -> StoredDocument:
    """Put a stored file in a case. The same content twice is one document; no two share a name."""
    service.database.guard(work)
    if not service.files.path(stored.sha256).is_file():  # deleted with another case just now
        raise UnexpectedError
    same = next((each for each in case.documents if each.sha256 == stored.sha256), None)
    if same is not None:
        return same
    position = max((each.position for each in case.documents), default=0) + 1
    document = StoredDocument(
        id=uuid4().hex,
        position=position,
        sha256=stored.sha256,
        name=_free(name, {each.name for each in case.documents}),
        size=stored.size,
    )
    case.documents.append(document)
    touch(case)
    work.flush()
    service.jobs.ask(work, case.id, "document", _inputs(document))
    return document


def _free(name: str, taken: Collection[str]) -> str:
    """A name that no other document of the case has: `brev (2).docx`."""
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    numbered = (f"{stem} ({number}){dot}{ending}" for number in count(2))
    return next(each for each in chain([name], numbered) if each not in taken)


def entries(service: Service, work: Work, case: Case) -> list[Entry]:
    """The documents of a case, in the order they came; asks for readings that are not there."""
    keys = {each.id: key_of("document", _inputs(each)) for each in case.documents}
    analyses = {
        row.key: row
        for row in work.scalars(
            select(Analysis).where(Analysis.case_id == case.id, Analysis.kind == "document")
        )
    }
    return [_entry(service, each, keys[each.id], analyses) for each in case.documents]


def _entry(
    service: Service, stored: StoredDocument, key: str, analyses: dict[str, Analysis]
) -> Entry:
    row = analyses.get(key)
    if row is None:
        return Entry(stored, key, State.WAITING, {})
    error = service.jobs.error(row) if row.state == State.FAILED else None
    return Entry(stored, key, State(row.state), row.summary, error)


def overview(
    service: Service, who: Visitor, case_id: str, needed: Role = Role.READER
) -> tuple[Case, list[Entry]]:
    """A case and its documents; readings that a new version needs are asked for."""
    with service.database.look() as work:
        case = case_for(work, who, case_id, needed)
        found = entries(service, work, case)
        fresh = (Analysis.case_id == case_id) & (Analysis.asked > fresh_since())
        known = set(work.scalars(select(Analysis.key).where(fresh)))
    if missing := [each for each in found if each.key not in known]:
        with service.database.work() as work:
            for each in missing:
                service.jobs.ask(work, case_id, "document", _inputs(each.stored))
        service.jobs.hurry(len(missing))
    return case, found


def working(service: Service, case_id: str) -> int:
    """How many analyses of a case are waiting or under way."""
    with service.database.look() as work:
        return (
            work.scalar(
                select(func.count())
                .select_from(Analysis)
                .where(
                    Analysis.case_id == case_id,
                    Analysis.state.in_([State.WAITING, State.RUNNING]),
                )
            )
            or 0
        )


def one(service: Service, who: Visitor, case_id: str, document_id: str) -> tuple[Case, Entry, Read]:
    """One document that has been read.

    Raises:
        NotFoundError: There is none.
        NotReadyError: It is still to be read.
        ReadError: It could not be read.
    """
    case, found = overview(service, who, case_id)
    entry = next((each for each in found if each.stored.id == document_id), None)
    if entry is None:
        raise NotFoundError
    if entry.error is not None:
        raise entry.error
    if entry.pending:
        raise NotReadyError
    with service.database.look() as work:
        return case, entry, service.jobs.result(work, case_id, entry.key)


def remove(service: Service, who: Visitor, case_id: str, document_id: str) -> str:
    """Take a document out of a case, with everything that was made from it; gives its name."""
    with service.database.work() as work:
        case = case_for(work, who, case_id, Role.EDITOR)
        document = next((each for each in case.documents if each.id == document_id), None)
        if document is None:
            raise NotFoundError
        own = key_of("document", _inputs(document))
        work.execute(
            delete(Analysis).where(
                Analysis.case_id == case_id, (Analysis.key == own) | (Analysis.kind != "document")
            )
        )
        case.documents.remove(document)
        touch(case)
        work.flush()
        record(work, who, "document-deleted", case_id, document_id)
    let_go(service.database, service.files, {document.sha256})
    return document.name


def safe_name(given: str) -> str:
    r"""A file's name as it may be shown and written: no folders, no control characters.

    Example:
        >>> safe_name("..\\..\\lov\u202ecod.docx"), safe_name("/etc/")
        ('lovcod.docx', 'etc')
    """
    last = PureWindowsPath(unicodedata.normalize("NFC", given)).name
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if len(kept) > _LONGEST_NAME:
        kept = f"{(stem or kept)[: _LONGEST_NAME - 10]}{dot}{ending[:9]}"
    return kept or "dokument"


def _inputs(document: StoredDocument) -> dict[str, Any]:
    return {"sha256": document.sha256, "name": document.name}
