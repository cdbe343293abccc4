"""Real acts written as plain text come back with the same addresses and the same text."""

from pathlib import Path

import pytest

from regelverk.readers import text
from tests.round_trip import text_writer
from tests.round_trip.choosing import twenty_acts
from tests.round_trip.comparing import compared, summed, table
from tests.round_trip.text_writer import Layout

LEAST = {"sections": 97.0, "ledd": 93.0, "items": 88.0}


@pytest.mark.slow
@pytest.mark.parametrize(
    "layout",
    [
        pytest.param(Layout(), id="one-block-a-row"),
        pytest.param(Layout(width=80), id="broken-at-80"),
        pytest.param(Layout(marked=True), id="markdown"),
    ],
)
def test_acts_come_back(acts_archive: Path, layout: Layout) -> None:
    """At least 97 % of the sections, 93 % of the ledd and 88 % of the items survive, over twenty
    acts.
    """
    results = {
        act.identifier: compared(act, text.read(text_writer.write(act, layout), "lov.txt"))
        for act in twenty_acts(acts_archive)
    }
    print(table(results))
    for name, share in summed(results).items():
        assert share.percent >= LEAST[name], (name, share.lost[:10])
