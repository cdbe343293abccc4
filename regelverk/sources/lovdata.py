"""Fetch Lovdata's open data: the acts (and regulations) in force, published under NLOD 2.0.

Lovdata lists its packages at `…/publicData/list` (file name, size, time of last change) and serves
each at `…/publicData/get/NAME`. A download that was cut off goes on where it stopped, a package
that has not changed is not fetched again, and only documents whose text has changed are written
anew. Lovdata publishes no checksums: ours (SHA-256) are kept beside the files, so that later damage
is found.
"""

import hashlib
import json
import tarfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from regelverk.errors import FetchError
from regelverk.model.identifiers import from_lovdata_file

LOVDATA = "https://api.lovdata.no/v1/publicData"
ACTS = "gjeldende-lover.tar.bz2"
REGULATIONS = "gjeldende-sentrale-forskrifter.tar.bz2"
MANIFEST = "kilde.json"
DOCUMENTS = "dokumenter"

_ATTEMPTS = 4
_LARGEST_PACKAGE = 2 << 30
_LARGEST_DOCUMENT = 64 << 20
_NOTHING_MORE = 416

Progress = Callable[[str, int, int], None]
"""Told of a download: the package, bytes so far, bytes in all."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package as Lovdata lists it.

    Attributes:
        name: The file name.
        size: Bytes.
        modified: ISO time of the last change.
    """

    name: str
    size: int
    modified: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch brought.

    Attributes:
        folder: Where the documents lie, one XML file each.
        packages: Packages that were downloaded now; those that had not changed are not among them.
        new: References of documents that were not there before.
        changed: References of documents whose text has changed.
        removed: References of documents that are no longer among those asked for.
        unchanged: How many documents were already as they are.
    """

    folder: Path
    packages: tuple[str, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def fetch(
    folder: Path,
    wanted: Collection[str] | None = None,
    packages: Collection[str] = (ACTS,),
    base: str = LOVDATA,
    progress: Progress | None = None,
) -> Fetched:
    """Bring a folder up to date with Lovdata's open data.

    Args:
        folder: Where packages and documents are kept; made where it is missing.
        wanted: References of the documents to unpack; None for all.
        packages: Names of the packages to fetch.
        base: The address of the service.
        progress: Told of each download as it goes on, where there is somebody to tell.

    Raises:
        FetchError: The service cannot be reached, lacks a package, or sends something that is not
            one. What has been downloaded is kept, and the next fetch goes on from there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = _load(folder / MANIFEST)
    fetched: list[str] = []
    with httpx.Client(base_url=base, timeout=60, follow_redirects=True) as client:
        listed = {package.name: package for package in _listing(client)}
        for name in packages:
            if name not in listed:
                raise FetchError(source=name, detail="pakken finnes ikke i listen hos Lovdata")
            if _download(client, listed[name], folder, manifest, progress):
                fetched.append(name)
    return _unpack(folder, packages, wanted, manifest, fetched)


def _load(path: Path) -> dict[str, Any]:
    """The manifest; a missing or damaged one is an empty one, so everything is checked anew."""
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        manifest = {}
    return {"packages": {}, "documents": {}} | (manifest if isinstance(manifest, dict) else {})


def _save(folder: Path, manifest: dict[str, Any]) -> None:
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    _write(folder / MANIFEST, text.encode())


def _write(path: Path, data: bytes) -> None:
    """Write a file so that it is either the old or the new one, never half."""
    part = path.with_name(path.name + ".ny")
    part.write_bytes(data)
    part.replace(path)


