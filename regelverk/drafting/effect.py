"""What drafts do to uniformity: the acts compared as they are and as they would be."""

from collections.abc import Iterable, Sequence
from typing import Final

from regelverk.clauses.detect import find_clauses
from regelverk.clauses.types import Clause
from regelverk.comparison.compare import compare
from regelverk.drafting.apply import apply
from regelverk.drafting.leads import write_lead
from regelverk.drafting.types import Change, Draft, Effect
from regelverk.model.document import Document, PartChange

_FREE: Final = 90_001
"""A section number that no act has."""


def effect(
    documents: Sequence[Document], clauses: Iterable[Clause], drafts: Sequence[Draft]
) -> Effect:
    """The comparison's two indices today and with the drafts applied.

    Acts without a draft count as they are. What a common act provides for counts in each of the
    acts that it covers, since it holds there as their own rules do.

    Args:
        documents: The acts.
        clauses: Their clauses today.
        drafts: The drafts.
    """
    changes = {each.law: each.changes for each in drafts if each.law}
    common = [each for each in drafts if not each.law]
    proposed = [
        _with_common(apply(each, changes.get(each.identifier, ())), common) for each in documents
    ]
    found = [clause for each in proposed for clause in find_clauses(each)]
    before, after = compare(documents, clauses), compare(proposed, found)
    return Effect(before.rule, after.rule, before.wording, after.wording)


def _with_common(document: Document, sections: Sequence[Draft]) -> Document:
    """The act with the sections of a common act at its end."""
    last = list(document.sections)[-1:]
    changes = []
    for number, each in enumerate(sections if last else (), start=_FREE):
        part = PartChange("add", document.address.child(f"§{number}"))
        words = (f"§ {number} {each.heading}".strip(), *each.printed)
        changes.append(Change(write_lead([part]), (part,), (), words, last[0].address))
    return apply(document, changes)
