"""Why a sentence was taken for a clause, in plain words of both forms of Norwegian."""

from collections.abc import Sequence

from regelverk.clauses.ladder import Rung
from regelverk.clauses.rulebook import ClauseType
from regelverk.rules.texts import Both, text


def by_rule(kind: ClauseType, words: str) -> Both:
    """A rule of its family fits.

    Args:
        kind: The family.
        words: The words that fit.
    """
    return _of(kind, "evidence_rule", words=words)


def by_likeness(kind: ClauseType, words: Sequence[str]) -> Both:
    """The learned model finds it like known clauses.

    Args:
        kind: The family.
        words: The words that speak most for it; may be empty.
    """
    quoted = ", ".join(f"«{word}»" for word in words)
    return _of(kind, "evidence_like_words" if words else "evidence_like", words=quoted)


def by_rung(rung: Rung, words: str) -> Both:
    """Some words put it on a step of the coordination ladder."""
    return _of(rung, "evidence_step", words=words, step=rung.step)


def _of(titled: ClauseType | Rung, name: str, **values: object) -> Both:
    nb, nn = (text(name, form, kind=titled.title(form).lower(), **values) for form in ("nb", "nn"))
    return Both(nb, nn)
