"""The archive of acts, read once for all tests of citations."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from regelverk.model.document import Document
from regelverk.pipeline import read_corpus


@pytest.fixture(scope="session")
def acts_in_force(acts_archive: Path) -> Mapping[str, Document]:
    """All acts in force, by identifier."""
    read = read_corpus([acts_archive])
    return {each.identifier: each for each in read if isinstance(each, Document)}
