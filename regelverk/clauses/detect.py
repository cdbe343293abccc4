"""Find cooperation clauses: rules and a learned model together.

Cheap first: only a ledd with the letters of a clause is looked at closer (`candidates`). Then the
rules give their types, and the model weighs them with the words, the phrases and what stands
around the sentence. A family that the model does not know is decided by its rules alone. The steps
are spaCy components (`components`).
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Executor, Future
from itertools import islice

from regelverk.clauses.families import judge
from regelverk.clauses.slots import SLOTTED
from regelverk.clauses.types import Clause
from regelverk.model.document import Document

__all__ = ["SLOTTED", "find_clauses", "find_in_all", "judge"]

_ALONE = 8
"""So few documents are not worth starting workers for."""
_AHEAD = 24
"""How many documents may wait for a worker, so that a corpus streams through the memory."""

Found = tuple[Document, tuple[Clause, ...]]


def find_clauses(document: Document, families: Collection[str] = ()) -> tuple[Clause, ...]:
    """The cooperation clauses of a document, in the order of its text.

    Args:
        document: Where to look.
        families: Families that are looked for only on request (`rules/clause_types.toml`).
    """
    # spaCy takes a second to import: whoever only reads or asks for help should not wait for it.
    from regelverk.clauses.components import clauses_of  # noqa: PLC0415

    return tuple(clauses_of(document, families))


def find_in_all(
    documents: Iterable[Document], families: Collection[str] = (), executor: Executor | None = None
) -> Iterator[Found]:
    """The clauses of many documents, each with its document, in order and as a stream.

    Args:
        documents: Where to look.
        families: As for `find_clauses`.
        executor: Who does the work, beyond the first few documents; any executor of processes,
            on one machine or many. Without one it is done here.
    """
    waiting = iter(documents)
    for document in islice(waiting, None if executor is None else _ALONE):
        yield document, find_clauses(document, families)
    if executor is None:
        return
    pending: deque[tuple[Document, Future[tuple[Clause, ...]]]] = deque()
    for document in waiting:
        pending.append((document, executor.submit(find_clauses, document, families)))
        if len(pending) > _AHEAD:
            yield _done(pending)
    while pending:
        yield _done(pending)


def _done(pending: deque[tuple[Document, Future[tuple[Clause, ...]]]]) -> Found:
    document, found = pending.popleft()
    return document, found.result()
