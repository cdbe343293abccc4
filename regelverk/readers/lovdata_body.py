"""The elements of a Lovdata document, as raw nodes.

One rule holds everywhere: what lies between block elements is running text of the node around them,
so nothing is lost where a file uses an element that is not expected.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from lxml import etree

from regelverk.model.document import Kind, PartChange, Provenance
from regelverk.readers.cues import has_finite_verb, is_change_note
from regelverk.readers.folding import fold, fold_links
from regelverk.readers.labels import (
    Heading,
    group_heading,
    is_roman,
    item_kind,
    section_label,
)
from regelverk.readers.tree import Raw
from regelverk.spans import Notice

Element = etree._Element

_INLINE = frozenset(
    {"a", "i", "b", "em", "strong", "sub", "sup", "s", "u", "span", "br", "img", "small", "q"}
)
_BLOCK_SPANS = frozenset({"futureLegalArticleHeader", "futuretitle"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LABEL = re.compile(r"\s*(\(\s*\d+\s*[a-zæøå]?\s*\)|\d+\s*[a-zæøå]?\.)(?=\s|$)")
# How a note on changes, footnotes to a treaty or a row of dashes begins; a rule of law does not.
_NOTE = re.compile(
    r"[(\[]?(?:endr|tilføy|opphev|føy|lagt til|ny\b|rett|jf|se\b|vert\b|blir\b|tidligere\b"
    r"|overskrift|\W|\d)",
    re.IGNORECASE,
)
_STEP = re.compile(r"(?:§§?|Art(?:ikkel|ikel|icle)?|a)[0-9IVXLC][^/]*")
_SPLIT_LABEL = re.compile(r"([A-ZÆØÅ](?:-\d+)?)(?:\.?$|\.\s+)", re.DOTALL)
_OPERATIONS = {
    "data-change-part": "change",
    "data-add-new-part": "add",
    "data-move-part": "move",
    "data-repeal-part": "repeal",
}


def body_of(body: Element, notices: list[Notice]) -> list[Raw]:
    """The nodes of a document's body (`main.documentBody`)."""
    nodes = _blocks(_content(body), Kind.BLOCK)
    _mend_split_labels(nodes, notices)
    return nodes


def _content(element: Element) -> list[Raw]:
    """Everything within an element: running text as raw sentences, and blocks."""
    found: list[Raw] = []
    if not len(element):
        text = fold(element.text or "")
        return [Raw(Kind.SENTENCE, text=text)] if text else found
    running = _Running()
    running.add(element.text)
    for child in element:
        if _is_inline(child):
            running.inline(child)
        else:
            running.flush(found)
            found.extend(_block(child))
            running.add(child.tail)
    running.flush(found)
    return found


