"""Find damage that text recognition (OCR) did to Norwegian letters, and suggest what stood there.

The text is never changed. A word is taken for damaged when it is not a word of Norwegian law but
becomes one when lost letters are put back («seerlig», «viderefgre»). Where many are, the document
is damaged, and then also words that exist («far», «ber») are weighed against what they may have
been.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product, zip_longest

from regelverk.language.ocr_words import LETTERS, Words, common, infinitives
from regelverk.rules import notices
from regelverk.spans import Notice, Span

_WORD = re.compile(r"[^\W_]+(?:[@&©¢][^\W_]+)*[@&©¢]?|[@©¢][^\W_]+|(?<!\S)[&@](?!\S)")
_UNKNOWN = 0.02  # the weight of a word being whole though no act or regulation has it
_SURE = 30.0  # how many times likelier damage must be where nothing else points to it
_FEWEST, _SHARE = 3, 0.1  # different damaged words, and their share of the words with å, ø and æ
_MANY, _TRACE = 8, 0.02  # the same where only some pages of a long text are damaged
_SUGGESTED = 0.5
_HEAD, _TAIL, _RARE = 3, 4, 0.004  # the shortest parts of compounds, and how much rarer they are
_ACRONYM = 4
_MOST_WORDS = 10_000  # different words; a book has fewer, only a text made to take long has more
_MARKER, _MARKER_SURE, _MARKER_LIKELY = "å", 0.95, 0.7
_MARKER_SEEN = frozenset("ad@&3482éáàä")
_MARKER_MOSTLY = frozenset("aáàä")
_NEAR = 12
_LABELLED = re.compile(
    r"(?:^|\n|[§\d)]|bokstav(?:en|ane|ene)?|litra|type|klasse|gruppe|vedlegg)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a damaged word may have been.

    Attributes:
        span: Where the word stands in the text.
        quote: The word as it stands.
        suggestion: The word as it probably was.
        confidence: How sure that is, from 0 to 1.
    """

    span: Span
    quote: str
    suggestion: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Damage:
    """How a text suffered from text recognition.

    Attributes:
        confidence: How sure it is that the text is damaged; 0 where nothing points to it.
        suggestions: The damaged words in the order of the text; none where it is not damaged.
    """

    confidence: float
    suggestions: tuple[Suggestion, ...] = ()


UNDAMAGED = Damage(0.0)


def damage(text: str) -> Damage:
    """The damage that text recognition did to the letters å, ø and æ of a Norwegian text.

    Example:
        >>> found = damage("Direktoratet skal viderefgre arbeidet og ma seerlig melde fra pa brev.")
        >>> [(each.quote, each.suggestion) for each in found.suggestions]
        [('viderefgre', 'videreføre'), ('ma', 'må'), ('seerlig', 'særlig'), ('pa', 'på')]
        >>> damage("Kommunen skal sørge for at barn får hjelp for å klare seg.").suggestions
        ()
    """
    written = dict(Counter(_WORD.findall(text)).most_common(_MOST_WORDS))
    lost, kept = _lost(written)
    different, number = len(lost), sum(lost.values())
    rate = number / (number + kept) if number else 0.0
    if (different < _FEWEST or rate < _SHARE) and (different < _MANY or rate < _TRACE):
        return UNDAMAGED
    return Damage(round(1 - 0.5**different, 3), tuple(_suggestions(text, written, rate)))


