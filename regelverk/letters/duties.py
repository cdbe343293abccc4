"""Duties in law to cooperate, held against what the letters of that sector say."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from regelverk.citations.format import format_address
from regelverk.clauses.types import Clause
from regelverk.letters.names import listed, named
from regelverk.letters.reading import Reading
from regelverk.letters.tasks import content_words
from regelverk.letters.terms import expanded
from regelverk.letters.topics import Agency
from regelverk.letters.types import Finding, FindingKind, Quote
from regelverk.letters.words import Listed, say
from regelverk.model.document import Document

_DUTIES = ("individ", "system", "samordning", "plan")
_TOGETHER = expanded("<samarbeid i lov>")
_SECTION = re.compile(r"§+ ?(\d+(?:-\d+)?(?: ?[a-z]\b)?)")
_WITH = expanded("<sammen>")
_REACH, _STEM, _FEWEST = 60, 6, 2
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
        for clause in filter(_is_duty, held[act.identifier]):
            yield from _silent(present, readings, act, clause, year)
        for agency in present:
            own = [readings[name] for name in agency.identifiers]
            ministry = {each.ministry for each in agency.letters}
            if main and not agency.bill and act.issuer in ministry and agency.is_steered:
                yield from _unmentioned(agency, own, act, main, year)
            for reading in own:
                yield from _unfounded(agency, reading, act, held[act.identifier], year)


def _is_duty(clause: Clause) -> bool:
    return any(name in clause.types for name in _DUTIES) and bool(clause.slot("duty_bearer"))


def _silent(
    present: Sequence[Agency], readings: Mapping[str, Reading], act: Document, clause: Clause,
    year: int | None,
) -> Iterator[Finding]:  # fmt: skip
    """A duty of agencies that the act names, where their letters say nothing of it."""
    bound = set(listed(clause.text))
    if len(bound) < _FEWEST:
        return
    cited = _citing(act, clause.address.section or clause.address)
    everything = [unit for agency in present for name in agency.identifiers
                  for unit in readings[name].units]  # fmt: skip
    topic = _stems(clause.text).union(*(_stems(u.text) for u in everything if cited(u.text)))
    silent = [
        agency
        for agency in present
        if agency.name in bound
        and agency.is_steered
        and not any(
            cited(unit.text) or _on(unit.text, topic, bound - {agency.name})
            for name in agency.identifiers
            for unit in readings[name].units
        )
    ]
    if silent:
        who = Listed([each.name for each in silent])
        words = say("duty_silent", act=act.short_title or act.title, place=_place(clause),
                    words=_short(clause.text), who=who)  # fmt: skip
        quote = Quote(act.identifier, clause.address, clause.span, clause.text)
        letters = tuple(each.letters[0].identifier for each in silent)
        yield Finding(FindingKind.DUTY_UNMENTIONED, act.short_title, letters, words, (quote,), year)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in content_words(text))


def _on(text: str, topic: frozenset[str], others: Set[str]) -> bool:
    """Whether a sentence is about a duty: it names another who bears it, and has words of it."""
    together = _WITH.search(text) is not None and not others.isdisjoint(listed(text))
    return together and len(topic & _stems(text)) >= _FEWEST


def _citing(act: Document, section: str) -> Callable[[str], bool]:
    """Whether a text cites a section of an act."""
    title = re.escape(_ENDINGS.sub("", act.short_title.lower()))
    label = re.escape(section.rsplit("§", 1)[-1])
    cited = re.compile(rf"{title}\w*[^.;]{{0,{_REACH}}}?§+ ?{label}(?![\w-])", re.IGNORECASE)
    return lambda text: bool(title) and cited.search(text) is not None


def _main(clauses: Sequence[Clause]) -> Clause | None:
    """The act's first duty to cooperate whose bearer is a service and no agency by name."""
    return next((each for each in clauses if _is_duty(each) and not named(each.text)), None)


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
        if not _TOGETHER.search(re.sub(rf"{title}\w*", "", unit.text, flags=re.IGNORECASE)):
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
