"""What a letter says of an initiative: what, why, in what relation, and the rest of a mandate."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from regelverk.clauses.ladder import standing
from regelverk.letters.amounts import amounts
from regelverk.letters.dates import dated, due, period
from regelverk.letters.duty import Duty, duty
from regelverk.letters.initiatives import Sighting
from regelverk.letters.parts import PartReader, leader
from regelverk.letters.passages import Passage, passage
from regelverk.letters.reading import Reading, Unit, typeset
from regelverk.letters.references import references
from regelverk.letters.roles import CARRIES_OUT, GENERAL, LEADS, SECRETARIAT, role_pattern
from regelverk.letters.said import Cells, Said, about_name, running
from regelverk.letters.silences import SilenceReader
from regelverk.letters.tables import Table
from regelverk.letters.tasks import Sentence, content_words, deadlines, funds
from regelverk.letters.terms import expanded
from regelverk.letters.types import Letter, Mention, Part, Placement

_PERIOD_NEAR = 70
_PERIOD_WORDS = expanded(r"\b<periodeord>\b")
_PLACEMENTS = {"punkt": Placement.LIST, "rad": Placement.TABLE, "fotnote": Placement.NOTE}
_ROLES = ("rolle", "oppdrag", "tittel")
_TASKS = ("oppdrag", "rolle", "tittel", "beløp")
_BETWEEN = re.compile(r"\s[-–—]\s|[(»]")
_LONGEST_TASK = 300
_AGAIN = expanded(r"^(?:<plikt>) (?:(?:dessuten|også|òg|videre|vidare) )?")
# «Samordne programmet» points back to what was named; «samordne innspillene» does not.
_THE_WORK = expanded(rf"{role_pattern()}[^.;]{{0,20}}? (?:<satsing i bestemt form>)\b")
_DELIVERED = expanded(r"(?<!\w)<leveranse>(?: for| om)?\W{0,3}$")


class MentionReader:
    """Reads what one letter says of initiatives.

    Args:
        reading: The letter's text.
        letter: Who it is from and to.
        tables: Its tables.
    """

    def __init__(self, reading: Reading, letter: Letter, tables: Sequence[Table]) -> None:
        own, *others = [replace(letter, agencies=(each,)) for each in letter.agencies] or [letter]
        self.reading, self.letter, self._cells = reading, own, Cells(tables)
        self._parts = PartReader(reading, own, self._cells)
        self._silences = SilenceReader(reading, own, self._cells, self._parts)
        self._others = [MentionReader(reading, each, tables) for each in others]

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
        parts = self._parts.all(said)
        main = told.unit
        quote = self.reading.quote(main)
        text = " ".join(each.text for each in said)
        names = tuple(dict.fromkeys(each for one in seen for each in self._spelled(one)))
        sentences = [self._sentence(each) for each in running(said)]
        where = standing(" ".join(each.text for each in running(said)))
        called = next((each for each in seen if units[each.unit] is main), seen[0])
        return Mention(
            letter=self.letter.identifier,
            address=quote.address,
            span=quote.span,
            text=quote.text,
            name=self._spelled(called)[0],
            section=self.reading.number_of(main),
            roles=_standing(role, leader(parts) not in {"", self.letter.agency}) if role else (),
            task=self._task(told, role),
            parts=parts,
            partners=self._parts.partners(parts, said),
            leader=leader(parts),
            period=self._period(said),
            amounts=amounts(parts["resources"].words) if "resources" in parts else (),
            due=due(parts["deadline"].words, self.letter.year) if "deadline" in parts else "",
            references=references(text, self.letter),
            placement=self._placement(around, main),
            strength=role.strength if role else "",
            step=where.rung.step if where else 0,
            names=names,
            deadlines=tuple(deadlines(sentences, names, self.letter.year, self.reading.quote)),
            funds=tuple(funds(sentences, names, self.reading.quote)),
            reports=self._parts.reports(said),
            perhaps=self._silences.perhaps(
                said, told, parts, {each.unit for each in (*seen, *others)}
            ),
            sentences=tuple(
                Part(each.about, self.reading.quote(each.unit)) for each in running(said)
            ),
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
    ) -> Iterator[Said]:
        """The sentences of a passage, what leads into an item read with it."""
        units = self.reading.units
        first = {each.unit: each for each in reversed(seen)}
        for index in around.ordered:
            unit, sighting = units[index], first.get(index)
            lead = f"{units[unit.lead].text} " if unit.lead >= 0 else ""
            text = lead + unit.text
            if sighting is None:
                yield Said(unit, text, -1, -1, text)
            else:
                at, end = len(lead) + sighting.start, len(lead) + sighting.end
                rivals = [len(lead) + each.start for each in others if each.unit == index]
                yield Said(unit, text, at, end, about_name(text, at, end, rivals))

    def _sentence(self, each: Said) -> Sentence:
        """A sentence; of a row in a table, the task, and the deadline of a column of its own.

        That column may also say what is due: `Felles analyse 15. november 2027`.
        """
        if self._cells.table(each.unit) is None:
            return Sentence(each.unit, each.about)
        task = " ".join(self._cells.of(each.unit, *_TASKS))
        when = self._cells.first(each.unit, "frist")
        day = dated(when)
        delivered = when if day and content_words(when.replace(day, "")) else ""
        return Sentence(each.unit, delivered or task or each.text, day or when)

    def _told(self, said: Sequence[Said], around: Passage) -> tuple[Said, Duty | None]:
        """The sentence that lays down the role, and the role; else the first that names it."""
        agency = self.letter.agency
        plain = running(said)
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
        leading = [one for one in later if LEADS in one[1].roles and _THE_WORK.search(one[0].text)]
        if leading and not any(LEADS in role.roles for _, role in stated):
            return _with_more(leading[0], stated)
        if stated and (not later or not _is_general(stated) or _is_general(later)):
            return _with_more(min(stated, key=_rank), stated)
        if later:
            return next((each for each in later if not _is_general([each])), later[0])
        first = (naming or plain or list(said))[0]
        return first, self._assigned(first)

    def _assigned(self, each: Said) -> Duty | None:
        """The role of an assignment in a table that begins with another verb: to do it."""
        words = self._cells.first(each.unit, "oppdrag")
        at = each.text.find(words) if words else -1
        return Duty((CARRIES_OUT,), at, at + len(words), "skal") if at >= 0 else None

    def _in_cells(self, each: Said) -> Duty | None:
        """The role in the cell of a table's column for it, or for the assignment."""
        for words in self._cells.of(each.unit, *_ROLES):
            if said := duty(words, -1, -1, self.letter.agency):
                at = max(each.text.find(words[:20]), 0)
                return Duty(said.roles, at, min(len(each.text), at + len(words)), said.strength)
        return None

    def _spelled(self, sighting: Sighting) -> list[str]:
        """The initiative as the letter itself writes it, each of the names that stand together."""
        unit = self.reading.units[sighting.unit]
        quote = self.reading.within(unit, sighting.start, sighting.end)
        written = (" ".join(each.split()).strip(' «»"()') for each in _BETWEEN.split(quote.text))
        return [each for each in written if each]

    def _task(self, told: Said, role: Duty | None) -> str:
        if role is None:
            return ""
        about = told.text.find(told.about)
        own = told.text[max(role.start, about) : min(role.end, about + len(told.about))]
        words = typeset(_AGAIN.sub("", own)).rstrip(" .")
        return words if len(words) <= _LONGEST_TASK else f"{words[:_LONGEST_TASK]}…"

    def _period(self, said: Sequence[Said]) -> str:
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