def _lost(written: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """The words that plainly lost letters, with their number, and how many words have theirs.

    Only words in small letters tell: others may be names, or signs of elements and vehicle classes.
    """
    lost: dict[str, int] = {}
    kept = 0
    for word, number in written.items():
        if not LETTERS.isdisjoint(word.lower()):
            kept += number
        elif _plainly_lost(word):
            lost[word] = number
    return lost, kept


@lru_cache(maxsize=100_000)
def _plainly_lost(word: str) -> bool:
    """Whether a word without å, ø and æ is far likelier to have lost them than to be whole."""
    if len(word) == 1 or not word.islower():
        return False
    known = common()
    best = max((weight for _, weight in known.origins(word)), default=0.0)
    return best >= _SURE * (known.count(word) + _UNKNOWN)


def _suggestions(text: str, written: Mapping[str, int], rate: float) -> Iterator[Suggestion]:
    """The damaged words of a text that is damaged, in order.

    Args:
        text: The text.
        written: Its words, with their numbers.
        rate: The share of words with Norwegian letters that lost them.
    """
    counts: Counter[str] = Counter()
    for word, number in written.items():
        counts[word.lower()] += number
    own = Words(
        {
            word: float(number)
            for word, number in counts.items()
            if number > 1 and not LETTERS.isdisjoint(word) and not common().count(word)
        }
    )
    none = "", 0.0
    repairs = {word: _repair(word, own, rate) for word in counts if len(word) > 1}
    matches = list(_WORD.finditer(text))
    for match, after in zip_longest(matches, matches[1:]):
        quote = match.group()
        if len(quote) == 1:
            repair, sure = _MARKER, _marker(text, match, after, repairs)
        else:
            repair, sure = repairs.get(quote.lower(), none)
        if sure >= _SUGGESTED and not _is_acronym(quote):
            yield Suggestion(Span(*match.span()), quote, _cased(repair, quote), round(sure, 2))


def _is_acronym(word: str) -> bool:
    return word.isalpha() and word.isupper() and 1 < len(word) <= _ACRONYM


def _repair(word: str, own: Words, rate: float) -> tuple[str, float]:
    """What a word most likely was, and how sure that is: it may also be what it seems to be."""
    if not LETTERS.isdisjoint(word) or word.isdigit():
        return word, 0.0
    known = common()
    intact = known.count(word)
    weights: dict[str, float] = defaultdict(float)
    for origin, weight in (*known.origins(word), *own.origins(word)):
        weights[origin] += weight
    if not weights and not intact:
        weights = _compounds(word, own)
        intact = weights.pop(word, 0.0)
    if not weights:
        return word, 0.0
    best = max(weights, key=lambda each: weights[each])
    return best, weights[best] * rate / (sum(weights.values()) * rate + intact + _UNKNOWN)


def _compounds(word: str, own: Words) -> dict[str, float]:
    """The compounds of known words that a word may be or have been, with weights."""
    found: dict[str, float] = defaultdict(float)
    for cut in range(_HEAD, len(word) - _TAIL + 1):
        joint = "s" if word[cut - 1] == "s" else ""
        tails = list(_parts(word[cut:], own))
        heads = [*_parts(word[:cut], own)]
        if joint and cut > _HEAD:
            heads += [(head + joint, weight) for head, weight in _parts(word[: cut - 1], own)]
        for (head, first), (tail, second) in product(heads, tails):
            found[head + tail] = max(found[head + tail], min(first, second) * _RARE)
    return found


def _parts(part: str, own: Words) -> Iterator[tuple[str, float]]:
    """What a part of a compound may be: itself where it is known, and what it may have been."""
    if known := common().count(part) or own.count(part):
        yield part, known
    yield from common().origins(part)


def _marker(
    text: str,
    match: re.Match[str],
    after: re.Match[str] | None,
    repairs: Mapping[str, tuple[str, float]],
) -> float:
    """How sure it is that a lone sign was the infinitive marker: by the word after it.

    Any word in small letters will do after a lone «a», unless that is the label of a letter item or
    of a section (`§ 4 a`).
    """
    sign = match.group().lower()
    if after is None or sign not in _MARKER_SEEN or text[match.end() : after.start()].strip():
        return 0.0
    following = after.group()
    repair, sure = repairs.get(following.lower(), ("", 0.0))
    if following in infinitives() or (sure >= _SUGGESTED and repair in infinitives()):
        return _MARKER_SURE
    if sign in _MARKER_MOSTLY and following.islower() and len(following) > 1:
        before = text[max(match.start() - _NEAR, 0) : match.start()]
        return 0.0 if _LABELLED.search(before) else _MARKER_LIKELY
    return 0.0


def _cased(repair: str, quote: str) -> str:
    """The repair with the capitals of the damaged word."""
    if quote.isupper() and sum(map(str.isalpha, quote)) > 1:
        return repair.upper()
    if quote[0].isupper():
        return repair[0].upper() + repair[1:]
    return repair


def notice(text: str) -> Notice | None:
    """A remark that a text is damaged: how many words, and three of them. None where it is not."""
    found = damage(text)
    if not found.confidence:
        return None
    examples: dict[str, str] = {}
    for each in sorted(found.suggestions, key=lambda each: -len(each.quote)):
        examples.setdefault(each.quote, each.suggestion)
    shown = ", ".join(f"«{quote}» ({repair}?)" for quote, repair in list(examples.items())[:3])
    return notices.notice("ocr_damage", words=len(found.suggestions), shown=shown)
