"""Word's automatic numbering, resolved to what Word shows (ECMA-376 part 1, § 17.9).

A paragraph says only "level 2 of list 7". The list (`w:num`) points at its definition
(`w:abstractNum`), may replace levels of it and may start anew; lists with one definition count on
together.
"""

import re
from dataclasses import dataclass, field

from regelverk.readers.docx_xml import Element, flag, number, val, w

_LEVELS = 9
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
_HUNDREDS = ("", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm")
_MOST = 4000


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list's definition.

    Attributes:
        start: The first number.
        form: How the number is written (`decimal`, `lowerLetter`, …).
        text: The pattern shown, with `%1` for the number of the first level.
        restart: After which level (from 1) it starts anew: 0 never, None after any level above it.
        legal: Whether all numbers in it are written as decimals.
        style: The style that is tied to this level.
        indent: Where its text starts, in twentieths of a point.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    indent: int | None = None


@dataclass(slots=True)
class _Definition:
    """A list's definition (`w:abstractNum`), and the numbers its levels have reached."""

    levels: dict[int, Level]
    style_link: str = ""
    reached: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(slots=True)
class _List:
    """A list (`w:num`): its definition, with levels replaced and starts set anew."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]
    started: set[int] = field(default_factory=set)


class Numbering:
    """All lists of a document. It counts: ask for each numbered paragraph once, in order.

    Args:
        root: The root of the numbering part; None where the document has none.
        list_of_style: The list that a numbering style points at, by the style's id.
    """

    def __init__(self, root: Element | None, list_of_style: dict[str, str]) -> None:
        self._definitions: dict[str, _Definition] = {}
        self._lists: dict[str, _List] = {}
        for element in root if root is not None else ():
            if element.tag == w("abstractNum"):
                self._definitions[element.get(w("abstractNumId"), "")] = _definition(element)
            elif element.tag == w("num"):
                self._lists[element.get(w("numId"), "")] = _list(element)
        for each in self._lists.values():
            self._follow_style(each, list_of_style)

    def _follow_style(self, one: _List, list_of_style: dict[str, str]) -> None:
        """Follow a definition that only points at a numbering style to the real one."""
        definition = self._definitions.get(one.definition)
        if definition is not None and definition.style_link:
            target = self._lists.get(list_of_style.get(definition.style_link, ""))
            if target is not None and target is not one:
                one.definition = target.definition

    def level_of_style(self, numbered_as: str, styles: tuple[str, ...]) -> int:
        """The level of a list that is tied to one of these styles, nearest first; else 0."""
        for style in styles:
            for index in range(_LEVELS):
                if self.level(numbered_as, index).style == style:
                    return index
        return 0

    def level(self, numbered_as: str, index: int) -> Level:
        """A level of a list, as the list has it."""
        one = self._lists.get(numbered_as)
        if one is None:
            return Level()
        definition = self._definitions.get(one.definition)
        found = one.levels.get(index)
        if found is None and definition is not None:
            found = definition.levels.get(index)
        return found or Level()

    def group(self, numbered_as: str) -> str:
        """What lists have in common that count together: the id of their definition."""
        one = self._lists.get(numbered_as)
        return one.definition if one else ""

    def label(self, numbered_as: str, index: int) -> str:
        """Count one paragraph, and give the label that Word shows before it, if any."""
        one = self._lists.get(numbered_as)
        definition = self._definitions.get(one.definition) if one else None
        if one is None or definition is None or not 0 <= index < _LEVELS:
            return ""
        reached = definition.reached
        before = reached[index]
        if before is None or (index in one.starts and index not in one.started):
            reached[index] = self._start(one, numbered_as, index)
        else:
            reached[index] = before + 1
        one.started.add(index)
        for deeper in range(index + 1, _LEVELS):
            after = self.level(numbered_as, deeper).restart
            if after is None or (after and index < after):
                reached[deeper] = None
        for higher in range(index):
            if reached[higher] is None:
                reached[higher] = self._start(one, numbered_as, higher)
        return self._shown(numbered_as, index, reached)

    def _start(self, one: _List, numbered_as: str, index: int) -> int:
        return one.starts.get(index, self.level(numbered_as, index).start)

    def _shown(self, numbered_as: str, index: int, reached: list[int | None]) -> str:
        level = self.level(numbered_as, index)
        if level.form == "bullet":
            return bullet(level.text)

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form = self.level(numbered_as, place).form
            if level.legal and form != "none":
                form = "decimal"
            return written(reached[place] or 0, form)

        return " ".join(re.sub(r"%([1-9])", shown, level.text).split())


def _definition(element: Element) -> _Definition:
    levels = {
        number(child.get(w("ilvl")), 0): _level(child) for child in element.iterchildren(w("lvl"))
    }
    return _Definition(levels, val(element.find(w("numStyleLink"))))


def _level(element: Element) -> Level:
    restart = element.find(w("lvlRestart"))
    indent = element.find(f"{w('pPr')}/{w('ind')}")
    return Level(
        start=number(val(element.find(w("start"))), 0),
        form=val(element.find(f".//{w('numFmt')}")) or "decimal",
        text=val(element.find(w("lvlText"))),
        restart=number(val(restart), 0) if restart is not None else None,
        legal=flag(element.find(w("isLgl"))),
        style=val(element.find(w("pStyle"))),
        indent=_left(indent),
    )


def _left(indent: Element | None) -> int | None:
    if indent is None:
        return None
    value = indent.get(w("left")) or indent.get(w("start"))
    return number(value, 0) if value else None


def _list(element: Element) -> _List:
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in element.iterchildren(w("lvlOverride")):
        index = number(override.get(w("ilvl")), 0)
        replaced, start = override.find(w("lvl")), override.find(w("startOverride"))
        if replaced is not None:
            levels[index] = _level(replaced)
        if start is not None:
            starts[index] = number(val(start), 1)
    return _List(val(element.find(w("abstractNumId"))), levels, starts)


def bullet(character: str) -> str:
    """The visible form of a bullet; those of symbol fonts show nothing elsewhere.

    Example:
        >>> bullet(chr(0xF0B7)), bullet("-"), bullet("o")
        ('•', '-', '○')
    """
    character = character.strip()
    if character == "o":  # Courier New's o, drawn as a ring
        return "○"
    return "".join("•" if "\ue000" <= each <= "\uf8ff" else each for each in character) or "•"


def written(value: int, form: str) -> str:
    """A number as Word writes it in a list of this form.

    Example:
        >>> [written(28, form) for form in ("lowerLetter", "upperRoman", "decimalZero", "ordinal")]
        ['bb', 'XXVIII', '28', '28.']
    """
    if form == "none":
        return ""
    if form in ("lowerLetter", "upperLetter"):
        # After z comes aa, then bb: the letter is doubled, not counted on.
        letter = (
            chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 30) if value > 0 else ""
        )
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < value < _MOST:
        roman = (
            "m" * (value // 1000)
            + _HUNDREDS[value // 100 % 10]
            + _TENS[value // 10 % 10]
            + _ONES[value % 10]
        )
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{value:02}"
    if form == "ordinal":
        return f"{value}."
    if form == "numberInDash":
        return f"- {value} -"
    return str(value)
