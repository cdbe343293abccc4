"""What looks like the name of an initiative.

A name that nobody has listed shows itself by its words: it ends in one such as "programmet" or
begins with one such as "strategi for", stands in quotation marks, has a period or an abbreviation
in parentheses after it, is what an agency shall coordinate or take part in, or is the heading of a
section among sections on work across sectors.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from regelverk.letters.names import begins_agency, named
from regelverk.letters.naming import core_words, is_acronym
from regelverk.letters.reading import Reading
from regelverk.letters.roles import role_pattern
from regelverk.letters.tables import tables
from regelverk.letters.terms import expanded, found, term

_WORD = r"[A-ZÆØÅ][\wæøå]+"
_VERBS = term("verb etter navn")
_MORE = rf"(?:[ -](?:{_WORD}|{term('bindeord i navn')} (?!{_VERBS})[\wæøå]+))*"
_PLAIN = rf"(?!{term('ord utenfor navn')}\b)[a-zæøå-]+"
_FIRST = rf"(?!{term('ord først i setning')}\b)"
_DESCRIPTION = r"(?:[\wæøå-]+,? ?){1,9}?"
_YEARS = r"\(?(?:i perioden )?20\d\d ?[-/] ?(?:20)?\d\d\)?"
_STOP = rf"(?= ?[,.;:()]|$| {term('ord etter navn')}(?!\w)| og {_VERBS})"
_OPEN = rf"{_WORD}(?:(?: {_PLAIN}){{1,4}}?{_STOP}|{_MORE}{_STOP}|(?:[ -]{_WORD})+)"
_PHRASE = rf"(?: (?:{term('bindeord i navn')} (?!{_VERBS}))?{_PLAIN}){{1,5}}?"
_OF_DOCUMENT = re.compile(rf"{term('del av dokument')}[^«\"]{{0,40}}[«\"]?\s*$")
_YEARS_AFTER = expanded(r" <i årene>$")
_BEFORE_NAME = re.compile(
    r"^(?:[A-ZÆØÅ]{1,4} ?\d{1,4}(?:[-/]\d{1,3})? |(?:\w+data |\w+tall? )?(?:Til|til) )(?=[A-ZÆØÅ])"
)
"""An assignment's number, or what is given to it: `U3 Brua`, `Til Brua leverer …`."""
_KIND_AFTER = re.compile(rf" - {term('satsingsord')}$")
_ACRONYM = r"[A-ZÆØÅ]{2,8}"
_ABBREVIATED = re.compile(rf"[»\"”]? ?\((?P<alias>{_ACRONYM}|{_WORD}(?: {_WORD})?)\)")
_APPOSED = re.compile(rf"(?P<name>.+), (?P<alias>{_ACRONYM})")
_SHARED = re.compile(term("samarbeidsord"), re.IGNORECASE)
_DESCRIBED = re.compile(rf"{term('satsing i beskrivelse')} (?:for|mot|om|med|på)\b")
_TOLD = expanded(r"\b<ikke i navn>\b|^<samlende ord>\b|<dato>")
_ROLE = expanded(role_pattern())
_LED_IN = expanded(
    rf"^(?:{role_pattern()}(?: (?:[\w-]+ ){{0,3}}?(?:i|til|med|på|av|om|for))?|"
    r"<arbeidet med> (?:i|med|av|på|om)) (?:\w*<satsing i bestemt form> )?(?=(?-i:[A-ZÆØÅ]))"
)
"""What the agency is to do, before the name of it: `Delta i`, `Koordinere satsingen`."""
_LONGEST, _MOST_WORDS = 100, 13


class Candidate(NamedTuple):
    """A possible name: the letter's number, the words, and another name that stands beside them."""

    letter: int
    name: str
    alias: str


def candidates(reading: Reading, number: int) -> Iterator[Candidate]:
    """The possible names in a letter, institutions and parts of the letter apart."""
    for unit in reading.units:
        if any(found("fellesføring", heading) for heading in unit.section.headings):
            continue
        cells = unit.node.children if unit.kind == "rad" else ()
        for text in map(reading.words, cells) if cells else [unit.text]:
            for name, alias in _in_text(text):
                if _may_be(name):
                    yield Candidate(number, name, alias if _stands_for(name, alias) else "")
    yield from _headings(reading, number)
    for table in tables(reading):
        if "tittel" in table.columns and found("satsingsord foran", " ".join(table.heads)):
            for _, row in table.rows:
                name = re.sub(_YEARS, "", table.cell(row, "tittel")).strip(" ()«».")
                if _may_be(name):
                    yield Candidate(number, name, "")


def carried(reading: Reading) -> Iterator[tuple[str, str]]:
    """Names with the common noun that stands before or after them: `hospiteringsordninga Brua`."""
    for unit in reading.units:
        for pattern in _carriers():
            for match in pattern.finditer(unit.text):
                yield _plain(match["name"]), match["noun"]


@cache
def _carriers() -> tuple[re.Pattern[str], ...]:
    noun = rf"(?P<noun>[a-zæøå]{{3,}}{term('satsing i bestemt form')})"
    return (
        re.compile(rf"(?<!\w){noun} [«\"]?(?P<name>{_WORD}{_PHRASE}{_STOP}|{_OPEN})"),
        re.compile(rf"(?<!\w)(?P<name>{_OPEN})[»\"]? {_YEARS}, {noun}(?!\w)"),
    )


def _in_text(text: str) -> Iterator[tuple[str, str]]:
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if not _OF_DOCUMENT.search(text[: match.start("name")]):
                groups = match.groupdict()
                alias = groups.get("alias") or groups.get("described") or ""
                short = _ABBREVIATED.match(text, match.end("name"))
                name, apposed = _apart(_LED_IN.sub("", _plain(match["name"])))
                yield name, _plain(apposed or alias or (short["alias"] if short else ""))


