"""Letters side by side: who is told what, and where they part."""

import json
import re
from pathlib import Path

import pytest

from regelverk.errors import RuleError
from regelverk.letters.check import check_letters
from regelverk.letters.naming import folded, key, same_name
from regelverk.letters.terms import LetterScale, LetterTerm, compiled, scale
from regelverk.letters.types import FindingKind, LetterCheck
from regelverk.letters.words import LetterText, text
from regelverk.pipeline import read
from regelverk.rules.loader import load
from tests.acts import letter
from tests.conftest import ROOT
from tests.letters.made import checked, joining

_COORDINATED = (
    "Utdanningsdirektoratet skal koordinere Solskinnsprogrammet (2030-2033) i samarbeid med "
    "Helsedirektoratet. Formålet med programmet er at flere barn får sol."
)
_TOOK_PART = (
    "Helsedirektoratet skal delta i og bidra til Solskinnsprogrammet (2030–2034). "
    "Det skal rapporteres på arbeidet i årsrapporten."
)
COORDINATES = (
    "Kunnskapsdepartementet",
    "Tildelingsbrev 2031 til Utdanningsdirektoratet",
    _COORDINATED,
)
TAKES_PART = (
    "Helse- og omsorgsdepartementet",
    "Tildelingsbrev 2031 til Helsedirektoratet",
    _TOOK_PART,
)
SILENT = (
    "Kommunal- og distriktsdepartementet",
    "Tildelingsbrev 2031 til Husbanken",
    "Husbanken skal gi lån.",
)


def _kinds(check: LetterCheck) -> set[FindingKind]:
    return {finding.kind for finding in check.findings}


def test_who_wrote_to_whom_for_which_year() -> None:
    """Ministry, agency and year are read from the letter itself."""
    first, second = checked(COORDINATES, TAKES_PART).letters
    assert (first.ministry, first.agency, first.year) == (
        "Kunnskapsdepartementet",
        "Utdanningsdirektoratet",
        2031,
    )
    assert second.agency == "Helsedirektoratet"


def test_an_unknown_initiative_is_found_when_two_letters_name_it() -> None:
    """Names are found by their shape, with role, purpose, partners, period and reporting."""
    (initiative,) = checked(COORDINATES, TAKES_PART, SILENT).initiatives
    assert initiative.name == "Solskinnsprogrammet"
    lead, part = initiative.mentions
    assert lead.roles == ("koordinere",)
    assert lead.said("why") == "at flere barn får sol"
    assert lead.partners == ("Helsedirektoratet",)
    assert lead.period == "2030–2033"
    assert part.roles == ("delta", "bidra")
    assert "årsrapporten" in part.said("reporting")


def test_inconsistencies_are_found() -> None:
    """Different periods, missing purpose and partners, one-sided reporting; no more than that."""
    assert _kinds(checked(COORDINATES, TAKES_PART)) == {
        FindingKind.PURPOSE_MISSING, FindingKind.PARTNERS_MISSING, FindingKind.PERIOD_DIFFERS,
        FindingKind.REPORTING_DIFFERS,
    }  # fmt: skip


def test_coordination_by_nobody_and_by_two() -> None:
    """Both are findings, with quotes from the letters."""
    two = (
        COORDINATES[0],
        "Tildelingsbrev 2031 til Husbanken",
        "Husbanken skal lede Solskinnsprogrammet i samarbeid med Helsedirektoratet.",
    )
    assert FindingKind.SEVERAL_COORDINATORS in _kinds(checked(COORDINATES, two))
    other = (TAKES_PART[0], TAKES_PART[1].replace("Helsedir", "Utdanningsdir"),
             TAKES_PART[2].replace("Helsedir", "Utdanningsdir"))  # fmt: skip
    none = checked(TAKES_PART, other)
    lacking = next(each for each in none.findings if each.kind is FindingKind.NO_COORDINATOR)
    assert all("Solskinnsprogrammet" in quote.text for quote in lacking.quotes)


