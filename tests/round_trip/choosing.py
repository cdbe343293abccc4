"""Twenty real acts for the round trip, chosen by a rule that is stated and cannot be tuned.

All acts in force are read and shuffled with the seed 2026. From the shuffled list the first acts
that fit are taken, stratum by stratum, each act once: see `STRATA`. Acts over 300 000 characters
are left out, to keep the test short.
"""

import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from regelverk.model.document import ITEMS, Document, Kind, Language
from regelverk.readers import lovdata
from regelverk.readers.archive import members

SEED = 2026
LONGEST = 300_000


def _lettered(document: Document) -> bool:
    return sum(1 for _ in document.walk(Kind.LETTER_ITEM)) >= 10


def _numbered_ledd(document: Document) -> bool:
    return sum(1 for node in document.walk(Kind.SUBSECTION) if node.label) >= 20


def _nynorsk(document: Document) -> bool:
    return (
        document.language.language is Language.NYNORSK and sum(1 for _ in document.sections) >= 10
    )


def _parts(document: Document) -> bool:
    return sum(1 for _ in document.walk(Kind.PART)) >= 2


def _chapters(document: Document) -> bool:
    chapters = sum(1 for _ in document.walk(Kind.CHAPTER))
    return chapters >= 3 and sum(1 for _ in document.walk(*ITEMS)) >= 10


def _old(document: Document) -> bool:
    return "0000" < document.date < "1970" and sum(1 for _ in document.sections) >= 5


STRATA: tuple[tuple[str, int, Callable[[Document], bool]], ...] = (
    ("lettered lists", 4, _lettered),
    ("numbered ledd", 4, _numbered_ledd),
    ("nynorsk", 4, _nynorsk),
    ("parts", 2, _parts),
    ("chapters and lists", 3, _chapters),
    ("before 1970", 3, _old),
)


@cache
def twenty_acts(archive: Path) -> tuple[Document, ...]:
    """The acts, in the order of the strata."""
    shuffled = sorted(_all(archive), key=lambda document: document.source)
    random.Random(SEED).shuffle(shuffled)
    chosen: list[Document] = []
    for _, number, fits in STRATA:
        fitting = (
            each
            for each in shuffled
            if each not in chosen and len(each.text) < LONGEST and fits(each)
        )
        chosen += [each for each, _ in zip(fitting, range(number), strict=False)]
    return tuple(chosen)


def _all(archive: Path) -> Iterator[Document]:
    with archive.open("rb") as stream:
        for member in members(stream, archive.stat().st_size, archive.name):
            yield lovdata.read(member.data, member.name)
