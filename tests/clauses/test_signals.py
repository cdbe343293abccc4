"""Classes of words and signals: data that is valid, and a fast path that equals the plain one."""

import re

import pytest

from regelverk.clauses import signals
from regelverk.clauses.signals import ClauseSignal, Word, signals_in, words
from regelverk.clauses.word_classes import TokenClass, class_names, classes_of
from regelverk.errors import RuleError
from regelverk.rules.loader import load

SENTENCES = (
    "Kommunen skal samarbeide med fylkeskommunen om tilbudet.",
    "Tenesta skal varsle politiet når barnet er i fare.",
    "Departementet kan gi forskrift om samordning av tjenester.",
    "Nemnda velger selv sin leder.",
    "Det samme gjelder for planen.",
    "Fristen er tre uker.",
)


def test_every_class_that_a_signal_names_is_there() -> None:
    """A misspelt class would silently never match."""
    named = {
        part.strip("{}?")
        for signal in load("clause_signals", ClauseSignal)
        for word in signal.pattern.split()
        for part in word.split("|")
        if part.startswith("{")
    }
    assert named <= set(class_names())
    assert len(class_names()) == len(load("token_classes", TokenClass))


def plainly_in(signal: str, sentence: tuple[Word, ...]) -> bool:
    """The same by a regular expression over the words, each with its classes."""

    def one(word: str) -> str:
        if word.startswith("{"):
            return rf"[^ ]*/{word[1:-1]}/[^ ]* "
        return re.escape(word).replace(r"\*", "[^ /]*") + "/[^ ]* "

    row = "(?:(?<= )|^)"
    for part in signal.split():
        if part == "^":
            row = "^"
        elif part.startswith(".."):
            row += rf"(?:[^ ]+ ){{0,{part[2:]}}}?"
        else:
            any_of = "|".join(one(each) for each in part.rstrip("?").split("|"))
            row += f"(?:{any_of}){'?' if part.endswith('?') else ''}"
    written = "".join(
        f"{each.folded}/{''.join(f'{c}/' for c in each.classes)} " for each in sentence
    )
    return re.search(row, written) is not None


@pytest.mark.parametrize("sentence", SENTENCES)
def test_following_all_ways_at_once_finds_what_a_plain_search_finds(sentence: str) -> None:
    """The fast search for signals equals the obvious one."""
    seen = words(sentence)
    plain = tuple(
        signal.name
        for signal in load("clause_signals", ClauseSignal)
        if plainly_in(signal.pattern, seen)
    )
    assert signals_in(seen) == plain


def test_a_word_has_every_class_whose_pattern_fits() -> None:
    """The quick way to the classes of a word equals trying all of them."""
    for word in {each for sentence in SENTENCES for each in sentence.lower().split()}:
        plain = tuple(
            each.name
            for each in load("token_classes", TokenClass)
            if re.search(each.pattern, word) and not (each.unless and re.search(each.unless, word))
        )
        assert classes_of(word) == plain


@pytest.mark.parametrize(
    ("word", "has", "has_not"),
    [
        ("barnehagen", "PUB", "USER"),
        ("barnet", "USER", "PUB"),
        ("kommunikasjon", "", "PUB"),
        ("forvaltningsloven", "", "PUB"),
        ("helseforetaket", "PUB", "PRIV"),
        ("tenestene", "PUB", "PRIV"),
        ("leverandøren", "PRIV", "PUB"),
        ("patentstyret", "PUB", "PRIV"),
    ],
)
def test_a_word_is_the_kind_of_party_it_is(word: str, has: str, has_not: str) -> None:
    """Words that only look like a public body, a user or a company are not taken for one."""
    (seen,) = words(word)
    assert not has or has in seen.classes
    assert has_not not in seen.classes


def test_a_signal_that_is_no_row_of_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip in the data is an error that says where."""
    slip = (ClauseSignal("slip", "skal (samarbeide", "her"),)
    monkeypatch.setattr(signals, "load", lambda *_: slip)
    with pytest.raises(RuleError, match="samarbeide"):
        signals.elements_of_rules.__wrapped__()
