"""The services an act is about: by its title, by its headings, and who answers for them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from regelverk.clauses.rulebook import compiled
from regelverk.model.document import Document, Node
from regelverk.rules.loader import load

_ADJECTIVE = r"(?P<adjective>(?:kommunale?|offentlege?|offentlige?|statlege?|statlige?)\s+)?"
_PREFIX = r"(?P<prefix>(?:[a-zæøå]+- og )?[a-zæøå]*?)"
_SEES_TO = r"skal\s+(?:sørge|sørgje|syte|sørgja)\s+for\s+(?:at\s+)?(?:ein\s|eit\s|ei\s|en\s|et\s)?"
_DEFINITE = re.compile(r"(?:den|det|de|dei) \w+e (?!som\b)\w", re.IGNORECASE)
_NAME = re.compile(r"(?:[a-zæøå]+(?:-[a-zæøå]+)*e? )?[a-zæøå-]+")
_HAS = r"skal\s+(?:ha|tilby|sørge for|sørgje for)\s+(?:tilbud om|tilbod om)?\s*(?:en\s|ein\s|ei\s)?"


@dataclass(frozen=True, slots=True)
class ServiceNoun:
    """A word for a service or for who answers for it; see `rules/services.toml`."""

    name: str
    role: str
    definite: str
    forms: tuple[str, ...]
    source: str
    alone: bool = False
    municipal: bool = False
    genitive: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A service as an act names it.

    Attributes:
        name: Definite singular, as it reads within a sentence: `krisesentertilbodet`.
        stem: What all its forms start with: `krisesentertilbod`.
        acts: Whether it is a body that can act, or something that its owner provides.
        where: The title or heading that names it.
    """

    name: str
    stem: str
    acts: bool
    where: str


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


def owner_of(who: str) -> ServiceNoun | None:
    """The owner that a duty bearer is (`kommunen`), or None where it is a service.

    Example:
        >>> owner_of("kommunen").municipal, owner_of("barnehagen")
        (True, None)
    """
    lowered = who.lower()
    return next((each for each in _nouns("owner") if lowered in each.forms), None)


def can_have_duties(words: str) -> bool:
    """Whether words can name someone who has duties: no "Det" or "Planen", but "De kommunale …".

    Example:
        >>> can_have_duties("De som arbeider"), can_have_duties("De kommunale tjenestene")
        (False, True)
    """
    if owner_of(words) is not None or _DEFINITE.match(words):
        return True
    return not compiled(r"^<ikke_pliktsubjekt>\b").match(words[0].upper() + words[1:])


@cache
def _nouns(*roles: str) -> tuple[ServiceNoun, ...]:
    return tuple(each for each in load("services", ServiceNoun) if each.role in roles)


def service_in_title(document: Document) -> Service | None:
    """The service an act's title says it is about, in the form its text uses.

    None where the title names none, or one that the text never names in the definite form.
    """
    title = document.title.lower()
    lowered = document.text.lower()
    for noun in _nouns("service", "offering"):
        pattern = rf"\b{_ADJECTIVE}{_PREFIX}{_any(noun.forms)}\b"
        for match in re.finditer(pattern, title):
            if not match["prefix"] and not noun.alone:
                continue
            found = _as_the_text_has_it(match, noun, lowered)
            if found:
                stem = match["prefix"] + noun.forms[0]
                return Service(found, stem, noun.role == "service", document.title)
    return None


def _as_the_text_has_it(match: re.Match[str], noun: ServiceNoun, text: str) -> str:
    """The definite form of a service that occurs in the text, with its adjective before without."""
    bare = match["prefix"] + noun.definite
    whole = f"den {match['adjective'].strip()} {bare}" if match["adjective"] else ""
    candidates = [each for each in (whole, bare) if each]
    return next((each for each in candidates if re.search(rf"\b{re.escape(each)}\b", text)), "")


def is_seen_to(document: Document, service: Service) -> bool:
    """Whether the act makes an owner see to the service: "kommunen skal sørge for at tilbudet"."""
    return re.search(_SEES_TO + re.escape(service.stem), document.text, re.IGNORECASE) is not None


def own_services(document: Document) -> Iterator[tuple[Service, Node]]:
    """The services that sections of the act are headed with and that its owner is to have.

    A section headed with only the name of a service, which says that the municipality has it
    ("kommunen skal ha …", "kommunens …"), sets up a service of the act's own.
    """
    nouns = _nouns("service", "offering")
    for section in document.sections:
        heading = document.heading(section).strip("() .").lower()
        named = [each for each in nouns if heading.endswith(each.forms[0])]
        if not named or not _NAME.fullmatch(heading):
            continue
        words = document.quote(section).lower()
        if _is_owned(words, heading):
            definite = (heading.removesuffix(each.forms[0]) + each.definite for each in named)
            name = next((each for each in definite if each in words), heading)
            acts = named[0].role == "service"
            yield Service(name, heading, acts, document.heading(section)), section


def _is_owned(words: str, heading: str) -> bool:
    genitives = _any([each.genitive for each in _nouns("owner")])
    stem = _inflected(heading)
    return re.search(rf"(?:{_HAS}|\b{genitives}\s+){stem}", words) is not None


def _inflected(heading: str) -> str:
    """A pattern for the heading's words, the adjective in any form."""
    *adjectives, noun = heading.split(" ")
    return r"\s+".join([*(rf"{re.escape(each)}e?" for each in adjectives), re.escape(noun)])
