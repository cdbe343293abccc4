"""Where things stand in the pictures of a report: plain geometry, in pixels, for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from regelverk.comparison.elements import element
from regelverk.comparison.reciprocity import Force, Reciprocity
from regelverk.comparison.types import Act, Cell, Comparison
from regelverk.writers.view import Standing, standings

_TILE = 24
_LABEL, _HEADER = 260, 190
_WIDE, _HIGH, _RADIUS = 980, 560, 200
_DOT = 7
_ARROW = 11

MARKS = {
    Standing.COMMON: "●", Standing.DIFFERS: "◆", Standing.JUSTIFIED: "✓", Standing.UNSURE: "?",
    Standing.SILENT: "–", Standing.NO_CLAUSE: "",
}  # fmt: skip
"""What a tile shows beside its colour, for those who do not see the colour."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text, the point it is set at, and on which side of the point (`start` or `end`)."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Tile:
    """One act's answer to one element: the upper left corner, and how it stands."""

    x: float
    y: float
    standing: Standing
    mark: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Acts across, elements down; `side` is that of a tile."""

    width: float
    height: float
    columns: tuple[Label, ...]
    rows: tuple[Label, ...]
    tiles: tuple[Tile, ...]
    side: int = _TILE

    def count(self, *wanted: Standing) -> int:
        """How many tiles stand so."""
        return sum(tile.standing in wanted for tile in self.tiles)


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two parties; `kind` is `mutual`, `one-sided` or `may`.

    `head` holds the corners of an arrow's head as SVG takes them; empty where both ends are alike.
    """

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str
    head: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """Parties in a ring, with lines between those that must or may cooperate."""

    width: float
    height: float
    dots: tuple[Label, ...]
    labels: tuple[Label, ...]
    lines: tuple[Line, ...]
    radius: int = _DOT


def heat_map(comparison: Comparison, acts: Sequence[Act], language: str = "nb") -> HeatMap:
    """How each act stands to what most say, an element in each row; empty elements left out."""
    standing = standings(comparison)
    names = [name for name in comparison.elements if name in comparison.by_element]
    columns = [_LABEL + _TILE * place for place in range(len(acts))]
    rows = [_HEADER + _TILE * place for place in range(len(names))]

    def tile(x: float, y: float, cell: Cell) -> Tile:
        return Tile(x, y, standing(cell), MARKS[standing(cell)])

    return HeatMap(
        width=_LABEL + _TILE * len(acts) + _HEADER / 2,
        height=_HEADER + _TILE * len(names) + 4,
        columns=tuple(
            Label(x + _TILE / 2, _HEADER - 8, act.title)
            for x, act in zip(columns, acts, strict=True)
        ),
        rows=tuple(
            Label(_LABEL - 10, y + _TILE / 2, element(name).title(language), "end")
            for y, name in zip(rows, names, strict=True)
        ),
        tiles=tuple(
            tile(x, y, comparison.cells[act.identifier, name])
            for y, name in zip(rows, names, strict=True)
            for x, act in zip(columns, acts, strict=True)
        ),
    )


def ring(relations: Reciprocity, language: str = "nb") -> Ring:
    """The parties in a ring, from the top and clockwise; one-sided duties are drawn last."""
    count = max(1, len(relations.parties))
    angles = [2 * pi * place / count - pi / 2 for place in range(len(relations.parties))]
    points = {
        party.name: (_WIDE / 2 + _RADIUS * cos(angle), _HIGH / 2 + _RADIUS * sin(angle))
        for party, angle in zip(relations.parties, angles, strict=True)
    }
    one_sided = set(relations.one_sided)
    lines = [_line(points[first], points[second], "mutual") for first, second in relations.mutual]
    lines += [
        _line(points[first], points[second], "may")
        for first, second in relations.arrows
        if relations.force(first, second) is Force.MAY
    ]
    lines += [_line(points[first], points[second], "one-sided") for first, second in one_sided]
    return Ring(
        width=_WIDE,
        height=_HIGH,
        dots=tuple(
            Label(*points[party.name], party.title(language)) for party in relations.parties
        ),
        labels=tuple(
            _beside(angle, party.title(language))
            for party, angle in zip(relations.parties, angles, strict=True)
        ),
        lines=tuple(
            sorted(lines, key=lambda line: ("mutual", "may", "one-sided").index(line.kind))
        ),
    )


def _beside(angle: float, words: str) -> Label:
    """A label outside the ring, on the side that points away from it."""
    x, y = _WIDE / 2 + (_RADIUS + 16) * cos(angle), _HIGH / 2 + (_RADIUS + 22) * sin(angle)
    anchor = "middle" if abs(cos(angle)) < 0.05 else "start" if cos(angle) > 0 else "end"
    return Label(round(x, 1), round(y, 1), words, anchor)


def _line(start: tuple[float, float], end: tuple[float, float], kind: str) -> Line:
    """A line that stops at the dots' edges, with a head unless it goes both ways."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    gap = _DOT + 3
    x1, y1 = start[0] + along[0] * gap, start[1] + along[1] * gap
    x2, y2 = end[0] - along[0] * gap, end[1] - along[1] * gap
    if kind == "mutual":
        return Line(round(x1, 1), round(y1, 1), round(x2, 1), round(y2, 1), kind)
    back = (x2 - along[0] * _ARROW, y2 - along[1] * _ARROW)
    side = (-along[1] * _ARROW / 2, along[0] * _ARROW / 2)
    corners = (
        (x2, y2),
        (back[0] + side[0], back[1] + side[1]),
        (back[0] - side[0], back[1] - side[1]),
    )
    head = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return Line(round(x1, 1), round(y1, 1), round(back[0], 1), round(back[1], 1), kind, head)
