"""Say what a comparison found in plain sentences, in bokmål or nynorsk."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from regelverk.citations.format import format_address
from regelverk.clauses.rulebook import clause_types
from regelverk.comparison.elements import element, values
from regelverk.comparison.types import (
    Aligned,
    Cell,
    CellChange,
    Comparison,
    Conflict,
    Consensus,
    DifferenceKind,
    ElementChange,
    Index,
    Justification,
    Movement,
    Outlier,
    Reason,
    StaleReference,
    State,
    Step,
)
from regelverk.errors import AddressError
from regelverk.model.address import Address
from regelverk.rules.texts import text

_MOST: Final = 2
"""How many differences of law are named where there is no plainer reason."""

Titles = Mapping[str, str]
"""What to call each act."""


def titles_of(comparison: Comparison) -> dict[str, str]:
    """What to call each act of a comparison, and of its earlier state."""
    acts = list(comparison.acts)
    if comparison.development is not None:
        acts = [*comparison.development.before.acts, *acts]
    return {act.identifier: act.title for act in acts}


def cited(address: Address, language: str = "nb") -> str:
    """A place as a lawyer cites it; the address itself where it cannot be cited."""
    try:
        return format_address(address, language)
    except AddressError:
        return str(address)


def answer(cell: Cell | None, language: str = "nb") -> str:
    """What a cell says, in words: its concept and amount, that it is silent, or has no clause."""
    if cell is None or cell.reason is Reason.NO_CLAUSE:
        return text("state_no_clause", language)
    if cell.state is State.ABSENT:
        return text("state_absent", language)
    if cell.state is State.NOT_FOUND:
        return text("state_not_found", language)
    return " ".join(filter(None, (values()[cell.value].label(language), cell.amount)))


def reason_sentence(cell: Cell, language: str = "nb") -> str:
    """Why a cell says what it says."""
    place = cited(cell.quote.address, language) if cell.quote else ""
    words = cell.quote.words if cell.quote else ""
    return text(f"reason_{cell.reason.name.lower()}", language, place=place, words=words)


def justification_sentence(reason: Justification, language: str = "nb") -> str:
    """A user's reason, with its author and date."""
    return text(
        "reason_given",
        language,
        reason=reason.reason,
        author=reason.author,
        date=_written(reason.date),
    )


def _written(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def difference_words(stretch: Aligned, language: str = "nb") -> str:
    """A stretch in which two clauses part: what kind of difference it is, and the words."""
    if stretch.kind is None:
        return ""
    form = {Step.ADDED: "added", Step.REMOVED: "removed"}.get(stretch.step, "changed")
    return text(
        f"difference_{form}",
        language,
        kind=kind_words(stretch, language),
        first=stretch.first_text.strip(),
        second=stretch.second_text.strip(),
    )


def kind_words(stretch: Aligned, language: str = "nb") -> str:
    """What a difference is, and what it is about: "Regel (vilkår og terskel)"."""
    kind = stretch.kind or DifferenceKind.WORDING
    subject = stretch.subject and text(f"subject_{stretch.subject.name.lower()}", language)
    return text(f"kind_{kind.name.lower()}", language, subject=subject or "")


def consensus_sentence(consensus: Consensus, titles: Titles, language: str = "nb") -> str:
    """Which clause is nearest to all the others."""
    kind = next(each for each in clause_types() if each.name == consensus.type)
    return text(
        "consensus_is",
        language,
        type=kind.title(language),
        act=titles[consensus.act],
        place=cited(consensus.quote.address, language),
        likeness=_number(consensus.likeness),
        acts=consensus.acts,
    )


def outlier_sentence(
    outlier: Outlier, consensus: Consensus, titles: Titles, language: str = "nb"
) -> str:
    """How far a clause is from the consensus clause, and why."""
    names = [element(name).title(language).lower() for name in outlier.elements]
    rules = [each for each in outlier.alignment.differences if each.kind is DifferenceKind.RULE]
    if names:
        why = text("outlier_elements", language, elements=", ".join(names))
    elif rules:
        why = "; ".join(difference_words(each, language) for each in rules[:_MOST]) + "."
    else:
        why = text("outlier_wording", language)
    return text(
        "outlier_is",
        language,
        act=titles[outlier.act],
        place=cited(outlier.quote.address, language),
        likeness=_number(outlier.likeness),
        model=titles[consensus.act],
        why=why,
    )


def conflict_sentence(conflict: Conflict, titles: Titles, language: str = "nb") -> str:
    """What acts say differently of the same thing."""
    answers = [
        text(
            "conflict_answer",
            language,
            act=titles[cell.act],
            place=cited(cell.quote.address, language) if cell.quote else "",
            answer=answer(cell, language),
        )
        for cell in conflict.cells
    ]
    kind = text(f"conflict_{conflict.kind.name.lower()}", language)
    return text("conflict_is", language, kind=kind, answers="; ".join(answers))


def stale_sentence(reference: StaleReference, titles: Titles, language: str = "nb") -> str:
    """A citation that leads nowhere, and where it stands."""
    return text(
        "stale_is",
        language,
        act=titles[reference.act],
        place=cited(reference.quote.address, language),
        message=reference.message,
    )


def development_sentences(comparison: Comparison, language: str = "nb") -> Iterator[str]:
    """What changed since the earlier state: the indices, and what was harmonised.

    Elements that became alike come first, then those that came closer, and so on; elements whose
    answers did not change are left out.
    """
    if comparison.development is None:
        return
    before = comparison.development.before
    for name, first, second in (
        ("rule", before.rule, comparison.rule),
        ("wording", before.wording, comparison.wording),
    ):
        yield text(f"development_{name}", language, before=_index(first), after=_index(second))
    changed = [each for each in comparison.development.elements if each.cells]
    order = list(Movement)
    for each in sorted(changed, key=lambda change: order.index(change.movement)):
        yield movement_sentence(each, comparison, language)
    if not changed:
        yield text("no_development", language)


def movement_sentence(change: ElementChange, comparison: Comparison, language: str = "nb") -> str:
    """What became of one element."""
    titles = titles_of(comparison)
    acts = [act.identifier for act in comparison.acts]
    sharing = sum(comparison.cells[act, change.element].answer == _asked(change) for act in acts)
    before = comparison.development.before if comparison.development else comparison
    had = sum(
        before.cells[act.identifier, change.element].answer == _asked(change) for act in before.acts
    )
    return text(
        f"moved_{change.movement.name.lower()}",
        language,
        element=element(change.element).title(language),
        acts=len(acts),
        sharing=sharing,
        common=answer(change.common, language),
        had=text("had_some", language, count=had) if had else text("had_none", language),
        before=_index(change.before),
        after=_index(change.after),
        changes="; ".join(_changes(change.cells, titles, language)),
    )


def _asked(change: ElementChange) -> object:
    return change.common.answer if change.common else None


def _changes(cells: Iterable[CellChange], titles: Titles, language: str) -> Iterator[str]:
    for each in cells:
        cell = each.after or each.before
        if cell is not None:
            yield text(
                "cell_change",
                language,
                act=titles[cell.act],
                before=answer(each.before, language),
                after=answer(each.after, language),
            )


def _index(index: Index) -> str:
    return "–" if index.value is None else _number(index.value)


def _number(value: float) -> str:
    return f"{value:.0f}"
