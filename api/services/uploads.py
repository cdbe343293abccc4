"""What is sent to a case: stored first, read afterwards; archives are unpacked into documents."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from api.errors import ArchiveUploadError, TooManyError
from api.service import Service
from api.services import rates
from api.services.access import Visitor, case_for, record
from api.services.documents import add, safe_name
from api.store.files import Stored
from api.store.tables import Role, StoredDocument
from api.store.upkeep import let_go
from regelverk import ReadFailure, RegelverkError
from regelverk.pipeline import unpack

_MIB = 1 << 20
_MOST_PACKED = 1000
_NOT_UNPACKED = (b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ")


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What came of one file: the document, or why it was refused.

    Attributes:
        name: What it was called, without folders.
        document: The document.
        repeated: Whether the case had it before.
        error: Why it was refused.
    """

    name: str
    document: StoredDocument | None = None
    repeated: bool = False
    error: RegelverkError | None = None


def upload(
    service: Service, who: Visitor, case_id: str, files: list[tuple[str, BinaryIO]]
) -> list[Uploaded]:
    """Store files in a case and ask for them to be read.

    When this returns, every document it names is safely stored and will be read, whatever
    happens to this process. Each file of an archive is a document of its own.

    Raises:
        TooManyError: The user has uploaded too many documents in the last hour.
    """
    with service.database.look() as work:
        case_for(work, who, case_id, Role.EDITOR)
    rates.spend(service, rates.uploads(service), who.user_id, len(files))
    kept: list[tuple[str, Stored]] = []
    answers: list[Uploaded] = []
    for given, source in files:
        for name, found in _stored(service, safe_name(given), source):
            if isinstance(found, RegelverkError):
                answers.append(Uploaded(name, error=found))
            else:
                kept.append((name, found))
    _spend_unpacked(service, who, len(files), kept)
    with service.database.work() as work:
        case = case_for(work, who, case_id, Role.EDITOR)
        for name, stored in kept:
            known = {each.sha256 for each in case.documents}
            document = add(service, work, case, name, stored)
            answers.append(Uploaded(name, document, repeated=stored.sha256 in known))
            if stored.sha256 not in known:
                record(work, who, "document-uploaded", case_id, document.id)
    service.jobs.hurry(len(kept))
    return answers


def _spend_unpacked(
    service: Service, who: Visitor, files: int, kept: list[tuple[str, Stored]]
) -> None:
    """Count what came out of archives too; what is over the limit is not kept."""
    try:
        rates.spend(service, rates.uploads(service), who.user_id, max(0, len(kept) - files))
    except TooManyError:
        let_go(service.database, service.files, {stored.sha256 for _, stored in kept})
        raise


def _stored(
    service: Service, name: str, source: BinaryIO
) -> Iterator[tuple[str, Stored | RegelverkError]]:
    """A file as it is stored, or the files of an archive; what is refused with the reason."""
    limit = service.settings.file * _MIB
    try:
        head = source.read(8)
        source.seek(0)
        if head.startswith(_NOT_UNPACKED):
            raise ArchiveUploadError(source=name)
        packed = unpack(
            source, name, members=_MOST_PACKED, file=limit, archive=service.settings.request * _MIB
        )
        if packed is None:
            yield name, service.files.put(source, limit)
            return
    except RegelverkError as error:
        yield name, error
        return
    empty = True
    for each in packed:
        empty = False
        if isinstance(each, ReadFailure):
            yield each.source, each.error
            continue
        try:
            yield safe_name(each.name), service.files.put(io.BytesIO(each.data), limit)
        except RegelverkError as error:
            yield each.name, error
    if empty:
        yield name, ArchiveUploadError(source=name)
