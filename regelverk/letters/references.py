"""Other letters, assignments and documents that a passage points to."""

import re

from regelverk.letters.terms import all_found, term
from regelverk.letters.types import Letter

_NUMBER = re.compile(r"\d+\s?[-/]\s?\d+|\d+")
_ASSIGNMENT = re.compile(rf"(?<![\w-])(?P<number>{term('oppdragsnummer')})")


def references(text: str, letter: Letter) -> tuple[str, ...]:
    """What a text points to: `oppdragsbrev 21-19`, `TB2026-8`, `Prop. 1 S (2026-2027)`.

    Args:
        text: The passage.
        letter: The letter it stands in, whose own assignments are no references.
    """
    own = {"".join(each.number.split()) for each in letter.assignments}
    found: list[str] = []
    for match in all_found("henvisning", text):
        word = match["what"].lower()
        found += [f"{word} {''.join(each.split())}" for each in _NUMBER.findall(match["numbers"])]
    found += [
        " ".join(match["words"].split()) for match in all_found("henvisning uten nummer", text)
    ]
    found += [
        "".join(match["number"].split())
        for match in _ASSIGNMENT.finditer(text)
        if "".join(match["number"].split()) not in own
    ]
    return tuple(dict.fromkeys(found))
