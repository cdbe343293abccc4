"""A whole case as one file: to keep, to send, to take in again."""

import json
import zipfile
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from pydantic import BaseModel, Field, ValidationError

from api.errors import CaseFileError
from api.service import Service
from api.services import cases, documents
from api.services.access import Visitor, at_large, case_for, record
from api.store.files import Stored
from api.store.tables import Case, DraftEdit, Reasoned, Role

_MANIFEST = "sak.json"
_FORMAT = 1
_MIB = 1 << 20
_MOST_FILES = 2000
_LARGEST_MANIFEST = 16 * _MIB
_SPOOL = 32 * _MIB


class _Document(BaseModel):
    name: str = Field(max_length=255)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class _Reason(BaseModel):
    act: str = Field(max_length=255)
    element: str = Field(max_length=64)
    reason: str = Field(max_length=2000)
    author: str = Field(max_length=255)
    given: datetime


class _Edit(BaseModel):
    law: str = Field(max_length=255)
    heading: str = Field(max_length=500)
    subsections: list[str] = Field(max_length=200)


class _OwnModel(BaseModel):
    name: str = Field(max_length=80)
    heading: str = Field(max_length=500)
    text: str = Field(max_length=20_000)


class _Drafting(BaseModel):
    model: str = Field(default="standard", max_length=300)
    approach: str = Field(default="sector", max_length=16)
    elements: list[str] = Field(default=[], max_length=64)
    own: list[_OwnModel] = Field(default=[], max_length=20)


class _Manifest(BaseModel):
    """What `sak.json` holds; the files lie beside it under their hashes."""

    format: int
    title: str
    documents: list[_Document] = Field(max_length=_MOST_FILES)
    justifications: list[_Reason] = Field(default=[], max_length=10_000)
    edits: list[_Edit] = Field(default=[], max_length=1000)
    drafting: _Drafting = _Drafting()


def export(service: Service, who: Visitor, case_id: str) -> tuple[Case, BinaryIO]:
    """A case as a zip file: its documents, reasons and drafts in the user's words.

    Analyses are not in it, since they can be made again.
    """
    with service.database.work() as work:
        case = case_for(work, who, case_id)
        manifest = _manifest(case)
        hashes = [each.sha256 for each in case.documents]
        record(work, who, "case-exported", case_id)
    target = SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(_MANIFEST, manifest.model_dump_json(indent=1))
        for sha256 in hashes:
            packed.write(service.files.path(sha256), f"filer/{sha256}")
    target.seek(0)
    return case, target  # type: ignore[return-value]


def _manifest(case: Case) -> _Manifest:
    return _Manifest(
        format=_FORMAT,
        title=case.title,
        documents=[_Document(name=each.name, sha256=each.sha256) for each in case.documents],
        justifications=[
            _Reason(act=each.act, element=each.element, reason=each.reason, author=each.author,
                    given=each.given)
            for each in case.justifications
        ],
        edits=[
            _Edit(law=each.law, heading=each.heading, subsections=each.subsections)
            for each in case.edits
        ],
        drafting=_Drafting(**case.drafting),
    )  # fmt: skip


def take_in(service: Service, who: Visitor, source: BinaryIO) -> Case:
    """Make a case of an exported one. Every file is checked against its hash.

    Raises:
        CaseFileError: It is not an exported case, or it is damaged.
        NotAllowedError: An API token asks that may not change all of its user's cases.
    """
    at_large(who, Role.EDITOR)
    try:
        with zipfile.ZipFile(source) as packed:
            manifest = _read_manifest(packed)
            _refuse_bomb(packed, 4 * service.settings.request * _MIB)
            stored = [_take_file(service, packed, each.sha256) for each in manifest.documents]
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, RuntimeError, NotImplementedError,
            json.JSONDecodeError, ValidationError) as error:  # fmt: skip
        raise CaseFileError(detail="den er skadet eller av et annet slag") from error
    case = cases.make(service, who, manifest.title)
    with service.database.work() as work:
        kept = case_for(work, who, case.id, Role.EDITOR)
        for each, file in zip(manifest.documents, stored, strict=True):
            documents.add(service, work, kept, documents.safe_name(each.name), file)
        kept.justifications += [Reasoned(**each.model_dump()) for each in manifest.justifications]
        kept.edits += [DraftEdit(**each.model_dump()) for each in manifest.edits]
        kept.drafting = manifest.drafting.model_dump()
        record(work, who, "case-imported", case.id)
    service.jobs.hurry(len(stored))
    return kept


def _read_manifest(packed: zipfile.ZipFile) -> _Manifest:
    if packed.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
        raise CaseFileError(detail="innholdsfortegnelsen er for stor")
    manifest = _Manifest.model_validate_json(packed.read(_MANIFEST))
    if manifest.format != _FORMAT:
        raise CaseFileError(detail="den er laget av en nyere utgave")
    return manifest


def _refuse_bomb(packed: zipfile.ZipFile, most: int) -> None:
    if sum(each.file_size for each in packed.infolist()) > most:
        raise CaseFileError(detail="den pakker seg ut til mer enn tjenesten tar imot")


def _take_file(service: Service, packed: zipfile.ZipFile, sha256: str) -> Stored:
    with packed.open(f"filer/{sha256}") as member:
        stored = service.files.put(member, service.settings.file * _MIB)  # type: ignore[arg-type]
    if stored.sha256 != sha256:
        raise CaseFileError(detail="en fil er ikke den samme som da saken ble eksportert")
    return stored
