"""What a letter says of an initiative: the sentences around where it is named."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from regelverk.letters.reading import Unit
from regelverk.letters.terms import expanded

_BACK = expanded(r"\W*<foran tilbakevisning>?(?:<tilbakevisning>)(?!\w)")
_THE_KIND = expanded(r"(?<!\w)(?:<satsing i bestemt form>)(?!\w)")
_KIND = 6  # letters of a kind word that its forms share
_REACH = 12
_SECTION_REACH = 60


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


def passage(units: Sequence[Unit], named: Collection[int], others: Collection[int]) -> Passage:
    """The passage of an initiative.

    Args:
        units: The letter.
        named: The units that name it.
        others: The units that name another initiative.
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
            following += _after(units, index, foreign)
            leading += _before(units, index, foreign)
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


def _after(units: Sequence[Unit], index: int, foreign: Collection[int]) -> Iterator[int]:
    """The rest of the paragraph, then paragraphs that point back."""
    here = units[index]
    paragraph, back = here.paragraph, True
    for at in range(index + 1, min(len(units), index + _REACH)):
        unit = units[at]
        if unit.kind in {"overskrift", "rad"} or unit.section != here.section or at in foreign:
            return
        if unit.paragraph != paragraph:
            listed = unit.lead == index or unit.lead == at - 1 >= index
            if here.kind == "punkt" and unit.kind == "punkt":
                return
            back = bool(_BACK.match(unit.text)) or listed or points_back(here.text, unit.text)
            if not back and unit.kind != "punkt":
                return
            paragraph = unit.paragraph
        yield at


def points_back(named: str, text: str) -> bool:
    """Whether a text speaks of "the programme" or the like, of the kind that is named before.

    Example:
        >>> points_back("Brua er eit program for ungdom.", "Etaten skal leie programmet.")
        True
        >>> points_back("Brua er ein strategi for ungdom.", "Etaten skal leie programmet.")
        False
    """
    before = named.lower()
    return any(match[0].lower()[:_KIND] in before for match in _THE_KIND.finditer(text))


def _before(units: Sequence[Unit], index: int, foreign: Collection[int]) -> Iterator[int]:
    """The sentences before it in its paragraph; in a list, what leads into it is read with it."""
    at = index - 1
    while at >= 0 and units[at].paragraph == units[index].paragraph and at not in foreign:
        if units[at].kind in {"overskrift", "rad"}:
            return
        yield at
        at -= 1
