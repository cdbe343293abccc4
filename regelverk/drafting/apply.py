"""Apply an amendment act to the acts it amends, and take it back.

What an instruction does is read from its words, as anyone who consolidates an act reads them; only
the new wording is taken from the draft. Taking back needs nothing but the words that went out.
"""

import re
from collections.abc import Sequence
from typing import Final

from regelverk.drafting.leads import Instruction, read_leads
from regelverk.drafting.splice import body_nodes, spliced
from regelverk.drafting.types import Change
from regelverk.errors import AddressError
from regelverk.model.address import Address
from regelverk.model.document import Document, Kind, Language, Node, PartChange

_KEPT: Final = frozenset({Kind.NOTE, Kind.FOOTNOTE})
_NUMBER: Final = re.compile(r"\(\d+\) ")
_REPEALED: Final = {Language.NYNORSK: "(Oppheva)"}
_REPEALED_NB: Final = "(Opphevet)"


def apply(document: Document, changes: Sequence[Change]) -> Document:
    """The act as it will read.

    Args:
        document: The act today.
        changes: What is done to it; places are named as they are today.

    Raises:
        AddressError: An instruction names a place that the act does not have, or cannot be read.
    """
    for change, parts in reversed(_read(document, changes)):
        document = _applied(document, change, parts)
    return document


def take_back(document: Document, changes: Sequence[Change]) -> Document:
    """The act as it read before the changes.

    Args:
        document: The act with the changes applied.
        changes: The same changes.
    """
    for change, parts in _read(document, changes):
        document = _taken_back(document, change, parts)
    return document


def _read(
    document: Document, changes: Sequence[Change]
) -> list[tuple[Change, tuple[PartChange, ...]]]:
    """The changes with what their words do.

    Raises:
        AddressError: The words of an instruction do something else than the change it stands for.
    """
    words = [Instruction(each.instruction) for each in changes]
    read = list(zip(changes, read_leads(words, document.identifier), strict=True))
    for change, parts in read:
        if parts != change.parts:
            raise AddressError(value=change.instruction)
    return read


def _applied(document: Document, change: Change, parts: Sequence[PartChange]) -> Document:
    part = parts[0]
    place = Address(part.part)
    if part.operation == "add" and place.section == place:
        return _with_section(document, place, change)
    if part.operation == "move":
        return document
    section = _section(document, place)
    if place.section == place:
        heading, ledd = _split(change.proposed, section.label)
        if part.operation == "repeal":
            heading, ledd = _REPEALED.get(document.language.language, _REPEALED_NB), []
        return _with_body(document, section, heading, ledd)
    heading, texts = document.heading(section), _ledd(document, section)
    numbers = [_number(each.part) for each in parts]
    if part.operation == "repeal":
        kept = [text for n, text in enumerate(texts, start=1) if n not in numbers]
        return _with_body(document, section, heading, _renumbered(kept))
    for number, text in zip(numbers, change.proposed, strict=True):
        texts[number - 1] = text
    return _with_body(document, section, heading, texts)


def _taken_back(document: Document, change: Change, parts: Sequence[PartChange]) -> Document:
    part = parts[0]
    place = Address(part.part)
    section = _section(document, place)
    if part.operation == "move":
        return document
    if place.section == place:
        if part.operation == "add":
            return _without_section(document, section)
        heading, ledd = _split(change.current, section.label)
        return _with_body(document, section, heading, ledd)
    texts = _ledd(document, section)
    for each, text in zip(parts, change.current, strict=True):
        number = _number(each.part)
        if part.operation == "repeal":
            texts.insert(number - 1, text)
        else:
            texts[number - 1] = text
    return _with_body(document, section, document.heading(section), _renumbered(texts))


def _section(document: Document, place: Address) -> Node:
    found = document.at(place.section or place)
    if found is None:
        raise AddressError(value=place)
    return found


def _number(part: str) -> int:
    """The number of the ledd that a part is.

    Raises:
        AddressError: It is no ledd.
    """
    step = Address(part).steps[-1]
    if step.kind != "ledd" or not step.label.isdigit():
        raise AddressError(value=part)
    return int(step.label)


def _split(lines: Sequence[str], section_label: str) -> tuple[str, list[str]]:
    """Heading and ledd of a section given as lines: `§ 2 b Heading`, then a ledd each."""
    if not lines:
        return "", []
    label = r"\s*".join(map(re.escape, section_label.replace(" ", "")))
    return re.sub(rf"^{label}\s*", "", lines[0]), list(lines[1:])


def _ledd(document: Document, section: Node) -> list[str]:
    """What a section says below its heading, a ledd each; notes are left out."""
    return [
        document.quote(each)
        for each in section.children
        if each.kind is not Kind.HEADING and each.kind not in _KEPT
    ]


def _renumbered(ledd: Sequence[str]) -> list[str]:
    """Ledd that carry numbers, with those they have now."""
    return [_NUMBER.sub(f"({n}) ", text, count=1) if _NUMBER.match(text) else text
            for n, text in enumerate(ledd, start=1)]  # fmt: skip


def _with_body(document: Document, section: Node, heading: str, ledd: Sequence[str]) -> Document:
    """The document with a section's heading and ledd replaced; its notes stay."""
    last = next(
        (i for i, each in enumerate(section.children) if each.kind in _KEPT), len(section.children)
    )
    text = "\n".join([*filter(None, [heading]), *ledd])
    return spliced(
        document, section, slice(0, last), text,
        lambda start: body_nodes(section.address, heading, ledd, start),
    )  # fmt: skip


def _with_section(document: Document, place: Address, change: Change) -> Document:
    """The document with a new section after the one the change names, or at its end."""
    after = document.at(change.after) if change.after else None
    parent = document.parent(after) if after else document.root
    if parent is None or (change.after and after is None):
        raise AddressError(value=place)
    label = re.sub(r"(?<=\d)(?=[a-zæøå])", " ", f"§ {place.steps[-1].label}")
    prefix = _opening(document, after).replace(after.label, label) if after else f"{label}. "
    heading, ledd = _split(change.proposed, label)
    body = "\n".join([*filter(None, [heading]), *ledd])

    def nodes(start: int) -> list[Node]:
        start += 1
        inner = body_nodes(place, heading, ledd, start + len(prefix))
        return [Node(Kind.SECTION, start, start + len(prefix + body), place, label, tuple(inner))]

    children = parent.children
    index = next((i for i, each in enumerate(children) if each is after), len(children) - 1) + 1
    return spliced(document, parent, slice(index, index), f"\n{prefix}{body}", nodes)


def _opening(document: Document, section: Node) -> str:
    """What a section starts with: its label and what parts it from the rest."""
    end = section.children[0].start if section.children else section.end
    return document.text[section.start : end]


def _without_section(document: Document, section: Node) -> Document:
    """The document without a section and the line break before it."""
    parent = document.parent(section)
    if parent is None:
        raise AddressError(value=section.address)
    index = next(i for i, each in enumerate(parent.children) if each is section)
    gap = section.start - parent.children[index - 1].end if index else 0
    return spliced(document, parent, slice(index, index + 1), "", lambda _: (), gap=gap)
