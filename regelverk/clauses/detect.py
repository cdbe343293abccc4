"""Find cooperation clauses: rules and a learned model together.

Cheap first: only a ledd with the letters of a clause is looked at closer (`candidates`). Then the
rules give their types, and the model weighs them with the words, the phrases and what stands
around the sentence. A family that the model does not know is decided by its rules alone. The steps
are spaCy components (`components`).
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Executor, Future
from itertools import islice
from typing import TypeVar

from regelverk.clauses.families import judge
from regelverk.clauses.slots import SLOTTED
from regelverk.clauses.types import Clause
from regelverk.model.document import Document

__all__ = ["SLOTTED", "find_clauses", "in_order", "judge"]

_ALONE = 8
"""So few items are not worth starting workers for."""
_AHEAD = 24
"""How many items may wait for a worker, so that a corpus streams through the memory."""

Given = TypeVar("Given")
Made = TypeVar("Made")


def find_clauses(document: Document, families: Collection[str] = ()) -> tuple[Clause, ...]:
    """The cooperation clauses of a document, in the order of its text.

    Args:
        document: Where to look.
        families: Families that are looked for only on request (`rules/clause_types.toml`).
    """
    # spaCy takes a second to import: whoever only reads or asks for help should not wait for it.
    from regelverk.clauses.components import clauses_of  # noqa: PLC0415

    return tuple(clauses_of(document, families))


def in_order(
    work: Callable[[Given], Made], items: Iterable[Given], executor: Executor | None = None
) -> Iterator[Made]:
    """What a task makes of each item, in order and as a stream.

    Args:
        work: The task.
        items: What it is done to.
        executor: Who does it, beyond the first few items, which also warm up what workers inherit.
            Without one it is done here.
    """
    waiting = iter(items)
    yield from map(work, islice(waiting, None if executor is None else _ALONE))
    if executor is None:
        return
    pending: deque[Future[Made]] = deque()
    for each in waiting:
        pending.append(executor.submit(work, each))
        if len(pending) > _AHEAD:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()
