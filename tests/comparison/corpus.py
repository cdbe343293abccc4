"""Real acts for tests of comparing: read from the archive, each once."""

import tarfile
from functools import cache
from pathlib import Path

from regelverk.model.document import Document
from regelverk.readers import lovdata


def acts_in_force(archive: Path, *identifiers: str) -> list[Document]:
    """Acts of the archive by their identifiers, in the order asked for."""
    return [_by_name(archive)[_file_name(each)] for each in identifiers]


class _Reading(dict[str, Document]):
    """Documents by file name, read when they are first asked for."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files

    def __missing__(self, name: str) -> Document:
        self[name] = lovdata.read(self._files[name], name)
        return self[name]


@cache
def _by_name(archive: Path) -> _Reading:
    files: dict[str, bytes] = {}
    with tarfile.open(archive) as opened:
        for member in opened:
            stream = opened.extractfile(member)
            if stream is not None:
                files[member.name.rsplit("/", 1)[-1]] = stream.read()
    return _Reading(files)


def _file_name(identifier: str) -> str:
    """`nl-20050617-064.xml` for `lov/2005-06-17-64`."""
    year, month, day, *number = identifier.removeprefix("lov/").split("-")
    return f"nl-{year}{month}{day}-{int(number[0]) if number else 0:03d}.xml"
