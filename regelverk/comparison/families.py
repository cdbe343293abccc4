"""Families: ledd of several acts that say nearly the same, found without being asked for.

Two ledd are alike when their folded wordings are: nynorsk turned to bokmål, and in clauses duty
bearer, beneficiary and references set to stand-ins, so that only what is ordered counts. Ledd that
open with a clause are alike also when those first sentences are: one act adds to a duty in the same
ledd what another says in the next. A family is a star: a typical ledd and those that are alike
*it*. Linking each to any other instead would chain: from "Kongen kan gi forskrift om …" one comes
by small steps to all of several hundred ledd. The method is the star cover of Aslam, Pelekhov and
Rus, "The star clustering algorithm for static and dynamic information organization" (2004), with
each ledd moved at last to the typical one it is most like.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from regelverk.clauses.types import Clause
from regelverk.comparison.normalise import fold, masked
from regelverk.comparison.similar import Pairs, similar_pairs
from regelverk.model.address import Address
from regelverk.model.document import Document, Kind, Language, Node

SHORTEST = 60
"""Shorter ledd, in characters, are alike by chance."""


@dataclass(frozen=True, slots=True)
class Member:
    """A ledd of a family.

    Attributes:
        address: Its address.
        title: The short title of its document.
        heading: The heading of its section, or an empty string.
        text: Its text.
        language: The form it is written in.
        likeness: How like the family's typical ledd its folded wording is, 0–100: the whole, or the
            clause it opens with where that is more.
        is_clause: Whether a clause was found in it.
    """

    address: Address
    title: str
    heading: str
    text: str
    language: Language
    likeness: float
    is_clause: bool

    @property
    def document(self) -> str:
        """The identifier of the document it stands in."""
        return self.address.document


@dataclass(frozen=True, slots=True)
class Family:
    """Ledd of two or more documents that are all like the first of them.

    Attributes:
        members: The typical ledd first, then the others, those most like it first.
    """

    members: tuple[Member, ...]

    @property
    def typical(self) -> Member:
        """The ledd that most others are like."""
        return self.members[0]

    @property
    def documents(self) -> tuple[str, ...]:
        """The identifiers of the documents that have it, in the order of the members."""
        return tuple(dict.fromkeys(member.document for member in self.members))

    @property
    def has_clauses(self) -> bool:
        """Whether a clause was found in most of the members."""
        return 2 * sum(member.is_clause for member in self.members) > len(self.members)


class _Wording(NamedTuple):
    """What a ledd is compared by: all it says, and the clause it opens with, or nothing."""

    whole: str
    opening: str


def families(
    documents: Iterable[Document],
    clauses: Iterable[Clause] = (),
    *,
    cutoff: float = 80.0,
    workers: int = 1,
) -> tuple[Family, ...]:
    """The families among the ledd of documents, those that most documents share first.

    Args:
        documents: The acts.
        clauses: Their clauses; in these, duty bearer and beneficiary do not count as differences.
        cutoff: How like the typical ledd the others are at least, 0–100.
        workers: How many threads compare; -1 for all processors.
    """
    by_document: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        by_document[clause.document].append(clause)
    same: dict[_Wording, list[Member]] = defaultdict(list)
    for document in documents:
        for wording, member in _ledd(document, by_document.get(document.identifier, [])):
            same[wording].append(member)
    alike = list(same.values())
    pairs = _pairs(list(same), cutoff, workers)
    found = [
        Family(tuple(replace(one, likeness=each) for place, each in star for one in alike[place]))
        for star in stars(pairs, [len(members) for members in alike])
    ]
    shared = [family for family in found if len(family.documents) > 1]
    return tuple(sorted(shared, key=lambda each: (-len(each.documents), -len(each.members))))


def _pairs(wordings: Sequence[_Wording], cutoff: float, workers: int) -> Pairs:
    """Which are alike as a whole, and which by the clauses they open with; some are both."""
    whole = similar_pairs([each.whole for each in wordings], cutoff, workers)
    places = np.array([at for at, each in enumerate(wordings) if each.opening], dtype=np.int64)
    opening = similar_pairs([wordings[at].opening for at in places], cutoff, workers)
    return Pairs(
        np.concatenate([whole.first, places[opening.first]]),
        np.concatenate([whole.second, places[opening.second]]),
        np.concatenate([whole.likeness, opening.likeness]),
    )


def stars(pairs: Pairs, counts: Sequence[int]) -> list[list[tuple[int, float]]]:
    """Cluster by stars: each centre, and those that are alike it and no other centre more.

    Args:
        pairs: Which are alike; of a pair that is given twice, the greater likeness counts.
        counts: How many times each occurs; what is alike the most is a centre first.

    Returns:
        For each star the places and their likeness to the centre, the centre first.
    """
    near: list[dict[int, float]] = [{} for _ in counts]
    for first, second, likeness in zip(
        pairs.first.tolist(), pairs.second.tolist(), pairs.likeness.tolist(), strict=True
    ):
        nearest = max(likeness, near[first].get(second, likeness))
        near[first][second] = near[second][first] = nearest
    reached = [count + sum(counts[other] for other in near[at]) for at, count in enumerate(counts)]
    members: dict[int, list[tuple[int, float]]] = {}
    taken: set[int] = set()
    for at in sorted(
        range(len(counts)), key=lambda at: (-reached[at], -sum(near[at].values()), at)
    ):
        if at not in taken:
            members[at] = [(at, 100.0)]
            taken |= {at, *near[at]}
    for at, others in enumerate(near):
        if at not in members:
            centre = max((other for other in others if other in members), key=others.__getitem__)
            members[centre].append((at, others[centre]))
    return [sorted(star, key=lambda each: -each[1]) for star in members.values()]


def _ledd(document: Document, clauses: Sequence[Clause]) -> Iterator[tuple[_Wording, Member]]:
    """The ledd that are long enough, each with what it is compared by."""
    title = document.short_title or document.title or document.source or document.identifier
    for node in document.walk(Kind.SUBSECTION):
        words = document.quote(node)
        if len(words) < SHORTEST:
            continue
        within = sorted(
            (each for each in clauses if node.start <= each.span.start < node.end),
            key=lambda each: each.span.start,
        )
        section = document.section_of(node)
        member = Member(
            address=node.address,
            title=title,
            heading=document.heading(section) if section else "",
            text=words,
            language=document.language_of(node).language,
            likeness=100.0,
            is_clause=bool(within),
        )
        yield _wording(document, node, within), member


def _wording(document: Document, node: Node, clauses: Sequence[Clause]) -> _Wording:
    """The words of a ledd as they are compared: clauses masked, what is around them folded."""
    pieces: list[str] = []
    at = node.start
    for clause in clauses:
        if clause.span.start >= at:
            pieces += [fold(document.text[at : clause.span.start]), masked(clause)]
            at = clause.span.end
    pieces.append(fold(document.text[at : node.end]))
    opens = bool(clauses) and not fold(document.text[node.start : clauses[0].span.start])
    opening = masked(clauses[0]) if opens and len(clauses[0].text) >= SHORTEST else ""
    return _Wording(" ".join(piece for piece in pieces if piece), opening)
