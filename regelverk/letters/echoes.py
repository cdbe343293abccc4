"""A purpose in words that no rule knows, by another letter with the same in words that one does.

«Kommunene skal få varsel i tide» is a purpose where another letter says of the same work that
«formålet er at kommunene skal få varsel i tide».
"""

from collections.abc import Sequence
from dataclasses import replace

from regelverk.letters.tasks import bare_words
from regelverk.letters.types import Mention, Part

_FEWEST, _SHARE = 4, 0.7


def echoed(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """What each letter says of one initiative, with purposes that only other letters make plain."""
    names = [name for each in mentions for name in each.names]
    known = [each.said("why") for each in mentions if "why" in each.parts]
    return tuple(_with_purpose(each, known, names) for each in mentions)


def _with_purpose(mention: Mention, known: Sequence[str], names: Sequence[str]) -> Mention:
    others = {agency: _with_purpose(each, known, names) for agency, each in mention.others.items()}
    if "why" not in mention.parts:
        for purpose in known:
            for sentence in mention.sentences:
                if words := echo(purpose, sentence.words, names):
                    parts = {**mention.parts, "why": Part(words, sentence.quote)}
                    perhaps = mention.perhaps - {"why"}
                    return replace(mention, parts=parts, perhaps=perhaps, others=others)
    return replace(mention, others=others)


def echo(purpose: str, sentence: str, names: Sequence[str] = ()) -> str:
    """The part of a sentence that says a purpose again, or an empty string.

    Args:
        purpose: The purpose.
        sentence: The sentence.
        names: The names of the initiative, whose words say nothing of its purpose.

    Example:
        >>> echo("at kommunene skal få varsel tidlig nok til å sikre liv og veger",
        ...      "Kommunane skal få varsel tidleg nok til å sikre liv og vegar.")
        'Kommunane skal få varsel tidleg nok til å sikre liv og vegar'
    """
    wanted = set(bare_words(purpose)).difference(*map(bare_words, names))
    pieces = sentence.rstrip(" .").split()
    places = [at for at, piece in enumerate(pieces) if wanted.intersection(bare_words(piece))]
    said = wanted.intersection(bare_words(sentence))
    if len(said) < _FEWEST or len(said) < _SHARE * len(wanted):
        return ""
    first = places[0] - (places[0] > 0 and pieces[places[0] - 1] in {"å", "skal"})
    return " ".join(pieces[first:])
