"""Reports as one self-contained HTML file: no network, no script, for paper and telephone too."""

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from regelverk.clauses.rulebook import clause_types
from regelverk.comparison import words
from regelverk.comparison.align import side_by_side
from regelverk.comparison.elements import element
from regelverk.comparison.reciprocity import Arrow, Force, Party, Reciprocity, reciprocity
from regelverk.comparison.types import Comparison, Pair, Quote
from regelverk.model.document import Language
from regelverk.rules.texts import text
from regelverk.writers import view
from regelverk.writers.pictures import MARKS, HeatMap, heat_map, ring

_MOST_FAMILIES = 40
_MOST_MEMBERS = 20
_FORCES = {Force.MUST: "common", Force.MAY: "differs"}

_ENVIRONMENT = Environment(
    loader=PackageLoader("regelverk.writers", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


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
        number=view.number,
        place=partial(view.place, language=language),
        **values,
    )


def comparison_html(comparison: Comparison, language: str = "nb", version: str = "") -> str:
    """The report of a comparison, in `nb` or `nn`."""
    shown = view.shown_acts(comparison)
    return render(
        "compare.html.j2",
        language,
        version,
        c=comparison,
        shown=shown,
        has_clauses=any(act.clauses for act in comparison.acts),
        several=len(comparison.acts) > 1,
        contents=_contents(comparison, language),
        differences=[
            view.difference_sentence(each, comparison, language)
            for each in comparison.differences
            if each.cells
        ],
        justified=comparison.justifications,
        gaps=view.gap_sentences(comparison, language),
        missing=view.missing_sentences(comparison, language),
        wordings=_wordings(comparison),
        sides=side_by_side(comparison, *(act.identifier for act in shown))
        if len(shown) == 2
        else {},
        pairs=_both_ways(comparison.pairs),
        development=list(words.development_sentences(comparison, language)),
        **_labels(comparison, language),
        **_matrix(comparison, heat_map(comparison, shown, language), language),
        **_relations(reciprocity(comparison.clauses), language),
        **_families(comparison),
    )


def _text(language: str, name: str, /, **values: object) -> str:
    return text(name, language, **values)


def _labels(comparison: Comparison, language: str) -> dict[str, Any]:
    """What the template calls to say things in words."""
    kinds = {kind.name: kind.title(language) for kind in clause_types()}
    titles = words.titles_of(comparison)
    return {
        "titles": titles,
        "names": lambda acts: ", ".join(titles[act] for act in acts),
        "element_of": element,
        "answer": partial(words.answer, language=language),
        "reason": partial(words.reason_sentence, language=language),
        "justification": partial(words.justification_sentence, language=language),
        "conflict_sentence": partial(words.conflict_sentence, titles=titles, language=language),
        "stale_sentence": partial(words.stale_sentence, titles=titles, language=language),
        "consensus_sentence": partial(words.consensus_sentence, titles=titles, language=language),
        "outlier_sentence": partial(words.outlier_sentence, titles=titles, language=language),
        "kind_words": partial(words.kind_words, language=language),
        "is_unsure": view.is_unsure,
        "standing": view.standings(comparison),
        "marked": _marked,
        "code": _code,
        "type_title": kinds.__getitem__,
        "form_name": partial(view.form_name, language=language),
    }


def _contents(comparison: Comparison, language: str) -> list[tuple[str, str]]:
    """The headings of the report that one jumps to."""
    shown = view.shown_acts(comparison)
    has_clauses, several = any(act.clauses for act in shown), len(comparison.acts) > 1
    headings = (
        ("utvikling", "development_heading", comparison.development),
        ("forskjeller", "differences", several),
        ("begrunnet", "justified_heading", comparison.justifications),
        ("matrise", "matrix", shown),
        ("typer", "by_type", comparison.by_type),
        ("typisk", "consensus_heading", comparison.consensus and len(shown) != 2),
        ("side-om-side", "aligned_heading", len(shown) == 2),
        ("motstrid", "conflicts_heading", has_clauses),
        ("henvisninger", "stale_heading", has_clauses),
        ("gjensidig", "reciprocity_heading", has_clauses),
        ("mangler", "gaps", several),
        ("familier", "families_heading", True),
        ("metode", "method", True),
    )
    return [(anchor, text(name, language)) for anchor, name, there in headings if there]


def _matrix(comparison: Comparison, heat: HeatMap, language: str) -> dict[str, Any]:
    """The heat map, and how the matrix is laid out."""
    standing = view.Standing
    legend = [
        (standing.COMMON, text("legend_common", language)),
        (standing.DIFFERS, text("legend_differs", language)),
        (standing.SILENT, text("state_absent_about", language)),
        (standing.NO_CLAUSE, text("state_not_found_about", language)),
        (standing.UNSURE, text("legend_unsure", language)),
    ]
    if comparison.justifications:
        legend.append((standing.JUSTIFIED, text("legend_justified", language)))
    return {
        "heat": heat,
        "heat_desc": text(
            "heat_desc",
            language,
            cells=len(heat.tiles),
            common=heat.count(standing.COMMON),
            differs=heat.count(standing.DIFFERS, standing.JUSTIFIED),
            silent=heat.count(standing.SILENT, standing.NO_CLAUSE),
            unsure=heat.count(standing.UNSURE),
        ),
        "heat_class": _heat_class,
        "legend": legend,
        "marks": MARKS,
        "widest": view.WIDEST,
    }


def _relations(relations: Reciprocity, language: str) -> dict[str, Any]:
    """Who must cooperate with whom, as a matrix, a picture and sentences."""
    return {
        "relations": relations,
        "ring": ring(relations, language),
        "ring_desc": text(
            "reciprocity_desc",
            language,
            parties=len(relations.parties),
            mutual=len(relations.mutual),
            onesided=len(relations.one_sided),
        ),
        "one_sided": view.one_sided_sentences(relations, language),
        "arrow_class": partial(_arrow_class, relations),
        "arrow_words": partial(_arrow_words, language),
    }


def _arrow_class(relations: Reciprocity, first: Party, second: Party) -> str:
    if (first.name, second.name) in relations.one_sided:
        return "absent"
    return _FORCES.get(relations.force(first.name, second.name), "")


def _arrow_words(language: str, arrow: Arrow) -> str:
    return view.arrow_words(arrow, language)


def _families(comparison: Comparison) -> dict[str, Any]:
    """The families on the page: those with clauses first."""
    ranked = sorted(comparison.families, key=lambda family: not family.has_clauses)
    return {"families": ranked[:_MOST_FAMILIES], "most_members": _MOST_MEMBERS}


def _marked(quote: Quote) -> Markup:
    """A quote with the words that carry the answer marked."""
    before, found, after = (
        quote.text.partition(quote.words) if quote.words else (quote.text, "", "")
    )
    return Markup("{}<mark>{}</mark>{}").format(before, found, after) if found else escape(before)


def _code(form: Language) -> str:
    """A language form as browsers know it."""
    return "no" if form is Language.MIXED else form.value


def _both_ways(pairs: tuple[Pair, ...]) -> Mapping[tuple[str, str], Pair]:
    return {
        key: pair
        for pair in pairs
        for key in ((pair.first, pair.second), (pair.second, pair.first))
    }


def _heat_class(value: float | None) -> str:
    if value is None:
        return "heat-none"
    return "heat-high" if value >= 75 else "heat-mid" if value >= 40 else "heat-low"


def _wordings(comparison: Comparison) -> Mapping[str, list[tuple[str, Quote]]]:
    """The compared clauses by type, with the acts' titles."""
    titles = words.titles_of(comparison)
    found: dict[str, list[tuple[str, Quote]]] = defaultdict(list)
    for (act, kind), quote in comparison.anchors.items():
        found[kind].append((titles[act], quote))
    return found
