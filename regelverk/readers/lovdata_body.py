"""The elements of a Lovdata document, as raw nodes.

One rule holds everywhere: what lies between block elements is running text of the node around them,
so nothing is lost where a file uses an element that is not expected.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import accumulate

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
from regelverk.rules.notices import notice
from regelverk.spans import Notice

Element = etree._Element
Maker = Callable[[Element], list[Raw]]
# A link within gathered text: its first piece, the piece after its last, and its target.
PieceLink = tuple[int, int, str]

# What is asked of every node: a member of an enumeration takes longer to look up than to compare.
_HEADING, _SENTENCE, _SUBSECTION = Kind.HEADING, Kind.SENTENCE, Kind.SUBSECTION
_INLINE = frozenset(
    {"a", "i", "b", "em", "strong", "sub", "sup", "s", "u", "span", "br", "img", "small", "q"}
)
_TEXTS = frozenset({Kind.SUBSECTION, Kind.BLOCK})
_LABEL = re.compile(r"(\(\s*\d+\s*[a-zæøå]?\s*\)|\d+\s*[a-zæøå]?\.)(?:\s|$)")
_LABEL_STARTS = frozenset("(0123456789")
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
    if not len(element):
        text = fold(element.text or "")
        return [Raw(_SENTENCE, "", text)] if text else []
    found: list[Raw] = []
    pieces: list[str] = []
    links: list[PieceLink] = []
    if element.text:
        pieces.append(element.text)
    for child in element:
        maker = _CLASSES.get(child.get("class", "")) or _TAGS.get(child.tag, _content)
        if maker is None:
            _gather(child, pieces, links)
            continue
        if pieces:
            found += _running(pieces, links)
            pieces, links = [], []
        found += maker(child)
        if child.tail:
            pieces.append(child.tail)
    if pieces:
        found += _running(pieces, links)
    return found


def _gather(element: Element, pieces: list[str], links: list[PieceLink]) -> None:
    """Add an inline element, whatever is in it, and the text after it to the text gathered."""
    start = len(pieces)
    pieces.append(" " if element.tag == "br" else element.text or "")
    for child in element if len(element) else ():
        _gather(child, pieces, links)
    if element.tag == "a" and (target := element.get("href")):
        links.append((start, len(pieces), target))
    pieces.append(element.tail or "")


def _running(pieces: list[str], links: list[PieceLink], kind: Kind = _SENTENCE) -> list[Raw]:
    """Gathered text as one node; none where there is nothing to see."""
    text = "".join(pieces)
    if not links:
        text = fold(text)
        return [Raw(kind, "", text)] if text else []
    at = [0, *accumulate(map(len, pieces))]
    text, links = fold_links(text, [(at[a], at[b], target) for a, b, target in links])
    return [Raw(kind, "", text, links=links)] if text else []


def _node(kind: Kind, element: Element, content: list[Raw], label: str = "") -> Raw:
    """A node for an element, with this content; text that it starts with is the node's own."""
    if content and content[0].kind is _SENTENCE:
        first = content.pop(0)
        return Raw(kind, label, first.text, content, "", _provenance(element), first.links)
    return Raw(kind, label, "", content, "", _provenance(element))


def _leaf(kind: Kind) -> Maker:
    """What makes one node of all the text in an element."""

    def make(element: Element) -> list[Raw]:
        pieces: list[str] = [element.text or ""]
        links: list[PieceLink] = []
        for child in element:
            _gather(child, pieces, links)
        found = _running(pieces, links, kind)
        for raw in found:
            raw.provenance = _provenance(element)
        return found

    return make


def _cut(raw: Raw, length: int) -> None:
    """Take the first characters off a node's text, with the links that start in them."""
    raw.text = raw.text[length:]
    if raw.links:
        raw.links = [(a - length, b - length, to) for a, b, to in raw.links if a >= length]


