"""Lines: what Word, PDF, HTML and text readers hand to the shared structure recovery."""

from dataclasses import dataclass, field

from regelverk.model.document import Furniture, Provenance
from regelverk.readers.tree import Raw
from regelverk.spans import Notice


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line of a source: a block of Word or HTML, or lines of a page joined.

    Attributes:
        text: The visible text, white space folded, without `label`.
        label: A list label that the source makes by itself (Word's automatic numbering, `<ol>`), as
            shown: `a.`, `(2)`.
        heading: The heading level that the source states (1 is the highest), 0 for none.
        level: How deep in lists or indents it stands, 0 for the outermost.
        emphasised: Whether all of it is bold, or larger than the body text.
        centred: Whether it is centred.
        table: A table in place of text.
        footnote: Whether it is a footnote's text; `label` is then its mark.
        continues: Whether the source says that it goes on after a list (leddfortsettelse).
        links: Links within `text`: start, end, target.
        provenance: Where it was.
    """

    text: str = ""
    label: str = ""
    heading: int = 0
    level: int = 0
    emphasised: bool = False
    centred: bool = False
    table: Raw | None = None
    footnote: bool = False
    continues: bool = False
    links: tuple[tuple[int, int, str], ...] = ()
    provenance: Provenance | None = None

    @property
    def shown(self) -> str:
        """Its text with the label that the source makes before it."""
        return f"{self.label} {self.text}".strip()

    @property
    def stands_out(self) -> bool:
        """Whether it is set apart from the text around it."""
        return self.emphasised or self.centred


@dataclass(frozen=True, slots=True)
class Lines:
    """A source as lines in reading order, with what lies outside them.

    Attributes:
        lines: The lines.
        title: A title that the source's own properties state; empty for none.
        furniture: Page headers and footers, page numbers, navigation.
        notices: What the user should know about the reading.
        paged: Whether blank lines and blocks are unsure (PDF and plain text), so that a line may be
            part of a block.
    """

    lines: tuple[Line, ...]
    title: str = ""
    furniture: tuple[Furniture, ...] = ()
    notices: tuple[Notice, ...] = field(default=())
    paged: bool = False
