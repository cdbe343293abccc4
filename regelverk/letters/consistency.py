"""Where letters part on the same initiative."""

from collections import Counter
from collections.abc import Iterator, Sequence

from regelverk.letters.types import Finding, FindingKind, Initiative, Letter, Mention

_LEADING = "koordinere"


def findings(letters: Sequence[Letter], initiatives: Sequence[Initiative]) -> tuple[Finding, ...]:
    """The inconsistencies, initiative by initiative, gravest first within each."""
    names = {letter.identifier: letter.name for letter in letters}
    return tuple(
        finding
        for initiative in initiatives
        if len({mention.letter for mention in initiative.mentions}) > 1
        for finding in _of(initiative, letters, names)
    )


def _of(initiative: Initiative, letters: Sequence[Letter], names: dict[str, str]) -> Iterator[Finding]:
    mentions = initiative.mentions
    yield from _coordination(initiative, names)
    yield from _roles(initiative, names)
    silent_why = [each for each in mentions if "why" not in each.parts]
    if silent_why:
        yield _finding(
            FindingKind.PURPOSE_MISSING, initiative, silent_why,
            f"{_who(silent_why, names)} får ikke vite hvorfor: brevet sier ikke hva {initiative.name} skal føre til.",
            f"{_who(silent_why, names)} får ikkje vite kvifor: brevet seier ikkje kva {initiative.name} skal føre til.",
        )  # fmt: skip
    alone = [each for each in mentions if "with_whom" not in each.parts]
    if alone:
        all_of = len(alone) == len(mentions)
        yield _finding(
            FindingKind.PARTNERS_MISSING, initiative, alone,
            f"{'Ingen av brevene' if all_of else 'Brevet til ' + _who(alone, names)} sier {'' if all_of else 'ikke '}"
            f"hvem det skal samarbeides med om {initiative.name}.",
            f"{'Ingen av breva' if all_of else 'Brevet til ' + _who(alone, names)} seier {'' if all_of else 'ikkje '}"
            f"kven det skal samarbeidast med om {initiative.name}.",
        )  # fmt: skip
    yield from _periods(initiative, names)
    yield from _reporting(initiative, names)
    yield from _silent(initiative, letters)
    yield from _spellings(initiative, names)


def _coordination(initiative: Initiative, names: dict[str, str]) -> Iterator[Finding]:
    leading = [each for each in initiative.mentions if _LEADING in each.roles]
    if not leading:
        yield _finding(
            FindingKind.NO_COORDINATOR, initiative, initiative.mentions,
            f"Ingen av brevene gir noen ansvaret for å koordinere {initiative.name}.",
            f"Ingen av breva gir nokon ansvaret for å koordinere {initiative.name}.",
        )  # fmt: skip
    elif len(leading) > 1:
        yield _finding(
            FindingKind.SEVERAL_COORDINATORS, initiative, leading,
            f"Flere skal koordinere {initiative.name}: {_who(leading, names)}.",
            f"Fleire skal koordinere {initiative.name}: {_who(leading, names)}.",
        )  # fmt: skip


def _roles(initiative: Initiative, names: dict[str, str]) -> Iterator[Finding]:
    unclear = [each for each in initiative.mentions if not each.roles]
    if unclear:
        yield _finding(
            FindingKind.NO_ROLE, initiative, unclear,
            f"Brevet til {_who(unclear, names)} nevner {initiative.name}, men sier ikke hva etaten skal gjøre.",
            f"Brevet til {_who(unclear, names)} nemner {initiative.name}, men seier ikkje kva etaten skal gjere.",
        )  # fmt: skip
    others = [each for each in initiative.mentions if each.roles and _LEADING not in each.roles]
    worded = {each.roles for each in others}
    if len(worded) > 1:
        told = "; ".join(f"{names[each.letter]} skal «{' og '.join(each.roles)}»" for each in others)
        yield _finding(
            FindingKind.ROLES_DIFFER, initiative, others,
            f"Etatene som ikke koordinerer, har fått ulike oppdrag om {initiative.name}: {told}.",
            f"Etatane som ikkje koordinerer, har fått ulike oppdrag om {initiative.name}: {told}.",
        )  # fmt: skip


def _periods(initiative: Initiative, names: dict[str, str]) -> Iterator[Finding]:
    stated = [each for each in initiative.mentions if each.period]
    periods = Counter(each.period for each in stated)
    missing = [each for each in initiative.mentions if not each.period]
    if len(periods) > 1 or (periods and missing):
        told = "; ".join(f"{names[each.letter]}: {each.period or '–'}" for each in initiative.mentions)
        yield _finding(
            FindingKind.PERIOD_DIFFERS, initiative, [*stated, *missing],
            f"Perioden for {initiative.name} står ikke likt i brevene ({told}).",
            f"Perioden for {initiative.name} står ikkje likt i breva ({told}).",
        )  # fmt: skip


def _reporting(initiative: Initiative, names: dict[str, str]) -> Iterator[Finding]:
    asked = [each for each in initiative.mentions if "reporting" in each.parts]
    if asked and len(asked) < len(initiative.mentions):
        yield _finding(
            FindingKind.REPORTING_DIFFERS, initiative, asked,
            f"Bare {_who(asked, names)} blir bedt om å rapportere på {initiative.name}.",
            f"Berre {_who(asked, names)} blir bedne om å rapportere på {initiative.name}.",
        )  # fmt: skip


def _silent(initiative: Initiative, letters: Sequence[Letter]) -> Iterator[Finding]:
    told = {mention.letter for mention in initiative.mentions}
    silent = [letter for letter in letters if letter.identifier not in told]
    if silent and len(told) >= 2:
        who = ", ".join(letter.name for letter in silent)
        yield Finding(
            FindingKind.NOT_MENTIONED, initiative.name, tuple(letter.identifier for letter in silent),
            f"{initiative.name} er ikke nevnt i brevet til {who}.",
            f"{initiative.name} er ikkje nemnt i brevet til {who}.",
            (),
        )  # fmt: skip


def _spellings(initiative: Initiative, names: dict[str, str]) -> Iterator[Finding]:
    spelled = Counter(each.name.lower() for each in initiative.mentions)
    if len(spelled) > 1:
        told = "; ".join(f"{names[each.letter]}: «{each.name}»" for each in initiative.mentions)
        yield _finding(
            FindingKind.NAMES_DIFFER, initiative, initiative.mentions,
            f"Brevene skriver navnet på ulike måter ({told}).",
            f"Breva skriv namnet på ulike måtar ({told}).",
        )  # fmt: skip


def _finding(
    kind: FindingKind, initiative: Initiative, mentions: Sequence[Mention], nb: str, nn: str
) -> Finding:
    return Finding(
        kind, initiative.name, tuple(each.letter for each in mentions), nb, nn,
        tuple((each.address, each.text) for each in mentions),
    )  # fmt: skip


def _who(mentions: Sequence[Mention], names: dict[str, str]) -> str:
    listed = list(dict.fromkeys(names[each.letter] for each in mentions))
    return " og ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
