"""Sentences (punktum) are split where a lawyer would."""

import json
from pathlib import Path

import pytest

from regelverk.language.sentences import split

ONE = [
    "Etter § 4 nr. 2 jf. kap. 3 og art. 5 skal saken avgjøres innen 1. januar 2027.",
    "Kravet gjelder også etter lov 3. mars 2027 nr. 4 om leker mv. § 7 annet ledd.",
    "Fristen er kl. 12.30 den 1. Mai.",
    "Kommunen skal a) rydde, b) vaske og c) male; dette gjelder bl.a. Oslo.",
    "§ 4-6 a. Samarbeid med hjemmet",
    "Søknaden sendes til A. Nordmann i departementet.",
]
TWO = [
    "Kravet følger av § 4 bokstav a. Departementet kan gi forskrift.",
    "Fristen er satt i § 4-6 a. Den kan forlenges.",
    "Dette gjelder skoler, barnehager o.l. Kommunen avgjør tvil.",
    "Tilskuddet er 40 pst. Resten dekkes av kommunen.",
    "Kan dette gjøres? Det avgjør kommunen.",
    "«Barn skal høres.» Dette gjelder alltid.",
    "Regelen følger av § 3 nr. 2. § 5 gjelder tilsvarende.",
    "Elevar har rett til tilpassa opplæring, m.a. i norsk. Kommunen gjev føresegner.",
    "Fristen følger av § 4 litra B. Den er absolutt.",
]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence(text: str) -> None:
    """Abbreviations, dates, clock times, initials and labels do not end a sentence."""
    assert [span.of(text) for span in split(text)] == [text]


@pytest.mark.parametrize("text", TWO)
def test_two_sentences(text: str) -> None:
    """A new sentence is seen after letters, abbreviations that can end one, quotes and
    questions.
    """
    assert len(split(text)) == 2


def test_nothing_but_white_space_between() -> None:
    """The sentences of a text hold all of it but the white space between them."""
    text = "  Først dette. Så  dette!  Og (kanskje) dette.  "
    spans = split(text)
    assert "".join(text.split()) == "".join("".join(span.of(text).split()) for span in spans)


def test_agrees_with_the_annotators(shared_dir: Path) -> None:
    """Where the annotated set has been split by hand, ours agrees in at least 98 % of the ledd."""
    same = total = 0
    for line in (shared_dir / "gold/clauses-dev.jsonl").read_text(encoding="utf-8").splitlines():
        wanted = [sentence["text"] for sentence in json.loads(line)["sentences"]]
        text = " ".join(wanted)
        same += [span.of(text) for span in split(text)] == wanted
        total += 1
    assert same / total >= 0.98
