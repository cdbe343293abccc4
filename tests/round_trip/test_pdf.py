"""Real acts printed to PDF come back with the same addresses and the same text."""

from pathlib import Path

import pytest

from regelverk.model.document import Document
from regelverk.readers import pdf
from tests.office import Office
from tests.round_trip import word_writer
from tests.round_trip.choosing import twenty_acts
from tests.round_trip.comparing import compared, summed, table
from tests.round_trip.word_writer import Manner

LEAST = {"sections": 99.0, "ledd": 97.0, "items": 97.0}


def _printed(
    acts: tuple[Document, ...], manner: Manner, office: Office, folder: Path
) -> list[bytes]:
    """The acts as PDF, printed in one run."""
    files = []
    for number, act in enumerate(acts):
        files.append(folder / f"lov{number}.docx")
        files[-1].write_bytes(word_writer.write(act, manner))
    return [made.read_bytes() for made in office.convert(files, "pdf", folder, timeout=600)]


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.parametrize(
    "manner",
    [
        pytest.param(Manner("styles", numbering=True), id="styles-numbering"),
        pytest.param(Manner("bold", numbering=False), id="bold-typed"),
        pytest.param(Manner("plain", numbering=False, indented=False), id="plain-typed"),
    ],
)
def test_acts_come_back(acts_archive: Path, office: Office, tmp_path: Path, manner: Manner) -> None:
    """At least 99 % of the sections, 97 % of the ledd and 97 % of the items survive."""
    acts = twenty_acts(acts_archive)
    results = {
        act.identifier: compared(act, pdf.read(data, "lov.pdf"))
        for act, data in zip(acts, _printed(acts, manner, office, tmp_path), strict=True)
    }
    print(table(results))
    for name, share in summed(results).items():
        assert share.percent >= LEAST[name], (name, share.lost[:10])
