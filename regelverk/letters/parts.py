"""The parts of a mandate besides the role: why, with whom, by when, under whom and the rest."""

import re
from collections.abc import Mapping, Sequence

from regelverk.letters.amounts import shown, thousands
from regelverk.letters.dates import deadline
from regelverk.letters.names import listed, named, own_words
from regelverk.letters.reading import Reading, typeset
from regelverk.letters.roles import Mandate, mandates
from regelverk.letters.said import Cells, Said, running
from regelverk.letters.terms import expanded, found, scale
from regelverk.letters.types import PARTS, Letter, Part

_NEVER = "(?!)"
_REPORTS = expanded(r"\b<rapporterer>\b")
_CELLS = {"why": ("bakgrunn", "formål"), "with_whom": ("partnere",), "target_group": ("målgruppe",),
          "reporting": ("rapportering",), "deadline": ("frist",), "resources": ("beløp",),
          "led_by": ("leder",)}  # fmt: skip
_LONGEST_PARTNERS = 14
_BESIDES = expanded("<etter formålet>")
_OPENS_CLAUSE = re.compile(r",? (?:og )?(?:som|der) ")
_POINTS_ON = expanded(r"\b<disse>\b")
_ITSELF = expanded("(?:<satsingen selv>|<satsingsord>|<arbeidet med>)")


class PartReader:
    """Reads the parts of a mandate from what a letter says.

    Args:
        reading: The letter's text.
        letter: Who it is from and to.
        cells: Its tables' cells.
    """

    def __init__(self, reading: Reading, letter: Letter, cells: Cells) -> None:
        self._reading, self._agency, self._cells = reading, letter.agency, cells
        self._own = re.compile(own_words(letter.agency)) if letter.agency else None

    def all(self, said: Sequence[Said]) -> dict[str, Part]:
        """The parts that are stated, by name, in the order of `PARTS`."""
        return {name: part for name in PARTS if (part := self._part(name, said))}

    def _part(self, name: str, said: Sequence[Said]) -> Part | None:
        """One part: in a column of its own, else in the first sentence that says."""
        for each in said:
            if words := self._in_cells(name, each):
                return Part(words, self._reading.quote(each.unit))
        if name == "deadline":
            for each in running(said):
                if not _REPORTS.search(each.about) and (words := deadline(each.about)):
                    return Part(words, self._reading.quote(each.unit))
            return None
        for rule in mandates(name):
            for each in running(said):
                if words := self.words(rule, each):
                    return Part(words, self._reading.quote(each.unit))
        return None

    def _in_cells(self, name: str, each: Said) -> str:
        """What a row says in the column for a part.

        The purpose of an appropriation is not that of the initiative, and a column for reporting
        beside tasks may hold a date alone.
        """
        table = self._cells.table(each.unit)
        if table is None or each.unit.kind != "rad":
            return ""
        words = self._cells.first(each.unit, *_CELLS[name])
        if name == "why" and table.has("kapittel"):
            return ""
        if name == "resources":
            figure = thousands(words)
            return shown(figure * 1000) if figure else ""
        if name == "reporting" and table.has("oppdrag"):
            return words if any(each.search(words) for each in scale("rapport").values()) else ""
        return words

    def words(self, rule: Mandate, each: Said) -> str:
        """The words of a sentence that state what a rule looks for, or an empty string."""
        named_so = re.escape(each.called) if each.called else _NEVER
        for pattern in rule.patterns:
            for match in expanded(pattern.replace("NAVN", named_so)).finditer(each.about):
                words = typeset(match["words"]).strip(" ,")
                if rule.part in {"why", "target_group"}:
                    words = _BESIDES.sub("", words)
                before_verb = match.start("words") == match.start()
                if rule.part == "with_whom" and before_verb:
                    words = _last_subject(words)
                if words and self._fits(rule, words):
                    if rule.part != "led_by":
                        return words
                    return named(words)[-1 if before_verb else 0].name
        return ""

    def states(self, each: Said) -> bool:
        """Whether a sentence states any part that a rule knows."""
        return any(self.words(rule, each) for name in PARTS for rule in mandates(name))

    def _fits(self, rule: Mandate, words: str) -> bool:
        """Whether words can be this part: who leads is an agency, whom one works with another."""
        name = rule.part
        if rule.of_agencies and not any(True for _ in listed(words)):
            return False
        if name == "led_by":
            return any(True for _ in listed(words))
        if name == "with_whom":
            agencies = list(listed(words))
            own = self._own is not None and self._own.fullmatch(words) is not None
            return (
                agencies != [self._agency]
                and not own
                and (bool(agencies) or not _ITSELF.match(words))
                and (bool(agencies) or len(words.split()) <= _LONGEST_PARTNERS)
            )
        if name == "why":
            return len(words.split()) >= 2 and found("dato", words) is None
        if name == "target_group":
            return _POINTS_ON.search(words) is None and _own_name(words) is None
        return True

    def reports(self, said: Sequence[Said]) -> frozenset[str]:
        """How the agency is to report, by every sentence that asks for it."""
        asking = [
            each.text
            for each in running(said)
            if any(self.words(rule, each) for rule in mandates("reporting"))
        ]
        return frozenset(
            name
            for name, words in scale("rapport").items()
            for text in asking
            if words.search(text)
        )

    def partners(self, parts: Mapping[str, Part], said: Sequence[Said]) -> tuple[str, ...]:
        """The agencies it is to work with, and those that are said to have the same task."""
        words = [parts["with_whom"].words] if "with_whom" in parts else []
        for rule in mandates("with_whom"):
            words += [next(filter(None, (self.words(rule, each) for each in running(said))), "")]
        agencies = dict.fromkeys(each for told in words for each in listed(told))
        return tuple(each for each in agencies if each != self._agency)


def _own_name(words: str) -> str | None:
    """The agency that words are no more than the name of, if they are."""
    return next((each.name for each in named(words) if each.end - each.start == len(words)), None)


def _last_subject(words: str) -> str:
    """The subject right before a verb: what follows the last word that opens a clause."""
    *_, last = _OPENS_CLAUSE.split(words)
    return last if any(True for _ in listed(last)) else words


def leader(parts: Mapping[str, Part]) -> str:
    """The agency that is said to lead, or an empty string."""
    return list(named(parts["led_by"].words))[-1].name if "led_by" in parts else ""
