"""What every test may ask for: the shared data beside the repository, and LibreOffice."""

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.office import Office, find_program

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("REGELVERK_SHARED") or ROOT.parent / "shared")
_LONGEST_IN_NAME = 80


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Names a test by a file's bytes or a long text only as such.

    Bytes may differ between the processes that collect the tests (times in archives), and long
    names overflow the environment of the programs that a test starts.
    """
    if isinstance(val, bytes) or (isinstance(val, str) and len(val) > _LONGEST_IN_NAME):
        return argname
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuses tests of the same name: of those, several processes run only one."""
    twice = [name for name, count in Counter(each.nodeid for each in items).items() if count > 1]
    if twice:
        raise pytest.UsageError(f"several tests are called {', '.join(twice)}")


def _shared(path: str = "") -> Path:
    """A file or folder of the shared data; skips the test where it is absent."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"shared data not found: {found} (set REGELVERK_SHARED to its folder)")
    return found


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of shared data: `../shared`, or what REGELVERK_SHARED names."""
    return _shared()


@pytest.fixture(scope="session")
def acts_archive() -> Path:
    """All acts in force, as an archive of Lovdata XML."""
    return _shared("corpora/lovdata/gjeldende-lover.tar.bz2")


@pytest.fixture(scope="session")
def regulations_archive() -> Path:
    """All central regulations in force, as an archive of Lovdata XML."""
    return _shared("corpora/lovdata/gjeldende-sentrale-forskrifter.tar.bz2")


@pytest.fixture(scope="session")
def gazette_archive() -> Path:
    """The gazette (Norsk Lovtidend, part I) of 2025, as an archive of Lovdata XML."""
    return _shared("corpora/lovdata/lovtidend-avd1-2025.tar.bz2")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice, to convert and print documents; mark such tests `office`."""
    return Office(find_program("soffice"), tmp_path_factory.mktemp("office"))
