"""The few things that all readers of Word's XML need."""

from lxml import etree

Element = etree._Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def w(name: str) -> str:
    """A name in Word's own namespace, as lxml writes it."""
    return f"{{{_W}}}{name}"


def r(name: str) -> str:
    """A name in the namespace of relations."""
    return f"{{{_R}}}{name}"


def mc(name: str) -> str:
    """A name in the namespace of alternative content."""
    return f"{{{_MC}}}{name}"


def val(element: Element | None) -> str:
    """The `w:val` of an element; empty where the element or the value is missing."""
    return element.get(w("val"), "") if element is not None else ""


def flag(element: Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return element is not None and val(element).lower() not in ("0", "false", "off", "none")


def number(text: str | None, default: int) -> int:
    """A whole number, or the default where the text is none. Decimals are cut."""
    try:
        return int(float(text or ""))
    except (ValueError, OverflowError):
        return default
