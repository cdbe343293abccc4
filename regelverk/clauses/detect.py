"""Find cooperation clauses: rules and a learned model together.

Cheap first: only a ledd with the letters of a clause is looked at closer (`candidates`). Then the
rules give their types, and the model weighs them with the words, the phrases and what stands
around the sentence. A family that the model does not know is decided by its rules alone. The steps
are spaCy components (`components`).
"""

from collections.abc import Collection

from regelverk.clauses.families import judge
from regelverk.clauses.slots import SLOTTED
from regelverk.clauses.types import Clause
from regelverk.model.document import Document

__all__ = ["SLOTTED", "find_clauses", "judge"]


def find_clauses(document: Document, families: Collection[str] = ()) -> tuple[Clause, ...]:
    """The cooperation clauses of a document, in the order of its text.

    Args:
        document: Where to look.
        families: Families that are looked for only on request (`rules/clause_types.toml`).
    """
    # spaCy takes a second to import: whoever only reads or asks for help should not wait for it.
    from regelverk.clauses.components import clauses_of  # noqa: PLC0415

    return tuple(clauses_of(document, families))
