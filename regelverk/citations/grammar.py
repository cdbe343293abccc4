"""The grammar of citations within one document: "§§ 3-1, 3-4 og 4-2 annet ledd bokstav a til c".

A citation is a chain of groups. A group names places of one kind: "§§ 3-1 og 3-4", "første til
tredje ledd", "bokstav a". A group right after another lies within its last place; after a comma or
a conjunction it stands beside the nearest place of its own kind. What cannot be attached either way
ends the citation.
"""

from typing import Final, NamedTuple

from regelverk.citations.labels import (
    ADJECTIVE,
    AND,
    ORDINAL,
    ORDINAL_NOUN,
    RANGE,
    Label,
    intervals,
    read_labels,
    read_ordinals,
)
from regelverk.citations.terms import Term, alternatives, any_word, in_line, with_pattern
from regelverk.model.address import SECTION_KINDS, Step

ITEM_KINDS: Final = frozenset({"bokstav", "nummer", "strekpunkt"})
ROOTED: Final = SECTION_KINDS | {"kap", "del", "avdeling", "vedlegg", "pkt", "gdpr", "avsnitt"}
"""Kinds that are named directly under the document, whatever place speaks."""
HERE: Final = "her"
"""The kind of a step for the place that speaks: `Step(HERE, "§")` is "paragrafen her"."""


class Path(NamedTuple):
    """One place a citation names, or an interval of places.

    Attributes:
        steps: The steps to the place; within the document where `rooted`, else within the place
            that speaks.
        last: The last step of the interval's end; None for a single place.
        rooted: Whether the steps start at the document.
    """

    steps: tuple[Step, ...]
    last: Step | None
    rooted: bool


class Reading(NamedTuple):
    """What a chain names, and where it ends in the text."""

    paths: tuple[Path, ...]
    end: int


class _Group(NamedTuple):
    term: Term
    labels: tuple[Label, ...]
    end: int
    plural: bool = False


def _by_word(*patterns: str) -> dict[str, Term]:
    return {
        word.rstrip(".").lower(): term for term in with_pattern(*patterns) for word in term.words()
    }


_LABELLED: Final = _by_word("label")
_ORDINAL_NOUNS: Final = _by_word("ordinal")
_ALONE: Final = _by_word("alone")
_SELF: Final = _by_word("self")
_NUMBER: Final = _LABELLED["nr"]
_LETTER: Final = _LABELLED["bokstav"]
_LEDD: Final = _ORDINAL_NOUNS["ledd"]
_HOLDERS: Final = frozenset({"mellomtittel", "dokumentendring", "endring"})
_PLURAL: Final = frozenset({"§§", "paragrafene", "paragrafane"})
_ORDINAL_LIST: Final = (
    rf"{ORDINAL}(?:\s*(?:,|{AND}|{RANGE})\s*(?:{AND}\s*)?(?:{ADJECTIVE}\s+)?{ORDINAL})*"
)
_GROUP: Final = in_line(
    rf"\s*(?:{ADJECTIVE}\s+)?(?:"
    rf"(?:denne|dette)\s+(?P<this>{alternatives(_SELF)})"
    rf"|(?P<here>{alternatives(_SELF)})\s+her(?!\w)"
    rf"|(?P<word>§§?|{alternatives(word for word in _LABELLED if '§' not in word)}\.?)\s*"
    rf"|(?P<ordinals>{_ORDINAL_LIST})\s*(?P<noun>{ORDINAL_NOUN})"
    r"|\((?P<ledd>\d{1,2}[a-z]?)\)"
    rf"|(?P<alone>{alternatives(_ALONE)})"
    r")",
)
_SEPARATOR: Final = in_line(
    rf"\s*(?P<comma>,)?\s*(?:(?P<range>{RANGE})|(?P<and>{AND}(?:\s*{AND})?))?\s*"
)
_BARE_LETTER: Final = in_line(r"\s+(?=[a-hj-zæø](?!\w|\.\w))|\s*(?=[a-zæøå]\))")
_OCCURRENCE: Final = in_line(rf"\s\((?P<number>\d+)\.\s{any_word('occurrence')}\)")
_ONWARD: Final = in_line(rf"\s*{any_word('onward')}")


