"""Footnotes of a web page: marks in the text that link to elements with the notes."""

import re
from dataclasses import dataclass

from lxml import etree

from regelverk.readers.folding import fold

Element = etree._Element

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|\*{1,3}|[†‡])[\])]?")
_NOTE_NAME = re.compile(
    r"(?:foot|end)?note|(?:^|_)(?:ftn|edn|sdfootnote|sdendnote|fn)|fotnote", re.IGNORECASE
)
_HOLDERS = frozenset({"li", "p", "div", "aside", "dd", "article", "section"})


@dataclass(frozen=True, slots=True)
class FootnoteText:
    """A footnote: its mark, and the element that holds its text."""

    mark: str
    element: Element


def footnotes(content: Element, page: Element) -> dict[str, FootnoteText]:
    """The footnotes that marks within the content refer to, by the fragment that they link to."""
    named = {
        name: each for each in page.iter() if isinstance(each.tag, str) for name in _names(each)
    }
    found: dict[str, FootnoteText] = {}
    for anchor in content.iter("a"):
        fragment = (anchor.get("href") or "").removeprefix("#")
        mark = fold("".join(anchor.itertext()))
        if not (anchor.get("href") or "").startswith("#") or not _MARK.fullmatch(mark):
            continue
        target = named.get(fragment)
        holder = _holder(target) if target is not None else None
        if holder is None or fragment in found or _is_within(anchor, holder):
            continue
        if _NOTE_NAME.search(fragment) or _links_back(holder, anchor):
            found[fragment] = FootnoteText(mark.strip("[]()"), holder)
    return found


def _names(element: Element) -> list[str]:
    names = [element.get("id"), element.get("name") if element.tag == "a" else None]
    return [name for name in names if name]


def _holder(target: Element) -> Element | None:
    """The block that holds a note, from the element that the mark links to."""
    element: Element | None = target
    while element is not None and element.tag not in _HOLDERS:
        element = element.getparent()
    if element is not None and element.tag == "p":
        parent = element.getparent()
        if (
            parent is not None
            and parent.tag in ("li", "div")
            and parent.get("id")
            and len(parent) == 1
        ):
            return parent
    return element


def _is_within(inner: Element, outer: Element) -> bool:
    return inner is outer or any(each is outer for each in inner.iterancestors())


def _links_back(holder: Element, anchor: Element) -> bool:
    """Whether a note has a link back to its mark."""
    marks = {name for each in (anchor, *anchor.iterancestors()) for name in _names(each)}
    return any(
        (each.get("href") or "").removeprefix("#") in marks
        for each in holder.iter("a")
        if each.get("href")
    )
