"""Writing leads: "Ny § 2 b skal lyde:", "Nåværende tredje ledd blir nytt fjerde ledd."."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from regelverk.citations.dated import format_act
from regelverk.citations.format import format_address
from regelverk.citations.terms import Term, term_of
from regelverk.drafting.amend import listed, phrase
from regelverk.drafting.lead_intervals import follows
from regelverk.drafting.lead_places import Named, anchored
from regelverk.drafting.lead_words import Role, with_role
from regelverk.errors import AddressError
from regelverk.model.address import Address, Step
from regelverk.model.document import Language, PartChange

_PLURAL: Final = {"§": "§§"}
_AND: Final = " og "


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a lead stands.

    Attributes:
        language: The form to write.
        act: The act as cited, where the lead is to name it: "lov 17. juni 2005 nr. 64".
        after: The place that the lead before named; its section need not be named again.
        vacated: The places that others leave (see `regelverk.drafting.leads.vacated`). What comes
            there is not called new, since the number is not.
    """

    language: Language = Language.BOKMAAL
    act: str = ""
    after: str = ""
    vacated: frozenset[str] = frozenset()


def write(changes: Sequence[PartChange], setting: Setting) -> str:
    """The lead for changes that belong together. See `regelverk.drafting.leads.write_lead`."""
    repealed = [each.part for each in changes if each.operation == "repeal"]
    moves = [each for each in changes if each.operation == "move"]
    worded = _without_contents([each for each in changes if each.operation in ("add", "change")])
    sentences: list[str] = []
    after, act = setting.after, setting.act
    if repealed:
        sentences.append(_repeal(repealed, setting, act))
        after, act = repealed[-1], ""
    if moves:
        reworded = [each.part for each in worded] == [each.target for each in moves]
        sentences.append(_move(moves, setting, after, act, reworded=reworded))
        after, act = moves[-1].target, ""
        worded = [] if reworded else worded
    if worded:
        sentences.append(_reword(worded, setting, act))
    return " ".join(sentences)


def _without_contents(changes: list[PartChange]) -> list[PartChange]:
    """The changes without those of the sections that a chapter brings with it."""
    places = [Address.parse(each.part) for each in changes]
    if not any(place.steps and place.steps[-1].kind == "kap" for place in places):
        return changes
    return [each for each, place in zip(changes, places, strict=True) if place.section is None]


def _repeal(parts: Sequence[str], setting: Setting, act: str) -> str:
    whole = [part for part in parts if not Address.parse(part).steps]
    if whole:
        words = listed([act or format_act(part) for part in whole])
        return _phrase("repeal places", setting, places=words)
    words = _places(parts, setting, frozenset())
    if act:
        return _phrase("repeal in act", setting, act=act, places=words)
    return _phrase("repeal places", setting, places=words)


def _reword(changes: Sequence[PartChange], setting: Setting, act: str) -> str:
    added = frozenset(each.part for each in changes if each.operation == "add")
    words = _places([each.part for each in changes], setting, added - setting.vacated)
    if act:
        return _phrase("reword in act", setting, act=act, places=words)
    return _phrase("reword", setting, places=words)


def _move(
    moves: Sequence[PartChange], setting: Setting, after: str, act: str, *, reworded: bool
) -> str:
    sources = [each.part for each in moves]
    targets = [each.target for each in moves]
    new = frozenset(targets[-1:]) - setting.vacated if _onward(moves) else frozenset()
    words = {
        "sources": _places(sources, setting, frozenset(), after=after),
        "targets": _places(targets, setting, new, after=sources[-1]),
    }
    lead = _phrase("move and reword" if reworded else "move", setting, **words)
    return f"{_phrase('move in act', setting, act=act)} {lead}" if act else lead


def _onward(moves: Sequence[PartChange]) -> bool:
    """Whether places move further down, so that the last of them gets a number the act had not."""
    return all((len(each.part), each.part) < (len(each.target), each.target) for each in moves)


def _phrase(name: str, setting: Setting, **words: str) -> str:
    text = phrase(name, setting.language, **words)
    return text[:1].upper() + text[1:]