def _standing(role: Duty, led_by_another: bool) -> tuple[str, ...]:
    """The roles: a secretariat coordinates where nobody else is said to."""
    if led_by_another:
        return role.roles
    return tuple(dict.fromkeys(LEADS if each == SECRETARIAT else each for each in role.roles))


def _is_delivery(text: str, at: int) -> bool:
    """Whether what is named is something to deliver: `veilederen «Del det som trengs»`."""
    return _DELIVERED.search(text[:at]) is not None


def _is_general(told: Sequence[tuple[Said, Duty]]) -> bool:
    """Whether no sentence lays down more than that something is to be done."""
    return all(GENERAL & set(role.roles) for _, role in told)


def _with_more(told: tuple[Said, Duty], stated: Sequence[tuple[Said, Duty]]) -> tuple[Said, Duty]:
    """A role with the clear ones that other sentences lay down."""
    each, clearest = told
    more = [name for _, role in stated for name in role.roles if name not in GENERAL]
    return each, clearest._replace(roles=tuple(dict.fromkeys((*clearest.roles, *more))))


def _rank(told: tuple[Said, Duty]) -> tuple[bool, bool]:
    """Clear roles before general ones, running text before rows of tables."""
    each, role = told
    return bool(GENERAL & set(role.roles)), each.unit.kind == "rad"
