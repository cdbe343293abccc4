"""Statutes of our own, written in a short notation, as documents."""

import re

from regelverk.model.document import Document, DocumentKind, Kind
from regelverk.readers.assemble import Facts, assemble
from regelverk.readers.tree import Raw

LEK = "lov/2027-01-01-1"
_ITEM = re.compile(r"(?P<label>[a-zæøå]\.|\d+\.|-)\s+(?P<text>.*)")
_ITEM_KINDS = {"-": Kind.DASH_ITEM}


def statute(
    body: str,
    identifier: str = LEK,
    title: str = "Lov om lek (lekeloven)",
    short_title: str = "lekeloven",
    kind: DocumentKind = DocumentKind.ACT,
    **metadata: str,
) -> Document:
    """An act from lines: `# Kapittel 1`, `§ 1 Lek`, ledd, items (`a. …`) and notes (`~ …`)."""
    root = Raw(Kind.DOCUMENT, children=[Raw(Kind.HEADING, text=title)])
    holder = root
    for line in filter(None, map(str.strip, body.splitlines())):
        if line.startswith("# "):
            number = line.removeprefix("# Kapittel ")
            chapter = Raw(
                Kind.CHAPTER, line.removeprefix("# "), step="kap" + number.replace(" ", "")
            )
            root.children.append(chapter)
            holder = chapter
        elif match := re.match(r"§ (?P<label>\d+(?:-\d+)?(?: [a-z])?) (?P<heading>.*)", line):
            step = "§" + match["label"].replace(" ", "")
            heading = Raw(Kind.HEADING, text=match["heading"])
            section = Raw(Kind.SECTION, f"§ {match['label']}.", step=step, children=[heading])
            holder.children.append(section)
        else:
            _add(holder.children[-1], line)
    facts = Facts(identifier, kind, title, short_title, metadata=metadata)
    return assemble(root, facts)


def _add(section: Raw, line: str) -> None:
    """Add a ledd, item or note to a section."""
    if line.startswith("~ "):
        section.children.append(Raw(Kind.NOTE, text=line.removeprefix("~ ")))
    elif match := _ITEM.fullmatch(line):
        label = match["label"]
        kind = Kind.LETTER_ITEM if label[0].isalpha() else Kind.NUMBER_ITEM
        sentence = Raw(Kind.SENTENCE, text=match["text"])
        item = Raw(_ITEM_KINDS.get(label, kind), label, children=[sentence])
        section.children[-1].children.append(item)
    else:
        section.children.append(Raw(Kind.SUBSECTION, children=[Raw(Kind.SENTENCE, text=line)]))
