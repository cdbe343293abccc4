"""The examples come out of our own readers as they were written, whatever format they are in."""

import json
from pathlib import Path
from typing import Any

import pytest

from regelverk.model.document import ITEMS, Document, DocumentKind, Kind, Node
from regelverk.pipeline import read
from tests.conftest import ROOT

EXAMPLES = ROOT / "corpora" / "eksempel"
WRITTEN: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "examples.json").read_text(encoding="utf-8")
)


def items(node: Node) -> int:
    """How many items a ledd has, nested ones apart."""
    return sum(child.kind in ITEMS for child in node.children)


def sections(document: Document) -> list[list[Any]]:
    """Number, heading and, for each ledd, the number of items of every section."""
    return [
        [
            node.address.rsplit("§", 1)[-1],
            document.heading(node),
            [items(child) for child in node.children if child.kind is Kind.SUBSECTION],
        ]
        for node in document.sections
    ]


@pytest.mark.parametrize("name", WRITTEN["acts"])
def test_act(name: str) -> None:
    """Reference, title, ministry, language form, and every section with its ledd and items."""
    written = WRITTEN["acts"][name]
    document = read(EXAMPLES / name)
    assert document.identifier == written["reference"]
    assert document.kind is DocumentKind.ACT
    assert document.title == written["title"]
    assert document.issuer == written["ministry"]
    assert document.language.language.value == written["language"]
    wanted = [[number.replace(" ", ""), *rest] for number, *rest in written["sections"]]
    assert sections(document) == wanted


@pytest.mark.parametrize("name", WRITTEN["letters"])
def test_letter(name: str) -> None:
    """A letter is a letter, from its ministry, in its form, with every heading and assignment."""
    written = WRITTEN["letters"][name]
    document = read(EXAMPLES / name)
    assert document.kind is DocumentKind.LETTER
    assert document.issuer == written["ministry"]
    assert document.language.language.value == written["language"]
    headings = set()
    for node in document.walk(Kind.HEADING):
        above = document.parent(node)
        assert above is not None
        headings |= {document.quote(node), document.text[above.start : node.end]}
    # A heading that plain text does not mark in any way cannot be told from a short block.
    found = document.text if name.endswith(".txt") else headings
    assert [each for each in written["headings"] if each not in found] == []
    for assignment, deadline in written["assignments"]:
        assert assignment in document.text
        assert deadline in document.text
