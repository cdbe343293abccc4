"""Duties in law to cooperate, held against what the letters of that sector say."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from regelverk.citations.format import format_address
from regelverk.clauses.types import Clause
from regelverk.letters.reading import Reading
from regelverk.letters.terms import expanded
from regelverk.letters.topics import Agency
from regelverk.letters.types import Finding, FindingKind, LetterKind, Quote
from regelverk.letters.words import say
from regelverk.model.document import Document

_DUTIES = ("individ", "system", "samordning", "plan")
_TOGETHER = expanded("<samarbeid i lov>")
_SECTION = re.compile(r"§+ ?(\d+(?:-\d+)?(?: ?[a-z]\b)?)")
_REACH = 60
_ENDINGS = expanded("<endelse>$")


def duties(
    present: Sequence[Agency], year: int | None, readings: Mapping[str, Reading],
    acts: Sequence[Document], clauses: Iterable[Clause],
) -> Iterator[Finding]:  # fmt: skip
    """Duties that a letter of the act's ministry is silent on, and letters that claim one in vain.

    Args:
        present: The agencies of the year.
        year: The year.
        readings: The letters by identifier.
        acts: The acts of the sectors.
        clauses: The clauses found in them.
    """
    held: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        held[clause.document].append(clause)
    for act in acts:
        main = _main(held[act.identifier])
        for agency in present:
            own = [readings[name] for name in agency.identifiers]
            ministry = {each.ministry for each in agency.letters}
            if main and not agency.bill and act.issuer in ministry and _steers(agency):
                yield from _unmentioned(agency, own, act, main, year)
            for reading in own:
                yield from _unfounded(agency, reading, act, held[act.identifier], year)


def _steers(agency: Agency) -> bool:
    """Whether the agency got a letter for the whole year, so that silence says something."""
    return any(each.kind in {LetterKind.ALLOCATION, LetterKind.INSTRUCTION, LetterKind.OTHER}
               for each in agency.letters)  # fmt: skip


def _main(clauses: Sequence[Clause]) -> Clause | None:
    """The act's first duty to cooperate that names who bears it."""
    return next(
        (each for each in clauses
         if any(name in each.types for name in _DUTIES) and each.slot("duty_bearer")),
        None,
    )  # fmt: skip


def _unmentioned(
    agency: Agency, own: Sequence[Reading], act: Document, main: Clause, year: int | None
) -> Iterator[Finding]:
    """The letters name neither the act nor the service together with cooperation."""
    title = _ENDINGS.sub("", act.short_title.lower())
    bearer = _ENDINGS.sub("", main.slot("duty_bearer").lower().split()[-1])
    for reading in own:
        for unit in reading.units:
            text = unit.text.lower()
            if (title and title in text) or (bearer in text and _TOGETHER.search(text)):
                return
    words = say("duty_silent", act=act.short_title or act.title, place=_place(main),
                words=_short(main.text), who=agency.name)  # fmt: skip
    quote = Quote(act.identifier, main.address, main.span, main.text)
    letter = agency.letters[0].identifier
    yield Finding(FindingKind.DUTY_UNMENTIONED, act.short_title, (letter,), words, (quote,), year)


def _unfounded(
    agency: Agency, reading: Reading, act: Document, clauses: Sequence[Clause], year: int | None
) -> Iterator[Finding]:
    """The letter points to a section of the act for cooperation, and the section has none."""
    title = re.escape(_ENDINGS.sub("", act.short_title.lower()))
    if not title:
        return
    cited = re.compile(rf"{title}\w*[^.;]{{0,{_REACH}}}?{_SECTION.pattern}", re.IGNORECASE)
    for unit in reading.units:
        if not _TOGETHER.search(unit.text):
            continue
        for match in cited.finditer(unit.text):
            label = match[1].replace(" ", "")
            section = f"{act.identifier}/§{label}"
            if any(each.address.section == section or each.address.startswith(f"{section}/")
                   for each in clauses):  # fmt: skip
                continue
            words = say("duty_unfounded", who=agency.name, act=act.short_title,
                        place=f"§ {match[1]}")  # fmt: skip
            quotes = [reading.quote(unit)]
            if node := act.at(section):
                heading = act.quote(node)
                quotes.append(Quote(act.identifier, node.address, node.span, heading))
            yield Finding(FindingKind.DUTY_UNFOUNDED, act.short_title,
                          (reading.document.identifier,), words, tuple(quotes), year)  # fmt: skip


def _place(clause: Clause) -> str:
    section = clause.address.section
    return format_address(section, "nb") if section else ""


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return f"«{plain}»" if len(plain) <= 160 else f"«{plain[:160].rsplit(' ', 1)[0]} …»"
