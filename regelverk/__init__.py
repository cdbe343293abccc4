r"""Read Norwegian law and letters, find and compare clauses, and draft amendments.

>>> import regelverk
>>> text = "§ 1. Samarbeid\n\nKommunen skal samarbeide med politiet når barnet trenger det."
>>> act = regelverk.read(regelverk.NamedBytes("lov.txt", text.encode()))
>>> [(each.slot("counterpart"), "individ" in each.types) for each in regelverk.find_clauses(act)]
[('politiet', True)]
"""

from regelverk.errors import RegelverkError
from regelverk.pipeline import (
    NamedBytes,
    ReadFailure,
    check_letters,
    compare,
    draft,
    find_clauses,
    read,
    read_corpus,
    write_docx,
)

__version__ = "0.1.0"
__all__ = [
    "NamedBytes",
    "ReadFailure",
    "RegelverkError",
    "check_letters",
    "compare",
    "draft",
    "find_clauses",
    "read",
    "read_corpus",
    "write_docx",
]