def read(text: str, pos: int = 0) -> Reading | None:
    """The citation at `pos`, without an act's name; None where there is none.

    Example:
        >>> reading = read("§§ 3-1 og 3-4 annet ledd bokstav a til c gjelder")
        >>> ["/".join(map(str, path.steps)) for path in reading.paths], str(reading.paths[-1].last)
        (['§3-1', '§3-4/ledd/2/bokstav/a'], 'bokstav/c')
    """
    chain = _Chain(text, pos)
    while chain.grow():
        pass
    if len(chain.paths) > 1:  # "§§ 2 annet ledd og 3": the sign stands for both
        chain.paths = [path._replace(steps=_single(path.steps)) for path in chain.paths]
    return Reading(tuple(chain.paths), chain.end) if chain.paths else None


def _single(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(step._replace(kind="§") if step.kind == "§§" else step for step in steps)


class _Chain:
    """A citation as far as it has been read."""

    def __init__(self, text: str, pos: int) -> None:
        self.text = text
        self.end = pos
        self.paths: list[Path] = []
        self.path: tuple[Step, ...] = ()
        self.plural = False

    def grow(self) -> bool:
        """Read one more group; False where the citation ends."""
        if (group := self.group(self.end)) is not None:
            inside = self.within(group)
            if inside is None:
                return False
            if self.paths:
                self.paths.pop()
            return self.add(group, inside)
        match = _SEPARATOR.match(self.text, self.end) if self.paths else None
        if match is None or not match[0].strip():
            return False
        group = self.group(match.end()) or self.bare(match.end())
        if group is None:
            return False
        beside = self.beside(group, comma=match["range"] is None and match["and"] is None)
        if beside is None:
            return False
        if match["range"] and self.close(group, beside):
            return True
        if beside == self.path:
            self.paths.pop()
        return self.add(group, beside)

    def group(self, pos: int) -> _Group | None:
        """The group at `pos`."""
        match = _GROUP.match(self.text, pos)
        if match is None:
            return self.bare_letter(pos)
        if match["word"]:
            return self.labelled(match["word"], match.end())
        if match["ordinals"]:
            term = _ORDINAL_NOUNS[match["noun"].rstrip(".").lower()]
            labels = read_ordinals(match["ordinals"])
            dot = match["noun"].lower() == "pkt" and self.text.startswith(".", match.end())
            return _Group(term, labels, match.end() + dot)
        if match["ledd"]:
            return _Group(_LEDD, (Label(match["ledd"]),), match.end()) if self.paths else None
        if match["alone"]:
            return _Group(_ALONE[match["alone"].lower()], (Label(""),), match.end())
        term = _SELF[(match["this"] or match["here"]).lower()]
        return None if self.paths else _Group(term, (Label(""),), match.end())

    def labelled(self, word: str, pos: int) -> _Group | None:
        """A word and its labels. Within a section a point is a number; an annex needs no label."""
        word = word.rstrip(".").lower()
        term = _LABELLED[word]
        if term.kind == "pkt" and self.path and self.path[-1].kind != "pkt":
            term = _NUMBER
        plural = word in _PLURAL
        found = read_labels(self.text, pos, term, plural=plural)
        if found is None:
            end = pos - len(self.text[:pos]) + len(self.text[:pos].rstrip())
            return _Group(term, (Label(""),), end) if term.kind == "vedlegg" else None
        if term.kind == "§§" and len(found.labels) > 1:
            term = _LABELLED["§"]
        onward = _ONWARD.match(self.text, found.end)
        return _Group(term, found.labels, onward.end() if onward else found.end, plural)

    def bare_letter(self, pos: int) -> _Group | None:
        """A letter without its word: "første ledd a til d", "§ 4 a)"."""
        if not self.path or self.path[-1].kind not in SECTION_KINDS | {"ledd", "nummer"}:
            return None
        match = _BARE_LETTER.match(self.text, pos)
        found = match and read_labels(self.text, match.end(), _LETTER, plural=False)
        return _Group(_LETTER, found.labels, found.end) if found else None

    def bare(self, pos: int) -> _Group | None:
        """A list that goes on without its word: "§§ 2 annet ledd, 3 tredje ledd"."""
        for step in reversed(self.path):
            if step.kind == "bokstav" or (step.kind in ("§", "§§") and self.plural):
                term = _LABELLED["§" if step.kind == "§§" else step.kind]
                found = read_labels(self.text, pos, term, plural=self.plural, bare=True)
                if found is not None:
                    return _Group(term, found.labels, found.end, self.plural)
        return None

    def within(self, group: _Group) -> tuple[Step, ...] | None:
        """The steps that a group right after the last one lies in; None where it cannot."""
        if self.paths and self.paths[-1].last is not None:
            return None
        if _is_rooted(_step(group.term, "", ())) and not all(map(_is_container, self.path)):
            return None
        return self.path

    def beside(self, group: _Group, *, comma: bool) -> tuple[Step, ...] | None:
        """The steps that a group after a comma or conjunction lies in; None where it cannot."""
        step = group.term.place("")
        kinds = ["§" if each.kind == "§§" else each.kind for each in self.path]
        if step.kind in kinds:
            return self.path[: len(kinds) - 1 - kinds[::-1].index(step.kind)]
        if _is_rooted(step):
            mixes = step.kind in SECTION_KINDS and SECTION_KINDS & set(kinds)  # § 4 and article 5
            return (
                None
                if mixes and not {"§", "§§"} >= {step.kind} | (SECTION_KINDS & set(kinds))
                else ()
            )
        if comma and _deepens(kinds[-1], step.kind):
            return self.path
        if step.kind == "setning" and "ledd" in kinds:
            return self.path[: len(kinds) - kinds[::-1].index("ledd")]
        if step.kind in ITEM_KINDS and ITEM_KINDS & set(kinds):
            first = next(index for index, kind in enumerate(kinds) if kind in ITEM_KINDS)
            return self.path[:first]
        return None

    def close(self, group: _Group, beside: tuple[Step, ...]) -> bool:
        """Make the last place start an interval ("§ 3-1 til § 3-6"), if the group can end it."""
        last = self.paths[-1]
        step = group.term.place(group.labels[0].text)
        if last.last is not None or last.steps[:-1] != beside or last.steps[-1].kind != step.kind:
            return False
        self.paths[-1] = last._replace(last=step)
        self.path = (*beside, step)
        if group.labels[1:]:
            return self.add(group._replace(labels=group.labels[1:]), beside)
        self.end, self.plural = group.end, group.plural
        return True

    def add(self, group: _Group, prefix: tuple[Step, ...]) -> bool:
        """Add a group's places under `prefix`."""
        term = group.term
        rooted = _is_rooted(prefix[0] if prefix else _step(term, "", ()))
        labels = group.labels
        self.end = group.end
        if (match := _OCCURRENCE.match(self.text, group.end)) is not None:
            labels = (
                *labels[:-1],
                labels[-1]._replace(text=f"{labels[-1].text}~{match['number']}"),
            )
            self.end = match.end()
        for first, last in intervals(labels):
            place = (*prefix, _step(term, first, prefix))
            self.paths.append(Path(place, _step(term, last, prefix) if last else None, rooted))
        self.path = (*prefix, _step(term, labels[-1].text, prefix))
        self.plural = group.plural or (self.plural and not _is_rooted(term.place("")))
        return True


def _step(term: Term, label: str, prefix: tuple[Step, ...]) -> Step:
    """The step for a label; an article of the data protection regulation has a form of its own."""
    if term.pattern == "self":
        return Step(HERE, term.step)
    if term.kind == "Artikkel" and prefix and prefix[-1].kind == "gdpr":
        return Step("a", label)
    return term.place(label)


def _is_container(step: Step) -> bool:
    """Whether sections can lie in the place."""
    return step.kind in _HOLDERS or (_is_rooted(step) and step.kind not in SECTION_KINDS)


def _is_rooted(step: Step) -> bool:
    return step.kind in ROOTED and (step.kind != "avsnitt" or step.joined)


def _deepens(outer: str, inner: str) -> bool:
    """Whether a place of kind `inner` can lie in the one before the comma ("§ 3, annet ledd")."""
    if inner == "ledd":
        return outer in SECTION_KINDS or outer == "nummer"
    if inner in ITEM_KINDS:
        return outer in SECTION_KINDS or outer in ITEM_KINDS or outer == "ledd"
    return inner in ("setning", "overskrift") and outer != inner