class _Running:
    """Running text that is being gathered between two blocks, with the links in it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.links: list[tuple[int, int, str]] = []

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def inline(self, element: Element) -> None:
        """An inline element, whatever is in it, and the text after it."""
        start = self.length
        if element.tag == "br":
            self.add(" ")
        self.add(element.text)
        for child in element:
            self.inline(child)
        if element.tag == "a" and (target := element.get("href")):
            self.links.append((start, self.length, target))
        self.add(element.tail)

    def flush(self, found: list[Raw]) -> None:
        """Close the running text, where there is any, as one raw sentence."""
        if self.pieces:
            text = "".join(self.pieces)
            if self.links:
                text, links = fold_links(text, self.links)
            else:
                text, links = fold(text), []
            if text:
                found.append(Raw(Kind.SENTENCE, text=text, links=links))
            self.pieces, self.length, self.links = [], 0, []


def _is_inline(element: Element) -> bool:
    if element.tag == "span":
        return element.get("class") not in _BLOCK_SPANS
    return element.tag in _INLINE or not isinstance(element.tag, str)


def _block(element: Element) -> Iterable[Raw]:
    """The nodes that a block element makes: one, or those within it where it only groups."""
    maker = _CLASSES.get(element.get("class") or "") or _TAGS.get(element.tag)
    if maker is not None:
        return maker(element)
    return _content(element)


def _leaf(kind: Kind) -> Callable[[Element], Iterable[Raw]]:
    def make(element: Element) -> Iterable[Raw]:
        running, found = _Running(), list[Raw]()
        running.add(element.text)
        for child in element:
            running.inline(child)
        running.flush(found)
        for raw in found:
            raw.kind = kind
            raw.provenance = _provenance(element)
        return found

    return make


def _block_of_text(element: Element) -> Iterable[Raw]:
    """Text outside sections: a block, with what it holds."""
    return [Raw(Kind.BLOCK, children=_content(element), provenance=_provenance(element))]


def _amendment(element: Element) -> Iterable[Raw]:
    """`article.document-change`: all changes to one act or regulation."""
    children = _blocks(_content(element), Kind.BLOCK)
    amended = element.get("data-document")
    changes = (PartChange("amend", amended),) if amended else ()
    return [
        Raw(Kind.AMENDMENT, children=children, provenance=_provenance(element), changes=changes)
    ]


def _margin_item(element: Element) -> Iterable[Raw]:
    """`article.marginIdArticle`: a point whose number stands in the margin."""
    content = _content(element)
    mark = element.find("span[@class='data-marginOriginalId']")
    label = fold("".join(mark.itertext())) if mark is not None else ""
    if not label or not content or content[0].text != label:
        return [Raw(Kind.BLOCK, children=content, provenance=_provenance(element))]
    children = _within_item(content[1:])
    return [Raw(item_kind(label), label, children=children, provenance=_provenance(element))]


def _group(element: Element) -> Iterable[Raw]:
    """`section.section`: a part, chapter, annex or unnumbered group, by its heading."""
    children = _blocks(_content(element), Kind.BLOCK)
    raw = Raw(Kind.GROUP, children=children, provenance=_provenance(element))
    if children and children[0].kind is Kind.HEADING:
        heading = children[0]
        raw.kind, raw.label, raw.step, title = group_heading(heading.text)
        if not title:
            children.pop(0)
        elif raw.label:
            heading.text = title
            heading.links = []
    return [raw]


def _section(element: Element) -> Iterable[Raw]:
    """`article.legalArticle` and its future sibling: a § or an article."""
    header = next((child for child in element if _is_header(child)), None)
    content = _content(element)
    raw = Raw(Kind.SECTION, provenance=_provenance(element))
    text = content[0].text if header is not None and content else ""
    taken = section_label(text) or _marked_label(header, text)
    if taken is not None:
        raw.label, raw.step, title = taken.label, taken.step, taken.title
        heading = content.pop(0)
        if title:
            shift = len(heading.text) - len(title)
            links = [(a - shift, b - shift, to) for a, b, to in heading.links if a >= shift]
            raw.children.append(Raw(Kind.HEADING, text=title, links=links))
    raw.step = _named(element) or raw.step
    raw.children += _blocks(content, Kind.SUBSECTION)
    return [raw]


def _marked_label(header: Element | None, text: str) -> Heading | None:
    """A label that only the markup tells from the title, such as `14c` without a §."""
    value = header.find("span[@class='legalArticleValue']") if header is not None else None
    label = fold("".join(value.itertext())) if value is not None else ""
    if not label or not text.startswith(label):
        return None
    title = text[len(label) :].lstrip(" .:")
    step = "§" + "".join(label.split()).strip(".:§")
    return Heading(Kind.SECTION, text[: len(text) - len(title)].rstrip(), step, title)


def _is_header(element: Element) -> bool:
    return "LegalArticleHeader" in (element.get("class") or "").replace("legal", "Legal", 1)


def _named(element: Element) -> str:
    """The step that the file itself gives a section, where it is one step."""
    name = (element.get("data-name") or "").replace(" ", "").replace("‑", "-")
    return name if _STEP.fullmatch(name) else ""


def _blocks(content: list[Raw], kind: Kind) -> list[Raw]:
    """The content, with each stretch of stray running text in a block of its own."""
    blocks: list[Raw] = []
    for raw in content:
        if raw.kind is Kind.SENTENCE:
            blocks.append(Raw(kind, children=[raw]))
        else:
            blocks.append(raw)
    return blocks


def _ledd(element: Element) -> Iterable[Raw]:
    """`legalP` and `numberedLegalP`: a ledd, or a numbered point (`2.`).

    A note on changes that is marked as a ledd is a note.
    """
    children = _content(element)
    raw = Raw(Kind.SUBSECTION, children=children, provenance=_provenance(element))
    first = children[0] if children else None
    if first is not None and first.kind is Kind.SENTENCE:
        match = _LABEL.match(first.text)
        if match and (element.get("data-numerator") or match[1].startswith("(")):
            raw.label = match[1]
            raw.kind = Kind.SUBSECTION if raw.label.startswith("(") else Kind.NUMBER_ITEM
            cut = match.end() + (match.end() < len(first.text))
            first.text = first.text[cut:]
            first.links = [(a - cut, b - cut, to) for a, b, to in first.links if a >= cut]
            if not first.text:
                children.pop(0)
    if first is not None and not raw.label and len(children) == 1 and is_change_note(first.text):
        return [Raw(Kind.NOTE, text=first.text, links=first.links, provenance=raw.provenance)]
    return [raw] if children or raw.label else []


def _items(element: Element) -> Iterable[Raw]:
    """A list: its `li`, each an item with the label that a reader sees."""
    labels = [
        child.get("data-name") or child.get("value") or "" for child in element.iterfind("li")
    ]
    roman = is_roman(labels)
    items: list[Raw] = []
    for child in element:
        if child.tag != "li":
            items.extend(_block(child))
            continue
        label = fold(child.get("data-name") or child.get("value") or "–")
        raw = Raw(item_kind(label, roman=roman), label, provenance=_provenance(child))
        raw.children = _within_item(_content(child))
        items.append(raw)
    return items


def _list_article(element: Element) -> Iterable[Raw]:
    """`article.listArticle`: the text of an item; it lends the item its place in the source."""
    return _content(element)


def _within_item(content: list[Raw]) -> list[Raw]:
    """An item's content: a single ledd in it is the item's own text."""
    ledd = [raw for raw in content if raw.kind in (Kind.SUBSECTION, Kind.BLOCK)]
    if len(ledd) > 1:
        return content
    return [
        inner
        for raw in content
        for inner in (raw.children if raw in ledd and not raw.label else [raw])
    ]


def _table(element: Element) -> Iterable[Raw]:
    """A table, row by row; its caption is its heading."""
    table = Raw(Kind.TABLE, provenance=_provenance(element))
    for child in element:
        if child.tag == "caption":
            table.children.extend(_leaf(Kind.HEADING)(child))
        elif child.tag == "tr":
            table.children.append(_row(child))
        else:
            table.children.extend(_row(row) for row in child.iterfind("tr"))
    return [table]


def _row(element: Element) -> Raw:
    return Raw(Kind.ROW, children=[_cell(cell) for cell in element if cell.tag in ("td", "th")])


def _cell(element: Element) -> Raw:
    """A cell's text; blocks within it stand on lines of their own."""
    return Raw(Kind.CELL, text="\n".join(_lines(_content(element))))


