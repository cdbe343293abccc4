"""What drafts do to uniformity: the acts compared as they are and as they would be."""

from collections.abc import Iterable, Sequence

from regelverk.clauses.detect import find_clauses
from regelverk.clauses.types import Clause
from regelverk.comparison.compare import compare
from regelverk.drafting.apply import apply
from regelverk.drafting.types import Draft, Effect
from regelverk.model.document import Document


def effect(
    documents: Sequence[Document], clauses: Iterable[Clause], drafts: Sequence[Draft]
) -> Effect:
    """The comparison's two indices today and with the drafts applied.

    Acts without a draft count as they are.

    Args:
        documents: The acts.
        clauses: Their clauses today.
        drafts: The drafts.
    """
    changes = {each.law: each.changes for each in drafts if each.law}
    proposed = [
        apply(each, changes[each.identifier]) if each.identifier in changes else each
        for each in documents
    ]
    found = [clause for each in proposed for clause in find_clauses(each)]
    before, after = compare(documents, clauses), compare(proposed, found)
    return Effect(before.rule, after.rule, before.wording, after.wording)
