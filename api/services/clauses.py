"""The clauses of a case, narrowed to what the user looks for."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.errors import InputError
from api.tasks import Read
from regelverk.clauses.rulebook import clause_types, partners
from regelverk.clauses.types import SLOTS, Clause

ORDERS = ("place", "type", "unsure")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user looks for; what is empty does not narrow.

    Attributes:
        types: Any of these types.
        document: The identifier of an act.
        elements: All of these elements (see `SLOTS`) are found.
        lacking: None of these is found.
        partner: Who the cooperation is with.
        order: As they stand (`place`), by `type`, or those we are least sure of first (`unsure`).
    """

    types: tuple[str, ...] = ()
    document: str = ""
    elements: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    partner: str = ""
    order: str = "place"

    def check(self) -> None:
        """Refuse names that stand for nothing.

        Raises:
            InputError: A type, element, partner or order is unknown.
        """
        names: list[tuple[str, tuple[str, ...], Iterable[str]]] = [
            ("type", self.types, (each.name for each in clause_types())),
            ("element", (*self.elements, *self.lacking), SLOTS),
            ("partner", (self.partner,) if self.partner else (), (p.name for p in partners())),
            ("order", (self.order,), ORDERS),
        ]
        for field, given, known in names:
            if set(given) - set(known):
                raise InputError(name=field, detail="ukjent verdi")

    def covers(self, clause: Clause) -> bool:
        """Whether a clause is one the user looks for."""
        return (
            (not self.types or not clause.types.keys().isdisjoint(self.types))
            and self.document in ("", clause.document)
            and clause.slots.keys() >= set(self.elements)
            and clause.slots.keys().isdisjoint(self.lacking)
            and (not self.partner or self.partner in clause.partners)
        )


def found(reads: Iterable[Read], wanted: Wanted) -> list[Clause]:
    """The clauses that are looked for, in the order that is asked for.

    Raises:
        InputError: See `Wanted.check`.
    """
    wanted.check()
    kept = [each for read in reads for each in read.clauses if wanted.covers(each)]
    if wanted.order == "type":
        ranks = {each.name: rank for rank, each in enumerate(clause_types())}
        kept.sort(key=lambda each: ranks[next(iter(each.types))])
    elif wanted.order == "unsure":
        kept.sort(key=lambda each: each.score)
    return kept
