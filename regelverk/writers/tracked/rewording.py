"""What changes within a paragraph, as few and as readable stretches as there can be."""

from collections.abc import Sequence

from regelverk.writers.tracked.align import Stretch, differences
from regelverk.writers.tracked.flat import Flat, Token
from regelverk.writers.tracked.marks import Rewriting, new_words


def rewordings(here: Flat, there: Flat, *, alike: bool) -> list[Rewriting]:
    """What changes in a paragraph to make it another, in order.

    Args:
        here: The paragraph.
        there: What it becomes.
        alike: Whether enough is left of it to mark single words; else it changes as a whole.
    """
    old, revision = here.tokens(), there.tokens()
    whole = [Stretch(0, len(old), 0, len(revision))]
    found = whole
    if alike:
        changed = differences([token.key for token in old], [token.key for token in revision])
        found = _readable(changed, old)
    if any(_cuts_field(each, old, revision) for each in found):
        found = whole
    starts = [*(token.start for token in old), len(here.text)]
    return [
        Rewriting(
            starts[each.old_start],
            starts[each.old_end],
            new_words(revision[each.new_start : each.new_end]),
        )
        for each in found
    ]


def kept_apart(changes: Sequence[Rewriting], flat: Flat) -> list[Rewriting]:
    """The same changes, but so that the paragraph does not end with new text.

    LibreOffice takes new text at the end of one paragraph and at the beginning of the next for one
    insertion, and rejects the paragraph mark between them with it. So what is replaced at the end
    comes after what replaces it, and before an addition the last word is replaced by itself.
    """
    last = changes[-1]
    if not last.words or last.end < len(flat.text) or not flat.text:
        return list(changes)
    before = list(changes[:-1])
    if last.start == last.end:
        token = flat.tokens()[-1]
        if before and before[-1].end > token.start:
            return list(changes)
        last = Rewriting(token.start, last.end, [*new_words([token]), *last.words])
    insertion, deletion = last._replace(end=last.start), last._replace(words=())
    return [*before, insertion, deletion]


def _readable(found: Sequence[Stretch], old: Sequence[Token]) -> list[Stretch]:
    """Changes with nothing but a space between them as one: phrases, not every other word."""
    joined: list[Stretch] = []
    for each in found:
        last = joined[-1] if joined else None
        between = old[last.old_end : each.old_start] if last else []
        if last and len(between) == 1 and between[0].key.text == " ":
            joined[-1] = Stretch(last.old_start, each.old_end, last.new_start, each.new_end)
        else:
            joined.append(each)
    return joined


def _cuts_field(change: Stretch, old: Sequence[Token], revision: Sequence[Token]) -> bool:
    """Whether a change touches the parts of a field, which must stay together."""
    touched = (
        *old[change.old_start : change.old_end],
        *revision[change.new_start : change.new_end],
    )
    return any(token.piece.is_field_code for token in touched)
