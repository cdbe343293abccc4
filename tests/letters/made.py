"""Letters made up by the tests, from a few lines each."""

from html import escape

from regelverk.letters.check import check_letters
from regelverk.letters.types import LetterCheck
from regelverk.model.document import Document
from regelverk.pipeline import NamedBytes, read
from tests.acts import letter

TAKERS = (
    ("Kunnskapsdepartementet", "Utdanningsdirektoratet"),
    ("Helse- og omsorgsdepartementet", "Helsedirektoratet"),
    ("Justis- og beredskapsdepartementet", "Politidirektoratet"),
    ("Kunnskapsdepartementet", "Statped"),
)


def checked(*letters: tuple[str, ...]) -> LetterCheck:
    """Letters checked against each other, each given as its paragraphs."""
    return check_letters([letter(f"brev-{n}", *blocks) for n, blocks in enumerate(letters)])


def joining(count: int) -> list[tuple[str, str, str]]:
    """Letters to so many agencies that are to take part in one programme."""
    return [
        (
            ministry,
            f"Tildelingsbrev 2031 til {agency}",
            f"{agency} skal delta i Solskinnsprogrammet.",
        )
        for ministry, agency in TAKERS[:count]
    ]


def tabled(name: str, blocks: tuple[str, ...], *rows: tuple[str, ...]) -> Document:
    """A letter of paragraphs and a table, the first row its headings."""
    paragraphs = "".join(f"<p>{escape(block)}</p>" for block in blocks)
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    page = f"<!DOCTYPE html><html><body>{paragraphs}<table>{table}</table></body></html>"
    return read(NamedBytes(f"{name}.html", page.encode()))
