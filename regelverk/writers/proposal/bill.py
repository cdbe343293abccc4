"""The amendment act as bills and the gazette set it."""

import re
from typing import Final

from docx.document import Document as WordDocument

from regelverk.drafting.types import AmendmentAct
from regelverk.model.document import Language
from regelverk.rules.texts import text
from regelverk.writers import word

_LABEL: Final = re.compile(r"§+\s*\S+(?:\s[a-zæøå](?=\s|$))?\.?")
_ITEM: Final = re.compile(r"(?:[a-zæøå]|\d{1,2})[.)]\s|[–-]\s")


def write_bill(document: WordDocument, act: AmendmentAct) -> None:
    """An amendment act: its Roman parts centred, each with its lead and instructions.

    The text that comes in is indented under its instruction, the number of a section upright and
    its heading in italics. Of a new act the sections come first, and the acts it amends are
    numbered under its last section.
    """
    form = tag_of(act.language)
    word.write(document, text("bill_heading", form), word.ACT)
    title = f"{act.title[:1].lower()}{act.title[1:]}"
    word.write(document, text("bill_to", form, title=title), word.ACT, form)
    for section in act.sections:
        lines = (f"{section.section} {section.heading}".strip(), *section.printed)
        write_lines(document, lines, tag_of(section.language))
    for part in act.parts:
        own = tag_of(part.language)
        if act.sections:
            word.write(document, f"{part.number}. {part.lead}", word.INSTRUCTION, own)
        else:
            word.write(document, part.number, word.PART)
            word.write(document, part.lead, word.LEAD, own)
        for change in part.changes:
            word.write(document, change.instruction, word.INSTRUCTION, own)
            write_lines(document, change.proposed, own)


def write_lines(document: WordDocument, lines: tuple[str, ...], form: str) -> None:
    """Lines of statute text: a section's label and heading, ledd, items of lists."""
    for line in lines:
        label = _LABEL.match(line)
        if label and "\n" not in line and line is lines[0]:
            paragraph = word.write(document, label[0], word.SECTION, form)
            heading = paragraph.add_run(word.clean(line[label.end() :]))
            heading.italic = True
            word.tag(heading, form)
            continue
        for words in line.split("\n"):
            style = word.ITEM if _ITEM.match(words) else word.LEDD
            if style == word.ITEM:
                mark, _, rest = words.partition(" ")
                words = f"{mark}\t{rest}"  # noqa: PLW2901 - the label hangs before the tab
            word.write(document, words, style, form)


def tag_of(language: Language) -> str:
    """The form words are tagged with: bokmål where forms are mixed."""
    return "nn" if language is Language.NYNORSK else "nb"
