"""What the reports of letters share: which questions, and what each letter answers."""

import re
from collections import Counter

from regelverk.letters.roles import role_words
from regelverk.letters.types import Finding, Initiative, Letter, LetterCheck, LetterKind, Mention

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


def says_all(letter: Letter) -> bool:
    """Whether a reader can expect a letter to say what, why and with whom: no mere supplement."""
    return letter.kind not in {LetterKind.SUPPLEMENT, LetterKind.INSTRUCTION, LetterKind.BILL}


def mention_of(initiative: Initiative, letter: Letter) -> Mention | None:
    """What a letter says of an initiative, or None."""
    return next((each for each in initiative.mentions if each.letter == letter.identifier), None)


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
