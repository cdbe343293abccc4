"""Where letters part on the same initiative."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from regelverk.letters.roles import role_words
from regelverk.letters.types import Finding, FindingKind, Initiative, Letter, Mention
from regelverk.rules.texts import Both, both, text

_LEADING = "koordinere"
Names = Mapping[str, str]


def findings(letters: Sequence[Letter], initiatives: Sequence[Initiative]) -> tuple[Finding, ...]:
    """The inconsistencies, initiative by initiative, gravest first within each."""
    names = {letter.identifier: letter.name for letter in letters}
    found: list[Finding] = []
    for initiative in initiatives:
        if len({mention.letter for mention in initiative.mentions}) > 1:
            for check in (_coordination, _roles, _silent_parts, _periods, _reporting, _spellings):
                found += check(initiative, names)
            found += _silent(initiative, letters)
    return tuple(found)


def _coordination(initiative: Initiative, names: Names) -> Iterator[Finding]:
    """Nobody, or more than one, is told to coordinate."""
    leading = [each for each in initiative.mentions if _LEADING in each.roles]
    pointing = [each for each in initiative.mentions if "led_by" in each.parts]
    leaders = {names[each.letter] for each in leading} | {each.parts["led_by"] for each in pointing}
    if not leaders:
        words = both("finding_no_coordinator", initiative=initiative.name)
        yield _finding(FindingKind.NO_COORDINATOR, initiative, initiative.mentions, words)
    elif len(leaders) > 1:
        who = " og ".join(sorted(leaders))
        words = both("finding_coordinators", initiative=initiative.name, who=who)
        told = [each for each in initiative.mentions if each in leading or each in pointing]
        yield _finding(FindingKind.SEVERAL_COORDINATORS, initiative, told, words)


def _roles(initiative: Initiative, names: Names) -> Iterator[Finding]:
    """An agency is told no role, or those that take part are told different ones."""
    unclear = [each for each in initiative.mentions if not each.roles]
    if unclear:
        words = both("finding_no_role", initiative=initiative.name, who=_who(unclear, names))
        yield _finding(FindingKind.NO_ROLE, initiative, unclear, words)
    others = [each for each in initiative.mentions if each.roles and _LEADING not in each.roles]
    if len({each.roles for each in others}) > 1:
        told = [_told_role(names[each.letter], each) for each in others]
        listed = Both("; ".join(each.nb for each in told), "; ".join(each.nn for each in told))
        words = Both(
            text("finding_roles", "nb", initiative=initiative.name, told=listed.nb),
            text("finding_roles", "nn", initiative=initiative.name, told=listed.nn),
        )
        yield _finding(FindingKind.ROLES_DIFFER, initiative, others, words)


def _told_role(who: str, mention: Mention) -> Both:
    return Both(
        text("finding_role", "nb", who=who, roles=role_words(mention.roles, "nb")),
        text("finding_role", "nn", who=who, roles=role_words(mention.roles, "nn")),
    )


def _silent_parts(initiative: Initiative, names: Names) -> Iterator[Finding]:
    """Letters that do not say why, or not with whom."""
    no_why = [each for each in initiative.mentions if "why" not in each.parts]
    if no_why:
        words = both("finding_why", initiative=initiative.name, who=_who(no_why, names))
        yield _finding(FindingKind.PURPOSE_MISSING, initiative, no_why, words)
    alone = [each for each in initiative.mentions if "with_whom" not in each.parts]
    if alone:
        key = (
            "finding_partners_all" if len(alone) == len(initiative.mentions) else "finding_partners"
        )
        words = both(key, initiative=initiative.name, who=_who(alone, names))
        yield _finding(FindingKind.PARTNERS_MISSING, initiative, alone, words)


def _periods(initiative: Initiative, names: Names) -> Iterator[Finding]:
    """The period differs, or stands in some letters only."""
    periods = {each.period for each in initiative.mentions}
    if len(periods) > 1:
        told = "; ".join(f"{names[m.letter]}: {m.period or '–'}" for m in initiative.mentions)
        words = both("finding_period", initiative=initiative.name, told=told)
        yield _finding(FindingKind.PERIOD_DIFFERS, initiative, initiative.mentions, words)


def _reporting(initiative: Initiative, names: Names) -> Iterator[Finding]:
    """Only some are asked to report."""
    asked = [each for each in initiative.mentions if "reporting" in each.parts]
    if 0 < len(asked) < len(initiative.mentions):
        words = both("finding_reporting", initiative=initiative.name, who=_who(asked, names))
        yield _finding(FindingKind.REPORTING_DIFFERS, initiative, asked, words)


def _spellings(initiative: Initiative, names: Names) -> Iterator[Finding]:
    """The initiative goes by several names."""
    spelled = Counter(each.name.lower() for each in initiative.mentions)
    if len(spelled) > 1:
        told = "; ".join(f"{names[each.letter]}: «{each.name}»" for each in initiative.mentions)
        words = both("finding_names", told=told)
        yield _finding(FindingKind.NAMES_DIFFER, initiative, initiative.mentions, words)


def _silent(initiative: Initiative, letters: Sequence[Letter]) -> Iterator[Finding]:
    """Letters that do not name what the others share."""
    told = {mention.letter for mention in initiative.mentions}
    silent = [letter for letter in letters if letter.identifier not in told]
    if silent:
        who = ", ".join(letter.name for letter in silent)
        words = both("finding_silent", initiative=initiative.name, who=who)
        which = tuple(letter.identifier for letter in silent)
        yield Finding(FindingKind.NOT_MENTIONED, initiative.name, which, words, ())


def _finding(
    kind: FindingKind, initiative: Initiative, mentions: Sequence[Mention], words: Both
) -> Finding:
    quotes = tuple((each.address, each.text) for each in mentions)
    return Finding(kind, initiative.name, tuple(m.letter for m in mentions), words, quotes)


def _who(mentions: Sequence[Mention], names: Names) -> str:
    listed = list(dict.fromkeys(names[each.letter] for each in mentions))
    return " og ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
