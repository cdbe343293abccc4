"""What a letter may say of an initiative in words that no rule knows.

A silence is held against a letter only where its sentences bear it out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from regelverk.letters.amounts import amounts
from regelverk.letters.dates import deadline, period
from regelverk.letters.duty import duty, obliges
from regelverk.letters.names import listed
from regelverk.letters.parts import PartReader, leader
from regelverk.letters.reading import SENTENCE_BREAK, Reading
from regelverk.letters.said import Cells, Said, running
from regelverk.letters.terms import expanded
from regelverk.letters.types import Letter, Part

_TELLS_MORE = 30  # letters of a sentence besides the name that say something of it
_REPORTS = expanded(r"\b<rapporterer>\b")
_REPORTED = expanded(r"<fast rapport>|<møte om styring>|\b<rapporterer>\b")
_JOINTLY = expanded(r"<arbeid med andre>")
_PASSIVE = expanded(r"\bskal (?!kunne )(?:\w+ )?<passiv>")
_OF_PEOPLE = expanded(r"\W*(?:\w+ )?<mennesker>\b")
"""What is to be done to people, and not to a plan or a report, is what the work is for."""


class SilenceReader:
    """Reads which parts a letter may state all the same; arguments as of `PartReader`."""

    def __init__(self, reading: Reading, letter: Letter, cells: Cells, parts: PartReader) -> None:
        self._reading, self._agency, self._cells, self._parts = reading, letter.agency, cells, parts

    def perhaps(
        self, said: Sequence[Said], told: Said, parts: Mapping[str, Part], naming: Collection[int]
    ) -> frozenset[str]:
        """The parts that no rule found, and that the letter may state.

        Args:
            said: What it says of the initiative.
            told: The sentence with the role.
            parts: What rules found.
            naming: The units that name an initiative, this or another.
        """
        found = {*self._in_sentences(said, told, parts), *self._elsewhere(naming)}
        return frozenset(found)

    def _in_sentences(
        self, said: Sequence[Said], told: Said, parts: Mapping[str, Part]
    ) -> Iterator[str]:
        texts = [each.about for each in running(said)]
        if "why" not in parts and any(
            self._says_more(one)
            for each in running(said)
            for one in self._besides(each, told, parts)
        ):
            yield "why"
        agencies = {name for text in texts for name in listed(text)}
        if "with_whom" not in parts and agencies - {self._agency, leader(parts)}:
            yield "with_whom"
        if "reporting" not in parts and any(_REPORTED.search(text) for text in texts):
            yield "reporting"

    def _elsewhere(self, naming: Collection[int]) -> Iterator[str]:
        """What a sentence that names no initiative asks of all that is done with others."""
        for index, unit in enumerate(self._reading.units):
            if index not in naming and _JOINTLY.search(unit.text) and _REPORTED.search(unit.text):
                yield "reporting"

    def _besides(self, each: Said, told: Said, parts: Mapping[str, Part]) -> Iterator[Said]:
        """A sentence that is neither the role nor a part; of a row, those beside the name."""
        if each.unit.kind != "rad":
            held = {part.quote for part in parts.values()}
            if each is not told and self._reading.quote(each.unit) not in held:
                yield each
            return
        for words in self._cells.of(each.unit, "rolle", "oppdrag", "tittel"):
            for text in SENTENCE_BREAK.split(words):
                if each.called not in text:
                    yield Said(each.unit, text, -1, -1, text)

    def _says_more(self, each: Said) -> bool:
        """Whether a sentence is more than a duty, a date, an amount or a report."""
        text = each.text
        return (
            len(text) - len(each.called) >= _TELLS_MORE
            and not obliges(text, self._agency)
            and duty(text, each.name_at, each.name_end, self._agency) is None
            and (not _PASSIVE.search(text) or _OF_PEOPLE.match(text) is not None)
            and not (deadline(text) or amounts(text) or period(text) or _REPORTS.search(text))
            and not self._parts.states(each)
        )
