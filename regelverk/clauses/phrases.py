"""Noun phrases and verbs of a sentence, by the classes of its words and their grammar.

The rules know where a part begins; where it ends is a matter of grammar: «kommunen» in «skal
kommunen ved behov varsle», but «kommunen og fylkeskommunen» in the like sentence.
"""

import re

from regelverk.language.syntax import Tree
from regelverk.spans import Span

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "SYM", "X"})
_WITHIN = _NOMINAL | {"ADJ"}
_VERBAL = frozenset({"VERB", "AUX"})
_AMONG = frozenset({"særlig", "særleg", "herunder", "inkludert", "også", "òg"})
_LEGAL = re.compile(r"(?:§+|ledd|bokstav|\w*lov(?:en|a|er|ene|enes)?|forskrift\w*)$")
_NEAR, _LIST = 5, 12
_BECOME = frozenset({"bli", "verte", "skje"})
_TOGETHER = ("samarb", "samråd", "felles", "tillegg")


def noun_phrase(tree: Tree, start: int) -> Span | None:
    """The noun phrase that begins with a word, or None where none does.

    Args:
        tree: The sentence.
        start: The place of the word.
    """
    end, at = start, start
    while at < len(tree.words):
        word = tree.words[at]
        if word.pos in _NOMINAL:
            end = at + 1
        elif word.text == "som" and end > start:
            end = _relative_clause(tree, at)
            break
        elif not (word.pos in _WITHIN or _goes_on(tree, start, at)):
            break
        at += 1
    if end == start:
        return None
    return Span(tree.words[start].span.start, tree.words[end - 1].span.end)


def opens_with_noun(tree: Tree) -> bool:
    """Whether the first word of a sentence, after its number, can open a noun phrase."""
    first = next((word for word in tree.words if word.text[:1].isalpha()), None)
    return first is not None and first.pos in _WITHIN


def within_phrase(tree: Tree, span: Span) -> Span:
    """The part of a span that is the noun phrase it begins with; all of it where none begins."""
    first = tree.at(span)
    if first is not None and tree.words[first].pos == "CCONJ":
        first += 2  # «samarbeide med og støtte skolene»: what is named after the second verb
    phrase = None if first is None else noun_phrase(tree, first)
    return Span(phrase.start, min(phrase.end, span.end)) if phrase else span


def is_passive(tree: Tree, modal: int) -> bool:
    """Whether a modal says what is done, not who does it: «skal samordnes», «skal skje i …»."""
    verb = next((word for word in tree.words[modal + 1 :] if word.pos in _VERBAL), None)
    return verb is not None and ("Voice=Pass" in verb.form or verb.lemma in _BECOME)


def _goes_on(tree: Tree, start: int, at: int) -> bool:
    """Whether a phrase goes on through a conjunction, a preposition or a comma."""
    word = tree.words[at]
    after = tree.words[at + 1] if at + 1 < len(tree.words) else None
    if after is None:
        return False
    if word.pos == "CCONJ" or word.text in _AMONG:
        return after.pos in _WITHIN or after.text == "med"
    if word.text == "med" and tree.words[at - 1].pos == "CCONJ":
        return True
    if word.pos == "ADP":
        following = tree.words[at + 1 : at + 1 + _NEAR]
        if word.text == "etter" and any(_LEGAL.match(each.text) for each in following):
            return True
        noun = tree.words[word.head]
        if noun.text.startswith(_TOGETHER) or after.pos not in _WITHIN:
            return False
        return noun.relation in ("nmod", "conj", "appos") and start <= noun.head < at
    if word.text == ",":
        following = tree.words[at + 1 : at + 1 + _LIST]
        return after.text in _AMONG or (
            after.pos in _WITHIN
            and after.relation in ("conj", "amod", "det", "nmod:poss", "appos")
            and any(each.pos == "CCONJ" for each in following)
        )
    return False


def _relative_clause(tree: Tree, at: int) -> int:
    """Where a relative clause ends: at the comma or the mark that closes it, or with the text."""
    for place in range(at, len(tree.words)):
        if tree.words[place].pos == "PUNCT":
            return place
    return len(tree.words)
