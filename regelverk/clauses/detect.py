"""Find cooperation clauses: rules and a learned model together.

Cheap first: only a ledd with the letters of a clause is looked at closer (`candidates`). Then the
rules give their types, and the model weighs them with the words, the phrases and what stands
around the sentence. A family that the model does not know is decided by its rules alone. The steps
are spaCy components (`components`).
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from itertools import islice
from typing import TypeVar

from regelverk.clauses.families import judge
from regelverk.clauses.slots import SLOTTED
from regelverk.clauses.types import Clause
from regelverk.model.document import Document

__all__ = ["SLOTTED", "find_clauses", "find_in_each", "in_order", "judge"]

_TOGETHER = 8
"""How many items are done at a time; fewer are not worth starting workers for."""
_AHEAD = 4
"""How many such batches may wait for a worker, so that a corpus streams through the memory."""

Given = TypeVar("Given")
Made = TypeVar("Made")


def find_clauses(document: Document, families: Collection[str] = ()) -> tuple[Clause, ...]:
    """The cooperation clauses of a document, in the order of its text.

    Args:
        document: Where to look.
        families: Families that are looked for only on request (`rules/clause_types.toml`).
    """
    (clauses,) = find_in_each([document], families)
    return clauses


def find_in_each(
    documents: Iterable[Document], families: Collection[str] = ()
) -> Iterator[tuple[Clause, ...]]:
    """The same for each of some documents; some at a time are found faster than one by one."""
    # spaCy takes a second to import: whoever only reads or asks for help should not wait for it.
    from regelverk.clauses.components import clauses_of  # noqa: PLC0415

    return clauses_of(documents, families)


def in_order(
    work: Callable[[Sequence[Given]], Iterable[Made]],
    items: Iterable[Given],
    executor: Executor | None = None,
) -> Iterator[Made]:
    """What a task makes of each item, in order and as a stream.

    Args:
        work: The task, for some items at a time.
        items: What it is done to.
        executor: Who does it, beyond the first few items, which also warm up what workers inherit.
            Without one it is done here.
    """
    waiting = iter(items)
    batches = iter(lambda: list(islice(waiting, _TOGETHER)), [])
    for batch in batches if executor is None else islice(batches, 1):
        yield from work(batch)
    if executor is None:
        return
    pending: deque[Future[Iterable[Made]]] = deque()
    for batch in batches:
        pending.append(executor.submit(work, batch))
        if len(pending) > _AHEAD:
            yield from pending.popleft().result()
    while pending:
        yield from pending.popleft().result()
