"""Read what the command line names, and say what could not be read."""

import sys
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Executor
from typing import TypeVar

from regelverk.clauses.types import Clause
from regelverk.cli.output import Progress, complain
from regelverk.model.document import Document
from regelverk.pipeline import NamedBytes, ReadFailure, Source, find_in_all, read_corpus, told_apart
from regelverk.rules.texts import text

_LARGEST_STDIN = 4 << 30
_CHUNK = 1 << 20
STDIN = "-"
Result = TypeVar("Result")
_REMARKS = 2
_FEW = 20
"""With more documents than this, remarks on the reading of each would drown the result."""


class Corpus:
    """The documents that paths name, one at a time; `failed` tells whether some were not read."""

    def __init__(self, paths: Iterable[str], language: str) -> None:
        self._paths = tuple(paths)
        self._language = language
        self.failed = False
        self.count = 0

    def __iter__(self) -> Iterator[Document]:
        return self._read(read_corpus(map(_source, self._paths)))

    def clauses(
        self, families: Collection[str], executor: Executor
    ) -> Iterator[tuple[Clause, ...]]:
        """The clauses of each document; whoever finds them also reads."""
        return self._read(find_in_all(map(_source, self._paths), families, executor))

    def _read(self, results: Iterable[Result | ReadFailure]) -> Iterator[Result]:
        """What came of each document; what could not be read is told and passed over."""
        progress = Progress(text("progress_read", self._language))
        for each in results:
            if isinstance(each, ReadFailure):
                self.failed = True
                progress.done()
                complain(each.error.text(self._language))
                continue
            self.count += 1
            progress.step()
            yield each
        progress.done()
        if not self.count and not self.failed:
            self.failed = True
            complain(text("nothing_read", self._language))

    def all(self) -> list[Document]:
        """All of them at once, to be seen side by side. Two of the same act are one."""
        found: dict[str, Document] = {}
        for document in told_apart(self):
            if document.identifier in found:
                complain(
                    text(
                        "twice",
                        self._language,
                        source=document.source,
                        identifier=document.identifier,
                    )
                )
                continue
            found[document.identifier] = document
        if len(found) <= _FEW:
            for document in found.values():
                self._remark(document)
        return list(found.values())

    def _remark(self, document: Document) -> None:
        """Pass on what the reader noticed, a few remarks for each document."""
        for notice in document.notices[:_REMARKS]:
            complain(f"{document.source}: {notice.message}")
        hidden = len(document.notices) - _REMARKS
        if hidden > 0:
            more = text("difference_more", self._language, count=hidden)
            complain(f"{document.source}: {more}")


def _source(path: str) -> Source:
    if path != STDIN:
        return path
    chunks: list[bytes] = []
    while len(chunks) * _CHUNK < _LARGEST_STDIN and (chunk := sys.stdin.buffer.read(_CHUNK)):
        chunks.append(chunk)
    return NamedBytes(STDIN, b"".join(chunks))
