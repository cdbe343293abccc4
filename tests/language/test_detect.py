"""Bokmål and nynorsk are told apart, in sections and in whole acts."""

from pathlib import Path

import pytest

from regelverk.language.detect import combine, detect
from regelverk.model.document import Language, LanguageForm
from regelverk.readers.archive import members
from regelverk.readers.lovdata import read
from regelverk.sources.catalogue import catalogue


def test_tells_the_forms_apart() -> None:
    """Everyday sentences in each form, and a text without any mark of either."""
    assert detect("Alle barn har rett til å leke hver dag uten å betale.").language == "nb"
    assert detect("Alle barn har rett til å leike kvar dag utan å betale noko.").language == "nn"
    assert detect("Tabell 3 §§ 4–7").confidence == 0.5


def test_mixed() -> None:
    """A document whose sections are of both forms is mixed; one stray section is not enough."""
    bokmaal, nynorsk = LanguageForm(Language.BOKMAAL, 0.95), LanguageForm(Language.NYNORSK, 0.95)
    assert combine([(bokmaal, 500), (nynorsk, 500)]).language is Language.MIXED
    assert combine([(bokmaal, 950), (nynorsk, 50)]).language is Language.BOKMAAL
    assert combine([]).confidence == 0.5


@pytest.mark.slow
def test_every_sector_act(acts_archive: Path) -> None:
    """Every act in force in the catalogue is recognised as the form the catalogue states."""
    wanted = {act.reference: act.language for act in catalogue().acts if act.in_force}
    found = {}
    with acts_archive.open("rb") as stream:
        for member in members(stream, acts_archive.stat().st_size, "lover"):
            document = read(member.data, member.name)
            if document.identifier in wanted:
                found[document.identifier] = document.language.language.value
    assert found == wanted