def _places(parts: Sequence[str], setting: Setting, new: frozenset[str], *, after: str = "") -> str:
    """The places in words, what they share said once.

    `after` is the place named before these: what a reader understands from it is not said again.
    """
    groups = groupby(map(Address.parse, parts), key=lambda part: (part.parent, _last(part).kind))
    words: list[str] = []
    for (holder, _), members in groups:
        group = list(members)
        understood = not words and _understood(group[0], after)
        words.append(_group(group, "" if understood else holder, setting, new))
    return listed(words)


def _last(place: Address) -> Step:
    """The last step of a place within an act."""
    if not place.steps:
        raise AddressError(value=place)
    return place.steps[-1]


def _understood(place: Address, after: str) -> bool:
    """Whether the last step alone is read as this place, right after the place before."""
    if not after:
        return False
    step = Named(place.steps[-1:], rooted=False, new=False)
    return anchored(step, Address(after).steps) == place.steps and place.section != place


def _group(parts: list[Address], holder: str, setting: Setting, new: frozenset[str]) -> str:
    """Places of one kind in one place: "§ 12-7 andre og nytt tredje ledd"."""
    language = str(setting.language)
    before = format_address(holder, language) if holder and Address(holder).steps else ""
    term = term_of(parts[0].steps[-1])
    if term is None:
        raise AddressError(value=parts[0])
    runs = [
        (is_new, [part.steps[-1] for part in run])
        for is_new, run in groupby(parts, new.__contains__)
    ]
    if _ends_anew(runs):  # "tredje til nytt sjette ledd"
        runs[0] = (False, runs[0][1][:1])
        joint = " til "
    else:
        joint = _AND
    words = joint.join(_run(steps, term, language, new=is_new) for is_new, steps in runs)
    after = _noun(term, language) if term.pattern == "ordinal" else ""
    return " ".join(filter(None, (before, words, after)))


def _ends_anew(runs: Sequence[tuple[bool, list[Step]]]) -> bool:
    """Whether the places are three or more in a row, and only the last is new."""
    steps = [step for _, run in runs for step in run]
    last_only = len(runs) == 2 and runs[1][0] and len(runs[1][1]) == 1
    return last_only and len(steps) > 2 and all(map(follows, steps, steps[1:]))


def _run(steps: Sequence[Step], term: Term, language: str, *, new: bool) -> str:
    """Places that are all new or all not: "nye §§ 5 a og 5 b", "første til tredje"."""
    noun = _noun(term, language)
    words = _in_intervals(steps, [_label(step, noun, language) for step in steps])
    several = len(steps) > 1 and term.pattern != "ordinal"
    if term.pattern != "ordinal":
        words = f"{_PLURAL.get(noun, noun) if several else noun} {words}".rstrip()
    return f"{_new(term, language, several=several)} {words}" if new else words


def _noun(term: Term, language: str) -> str:
    return term.nn if language == "nn" else term.nb


def _label(step: Step, noun: str, language: str) -> str:
    """A label as a citation spells it, without its noun: "2 b", "tredje"."""
    return format_address(f"lov/-/{step}", language).removeprefix(noun).removesuffix(noun).strip()


def _new(term: Term, language: str, *, several: bool) -> str:
    """The form of "new" that agrees with what is new."""
    entries = with_role(Role.NEW)
    entry = next(
        (each for each in entries if not several and (term.step or term.kind) in each.kinds),
        next(each for each in entries if not each.kinds),
    )
    return entry.nn if language == "nn" else entry.nb


def _in_intervals(steps: Sequence[Step], words: Sequence[str]) -> str:
    """Labels in a list, three or more in a row as an interval: "26 til 28"."""
    runs: list[list[str]] = []
    before: Step | None = None
    for step, word in zip(steps, words, strict=True):
        if before is not None and follows(before, step):
            runs[-1].append(word)
        else:
            runs.append([word])
        before = step
    written = [[f"{run[0]} til {run[-1]}"] if len(run) > 2 else run for run in runs]
    return listed([item for run in written for item in run])
