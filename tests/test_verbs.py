"""The public surface: the verbs, and nothing by accident."""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import regelverk
from regelverk.clauses.types import Clause
from regelverk.errors import EmptyFileError, MissingFileError
from tests.acts import PLAYGROUND, SLEDGING, act, act_xml

VERBS = {"read", "read_corpus", "find_clauses", "compare", "draft", "check_letters", "write_docx"}


def test_the_verbs_are_these() -> None:
    """Adding or removing an export is a decision, not an accident."""
    assert set(regelverk.__all__) == VERBS | {"NamedBytes", "ReadFailure", "RegelverkError"}
    assert all(callable(getattr(regelverk, verb)) for verb in VERBS)


def test_a_file_a_folder_and_bytes_give_the_same_document(tmp_path: Path) -> None:
    """However it is handed over, it is the same act."""
    data = act_xml(*PLAYGROUND)
    path = tmp_path / "lov.xml"
    path.write_bytes(data)
    (tmp_path / ".skjult.xml").write_bytes(b"<ikke")
    (tmp_path / "~$lov.docx").write_bytes(b"x")
    (tmp_path / "fasit.json").write_text("{}")
    (tmp_path / "begrunnelser.TOML").write_text('tittel = "ikke en lov"')
    from_folder = list(regelverk.read_corpus([tmp_path]))
    assert len(from_folder) == 1
    documents = [
        regelverk.read(path),
        regelverk.read(regelverk.NamedBytes("lov.xml", data)),
        from_folder[0],
    ]
    assert {getattr(each, "text", None) for each in documents} == {documents[0].text}  # type: ignore[union-attr]


def test_what_cannot_be_read_raises_or_is_reported(tmp_path: Path) -> None:
    """`read` raises; `read_corpus` reports and goes on."""
    with pytest.raises(MissingFileError):
        regelverk.read(tmp_path / "borte.xml")
    with pytest.raises(EmptyFileError):
        regelverk.read(regelverk.NamedBytes("tom", b" \n"))
    good = regelverk.NamedBytes("lov.xml", act_xml(*PLAYGROUND))
    first, second = regelverk.read_corpus([tmp_path / "borte.xml", good])
    assert isinstance(first, regelverk.ReadFailure)
    assert "borte.xml" in first.source
    assert not isinstance(second, regelverk.ReadFailure)


def _clauses_of(path: Path) -> tuple[Clause, ...]:
    return regelverk.find_clauses(regelverk.read(path))


def test_the_work_can_be_shared_among_processes(tmp_path: Path) -> None:
    """A pool may read and find: clauses come back whole."""
    paths = [tmp_path / "lek.xml", tmp_path / "ake.xml"]
    for path, made in zip(paths, (PLAYGROUND, SLEDGING), strict=True):
        path.write_bytes(act_xml(*made))
    with ProcessPoolExecutor(1) as pool:
        assert list(pool.map(_clauses_of, paths)) == [_clauses_of(path) for path in paths]


def test_each_result_can_be_written_as_word() -> None:
    """`write_docx` takes drafts, comparisons and letter checks."""
    documents = [act(*PLAYGROUND), act(*SLEDGING)]
    for result in (
        regelverk.compare(documents),
        regelverk.draft(documents),
        regelverk.check_letters(documents),
    ):
        assert regelverk.write_docx(result, language="nn").startswith(b"PK")
