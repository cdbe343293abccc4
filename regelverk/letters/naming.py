"""Names of initiatives as they are compared: spelling, form and generic words apart."""

import re
from functools import cache

from rapidfuzz import fuzz

from regelverk.comparison.normalise import fold
from regelverk.language.misreadings import look
from regelverk.language.ocr_words import skeleton
from regelverk.letters.terms import expanded, scale, term, wordlist

_NOISE = re.compile(r"[\s\-–—«»\"'„“”.,()/]+")
_PERIOD = re.compile(r"\(?\b20\d\d ?[-–/] ?\d{2,4}\)?")
_KINDS = f"(?P<kind>{term('satsingsord foran')}|{term('satsingsord')})"
_KIND_BEFORE = re.compile(rf"{_KINDS} (?:for |mot |om )?(?=\S)")
_KIND_AFTER = re.compile(rf"(?<=\S) {_KINDS}$")
_KIND = 5
_HEAD = re.compile(rf"{term('satsingsord')}|{term('satsingsord foran')}")
_DASHES = re.compile("[-–—]")
_SMALL = frozenset(wordlist("småord"))
_ENDING = re.compile(rf"(?<=[a-zæøå]{{3}}){term('endelse')}$")
_GENITIVE = re.compile(rf"(?<=[a-zæøå]{{4}})(?:{term('endelse')}|s)$")
_DOUBLE = re.compile(r"([a-zæøå])\1")
_OWNED = expanded(r"s? <eier>\b")
_DAMAGE = re.compile(r"(?<=[a-zæøå])[\d@](?=[a-zæøå])")
_INFLECTED = "(?:a|en|et|e|i|ane|ene|er|ar)?"
_ALIKE_STEM = re.compile(rf"([a-zæøå]{{3,}}){_INFLECTED} \1{_INFLECTED}$")
_SURE, _DAMAGED, _LONG, _MANY, _ACRONYM = 90, 80, 9, 3, 8
_LOOKING_ALIKE, _LOOKING_MUCH_ALIKE = 55, 75


@cache
def folded(text: str) -> str:
    r"""Text as names are searched for: lower case, no spaces, dashes or quotes.

    Example:
        >>> folded("0–24-samarbeidet") == folded("0 -24\nsamarbeidet")
        True
    """
    return _NOISE.sub("", text.lower())


@cache
def key(name: str) -> str:
    """What a name has of its own, the same for all ways to write it.

    Example:
        >>> key("Fellesløype-programmet") == key("«Fellesløypa»")
        True
        >>> key("Nasjonal strategi for trygg oppvekst (2026–2030)") == key("Trygg oppvekst")
        True
    """
    plain = fold(_PERIOD.sub(" ", name.replace("-", " ")))
    plain = _one_spelling(plain)
    words = [_DOUBLE.sub(r"\1", _bare(word)) for word in core_words(plain)]
    return "".join(words) or folded(name)


def core_words(name: str) -> list[str]:
    """The words of a name that are its own: neither small words nor what kind of thing it is.

    Example:
        >>> core_words("handlingsplanen Frie valg på nett"), core_words("Til piloten")
        (['frie', 'valg', 'nett'], [])
    """
    return [
        word
        for word in fold(_DASHES.sub(" ", name)).split()
        if word not in _SMALL and not _HEAD.fullmatch(word) and word.isalnum()
    ]


def is_acronym(name: str) -> bool:
    """Whether a name is an abbreviation in capitals, which is looked for as it is written."""
    return name.isupper() and name.isalpha() and len(name) <= _ACRONYM


def is_short(name: str) -> bool:
    """Whether a name is an abbreviation, also one that is misread or spread: `SAD1F`, `SAM BU`."""
    plain = name.replace(" ", "").replace("l", "I")
    return plain.isupper() and plain.isalnum() and len(plain) <= _ACRONYM


def _bare(word: str) -> str:
    """A word without a carrier such as `-programmet` and without its ending."""
    for carrier in wordlist("bæreord"):
        if word.endswith(carrier) and len(word) - len(carrier) >= 5:
            word = word.removesuffix(carrier)
            break
    return _GENITIVE.sub("", word)


def alike(first: str, second: str) -> bool:
    """Whether two keys are spellings of one: a letter or two astray in a name that is long."""
    if min(len(first), len(second)) < _LONG or re.findall(r"\d+", first) != re.findall(
        r"\d+", second
    ):
        return False
    return fuzz.ratio(first, second, score_cutoff=_SURE) > 0


