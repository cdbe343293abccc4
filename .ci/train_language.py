"""Train the tagger, lemmatiser and parser of both forms: `python .ci/train_language.py SHARED`.

Word vectors come from the texts of the law, everything else from the treebanks. Needs floret, and
half an hour. Writes `regelverk/language/model` with a card: how it does on unseen sentences.
"""

import random
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import floret
import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.initialize import convert_vectors
from spacy.util import compounding, fix_random_seed, minibatch
from thinc.api import Adam

from regelverk.language import pipeline
from regelverk.model.document import Document
from regelverk.pipeline import read_corpus

WIDTH, DEPTH, VECTOR, ROWS = 96, 4, 64, 18_000
EPOCHS, BATCH, DROPOUT, LEARN_RATE, SEED = 18, (24, 128), 0.15, 0.001, 1814
APART, BLOCK = 4, 50
FORMS = {"bokmaal": "bokmål", "nynorsk": "nynorsk"}
WORD = re.compile(r"\w+(?:[-/]\w+)*|[^\w\s]")
TREEBANK = "no_{form}-ud-{part}.conllu"
MODEL = Path(pipeline.__file__).parent / "model"
MEASURES = ("pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las")


def main(shared: Path) -> None:
    """Train, measure, save."""
    fix_random_seed(SEED)
    nlp = spacy.blank("nb")
    add_vectors(nlp, shared / "corpora" / "lovdata")
    known, unseen = treebanks(nlp, shared / "corpora" / "ud")
    add_components(nlp)
    with nlp.use_params(fit(nlp, known)):
        save(nlp, known, unseen)


def save(nlp: Language, known: list[Example], unseen: dict[str, list[Example]]) -> None:
    """Save what was learned, measured as it is saved."""
    round_weights(nlp)
    scores = {form: measure(nlp, each) for form, each in unseen.items()}
    nlp.meta.update(name="regelverk", license="CC BY-SA 4.0")
    vectors = nlp.vocab.vectors
    vectors.data = vectors.data.astype(np.float16)
    nlp.to_disk(MODEL)
    vectors.data = vectors.data.astype(np.float32)
    (MODEL / "card.md").write_text(card(known, unseen, scores), encoding="utf-8")


def add_vectors(nlp: Language, archives: Path) -> None:
    """Vectors of words and their letters, learned from every act and central regulation."""
    with tempfile.TemporaryDirectory() as folder:
        texts, table = Path(folder, "texts"), Path(folder, "vectors")
        with texts.open("w", encoding="utf-8") as file:
            for each in read_corpus(sorted(archives.glob("gjeldende-*.tar.bz2"))):
                if isinstance(each, Document):
                    lines = each.text.lower().splitlines()
                    file.writelines(" ".join(WORD.findall(line)) + "\n" for line in lines)
        model = floret.train_unsupervised(
            str(texts), mode="floret", model="skipgram", hashCount=2, bucket=ROWS, dim=VECTOR,
            minn=4, maxn=5, minCount=5, epoch=1, ws=3, neg=5, thread=1,
        )  # fmt: skip
        model.save_floret_vectors(str(table))
        convert_vectors(nlp, table, truncate=0, prune=-1, mode="floret", attr="LOWER")
    nlp.vocab.vectors.data = halved(nlp.vocab.vectors.data)