def _lines(content: list[Raw]) -> Iterable[str]:
    for raw in content:
        own = " ".join(part for part in (raw.label, raw.text) if part)
        inner = list(_lines(raw.children))
        if own and inner and raw.label:
            inner[0], own = f"{own} {inner[0]}", ""
        yield from [own] * bool(own)
        yield from inner


def _footnotes(element: Element) -> Iterable[Raw]:
    return [raw for child in element for raw in _block(child)]


def _footnote(element: Element) -> Iterable[Raw]:
    """A footnote, with its mark as label."""
    mark = element.find("span[@class='footnoteLabel']")
    found = list(_leaf(Kind.FOOTNOTE)(element))
    label = fold("".join(mark.itertext())) if mark is not None else ""
    if found and label and found[0].text.startswith(label):
        raw = found[0]
        cut = len(label) + (raw.text[len(label) : len(label) + 1] == " ")
        raw.label, raw.text = label, raw.text[cut:]
        raw.links = [(a - cut, b - cut, to) for a, b, to in raw.links if a >= cut]
    return found


def _note(element: Element) -> Iterable[Raw]:
    """`article.changesToParent`: what has changed a section, or a ledd marked so by mistake."""
    found = list(_leaf(Kind.NOTE)(element))
    text = found[0].text if found else ""
    if _NOTE.match(text) or is_change_note(text) or not has_finite_verb(text):
        return found
    return _ledd(element)


