"""Real acts written as Word files and web pages come back with the same addresses and text."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from regelverk.model.document import Document
from regelverk.readers import docx, html
from regelverk.readers.folding import visible
from tests.round_trip import html_writer, word_writer
from tests.round_trip.choosing import twenty_acts
from tests.round_trip.comparing import compared, summed, table
from tests.round_trip.printing import Sort, blocks, rows
from tests.round_trip.word_writer import Manner

LEAST = {"sections": 99.0, "ledd": 97.0, "items": 95.0}
Through = Callable[[Document], Document]


def _through_word(manner: Manner) -> Through:
    return lambda act: docx.read(word_writer.write(act, manner), "lov.docx")


def _through_html(*, typed: bool) -> Through:
    return lambda act: html.read(html_writer.write(act, typed=typed), "lov.html")


WAYS = [
    pytest.param(_through_word(Manner("styles", numbering=True)), id="word-styles-numbering"),
    pytest.param(_through_word(Manner("bold", numbering=False)), id="word-bold-typed"),
    pytest.param(
        _through_word(Manner("plain", numbering=False, indented=False)), id="word-plain-typed"
    ),
    pytest.param(_through_html(typed=False), id="html-semantic"),
    pytest.param(_through_html(typed=True), id="html-typed"),
]


@pytest.mark.slow
@pytest.mark.parametrize("through", WAYS)
def test_acts_come_back(acts_archive: Path, through: Through) -> None:
    """At least 99 % of the sections, 97 % of the ledd and 95 % of the items survive.

    And no character is lost on the way: all that was printed is in the text or in furniture.
    """
    results = {}
    for act in twenty_acts(acts_archive):
        after = through(act)
        results[act.identifier] = compared(act, after)
        shown = after.text + "".join(each.text for each in after.furniture)
        assert not _characters(act) - Counter(visible(shown)), act.identifier
    print(table(results))
    for name, share in summed(results).items():
        assert share.percent >= LEAST[name], (name, share.lost[:10])


def _characters(act: Document) -> Counter[str]:
    """The visible characters of what is printed of an act."""
    printed: Counter[str] = Counter()
    for block in blocks(act):
        printed.update(visible(block.label + block.text))
        if block.sort is Sort.TABLE and block.node is not None:
            printed.update(visible("".join(cell for row in rows(act, block.node) for cell in row)))
    return printed
