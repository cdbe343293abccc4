"""The acts a text has named so far: what "samme lov" and a lone section go back to."""

import re
from typing import Final

from regelverk.citations.heads import SAME, SELF, Head
from regelverk.model.document import Document, Kind, Node
from regelverk.spans import Span

_AMENDING_TITLE: Final = re.compile(r"(?:lov|forskrift)\s+om\s+endring", re.IGNORECASE)
_INTRODUCES: Final = re.compile(r"\b[Ii]\s+\Z")
_NOTES: Final = frozenset({Kind.NOTE, Kind.FOOTNOTE})
_REACH: Final = 400


class Memory:
    """Remembers the acts that a document names, as its text is read from start to end.

    Attributes:
        amends: Whether the document is an amending act.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self.amends = _AMENDING_TITLE.match(document.title) is not None
        self._last: tuple[Span, Head] | None = None
        self._dated: tuple[Span, Head] | None = None
        self._amended: Head | None = None

    def add(self, span: Span, head: Head) -> None:
        """Remember an act of another document that was named at `span`."""
        if not head.acts:
            return
        line = self._document.text.rfind("\n", 0, span.start) + 1
        before = self._document.text[line : span.start]
        if before.rfind("(") <= before.rfind(")"):  # an act in brackets is an aside
            self._last = span, head
        if head.kind == "lov":
            self._dated = span, head
            if self.amends and _INTRODUCES.search(
                self._document.text, max(0, span.start - 3), span.start
            ):
                self._amended = head

    def fill(self, head: Head) -> Head:
        """The head with the act that "loven her" or "samme lov" means here."""
        if head.kind == SELF:
            return head._replace(acts=(self._document.identifier,))
        if head.kind == SAME and self._last is not None:
            return head._replace(acts=self._last[1].acts)
        return head

    def in_list(self, pos: int) -> Head | None:
        """The last act named by its date in the same line: where a list of acts goes on."""
        return self._dated[1] if self._dated and self._same_line(self._dated[0], pos) else None

    def near(self, pos: int, node: Node) -> Head | None:
        """The act of a section that the document lacks: the one being amended, or just named.

        In notes it is none: "endret ved lov 3. mai 1995 nr. 2, se § 7" means § 7 of the document.
        """
        if self._amended is not None:
            return self._amended
        if self._last is None or node.kind in _NOTES or pos - self._last[0].end > _REACH:
            return None
        return self._last[1] if self._same_line(self._last[0], pos) else None

    def _same_line(self, span: Span, pos: int) -> bool:
        return "\n" not in self._document.text[span.start : pos]
