"""The role that a sentence lays down for the agency a letter is sent to."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from regelverk.letters.names import Named, named, own_words
from regelverk.letters.roles import CARRIES_OUT, GENERAL, LEADS, role_pattern, roles_in
from regelverk.letters.terms import expanded, graded, term

_DUTY = expanded(r"(?<!\w)(?P<modal><plikt>)(?!\w)")
_THING = expanded(r"<satsingen selv>\s*$")
_PASSIVE = expanded(r"<passiv>\b(?! av)")
_ENDS = expanded("<skille i setning>")
_IMPERATIVE = expanded(rf"\W*(?:å )?{role_pattern()}")
_NOBODY = expanded(r"\W*<plikt uten navn>")
_TOGETHER = expanded("<følge>")
_STATED = expanded(rf"<innskudd> (?P<verb>{role_pattern()})")
_GIVEN_BY = expanded(r"\b<avsender>\s*$")
_RELATIVE = re.compile(r"\b(?:som|der) [^,.;]*(?=,)|\bsom [^,.;]*(?=[.;]?\s*$)")
_LISTING = expanded("<mellom etater>")
_BY = re.compile(r"[^.;]{0,60}? av ")
_REACH, _COMPANY, _NEAR = 70, 240, 30


class Duty(NamedTuple):
    """A role with its place in a sentence and how strongly it is worded."""

    roles: tuple[str, ...]
    start: int
    end: int
    strength: str


def _places(text: str, agency: str) -> Iterator[re.Match[str]]:
    """Where a text speaks of the agency: «direktoratet» in the name of another is not it."""
    if agency:
        others = [each for each in named(text) if each.name != agency]
        for own in _own(agency).finditer(text):
            if not any(each.start <= own.start() < each.end for each in others):
                yield own


@cache
def _own(agency: str) -> re.Pattern[str]:
    return re.compile(own_words(agency))


def strength_of(modal: str) -> str:
    """How strong a word for a duty is: `skal`, `må`, `bør`, `bes`, `forventes` or `kan`."""
    return graded("styrke", modal) or "skal"


def obliges(text: str, agency: str) -> bool:
    """Whether a sentence lays anything at all on the agency: `Statped skal …`, `Vi ber dere …`.

    It names the agency, or nobody at all: `Det skal lages …`.
    """
    nobody = _NOBODY.match(text) is not None
    first = next(_places(text, agency), None)
    return any(
        (nobody or (first is not None and first.end() <= match.end() + _NEAR))
        and _belongs_to(text, match, -1, -1, agency)
        and strength_of(match["modal"]) != "kan"
        for match in _DUTY.finditer(text)
    )


def duty(text: str, name_at: int, name_end: int, agency: str) -> Duty | None:
    """The role that a sentence lays down for the agency.

    Args:
        text: The sentence; an item of a list with what leads into it before it.
        name_at: Where the initiative is named, or -1 where the sentence only points back to it.
        name_end: Where its name ends.
        agency: The agency the letter is sent to; empty in a bill.
    """
    stated = _stated(text, agency)
    for match in _DUTY.finditer(text):
        if _belongs_to(text, match, name_at, name_end, agency) and (
            found := _roles_after(text, match.end(), name_at, name_end)
        ):
            told = Duty(*found, strength_of(match["modal"]))
            if stated and LEADS in stated.roles and LEADS not in told.roles:
                plain = [role for role in told.roles if role not in GENERAL]
                return stated._replace(roles=(*stated.roles, *plain))
            return stated if stated and set(told.roles) <= GENERAL else told
    return stated or _imperative(text, name_at) or _act(text, agency)


def _belongs_to(text: str, modal: re.Match[str], name_at: int, name_end: int, agency: str) -> bool:
    """Whether the subject of a duty is the agency: not another one, and not the initiative."""
    before = re.split(r"[.;]\s", text[: modal.start()])[-1]
    after = text[modal.end() : modal.end() + _REACH]
    others = [each for each in _subjects(before) if each.name != agency]
    own = list(_places(before, agency))
    last_own = own[-1].end() if own else -1
    last_other = others[-1].end if others else -1
    inverted = re.match(r"\s*(?:òg |også |i 20\d\d )?", after)
    follows = after[inverted.end() :] if inverted else after
    if agency and _own(agency).match(follows):
        return True
    if (other := next(iter(named(follows)), None)) and other.start == 0:
        return not agency or other.name == agency
    near = before.rstrip(' ,»"')
    thing = (
        name_at >= 0
        and name_end <= modal.start()
        and not text[name_end : modal.start()].strip(' »"()-0123456789,')
    )
    if thing or _THING.search(near):
        rest = text[modal.end() :].strip()
        by = _BY.match(rest)
        own_act = by is not None and agency and _own(agency).match(rest, by.end()) is not None
        return _PASSIVE.match(rest) is not None or bool(own_act)
    if last_other > last_own:
        return _together(before, last_own, last_other)
    return True


def _subjects(text: str) -> list[Named]:
    """The agencies in a text that can be subjects: not those that work is done with or given by."""
    found: list[Named] = []
    governed = -1
    for each in named(text):
        before = text[: each.start]
        listed = governed >= 0 and not _LISTING.sub("", text[governed : each.start])
        if listed or _GIVEN_BY.search(before):
            governed = each.end
        else:
            found.append(each)
    return found


def _together(before: str, last_own: int, last_other: int) -> bool:
    """Whether the other agency is only a companion: `direktoratet, sammen med Udir, skal`."""
    return last_own >= 0 and bool(_TOGETHER.search(before[last_own:last_other]))


def _roles_after(
    text: str, start: int, name_at: int, name_end: int
) -> tuple[tuple[str, ...], int, int] | None:
    """The roles between a duty's verb and the initiative, or soon after the verb."""
    text = _RELATIVE.sub(lambda match: " " * len(match.group()), text)
    if name_at >= start:
        words = text[start:name_at]
        cut = _ENDS.split(words)[0] if len(words) > 240 else re.split(r";", words)[-1]
        at = start + words.rfind(cut) if cut else start
        roles = roles_in(cut)
    else:
        tail = _ENDS.split(text[start:])[0]
        between = sum(each.end - each.start for each in named(tail[:_COMPANY]))
        cut, at = tail[: _REACH + between], start
        roles = roles_in(cut)
    if not roles and name_at >= start:
        return _roles_after(text, name_end, -1, -1)
    if not roles:
        return None
    first = expanded(role_pattern()).search(cut)
    begin = at + (first.start() if first else 0)
    end = max(name_end, begin) if name_at >= start else begin
    rest = re.search(r"[;]|$", text[end:])
    return roles, begin, end + (rest.start() if rest else 0)


