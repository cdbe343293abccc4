"""Ministries and agencies in running text, and how a letter speaks of the one it is sent to."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from regelverk.letters.terms import scale, term, wordlist
from regelverk.rules.loader import load

_SHORT, _LEAST_INITIALS = 8, 2
_UNLISTED = re.compile(
    rf"\b(?:{term('ord foran etatsnavn')} for (?:[a-zæøå]+(?:,? (?:og )?[a-zæøå]+){{0,3}}?)"
    rf"(?= {term('ord etter etatsnavn')}|[.,;:)\n]|$)|"
    rf"[A-ZÆØÅ][a-zæøå]+(?:- og [a-zæøå]+)?{term('ord etatsnavn ender på')}\b)"
)
_BOUND = rf" (?:{term('plikt etter navn')})\b"


@dataclass(frozen=True, slots=True)
class Agency:
    """A ministry or an agency; see `rules/agencies.toml`."""

    name: str
    kind: str
    forms: tuple[str, ...]
    source: str


class Named(NamedTuple):
    """An agency or ministry named in a text."""

    name: str
    start: int
    end: int


@cache
def _forms(kind: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all forms of a kind, and the name behind each form."""
    names: dict[str, str] = {}
    for agency in load("agencies", Agency):
        if agency.kind == kind:
            for form in agency.forms:
                names[_key(form)] = agency.name
                names.setdefault(_key(form).removesuffix("et"), agency.name)
    forms = [form for agency in load("agencies", Agency) if agency.kind == kind
             for form in agency.forms]  # fmt: skip
    written = "|".join(map(_written, sorted(forms, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{written})(?=s?(?!\w|-kontor))"), names


def _written(form: str) -> str:
    """A name with commas, dashes and spaces as scans mix them; long ones in any case.

    A long name may be broken anywhere, as in a narrow column of a table.
    """
    words = re.split(r"[\s,\-]+", form)
    if len(form) <= _SHORT:
        return r"[\s,\-]{1,3}".join(map(re.escape, words))
    spread = [" ?".join(map(re.escape, word)) for word in words]
    if form.endswith("departementet"):
        spread[-1] = f"{spread[-1].removesuffix(' ?e ?t')}(?: ?e ?t)?"
    return "(?i:" + r"[\s,\-]{1,3}".join(spread) + ")"


def _key(form: str) -> str:
    return re.sub(r"[\s,\-]+", "", form).lower()


def named(text: str, kind: str = "etat") -> list[Named]:
    """The agencies (`etat`) or ministries (`departement`) in a text, in order.

    Example:
        >>> [each.name for each in named("sammen med Udir og Helsedirektoratets kontor")]
        ['Utdanningsdirektoratet', 'Helsedirektoratet']
    """
    pattern, names = _forms(kind)
    found = [Named(names[_key(m.group())], *m.span()) for m in pattern.finditer(text)]
    if kind == "etat":
        for match in _UNLISTED.finditer(text):
            start, end = match.span()
            near = [each for each in found if each.start < end and start < each.end]
            if all(start < each.start and each.end <= end for each in near):
                found = [each for each in found if each not in near]
                found.append(Named(match.group().strip(), start, end))
    return sorted(found, key=lambda each: each.start)


@cache
def begins_agency(words: str) -> bool:
    """Whether words are only the beginning of an agency's or a ministry's name: `Integrerings`."""
    start = _key(words)
    return any(
        _key(form).startswith(start) for agency in load("agencies", Agency) for form in agency.forms
    )


@cache
def short_form(name: str) -> str:
    """The form of an agency's name that letters use for short; its name where it has no other."""
    agency = next((each for each in load("agencies", Agency) if each.name == name), None)
    return min(agency.forms, key=len) if agency else name


def addressed(text: str, agency: str) -> str:
    """How a letter speaks of the agency it is sent to: `navn`, `kortnavn`, `direktoratet`, `dere`.

    Args:
        text: The letter.
        agency: The agency's name.
    """
    counts: Counter[str] = Counter()
    for style in wordlist("tiltale"):
        counts[style] = len(re.findall(rf"(?i)\b{style}{_BOUND}", text))
        counts[style] += len(re.findall(rf"(?i)\bber {style}\b", text))
    for style, pattern in scale("tiltale i andre person").items():
        counts[style] = len(pattern.findall(text))
    for each in named(text):
        if each.name == agency and re.match(_BOUND, text[each.end :]):
            whole = each.end - each.start > 8 or short_form(agency) == agency
            counts["navn" if whole else "kortnavn"] += 1
    style, number = counts.most_common(1)[0]
    return style if number else "navn"


@cache
def agency_words() -> frozenset[str]:
    """The words that names of ministries and agencies are made of, in lower case."""
    forms = (form for each in load("agencies", Agency) for form in each.forms)
    return frozenset(word for form in forms for word in re.findall(r"[^\W_]{6,}", form.lower()))


def own_words(agency: str) -> str:
    """The agency a letter is sent to, as a regular expression: its names, and stand-ins."""
    forms = [form for each in load("agencies", Agency) if each.name == agency
             for form in each.forms] or [agency]  # fmt: skip
    forms += [short for form in forms for short in _initials(form)]
    names = "|".join(map(_written, sorted(filter(None, forms), key=len, reverse=True)))
    general = rf"(?i:{term('tiltale')}(?! for )|{term('tiltale med pronomen')})"
    return rf"(?<![\w-])(?:{names + '|' if names else ''}{general})(?!\w)"


def _initials(agency: str) -> list[str]:
    """The abbreviations of an agency that the initials of its words make: `SFK`, `Sfk`."""
    short = "".join(word[0] for word in re.findall(r"\w+", agency))
    return [short.upper(), short.capitalize()] if len(short) > _LEAST_INITIALS else []


def listed(text: str) -> Iterator[str]:
    """The agencies in a text, each once."""
    yield from dict.fromkeys(each.name for each in named(text))
