"""Addresses: Lovdata's own path form for a place in a document.

`lov/2021-06-18-97/§15-8/ledd/3/setning/1` is the first sentence of the third subsection of § 15-8.
The first two parts name the document; each further step is either written in one (`§15-8`, `kap6`,
`Art3`) or as a word and a label (`ledd/3`, `bokstav/a`). The forms are those found in Lovdata's
open data (`data-lovdata-URL`, `data-change-part` and links), with four of our own for places that
Lovdata does not name: `strekpunkt/2` (an unlettered item), `mellomtittel/2` (an unnumbered heading
group), `pkt3.2` (a numbered heading in a letter) and `~2` after a label (the second of two places
that carry the same name).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, Self

from regelverk.errors import AddressError

# Steps written in one: the prefix, then a label that may be missing (an annex without a number).
_JOINED = re.compile(
    r"(?P<kind>§§|§|kap|del|avdeling|avsnitt|vedlegg|pkt|Artikkel|Artikel|Article|Art|a(?=\d))"
    r"(?P<label>.*)",
    re.DOTALL,
)
# Steps written as a word and a label (`avsnitt/2` is a block of text, `avsnittII` is a group).
PAIRED = frozenset(
    {
        "ledd", "nummer", "bokstav", "strekpunkt", "setning", "mellomtittel", "avsnitt", "tabell",
        "rad", "celle", "fotnote", "note", "endring", "dokumentendring", "oppdrag",
    }
)  # fmt: skip
# Steps that stand alone.
_BARE = re.compile(r"(?P<kind>overskrift|gdpr)(?P<label>(?:~\d+)?)")
_COLLECTION = re.compile(r"^(?:NL|NLE|SF|SFE|LF|LFO|LTI)/")


class Step(NamedTuple):
    """One step of an address: what kind of place, and its label (`§` and `15-8`, `ledd` and `3`).

    Attributes:
        kind: What sort of place, as the address spells it; empty for a step that is not known.
        label: Its number or letter; empty where it has none.
        joined: Whether a kind that is otherwise written apart is written in one (`avsnittII`).
    """

    kind: str
    label: str
    joined: bool = False

    def __str__(self) -> str:
        if self.kind in PAIRED and not self.joined:
            return f"{self.kind}/{self.label}"
        return f"{self.kind}{self.label}"


@lru_cache(maxsize=2**14)
def _single_word(word: str) -> Step:
    """The step that is written in one word; its kind is empty where the word is unknown."""
    if match := _BARE.fullmatch(word):
        return Step(match["kind"], match["label"])
    if match := _JOINED.fullmatch(word):
        return Step(match["kind"], match["label"], match["kind"] in PAIRED)
    return Step("", word)


class Address(str):
    """A place in a document, as Lovdata writes it.

    It is a string, so it sorts, hashes and prints as one.

    Example:
        >>> place = Address.parse("NL/lov/2021-06-18-97/§15-8/ledd/3/setning/1")
        >>> place.document, place.section
        ('lov/2021-06-18-97', 'lov/2021-06-18-97/§15-8')
        >>> [str(step) for step in place.steps]
        ['§15-8', 'ledd/3', 'setning/1']
        >>> place.parent
        'lov/2021-06-18-97/§15-8/ledd/3'
    """

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address, with or without the collection that Lovdata puts first (`NL/`, `SF/`).

        Raises:
            AddressError: The text has no document part, or a step that is unknown or cut short.
        """
        address = cls(_COLLECTION.sub("", text.strip()))
        if "/" not in address:
            raise AddressError(value=text)
        for step in address.steps:
            if not step.kind or str(step).endswith("/"):
                raise AddressError(value=text)
        return address

    @property
    def document(self) -> str:
        """The document's identifier, `lov/2005-06-17-64`."""
        return "/".join(self.split("/", 2)[:2])

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps below the document, outermost first. An unknown step has an empty kind."""
        return tuple(self._read())

    def _read(self) -> Iterator[Step]:
        words = iter(self.split("/")[2:])
        for word in words:
            yield Step(word, next(words, "")) if word in PAIRED else _single_word(word)

    @property
    def parent(self) -> Self:
        """The place that holds this one; the document itself has itself as parent."""
        return type(self)("/".join([self.document, *map(str, self.steps[:-1])]))

    @property
    def section(self) -> Self | None:
        """The § or article that this place lies in, or None outside sections."""
        steps = self.steps
        for index in range(len(steps) - 1, -1, -1):
            if steps[index].kind in SECTION_KINDS:
                return type(self)("/".join([self.document, *map(str, steps[: index + 1])]))
        return None

    def child(self, step: str) -> Self:
        """The address one step further in."""
        return type(self)(f"{self}/{step}")

    def holds(self, other: str) -> bool:
        """Whether `other` is this place or lies within it."""
        return other == self or other.startswith(f"{self}/")


SECTION_KINDS = frozenset({"§", "§§", "Artikkel", "Artikel", "Article", "Art", "a"})