def _headings(reading: Reading, number: int) -> Iterator[Candidate]:
    """Headings among those on work across sectors, which the text below takes up as a name."""
    text = " ".join(each.text for each in reading.units if each.kind != "overskrift")
    running = " ".join(text.split())
    for unit in reading.units:
        if (
            unit.kind == "overskrift"
            and len(unit.section.headings) > 1
            and any(found("tverrsektor", heading) for heading in unit.section.headings[:-1])
        ):
            name = _plain(re.sub(_YEARS, "", unit.section.title))
            if _may_be(name) and name in running:
                yield Candidate(number, name, "")


def _apart(name: str) -> tuple[str, str]:
    """A name, and the abbreviation after a comma or the description after a dash beside it."""
    first, dash, rest = name.partition(" - ")
    if dash and (_DESCRIBED.match(rest) or (rest[:1].islower() and _may_be(first))):
        return first, rest
    apposed = _APPOSED.fullmatch(name)
    return (apposed["name"], apposed["alias"]) if apposed else (name, "")


def _plain(name: str) -> str:
    plain = _BEFORE_NAME.sub("", _YEARS_AFTER.sub("", " ".join(name.split()).strip()))
    return _KIND_AFTER.sub("", plain).strip(' -,.()«»"')


def _stands_for(name: str, alias: str) -> bool:
    """Whether two names are of one thing: an abbreviation begins as a word of the other does.

    So does one that a description of a programme, strategy or the like stands beside.
    """
    if any(_DESCRIBED.match(each) for each in (name, alias)):
        return _may_be(alias)
    short = next((each for each in (name, alias) if is_acronym(each)), "")
    initials = {word[0].upper() for each in (name, alias) if each != short
                for word in each.split()}  # fmt: skip
    return _may_be(alias) and (not short or short[0] in initials)


def _may_be(name: str) -> bool:
    if not 3 <= len(name) <= _LONGEST or len(name.split()) > _MOST_WORDS or not core_words(name):
        return False
    if (
        re.match(rf"(?i:{term('institusjon')})", name)
        or found("institusjon til slutt", name)
        or re.search(r"\b20\d\d-\d+$", name)
    ):
        return False
    if _SHARED.search(name) or _TOLD.search(name):
        return False
    if all(_ROLE.fullmatch(word) for word in core_words(name)):
        return False
    return not (named(name) or named(name, "departement") or begins_agency(name))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    head = term("satsingsord")
    before = term("satsingsord foran")
    lower = term("satsingsord i småord")
    return (
        re.compile(
            rf"(?<!\w)(?P<name>(?:\d{{1,2}} ?- ?\d{{1,2}}|{_FIRST}{_WORD}{_MORE})"
            rf"(?: ?- ?| ){head})(?!\w)"
        ),
        re.compile(rf"(?<!\w)(?P<name>{_WORD}(?:-[a-zæøå]+)*?{head})(?!\w)"),
        re.compile(rf"(?<!\w)(?P<name>[a-zæøå]{{4,}}{lower})(?!\w| ?[«\"]?[A-ZÆØÅ])"),
        re.compile(rf"(?<!\w)(?i:(?P<name>{before} (?:for|mot|om|med|på) {_DESCRIPTION})){_STOP}"),
        re.compile(
            rf"(?<!\w)(?i:(?P<name>{before} (?:for|mot|om|med|på) [^.,;:()]{{3,90}}?)) "
            rf"\((?P<alias>{_ACRONYM})\)"
        ),
        re.compile(
            rf"(?<!\w)(?P<name>(?:felles|nasjonalt?e?) [a-zæøå]{{4,}} (?:for|mot|om) "
            rf"[^.,;:()]{{3,90}}?) \((?P<alias>{_ACRONYM})\)"
        ),
        re.compile(r"[«\"“„](?P<name>[A-ZÆØÅ0-9][^«»\"“”„]{3,80}(?<![.!?]))[»\"”“]"),
        re.compile(rf"(?<![\w.])(?P<name>{_WORD}(?: [\wæøå-]+){{0,5}}?) {_YEARS}"),
        re.compile(rf"(?<![\w.])(?P<name>{_WORD}(?: [\wæøå-]+){{0,6}}?) \((?P<alias>{_ACRONYM})\)"),
        re.compile(rf"(?<![\w-])(?P<name>{_ACRONYM}) - (?P<alias>{_DESCRIPTION}){_STOP}"),
        re.compile(
            rf"(?<![\w.])(?P<name>{_FIRST}{_WORD}(?:[ -][\wæøå]+){{0,3}}?)[»\"”]?"
            rf"(?: \({_ACRONYM}\))? - "
            rf"(?:(?i:(?P<alias>{term('satsing i beskrivelse')} {_DESCRIPTION})){_STOP}|"
            rf"(?P<described>{_DESCRIPTION}) {_YEARS})"
        ),
        re.compile(
            rf"(?i:{role_pattern(clear=True)}(?: (?:og|eller|på|om) (?:\w+ )?(?:i|til|med|av)?)?)"
            rf"(?: (?i:{term('arbeidet med')}))?(?: (?:i|til|med|på|av|om|rundt))? "
            rf"(?P<name>{_OPEN})(?![\w-])"
        ),
        re.compile(
            rf"(?<!\w)(?i:\w*{term('satsing i bestemt form')}) "
            rf"(?P<name>{_WORD}{_PHRASE}{_STOP}|{_OPEN})(?![\w-])"
        ),
    )
