"""A stretch of text, and a remark about one."""

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` up to, not including, `end` of a document's text (0-based).

    Example:
        >>> Span(4, 9).of("Den skal samarbeide")
        'skal '
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The quote: exactly these characters of `text`."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of a document should know, but that did not stop the work.

    Attributes:
        code: A stable name for the kind of remark, such as `sporede-endringer`.
        message: One plain sentence in bokmål.
        address: Where in the document, in Lovdata's path form; empty for the whole document.
        nn: The sentence in nynorsk, where it is shown to users.
    """

    code: str
    message: str
    address: str = ""
    nn: str = ""

    def text(self, language: str = "nb") -> str:
        """The sentence in `nb` or `nn`."""
        return self.nn if language == "nn" and self.nn else self.message
