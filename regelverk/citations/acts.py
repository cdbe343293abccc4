"""Which act a name stands for: "barnehageloven", "bhl.", "opplæringslova", "lov om barnevern"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, NamedTuple

from regelverk.citations.dated import subject
from regelverk.model.document import Document, DocumentKind
from regelverk.rules.loader import load

_ENDING: Final = re.compile(r"(lov|forskrift|instruks)(?:en|a|i)?s?$")
_IN_BRACKETS: Final = re.compile(r"[\[(]([^\[\]()]+)[\])]")
_IS_NAME: Final = {
    DocumentKind.ACT: re.compile(r".*(?:lov|instruks)(?:en|a)?", re.IGNORECASE),
    DocumentKind.REGULATION: re.compile(r".*(?:forskrift|instruks)(?:en|a)?", re.IGNORECASE),
}
_AMENDS: Final = re.compile(r"(?:(?:lov|forskrift)\s+om\s+)?endring", re.IGNORECASE)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_IN_FORCE: Final = ("I kraft fra", "I kraft frå")


@dataclass(frozen=True, slots=True)
class Act:
    """An act or regulation and what it is called. See the head of `rules/acts.toml`."""

    identifier: str
    title: str
    source: str
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    pending: bool = False

    @property
    def year(self) -> str:
        """The year in its identifier."""
        return self.identifier.partition("/")[2][:4]


class Named(NamedTuple):
    """What a name stands for.

    Attributes:
        acts: The act; several where the name does not decide between them.
        outdated: Whether the act has been replaced, or is now called something else.
    """

    acts: tuple[Act, ...]
    outdated: bool


class ActIndex:
    """Finds acts by name. Acts in force go before acts that are replaced or not yet in force.

    Args:
        acts: The acts. Of two with the same identifier, the names are put together.

    Example:
        >>> index = known_acts()
        >>> [act.identifier for act in index.named("Opplæringslovens").acts]
        ['lov/2023-06-09-30']
        >>> index.named("opplæringslova", year="1998").outdated
        True
    """

    def __init__(self, acts: Iterable[Act]) -> None:
        self._acts: dict[str, Act] = {}
        for act in acts:
            known = self._acts.get(act.identifier)
            self._acts[act.identifier] = _joined(known, act) if known else act
        self._names: dict[str, list[tuple[Act, bool]]] = {}
        self._abbreviations: dict[str, list[Act]] = {}
        self._subjects: dict[str, list[tuple[str, Act]]] = {}
        self._first_words: set[str] = set()
        self._dates: dict[str, list[Act]] = {}
        for act in self._acts.values():
            self._add(act)

    def _add(self, act: Act) -> None:
        for former, names in ((False, act.names), (True, act.former_names)):
            for key in dict.fromkeys(map(_key, names)):
                self._names.setdefault(key, []).append((act, former))
                if " " in key:
                    self._first_words.add(key.split()[0])
        for abbreviation in act.abbreviations:
            self._abbreviations.setdefault(abbreviation.lower(), []).append(act)
        self._dates.setdefault("-".join(act.identifier.split("-")[:3]), []).append(act)
        about = subject(act.title)
        if about:
            self._subjects.setdefault(_first_words(about), []).append((about, act))

    @classmethod
    def from_documents(cls, documents: Iterable[Document]) -> "ActIndex":
        """The acts in the rules, and those among the documents by their titles and short titles.

        Example:
            >>> from regelverk.model.address import Address
            >>> from regelverk.model.document import Kind, Node
            >>> place = Address("lov/2027-01-01-1")
            >>> root = Node(Kind.DOCUMENT, 0, 0, place)
            >>> act = Document(place, DocumentKind.ACT, "Lov om leiker (leikelova)", "", root)
            >>> ActIndex.from_documents([act]).named("leikeloven").acts[0].identifier
            'lov/2027-01-01-1'
        """
        own = tuple(_acts(documents))
        return cls([*_as_known_by(own), *own])

    @classmethod
    def own(cls, document: Document) -> "ActIndex":
        """Only what a document calls itself."""
        return cls(_acts([document]))

    def get(self, identifier: str) -> Act | None:
        """The act with this identifier; None where it is unknown."""
        return self._acts.get(identifier)

    def on_date(self, identifier: str) -> tuple[Act, ...]:
        """The acts of the date in an identifier without a number (`lov/1940-03-15`)."""
        return tuple(self._dates.get(identifier, ()))

    def starts_long_name(self, word: str) -> bool:
        """Whether a short title of several words starts with this one; a check before `named`."""
        return word.lower() in self._first_words

    def named(self, name: str, year: str = "") -> Named | None:
        """The acts that a short title stands for; None where it is unknown.

        Args:
            name: The short title, in any form and case.
            year: The year of the act, where the text gives it ("straffeloven 1902").
        """
        found = [pair for pair in self._names.get(_key(name), ()) if year in ("", pair[0].year)]
        current = [act for act, former in found if not (former or act.replaced_by)]
        if current:
            in_force = [act for act in current if not act.pending]
            return Named(tuple(in_force or current), outdated=False)
        return Named(tuple(act for act, _ in found), outdated=True) if found else None

    def abbreviated(self, abbreviation: str) -> Named | None:
        """The acts that an abbreviation stands for ("bhl."); None where it is unknown."""
        found = self._abbreviations.get(abbreviation.lower().rstrip(".,"))
        return Named(tuple(found), outdated=False) if found else None

    def about(self, text: str, pos: int, kind: str = "lov") -> tuple[Act, int] | None:
        """The act whose title goes on at `pos` ("om barnevern"), and where the title ends.

        Args:
            text: The text.
            pos: Where the title goes on, after "lov" or "forskrift".
            kind: Which of these it is.
        """
        words = text[pos : pos + 300]
        best: tuple[Act, int] | None = None
        for about, act in self._subjects.get(_first_words(words), ()):
            end = pos + len(about)
            fits = act.identifier.startswith(kind) and words.startswith(about)
            fits = fits and not text[end : end + 1].isalnum()
            if fits and (best is None or end > best[1]) and not act.pending:
                best = act, end
        return best

    def __iter__(self) -> Iterator[Act]:
        return iter(self._acts.values())


@cache
def known_acts() -> ActIndex:
    """The acts in the rules, without any corpus."""
    return ActIndex(load("acts", Act))


def _key(name: str) -> str:
    """A name as it is looked up: in lower case, -loven and -lova and their genitives as -lov."""
    return _ENDING.sub(r"\1", " ".join(name.lower().split()))


def _first_words(text: str) -> str:
    return " ".join(text.split(maxsplit=2)[:2]).lower().rstrip(",.")


def _as_known_by(corpus: tuple[Act, ...]) -> Iterator[Act]:
    """The acts in the rules as of a corpus: if it holds only the older of two, that is the law."""
    known = load("acts", Act)
    held = {act.identifier for act in corpus}
    still = [each for each in known if each.identifier in held and not held & set(each.replaced_by)]
    to_come = {new for act in still for new in act.replaced_by}
    for act in known:
        if act in still:
            yield replace(act, replaced_by=())
        else:
            yield replace(act, pending=act.pending or act.identifier in to_come)


def _joined(first: Act, second: Act) -> Act:
    """Two descriptions of one act in one."""
    return replace(
        first,
        names=tuple(dict.fromkeys((*first.names, *second.names))),
        abbreviations=tuple(dict.fromkeys((*first.abbreviations, *second.abbreviations))),
        pending=second.pending,
    )


def _acts(documents: Iterable[Document]) -> Iterator[Act]:
    for document in documents:
        is_name = _IS_NAME.get(document.kind)
        if is_name is None:
            continue
        names = [*_IN_BRACKETS.findall(document.title), document.short_title]
        if _AMENDS.match(document.title):
            names = []
        abbreviation = document.metadata.get("Forkortelse", "").rstrip(".")
        yield Act(
            identifier=document.identifier,
            title=document.title,
            source=document.source,
            names=tuple(name for name in names if is_name.fullmatch(name)),
            abbreviations=(abbreviation,) if abbreviation else (),
            pending=_is_pending(document),
        )


def _is_pending(document: Document) -> bool:
    """Whether the document only says who decides when it comes into force, and no date."""
    stated = next((document.metadata[key] for key in _IN_FORCE if key in document.metadata), "")
    return bool(stated) and _DATE.search(stated) is None
