"""The annotated acts: what the cheap step may lose, and how well the shipped detector does."""

import json
from pathlib import Path

import pytest

from regelverk.clauses.candidates import candidates
from regelverk.clauses.learned import trained
from regelverk.clauses.training_data import Labelled, from_acts
from regelverk.model.document import Document
from regelverk.pipeline import read_corpus

pytestmark = pytest.mark.slow
PUBLIC = {"offentlig", "frivillig"}


@pytest.fixture(scope="module")
def acts(shared_dir: Path) -> dict[str, Document]:
    """The acts of the development set."""
    gold = (shared_dir / "gold" / "clauses-dev.jsonl").read_text(encoding="utf-8")
    wanted = {json.loads(line)["law"] for line in gold.splitlines()}
    archive = shared_dir / "corpora" / "lovdata" / "gjeldende-lover.tar.bz2"
    read = (each for each in read_corpus([archive]) if isinstance(each, Document))
    return {each.identifier: each for each in read if each.identifier in wanted}


@pytest.fixture(scope="module")
def labelled(shared_dir: Path, acts: dict[str, Document]) -> list[Labelled]:
    """The annotated ledd, found again in the acts."""
    gold = (shared_dir / "gold" / "clauses-dev.jsonl").read_text(encoding="utf-8")
    return list(from_acts(gold.splitlines(), acts.get))


def test_nearly_every_annotated_ledd_is_found_in_its_act(labelled: list[Labelled]) -> None:
    """Training and measuring stand on the right sentences."""
    assert len(labelled) >= 1520


def test_the_cheap_step_loses_less_than_one_in_a_hundred(
    acts: dict[str, Document], labelled: list[Labelled]
) -> None:
    """A ledd with a clause is looked at closer."""
    looked_at = {
        unit.node.address
        for act in acts.values()
        for ledd in candidates(act, trained().types)
        for unit in ledd.units
    }
    clauses = [each for each in labelled if any(each.types)]
    lost = [each for each in clauses if each.addresses[0] not in looked_at]
    assert len(lost) < 0.01 * len(clauses)
