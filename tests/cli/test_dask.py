"""A Dask cluster does the work on a corpus, with the same result as this machine alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from regelverk.cli import main
from tests.acts import PLAYGROUND, SLEDGING, act_xml

_ACTS = 40


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a scheduler with one worker process, all on loopback."""
    distributed = pytest.importorskip("distributed", reason="Dask is an optional part")
    cluster = distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    )
    with cluster:
        yield str(cluster.scheduler_address)


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    """More acts than are read before others are asked to help."""
    for number in range(_ACTS):
        act = (PLAYGROUND, SLEDGING)[number % 2]
        xml = act_xml(f"lov/2027-01-02-{900 + number}", *act[1:])
        (tmp_path / f"{number:02}.xml").write_bytes(xml)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("command", [["find", "--format", "jsonl"], ["compare"]])
def test_a_cluster_gives_the_same(
    command: list[str], acts: Path, scheduler: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Clauses and comparisons are the same, whether named by option, by environment or not."""
    name, *options = command

    def told(*more: str) -> str:
        assert main([name, str(acts), *options, *more]) == 0
        return capsys.readouterr().out

    alone = told()
    assert alone
    assert told("--dask", scheduler) == alone
    monkeypatch.setenv("REGELVERK_DASK", scheduler)
    assert told() == alone


def test_a_scheduler_that_is_not_there_is_told(
    acts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line in Norwegian and code 2."""
    pytest.importorskip("distributed", reason="Dask is an optional part")
    monkeypatch.setattr("regelverk.cli.executors._PATIENCE", 1)
    assert main(["find", str(acts), "--dask", "tcp://127.0.0.1:1"]) == 2
    assert "Dask-planleggeren svarer ikke" in capsys.readouterr().err
