"""What all writers of Word's XML need: names, and a form in which two elements can be compared."""

import re
from collections.abc import Iterable
from typing import Final

from lxml import etree

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """A name in Word's own namespace, as lxml writes it."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """A name in the namespace of relations."""
    return f"{{{R}}}{name}"


def new(name: str, /, *children: Element, **attributes: str) -> Element:
    """An element in Word's namespace, its attributes in the same.

    Example:
        >>> new("jc", val="center").get(w("val"))
        'center'
    """
    element = etree.Element(w(name), {w(key): value for key, value in attributes.items()}, {"w": W})
    element.extend(children)
    return element


def text_element(name: str, words: str) -> Element:
    """`w:t` or `w:delText` that keeps its spaces; what XML cannot hold is left out."""
    element = new(name)
    element.text = _NOT_XML.sub("", words)
    element.set(_XML_SPACE, "preserve")
    return element


def canonical(element: Element) -> str:
    """An element as a string that does not depend on prefixes, or the order of attributes."""
    attributes = sorted((str(name), str(value)) for name, value in element.attrib.items())
    inner = "".join(canonical(each) for each in element if isinstance(each.tag, str))
    return f"<{element.tag!s} {attributes}{element.text or ''}{inner}>"


def canonical_children(parent: Element | None, without: Iterable[str] = ()) -> str:
    """The children of an element as one comparable string, some left out; empty for none."""
    if parent is None:
        return ""
    return "".join(
        canonical(each) for each in parent if isinstance(each.tag, str) and each.tag not in without
    )
