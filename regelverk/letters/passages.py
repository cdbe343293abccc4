"""What a letter says of an initiative: the sentences around where it is named."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from regelverk.letters.reading import Unit
from regelverk.letters.terms import expanded

_BACK = expanded(r"\W*<foran tilbakevisning>?(?:<tilbakevisning>)(?!\w)")
_THE_KIND = expanded(r"(?<!\w)(?:<satsing i bestemt form>)(?!\w)")
_DEFINITE = expanded(r"(?:en|et|a|n)$")
_KIND = 6  # letters of a kind word that its forms share
_SECTION_REACH = 60
_PLAIN = frozenset({"tekst", "punkt", "fotnote"})


@dataclass(frozen=True, slots=True)
class Passage:
    """The units that belong to an initiative, by index.

    Attributes:
        naming: Those that name it, or follow from a heading or lead-in that does.
        following: Those that go on about it.
        leading: Those before it in the same paragraph.
        headed: Whether a heading names it.
    """

    naming: tuple[int, ...]
    following: tuple[int, ...]
    leading: tuple[int, ...]
    headed: bool

    @property
    def ordered(self) -> tuple[int, ...]:
        """All, those that say most first."""
        return tuple(dict.fromkeys((*self.naming, *self.following, *self.leading)))


def passage(
    units: Sequence[Unit],
    named: Collection[int],
    others: Collection[int],
    obliges: Callable[[str], bool] = lambda _: False,
) -> Passage:
    """The passage of an initiative.

    Args:
        units: The letter.
        named: The units that name it.
        others: The units that name another initiative.
        obliges: Whether a sentence gives the agency a part to play. A paragraph that only tells
            what an initiative is, is followed by the one that says what the agency is to do.
    """
    naming: list[int] = []
    following: list[int] = []
    leading: list[int] = []
    headed = False
    foreign = set(others) - set(named)
    for index in sorted(named):
        unit = units[index]
        naming.append(index)
        if unit.kind == "overskrift":
            headed = True
            following += _under(units, index, foreign)
        elif unit.kind != "rad":
            following += _after(units, index, foreign, obliges)
            leading += _before(units, index, foreign)
    following += _afar(units, named, foreign)
    return Passage(
        tuple(dict.fromkeys(naming)), tuple(dict.fromkeys(following)),
        tuple(dict.fromkeys(leading)), headed,
    )  # fmt: skip


def _under(units: Sequence[Unit], index: int, foreign: Collection[int]) -> Iterator[int]:
    """What stands under a heading, to the next one at its level."""
    depth = units[index].section.depth
    for at in range(index + 1, min(len(units), index + _SECTION_REACH)):
        if units[at].kind == "overskrift" and units[at].section.depth <= depth:
            return
        if at not in foreign:
            yield at


def _after(
    units: Sequence[Unit],
    index: int,
    foreign: Collection[int],
    obliges: Callable[[str], bool],
) -> Iterator[int]:
    """The rest of the paragraph, then what goes on from it or points back to it in the section."""
    here = units[index]
    paragraph, belongs, last, rivals = here.paragraph, True, index, ""
    told = obliges(here.text)
    for at in range(index + 1, min(len(units), index + _SECTION_REACH)):
        unit = units[at]
        if unit.kind == "overskrift" or unit.section != here.section:
            return
        told_of_this = unit.paragraph == paragraph and points_back(here.text, _opening(unit.text))
        if (at in foreign and not told_of_this) or unit.kind not in _PLAIN:
            rivals += f" {unit.text}"
            paragraph, belongs = unit.paragraph, False
            continue
        if unit.paragraph != paragraph:
            paragraph = unit.paragraph
            next_item = here.kind == unit.kind == "punkt"
            near = last == at - 1 and not next_item
            belongs = (
                unit.lead == index
                or (near and _goes_on(units, unit, last, index))
                or (near and not told and obliges(unit.text))
                or (points_back(here.text, unit.text) and not points_back(rivals, unit.text))
            )
        if not belongs:
            rivals += f" {unit.text}"
        else:
            last, told = at, told or obliges(unit.text)
            yield at


def _opening(text: str) -> str:
    """The first word of a sentence: its subject, where that is "the programme" or the like."""
    return text.split(maxsplit=1)[0] if text.strip() else ""


def _goes_on(units: Sequence[Unit], unit: Unit, last: int, index: int) -> bool:
    """Whether a paragraph goes on from the one before it: in its first words, or as a list."""
    return (
        bool(_BACK.match(unit.text))
        or unit.lead == last >= index
        or (unit.kind == "punkt" and units[last].lead == unit.lead >= index)
    )


def _afar(units: Sequence[Unit], named: Collection[int], foreign: Collection[int]) -> Iterator[int]:
    """What speaks of "the programme" in another section, where nothing nearer can be meant."""
    told = " ".join(units[index].text for index in named)
    rivals = " ".join(units[index].text for index in foreign)
    sections = {units[index].section for index in named}
    first = min(named, default=0)
    before = ""
    for at in range(first + 1, len(units)):
        unit = units[at]
        if unit.section != units[at - 1].section:
            before = ""
        if (
            unit.kind in _PLAIN
            and unit.section not in sections
            and points_back(told, unit.text)
            and not points_back(before, unit.text)
            and not points_back(rivals, unit.text)
        ):
            yield at
        else:
            before += f" {unit.text}"


def points_back(named: str, text: str) -> bool:
    """Whether a text speaks of "the programme" or the like, of the kind that is named before.

    Example:
        >>> points_back("Brua er eit program for ungdom.", "Etaten skal leie programmet.")
        True
        >>> points_back("Brua er ein strategi for ungdom.", "Etaten skal leie programmet.")
        False
    """
    before = named.lower()
    return any(
        _DEFINITE.sub("", match[0].lower())[:_KIND] in before for match in _THE_KIND.finditer(text)
    )


def _before(units: Sequence[Unit], index: int, foreign: Collection[int]) -> Iterator[int]:
    """The sentences before it in its paragraph; in a list, what leads into it is read with it.

    After another initiative they are about that.
    """
    at = index - 1
    while at >= 0 and units[at].paragraph == units[index].paragraph:
        if at in foreign or units[at].kind in {"overskrift", "rad"}:
            return iter(()) if at in foreign else iter(range(index - 1, at, -1))
        at -= 1
    return iter(range(index - 1, at, -1))
