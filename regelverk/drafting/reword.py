"""A draft in a user's own words, carried to everything that is made from it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from regelverk.drafting.types import Assumption, Change, Draft, Weight
from regelverk.rules.texts import both

_ITEM: Final = re.compile(r"(?:[a-zæøå]|\d{1,2})[.)]\s|[-–]\s")
_NUMBER: Final = re.compile(r"\(\d+\)\s+")


def ledd_in(text: str) -> tuple[str, ...]:
    r"""The ledd of a text with one on each line.

    A line that begins as an item of a list does belongs to the ledd above it. Numbers before the
    ledd are left out; an act that numbers its ledd gets them back when the draft is printed.

    Example:
        >>> ledd_in("(1) Planen skal vise\na) mål\nb) tiltak\n\n(2) Kommunen betaler.")
        ('Planen skal vise\na) mål\nb) tiltak', 'Kommunen betaler.')
    """
    ledd: list[str] = []
    for line in filter(None, (" ".join(each.split()) for each in text.splitlines())):
        if ledd and _ITEM.match(line):
            ledd[-1] += f"\n{line}"
        else:
            ledd.append(_NUMBER.sub("", line, count=1))
    return tuple(ledd)


def is_rewordable(draft: Draft) -> bool:
    """Whether a draft has a section with words of its own: not where one is only repealed."""
    return bool(draft.subsections) and (not draft.law or _own(draft) is not None)


def reworded(draft: Draft, heading: str, subsections: Sequence[str]) -> Draft:
    """The draft with other words in its section, in its changes and in what is told of it.

    A deviation from the model whose words are no longer in the section is left out, and the notes
    say that the section is reworded.
    """
    made = replace(draft, heading=heading, subsections=tuple(subsections))
    own = _own(draft)
    text = "\n".join(subsections)
    told = Assumption(Weight.NOTE, both("draft_reworded", section=draft.section), draft.address)
    return replace(
        made,
        changes=tuple(_with_words(each, made) if each is own else each for each in draft.changes),
        deviations=tuple(each for each in draft.deviations if not each.own or each.own in text),
        assumptions=(*draft.assumptions, told),
    )


def _own(draft: Draft) -> Change | None:
    """The change that brings the drafted section into its act."""
    return next((each for each in draft.changes if each.reason is None and each.proposed), None)


def _with_words(change: Change, draft: Draft) -> Change:
    return replace(change, proposed=(f"{draft.section} {draft.heading}".strip(), *draft.printed))
