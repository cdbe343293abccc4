"""Who has a duty, and the word that says so: the frame of a Norwegian main clause.

What stands before the finite verb is either the subject or something else; when it is something
else, the subject follows the verb. A duty may also be laid on somebody by another: «Kongen kan
bestemme at kommunene skal …».
"""

import re
from dataclasses import dataclass
from functools import cache

from regelverk.clauses.phrases import is_passive, noun_phrase, opens_with_noun
from regelverk.clauses.rulebook import compiled
from regelverk.language.syntax import Tree
from regelverk.rules.loader import load
from regelverk.spans import Span

_NUMBER = re.compile(r"\s*(?:\(\d+\)|\d+\.|\*)\s*")


@dataclass(frozen=True, slots=True)
class SlotWords:
    """Words that tell where a part begins or ends; see `rules/slot_words.toml`."""

    name: str
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Duty:
    """The frame of a duty, as spans of the sentence."""

    bearer: Span | None = None
    modality: Span | None = None


def find_duty(sentence: str, tree: Tree | None = None) -> Duty:
    """Who has the duty of a sentence, and its modal verb.

    Args:
        sentence: The sentence.
        tree: Its grammar, where it is known: it tells where an inverted subject ends, and that the
            subject of a passive is not the one who has the duty.

    Example:
        >>> text = "Ved behov skal kommunen samordne tjenestene."
        >>> duty = find_duty(text)
        >>> duty.bearer.of(text), duty.modality.of(text)
        ('kommunen', 'skal')
    """
    duty = _found(sentence, tree)
    nobody = duty.bearer and _pattern(r"{ingen}\b").match(duty.bearer.of(sentence))
    return Duty(None, duty.modality) if nobody else duty


def _found(sentence: str, tree: Tree | None) -> Duty:
    """The first frame that fits, the surest first."""
    start = number_before(sentence)
    for find in (_laid_on_another, _ordered, _likewise):
        if (duty := find(sentence, start)) is not None:
            return _bounded(duty, tree)
    if tree is not None and (duty := _inverted_in(tree, sentence)) is not None:
        return duty
    for find in (_present_inverted, _inverted, _straight, _present):
        if (duty := find(sentence, start)) is not None:
            return _active(duty, tree, sentence)
    return Duty(_acting(tree, start) if tree else None)


def _inverted_in(tree: Tree, sentence: str) -> Duty | None:
    """A modal verb with a noun phrase right after it: the subject of an inverted sentence.

    Only the first modal verb and those after a comma may be that of the main clause. The first is
    not inverted where the sentence opens with its subject, and comes last where the sentence opens
    with a clause: it may belong to that.
    """
    modal = _pattern(r"{modal}")
    places = [at for at, word in enumerate(tree.words) if at and modal.fullmatch(word.text)]
    closed = [at for at in places if tree.words[at - 1].text == ","]
    first = [] if opens_with_noun(tree) else places[:1]
    in_clause = tree.words[0].pos == "SCONJ"
    for at in (*closed, *first) if in_clause else sorted({*closed, *first}):
        bearer = noun_phrase(tree, at + 1)
        if bearer is not None and bearer.of(sentence) != "det":
            return Duty(None if is_passive(tree, at) else bearer, tree.words[at].span)
    return None


def _acting(tree: Tree, start: int) -> Span | None:
    """The subject of a first verb in the present: «Rådet lager …», «I tillegg lager rådet …»."""
    verb = next(
        (at for at, word in enumerate(tree.words) if "Tense=Pres" in word.form and at), None
    )
    if verb is None or tree.words[verb].pos != "VERB" or "Voice=Pass" in tree.words[verb].form:
        return None
    if not opens_with_noun(tree):
        return noun_phrase(tree, verb + 1)
    first = next(at for at, word in enumerate(tree.words) if word.span.start >= start)
    bearer = noun_phrase(tree, first)
    return bearer if bearer and bearer.end + 1 >= tree.words[verb].span.start else None


def _bounded(duty: Duty, tree: Tree | None) -> Duty:
    """The duty with no more than a noun phrase for its bearer."""
    first = tree.at(duty.bearer) if tree and duty.bearer else None
    if tree is None or first is None:
        return duty
    return Duty(noun_phrase(tree, first) or duty.bearer, duty.modality)


def _active(duty: Duty, tree: Tree | None, sentence: str) -> Duty:
    """The duty without a bearer where that is only what something is done to."""
    if tree is None or duty.bearer is None or duty.modality is None:
        return duty
    at = tree.at(duty.modality)
    is_agent = sentence[: duty.bearer.start].endswith(" av ")
    if at is None or is_agent or not _pattern(r"{modal}").fullmatch(tree.words[at].text):
        return duty
    return Duty(None, duty.modality) if is_passive(tree, at) else duty


