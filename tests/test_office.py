import sys
import time
from pathlib import Path

import pytest

from tests.office import Office, _run, find_program, unavailable


@pytest.mark.office
@pytest.mark.slow
def test_office_converts_every_file(office: Office, tmp_path: Path):
    """The round-trip tests stand on real conversions, several files in one run."""
    sources = [tmp_path / "første lov.txt", tmp_path / "andre.txt"]
    for source in sources:
        source.write_text("§ 1. Formål\nLoven skal prøve konverteringen.\n", encoding="utf-8")
    made = office.convert(sources, "pdf", tmp_path)
    assert [path.read_bytes()[:5] for path in made] == [b"%PDF-", b"%PDF-"]


@pytest.mark.office
@pytest.mark.slow
def test_office_reports_a_file_it_cannot_make(office: Office, tmp_path: Path):
    """LibreOffice ends with success even when it made nothing: that must not pass unseen."""
    with pytest.raises(AssertionError, match=r"did not make \['mangler.pdf'\]"):
        office.convert([tmp_path / "mangler.docx"], "pdf", tmp_path)


def test_a_missing_program_skips_here_and_fails_on_ci():
    """On CI a missing program is an error, not a reason to test less."""
    with pytest.raises(pytest.skip.Exception, match="not installed"):
        unavailable("soffice is not installed", on_ci=False)
    with pytest.raises(pytest.fail.Exception, match="not installed"):
        unavailable("soffice is not installed", on_ci=True)


def test_ci_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch):
    """CI=true is what tells a build machine from a developer's."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        find_program("a-program-that-does-not-exist")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception):
        find_program("a-program-that-does-not-exist")


def test_a_hanging_program_is_ended_with_its_children():
    """A hung conversion must not hold up the tests; its child keeps the pipe open until killed."""
    child = "import time; time.sleep(60)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    started = time.monotonic()
    with pytest.raises(Exception, match="timed out"):
        _run([sys.executable, "-c", parent], timeout=1)
    assert time.monotonic() - started < 30
