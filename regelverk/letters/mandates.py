"""What a letter says of an initiative: what, why, in what relation, and the rest of a mandate."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from regelverk.clauses.ladder import standing
from regelverk.letters.amounts import amounts, shown, thousands
from regelverk.letters.dates import deadline, due, period
from regelverk.letters.duty import Duty, duty, obliges
from regelverk.letters.initiatives import Sighting
from regelverk.letters.names import listed, named, own_words
from regelverk.letters.passages import Passage, passage
from regelverk.letters.reading import Reading, Unit, typeset
from regelverk.letters.references import references
from regelverk.letters.roles import CARRIES_OUT, GENERAL, Mandate, mandates, role_pattern
from regelverk.letters.tables import Table
from regelverk.letters.tasks import Sentence, deadlines, funds
from regelverk.letters.terms import expanded, scale
from regelverk.letters.types import PARTS, Letter, Mention, Part, Placement

_PERIOD_NEAR = 70
_PERIOD_WORDS = expanded(r"\b<periodeord>\b")
_NEVER = "(?!)"
_REPORTS = expanded(r"\b<rapporterer>\b")
_PLACEMENTS = {"punkt": Placement.LIST, "rad": Placement.TABLE, "fotnote": Placement.NOTE}
_CELLS = {"why": "bakgrunn", "with_whom": "partnere", "target_group": "målgruppe",
          "reporting": "rapportering", "deadline": "frist", "resources": "beløp",
          "led_by": "leder"}  # fmt: skip
_ROLES = ("rolle", "oppdrag", "tittel")
_TASKS = ("oppdrag", "rolle", "tittel", "beløp")
_BETWEEN = re.compile(r"\s[-–—]\s|[(»]")
_SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-ZÆØÅ])")
_TELLS_MORE = 30  # letters of a sentence besides the name that say something of it
_LONGEST_TASK, _LONGEST_PARTNERS = 300, 14
_BESIDES = expanded("<etter formålet>")
_REPORTED = expanded(r"<fast rapport>|<møte om styring>|\b<rapporterer>\b")
_JOINTLY = expanded(r"<arbeid med andre>")
_AGAIN = expanded(r"^(?:<plikt>) (?:(?:dessuten|også|òg|videre|vidare) )?")
_ANOTHER = expanded(rf"[,;]? (?:<og>) (?=(?:[\w-]+ ){{0,3}}?(?:<plikt>|{role_pattern()})(?!\w))|;")
"""Where a sentence goes on to another task."""
_PASSIVE = expanded(r"\bskal (?!kunne )(?:\w+ )?<passiv>")
_POINTS_ON = expanded(r"\b<disse>\b")
_ITSELF = expanded("(?:<satsingen selv>|<satsingsord>|<arbeidet med>)")
_DELIVERED = expanded(r"(?<!\w)<leveranse>(?: for| om)?\W{0,3}$")


class _Said(NamedTuple):
    """A sentence of the passage.

    Attributes:
        unit: Its unit.
        text: Its text with what leads into it.
        name_at: Where the initiative is named, or -1.
        name_end: Where its name ends, or -1.
        about: The part of the text that is about it, where the sentence names several.
    """

    unit: Unit
    text: str
    name_at: int
    name_end: int
    about: str


class MentionReader:
    """Reads what one letter says of initiatives.

    Args:
        reading: The letter's text.
        letter: Who it is from and to.
        tables: Its tables.
    """

    def __init__(self, reading: Reading, letter: Letter, tables: Sequence[Table]) -> None:
        own, *others = [replace(letter, agencies=(each,)) for each in letter.agencies] or [letter]
        self.reading, self.letter = reading, own
        self._others = [MentionReader(reading, each, tables) for each in others]
        self._own = re.compile(own_words(letter.agency)) if letter.agency else None
        self._rows = {row.address: (table, cells) for table in tables for row, cells in table.rows}

    def read(self, seen: Sequence[Sighting], others: Sequence[Sighting]) -> Mention:
        """What the letter says of an initiative.

        Args:
            seen: Where it is named, in order.
            others: Where other initiatives are named.
        """
        units = self.reading.units
        around = self.passage(seen, others)
        said = list(self._said(around, seen, others))
        told, role = self._told(said, around)
        parts = {name: part for name in PARTS if (part := self._part(name, said))}
        main = told.unit
        quote = self.reading.quote(main)
        leader, partners = self._leader(parts), self._partners(parts, said)
        text = " ".join(each.text for each in said)
        names = tuple(dict.fromkeys(each for one in seen for each in self._spelled(one)))
        running = [self._sentence(each) for each in said if each.unit.kind != "overskrift"]
        where = standing(" ".join(each.text for each in said if each.unit.kind != "overskrift"))
        called = next((each for each in seen if units[each.unit] is main), seen[0])
        return Mention(
            letter=self.letter.identifier,
            address=quote.address,
            span=quote.span,
            text=quote.text,
            name=self._spelled(called)[0],
            section=self._section(main),
            roles=role.roles if role else (),
            task=self._task(told, role),
            parts=parts,
            partners=partners,
            leader=leader,
            period=self._period(said),
            amounts=amounts(parts["resources"].words) if "resources" in parts else (),
            due=due(parts["deadline"].words, self.letter.year) if "deadline" in parts else "",
            references=references(text, self.letter),
            placement=self._placement(around, main),
            strength=role.strength if role else "",
            step=where.rung.step if where else 0,
            names=names,
            deadlines=tuple(deadlines(running, names, self.letter.year, self.reading.quote)),
            funds=tuple(funds(running, names, self.reading.quote)),
            reports=self._reports(said),
            perhaps=frozenset(self._perhaps(said, told, parts))
            | self._reported_elsewhere({each.unit for each in (*seen, *others)}),
            delivery=all(_is_delivery(units[each.unit].text, each.start) for each in seen),
            others={
                each.letter.agency: replace(each.read(seen, others), deadlines=(), funds=())
                for each in self._others
            },
        )

    def passage(self, seen: Sequence[Sighting], others: Sequence[Sighting]) -> Passage:
        """The sentences on an initiative; see `read`."""
        own, foreign = ({each.unit for each in named} for named in (seen, others))
        return passage(self.reading.units, own, foreign, self._obliges)

    def _obliges(self, text: str) -> bool:
        """Whether a sentence gives the agency a part to play."""
        role = duty(text, -1, -1, self.letter.agency)
        return role is not None and not set(role.roles) <= GENERAL

    def _said(
        self, around: Passage, seen: Sequence[Sighting], others: Sequence[Sighting]
    ) -> Iterator[_Said]:
        """The sentences of a passage, what leads into an item read with it."""
        units = self.reading.units
        first = {each.unit: each for each in reversed(seen)}
        for index in around.ordered:
            unit, sighting = units[index], first.get(index)
            lead = f"{units[unit.lead].text} " if unit.lead >= 0 else ""
            text = lead + unit.text
            if sighting is None:
                yield _Said(unit, text, -1, -1, text)
            else:
                at, end = len(lead) + sighting.start, len(lead) + sighting.end
                rivals = [len(lead) + each.start for each in others if each.unit == index]
                yield _Said(unit, text, at, end, _about(text, at, end, rivals))

    def _sentence(self, each: _Said) -> Sentence:
        """A sentence; of a row in a table, the task, and the deadline of a column of its own."""
        table, cells = self._rows.get(each.unit.node.address, (None, ()))
        if table is None:
            return Sentence(each.unit, each.about)
        task = " ".join(filter(None, (table.cell(cells, name) for name in _TASKS)))
        return Sentence(each.unit, task or each.text, table.cell(cells, "frist"))

    def _told(self, said: Sequence[_Said], around: Passage) -> tuple[_Said, Duty | None]:
        """The sentence that lays down the role, and the role; else the first that names it."""
        agency = self.letter.agency
        plain = [each for each in said if each.unit.kind != "overskrift"]
        naming = [each for each in plain if each.name_at >= 0]
        roles = [
            (each, self._in_cells(each) or duty(each.text, each.name_at, each.name_end, agency))
            for each in naming
        ]
        stated = [(each, role) for each, role in roles if role]
        later = [
            (each, role)
            for each in plain
            if each.name_at < 0
            and (role := duty(each.text, -1, -1, agency))
            and (around.headed or not GENERAL & set(role.roles))
        ]
        if stated and (not later or not _is_general(stated) or _is_general(later)):
            told, clearest = min(stated, key=_rank)
            more = [name for _, role in stated for name in role.roles if name not in GENERAL]
            return told, clearest._replace(roles=tuple(dict.fromkeys((*clearest.roles, *more))))
        if later:
            return next((each for each in later if not _is_general([each])), later[0])
        first = (naming or plain or list(said))[0]
        return first, self._assigned(first)

    def _assigned(self, each: _Said) -> Duty | None:
        """The role of an assignment in a table that begins with another verb: to do it."""
        table, cells = self._rows.get(each.unit.node.address, (None, ()))
        words = table.cell(cells, "oppdrag") if table else ""
        at = each.text.find(words) if words else -1
        return Duty((CARRIES_OUT,), at, at + len(words), "skal") if at >= 0 else None

    def _in_cells(self, each: _Said) -> Duty | None:
        """The role in the cell of a table's column for it, or for the assignment."""
        table, cells = self._rows.get(each.unit.node.address, (None, ()))
        told = (table.cell(cells, name) for name in _ROLES) if table else ()
        for words in filter(None, told):
            if said := duty(words, -1, -1, self.letter.agency):
                at = max(each.text.find(words[:20]), 0)
                return Duty(said.roles, at, min(len(each.text), at + len(words)), said.strength)
        return None

    def _part(self, name: str, said: Sequence[_Said]) -> Part | None:
        """One part of the mandate: in a column of its own, else in the first sentence that says."""
        for each in said:
            if each.unit.kind == "rad" and name in _CELLS:
                table, cells = self._rows.get(each.unit.node.address, (None, ()))
                words = table.cell(cells, _CELLS[name]) if table else ""
                if name == "why" and table:
                    of_money = table.has("kapittel")
                    words = "" if of_money else words or table.cell(cells, "formål")
                if name == "resources":
                    figure = thousands(words)
                    words = shown(figure * 1000) if figure else ""
                among_tasks = name == "reporting" and table is not None and table.has("oppdrag")
                if words and not (among_tasks and not any(
                    said.search(words) for said in scale("rapport").values()
                )):  # fmt: skip
                    return Part(words, self.reading.quote(each.unit))
        running = [each for each in said if each.unit.kind != "overskrift"]
        if name == "deadline":
            for each in running:
                if not _REPORTS.search(each.about) and (words := deadline(each.about)):
                    return Part(words, self.reading.quote(each.unit))
            return None
        for rule in mandates(name):
            for each in running:
                if words := self._words(rule, each):
                    return Part(words, self.reading.quote(each.unit))
        return None

    def _perhaps(
        self, said: Sequence[_Said], told: _Said, parts: Mapping[str, Part]
    ) -> Iterator[str]:
        """The parts that no rule found, and that the sentences may state all the same."""
        running = [each for each in said if each.unit.kind != "overskrift"]
        texts = [each.about for each in running]
        if "why" not in parts and any(
            self._says_more(one) for each in running for one in self._besides(each, told, parts)
        ):
            yield "why"
        if "with_whom" not in parts and {name for text in texts for name in listed(text)} - {
            self.letter.agency,
            self._leader(dict(parts)),
        }:
            yield "with_whom"
        if "reporting" not in parts and any(_REPORTED.search(text) for text in texts):
            yield "reporting"

    def _reported_elsewhere(self, naming: Collection[int]) -> frozenset[str]:
        """Whether a sentence that names none asks for a report on all that is done with others."""
        jointly = (
            _JOINTLY.search(unit.text) and _REPORTED.search(unit.text)
            for index, unit in enumerate(self.reading.units)
            if index not in naming
        )
        return frozenset({"reporting"}) if any(jointly) else frozenset()

    def _besides(self, each: _Said, told: _Said, parts: Mapping[str, Part]) -> Iterator[_Said]:
        """A sentence that is neither the role nor a part; of a row, those beside the name."""
        if each.unit.kind != "rad":
            held = {part.quote for part in parts.values()}
            if each is not told and self.reading.quote(each.unit) not in held:
                yield each
            return
        table, cells = self._rows.get(each.unit.node.address, (None, ()))
        called = each.text[each.name_at : each.name_end]
        for words in (table.cell(cells, name) for name in _ROLES) if table else ():
            for text in _SENTENCES.split(words):
                if called not in text:
                    yield _Said(each.unit, text, -1, -1, text)

    def _says_more(self, each: _Said) -> bool:
        """Whether a sentence is more than a duty, a date, an amount or a report."""
        text = each.text
        return (
            len(text) - (each.name_end - each.name_at) >= _TELLS_MORE
            and not obliges(text, self.letter.agency)
            and duty(text, each.name_at, each.name_end, self.letter.agency) is None
            and not _PASSIVE.search(text)
            and not (deadline(text) or amounts(text) or period(text) or _REPORTS.search(text))
            and not any(self._words(rule, each) for name in PARTS for rule in mandates(name))
        )

    def _reports(self, said: Sequence[_Said]) -> frozenset[str]:
        """How the agency is to report, by every sentence that asks for it."""
        part = "reporting"
        asking = [each.text for each in said if each.unit.kind != "overskrift"
                  and any(self._words(rule, each) for rule in mandates(part))]  # fmt: skip
        return frozenset(
            name
            for name, words in scale("rapport").items()
            for text in asking
            if words.search(text)
        )

    def _words(self, rule: Mandate, each: _Said) -> str:
        """The words of a sentence that state what a rule looks for, or an empty string."""
        called = each.text[each.name_at : each.name_end] if each.name_at >= 0 else ""
        for pattern in rule.patterns:
            named_so = re.escape(called) if called else _NEVER
            for match in expanded(pattern.replace("NAVN", named_so)).finditer(each.about):
                words = typeset(match["words"]).strip(" ,")
                if rule.part in {"why", "target_group"}:
                    words = _BESIDES.sub("", words)
                if words and self._fits(rule, words):
                    if rule.part != "led_by":
                        return words
                    before_verb = match.start("words") == match.start()
                    return named(words)[-1 if before_verb else 0].name
        return ""

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
                agencies != [self.letter.agency]
                and not own
                and (bool(agencies) or not _ITSELF.match(words))
                and (bool(agencies) or len(words.split()) <= _LONGEST_PARTNERS)
            )
        if name == "why":
            return len(words.split()) >= 2
        if name == "target_group":
            return _POINTS_ON.search(words) is None
        return True

    def _leader(self, parts: dict[str, Part]) -> str:
        if "led_by" not in parts:
            return ""
        return list(named(parts["led_by"].words))[-1].name

    def _partners(self, parts: dict[str, Part], said: Sequence[_Said]) -> tuple[str, ...]:
        """The agencies it is to work with, and those that are said to have the same task."""
        running = [each for each in said if each.unit.kind != "overskrift"]
        words = [parts["with_whom"].words] if "with_whom" in parts else []
        for rule in mandates("with_whom"):
            words += [next(filter(None, (self._words(rule, each) for each in running)), "")]
        agencies = dict.fromkeys(each for told in words for each in listed(told))
        return tuple(each for each in agencies if each != self.letter.agency)

    def _spelled(self, sighting: Sighting) -> list[str]:
        """The initiative as the letter itself writes it, each of the names that stand together."""
        unit = self.reading.units[sighting.unit]
        quote = self.reading.within(unit, sighting.start, sighting.end)
        written = (" ".join(each.split()).strip(' «»"()') for each in _BETWEEN.split(quote.text))
        return [each for each in written if each]

    def _section(self, unit: Unit) -> str:
        return self.reading.number_of(unit)

    def _task(self, told: _Said, role: Duty | None) -> str:
        if role is None:
            return ""
        about = told.text.find(told.about)
        own = told.text[max(role.start, about) : min(role.end, about + len(told.about))]
        words = typeset(_AGAIN.sub("", own)).rstrip(" .")
        return words if len(words) <= _LONGEST_TASK else f"{words[:_LONGEST_TASK]}…"

    def _period(self, said: Sequence[_Said]) -> str:
        """The years right after the name, else a period in a sentence that names it or goes on."""
        for each in said:
            if each.name_at >= 0 and (
                years := period(
                    each.text[each.name_end : each.name_end + _PERIOD_NEAR].split(",")[0]
                )
            ):
                return years
        for each in said:
            if _PERIOD_WORDS.search(each.text) and (years := period(each.text)):
                return years
        return ""

    def _placement(self, around: Passage, main: Unit) -> Placement:
        if around.headed:
            return Placement.HEADING
        return _PLACEMENTS.get(main.kind, Placement.TEXT)


def _about(text: str, at: int, end: int, rivals: Sequence[int]) -> str:
    """The part of a sentence around a name, to where it goes on to others."""
    before = max((each for each in rivals if each < at), default=-1)
    after = min((each for each in rivals if each > end), default=-1)
    starts = [match.end() for match in _ANOTHER.finditer(text, before, at)] if before >= 0 else []
    ends = [match.start() for match in _ANOTHER.finditer(text, end, after)] if after >= 0 else []
    return text[max(starts, default=0) : min(ends, default=len(text))]


def _is_delivery(text: str, at: int) -> bool:
    """Whether what is named is something to deliver: `veilederen «Del det som trengs»`."""
    return _DELIVERED.search(text[:at]) is not None


def _is_general(told: Sequence[tuple[_Said, Duty]]) -> bool:
    """Whether no sentence lays down more than that something is to be done."""
    return all(GENERAL & set(role.roles) for _, role in told)


def _rank(told: tuple[_Said, Duty]) -> tuple[bool, bool]:
    """Clear roles before general ones, running text before rows of tables."""
    each, role = told
    return bool(GENERAL & set(role.roles)), each.unit.kind == "rad"