def treebanks(nlp: Language, folder: Path) -> tuple[list[Example], dict[str, list[Example]]]:
    """Sentences to learn from, and those kept apart per form: every fourth block of the test part.

    Neighbours mostly come from one article; blocks keep an article on one side.
    """
    known: list[Example] = []
    unseen: dict[str, list[Example]] = {}
    for form in FORMS:
        known += examples(nlp, folder / TREEBANK.format(form=form, part="dev"))
        tested = examples(nlp, folder / TREEBANK.format(form=form, part="test"))
        unseen[form] = [each for i, each in enumerate(tested) if i // BLOCK % APART == 0]
        known += [each for i, each in enumerate(tested) if i // BLOCK % APART]
    return known, unseen


def examples(nlp: Language, path: Path) -> list[Example]:
    """The sentences of a treebank file (CoNLL-U)."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    gold = [sentence(nlp, block) for block in blocks]
    return [Example(nlp.make_doc(each.text), each) for each in gold]


def sentence(nlp: Language, block: str) -> Doc:
    """One sentence in the columns of CoNLL-U: word, lemma, class, morphology, head, relation."""
    rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
    return Doc(
        nlp.vocab,
        words=[row[1] for row in rows],
        spaces=["SpaceAfter=No" not in row[9] for row in rows],
        lemmas=[row[2] for row in rows],
        pos=[row[3] for row in rows],
        morphs=[row[5].replace("_", "") for row in rows],
        heads=[int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)],
        deps=[row[7] if row[7] != "root" else "ROOT" for row in rows],
    )


def add_components(nlp: Language) -> None:
    """One layer that reads the words, shared by three small components."""
    nlp.add_pipe("tok2vec", config={"model": reader()})
    shared = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"}
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": shared, "nO": None}
    nlp.add_pipe("morphologizer", config={"model": tagger})
    nlp.add_pipe(
        "trainable_lemmatizer",
        name="lemmatizer",
        config={"model": tagger, "min_tree_freq": 2, "top_k": 3, "backoff": "orth"},
    )
    transitions = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser", "extra_state_tokens": False, "hidden_width": 64,
        "maxout_pieces": 2, "use_upper": True, "tok2vec": shared, "nO": None,
    }  # fmt: skip
    nlp.add_pipe("parser", config={"model": transitions, "min_action_freq": 8})


def reader() -> dict[str, Any]:
    """How words become numbers: hashed letters and forms, the vectors, and the words around."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": WIDTH,
            "attrs": ["LOWER", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [2500, 500, 1500, 500],
            "include_static_vectors": True,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": WIDTH, "depth": DEPTH, "window_size": 1, "maxout_pieces": 3,
        },
    }  # fmt: skip


def fit(nlp: Language, known: Sequence[Example]) -> dict[Any, Any]:
    """Learn for a fixed number of rounds; gives the averages of the weights over all of them."""
    optimizer = nlp.initialize(lambda: known, sgd=Adam(LEARN_RATE, use_averages=True))
    rng = random.Random(SEED)
    sizes = compounding(*BATCH, 1.001)
    for epoch in range(EPOCHS):
        order = rng.sample(known, len(known))
        optimizer.learn_rate = LEARN_RATE * (1 - 0.9 * epoch / EPOCHS)
        losses: dict[str, float] = {}
        for batch in minibatch(order, sizes):
            nlp.update(batch, sgd=optimizer, losses=losses, drop=DROPOUT)
        told = ", ".join(f"{name} {loss:.0f}" for name, loss in losses.items())
        sys.stdout.write(f"{epoch + 1}/{EPOCHS}: {told}\n")
    return dict(optimizer.averages)


def round_weights(nlp: Language) -> None:
    """Round to half precision: no accuracy is lost, and the files pack to half their size."""
    for _, component in nlp.pipeline:
        for node in component.model.walk():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, halved(node.get_param(name)))


def halved(values: np.ndarray) -> np.ndarray:
    """The numbers in half precision, in the type the components count in."""
    return values.astype(np.float16).astype(np.float32)


def measure(nlp: Language, unseen: Sequence[Example]) -> dict[str, float]:
    """How often it is right, in per cent, on sentences it has not seen, read from plain text."""
    fresh = [Example(nlp.make_doc(each.reference.text), each.reference) for each in unseen]
    scores = nlp.evaluate(fresh)
    return {name: 100 * scores[name] for name in MEASURES}


def card(
    known: Sequence[Example],
    unseen: Mapping[str, Sequence[Example]],
    scores: Mapping[str, Mapping[str, float]],
) -> str:
    """What the model is, and how well it does."""
    size = sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) / 1e6
    rows = [
        f"| {FORMS[form]} | {words(unseen[form]):,} | "
        + " | ".join(f"{each[name]:.1f}" for name in MEASURES)
        + " |"
        for form, each in scores.items()
    ]
    return f"""# Grammatical model of bokmål and nynorsk

One spaCy pipeline for both forms: morphologizer (word classes and forms), lemmatizer (edit trees)
and dependency parser over one shared layer of {WIDTH} numbers a word. {size:.1f} MB.

Learned from: the development parts and three quarters of the test parts of the UD treebanks of
Norwegian bokmål and nynorsk (CC BY-SA 4.0; newspapers, blogs, parliament), {words(known):,} words,
both forms together, {EPOCHS} rounds. Vectors ({ROWS:,} rows of {VECTOR} numbers, floret) from the
acts and central regulations in force (Lovdata, NLOD 2.0). The model is under CC BY-SA 4.0 as its
data are.

Measured from plain text on the other quarter of the test parts, in blocks of {BLOCK} sentences,
which it never saw; nothing was chosen by these numbers. Per cent right:

| form | words | class | form of word | lemma | head (UAS) | head and relation (LAS) |
| --- | --- | --- | --- | --- | --- | --- |
{chr(10).join(rows)}

Statutes have longer sentences and more lists than newspapers, and no treebank of them exists: take
the numbers as an upper bound there. The vectors alone know their words.

Made by `make train`.
"""


def words(examples: Sequence[Example]) -> int:
    """How many words some sentences have."""
    return sum(len(each.reference) for each in examples)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
