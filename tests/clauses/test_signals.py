"""Classes of words and signals: data that is valid, and a fast path that equals the plain one."""

import pytest

from regelverk.clauses.signals import (
    ClauseSignal,
    TokenClass,
    class_names,
    compile_signal,
    signals_in,
    words,
)
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


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_signal_is_lost_to_the_quick_look(sentence: str) -> None:
    """Looking only for signals whose words are there finds what looking for all of them finds."""
    encoded = "".join(word.encoded for word in words(sentence))
    plain = tuple(
        signal.name
        for signal in load("clause_signals", ClauseSignal)
        if compile_signal(signal.pattern).search(encoded)
    )
    assert signals_in(words(sentence)) == plain


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


def test_a_signal_that_is_no_pattern_is_refused() -> None:
    """A slip in the data is an error that says where."""
    with pytest.raises(RuleError):
        compile_signal("..99999999999 skal")
