"""The promises of the project's own files: README, changelog, pins, package and size of modules."""

import ast
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest

import regelverk

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODULES = sorted([*ROOT.glob("regelverk/**/*.py"), *ROOT.glob("api/**/*.py")])
COMMANDS = re.findall(r"^regelverk ([a-z]+)(.*?)(?:#|$)", README, re.MULTILINE)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z]+)", README))))
def test_readme_names_real_make_targets(target: str):
    """Whoever copies a make command from the README must find its target."""
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("command", "arguments"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_readme_names_real_commands(command: str, arguments: str):
    """Whoever copies a command from the README must find it, and every option it shows."""
    program = Path(sys.executable).with_name("regelverk")
    shown = subprocess.run(
        [program, command, "--help"], capture_output=True, encoding="utf-8", check=False
    )
    assert shown.returncode == 0, shown.stderr[-300:]
    for option in re.findall(r"(?<!\S)-{1,2}[a-z]+", arguments):
        assert re.search(rf"(?<![\w-]){option}(?![\w-])", shown.stdout), option


def test_the_python_in_the_readme_runs(tmp_path: Path):
    """Whoever pastes the README's Python over an act of their own must see clauses."""
    example = next((ROOT / "corpora" / "eksempel").rglob("*.xml"))
    shutil.copy(example, tmp_path / "lov.xml")
    (code,) = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr.decode()[-300:]
    assert run.stdout


def test_changelog_opens_with_this_version():
    """The newest entry of the changelog is the version the package calls itself."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[([^]]+)\]", changelog, re.MULTILINE)
    assert newest is not None
    assert newest[1] == regelverk.__version__


def test_constraints_pin_every_dependency_and_name_no_host():
    """An install is the same everywhere, and asks the index its user chose."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[a-z0-9._-]+==[0-9a-z.]+", line)] == []
    pinned = {re.sub(r"[._]", "-", line.partition("==")[0]) for line in pins}
    wanted = {re.split(r"[^\w.-]", need)[0].lower() for need in requires("regelverk") or ()}
    assert wanted - pinned == set()


def test_the_wheel_holds_every_file_of_the_packages(tmp_path: Path):
    """Rules, templates and type markers are data beside the code: an install must bring them."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shipped = set(archive.namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in ("regelverk", "api")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - shipped == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_small(path: Path):
    """A module is at most 500 lines and a function under 60, so that each can be read at once."""
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 500
    too_long = [
        f"{node.name}: {length} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) >= 60
    ]
    assert too_long == []
