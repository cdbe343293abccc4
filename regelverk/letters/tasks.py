"""What a deadline or an amount is for: an initiative as a whole, or one task within it."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from regelverk.comparison.normalise import fold
from regelverk.letters.amounts import money
from regelverk.letters.dates import ALWAYS, dated, deadline, due
from regelverk.letters.names import named
from regelverk.letters.reading import SENTENCE_BREAK, Unit
from regelverk.letters.terms import expanded, wordlist
from regelverk.letters.types import Quote, Stated

_WORD = re.compile(r"[a-zæøå]{4,}")
_EMPTY = frozenset(wordlist("ord uten emne"))
_ITSELF = expanded("(?:<satsingsord>|<satsingsord foran>|<satsingen selv>|<arbeidet med>)")
_NO_TOPIC = expanded(
    "(?:<satsingsord>|<satsingen selv>|<arbeidet med>|<verb uten emne>|<mottaker>)"
)
_ENDING = expanded("(?<=[a-zæøå]{4})<endelse>$")
_REGULAR = expanded("<fast rapport>")
_DELIVERED = expanded("<leveranse>|\\w+plan")
_ONLY_DATE = expanded(r"\W*<bare frist>")
_AFTER = expanded(r"<formål etter beløp> (?P<what>[^.;]+)")
_BEFORE = expanded(r"\W*til (?P<what>[^.;]+?) <ord etter formål>\b")
_INPUT = expanded(r"\b<bidrag til> ")
_INTO = "inn i noe felles"
_ENCLOSED = re.compile(r",? som [^,]*,")
_CLAUSE = expanded(r"\b<egen setning>\b")
_GOES_ON = expanded(r"(?=,? (?:<og>) |, (?:<egen setning>)\b|; )")
_OWN_SHARE = expanded(r"\b<egne>\b")
_OF_IT = expanded(r"\b<av dette>\b")
_TELLING, _OVERLAP = 8, 0.5


class Sentence(NamedTuple):
    """A sentence on an initiative: its unit, its words with what leads into it, its deadline.

    A row of a table is the words of its task, with the deadline of a column of its own.
    """

    unit: Unit
    text: str
    deadline: str = ""


def content_words(text: str) -> list[str]:
    """The content words of a text, agencies apart."""
    for each in reversed(named(text)):
        text = text[: each.start] + text[each.end :]
    return [word for word in _WORD.findall(fold(text)) if word not in _EMPTY]


def deadlines(
    sentences: Sequence[Sentence], names: Collection[str], year: int | None,
    quote: Callable[[Unit], Quote],
) -> Iterator[Stated]:  # fmt: skip
    """Every deadline that sentences on an initiative state.

    Neither those of yearly reports nor what goes on all year.

    Args:
        sentences: What a letter says of the initiative.
        names: What the letter calls it.
        year: The year of a date that names none.
        quote: The exact words of a unit.
    """
    for each in sentences:
        for text, words in _dated_parts(each):
            day = due(words, year) if words else ALWAYS
            if day == ALWAYS or _REGULAR.search(text):
                continue
            about = _for_what(text, words, names)
            if _ONLY_DATE.match(each.unit.text) and (task := _just_before(each, sentences)):
                about |= _for_what(task.text, "", names)
            yield Stated(words, day, about, quote(each.unit))


def _dated_parts(each: Sentence) -> Iterator[tuple[str, str]]:
    """The parts of a sentence that each have a deadline of their own, with it.

    `Bidrag sendes innen 1. april, og rapporten skal foreligge 1. juni` is two. A part that says
    nothing else than its date is about what the sentence is about.
    """
    if each.deadline:
        told = [text for text in SENTENCE_BREAK.split(each.text) if not _REGULAR.search(text)]
        yield " ".join(told) or each.text, each.deadline
        return
    pieces = _GOES_ON.split(each.text)
    parts = [""]
    for piece in [p for p in pieces if not _REGULAR.search(p) or deadline(p)] or pieces:
        if deadline(parts[-1]) and (deadline(piece) or dated(piece)):
            parts.append("")
        parts[-1] += piece
    for number, part in enumerate(parts):
        words = deadline(part) or (dated(part) if number else "")
        yield part if len(content_words(part)) > 1 else each.text, words


def _is_input(text: str, words: str) -> bool:
    """Whether a deadline is for what an agency gives to something joint, and not for that itself.

    Without a date, one that follows the sentence. A date in a clause of its own is for what the
    clause tells of: `innspill til planen, som skal foreligge 1. juni`.
    """
    given = _INPUT.search(text)
    plain = " ".join(text.split())
    at = plain.find(words) if words else len(plain)
    if given is None or at < given.end():
        return False
    return _CLAUSE.search(_ENCLOSED.sub(",", text[given.end() : at])) is None


def _for_what(text: str, words: str, names: Collection[str]) -> frozenset[str]:
    """What a deadline in a sentence, or after all of it, is for."""
    about = _about(text, names)
    return about | {_INTO} if _is_input(text, words) else about


def _just_before(bare: Sentence, sentences: Sequence[Sentence]) -> Sentence | None:
    """The sentence before one that gives only a date: it names the task."""
    above = [
        each for each in sentences
        if each.unit.section == bare.unit.section and each.unit.span.start < bare.unit.span.start
    ]  # fmt: skip
    return max(above, key=lambda each: each.unit.span.start, default=None)


def funds(
    sentences: Sequence[Sentence], names: Collection[str], quote: Callable[[Unit], Quote]
) -> Iterator[Stated]:
    """Every amount that sentences on an initiative set aside, in kroner, and what it is for.

    What an agency has for measures of its own, or of a sum named before it, is no amount that
    others could share.
    """
    for each in sentences:
        for number, (kroner, start, end) in enumerate(money(each.text)):
            if number and _OF_IT.search(each.text, 0, start):
                continue
            purpose = _AFTER.match(each.text, end) or _BEFORE.match(each.text)
            words = purpose["what"] if purpose else ""
            if _OWN_SHARE.search(words):
                continue
            whole = not words or _ITSELF.match(words) or any(words.startswith(n) for n in names)
            about = frozenset() if whole else _about(words, names)
            yield Stated(each.text[start:end], str(kroner), about, quote(each.unit))


def _about(text: str, names: Collection[str]) -> frozenset[str]:
    """What a sentence is about besides the initiative."""
    own = {word for name in names for word in bare_words(name)}
    words = [word for word in content_words(text) if not _NO_TOPIC.fullmatch(word)]
    return frozenset(map(_bare, words)) - own


def bare_words(text: str) -> list[str]:
    """The content words of a text without their endings; see `content_words`."""
    return [_bare(word) for word in content_words(text)]


def _bare(word: str) -> str:
    return _ENDING.sub("", word)


def same_task(first: Stated, second: Stated) -> bool:
    """Whether two deadlines or amounts are for the same: a telling word, or most words, in common.

    What is for the initiative as a whole is never compared with what is for one task in it.
    """
    a, b = first.about, second.about
    if (_INTO in a) is not (_INTO in b):
        return False
    if a == b:
        return True
    shared = a & b
    return any(len(word) >= _TELLING and _DELIVERED.fullmatch(word) for word in shared) or (
        len(shared) > 1 and len(shared) >= _OVERLAP * min(len(a), len(b))
    )