def _block_of_text(element: Element) -> list[Raw]:
    """Text outside sections: a block, with what it holds."""
    return [_node(Kind.BLOCK, element, _content(element))]


def _amendment(element: Element) -> list[Raw]:
    """`article.document-change`: all changes to one act or regulation."""
    children = _blocks(_content(element), Kind.BLOCK)
    amended = element.get("data-document")
    changes = (PartChange("amend", amended),) if amended else ()
    return [
        Raw(Kind.AMENDMENT, children=children, provenance=_provenance(element), changes=changes)
    ]


def _margin_item(element: Element) -> list[Raw]:
    """`article.marginIdArticle`: a point whose number stands in the margin."""
    content = _content(element)
    mark = element.find("span[@class='data-marginOriginalId']")
    label = fold("".join(mark.itertext())) if mark is not None else ""
    if not label or not content or (content[0].kind, content[0].text) != (_SENTENCE, label):
        return [_node(Kind.BLOCK, element, content)]
    return [_node(item_kind(label), element, _within_item(content[1:]), label)]


def _group(element: Element) -> list[Raw]:
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


def _section(element: Element) -> list[Raw]:
    """`article.legalArticle` and its future sibling: a § or an article."""
    children = _blocks(_content(element), _SUBSECTION)
    raw = Raw(Kind.SECTION, "", "", children, "", _provenance(element))
    heading = children[0] if children else None
    if heading is not None and heading.kind is _HEADING:
        taken = section_label(heading.text) or _marked_label(element, heading.text)
        if taken is not None:
            raw.label, raw.step, title = taken.label, taken.step, taken.title
            _cut(heading, len(heading.text) - len(title))
            heading.provenance = None
            if not title:
                children.pop(0)
    raw.step = _named(element) or raw.step
    return [raw]


def _marked_label(element: Element, text: str) -> Heading | None:
    """A label that only the markup tells from the title, such as `14c` without a §."""
    value = element.find("*/span[@class='legalArticleValue']")
    label = fold("".join(value.itertext())) if value is not None else ""
    if not label or not text.startswith(label):
        return None
    title = text[len(label) :].lstrip(" .:")
    step = "§" + "".join(label.split()).strip(".:§")
    return Heading(Kind.SECTION, text[: len(text) - len(title)].rstrip(), step, title)


def _named(element: Element) -> str:
    """The step that the file itself gives a section, where it is one step."""
    name = (element.get("data-name") or "").replace(" ", "").replace("‑", "-")
    return name if _STEP.fullmatch(name) else ""


def _blocks(content: list[Raw], kind: Kind) -> list[Raw]:
    """The content, with each stretch of stray running text in a block of its own."""
    for raw in content:
        if raw.kind is _SENTENCE:
            raw.kind = kind
    return content


def _ledd(element: Element) -> list[Raw]:
    """`legalP` and `numberedLegalP`: a ledd, or a numbered point (`2.`).

    A note on changes that is marked as a ledd is a note.
    """
    raw = _node(_SUBSECTION, element, _content(element))
    match = _LABEL.match(raw.text) if raw.text[:1] in _LABEL_STARTS else None
    if match and (match[1].startswith("(") or element.get("data-numerator")):
        raw.label = match[1]
        raw.kind = _SUBSECTION if raw.label.startswith("(") else Kind.NUMBER_ITEM
        _cut(raw, match.end())
    elif not raw.children and is_change_note(raw.text):
        raw.kind = Kind.NOTE
    return [raw] if raw.text or raw.children or raw.label else []


def _items(element: Element) -> list[Raw]:
    """A list: its `li`, each an item with the label that a reader sees."""
    roman = is_roman([_mark(child) for child in element[:2] if child.tag == "li"])
    items: list[Raw] = []
    for child in element:
        if child.tag != "li":
            items += _block(child)
            continue
        label = fold(_mark(child) or "–")
        content = _within_item(_content(child))
        items.append(_node(item_kind(label, roman=roman), child, content, label))
    return items


