"""What was found in a search, as a page shows it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from api.services.search import Hit

Parted = tuple[tuple[str, bool], ...]
"""Words with whether they are what was looked for."""


def by_document(hits: Sequence[Hit]) -> list[tuple[str, list[tuple[Hit, Parted]]]]:
    """Hits under their documents' titles, each with its words parted at the marks."""
    groups = groupby(hits, key=lambda each: (each.document, each.title))
    return [(title, [(hit, tuple(_parted(hit))) for hit in own]) for (_, title), own in groups]


def _parted(hit: Hit) -> Iterator[tuple[str, bool]]:
    at = 0
    for mark in hit.marks:
        if mark.start >= at:
            yield hit.text[at : mark.start], False
            yield mark.of(hit.text), True
            at = mark.end
    yield hit.text[at:], False
