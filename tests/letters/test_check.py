"""Letters side by side."""

import json
from pathlib import Path

import pytest

from regelverk.letters.check import check_letters
from regelverk.letters.consistency import findings
from regelverk.letters.tolerant import folded, tolerant
from regelverk.letters.types import FindingKind, LetterCheck
from regelverk.readers.facts import document_of
from regelverk.readers.lines import Line, Lines
from tests.acts import letter

_COORDINATED = (
    "Utdanningsdirektoratet skal koordinere Solskinnsprogrammet (2030-2033) i samarbeid med "
    "Helsedirektoratet. Formålet med programmet er at flere barn får sol."
)
_TOOK_PART = (
    "Helsedirektoratet skal delta i og bidra til Solskinnsprogrammet (2030–2034). "
    "Det skal rapporteres på arbeidet i årsrapporten."
)
COORDINATES = (
    "Tildelingsbrev 2031 til Utdanningsdirektoratet",
    "Kunnskapsdepartementet",
    _COORDINATED,
)
TAKES_PART = (
    "Tildelingsbrev 2031 til Helsedirektoratet",
    "Helse- og omsorgsdepartementet",
    _TOOK_PART,
)
SILENT = (
    "Tildelingsbrev 2031 til Husbanken",
    "Kommunal- og distriktsdepartementet",
    "Husbanken skal gi lån.",
)


def _check(*letters: tuple[str, ...]) -> LetterCheck:
    return check_letters([letter(f"brev-{n}", *blocks) for n, blocks in enumerate(letters)])


def test_who_wrote_to_whom_for_which_year() -> None:
    """Ministry, agency and year are read from the letter itself."""
    first, second = _check(COORDINATES, TAKES_PART).letters
    assert (first.ministry, first.agency, first.year) == (
        "Kunnskapsdepartementet",
        "Utdanningsdirektoratet",
        2031,
    )
    assert second.agency == "Helsedirektoratet"


def test_an_unknown_initiative_is_found_when_two_letters_name_it() -> None:
    """Names are found by their shape, with role, purpose, partners, period and reporting."""
    (initiative,) = _check(COORDINATES, TAKES_PART, SILENT).initiatives
    assert initiative.name == "Solskinnsprogrammet"
    lead, part = initiative.mentions
    assert lead.roles == ("koordinere",)
    assert lead.parts["why"] == "at flere barn får sol"
    assert lead.parts["with_whom"] == "Helsedirektoratet"
    assert lead.period == "2030–2033"
    assert part.roles == ("delta", "bidra")
    assert "årsrapporten" in part.parts["reporting"]


def test_planted_inconsistencies_are_found() -> None:
    """Different periods, missing purpose and partners, one-sided reporting, a silent letter."""
    found = {finding.kind for finding in _check(COORDINATES, TAKES_PART, SILENT).findings}
    assert found == {
        FindingKind.PURPOSE_MISSING, FindingKind.PARTNERS_MISSING, FindingKind.PERIOD_DIFFERS,
        FindingKind.REPORTING_DIFFERS, FindingKind.NOT_MENTIONED,
    }  # fmt: skip


def test_coordination_by_nobody_and_by_two() -> None:
    """Both are findings, with quotes from the letters."""
    two = (
        "Tildelingsbrev 2031 til Husbanken",
        COORDINATES[1],
        "Husbanken skal lede Solskinnsprogrammet i samarbeid med Helsedirektoratet.",
    )
    kinds = {finding.kind for finding in _check(COORDINATES, two).findings}
    assert FindingKind.SEVERAL_COORDINATORS in kinds
    none = _check(TAKES_PART, (*TAKES_PART[:2], TAKES_PART[2].replace("2034", "2035")))
    lacking = next(each for each in none.findings if each.kind is FindingKind.NO_COORDINATOR)
    assert all("Solskinnsprogrammet" in quote for _, quote in lacking.quotes)


def test_quotes_stand_in_their_letters() -> None:
    """What a finding quotes is exactly the letter's own words."""
    documents = {
        each.identifier: each for each in (letter("a", *COORDINATES), letter("b", *TAKES_PART))
    }
    check = check_letters(list(documents.values()))
    for initiative in check.initiatives:
        for mention in initiative.mentions:
            assert mention.text == mention.span.of(documents[mention.letter].text)


@pytest.mark.parametrize(
    "letters", [(), (SILENT,), (COORDINATES,), (SILENT, ("Bare et notat", "uten noe"))]
)
def test_nothing_in_common_is_no_error(letters: tuple[tuple[str, ...], ...]) -> None:
    """One letter, or letters without a common initiative, give no findings."""
    assert _check(*letters).findings == ()


def test_only_the_named_initiative_is_looked_for() -> None:
    """`--initiative` finds what the letters would not show by themselves."""
    check = check_letters(
        [letter("a", *COORDINATES), letter("b", *SILENT)], ["Solskinns-programmet"]
    )
    assert [each.name for each in check.initiatives] == ["Solskinns-programmet"]
    assert findings(check.letters, check.initiatives) == ()


def test_damaged_letters_still_match() -> None:
    """OCR that loses ø, å and æ does not hide a word."""
    assert tolerant("gjennomføre").search("giennomfgre")
    assert tolerant("på").search("skal rapportere pa dette")
    assert folded("«Bedre – sammen»") == folded("bedre-sammen")


def test_the_five_letters_of_2020(shared_dir: Path) -> None:
    """Real letters with OCR damage: every field as a reader finds it."""
    folder = shared_dir / "corpora/letters/2020-0-24"
    documents = [
        document_of(
            Lines(
                tuple(
                    Line(" ".join(block.split()))
                    for block in path.read_text().split("\n\n")
                    if block.strip()
                )
            ),
            path.name,
        )
        for path in sorted(folder.glob("*.txt"))
    ]
    check = check_letters(documents)
    files = {each.identifier: each for each in check.letters}
    mentions = {files[each.letter].file: each for each in check.initiatives[0].mentions}
    for expected in json.loads((folder / "expected.json").read_text())["letters"]:
        mention = mentions[expected["file"]]
        assert files[mention.letter].agency == expected["agency"]
        assert " og ".join(mention.roles) == expected["role"]
        assert (mention.section or None) == expected["section"]
        assert (mention.period or None) == expected["period"]
        assert list(mention.references) == expected["references"]
        assert bool(mention.parts.get("why")) == bool(expected["why"])
        assert bool(mention.parts.get("reporting")) == bool(expected["reporting"])
        assert bool(mention.parts.get("resources")) == bool(expected["resources"])
    complaints = {
        FindingKind.ROLES_DIFFER,
        FindingKind.PURPOSE_MISSING,
        FindingKind.PARTNERS_MISSING,
    }
    assert complaints <= {finding.kind for finding in check.findings}