def _mark(element: Element) -> str:
    """The label that a list gives its item."""
    return element.get("data-name") or element.get("value") or ""


def _block(element: Element) -> list[Raw]:
    """The nodes that an element makes where there is no text around it."""
    maker = _CLASSES.get(element.get("class", "")) or _TAGS.get(element.tag)
    return (maker or _content)(element)


def _list_article(element: Element) -> list[Raw]:
    """`article.listArticle`: the text of an item; it lends the item its place in the source."""
    return _content(element)


def _within_item(content: list[Raw]) -> list[Raw]:
    """An item's content: a single ledd in it is the item's own text."""
    ledd = [index for index, raw in enumerate(content) if raw.kind in _TEXTS]
    if len(ledd) != 1 or content[ledd[0]].label:
        return content
    [at] = ledd
    only = content[at]
    own = [Raw(_SENTENCE, "", only.text, links=only.links)] if only.text else []
    return [*content[:at], *own, *only.children, *content[at + 1 :]]


def _table(element: Element) -> list[Raw]:
    """A table, row by row; its caption is its heading."""
    table = Raw(Kind.TABLE, provenance=_provenance(element))
    for child in element:
        if child.tag == "caption":
            table.children.extend(_leaf(_HEADING)(child))
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
        if inner and own and not raw.text:
            inner[0], own = f"{own} {inner[0]}", ""
        yield from [own] * bool(own)
        yield from inner


def _footnotes(element: Element) -> list[Raw]:
    return [raw for child in element for raw in _block(child)]


def _footnote(element: Element) -> list[Raw]:
    """A footnote, with its mark as label."""
    mark = element.find("span[@class='footnoteLabel']")
    found = list(_leaf(Kind.FOOTNOTE)(element))
    label = fold("".join(mark.itertext())) if mark is not None else ""
    if found and label and found[0].text.startswith(label):
        raw = found[0]
        raw.label = label
        _cut(raw, len(label) + (raw.text[len(label) : len(label) + 1] == " "))
    return found


def _note(element: Element) -> list[Raw]:
    """`article.changesToParent`: what has changed a section, or a ledd marked so by mistake."""
    found = list(_leaf(Kind.NOTE)(element))
    text = found[0].text if found else ""
    if _NOTE.match(text) or is_change_note(text) or not has_finite_verb(text):
        return found
    return _ledd(element)


def _change(element: Element) -> list[Raw]:
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
    return Provenance(None, None, name) if name else None


def _mend_split_labels(nodes: list[Raw], notices: list[Notice]) -> None:
    """Join `§ 9` and `A-2. Title` where several sections in a row are called § 9 and no more.

    Some files split the label of such a section; without this, all of chapter 9 A would share one
    address.
    """
    steps = Counter([raw.step for raw in nodes if raw.kind is Kind.SECTION])
    for raw in nodes:
        if raw.kind is not Kind.SECTION:
            if raw.children:
                _mend_split_labels(raw.children, notices)
            continue
        if steps[raw.step] < 2 or not raw.children or raw.children[0].kind is not Kind.HEADING:
            continue
        heading = raw.children[0]
        if match := _SPLIT_LABEL.match(heading.text):
            raw.step += match[1]
            raw.label = f"{raw.label} {match.group().strip()}"
            _cut(heading, match.end())
            if not heading.text:
                raw.children.pop(0)
            notices.append(notice("split_label", label=raw.step.strip("§")))


# None is for what is part of the text around it.
_TAGS: dict[object, Maker | None] = {
    **dict.fromkeys((*_INLINE, etree.Comment, etree.PI, etree.Entity)),
    "table": _table,
    "ul": _items,
    "ol": _items,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _leaf(_HEADING)),
}
_CLASSES: dict[str, Maker] = {
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
    "legalArticleHeader": _leaf(_HEADING),
    "futureLegalArticleHeader": _leaf(_HEADING),
    "futuretitle": _leaf(_HEADING),
}
