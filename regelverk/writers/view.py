"""What several writers need to say the same thing in the same words."""

from collections.abc import Mapping, Sequence

from regelverk.citations.format import format_address
from regelverk.comparison.elements import Element, elements, values
from regelverk.comparison.types import Cell, Comparison, Difference, State
from regelverk.errors import AddressError
from regelverk.model.address import Address
from regelverk.model.document import Language
from regelverk.rules.texts import text

UNSURE_BELOW = 0.5
_SHOWN_OTHERS = 3
_SHOWN_NAMES = 8


def place(address: Address, language: str = "nb") -> str:
    r"""An address as a lawyer cites it, `§ 2 b første ledd`; as it is where it cannot be cited.

    Example:
        >>> place(Address("lov/2005-06-17-64/§2b/ledd/1"))
        '§\xa02 b første ledd'
    """
    try:
        return format_address(address, language).replace("§ ", "§\u00a0").replace("§§ ", "§§\u00a0")
    except AddressError:
        return str(address)


def element_of(name: str) -> Element:
    """The element with a name."""
    return next(each for each in elements() if each.name == name)


def answer(cell: Cell, language: str = "nb") -> str:
    """What a cell says, in words."""
    if cell.state is State.FOUND:
        return values()[cell.value].label(language)
    return text("state_absent" if cell.state is State.ABSENT else "state_not_found", language)


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
    return text(
        form.get(difference.common.state, "difference_lacking"),
        language,
        element=element_of(difference.element).title(language),
        sharing=difference.sharing,
        acts=len(comparison.acts),
        common=answer(difference.common, language),
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
            element=element_of(element).title(language),
            acts=_listed([names[act] for act in missing], language),
        )
        for element, missing in comparison.gaps.items()
    ]