def same_name(first: str, second: str) -> bool:
    """Whether two names differ only in dashes, case, inflection, form of Norwegian or kind.

    A name may be said with the kind of thing it is before or after it; two kinds are two names.

    Example:
        >>> same_name("0–24-samarbeidet", "0-24 samarbeidet")
        True
        >>> same_name("0–24-samarbeidet", "0–24-programmet")
        False
        >>> same_name("programmet Sammen for ungdom", "Sammen for ungdom-programmet")
        True
    """
    (a, kinds), (b, others) = _parted(first), _parted(second)
    if kinds and others and not kinds & others:
        return False
    near = _SURE if _DAMAGE.search(a + b) else 100
    if a == b or (fuzz.ratio(skeleton(a), skeleton(b)) >= near and fuzz.ratio(a, b) >= _DAMAGED):
        return True
    if look(a) == look(b) or _in_other_form(first, second):
        return True
    words = [" ".join(sorted(map(_bare, core_words(each)))) for each in (first, second)]
    return all(len(each.split()) >= _MANY for each in words) and fuzz.ratio(*words) >= _SURE


def _in_other_form(first: str, second: str) -> bool:
    """Whether two names are one in both forms of Norwegian, word by word: `Døra opp`, `Døren opp`.

    The words that differ begin alike and are inflected or spelled otherwise.
    """
    pairs = list(zip(fold(first).split(), fold(second).split(), strict=False))
    apart = [(one, other) for one, other in pairs if one != other]
    return (
        len(first.split()) == len(second.split())
        and len(apart) < max(len(pairs), 2)
        and all(_ALIKE_STEM.match(f"{one} {other}") for one, other in apart)
    )


def within(first: str, second: str) -> bool:
    """Whether one name holds the other whole: a word of the sentence may be taken for its own.

    Example:
        >>> within("Leie Mindre kast", "Mindre kast"), within("Mindre kast", "Mindre svinn")
        (True, False)
    """
    shorter, longer = sorted(
        (f" {' '.join(fold(each).split())} " for each in (first, second)), key=len
    )
    return shorter in longer


def may_translate(first: str, second: str) -> bool:
    """Whether two names may be one in both forms of Norwegian, for all that their letters tell.

    No list holds every word: the others begin and look alike, the more so where they are many.

    Example:
        >>> may_translate("Felles forum for busetjing", "Felles forum for bosetting")
        True
        >>> may_translate("Trygg i laget", "Trygg på laget")
        False
    """
    if same_name(first, second):
        return True
    pairs = list(zip(fold(first).split(), fold(second).split(), strict=False))
    apart = [(one, other) for one, other in pairs if one != other]
    least = _LOOKING_ALIKE if 2 * len(apart) <= len(pairs) else _LOOKING_MUCH_ALIKE
    return len(first.split()) == len(second.split()) and all(
        one.isalpha() and one[:1] == other[:1] and fuzz.ratio(one, other) >= least
        for one, other in apart
    )


def _parted(name: str) -> tuple[str, frozenset[str]]:
    """The words of a name in one spelling, and the kinds of thing it is said to be."""
    plain = _one_spelling(fold(_DASHES.sub(" ", _PERIOD.sub(" ", name)).strip()))
    kinds = []
    while match := _KIND_BEFORE.match(plain) or _KIND_AFTER.search(plain):
        kinds.append(match["kind"].split()[-1][:_KIND])
        plain = plain[: match.start()] + plain[match.end() :]
    words = (_DOUBLE.sub(r"\1", _ENDING.sub("", word)) for word in plain.split())
    return "".join(words), frozenset(kinds)


def _one_spelling(plain: str) -> str:
    """A folded name with the spellings of both forms of Norwegian made one."""
    for ours, theirs in scale("skrivemåte").items():
        plain = theirs.sub(ours, plain)
    return _OWNED.sub("s", plain)


@cache
def in_any_spelling(stem: str) -> re.Pattern[str]:
    """A folded name as a pattern that the spellings of both forms of Norwegian match.

    Example:
        >>> bool(in_any_spelling("tryggskolestart").search("tryggskulestart"))
        True
    """
    pairs = [(ours, theirs.pattern) for ours, theirs in scale("skrivemåte").items()]
    spelled = {each: f"(?:{theirs}|{ours})" for ours, theirs in pairs for each in (ours, theirs)}
    parts = re.split(f"({'|'.join(sorted(spelled, key=len, reverse=True))})", stem)
    return re.compile("".join(spelled.get(part, re.escape(part)) for part in parts))
