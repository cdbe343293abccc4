"""Letters of our own as real office files, with planted inconsistencies of every kind."""

from collections import Counter
from pathlib import Path

import pytest

from regelverk.letters.types import FindingKind, LetterCheck, LetterKind
from regelverk.pipeline import NamedBytes, check_letters, read
from tests.acts import act
from tests.conftest import ROOT
from tests.letters import build
from tests.letters.score import score

SOURCE = build.read()
CASES = ("oppvekst", "levekår", "held_back", "held_back_too")
FRESH = ("fresh_a", "fresh_b", "fresh_c")


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, LetterCheck]:
    """Each case's letters, written, read and checked."""
    folder = tmp_path_factory.mktemp("brev")
    build.write(folder)
    acts = {each["case"]: act("lov/2027-01-01-1", each["title"], each["short_title"], each["sections"])
            for each in SOURCE["acts"]}  # fmt: skip
    return {
        case: check_letters(
            [read(path) for path in sorted((folder / case).iterdir())]
            + ([acts[case]] if case in acts else [])
        )
        for case in (*CASES, *FRESH)
    }


def test_there_are_letters_of_every_sort() -> None:
    """Two years, at least six agencies and four ministries, both forms, four sorts of file."""
    letters = SOURCE["letters"]
    assert len(letters) >= 24
    assert {2026, 2027} <= {each["year"] for each in letters}
    assert len({each["agency"] for each in letters if each["agency"]}) >= 6
    assert len({each["ministry"] for each in letters}) >= 4
    assert {each["language"] for each in letters} == {"nb", "nn"}
    assert {Path(each["file"]).suffix for each in letters} == {".docx", ".pdf", ".html", ".txt"}


@pytest.mark.parametrize("case", [*CASES, *FRESH])
def test_planted_inconsistencies_are_found(case: str, checks: dict[str, LetterCheck]) -> None:
    """Every one is found, and at most one finding in eleven is false."""
    result = score(checks[case], case, SOURCE)
    assert [(each["kind"], each["about"]) for each in result.missed] == []
    told = [finding.text() for finding in result.false]
    assert len(told) * 10 <= len(result.found), told


@pytest.mark.parametrize("case", CASES)
def test_letters_are_read_whole(case: str, checks: dict[str, LetterCheck]) -> None:
    """Ministry, agency, year, reference and the number of assignments, in every sort of file."""
    wanted = {each["file"]: each for each in SOURCE["letters"] if each["case"] == case}
    for letter in checks[case].letters:
        told = wanted[Path(letter.file).name]
        assert letter.ministry == told["ministry"]
        assert letter.agency == told["agency"]
        assert letter.reference == told["reference"]
        assert letter.year == told["year"]
        dated = [each for each in letter.assignments if each.due or each.number]
        assert len(dated) == told["assignments"], letter.file
        assert all(each.due for each in dated), letter.file
        if told["style"]:
            assert letter.calendar
            assert letter.appropriations
            assert {str(told["chapter"])} == {each.chapter for each in letter.appropriations}


@pytest.mark.parametrize("case", FRESH)
def test_fresh_letters_are_read_whole(case: str, checks: dict[str, LetterCheck]) -> None:
    """Who, when and every deadline in letters that nobody wrote with the program in mind."""
    wanted = {each["file"]: each for each in SOURCE["letters"] if each["case"] == case}
    assert len(checks[case].letters) == len(wanted)
    for letter in checks[case].letters:
        told = wanted[Path(letter.file).name]
        assert letter.ministry == told["ministry"]
        assert letter.agency == told.get("known_as", told["agency"])
        assert letter.reference == told["reference"]
        assert letter.year == told["year"]
        assert letter.language.value == told["language"]
        read_dues = Counter(each.due for each in letter.assignments)
        assert Counter(told["due"]) <= read_dues, letter.file


def test_every_kind_of_letter_is_known(checks: dict[str, LetterCheck]) -> None:
    """Allocation, supplement, mission letter, instruction and bill, told by their titles."""
    kinds = {letter.kind for check in checks.values() for letter in check.letters}
    assert kinds == set(LetterKind) - {LetterKind.OTHER}


def test_almost_every_kind_of_finding_is_planted() -> None:
    """Nothing the program can find goes untested."""
    planted = {each["kind"] for each in SOURCE["planted"]}
    apart = {FindingKind.NO_ROLE, FindingKind.SAME_LETTER}
    assert planted == {kind.value for kind in set(FindingKind) - apart}


def test_the_examples_are_these_letters() -> None:
    """The letters of 2026 among the examples say what their source says."""
    folder = ROOT / "corpora/eksempel/tildelingsbrev"
    for each in SOURCE["letters"]:
        if each["case"] == "eksempel":
            made = read(NamedBytes(each["file"], build.make(each, SOURCE["styles"])))
            assert read(folder / each["file"]).text == made.text
