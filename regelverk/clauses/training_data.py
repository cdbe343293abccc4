"""The annotated sentences that the model is trained on, found again in the documents themselves.

Two sets: the development set of acts, annotated ledd by ledd (`gold/clauses-dev.jsonl` in the
shared data), and our own labels of sentences in central regulations, kept by address in
`model/regulations.jsonl`. No text is kept here.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import resources
from typing import NamedTuple

from regelverk.clauses.contexts import contexts
from regelverk.clauses.families import judge
from regelverk.clauses.stacking import LeddView
from regelverk.clauses.units import Ledd, ledds
from regelverk.model.document import Document

_LEDD = re.compile(r"(?:lov|forskrift)/[^/]+/(?P<place>.+?)/(?:ledd|nummer)/(?P<number>\d+)")
_SAME = 0.8


class Labelled(NamedTuple):
    """A ledd with the labels of its sentences; None for a sentence nobody judged."""

    document: str
    view: LeddView
    types: tuple[frozenset[str] | None, ...]
    partners: tuple[frozenset[str], ...]
    addresses: tuple[str, ...]


def view_of(document: Document, ledd: Ledd) -> LeddView:
    """A ledd as the model judges it."""
    around = tuple(contexts(document, ledd))
    first = around[0]
    return LeddView(
        text=document.quote(ledd.node),
        contexts=around,
        ruled=tuple(
            tuple(judge(document.quote(unit.span), first.heading).types) for unit in ledd.units
        ),
    )


def from_acts(gold: Iterable[str], act: Callable[[str], Document | None]) -> Iterator[Labelled]:
    """The development set.

    Args:
        gold: The lines of its file.
        act: Gives the act with a Lovdata reference, or None where it is not to be had.
    """
    records: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for line in gold:
        record = json.loads(line)
        records[record["law"]].append(record)
    for reference, judged in records.items():
        document = act(reference)
        if document is not None:
            places = _places(document)
            for record in judged:
                key = (_key(str(record["section"])), int(str(record["subsection"])))
                if found := places.get(key):
                    yield _with_gold(document, found, record)


def from_regulations(regulation: Callable[[str], Document | None]) -> Iterator[Labelled]:
    """Our own labels of sentences in regulations; their documents are asked for by reference."""
    lines = resources.files(__package__).joinpath("model/regulations.jsonl").read_text("utf-8")
    labels: dict[str, dict[str, Mapping[str, list[str]]]] = defaultdict(dict)
    for label in map(json.loads, lines.splitlines()):
        labels["/".join(label["address"].split("/")[:2])][label["address"]] = label
    for reference, judged in labels.items():
        document = regulation(reference)
        if document is not None:
            yield from _with_labels(document, judged)


def _with_labels(
    document: Document, judged: Mapping[str, Mapping[str, list[str]]]
) -> Iterator[Labelled]:
    for ledd in ledds(document):
        addresses = tuple(str(unit.node.address) for unit in ledd.units)
        if judged.keys() & set(addresses):
            found = [judged.get(address) for address in addresses]
            yield Labelled(
                document.identifier,
                view_of(document, ledd),
                tuple(frozenset(each["types"]) if each else None for each in found),
                tuple(frozenset(each["partners"] if each else ()) for each in found),
                addresses,
            )


def _with_gold(document: Document, places: list[Ledd], record: Mapping[str, object]) -> Labelled:
    sentences: list[Mapping[str, object]] = record["sentences"]  # type: ignore[assignment]
    whole = " ".join(str(each["text"]) for each in sentences)
    ledd = max(places, key=lambda place: overlap(document.quote(place.node), whole))
    view = view_of(document, ledd)
    types = tuple(
        frozenset(
            name
            for each in sentences
            if overlap(context.text, str(each["text"])) >= _SAME
            for name in each["types"]  # type: ignore[attr-defined]
        )
        for context in view.contexts
    )
    partners = frozenset(record["partners"])  # type: ignore[call-overload]
    return Labelled(
        document.identifier,
        view,
        types,
        (partners,) * len(types),
        tuple(str(unit.node.address) for unit in ledd.units),
    )


def _places(document: Document) -> dict[tuple[str, int], list[Ledd]]:
    places: dict[tuple[str, int], list[Ledd]] = defaultdict(list)
    for ledd in ledds(document):
        if match := _LEDD.match(str(ledd.node.address)):
            places[_key(match["place"].split("/")[-1]), int(match["number"])].append(ledd)
    return places


def _key(section: str) -> str:
    return re.sub(r"\s+", "", section).lower()


def overlap(left: str, right: str) -> float:
    """The share of the shorter text's words that the other holds, as often as they stand."""
    one, two = (Counter(re.findall(r"[0-9a-zæøå§]+", text.lower())) for text in (left, right))
    return (one & two).total() / max(1, min(one.total(), two.total()))
