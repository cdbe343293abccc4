"""Train the clause model from the shared data: `python .ci/train.py SHARED`.

Needs scikit-learn. Writes `regelverk/clauses/model`.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from regelverk.clauses import learned
from regelverk.clauses.training import train
from regelverk.clauses.training_data import Labelled, from_acts, from_regulations
from regelverk.model.document import Document
from regelverk.pipeline import read_corpus


def documents(archive: Path) -> Callable[[str], Document | None]:
    """The documents of an archive by their Lovdata reference."""
    read = (each for each in read_corpus([archive]) if isinstance(each, Document))
    return {each.identifier: each for each in read}.get


def annotated(shared: Path) -> tuple[list[Labelled], list[Labelled]]:
    """The annotated ledd of acts, and ours of regulations."""
    archives = shared / "corpora" / "lovdata"
    gold = (shared / "gold" / "clauses-dev.jsonl").read_text(encoding="utf-8").splitlines()
    acts = from_acts(gold, documents(archives / "gjeldende-lover.tar.bz2"))
    regulations = from_regulations(documents(archives / "gjeldende-sentrale-forskrifter.tar.bz2"))
    return list(acts), list(regulations)


def main(shared: Path) -> None:
    """Train on everything that is annotated."""
    acts, regulations = annotated(shared)
    sys.stdout.write(f"{len(acts)} ledd i lover og {len(regulations)} i forskrifter\n")
    train(acts, regulations, Path(learned.__file__).parent / "model")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