def _stated(text: str, agency: str) -> Duty | None:
    """A role stated as a fact: `Direktoratet koordinerer Fellesløypa`."""
    if not agency:
        return None
    for own in _places(text, agency):
        tail = text[own.end() : own.end() + _REACH + 20]
        match = _STATED.match(tail)
        if match and not _GIVEN_BY.search(text[: own.start()]):
            roles = roles_in(match["verb"])
            return Duty(roles, own.end() + match.start("verb"), len(text), "skal")
    inverted = re.search(rf"(?<!\w)(?P<verb>{role_pattern()}) {own_words(agency)}", text)
    if inverted and (roles := roles_in(inverted["verb"])):
        return Duty(roles, inverted.start(), len(text), "skal")
    passive = re.search(
        rf"(?:{term('ledes')} (?:\w+ )?av|{term('ansvar ligger hos')}) (?:{own_words(agency)})",
        text,
    )
    return Duty((LEADS,), passive.start(), len(text), "skal") if passive else None


def _imperative(text: str, name_at: int) -> Duty | None:
    """An assignment that begins with the verb: `Delta i Fellesløypa og …`."""
    for start in (match.end() for match in re.finditer(r"^|[.:•] |\d[.:)]? ", text)):
        if 0 <= name_at < start:
            break
        if (match := _IMPERATIVE.match(text, start)) and (name_at < 0 or match.end() <= name_at):
            words = text[match.start() : name_at if name_at >= 0 else match.end() + _REACH]
            roles = roles_in(words)
            if roles:
                return Duty(roles, match.start(), len(text), "skal")
    return None


def _act(text: str, agency: str) -> Duty | None:
    """What the agency does, in a verb that is no role: `Direktoratet skriv kapittelet om …`.

    That it is to do something is all that can be said of it.
    """
    if not agency:
        return None
    own, verb = f"(?:{own_words(agency)})", term("handling")
    found = re.search(rf"(?<!\w)(?:{own} (?={verb}(?!\w))|{verb} {own}(?!\w))", text)
    if found is None or _GIVEN_BY.search(text[: found.start()]):
        return None
    return Duty((CARRIES_OUT,), found.start(), len(text), "skal")
