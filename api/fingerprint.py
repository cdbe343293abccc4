"""What results depend on beside their inputs: our code, rules and models, and what we read with."""

import hashlib
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path
from re import match

import regelverk
from regelverk import __version__
from regelverk.sources.catalogue import CORPORA

_TASKS = Path(__file__).with_name("tasks.py")


@cache
def fingerprint() -> str:
    """A digest of the program: another one where any rule, model, module or library differs.

    Results are kept under it, so that a changed rule makes them anew and an unchanged program
    finds them again in every process and after every start.
    """
    told = hashlib.sha256(__version__.encode())
    package = Path(regelverk.__file__).parent
    files = [each for each in package.rglob("*") if each.is_file() and _matters(each)]
    for path in (*sorted(files), CORPORA / "catalogue.toml", _TASKS):
        told.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    for library in sorted(_libraries()):
        told.update(f"{library} {version(library)}".encode())
    return told.hexdigest()


def _matters(path: Path) -> bool:
    return "__pycache__" not in path.parts


def _libraries() -> set[str]:
    """The libraries that the program cannot do without."""
    told = (each for each in requires("regelverk") or () if "extra ==" not in each)
    return {found[0] for each in told if (found := match(r"[\w.-]+", each))}