def test_a_partner_whose_letter_is_silent() -> None:
    """The agency named is told of, with the words that name it."""
    silent = (TAKES_PART[0], TAKES_PART[1], "Direktoratet skal gi råd om solkrem.")
    (finding,) = [
        each
        for each in checked(COORDINATES, silent).findings
        if each.kind is FindingKind.NOT_RECIPROCATED
    ]
    assert finding.letters == ("brev/brev-0", "brev/brev-1")
    assert "i samarbeid med Helsedirektoratet" in finding.quotes[0].text


def test_a_letter_that_lacks_what_the_others_share() -> None:
    """One silent letter among many is told of; where the partners are named, only they should know."""
    (finding,) = [
        each
        for each in checked(*joining(3), SILENT).findings
        if each.kind is FindingKind.NOT_MENTIONED
    ]
    assert "Husbanken" in finding.words.nb
    named = " i samarbeid med Utdanningsdirektoratet, Helsedirektoratet og Politidirektoratet."
    closed = [(*each[:2], each[2].replace(".", named)) for each in joining(3)]
    assert FindingKind.NOT_MENTIONED not in _kinds(checked(*closed, SILENT))


def test_quotes_stand_in_their_letters() -> None:
    """What is quoted is exactly the letter's own words at its address, scanned or not."""
    damaged = tuple(
        each.replace("ø", "e").replace("å", "a").replace("æ", "ae") for each in TAKES_PART
    )
    documents = {
        each.identifier: each for each in (letter("a", *COORDINATES), letter("b", *damaged))
    }
    check = check_letters(list(documents.values()))
    quotes = [quote for finding in check.findings for quote in finding.quotes]
    for initiative in check.initiatives:
        for mention in initiative.mentions:
            quotes += [mention.quote, *(part.quote for part in mention.parts.values())]
    assert quotes
    for quote in quotes:
        document = documents[quote.letter]
        assert quote.text == quote.span.of(document.text)
        assert document.at(quote.address) is not None


def test_one_letter_or_nothing_in_common() -> None:
    """A single letter, letters with nothing in common, and no letters give answers, not findings."""
    assert checked().findings == ()
    alone = checked(SILENT)
    assert alone.findings == ()
    assert "Bare ett brev" in alone.remarks[0].nb
    assert checked(SILENT, TAKES_PART[:2]).findings == ()


def test_the_same_letter_twice_is_read_once() -> None:
    """It is told which file is the double, and nothing is found between them."""
    check = check_letters([letter("a", *TAKES_PART), letter("b", *TAKES_PART)])
    assert len(check.letters) == 1
    assert check.findings == ()
    assert "a.txt" in check.remarks[0].nb
    assert "b.txt" in check.remarks[0].nb


def test_what_is_no_letter_is_left_out() -> None:
    """A note without ministry and agency is named in a remark and takes no part."""
    check = checked(COORDINATES, TAKES_PART, ("Bare et notat", "uten noe"))
    assert len(check.letters) == 2
    assert any("brev-2.txt" in remark.nb for remark in check.remarks)


def test_what_is_written_about_letters_is_no_letter() -> None:
    """A description that names letters in its title and agencies far down steers nobody."""
    check = check_letters([read(ROOT / "corpora/README.md")])
    assert not check.letters
    assert "README.md" in check.remarks[0].nb


def test_a_name_with_its_description_is_one_initiative() -> None:
    """`Solgløtt – strategi for …` and `Solgløtt` are one, also in a letter that stands alone."""
    words = (
        "Det vises til Solgløtt – strategi for lek ute (2030–2033). Direktoratet skal bidra i "
        "arbeidet sammen med Helsedirektoratet. Solgløtt skal gi barn mer sol."
    )
    check = checked((*COORDINATES[:2], words))
    assert [each.name for each in check.initiatives] == ["Solgløtt"]


def test_only_the_named_initiative_is_looked_for() -> None:
    """`--initiative` finds what the letters would not show by themselves."""
    check = check_letters(
        [letter("a", *COORDINATES), letter("b", *SILENT)], ["Solskinns-programmet"]
    )
    assert [each.name for each in check.initiatives] == ["Solskinns-programmet"]


