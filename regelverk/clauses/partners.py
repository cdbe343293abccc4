"""Who a clause makes somebody cooperate with: public bodies, users, foreign states and others."""

import re
from functools import cache

from regelverk.clauses.rulebook import Partner, compiled, expand, partners

_WITH = r"\b(?:med|mellom|til)\s+"
_SHARE = 0.6
_TREATY = "internasjonal"
_DEFAULT = "offentlig"
_COUNTERPART_WEIGHT = 3.0


@cache
def _counterparts(partner: Partner) -> re.Pattern[str]:
    return re.compile(_WITH + f"(?:{'|'.join(map(expand, partner.counterpart))})", re.IGNORECASE)


def _strength(partner: Partner, text: str) -> float:
    """How much in the text speaks for this kind of partner."""
    mentions = sum(
        len({m.group().lower() for m in compiled(p).finditer(text)}) for p in partner.patterns
    )
    named = sum(1 for _ in _counterparts(partner).finditer(text))
    return partner.weight * (min(mentions, 3) + _COUNTERPART_WEIGHT * min(named, 2))


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
    found = {each.name: _strength(each, text) for each in partners()}
    if treaty:
        found[_TREATY] += 12.0
    strongest = max(found.values())
    if not strongest:
        return (_DEFAULT,)
    kept = [name for name, strength in found.items() if strength >= _SHARE * strongest]
    return tuple(sorted(kept, key=lambda name: -found[name]))
