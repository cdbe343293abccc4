"""The units that are judged: sentences (punktum), a list counting as one with its introduction."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from regelverk.model.document import ITEMS, SENTENCES, Document, Kind, Node
from regelverk.spans import Span

_HOLDERS = frozenset({Kind.SUBSECTION, Kind.BLOCK})


class Unit(NamedTuple):
    """A sentence to judge: the node that names it, and all of its text."""

    node: Node
    span: Span


class Ledd(NamedTuple):
    """A ledd with its sentences."""

    node: Node
    units: tuple[Unit, ...]


def ledds(document: Document, wanted: Callable[[Node], bool] | None = None) -> Iterator[Ledd]:
    """Every ledd (and every block outside sections) that has sentences.

    Older acts and treaties number their ledd: there a numbered item stands right under the section.

    Args:
        document: Where they stand.
        wanted: Which of them to give; all where nothing is said.
    """
    for node in document.walk(*_HOLDERS, Kind.NUMBER_ITEM):
        if node.kind is Kind.NUMBER_ITEM and not _is_numbered_ledd(document, node):
            continue
        if (wanted is None or wanted(node)) and (units := tuple(_units(node))):
            yield Ledd(node, units)


def _is_numbered_ledd(document: Document, item: Node) -> bool:
    above = document.parent(item)
    return above is not None and above.kind is Kind.SECTION


def _units(node: Node) -> Iterator[Unit]:
    """The sentences of a ledd; one that leads into a list takes the list along."""
    for index, child in enumerate(node.children):
        if child.kind is Kind.INTRO:
            yield Unit(child, Span(child.start, _end_of_list(node, index)))
        elif child.kind is Kind.SENTENCE or (
            child.kind is Kind.WRAP_UP and not _after_intro(node, index)
        ):
            yield Unit(child, child.span)


def _end_of_list(node: Node, index: int) -> int:
    end = node.children[index].end
    for child in node.children[index + 1 :]:
        if child.kind not in ITEMS and child.kind is not Kind.WRAP_UP:
            break
        end = child.end
    return end


def _after_intro(node: Node, index: int) -> bool:
    return any(
        child.kind is Kind.INTRO for child in node.children[:index] if child.kind in SENTENCES
    )
