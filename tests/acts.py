"""Acts and letters of our own, as documents, for tests."""

from collections.abc import Sequence
from html import escape

from regelverk.model.document import Document
from regelverk.readers import lovdata
from regelverk.readers.facts import document_of
from regelverk.readers.lines import Line, Lines

Section = tuple[str, str, Sequence[str]]
"""Label without the sign (`2 b`), heading, and ledd."""


def act_xml(identifier: str, title: str, short_title: str, sections: Sequence[Section]) -> bytes:
    """An act in Lovdata's XML."""
    body = "".join(
        f'<article class="legalArticle" data-name="§{label.replace(" ", "")}">'
        f'<h3 class="legalArticleHeader"><span class="legalArticleValue">§ {label}</span>. '
        f'<span class="legalArticleTitle">{escape(heading)}</span></h3>'
        + "".join(f'<article class="legalP">{escape(words)}</article>' for words in ledd)
        + "</article>"
        for label, heading, ledd in sections
    )
    facts = (("titleShort", short_title), ("title", title), ("refid", identifier))
    table = "".join(f'<dd class="{name}">{escape(words)}</dd>' for name, words in facts)
    return (
        f'<html lang="no"><head><title>{escape(title)}</title></head><body>'
        f'<header class="documentHeader"><dl class="data-document-key-info">{table}</dl></header>'
        f'<main class="documentBody" data-lovdata-URL="NL/{identifier}">'
        f"<h1>{escape(title)}</h1>{body}</main></body></html>"
    ).encode()


def act(identifier: str, title: str, short_title: str, sections: Sequence[Section]) -> Document:
    """An act as a document."""
    return lovdata.read(act_xml(identifier, title, short_title, sections), f"{short_title}.xml")


def letter(name: str, *blocks: str) -> Document:
    """A letter as a document, one paragraph a block."""
    return document_of(Lines(tuple(Line(block) for block in blocks)), f"{name}.txt")


_FIRST_NB = (
    "Lekeplassen skal samarbeide med andre tjenesteytere dersom det er nødvendig for å gi barnet "
    "et helhetlig tilbud. Det samme gjelder om vinteren."
)
_THIRD_NB = (
    "Lekeplassen skal ellers samarbeide med andre tjenesteytere slik at alle kan ivareta sine "
    "oppgaver."
)
_FIRST_NN = (
    "Akebakken skal samarbeide med andre tenesteytarar dersom det er naudsynt for å gi barnet "
    "eit heilskapleg tilbod."
)
_THIRD_NN = (
    "Akebakken skal elles samarbeide med andre tenesteytarar slik at alle kan vareta sine oppgåver."
)
PLAYGROUND = (
    "lov/2027-01-01-901",
    "Lov om lekeplasser (lekeplassloven)",
    "Lekeplassloven",
    [
        ("1", "Formål", ["Loven skal fremme samarbeid om lek."]),
        ("2", "Samarbeid", [
            _FIRST_NB,
            "Kommunen skal samordne tilbudet. Barnet har rett til individuell plan ved sykdom.",
            _THIRD_NB,
        ]),
        ("3", "Gebyr", [
            "Lekeplassen er gratis for barnet.", "Barnet kan ta med seg barnets venner.",
        ]),
    ],
)  # fmt: skip
SLEDGING = (
    "lov/2027-02-02-902",
    "Lov om akebakkar (akebakkelova)",
    "Akebakkelova",
    [
        ("4", "Samarbeid", [
            _FIRST_NN,
            "Kommunen skal samordne tilbodet. Barnet har rett til individuell plan ved sjukdom.",
            _THIRD_NN,
        ]),
        ("5", "Reglar", [
            "Barnet skal ikkje ake frå toppen.", "Akebakken skal ha gjerde.",
            "Barnet får låne kjelke.",
        ]),
    ],
)  # fmt: skip
SILENT = (
    "lov/2027-03-03-903",
    "Lov om sandkasser (sandkasseloven)",
    "Sandkasseloven",
    [
        ("1", "Sand", [
            "Sandkassen skal ha ren sand.",
            "Kommunen skal skifte sanden hvert år. Kommunen skal rake.",
        ]),
        ("2", "Spann", ["Kommunen skal låne ut spann."]),
    ],
)  # fmt: skip
SKIING = (
    "lov/2027-05-05-905",
    "Lov om skibakker (skibakkeloven)",
    "Skibakkeloven",
    [("1", "Samarbeid", ["Skibakken kan samarbeide med politiet når det er ønskelig."])],
)
