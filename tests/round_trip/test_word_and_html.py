"""Real acts written as Word files and web pages come back with the same addresses and the same text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from regelverk.model.document import Document
from regelverk.readers import docx, html
from tests.round_trip import html_writer, word_writer
from tests.round_trip.choosing import twenty_acts
from tests.round_trip.comparing import compared, summed, table
from tests.round_trip.word_writer import Manner

LEAST = {"sections": 99.0, "ledd": 97.0, "items": 95.0}


def _through_word(manner: Manner) -> Callable[[Document], Document]:
    return lambda act: docx.read(word_writer.write(act, manner), "lov.docx")


def _through_html(act: Document) -> Document:
    return html.read(html_writer.write(act), "lov.html")


@pytest.mark.slow
@pytest.mark.parametrize(
    "through",
    [
        pytest.param(
            _through_word(Manner(styles=True, numbering=True)), id="word-styles-numbering"
        ),
        pytest.param(_through_word(Manner(styles=False, numbering=False)), id="word-bold-typed"),
        pytest.param(_through_html, id="html"),
    ],
)
def test_acts_come_back(acts_archive: Path, through: Callable[[Document], Document]) -> None:
    """At least 99 % of the sections, 97 % of the ledd and 95 % of the items survive, over twenty acts."""
    results = {act.identifier: compared(act, through(act)) for act in twenty_acts(acts_archive)}
    print(table(results))
    for name, share in summed(results).items():
        assert share.percent >= LEAST[name], (name, share.lost[:10])
