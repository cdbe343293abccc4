"""What has changed since earlier states of the acts, as a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.services.documents import Entry
from regelverk.comparison.elements import element
from regelverk.comparison.types import CellChange, Comparison, ElementChange
from regelverk.comparison.words import answer, development_sentences, titles_of
from regelverk.writers.view import number


@dataclass(frozen=True, slots=True)
class ChangeView:
    """An element: its indices before and now, and each act's answer that changed."""

    title: str
    before: str
    after: str
    movement: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class DevelopmentView:
    """What has changed; `earlier` names the earlier states: title, file and the day of each."""

    earlier: tuple[tuple[str, str, str], ...]
    indices: tuple[tuple[str, str, str], ...]
    sentences: tuple[str, ...]
    rows: tuple[ChangeView, ...]


def development_view(
    result: Comparison, earlier: Sequence[Entry], form: str
) -> DevelopmentView | None:
    """What has changed from the earlier states; None where the case has none."""
    if result.development is None:
        return None
    before = result.development.before
    return DevelopmentView(
        tuple(
            (each.summary["short_title"] or each.summary["title"], each.stored.name,
             each.summary.get("as_of", ""))
            for each in earlier
        ),
        tuple(
            (name, number(old.value), number(new.value))
            for name, old, new in (
                ("rule", before.rule, result.rule), ("wording", before.wording, result.wording),
            )
        ),
        tuple(development_sentences(result, form)),
        tuple(_change(each, result, form) for each in result.development.elements),
    )  # fmt: skip


def _change(change: ElementChange, result: Comparison, form: str) -> ChangeView:
    titles = titles_of(result)

    def cell(each: CellChange) -> tuple[str, str, str]:
        known = each.after or each.before
        act = titles[known.act] if known else ""
        old, new = (answer(c, form) if c else "–" for c in (each.before, each.after))
        return act, old, new

    return ChangeView(
        element(change.element).title(form),
        number(change.before.value),
        number(change.after.value),
        change.movement.name.lower(),
        tuple(cell(each) for each in change.cells),
    )
