"""`regelverk compare` with an earlier state, and with the user's reasons."""

import json
from pathlib import Path

import pytest

from regelverk.cli import main
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act_xml

REASON = """
[[begrunnelser]]
lov = "{act}"
element = "plikt_individ"
begrunnelse = "Sandkassen har ingen egne ansatte."
av = "Kari Nordmann"
dato = 2027-01-15
"""


def _folder(path: Path, *made: tuple[str, str, str, list[tuple[str, str, list[str]]]]) -> Path:
    path.mkdir()
    for each in made:
        (path / f"{each[2]}.xml").write_bytes(act_xml(*each))
    return path


def test_two_states_are_told_apart_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The indices before and now, and which element became one."""
    empty = (SLEDGING[0], SLEDGING[1], SLEDGING[2], SILENT[3])
    before = _folder(tmp_path / "før", PLAYGROUND, empty)
    after = _folder(tmp_path / "nå", PLAYGROUND, SLEDGING)
    assert main(["compare", str(after), "--before", str(before)]) == 0
    said = capsys.readouterr().out
    assert "Lik regel gikk fra" in said
    assert "Plikt i enkeltsaker er harmonisert" in said


def test_reasons_reach_the_report(tmp_path: Path) -> None:
    """The reason stands in the result with its author."""
    acts = _folder(tmp_path / "lover", PLAYGROUND, SLEDGING, SILENT)
    file = tmp_path / "begrunnelser.toml"
    file.write_text(REASON.format(act=SILENT[0]), encoding="utf-8")
    target = tmp_path / "rapport.json"
    assert main(["compare", str(acts), "--justifications", str(file), "-o", str(target)]) == 0
    record = json.loads(target.read_text(encoding="utf-8"))
    assert "Kari Nordmann" in json.dumps(record, ensure_ascii=False)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (REASON.format(act="tulleloven"), "ingen kjent lov"),
        ("[[", "ikke gyldig TOML"),
        (None, "finnes ikke"),
    ],
)
def test_a_wrong_file_of_reasons_stops_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, words: str
) -> None:
    """Exit code 2 and one plain sentence, no traceback."""
    acts = _folder(tmp_path / "lover", PLAYGROUND)
    file = tmp_path / "begrunnelser.toml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    assert main(["compare", str(acts), "--justifications", str(file)]) == 2
    assert words in capsys.readouterr().err