def _change(element: Element) -> Iterable[Raw]:
    """`article.change`: an instruction and the new text, with what it changes."""
    children = _blocks(_content(element), Kind.BLOCK)
    changes = tuple(_part_changes(element))
    return [Raw(Kind.CHANGE, children=children, provenance=_provenance(element), changes=changes)]


def _part_changes(element: Element) -> Iterable[PartChange]:
    for attribute, operation in _OPERATIONS.items():
        value = re.sub(r"(;;|::)\s+", r"\1", element.get(attribute) or "")
        for part in value.split():
            place, _, target = part.replace("::", ";;").partition(";;")
            yield PartChange(operation, place, target)


def _provenance(element: Element) -> Provenance | None:
    name = element.get("id")
    return Provenance(element=name) if name else None


def _mend_split_labels(nodes: list[Raw], notices: list[Notice]) -> None:
    """Join `§ 9` and `A-2. Title` where several sections in a row are called § 9 and no more.

    Some files split the label of such a section; without this, all of chapter 9 A would share one
    address.
    """
    sections = [raw for raw in nodes if raw.kind is Kind.SECTION]
    steps = Counter(raw.step for raw in sections)
    for raw in nodes:
        if raw.kind is not Kind.SECTION:
            _mend_split_labels(raw.children, notices)
            continue
        heading = raw.children[0] if raw.children else None
        if heading is None or heading.kind is not Kind.HEADING or steps[raw.step] < 2:
            continue
        if match := _SPLIT_LABEL.match(heading.text):
            raw.step += match[1]
            raw.label = f"{raw.label} {match.group().strip()}"
            heading.text = heading.text[match.end() :]
            if not heading.text:
                raw.children.pop(0)
            notices.append(
                Notice("delt-betegnelse", f"Betegnelsen § {raw.step.strip('§')} var delt i kilden.")
            )


_TAGS: dict[object, Callable[[Element], Iterable[Raw]]] = {
    "table": _table,
    "ul": _items,
    "ol": _items,
    **dict.fromkeys(_HEADINGS, _leaf(Kind.HEADING)),
}
_CLASSES: dict[str, Callable[[Element], Iterable[Raw]]] = {
    "section": _group,
    "legalArticle": _section,
    "futureLegalArticle": _section,
    "legalP": _ledd,
    "numberedLegalP": _ledd,
    "listArticle": _list_article,
    "defaultP": _block_of_text,
    "centeredP": _block_of_text,
    "gazettenote": _block_of_text,
    "marginIdArticle": _margin_item,
    "changesToParent": _note,
    "footnotes": _footnotes,
    "footnote": _footnote,
    "document-change": _amendment,
    "change": _change,
    "legalArticleHeader": _leaf(Kind.HEADING),
    "futureLegalArticleHeader": _leaf(Kind.HEADING),
    "futuretitle": _leaf(Kind.HEADING),
}
