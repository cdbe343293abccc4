"""The tagger, lemmatiser and parser of both forms of Norwegian."""

import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.training import Example

from regelverk.language.pipeline import syntax, trees

MODEL = Path(str(resources.files("regelverk.language"))) / "model"
TOLD = ("pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las")

CASES = [
    ("Ved behov skal kommunen varsle elevene.", "kommunen", "varsle", "elev"),
    ("Ved behov skal kommunen varsle elevane.", "kommunen", "varsle", "elev"),
    ("Når fristen er ute, må rådet svare kommunen.", "rådet", "svare", "frist"),
    ("Når fristen er ute, må skulen opplyse om det.", "skulen", "opplyse", "frist"),
]


@pytest.mark.parametrize(("sentence", "subject", "verb", "lemma"), CASES)
def test_the_subject_of_an_inverted_sentence(
    sentence: str, subject: str, verb: str, lemma: str
) -> None:
    """Both forms, in one pipeline: who does what, and the dictionary form of words."""
    (tree,) = trees([sentence])
    found = [word for word in tree.words if word.relation == "nsubj" and word.text == subject]
    assert [tree.words[word.head].text for word in found] == [verb]
    assert lemma in {word.lemma for word in tree.words}
    assert all(word.span.of(sentence) == word.text for word in tree.words)


def test_a_text_is_one_sentence_to_the_parser() -> None:
    """A punktum has been told from the next already: there is one root, whatever stands in it."""
    (tree,) = trees(["Rådet skal: a) møte. b) svare. c) reise."])
    assert [word.relation for word in tree.words].count("ROOT") == 1


def test_the_model_is_small_and_has_a_card() -> None:
    """It travels with the package."""
    files = [path for path in MODEL.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 9_000_000
    card = (MODEL / "card.md").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in card
    assert "nynorsk" in card


def test_spacy_is_not_imported_before_it_is_needed() -> None:
    """Reading, comparing two files and asking for help do not wait for it."""
    code = "import sys, regelverk, regelverk.cli; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("form", ["bokmaal", "nynorsk"])
def test_the_card_tells_the_truth(shared_dir: Path, form: str) -> None:
    """Measured on the treebank sentences that were kept apart, it does as well as the card says."""
    nlp = syntax()
    path = shared_dir / "corpora" / "ud" / f"no_{form}-ud-test.conllu"
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    apart = [block for i, block in enumerate(blocks) if i // 50 % 4 == 0]
    gold = [annotated(block) for block in apart]
    scores = nlp.evaluate([Example(nlp.make_doc(each.text), each) for each in gold])
    name = {"bokmaal": "bokmål"}.get(form, form)
    lines = (MODEL / "card.md").read_text(encoding="utf-8").splitlines()
    row = next(line for line in lines if line.startswith(f"| {name}"))
    told = [float(cell) for cell in row.split("|")[3:-1]]
    assert [100 * scores[key] for key in TOLD] == pytest.approx(told, abs=0.3)


def annotated(block: str) -> Doc:
    """A sentence of the treebank."""
    rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
    return Doc(
        syntax().vocab,
        words=[row[1] for row in rows],
        spaces=["SpaceAfter=No" not in row[9] for row in rows],
        lemmas=[row[2] for row in rows],
        pos=[row[3] for row in rows],
        morphs=[row[5].replace("_", "") for row in rows],
        heads=[int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)],
        deps=[row[7] if row[7] != "root" else "ROOT" for row in rows],
    )
