"""Web pages (HTML): a page saved from regjeringen.no, lovdata.no or elsewhere.

The main content becomes the document; navigation, menus and the like become furniture, so that
nothing visible is lost. Nothing is fetched and no script is run.
"""

from regelverk.model.document import Document
from regelverk.readers.facts import document_of
from regelverk.readers.folding import fold
from regelverk.readers.html_body import PageWalker
from regelverk.readers.html_notes import footnotes
from regelverk.readers.html_page import main_content, parse_page
from regelverk.readers.limits import DEFAULT, Limits
from regelverk.readers.lines import Lines
from regelverk.rules.notices import notice


def read(data: bytes, source: str, limits: Limits = DEFAULT) -> Document:
    """Read a saved web page.

    Args:
        data: The page's bytes.
        source: The file's name, for messages and for an identifier where the text states none.
        limits: Bounds on its size.

    Raises:
        EmptyFileError: It holds no visible text.
        TooLargeError: It is larger or deeper than the bounds.
        DamagedFileError: It cannot be parsed.
    """
    return document_of(read_lines(data, source, limits), source)


def read_lines(data: bytes, source: str, limits: Limits = DEFAULT) -> Lines:
    """The lines of a page. See `read`."""
    page = parse_page(data, source, limits)
    body = page.find("body")
    if body is None:
        body = page
    content = main_content(body)
    walker = PageWalker(content, footnotes(content, page), source, limits.blocks)
    walker.element(body)
    walker.end_line()
    notices = (notice("pictures_on_page"),) if walker.pictures else ()
    return Lines(
        tuple(walker.lines), fold(page.findtext(".//title") or ""), tuple(walker.furniture), notices
    )
