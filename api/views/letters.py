"""A check of letters as a page shows it."""

from dataclasses import dataclass

from regelverk.letters.types import LetterCheck
from regelverk.writers.letter_view import (
    file_name,
    mention_of,
    said_columns,
    shared_initiatives,
)
from regelverk.writers.letter_view import value as mention_value
from regelverk.writers.view import (
    place,
)


@dataclass(frozen=True, slots=True)
class InitiativeView:
    """An initiative: the columns that are said something in, and each letter's row."""

    name: str
    rows: tuple[tuple[str, str, str], ...]


def letters_view(check: LetterCheck, form: str) -> tuple[InitiativeView, ...]:
    """Shared initiatives with what each letter says of them, and where."""
    views = []
    for initiative in shared_initiatives(check):
        rows = []
        for letter in check.letters:
            mention = mention_of(initiative, letter)
            if mention is not None:
                told = [mention_value(mention, each, form) for each in said_columns(initiative)]
                rows.append((file_name(letter.file), place(mention.address, form),
                             " · ".join(filter(None, told))))  # fmt: skip
        views.append(InitiativeView(initiative.name, tuple(rows)))
    return tuple(views)
