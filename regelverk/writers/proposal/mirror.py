"""Current and proposed law side by side (lovspeil), what differs marked without colour."""

from collections.abc import Iterator, Sequence
from typing import Final

from docx.document import Document as WordDocument
from docx.table import _Cell
from rapidfuzz.distance import Indel

from regelverk.drafting.types import Change, Draft
from regelverk.rules.texts import text
from regelverk.writers import word
from regelverk.writers.proposal.bill import tag_of
from regelverk.writers.tracked.align import differences, pair_up
from regelverk.writers.tracked.flat import split_words

_ALIKE: Final = 35.0
_WIDTH: Final = 16.0


def write_mirror(document: WordDocument, drafts: Sequence[Draft], language: str) -> None:
    """A table for each act, with a row for each ledd; legend first."""
    word.write(document, text("mirror_legend", language), language=language)
    for draft in drafts:
        name = draft.short_title or draft.title
        document.add_heading(name, level=2)
        heads = [text("mirror_current", language), text("mirror_proposed", language)]
        caption = text("mirror_caption", language, act=name)
        made = word.table(document, heads, [_WIDTH / 2, _WIDTH / 2], caption)
        form = tag_of(draft.language)
        for change in draft.changes:
            first, second = word.add_row(made, [[], []])
            whole = first.merge(second)
            for left_over in whole.paragraphs[1:]:
                whole._tc.remove(left_over._p)
            word.fill_cell(whole, [change.instruction], bold=True, language=tag_of(draft.form))
            for old, new in mirrored(change):
                left, right = word.add_row(made, [[], []])
                _marked(left, old, new, form, side=0)
                _marked(right, old, new, form, side=1)
        document.add_paragraph()


def mirrored(change: Change) -> Iterator[tuple[str, str]]:
    """The lines of a change in pairs; an empty string where a line has no counterpart.

    Example:
        >>> one = Change("§ 1 skal lyde:", (), ("Loven gjelder i Norge.",), ("Loven gjelder her.",))
        >>> list(mirrored(one))
        [('Loven gjelder i Norge.', 'Loven gjelder her.')]
    """
    old = [line for each in change.current for line in each.split("\n")]
    new = [line for each in change.proposed for line in each.split("\n")]
    words = [line.split() for line in old], [line.split() for line in new]
    pairs = pair_up(
        old,
        new,
        lambda i, j: 100 * Indel.normalized_similarity(words[0][i], words[1][j]),
        _ALIKE,
    )
    for pair in pairs:
        yield (
            old[pair.old] if pair.old is not None else "",
            new[pair.new] if pair.new is not None else "",
        )


def _marked(cell: _Cell, old: str, new: str, form: str, *, side: int) -> None:
    """One side of a row: what goes out struck through on the left, what comes in underlined."""
    paragraph = cell.paragraphs[0]
    paragraph.style = word.NOTE
    if not (old, new)[side]:
        paragraph.add_run("–")
    for words, changed in _stretches(old, new, side):
        run = paragraph.add_run(word.clean(words))
        word.tag(run, form)
        if changed and side == 0:
            run.font.strike = True
        elif changed:
            run.underline = True


def _stretches(old: str, new: str, side: int) -> Iterator[tuple[str, bool]]:
    """The words of one side, and whether they differ from the other's."""
    both = split_words(old), split_words(new)
    words, position = both[side], 0
    for each in differences(*both):
        start, end = (each.old_start, each.old_end) if side == 0 else (each.new_start, each.new_end)
        for kept, changed in (
            (words[position:start], False),
            (words[start:end], True),
        ):
            if kept:
                yield "".join(kept), changed
        position = end
    if position < len(words):
        yield "".join(words[position:]), False
