"""Citations of Norwegian acts: words to addresses and back, found in a text and followed.

::

    parse_citation("§ 3 annet ledd", act)   words to addresses
    format_address(address, "nn")           an address to words
    find_citations(document)                the citations in a text
    resolve(document, corpus)               where each of them leads
"""

from regelverk.citations.acts import Act, ActIndex, known_acts
from regelverk.citations.dated import format_act
from regelverk.citations.find import find_citations
from regelverk.citations.format import format_address
from regelverk.citations.parse import parse_citation
from regelverk.citations.resolve import Resolution, Resolver, resolve
from regelverk.citations.types import Citation, CitationKind, Place, Status

__all__ = [
    "Act",
    "ActIndex",
    "Citation",
    "CitationKind",
    "Place",
    "Resolution",
    "Resolver",
    "Status",
    "find_citations",
    "format_act",
    "format_address",
    "known_acts",
    "parse_citation",
    "resolve",
]
