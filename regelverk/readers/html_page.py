"""A saved web page: decoded, parsed within bounds, and its main content found."""

import codecs
import re
from collections.abc import Iterator

from lxml import etree, html

from regelverk.errors import DamagedFileError, EmptyFileError, TooLargeError
from regelverk.readers.folding import fold
from regelverk.readers.limits import MIB, Limits

Element = etree._Element

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\s{0,20}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]+)")
_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Web pages that say latin-1 mean Windows-1252 (WHATWG Encoding Standard).
_LABELS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}

UNSHOWN = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "meta",
        "link",
        "title",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "datalist",
        "input",
        "textarea",
        "select",
        "option",
        "base",
        "area",
        "map",
        "param",
        "source",
        "track",
    }
)
SURROUNDING = frozenset({"nav", "aside", "footer", "button", "form", "menu", "dialog"})
_SURROUNDING_ROLES = frozenset(
    {"navigation", "search", "complementary", "contentinfo", "banner", "dialog", "menu"}
)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader(?:-text)?|hidden|d-none)(?:\s|$)",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MAIN = ".//main | .//*[@role='main']"
_CONTENT = ".//article | .//*[@id='content' or @id='main' or @id='main-content' or @id='innhold']"
_ENOUGH = 0.4


def parse_page(data: bytes, source: str, limits: Limits) -> Element:
    """The root of a page.

    Raises:
        EmptyFileError: There are no bytes, or no elements.
        TooLargeError: It is larger or deeper than the bounds.
        DamagedFileError: It cannot be parsed.
    """
    if len(data) > limits.file:
        raise TooLargeError(source=source, detail=f"over {limits.file // MIB} MB")
    text = decode(data).replace("\x00", "").lstrip()
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :]
    if not text.strip():
        raise EmptyFileError(source=source)
    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise DamagedFileError(source=source, detail="siden har ikke noe innhold") from error
    if _deeper_than(root, limits.depth) or any(
        "depth" in str(each).lower() for each in parser.error_log
    ):
        raise TooLargeError(source=source, detail=f"over {limits.depth} nivåer")
    return root


def decode(data: bytes) -> str:
    """The text of a page: by its byte order mark, what it declares, or what fits."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    head = data[:4096]
    declared = _XML_ENCODING.match(head) or _CHARSET.search(head)
    if declared is not None:
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode(_LABELS.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _deeper_than(root: Element, depth: int) -> bool:
    """Whether elements are nested deeper than a bound; walked without recursion."""
    level = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        if level > depth:
            return True
    return False


def is_hidden(element: Element) -> bool:
    """Whether an element shows nothing on the page."""
    return (
        not isinstance(element.tag, str)
        or element.tag in UNSHOWN
        or element.get("hidden") is not None
        or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
        or bool(_HIDDEN_CLASS.search(element.get("class") or ""))
    )


def is_surrounding(element: Element) -> bool:
    """Whether an element is navigation or the like, and not the document's text."""
    return element.tag in SURROUNDING or (element.get("role") or "").lower() in _SURROUNDING_ROLES


def main_content(body: Element) -> Element:
    """The element that holds the document: `main`, else an article, else the body."""
    mains = [each for each in _found(body, _MAIN) if not is_hidden(each)]
    if mains:
        return max(mains, key=_size)
    total = _size(body)
    contents = [each for each in _found(body, _CONTENT) if not is_hidden(each)]
    best = max(contents, key=_size, default=body)
    return best if _size(best) >= _ENOUGH * total else body


def _found(body: Element, path: str) -> Iterator[Element]:
    found = body.xpath(path)
    if isinstance(found, list):
        yield from (each for each in found if isinstance(each, etree._Element))


def _size(element: Element) -> int:
    return len(fold("".join(element.itertext())))
