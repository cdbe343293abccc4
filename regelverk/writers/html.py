"""Reports as one self-contained HTML file: no network, no script, for paper and telephone too."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from regelverk.clauses.rulebook import clause_types
from regelverk.comparison.types import Act, Cell, Comparison, Pair, Quote, State
from regelverk.rules.texts import text
from regelverk.writers.view import (
    UNSURE_BELOW,
    answer,
    difference_sentence,
    element_of,
    form_name,
    gap_sentences,
    number,
    place,
)

_WIDEST = 12
"""More acts than this stand one below the other in the matrix, not side by side."""

_ENVIRONMENT = Environment(
    loader=PackageLoader("regelverk.writers", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def comparison_html(comparison: Comparison, language: str = "nb", version: str = "") -> str:
    """The report of a comparison, in `nb` or `nn`."""
    return render(
        "compare.html.j2",
        language,
        version,
        c=comparison,
        shown=_shown(comparison),
        widest=_WIDEST,
        sentence=lambda each: difference_sentence(each, comparison, language),
        element_of=element_of,
        answer=partial(answer, language=language),
        css_class=_css_classes(comparison),
        marked=_marked,
        unsure_below=UNSURE_BELOW,
        type_title=_type_title(language),
        pairs=_both_ways(comparison.pairs),
        heat=_heat,
        gaps=gap_sentences(comparison, language),
        wordings=_wordings(comparison),
        form_name=partial(form_name, language=language),
    )


def _shown(comparison: Comparison) -> list[Act]:
    """The acts that get a column or a row: all of a few, else those that have clauses."""
    acts = comparison.acts
    return list(acts) if len(acts) <= _WIDEST else [act for act in acts if act.clauses]


def render(template: str, language: str, version: str, **values: Any) -> str:
    """A template as a page, in `nb` or `nn`."""
    css = (
        resources.files("regelverk.writers")
        .joinpath("templates/report.css")
        .read_text(encoding="utf-8")
    )
    return _ENVIRONMENT.get_template(template).render(
        lang=language,
        css=Markup(css),
        version=version,
        t=partial(_text, language),
        number=number,
        place=partial(place, language=language),
        **values,
    )


def _text(language: str, name: str, /, **values: object) -> str:
    return text(name, language, **values)


def _css_classes(comparison: Comparison) -> Callable[[Cell], str]:
    """How a cell is coloured: as most, otherwise, silent, or not found."""
    common: dict[str, str] = {}
    for name in comparison.elements:
        counts = Counter(
            cell.value
            for act in comparison.acts
            if (cell := comparison.cells[act.identifier, name]).state is State.FOUND
        )
        common[name] = counts.most_common(1)[0][0] if counts else ""

    def css_class(cell: Cell) -> str:
        if cell.state is State.FOUND:
            return "common" if cell.value == common[cell.element] else "differs"
        return "absent" if cell.state is State.ABSENT else "not-found"

    return css_class


def _marked(quote: Quote) -> Markup:
    """A quote with the words that carry the answer marked."""
    before, words, after = (
        quote.text.partition(quote.words) if quote.words else (quote.text, "", "")
    )
    return Markup("{}<mark>{}</mark>{}").format(before, words, after) if words else escape(before)


def _type_title(language: str) -> Callable[[str], str]:
    titles = {kind.name: kind.title(language) for kind in clause_types()}
    return titles.__getitem__


def _both_ways(pairs: tuple[Pair, ...]) -> Mapping[tuple[str, str], Pair]:
    return {
        key: pair
        for pair in pairs
        for key in ((pair.first, pair.second), (pair.second, pair.first))
    }


def _heat(value: float | None) -> str:
    if value is None:
        return "heat-none"
    return "heat-high" if value >= 75 else "heat-mid" if value >= 40 else "heat-low"


def _wordings(comparison: Comparison) -> Mapping[str, list[tuple[str, Quote]]]:
    """The compared clauses by type, with the acts' titles."""
    titles = {act.identifier: act.title for act in comparison.acts}
    found: dict[str, list[tuple[str, Quote]]] = defaultdict(list)
    for (act, kind), quote in comparison.anchors.items():
        found[kind].append((titles[act], quote))
    return found
