"""What a citation found in a text is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from regelverk.model.address import Address
from regelverk.spans import Span


class CitationKind(StrEnum):
    """Whether a citation stays within its document."""

    INTERNAL = "internal"
    EXTERNAL = "external"


class Status(StrEnum):
    """How far a citation could be followed.

    `resolved`: its act is known, and where the text of the act is at hand, so is the place.
    `unresolved`: the act is unknown, or has no such place. `ambiguous`: the name stands for several
    acts. `outdated`: the act is replaced, or is now called something else.
    """

    RESOLVED = "resolved"
    UNRESOLVED = "unresolved"
    AMBIGUOUS = "ambiguous"
    OUTDATED = "outdated"


class Place(NamedTuple):
    """A place that a citation names, or all places from the first to the last."""

    first: Address
    last: Address | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in a text.

    Attributes:
        span: Where it stands.
        text: Its exact words.
        address: The place that speaks: the innermost one around it.
        kind: Whether it stays within its document.
        status: How far it could be followed.
        places: What it names, as read; empty where the act is unknown. A citation of a whole act
            names the act.
        targets: The addresses it leads to, intervals written out where the text they lie in is at
            hand.
        acts: The identifiers of the acts it can mean: one, or several where it is ambiguous; none
            where the act is unknown.
        act_name: The act as the citation names it; empty where it does not.
    """

    span: Span
    text: str
    address: Address
    kind: CitationKind
    status: Status
    places: tuple[Place, ...]
    targets: tuple[Address, ...]
    acts: tuple[str, ...]
    act_name: str = ""
