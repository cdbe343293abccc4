"""A duty laid on the owner of a service: "kommunen skal sørge for at tilbudet samarbeider"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from regelverk.model.document import Document, Language
from regelverk.rules.loader import load

_MODAL = "(?:skal|bør)"
_SEE_TO = {Language.BOKMAAL: ("sørge",), Language.NYNORSK: ("sørgje", "syte", "sørgja")}


@dataclass(frozen=True, slots=True)
class DutyVerb:
    """A verb of duties in both forms; see `rules/duty_verbs.toml`."""

    nb: str
    nn: str
    present_nb: str
    present_nn: str
    source: str

    def infinitive(self, language: Language) -> str:
        """As it follows "skal"."""
        return self.nn if language is Language.NYNORSK else self.nb

    def present(self, language: Language) -> str:
        """As it follows "at" and its subject."""
        return self.present_nn if language is Language.NYNORSK else self.present_nb


def laid_on_owner(text: str, service: str, owner: str, see_to: str, language: Language) -> str:
    """The text with the service's own duties as duties of its owner to see to them.

    Args:
        text: A ledd.
        service: What stands for the service in it.
        owner: What is to stand for its owner.
        see_to: The words for seeing to something, in the infinitive: `sørge for at`.
        language: The form of the text.

    Example:
        >>> laid_on_owner("Senteret skal, om nødvendig, samarbeide.", "Senteret", "Kommunen",
        ...               "sørge for at", Language.BOKMAAL)
        'Kommunen skal, om nødvendig, sørge for at Senteret samarbeider.'
        >>> laid_on_owner("Da skal Senteret delta.", "Senteret", "Kommunen", "sørge for at",
        ...               Language.BOKMAAL)
        'Da skal Kommunen sørge for at Senteret deltar.'
    """
    verbs = {each.infinitive(language): each for each in load("duty_verbs", DutyVerb)}
    pattern = re.compile(
        rf"(?:{service} (?P<straight>{_MODAL})|\b(?P<inverted>{_MODAL}) {service})"
        rf"(?P<between>,[^.]*?,|(?: [a-zæøåò]+){{0,8}}?) (?P<verb>{'|'.join(verbs)})\b"
    )

    def moved(match: re.Match[str]) -> str:
        present = verbs[match["verb"]].present(language)
        inverted = match["inverted"]
        opening = f"{inverted} {owner}" if inverted else f"{owner} {match['straight']}"
        return f"{opening}{match['between']} {see_to} {service} {present}"

    return pattern.sub(moved, text)


def has_verbs(texts: Iterable[str], service: str, language: Language) -> bool:
    """Whether every duty of the service in the texts can be laid on its owner."""
    left = re.compile(rf"{service} {_MODAL}\b|\b{_MODAL} {service}\b")
    return not any(left.search(laid_on_owner(each, service, "", "", language)) for each in texts)


def see_to(document: Document, language: Language) -> str:
    """The words an act itself uses for seeing to something, with "at"."""
    verbs = _SEE_TO.get(language, _SEE_TO[Language.BOKMAAL])
    most = max(verbs, key=lambda verb: document.text.count(f"{verb} for"))
    return f"{most} for at"
