"""What a revision refers to, in the terms of the file it revises: styles, lists and pictures."""

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from regelverk.writers.tracked.parts import CONTENT_TYPES, Parts
from regelverk.writers.tracked.xml import Element, R, canonical_children, w

_STYLED: Final = ("pStyle", "rStyle", "tblStyle")
_STYLE_LINKS: Final = ("basedOn", "next", "link")
_ANONYMOUS: Final = frozenset(map(w, ("nsid", "tmpl")))
_MEDIA: Final = {".jpg": "jpeg", ".tif": "tiff", ".emf": "x-emf", ".wmf": "x-wmf"}
_RELATION_TYPES: Final = f"{R}/"
_NOTES: Final = {
    "footnotes": ("footnote", "footnoteReference"),
    "endnotes": ("endnote", "endnoteReference"),
    "comments": ("comment", "commentReference"),
}
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/"


@dataclass(slots=True)
class Revision:
    """A revision's main part, made to refer to what is in the file it revises.

    Attributes:
        root: The revision's main part.
        changed: Parts of the file that had to be changed, by name.
        added: Parts that had to be added to the file, by name.
    """

    root: Element
    changed: dict[str, Element] = field(default_factory=dict)
    added: dict[str, bytes] = field(default_factory=dict)


def merged(before: Parts, after: Parts) -> Revision:
    """A revision in the terms of the file `before`."""
    revision = Revision(after.xml(after.main()))
    for kind, merge in (("styles", _styles), ("numbering", _lists)):
        ours, theirs = _part(before, kind), _part(after, kind)
        if ours and theirs and before.data(ours) != after.data(theirs):
            merge(revision, ours, before.xml(ours), after.xml(theirs))
    _relations(revision, before, after)
    for kind, (note, reference) in _NOTES.items():
        _drop_strangers(revision, _notes(before, kind, note), _notes(after, kind, note), reference)
    return revision


def _notes(file: Parts, kind: str, note: str) -> dict[str, str]:
    """What each note or comment says, by its number."""
    name = _part(file, kind)
    found = file.xml(name).iterchildren(w(note)) if name else ()
    return {each.get(w("id"), ""): "".join(each.itertext(w("t"))) for each in found}


def _drop_strangers(
    revision: Revision, ours: dict[str, str], theirs: dict[str, str], reference: str
) -> None:
    """Leave out references to notes that the file does not have under the same number."""
    for each in list(revision.root.iter(w(reference))):
        number, parent = each.get(w("id"), ""), each.getparent()
        if parent is not None and (number not in ours or ours[number] != theirs.get(number)):
            parent.remove(each)


def _part(file: Parts, kind: str) -> str:
    relations = file.relations(file.main()).values()
    found = (each.target for each in relations if each.kind == kind and not each.external)
    return next((name for name in found if name in file.names), "")


def _styles(revision: Revision, name: str, ours: Element, theirs: Element) -> None:
    """Styles that the revision uses and the file lacks, with those they rest on."""
    known = {each.get(w("styleId")) for each in ours.iterchildren(w("style"))}
    offered = {each.get(w("styleId")): each for each in theirs.iterchildren(w("style"))}
    wanted = [
        each.get(w("val")) for each in revision.root.iter(*map(w, _STYLED)) if each.get(w("val"))
    ]
    while wanted:
        style = offered.get(wanted.pop())
        if style is None or style.get(w("styleId")) in known:
            continue
        known.add(style.get(w("styleId")))
        copied = deepcopy(style)
        copied.attrib.pop(w("default"), None)
        ours.append(copied)
        revision.changed[name] = ours
        wanted.extend(each.get(w("val")) for each in style.iter(*map(w, _STYLE_LINKS)))


def _lists(revision: Revision, name: str, ours: Element, theirs: Element) -> None:
    """The revision's lists by the file's numbers; those the file lacks are added."""
    offered: dict[str, list[str]] = defaultdict(list)
    for number, definition in _definitions(ours):
        offered[definition].append(number)
    used = {each.get(w("val")) for each in revision.root.iter(w("numId"))}
    numbers: dict[str, str] = {}
    for number, definition in _definitions(theirs):
        if offered[definition]:
            numbers[number] = offered[definition].pop(0)
        elif number in used:
            numbers[number] = _add_list(ours, theirs, number)
            revision.changed[name] = ours
    for each in revision.root.iter(w("numId")):
        each.set(w("val"), numbers.get(each.get(w("val"), ""), each.get(w("val"), "")))


