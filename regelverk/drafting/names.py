"""Other acts by the names they have today, and where a name needs someone to decide."""

import re
from typing import Final

from regelverk.citations import Act, known_acts
from regelverk.drafting.types import Assumption, Weight
from regelverk.rules.texts import both

_NAME: Final = re.compile(
    r"\b(?P<name>(?:[A-ZÆØÅa-zæøå]+-,? og )?[\w-]*(?:lov|lova|loven))(?= (?:§|kapittel\b|kap\.))"
)


def with_current_names(text: str) -> tuple[str, tuple[Assumption, ...]]:
    """The text with acts that have got a new name cited by it, and what was assumed.

    An act that has been replaced keeps its name, since the new one has other sections: that must be
    decided.

    Example:
        >>> with_current_names("skoler med tilskudd etter friskolelova § 6-1")[0]
        'skoler med tilskudd etter privatskolelova § 6-1'
    """
    assumptions: dict[str, Assumption] = {}

    def renamed(match: re.Match[str]) -> str:
        name = match["name"]
        found = known_acts().named(name)
        if found is None or not found.outdated or len(found.acts) != 1:
            return name
        act = found.acts[0]
        if act.replaced_by:
            assumptions[name] = _replaced(name, act)
            return name
        new = act.names[0]
        assumptions[name] = Assumption(Weight.NOTE, both("act_renamed", old=name, new=new))
        return new[0].upper() + new[1:] if name[0].isupper() else new

    return _NAME.sub(renamed, text), tuple(assumptions.values())


def _replaced(name: str, act: Act) -> Assumption:
    new = [known_acts().get(identifier) for identifier in act.replaced_by]
    names = tuple(each.names[0] for each in new if each and each.names)
    words = both("act_replaced", old=name, new=" og ".join(names) or ", ".join(act.replaced_by))
    return Assumption(Weight.DECIDE, words, suggestions=names)