def number_before(sentence: str) -> int:
    """How many characters the number of a ledd takes, where one stands before its words."""
    number = _NUMBER.match(sentence)
    return number.end() if number else 0


def _laid_on_another(sentence: str, start: int) -> Duty | None:
    """«… kan bestemme at X skal …»: the duty is X's."""
    pattern = _pattern(
        r"\b{beslutte} at (?P<bearer>[^.;]{2,180}?),? (?P<modal>skal|må|bør)\b"
        r"(?=[^.;]{0,140}?(?:samarb|samord|koordin|samhand))"
    )
    return _duty(pattern.search(sentence, start))


def _ordered(sentence: str, start: int) -> Duty | None:
    """«… kan pålegge X å …», «… kan pålegge samarbeid mellom X»: the duty is X's."""
    pattern = _pattern(
        r"\b(?P<modal>påleg(?:ge|gje|g)) "
        r"(?:samarbeid mellom (?P<between>[^.;,]*?)(?= når| dersom|[.;,])"
        r"|(?P<bearer>[^.;]{2,180}?) å\b)"
    )
    return _duty(pattern.search(sentence, start))


def _likewise(sentence: str, start: int) -> Duty | None:
    """«Det samme gjelder for X», «Første ledd gjelder tilsvarende for X»: X has the duty too."""
    return _duty(
        compiled(
            r"(?:<anafor> (?:for )?|[^.;,]{0,60}?(?:ledd|punktum|paragrafen(?: her)?|§ [\w-]+)"
            r" <gjelder_tilsvarende> (?:for|overfor) )"
            r"(?P<bearer>(?!ved\b|når\b|der\b|dersom\b|om\b|samarb|samord)[^.;,]{2,80})"
        ).match(sentence, start)
    )


def _inverted(sentence: str, start: int) -> Duty | None:
    """Something else comes first, and the subject follows the verb."""
    if not _pattern(r"{foran}\b").match(sentence, start):
        return None
    after_comma = _pattern(
        r", (?P<modal>{modal}) (?P<bearer>(?!det\b)[^.;]*?),? (?={etter_subjekt}\b)"
    )
    within = _pattern(r" (?P<modal>{modal}) (?P<bearer>(?!det\b)[^.;]*?),? (?={etter_subjekt}\b)")
    impersonal = _pattern(r",? (?P<modal>{modal}) (?P<nobody>det)\b")
    found = [after_comma.search(sentence, start), impersonal.search(sentence, start)]
    first = min((each for each in found if each), key=lambda each: each.start(), default=None)
    return _duty(first or within.search(sentence, start))


def _present_inverted(sentence: str, start: int) -> Duty | None:
    """«…, fastsetter X i samråd med …»: the subject follows a verb in the present tense."""
    pattern = _pattern(r", {handle} (?P<bearer>[^.;,]{2,80}?)(?= i sam)")
    return _duty(pattern.search(sentence, start))


def _straight(sentence: str, start: int) -> Duty | None:
    """The subject comes first."""
    own_verb = _pattern(
        r"(?P<bearer>[^.;,]{2,120}?) (?:består|er|har) [^.;]*?\bog (?P<modal>{modal})\b"
    )
    straight = _pattern(r"(?P<bearer>[^.;]{2,300}?),? (?P<modal>{modal})\b")
    liable = _pattern(
        r"(?P<bearer>[^.;]{2,200}?) (?:har (?:et |eit )?(?P<modal>ansvar|plikt)(?:et)?"
        r"|er (?P<adjective>ansvarl[ei]g))\b"
    )
    found = [pattern.match(sentence, start) for pattern in (own_verb, straight, liable)]
    return _duty(min((each for each in found if each), key=lambda each: each.end(), default=None))


def _present(sentence: str, start: int) -> Duty | None:
    """A duty in the present tense: «Statsforvalteren samordner …», «… forvaltes av X …»."""
    subject = _pattern(r"(?P<bearer>[^.;,]{2,120}?) {handle}\b").match(sentence, start)
    agent = _pattern(r"\b\w+es av (?P<bearer>[^.;,]{2,80}?)(?= i sam|[.;,])").search(
        sentence, start
    )
    return _duty(agent or subject)


def _duty(match: re.Match[str] | None) -> Duty | None:
    if match is None:
        return None
    groups = {name: Span(*match.span(name)) for name, words in match.groupdict().items() if words}
    bearer = groups.get("bearer") or groups.get("between")
    modality = groups.get("modal") or groups.get("adjective")
    return Duty(bearer, modality)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """A pattern with its lists of words written out; {foran} keeps its capital letters."""
    lists = {each.name: f"(?:{'|'.join(each.words)})" for each in load("slot_words", SlotWords)}
    for name, words in lists.items():
        template = template.replace(f"{{{name}}}", words)
    return re.compile(template)
