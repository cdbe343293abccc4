"""What a sentence is judged by: itself, and what stands around it."""

from collections.abc import Iterator
from dataclasses import dataclass

from regelverk.clauses.units import Ledd, Unit
from regelverk.model.document import ITEMS, Document, Kind, Node

_TREATY_STEPS = frozenset({"Art", "Artikkel", "Artikel", "Article", "a"})
_HEADED = frozenset({Kind.PART, Kind.CHAPTER, Kind.GROUP, Kind.ANNEX})
_ITEM_MARK = " • "


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence in its place.

    Attributes:
        text: The sentence; the items of a list are joined to their introduction, each after a
            bullet.
        heading: The heading of its section.
        chapter: The headings of the parts and chapters around it.
        act: The title of the document.
        before: The sentence before it in the ledd, or an empty string.
        after: The sentence after it in the ledd, or an empty string.
        ledd: The whole ledd.
        section: The whole section.
        treaty: Whether it stands in an article and not in a section (§). Norwegian acts have
            sections, so articles are treaties and EU acts that are made part of the law.
    """

    text: str
    heading: str
    chapter: str
    act: str
    before: str
    after: str
    ledd: str
    section: str
    treaty: bool


def contexts(document: Document, ledd: Ledd) -> Iterator[Context]:
    """Each sentence of a ledd in its place, in order."""
    section = document.section_of(ledd.node)
    around = [
        document.heading(node) for node in document.ancestors(ledd.node) if node.kind in _HEADED
    ]
    texts = [_flat(document, ledd.node, unit) for unit in ledd.units]
    for index, text in enumerate(texts):
        yield Context(
            text=text,
            heading=document.heading(section) if section else "",
            chapter=" | ".join(each for each in around if each),
            act=document.title,
            before=texts[index - 1] if index else "",
            after=texts[index + 1] if index + 1 < len(texts) else "",
            ledd=" ".join(texts),
            section=document.quote(section or ledd.node),
            treaty=any(step.kind in _TREATY_STEPS for step in ledd.node.address.steps),
        )


def _flat(document: Document, ledd: Node, unit: Unit) -> str:
    """A unit's text on one line, without the labels of its items."""
    if unit.span == unit.node.span:
        return " ".join(document.quote(unit.node).split())
    parts = [document.quote(unit.node)]
    for child in ledd.children:
        if unit.node.end <= child.start and child.end <= unit.span.end:
            label = child.label if child.kind in ITEMS else ""
            parts.append(_without(label, document.quote(child)))
    return _ITEM_MARK.join(" ".join(part.split()) for part in parts)


def _without(label: str, text: str) -> str:
    return text.removeprefix(label).lstrip(" .)\u2013-\t\n") if label else text
