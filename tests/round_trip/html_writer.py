"""Acts written as web pages with plain semantic elements. Only for tests."""

import re
from html import escape

from regelverk.model.document import Document
from tests.round_trip.printing import Block, Sort, blocks, rows


def write(document: Document, *, typed: bool = False) -> bytes:
    """An act as a page, with navigation around it as a saved page has.

    Args:
        document: The act.
        typed: Whether headings are only bold and list labels typed, each in a plain block.
    """
    if typed:
        elements = [_typed(document, block) for block in blocks(document)]
    else:
        elements = _elements(document, list(blocks(document)))
    body = "\n".join(elements)
    return (
        "<!DOCTYPE html><html lang='no'><head><meta charset='utf-8'>"
        f"<title>{escape(document.title)} - Arkiv</title></head><body>"
        "<nav><ul><li><a href='/'>Forsiden</a></li><li>Meny</li></ul></nav>"
        f"<main>{body}</main><footer><p>Kontakt oss</p></footer></body></html>"
    ).encode()


def _elements(document: Document, found: list[Block]) -> list[str]:
    out: list[str] = []
    open_lists: list[str] = []
    for block in found:
        depth = block.depth if block.sort is Sort.ITEM else 0
        if block.sort is not Sort.ITEM and block.depth and block.sort is Sort.TEXT and open_lists:
            depth = min(block.depth, len(open_lists))  # more text of an item stands within it
        while len(open_lists) > depth:
            out.append(open_lists.pop())
        if block.sort is Sort.ITEM:
            _item(block, open_lists, out)
        else:
            out.append(_plain(document, block))
    return [*out, *reversed(open_lists)]


def _item(block: Block, open_lists: list[str], out: list[str]) -> None:
    first = len(open_lists) < block.depth or (
        block.label == block.siblings[0] and block.label[:1].isalnum()
    )
    if len(open_lists) == block.depth and first:
        out.append(open_lists.pop())
    opened, closed, typed = _list(block.siblings)
    while len(open_lists) < block.depth:
        out.append(opened)
        open_lists.append(f"</li>{closed}")
        first = True
    if not first:
        out.append("</li>")
    out.append("<li>" + escape(f"{block.label} {block.text}" if typed else block.text))


def _list(labels: tuple[str, ...]) -> tuple[str, str, bool]:
    """The tags of a list, and whether its labels must be typed."""
    if all(re.fullmatch(r"\w+\.", label) for label in labels):
        if labels == tuple(f"{number}." for number in range(1, len(labels) + 1)):
            return "<ol>", "</ol>", False
        if labels == tuple(f"{letter}." for letter in "abcdefghijklmnopqrstuvwxyz"[: len(labels)]):
            return "<ol type='a'>", "</ol>", False
    return "<ul style='list-style-type: none'>", "</ul>", True


def _typed(document: Document, block: Block) -> str:
    text = escape(f"{block.label} {block.text}".strip())
    if block.sort in (Sort.TITLE, Sort.GROUP, Sort.SECTION):
        return f"<p><strong>{text}</strong></p>"
    return _plain(document, block) if block.sort is Sort.TABLE else f"<div>{text}</div>"


def _plain(document: Document, block: Block) -> str:
    text = escape(f"{block.label} {block.text}".strip())
    if block.sort is Sort.TITLE:
        return f"<h1>{text}</h1>"
    if block.sort in (Sort.GROUP, Sort.SECTION):
        level = min(block.depth + 1, 6)
        return f"<h{level}>{text}</h{level}>"
    if block.sort is Sort.TABLE and block.node is not None:
        cells = (
            "".join(f"<td>{escape(cell)}</td>" for cell in row)
            for row in rows(document, block.node)
        )
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    return f"<p>{text}</p>"
