"""Measure the clause detector honestly: `python .ci/evaluate.py SHARED [--accept]`.

Every sentence is judged by a model that never saw its act, and scored with the shared measure; two
plain baselines are scored beside it in the same way. Then follow the gains and losses against the
accepted result, sentence by sentence. `--accept` makes this result the accepted one.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from train import annotated

from regelverk.clauses.decide import shown
from regelverk.clauses.slots import find_slots
from regelverk.clauses.training import (
    FOLDS,
    TYPES,
    calibration,
    cross_validated,
    folds,
    public,
)
from regelverk.clauses.training_data import Labelled
from regelverk.language.pipeline import trees

ACCEPTED = Path(__file__).parent.parent / "tests" / "benchmarks" / "detection.jsonl"
PUBLIC = {"offentlig", "frivillig"}
SURE = 0.9
KEYWORDS = {
    "individ": r"samarbeid|samvirk",
    "samordning": r"samordn|koordiner",
    "koordinator": r"koordinator",
    "plan": r"individuell plan",
    "avtale": r"samarbeidsavtale",
    "opplysning": r"utveksl|oppmerksom",
    "bistand": r"bistå|bistand",
}


class Sentence(NamedTuple):
    """An annotated sentence: where, what it says, and its types if its partner is public."""

    address: str
    document: str
    text: str
    types: frozenset[str]


Answers = Mapping[str, Iterable[str]]


def sentences(acts: Iterable[Labelled]) -> list[Sentence]:
    """The annotated sentences of some acts."""
    return [
        Sentence(address, each.document, context.text, frozenset(types if public else ()))
        for each in acts
        for address, context, types, partners in zip(
            each.addresses, each.view.contexts, each.types, each.partners, strict=True
        )
        for public in [bool(partners & PUBLIC)]
        if types is not None
    ]


def keyword(judged: Iterable[Sentence]) -> Answers:
    """What a search for the plainest words finds."""
    return {
        each.address: [
            name for name, word in KEYWORDS.items() if re.search(word, each.text, re.IGNORECASE)
        ]
        for each in judged
    }


def tfidf(judged: list[Sentence]) -> Answers:
    """What logistic regression over words and pairs of words finds in acts it never saw."""
    outcomes = np.array([[name in each.types for name in TYPES] for each in judged])
    fold = folds([each.document for each in judged])
    answers: dict[str, list[str]] = {}
    for k in range(fold.max() + 1):
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        learner = OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced"))
        learner.fit(
            words.fit_transform([judged[i].text for i in np.flatnonzero(fold != k)]),
            outcomes[fold != k],
        )
        at = np.flatnonzero(fold == k)
        chosen = learner.predict(words.transform([judged[i].text for i in at]))
        for i, row in zip(at, chosen, strict=True):
            answers[judged[i].address] = [TYPES[j] for j in np.flatnonzero(row)]
    return answers


def regelverk(acts: Sequence[Labelled], regulations: Sequence[Labelled]) -> tuple[Answers, str]:
    """What Regelverk finds in acts it never saw, and how far its high scores can be trusted."""
    given, _, _, answers = cross_validated(acts, regulations)
    right = public(given)
    fold = folds([each.document for each in (*acts, *regulations) for _ in each.types])
    scores = np.zeros_like(answers)
    for k in range(FOLDS):
        learnt = given.annotated & (fold != k)
        scores[fold == k] = np.interp(
            answers[fold == k], *calibration(answers[learnt], right[learnt])
        )
    addresses = [address for each in acts for address in each.addresses]
    sure = scores[given.annotated] >= SURE
    trust = f"{right[given.annotated][sure].mean():.3f} av dem som får minst {SURE}, er riktige"
    return {
        address: list(shown(dict(zip(TYPES, map(float, row), strict=True))))
        for address, row in zip(addresses, scores, strict=False)
    }, trust


def scored(gold: Path, tool: Path, judged: Iterable[Sentence], answers: Answers) -> str:
    """What the shared measure says of some answers."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as found:
        for each in judged:
            if types := list(answers.get(each.address, ())):
                (tree,) = trees([each.text])
                parts = find_slots(each.text, tree)
                slots = {name: span.of(each.text) for name, span in parts.items()}
                line = {"address": each.address, "text": each.text, "types": types, "slots": slots}
                found.write(json.dumps(line) + "\n")
        found.flush()
        run = [sys.executable, str(tool), str(gold), found.name]
        return subprocess.run(run, check=True, capture_output=True, text=True).stdout


def changes(judged: Iterable[Sentence], before: Answers, now: Answers) -> list[str]:
    """The sentences that are judged right now and were not, and the other way round."""
    lines = []
    for each in judged:
        was, is_now = (frozenset(answers.get(each.address, ())) for answers in (before, now))
        if (was == each.types) != (is_now == each.types):
            sign = "+" if is_now == each.types else "-"
            told = " / ".join(",".join(sorted(types)) or "ingen" for types in (was, is_now))
            lines.append(f"{sign} {each.address}: {told} (riktig: {','.join(sorted(each.types))})")
    return sorted(lines)


def main(shared: Path, *, accept: bool) -> None:
    """Print the measures, and the gains and losses."""
    acts, regulations = annotated(shared)
    judged = sentences(acts)
    gold, tool = shared / "gold" / "clauses-dev.jsonl", shared / "tools" / "score_clauses.py"
    ours, trust = regelverk(acts, regulations)
    for name, answers in (
        ("Søkeord", keyword(judged)),
        ("TF-IDF og logistisk regresjon", tfidf(judged)),
        ("Regelverk", ours),
    ):
        sys.stdout.write(f"\n{name}\n{scored(gold, tool, judged, answers)}")
    sys.stdout.write(f"\n{trust}\n")
    if ACCEPTED.exists():
        rows = [json.loads(line) for line in ACCEPTED.read_text(encoding="utf-8").splitlines()]
        found = changes(judged, {row["address"]: row["types"] for row in rows}, ours)
        gains = sum(line.startswith("+") for line in found)
        sys.stdout.write(f"\n{gains} vunnet, {len(found) - gains} tapt\n" + "\n".join(found) + "\n")
    if accept:
        rows = [
            {"address": at, "types": sorted(types)} for at, types in sorted(ours.items()) if types
        ]
        ACCEPTED.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), accept="--accept" in sys.argv)