def _listing(client: httpx.Client) -> list[Package]:
    try:
        response = client.get("/list")
        response.raise_for_status()
        return [
            Package(str(entry["filename"]), int(entry["sizeBytes"]), str(entry["lastModified"]))
            for entry in response.json()
        ]
    except httpx.HTTPError as error:
        raise FetchError(source=str(client.base_url), detail=_reason(error)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise FetchError(source=str(client.base_url), detail="listen er ikke lesbar") from error


def _reason(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"tjenesten svarte {error.response.status_code}"
    if isinstance(error, httpx.TimeoutException):
        return "tjenesten svarte ikke i tide"
    return "ingen forbindelse med tjenesten"


def _download(
    client: httpx.Client,
    package: Package,
    folder: Path,
    manifest: dict[str, Any],
    progress: Progress | None,
) -> bool:
    """Fetch a package, unless the one that is there is whole and of the same date.

    Returns:
        Whether it was fetched.
    """
    path = folder / package.name
    known = manifest["packages"].get(package.name, {})
    same = (known.get("modified"), known.get("size")) == (package.modified, package.size)
    if same and path.exists() and _sha256(path) == known.get("sha256"):
        return False
    if package.size > _LARGEST_PACKAGE:
        raise FetchError(source=package.name, detail="pakken er større enn 2 GB")
    part = _resumable(folder, package)
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            _append(client, package, part, progress)
            break
        except httpx.HTTPError as error:
            if attempt == _ATTEMPTS or isinstance(error, httpx.HTTPStatusError):
                raise FetchError(source=package.name, detail=_reason(error)) from error
    if part.stat().st_size != package.size or not tarfile.is_tarfile(part):
        part.unlink()
        raise FetchError(source=package.name, detail="det som kom, er ikke pakken som var ventet")
    part.replace(path)
    manifest["packages"][package.name] = {
        "modified": package.modified,
        "size": package.size,
        "sha256": _sha256(path),
    }
    _save(folder, manifest)
    return True


def _resumable(folder: Path, package: Package) -> Path:
    """Where the download is gathered; what is left of another version is thrown away."""
    version = hashlib.sha256(f"{package.modified} {package.size}".encode()).hexdigest()[:12]
    part = folder / f"{package.name}.{version}.del"
    for old in folder.glob(f"{package.name}.*.del"):
        if old != part:
            old.unlink()
    return part


def _append(client: httpx.Client, package: Package, part: Path, progress: Progress | None) -> None:
    """Fetch what is missing of a download."""
    done = part.stat().st_size if part.exists() else 0
    if done >= package.size:
        return
    headers = {"Range": f"bytes={done}-"} if done else {}
    with client.stream("GET", f"/get/{package.name}", headers=headers) as response:
        if response.status_code == _NOTHING_MORE:
            part.unlink()
        response.raise_for_status()
        resumed = done > 0 and response.status_code == httpx.codes.PARTIAL_CONTENT
        done = done if resumed else 0
        with part.open("ab" if resumed else "wb") as file:
            for chunk in response.iter_raw():
                done += len(chunk)
                if done > package.size:
                    raise FetchError(source=package.name, detail="pakken er større enn oppgitt")
                file.write(chunk)
                if progress is not None:
                    progress(package.name, done, package.size)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpack(
    folder: Path,
    packages: Collection[str],
    wanted: Collection[str] | None,
    manifest: dict[str, Any],
    fetched: list[str],
) -> Fetched:
    """Write the documents asked for, where their text is new or has changed."""
    documents = folder / DOCUMENTS
    documents.mkdir(exist_ok=True)
    before: dict[str, str] = manifest["documents"]
    after: dict[str, str] = {}
    new, changed = list[str](), list[str]()
    for name in packages:
        for reference, file_name, data in _documents(folder / name, wanted):
            after[reference] = digest = hashlib.sha256(data).hexdigest()
            path = documents / file_name
            if (
                before.get(reference) == digest
                and path.exists()
                and path.stat().st_size == len(data)
            ):
                continue
            (changed if reference in before else new).append(reference)
            _write(path, data)
    removed = sorted(set(before) - set(after))
    for path in documents.glob("*.xml"):
        if from_lovdata_file(path.name) in removed:
            path.unlink()
    manifest["documents"] = after
    _save(folder, manifest)
    unchanged = len(after) - len(new) - len(changed)
    return Fetched(documents, tuple(fetched), tuple(new), tuple(changed), tuple(removed), unchanged)


def _documents(package: Path, wanted: Collection[str] | None) -> Iterator[tuple[str, str, bytes]]:
    """Reference, file name and bytes of each document asked for in a package."""
    try:
        with tarfile.open(package) as archive:
            for entry in archive:
                file_name = entry.name.rsplit("/", 1)[-1]
                reference = from_lovdata_file(file_name)
                if not reference or not entry.isreg() or entry.size > _LARGEST_DOCUMENT:
                    continue
                if wanted is None or reference in wanted:
                    handle = archive.extractfile(entry)
                    if handle is not None:
                        yield reference, file_name, handle.read()
    except (tarfile.TarError, EOFError, OSError) as error:
        raise FetchError(source=package.name, detail="pakken er skadet") from error
