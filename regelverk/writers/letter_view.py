"""What the reports of letters share: which questions, and what each letter answers."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from regelverk.letters.roles import role_words
from regelverk.letters.types import Finding, Initiative, Letter, LetterCheck, LetterKind, Mention
from regelverk.letters.words import text

COLUMNS = (
    "role", "why", "with_whom", "led_by", "target_group", "period", "deadline", "reporting",
    "resources", "references", "strength", "step", "placement", "section",
)  # fmt: skip
"""What the matrix asks, in its order."""

_ALWAYS = 3


def file_names(check: LetterCheck) -> dict[str, str]:
    """What to call each letter's file, by the letter's identifier.

    Its name; of files that are called the same, as much of the path as tells them apart.
    """
    paths = {each.identifier: re.split(r"[/\\]", each.file) for each in check.letters}
    return {
        identifier: _shortest(path, [other for one, other in paths.items() if one != identifier])
        for identifier, path in paths.items()
    }


def _shortest(path: list[str], others: list[list[str]]) -> str:
    """As few of the last parts of a path as no other ends in."""
    lengths = range(1, len(path))
    unlike = (n for n in lengths if all(each[-n:] != path[-n:] for each in others))
    return "/".join(path[-next(unlike, len(path)) :])


def letter_names(check: LetterCheck) -> dict[str, str]:
    """What to call each letter, by its identifier.

    The agency it is to; with its kind and year where the agency has several.
    """
    count = Counter(letter.name for letter in check.letters)
    return {
        letter.identifier: letter.name
        if count[letter.name] == 1
        else f"{letter.name} ({' '.join(map(str, filter(None, (letter.kind.value, letter.year))))})"
        for letter in check.letters
    }


def shared_initiatives(check: LetterCheck) -> list[Initiative]:
    """The initiatives that at least two letters name; all where no two letters share one."""
    shared = [each for each in check.initiatives if len({m.letter for m in each.mentions}) > 1]
    return shared or list(check.initiatives)


def said_columns(initiative: Initiative) -> list[str]:
    """The columns in which some letter says something; the three first are always shown."""
    return [
        column
        for column in COLUMNS
        if column in COLUMNS[:_ALWAYS] or any(value(m, column) for m in initiative.mentions)
    ]


def findings_of(check: LetterCheck, initiative: Initiative) -> list[Finding]:
    """The findings about an initiative."""
    return [finding for finding in check.findings if finding.initiative == initiative.name]


def other_findings(check: LetterCheck) -> list[Finding]:
    """The findings that are about no shared initiative: common requirements, law, single tasks."""
    names = {each.name for each in shared_initiatives(check)}
    return [finding for finding in check.findings if finding.initiative not in names]


class Row(NamedTuple):
    """A row of an initiative's matrix.

    Attributes:
        letter: The letter.
        name: Whom it is to; of a joint letter one of its agencies, where it tells them apart.
        mention: What it says of the initiative, or None.
    """

    letter: Letter
    name: str
    mention: Mention | None


def matrix_rows(check: LetterCheck, initiative: Initiative) -> Iterator[Row]:
    """The rows of an initiative's matrix: every letter, a joint one once for each agency."""
    mentions = {each.letter: each for each in initiative.mentions}
    for letter in check.letters:
        mention = mentions.get(letter.identifier)
        if mention and mention.others:
            yield from (Row(letter, each, mention.told(each)) for each in letter.addressees)
        else:
            yield Row(letter, letter.name, mention)


def standing(row: Row, column: str) -> str:
    """How an answer stands: `common` (given), `absent` (missed), or `not-found` (not given)."""
    if row.mention is None:
        return "not-found"
    if value(row.mention, column):
        return "common"
    kind = row.letter.kind
    whole = kind not in {LetterKind.SUPPLEMENT, LetterKind.INSTRUCTION, LetterKind.BILL}
    asked = whole and column in COLUMNS[:_ALWAYS] and column not in row.mention.perhaps
    return "absent" if asked else "not-found"


def answer(mention: Mention, column: str, language: str) -> str:
    """What a mention says in a column of the matrix, or that it is silent or unsure."""
    silent = "perhaps_cell" if column in mention.perhaps else "silent_cell"
    return value(mention, column, language) or text(silent, language)


def value(mention: Mention, column: str, language: str = "nb") -> str:
    """What a mention says in a column of the matrix; empty where it is silent."""
    if column == "role":
        return role_words(mention.roles, language)
    if column == "references":
        return ", ".join(mention.references)
    if column == "with_whom":
        return ", ".join(mention.partners) or mention.said("with_whom")
    if column == "led_by":
        return mention.leader
    if column == "placement":
        return mention.placement.value
    if column == "step":
        return str(mention.step or "")
    if column in {"period", "section", "strength"}:
        return str(getattr(mention, column))
    return mention.said(column)