def test_names_are_one_in_every_spelling() -> None:
    """Dashes, spaces, quotes, periods, carriers and the other form of Norwegian do not part names."""
    assert folded("«Bedre – sammen»") == folded("bedre-sammen")
    assert key("0–24-samarbeidet") == key("0 -24\nsamarbeidet")
    assert key("Ungdomsløftet (2025–2029)") == key("Ungdomslyftet")
    assert key("Hjem for alle") == key("Heim for alle")
    assert same_name("Hjem for alle", "Heim for alle")
    assert same_name("Fellesløypa", "programmet Fellesløypa")
    assert not same_name("0–24-samarbeidet", "0–24-programmet")


@pytest.fixture(scope="module")
def of_2020(shared_dir: Path) -> tuple[LetterCheck, dict[str, object]]:
    """The five real letters, read as they are, and what a reader finds in them."""
    folder = shared_dir / "corpora/letters/2020-0-24"
    check = check_letters([read(path) for path in sorted(folder.glob("*.txt"))])
    return check, json.loads((folder / "expected.json").read_text())


def test_the_five_letters_of_2020(of_2020: tuple[LetterCheck, dict[str, object]]) -> None:
    """Real letters with the damage of a scan: every field exactly as a reader finds it."""
    check, wanted = of_2020
    files = {each.identifier: Path(each.file).name for each in check.letters}
    agencies = {each.identifier: each.agency for each in check.letters}
    (initiative,) = [each for each in check.initiatives if each.name == wanted["initiative"]]
    mentions = {files[each.letter]: each for each in initiative.mentions}
    letters = wanted["letters"]
    assert isinstance(letters, list)
    for expected in letters:
        mention = mentions[expected["file"]]
        assert agencies[mention.letter] == expected["agency"]
        assert " og ".join(mention.roles) == expected["role"]
        assert (mention.section or None) == expected["section"]
        assert (mention.period or None) == expected["period"]
        assert list(mention.references) == expected["references"]
        assert list(mention.partners) == expected["with_whom"]
        for part in ("why", "reporting", "resources"):
            assert (mention.said(part) or None) == expected[part], (part, expected["file"])
        assert (mention.said("target_group") or None) == expected.get("target_group")


def test_the_evaluators_complaints(of_2020: tuple[LetterCheck, dict[str, object]]) -> None:
    """WHAT, WHY and IN WHAT RELATION come out as findings that quote the letters' own words."""
    check, _ = of_2020
    files = {each.identifier: Path(each.file).name for each in check.letters}
    found = {finding.kind: finding for finding in check.findings}
    told = " ".join(each.text for each in found[FindingKind.ROLES_DIFFER].quotes)
    for words in ("viderefgre", "felge opp og bidra", "skal delta", "delta i og bidra"):
        assert words in told
    silent = [files[each] for each in found[FindingKind.PURPOSE_MISSING].letters[:3]]
    assert set(silent) == {"bfd-bufdir.txt", "hod-helsedirektoratet.txt", "kd-imdi.txt"}
    assert len(found[FindingKind.PARTNERS_MISSING].letters) == 5


def test_texts_fill_the_same_gaps_in_both_forms() -> None:
    """A nynorsk text about letters never lacks what the bokmål one says."""
    for each in load("letter_texts", LetterText):
        gaps = [sorted(re.findall(r"\{(\w+)\}", words)) for words in (each.nb, each.nn)]
        assert gaps[0] == gaps[1], each.name


def test_every_word_list_can_be_used() -> None:
    """Each term and scale of the rules is a pattern; one that does not exist is told by its name."""
    for term in load("letter_terms", LetterTerm):
        assert compiled(term.name)
    for each in load("letter_scales", LetterScale):
        assert list(scale(each.name)) == list(each.values)
    with pytest.raises(RuleError, match="vinterord"):
        scale("vinterord")


def test_every_kind_of_finding_has_a_name() -> None:
    """Reports can name each kind in both forms."""
    for kind in FindingKind:
        assert text(f"kind_{kind.value}", "nb")
        assert text(f"kind_{kind.value}", "nn")