def _definitions(numbering: Element) -> Iterator[tuple[str, str]]:
    """The number of each list and what it looks like."""
    abstract = {
        each.get(w("abstractNumId")): canonical_children(each, _ANONYMOUS)
        for each in numbering.iterchildren(w("abstractNum"))
    }
    for each in numbering.iterchildren(w("num")):
        link = each.find(w("abstractNumId"))
        looks = abstract.get(link.get(w("val")), "") if link is not None else ""
        overrides = canonical_children(each, (w("abstractNumId"),))
        yield each.get(w("numId"), ""), looks + overrides


def _add_list(ours: Element, theirs: Element, number: str) -> str:
    """Copy a list from one numbering part to another; its number there."""
    taken = next(each for each in theirs.iterchildren(w("num")) if each.get(w("numId")) == number)
    copied = deepcopy(taken)
    link = copied.find(w("abstractNumId"))
    made = str(_greatest(ours, "num", "numId") + 1)
    copied.set(w("numId"), made)
    for abstract in theirs.iterchildren(w("abstractNum")):
        if link is not None and abstract.get(w("abstractNumId")) == link.get(w("val")):
            fresh = str(_greatest(ours, "abstractNum", "abstractNumId") + 1)
            definition = deepcopy(abstract)
            definition.set(w("abstractNumId"), fresh)
            link.set(w("val"), fresh)
            ours.insert(len(list(ours.iterchildren(w("abstractNum")))), definition)
    last = list(ours.iterchildren(w("num")))
    ours.insert(ours.index(last[-1]) + 1 if last else len(ours), copied)
    return made


def _greatest(root: Element, name: str, attribute: str) -> int:
    found = (each.get(w(attribute), "") for each in root.iterchildren(w(name)))
    return max((int(value) for value in found if value.isdigit()), default=0)


def _relations(revision: Revision, before: Parts, after: Parts) -> None:
    """The revision's pictures by the file's relations; those the file lacks are added."""
    theirs = after.relations(after.main())
    used = {
        value
        for element in revision.root.iter()
        for name, value in element.attrib.items()
        if str(name).startswith(f"{{{R}}}") and value in theirs
    }
    if not used:
        return
    names = {
        (each.kind, each.target if each.external else before.data(each.target)): key
        for key, each in before.relations(before.main()).items()
        if each.external or each.target in before.names
    }
    renamed: dict[str, str] = {}
    for key in sorted(used):
        each = theirs[key]
        if not each.external and each.target not in after.names:
            continue
        content = each.target if each.external else after.data(each.target)
        known = names.get((each.kind, content))
        if known is None and each.kind == "image" and isinstance(content, bytes):
            known = _add_picture(revision, before, each.target, content)
        renamed[key] = known or key
    for element in revision.root.iter():
        for name, value in element.attrib.items():
            if str(name).startswith(f"{{{R}}}") and value in renamed:
                element.set(name, renamed[value])


def _add_picture(revision: Revision, before: Parts, target: str, data: bytes) -> str:
    """Add a picture to the file; the id of its relation."""
    extension = posixpath.splitext(target)[1].lower()
    folder, main = posixpath.split(before.main())
    number = len(revision.added) + 1
    name = f"media/regelverk{number}{extension}"
    revision.added[posixpath.join(folder, name)] = data
    part = posixpath.join(folder, "_rels", f"{main}.rels")
    root = revision.changed.setdefault(part, before.xml(part))
    key = f"regelverk{number}"
    etree.SubElement(
        root,
        f"{{{_PACKAGE}relationships}}Relationship",
        {"Id": key, "Type": f"{_RELATION_TYPES}image", "Target": name},
    )
    types = revision.changed.setdefault(CONTENT_TYPES, before.xml(CONTENT_TYPES))
    default = f"{{{_PACKAGE}content-types}}Default"
    known = {each.get("Extension", "").lower() for each in types.iter(default)}
    if extension[1:] not in known:
        media = f"image/{_MEDIA.get(extension, extension[1:])}"
        facts = {"Extension": extension[1:], "ContentType": media}
        types.insert(0, types.makeelement(default, facts))
    return key
