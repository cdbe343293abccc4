"""Who must cooperate with whom, as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regelverk.comparison.reciprocity import Arrow, Force, Party, Reciprocity, reciprocity
from regelverk.comparison.types import Comparison
from regelverk.writers.view import arrow_words, one_sided_sentences, place

_MOST_QUOTES = 3


@dataclass(frozen=True, slots=True)
class ArrowView:
    """What one party's clauses say of its cooperation with another."""

    standing: str
    words: str
    quotes: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class RelationsView:
    """Who must cooperate with whom; `cells` by bearer and counterpart."""

    parties: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], ArrowView]
    one_sided: tuple[str, ...]
    silent: tuple[str, ...]
    mutual: int
    unplaced: tuple[tuple[str, str, str], ...]


def relations_view(result: Comparison, form: str) -> RelationsView:
    """Who must cooperate with whom, and which parties are named but have no duty themselves."""
    relations = reciprocity(result.clauses)
    bearers = {bearer for bearer, _ in relations.arrows}
    return RelationsView(
        tuple((each.name, each.title(form)) for each in relations.parties),
        {key: _arrow(relations, key, found, form) for key, found in relations.arrows.items()},
        tuple(one_sided_sentences(relations, form)),
        tuple(_capital(each, form) for each in relations.parties if each.name not in bearers),
        len(relations.mutual),
        tuple(
            (each.document_title, place(each.address, form), each.text)
            for each in relations.unplaced
        ),
    )


def _capital(party: Party, form: str) -> str:
    title = party.title(form)
    return title[:1].upper() + title[1:]


def _arrow(
    relations: Reciprocity, key: tuple[str, str], found: Sequence[Arrow], form: str
) -> ArrowView:
    if key in relations.one_sided:
        standing = "one-sided"
    else:
        standing = "must" if relations.force(*key) is Force.MUST else "may"
    return ArrowView(
        standing,
        arrow_words(found[0], form),
        tuple(
            (each.clause.document_title, place(each.clause.address, form), each.clause.text,
             str(each.clause.address))
            for each in found[:_MOST_QUOTES]
        ),
    )  # fmt: skip
