"""Word's styles, with what each inherits (ECMA-376 part 1, § 17.7)."""

import re
from dataclasses import dataclass, field, fields, replace

from regelverk.readers.docx_xml import Element, flag, number, val, w

_HEADING_NAME = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
_TITLE_NAME = re.compile(r"title|tittel", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|innh|inh)\s*\d", re.IGNORECASE)
_BODY_LEVEL = 9
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks, as far as reading cares. None means: as what it inherits from.

    Attributes:
        bold: Whether it is bold.
        underlined: Whether it is underlined.
        hidden: Whether it is hidden text.
        size: Its size in half points.
    """

    bold: bool | None = None
    underlined: bool | None = None
    hidden: bool | None = None
    size: int | None = None

    def over(self, below: "Look") -> "Look":
        """This look where it says something, else the one below it."""
        own = {each.name: getattr(self, each.name) for each in fields(self)}
        return replace(below, **{name: value for name, value in own.items() if value is not None})


def look(properties: Element | None) -> Look:
    """The look that run properties (`w:rPr`) state."""
    if properties is None:
        return Look()
    bold, line, hidden, size = (properties.find(w(name)) for name in ("b", "u", "vanish", "sz"))
    return Look(
        flag(bold) if bold is not None else None,
        flag(line) if line is not None else None,
        flag(hidden) if hidden is not None else None,
        number(val(size), 0) or None,
    )


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A paragraph's place in a list: the list's id, and the level from 0, None for unsaid."""

    numbered_as: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style, with what it inherits.

    Attributes:
        look: How its text looks.
        outline: The heading level (1 is the highest), 0 for none.
        contents: Whether it is for entries of a table of contents.
        centred: Whether it is centred.
        indent: Its left indent in twentieths of a point, None for none stated.
        place: Its place in a list.
        chain: The ids of the style and those it is based on, nearest first.
    """

    look: Look = Look()
    outline: int = 0
    contents: bool = False
    centred: bool = False
    indent: int | None = None
    place: ListPlace | None = None
    chain: tuple[str, ...] = ()


@dataclass(slots=True)
class Styles:
    """The styles of a document, resolved when they are asked for.

    Attributes:
        elements: The style elements by id.
        default: The id of the paragraph style that is used where none is named.
        base: The look that all text starts from.
    """

    elements: dict[str, Element]
    default: str
    base: Look
    _known: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        """The styles of a styles part; none where the document has no such part."""
        if root is None:
            return cls({}, "", Look())
        elements = {each.get(w("styleId"), ""): each for each in root.iterchildren(w("style"))}
        default = next(
            (
                name
                for name, each in elements.items()
                if each.get(w("type")) == "paragraph"
                and each.get(w("default")) in ("1", "true", "on")
            ),
            "",
        )
        return cls(
            elements, default, look(root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}"))
        )

    def lists_of_numbering_styles(self) -> dict[str, str]:
        """The list that each numbering style points at."""
        return {
            name: val(element.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}"))
            for name, element in self.elements.items()
            if element.get(w("type")) == "numbering"
        }

    def get(self, name: str) -> Style:
        """A style by its id, with all that it inherits."""
        if name not in self._known:
            self._known[name] = self._resolve(name)
        return self._known[name]

    def _resolve(self, name: str) -> Style:
        chain = self._chain(name)
        style = Style(chain=tuple(chain) or ((name,) if name else ()))
        for each in reversed(chain):
            style = self._add(style, self.elements[each])
        if not chain:  # a file may use a built-in style without defining it
            style = replace(
                style, outline=_outline_of_name(name), contents=bool(_CONTENTS_NAME.match(name))
            )
        return style

    def _chain(self, name: str) -> list[str]:
        chain: list[str] = []
        while name in self.elements and name not in chain and len(chain) < _DEEPEST:
            chain.append(name)
            name = val(self.elements[name].find(w("basedOn")))
        return chain

    def _add(self, below: Style, element: Element) -> Style:
        """A style on top of the one it is based on."""
        name = val(element.find(w("name")))
        properties = element.find(w("pPr"))
        style = replace(
            below,
            look=look(element.find(w("rPr"))).over(below.look),
            outline=_outline_of_name(name) or below.outline,
            contents=below.contents or bool(_CONTENTS_NAME.match(name)),
        )
        if properties is None:
            return style
        level = outline(properties)
        return replace(
            style,
            outline=style.outline if level is None else level,
            centred=_centred(properties, style.centred),
            indent=_or(left_indent(properties), style.indent),
            place=list_place(properties, style.place),
        )


def outline(properties: Element) -> int | None:
    """The heading level that properties state: 0 for body text, None where silent."""
    element = properties.find(w("outlineLvl"))
    if element is None:
        return None
    level = number(val(element), _BODY_LEVEL)
    return 0 if level >= _BODY_LEVEL else level + 1


def left_indent(properties: Element) -> int | None:
    """The left indent that paragraph properties state, in twentieths of a point."""
    element = properties.find(w("ind"))
    value = None if element is None else element.get(w("left")) or element.get(w("start"))
    return number(value, 0) if value else None


def _centred(properties: Element, below: bool) -> bool:
    element = properties.find(w("jc"))
    return below if element is None else val(element) == "center"


def list_place(properties: Element, below: ListPlace | None) -> ListPlace | None:
    """A paragraph's place in a list: its own, or the style's. List 0 means none."""
    element = properties.find(w("numPr"))
    if element is None:
        return below
    listed, level = element.find(w("numId")), element.find(w("ilvl"))
    index = number(val(level), 0) if level is not None else None
    if listed is None:
        return None if below is None else replace(below, level=_or(index, below.level))
    return ListPlace(val(listed), index)


def _outline_of_name(name: str) -> int:
    """The heading level of Word's built-in heading and title styles."""
    match = _HEADING_NAME.fullmatch(name.strip())
    if match is not None:
        return int(match[1])
    return 1 if _TITLE_NAME.fullmatch(name.strip()) else 0


def _or(value: int | None, other: int | None) -> int | None:
    return other if value is None else value
