"""Who a clause makes somebody cooperate with: public bodies, users, foreign states and others."""

import re
from collections.abc import Sequence

from regelverk.clauses.rulebook import Partner, partners
from regelverk.clauses.sought import small, sought

_WITH = re.compile(r"\b(?:med|mellom|til)\s+")
_SHARE = 0.6
_TREATY = "internasjonal"
_DEFAULT = "offentlig"
_COUNTERPART_WEIGHT = 3.0


def partners_of(text: str, *, treaty: bool = False) -> tuple[str, ...]:
    """The kinds of partners in a ledd, main kind first; `offentlig` where nothing says otherwise.

    Args:
        text: The whole ledd, with the heading of its section.
        treaty: Whether it stands in an article: Norwegian acts have sections (§), so articles are
            treaties and EU acts made part of the law, and what they regulate is cooperation
            between states.

    Example:
        >>> partners_of("Kommunen skal samarbeide med frivillige organisasjoner.")
        ('frivillig',)
        >>> partners_of("Tilbudet skal utformes i samarbeid med foreldrene.")
        ('bruker',)
    """
    lowered = small(text)
    places = [match.end() for match in _WITH.finditer(lowered)]
    found = {each.name: _strength(each, lowered, places) for each in partners()}
    if treaty:
        found[_TREATY] += 12.0
    strongest = max(found.values())
    if not strongest:
        return (_DEFAULT,)
    kept = [name for name, strength in found.items() if strength >= _SHARE * strongest]
    return tuple(sorted(kept, key=lambda name: -found[name]))


def _strength(partner: Partner, lowered: str, places: Sequence[int]) -> float:
    """How much in a text speaks for this kind of partner; after `places` it is named."""
    mentions = sum(len(set(sought(each).all(lowered))) for each in partner.patterns)
    named = _named(partner, lowered, places)
    return partner.weight * (min(mentions, 3) + _COUNTERPART_WEIGHT * min(named, 2))


def _named(partner: Partner, lowered: str, places: Sequence[int]) -> int:
    """How often it is named as the one with whom; what was named once is passed over."""
    count = end = 0
    for place in places:
        if place > end and (
            match := sought("|".join(partner.counterpart)).pattern.match(lowered, place)
        ):
            count, end = count + 1, match.end()
    return count
