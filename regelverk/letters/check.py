"""Set letters side by side."""

from collections.abc import Iterable, Sequence

from regelverk.clauses.types import Clause
from regelverk.letters.consistency import findings
from regelverk.letters.echoes import echoed
from regelverk.letters.harmonise import proposals
from regelverk.letters.initiatives import Named, Sighting, by_letter, find_initiatives, together
from regelverk.letters.mandates import MentionReader
from regelverk.letters.parse import is_letter, parse
from regelverk.letters.reading import Reading
from regelverk.letters.roles import GENERAL
from regelverk.letters.tables import tables
from regelverk.letters.types import Initiative, Letter, LetterCheck, Mention
from regelverk.letters.words import say
from regelverk.model.document import Document, DocumentKind
from regelverk.rules.texts import Both

_ACTS = frozenset({DocumentKind.ACT, DocumentKind.REGULATION})


def check_letters(
    documents: Sequence[Document], named: Iterable[str] = (), clauses: Iterable[Clause] = ()
) -> LetterCheck:
    """Which initiatives the letters share, what each says of them, and where they part.

    Args:
        documents: The letters; acts among them are held against the letters of their sectors.
        named: Names of initiatives to look for; where none is given, known ones and those that the
            letters show by themselves.
        clauses: The clauses on cooperation found in the acts.
    """
    acts = [each for each in documents if each.kind in _ACTS]
    readings, letters, remarks = _letters([each for each in documents if each.kind not in _ACTS])
    initiatives, taken = _initiatives(readings, letters, tuple(named))
    by_name = {each.document.identifier: each for each in readings}
    found = findings(letters, initiatives, by_name, taken, acts, clauses)
    if len(letters) == 1:
        remarks.append(say("one_letter"))
    elif not letters:
        remarks.append(say("no_letters"))
    return LetterCheck(
        tuple(letters), tuple(initiatives),
        tuple(each for each in found if each.sure),
        tuple(each for each in found if not each.sure),
        tuple(proposals(letters, initiatives, by_name)), tuple(remarks),
    )  # fmt: skip


def _letters(
    documents: Sequence[Document],
) -> tuple[list[Reading], list[Letter], list[Both]]:
    """The letters among the documents, each once, and what was left out."""
    readings: list[Reading] = []
    letters: list[Letter] = []
    remarks: list[Both] = []
    seen: dict[str, str] = {}
    for document in documents:
        text = " ".join(document.text.split())
        if text in seen:
            remarks.append(say("twice", file=_file(document.source), other=_file(seen[text])))
            continue
        seen[text] = document.source
        reading = Reading(document)
        letter = parse(reading)
        if not is_letter(letter, reading):
            remarks.append(say("no_letter", file=_file(document.source)))
            continue
        readings.append(reading)
        letters.append(letter)
    return readings, letters, remarks


def _file(source: str) -> str:
    return source.replace("\\", "/").rsplit("/", 1)[-1]


def _initiatives(
    readings: Sequence[Reading], letters: Sequence[Letter], named: tuple[str, ...]
) -> tuple[list[Initiative], dict[str, set[int]]]:
    """What each letter says of each initiative, and the units that it says it in."""
    readers = [
        MentionReader(reading, letter, list(tables(reading)))
        for reading, letter in zip(readings, letters, strict=True)
    ]
    wanted = find_initiatives(readings, named)
    if not named:
        first = _read(wanted, readers)
        wanted = [
            one for one, told in zip(wanted, first, strict=True) if _shared(one, letters, told)
        ]
        wanted = together(wanted, _read(wanted, readers), letters)
    taken: dict[str, set[int]] = {each.identifier: set() for each in letters}
    for each in wanted:
        for number, seen in by_letter(each.sightings).items():
            around = readers[number].passage(seen, ())
            taken[letters[number].identifier].update(around.ordered)
    result = [
        Initiative(each.name, echoed(mentions))
        for each, mentions in zip(wanted, _read(wanted, readers), strict=True)
    ]
    return sorted(result, key=lambda each: -len(each.mentions)), taken


def _read(wanted: Sequence[Named], readers: Sequence[MentionReader]) -> list[tuple[Mention, ...]]:
    """What each letter that names an initiative says of it."""
    naming: list[list[Sighting]] = [[] for _ in readers]
    for each in wanted:
        for number, seen in by_letter(each.sightings).items():
            naming[number] += seen
    return [
        tuple(
            readers[number].read(seen, [one for one in naming[number] if one not in seen])
            for number, seen in sorted(by_letter(each.sightings).items())
        )
        for each in wanted
    ]


def _shared(each: Named, letters: Sequence[Letter], mentions: Sequence[Mention]) -> bool:
    """Whether a name is an initiative: letters of two agencies or years name it, one with a duty.

    One that a single letter names counts where that letter names partners for it, or lays down a
    part in it and says how long it lasts.
    """
    sides = {(letters[number].name, letters[number].year) for number in each.letters}
    told = any(mention.roles or mention.leader for mention in mentions)
    lasting = any(m.period and not set(m.roles) <= GENERAL for m in mentions)
    return told and (len(sides) > 1 or lasting or any(m.partners or m.leader for m in mentions))
