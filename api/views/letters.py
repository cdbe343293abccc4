"""A check of letters as its page shows it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.services.documents import Entry
from regelverk.letters.types import (
    Finding,
    FindingKind,
    LetterCheck,
    LetterKind,
    Mention,
    Proposal,
)
from regelverk.letters.types import Quote as LetterQuote
from regelverk.writers.letter_view import (
    Row,
    answer,
    file_names,
    findings_of,
    letter_names,
    matrix_rows,
    other_findings,
    said_columns,
    shared_initiatives,
    standing,
)
from regelverk.writers.view import place

_SENTENCE = re.compile(r"/setning/\d+$")  # a page of a document marks its lines
_AGAINST_ACTS = frozenset({FindingKind.DUTY_UNMENTIONED, FindingKind.DUTY_UNFOUNDED})
_OVER_TIME = frozenset({FindingKind.CHANGED})


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words of a document: whose, where, and the path to the place."""

    whose: str
    where: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding: its kind, what it stands against (`letters`, `years`, `acts`), and quotes."""

    kind: str
    against: str
    initiative: str
    year: int | None
    text: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class SaidView:
    """What a letter answers to a question, and how the answer stands (see `letter_view`)."""

    words: str
    standing: str
    quote: QuoteView | None = None


@dataclass(frozen=True, slots=True)
class RowView:
    """A letter's row in the matrix of an initiative; no cells where it does not mention it."""

    letter: str
    about: str
    cells: tuple[SaidView, ...]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """Harmonised text for a letter."""

    letter: str
    place: str
    heading: str
    text: str
    lang: str
    replaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InitiativeView:
    """An initiative: how many letters mention it, its matrix, findings and harmonised text."""

    name: str
    letters: int
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]
    findings: tuple[FindingView, ...]
    proposals: tuple[ProposalView, ...]


@dataclass(frozen=True, slots=True)
class LettersView:
    """A check of letters; `findings` are all, gravest first; `others` those of no initiative.

    `unsure` is what the reader has to judge.
    """

    letters: tuple[tuple[str, str, str], ...]
    initiatives: tuple[InitiativeView, ...]
    findings: tuple[FindingView, ...]
    others: tuple[FindingView, ...]
    unsure: tuple[FindingView, ...]
    remarks: tuple[str, ...]


class _Viewer:
    """What a check looks like in one language form, with paths to one case's documents."""

    def __init__(self, check: LetterCheck, entries: Sequence[Entry], case: str, form: str) -> None:
        self.check = check
        self.form = form
        self.names = letter_names(check)
        self.letters = {each.identifier: each for each in check.letters}
        self._paths: Mapping[str, tuple[str, str]] = {
            each.summary["identifier"]: (
                each.summary["short_title"] or each.summary["title"] or each.stored.name,
                f"/saker/{case}/dokumenter/{each.stored.id}",
            )
            for each in reversed(entries)
            if "identifier" in each.summary
        }

    def quote(self, found: LetterQuote) -> QuoteView:
        document = found.address.document
        title, path = self._paths.get(document, (found.letter, ""))
        whose = self.names.get(found.letter, title)
        told = place(found.address, self.form)
        where = "" if told == str(found.address) else told
        line = _SENTENCE.sub("", found.address)
        return QuoteView(whose, where, f"{path}#{line}" if path else "", found.text)

    def finding(self, found: Finding) -> FindingView:
        if found.kind in _AGAINST_ACTS:
            against = "acts"
        else:
            against = "years" if found.kind in _OVER_TIME else "letters"
        return FindingView(
            found.kind.value, against, found.initiative, found.year, found.text(self.form),
            tuple(map(self.quote, found.quotes)),
        )  # fmt: skip

    def row(self, row: Row, columns: Sequence[str]) -> RowView:
        letter = row.letter
        kind = "" if letter.kind is LetterKind.OTHER else letter.kind.value
        kind = f"{kind} {letter.number}".strip()
        about = ", ".join(filter(None, (kind, letter.ministry, str(letter.year or ""))))
        said = row.mention
        cells = (
            SaidView(answer(said, each, self.form), standing(row, each), self._source(said, each))
            for each in columns
            if said
        )
        return RowView(row.name, about, tuple(cells))

    def _source(self, mention: Mention, column: str) -> QuoteView | None:
        """Where an answer stands in the letter."""
        if column == "role":
            return self.quote(mention.quote)
        part = mention.parts.get(column)
        return self.quote(part.quote) if part else None

    def proposal(self, found: Proposal) -> ProposalView:
        letter = self.letters[found.letter]
        return ProposalView(
            letter.name, found.place, found.heading, found.text,
            "nn" if letter.language.value == "nn" else "nb",
            tuple(each.text for each in found.replaces),
        )  # fmt: skip


def letters_view(check: LetterCheck, entries: Sequence[Entry], case: str, form: str) -> LettersView:
    """A check of letters in words, with paths into the documents of the case."""
    viewer = _Viewer(check, entries, case, form)
    initiatives = []
    for each in shared_initiatives(check):
        columns = said_columns(each)
        initiatives.append(
            InitiativeView(
                each.name,
                len({one.letter for one in each.mentions}),
                tuple(columns),
                tuple(viewer.row(row, columns) for row in matrix_rows(check, each)),
                tuple(map(viewer.finding, findings_of(check, each))),
                tuple(viewer.proposal(p) for p in check.proposals if p.initiative == each.name),
            )
        )
    files = file_names(check)
    return LettersView(
        tuple((each.name, files[each.identifier], each.kind.value) for each in check.letters),
        tuple(initiatives),
        tuple(map(viewer.finding, check.findings)),
        tuple(map(viewer.finding, other_findings(check))),
        tuple(map(viewer.finding, check.unsure)),
        tuple(each.nn if form == "nn" else each.nb for each in check.remarks),
    )
