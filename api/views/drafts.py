"""Drafts as their pages show them."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from api.drafting import key_of_draft
from regelverk.drafting.act import amendment_act
from regelverk.drafting.reword import is_rewordable
from regelverk.drafting.types import Assumption, Change, Draft, Effect, Weight
from regelverk.model.document import Language
from regelverk.writers.proposal.mirror import mirrored
from regelverk.writers.tracked.align import differences
from regelverk.writers.tracked.flat import split_words
from regelverk.writers.view import number, place


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a line, and whether the other side of the page lacks them."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as it reads today and as proposed; empty where there is none."""

    old: tuple[Words, ...]
    new: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One instruction, the lines it changes, and why, unless it is the drafted section's own."""

    instruction: str
    lines: tuple[LineView, ...]
    why: str
    weight: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What the drafter must know or decide: how much it matters, the words, and where from."""

    weight: str
    text: str
    quote: str
    where: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeviationView:
    """Where a draft departs from the model because the act needs it."""

    model: str
    own: str
    why: str
    where: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft on a page of its own."""

    key: str
    name: str
    section: str
    heading: str
    text: str
    lang: str
    form_lang: str
    lead: str
    changes: tuple[ChangeView, ...]
    decisions: tuple[DecisionView, ...]
    deviations: tuple[DeviationView, ...]
    rewordable: bool
    edited: bool


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list of drafts; `what` is `new`, `changed`, `repealed` or `section`."""

    key: str
    name: str
    section: str
    heading: str
    what: str
    others: int
    decide: int
    edited: bool


@dataclass(frozen=True, slots=True)
class AlternativeView:
    """One of the two approaches in figures; None where it is not ready."""

    approach: str
    acts: int
    new: int
    changed: int
    repealed: int
    sections: int
    decide: int
    effect: tuple[tuple[str, str], tuple[str, str]] | None


def draft_view(draft: Draft, form: str, edited: Set[str]) -> DraftView:
    """A draft with what differs marked."""
    return DraftView(
        key_of_draft(draft), _name(draft), draft.section, draft.heading,
        "\n".join(draft.subsections), _code(draft.language), _code(draft.form), _lead(draft),
        tuple(_change(each, form) for each in draft.changes) or _new_section(draft),
        tuple(_decisions(draft.assumptions, form)),
        tuple(
            DeviationView(each.model, each.own, each.why.nn if form == "nn" else each.why.nb,
                          place(each.address, form) if each.address else "")
            for each in draft.deviations
        ),
        is_rewordable(draft), key_of_draft(draft) in edited,
    )  # fmt: skip


def _name(draft: Draft) -> str:
    name = draft.short_title or draft.title
    return name[:1].upper() + name[1:]


def _lead(draft: Draft) -> str:
    """The words that open the act's part of the amendment act."""
    return amendment_act([draft]).parts[0].lead if draft.law else ""


def _code(language: Language) -> str:
    return "nn" if language is Language.NYNORSK else "nb"


def _new_section(draft: Draft) -> tuple[ChangeView, ...]:
    """A section of a new act: all of it is new."""
    lines = (f"{draft.section} {draft.heading}".strip(), *draft.printed)
    shown = tuple(LineView((), (Words(line, True),)) for each in lines for line in each.split("\n"))
    return (ChangeView("", shown, "", ""),)


def _change(change: Change, form: str) -> ChangeView:
    return ChangeView(
        change.instruction,
        tuple(_line(old, new) for old, new in mirrored(change)),
        change.reason.text(form) if change.reason else "",
        change.reason.weight.name.lower() if change.reason else "",
    )


def _line(old: str, new: str) -> LineView:
    words = split_words(old), split_words(new)
    found = list(differences(*words)) if old and new else []
    if not found:
        alone = not (old and new)
        return LineView(*((Words(each, alone),) if each else () for each in (old, new)))
    return LineView(
        tuple(_marked(words[0], [(each.old_start, each.old_end) for each in found])),
        tuple(_marked(words[1], [(each.new_start, each.new_end) for each in found])),
    )


def _marked(words: Sequence[str], changed: Sequence[tuple[int, int]]) -> Iterator[Words]:
    """A line as runs of words, those that differ by themselves."""
    at = 0
    for start, end in (*changed, (len(words), len(words))):
        for first, last, differs in ((at, start, False), (start, end, True)):
            if first < last:
                yield Words("".join(words[first:last]), differs)
        at = end


def _decisions(assumptions: Sequence[Assumption], form: str) -> Iterator[DecisionView]:
    """What must be decided first, then what should be checked, then the rest."""
    order = list(Weight)
    for each in sorted(assumptions, key=lambda one: order.index(one.weight)):
        yield DecisionView(
            each.weight.name.lower(), each.text(form), each.quote,
            place(each.address, form) if each.address else "", each.suggestions,
        )  # fmt: skip


def draft_lines(drafts: Sequence[Draft], edited: Set[str]) -> tuple[DraftLine, ...]:
    """The drafts of an approach as a list."""
    return tuple(
        DraftLine(
            key_of_draft(each), _name(each), each.section, each.heading,
            _what(each), max(0, len(each.changes) - 1), _to_decide(each),
            key_of_draft(each) in edited,
        )
        for each in drafts
    )  # fmt: skip


def _what(draft: Draft) -> str:
    if not draft.law:
        return "section"
    if not draft.subsections:
        return "repealed"
    return "changed" if draft.replaces else "new"


def _to_decide(draft: Draft) -> int:
    told = [*draft.assumptions, *(each.reason for each in draft.changes if each.reason)]
    return sum(each.weight is Weight.DECIDE for each in told)


def alternative(approach: str, drafts: Sequence[Draft], found: Effect | None) -> AlternativeView:
    """An approach in figures."""
    what = [_what(each) for each in drafts]
    pairs = (
        ((found.rule_before, found.rule_after), (found.wording_before, found.wording_after))
        if found
        else ()
    )
    shown = [(number(before.value), number(after.value)) for before, after in pairs]
    return AlternativeView(
        approach,
        sum(bool(each.law) for each in drafts),
        what.count("new"),
        what.count("changed"),
        what.count("repealed"),
        what.count("section"),
        sum(map(_to_decide, drafts)),
        (shown[0], shown[1]) if shown else None,
    )
