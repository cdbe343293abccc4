"""A table of contents that is there before Word has updated it, and page numbers."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from regelverk.rules.texts import text
from regelverk.writers.tracked.xml import Element, new, text_element, w

LEVELS: Final = {"Heading 1": 1, "Heading 2": 2}
"""The headings that are listed, and how deep."""


def fill_contents(document: WordDocument, place: Paragraph, language: str) -> None:
    """Put a table of contents in the place of a paragraph.

    It lists the headings as links, without page numbers, so what stands there is right even where
    no program has laid out the pages; Word can update it as any other.

    Args:
        document: The finished document; its headings get bookmarks.
        place: A paragraph that is replaced.
        language: The form of its heading.
    """
    entries = list(_entries(document))
    content = new("sdtContent", _paragraph("TOCHeading", _run(text("contents", language))))
    for number, (level, words, mark) in enumerate(entries):
        line = _paragraph(f"TOC{level}")
        if number == 0:
            line.extend(_field_start('TOC \\o "1-2" \\n \\h \\z \\u'))
        line.append(_link(words, mark))
        content.append(line)
    if not entries:
        return
    content[-1].append(_end())
    gallery = new("docPartObj", new("docPartGallery", val="Table of Contents"))
    gallery.append(new("docPartUnique"))
    element: Any = place._p
    element.getparent().replace(element, new("sdt", new("sdtPr", gallery), content))


def page_number(paragraph: Paragraph, language: str) -> None:
    """`Side 3 av 12`, as fields that are filled in where the pages are laid out."""
    for words, instruction in (("page", "PAGE"), ("page_of", "NUMPAGES")):
        paragraph.add_run(f"{'' if words == 'page' else ' '}{text(words, language)} ")
        line: Any = paragraph._p
        line.extend([*_field_start(instruction), _run("1"), _end()])


def _entries(document: WordDocument) -> Iterator[tuple[int, str, str]]:
    """Level, words and bookmark of each heading."""
    number = 0
    for paragraph in document.paragraphs:
        level = LEVELS.get(paragraph.style.name if paragraph.style else "")
        if level is None or not paragraph.text.strip():
            continue
        number += 1
        mark = f"_Toc{number:08}"
        element: Any = paragraph._p
        start = new("bookmarkStart", id=str(number), name=mark)
        element.insert(1 if element.find(w("pPr")) is not None else 0, start)
        element.append(new("bookmarkEnd", id=str(number)))
        yield level, paragraph.text, mark


def _link(words: str, mark: str) -> Element:
    return new("hyperlink", _run(words), anchor=mark, history="1")


def _paragraph(style: str, *content: Element) -> Element:
    return new("p", new("pPr", new("pStyle", val=style)), *content)


def _run(words: str) -> Element:
    return new("r", text_element("t", words))


def _field_start(instruction: str) -> Sequence[Element]:
    code = text_element("instrText", f" {instruction} ")
    return (
        new("r", new("fldChar", fldCharType="begin")),
        new("r", code),
        new("r", new("fldChar", fldCharType="separate")),
    )


def _end() -> Element:
    return new("r", new("fldChar", fldCharType="end"))
