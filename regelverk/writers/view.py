"""What several writers need to say the same thing in the same words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from regelverk.clauses.rulebook import clause_types
from regelverk.comparison.elements import element
from regelverk.comparison.reciprocity import Arrow, Force, Reciprocity
from regelverk.comparison.types import Act, Cell, Comparison, Difference, State
from regelverk.comparison.words import answer, cited, titles_of
from regelverk.model.address import Address
from regelverk.model.document import Language
from regelverk.rules.texts import text

UNSURE_BELOW = 0.5
WIDEST = 12
"""More acts than this stand one below the other, not side by side."""
_SHOWN_OTHERS = 3
_SHOWN_NAMES = 8


class Standing(StrEnum):
    """How a cell stands to what most acts say; the values are names in the style sheet."""

    COMMON = "common"
    DIFFERS = "differs"
    JUSTIFIED = "justified"
    UNSURE = "unsure"
    SILENT = "absent"
    NO_CLAUSE = "not-found"


def standings(comparison: Comparison) -> Callable[[Cell], Standing]:
    """A function that tells how a cell of this comparison stands to what most acts say."""
    common: dict[str, tuple[str, str]] = {}
    for name in comparison.elements:
        counts = Counter(
            (cell.value, cell.amount)
            for act in comparison.acts
            if (cell := comparison.cells[act.identifier, name]).state is State.FOUND
        )
        common[name] = counts.most_common(1)[0][0] if counts else ("", "")

    def standing(cell: Cell) -> Standing:
        if cell.justification is not None:
            return Standing.JUSTIFIED
        if is_unsure(cell):
            return Standing.UNSURE
        if cell.state is State.FOUND:
            same = (cell.value, cell.amount) == common[cell.element]
            return Standing.COMMON if same else Standing.DIFFERS
        return Standing.NO_CLAUSE if cell.quote is None else Standing.SILENT

    return standing


def is_unsure(cell: Cell) -> bool:
    """Whether a person should look at a cell's quote before relying on it."""
    return cell.unsure or (cell.quote is not None and cell.score < UNSURE_BELOW)


def shown_acts(comparison: Comparison) -> list[Act]:
    """The acts that get a column or a row: all of a few, else those that have clauses."""
    acts = comparison.acts
    return list(acts) if len(acts) <= WIDEST else [act for act in acts if act.clauses]


def place(address: Address, language: str = "nb") -> str:
    r"""An address as a lawyer cites it, `§ 2 b første ledd`; as it is where it cannot be cited.

    Example:
        >>> place(Address("lov/2005-06-17-64/§2b/ledd/1"))
        '§\xa02 b første ledd'
    """
    return cited(address, language).replace("§ ", "§\u00a0")


def form_name(form: Language, language: str = "nb") -> str:
    """The name of a language form."""
    return text(f"language_{form.value}", language)


def number(value: float | None) -> str:
    """An index as it is shown: a whole number, or a dash where there is none."""
    return "–" if value is None else f"{value:.0f}"


def difference_sentence(
    difference: Difference, comparison: Comparison, language: str = "nb"
) -> str:
    """A difference in one plain sentence, with addresses."""
    names = {act.identifier: act.title for act in comparison.acts}
    saying = [cell for cell in difference.cells if cell.quote is not None]
    lacking = [names[cell.act] for cell in difference.cells if cell.quote is None]
    shown = [_other(cell, names, language) for cell in saying[:_SHOWN_OTHERS]]
    if hidden := len(saying) - len(shown):
        shown.append(text("difference_more", language, count=hidden))
    if lacking:
        shown.append(text("difference_missing", language, act=_listed(lacking, language)))
    form = {State.FOUND: "difference", State.ABSENT: "difference_silent"}
    common = difference.common
    return text(
        "difference_lacking" if common.lacking else form[common.state],
        language,
        element=element(difference.element).title(language),
        sharing=difference.sharing,
        acts=len(comparison.acts),
        common=answer(common, language),
        others="; ".join(shown),
    )


def _other(cell: Cell, names: Mapping[str, str], language: str) -> str:
    act, where = names[cell.act], place(cell.quote.address, language) if cell.quote else ""
    if cell.state is State.ABSENT:
        return text("difference_absent", language, act=act, place=where)
    return text("difference_other", language, act=act, value=answer(cell, language), place=where)


def _listed(names: Sequence[str], language: str) -> str:
    """Names in a sentence; a long list is cut short."""
    shown = list(names[:_SHOWN_NAMES])
    if hidden := len(names) - len(shown):
        shown.append(text("and_more_acts", language, count=hidden))
    return " og ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def gap_sentences(comparison: Comparison, language: str = "nb") -> list[str]:
    """What is missing where, one sentence for each element."""
    names = {act.identifier: act.title for act in comparison.acts}
    return [
        text(
            "gap",
            language,
            element=element(name).title(language),
            acts=_listed([names[act] for act in missing], language),
        )
        for name, missing in comparison.gaps.items()
    ]


def missing_sentences(comparison: Comparison, language: str = "nb") -> list[str]:
    """Which acts lack a clause of a type that others have, one sentence for each type."""
    names = titles_of(comparison)
    kinds = {kind.name: kind.title(language) for kind in clause_types()}
    return [
        text(
            "missing_type",
            language,
            type=kinds[kind],
            acts=_listed([names[act] for act in acts], language),
        )
        for kind, acts in comparison.missing.items()
        if acts
    ]


def one_sided_sentences(relations: Reciprocity, language: str = "nb") -> list[str]:
    """Who must cooperate with whom and not the other way, one sentence for each party."""
    names = {party.name: party.title(language) for party in relations.parties}
    others: dict[str, list[str]] = {}
    for first, second in relations.one_sided:
        others.setdefault(first, []).append(names[second])
    return [
        text(
            "reciprocity_sentence",
            language,
            first=names[first][:1].upper() + names[first][1:],
            second=_listed(seconds, language),
        )
        for first, seconds in others.items()
    ]


def arrow_words(arrow: Arrow, language: str = "nb") -> str:
    """How strongly a clause sets one party to cooperate with another, in words."""
    if arrow.force is Force.MAY:
        return text("reciprocity_may", language)
    return text("reciprocity_must" if arrow.named else "reciprocity_must_collective", language)
