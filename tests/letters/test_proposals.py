"""Harmonised text: one core for all, a role for each, in the letters themselves."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from regelverk.language.nynorsk import Problem
from regelverk.letters import harmonise
from regelverk.letters.types import LetterCheck, Proposal
from regelverk.pipeline import NamedBytes, check_letters, letter_proposals, read
from regelverk.writers.letter_json import letters_record
from tests.acts import letter
from tests.letters import build

DATE = datetime(2030, 1, 1, tzinfo=UTC)
SOURCE = build.read()
FILES = {
    each["file"]: build.make(each, SOURCE["styles"])
    for each in SOURCE["letters"]
    if each["case"] == "oppvekst"
}


@pytest.fixture(scope="module")
def check() -> LetterCheck:
    """The letters of one case, checked."""
    return check_letters([read(NamedBytes(*each)) for each in FILES.items()])


@pytest.fixture(scope="module")
def proposals(check: LetterCheck) -> Mapping[tuple[str, str], Proposal]:
    """The proposals by file and initiative."""
    files = {each.identifier: each.file for each in check.letters}
    return {(files[each.letter], each.initiative): each for each in check.proposals}


def test_the_core_is_the_same_in_each_form(
    proposals: Mapping[tuple[str, str], Proposal],
) -> None:
    """Letters in bokmål share every sentence but the last; nynorsk gets nynorsk."""
    told = [
        proposals[name, "Ungdomsløftet"].text for name in ("udir-2027.docx", "bufdir-2027.docx")
    ]
    cores = {text.rsplit(". ", 1)[0] for text in told}
    assert len(cores) == 1
    nynorsk = proposals["hdir-2027.html", "Ungdomsløftet"].text
    assert nynorsk.startswith("Føremålet med Ungdomslyftet er at færre unge fell ut")


def test_roles_are_told_as_the_letter_speaks(
    proposals: Mapping[tuple[str, str], Proposal],
) -> None:
    """`Bufdir`, `Direktoratet`, `Virksomheten`: each letter keeps its way of speaking."""
    for name, words in (
        ("udir-2027.docx", "Direktoratet skal koordinere Ungdomsløftet."),
        ("bufdir-2027.docx", "Bufdir skal delta i Ungdomsløftet."),
        ("avdir-2027.pdf", "Virksomheten skal følge opp Ungdomsløftet."),
    ):
        assert proposals[name, "Ungdomsløftet"].text.endswith(words)


def test_what_letters_disagree_on_is_left_open(
    proposals: Mapping[tuple[str, str], Proposal],
) -> None:
    """Nothing is settled for the ministries: both periods and both leaders stand in brackets."""
    assert (
        "[må avklares: 2025–2029 eller 2025–2028]"
        in proposals["udir-2027.docx", "Ungdomsløftet"].text
    )
    assert re.search(r"\[Hvem som koordinerer, må avklares: [^]]*Utdanningsdirektoratet",
                     proposals["udir-2027.docx", "Tidlig sammen"].text)  # fmt: skip


def test_word_letters_get_tracked_changes_and_others_paragraphs(check: LetterCheck) -> None:
    """The changed letter holds the new text; the words it had are still there, as deleted."""
    made = dict(letter_proposals(check, FILES, DATE))
    assert set(made) == {
        f"{each}-2027-forslag.docx" for each in ("udir", "bufdir", "hdir", "avdir")
    }
    changed = read(NamedBytes("ny.docx", made["bufdir-2027-forslag.docx"])).text
    assert "Utdanningsdirektoratet koordinerer arbeidet" in changed
    assert "(2025–2028)" not in changed
    assert "Gjennomgå godkjenningsordningen for fosterhjem." in changed
    listed = read(NamedBytes("ny.docx", made["avdir-2027-forslag.docx"])).text
    assert "Erstatter: «Ungdomsløftet (2025–2029)" in listed
    assert "Sted: 4" in listed


def test_letters_in_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Two ministries' letters, each called the same, are two: in the check and in the proposals."""
    places = [tmp_path / ministry / "Brev 2027.docx" for ministry in ("kd", "bfd")]
    for path, name in zip(places, ("udir-2027.docx", "bufdir-2027.docx"), strict=True):
        path.parent.mkdir()
        path.write_bytes(FILES[name])
    result = check_letters([read(path) for path in places])
    agencies = [each.agency for each in result.letters]
    assert agencies == ["Utdanningsdirektoratet", "Barne-, ungdoms- og familiedirektoratet"]
    record = letters_record(result)
    assert [each["file"] for each in record["letters"]] == [
        "kd/Brev 2027.docx",
        "bfd/Brev 2027.docx",
    ]
    files = {str(path): path.read_bytes() for path in places}
    made = dict(letter_proposals(result, files, DATE))
    texts = [read(NamedBytes("ny.docx", data)).text for data in made.values()]
    assert list(made) == ["brev-2027-forslag.docx", "brev-2027-2-forslag.docx"]
    assert ["godkjenningsordningen for fosterhjem" in text for text in texts] == [False, True]


def test_what_only_letters_in_the_other_form_say_is_marked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a translator it stands as the other letter has it, in brackets, for a person."""
    monkeypatch.setattr(harmonise, "translate", lambda *_: Problem.MISSING)
    without = check_letters(
        [
            letter("a", "Kunnskapsdepartementet", "Tildelingsbrev 2031 til Utdanningsdirektoratet",
                   "Direktoratet skal koordinere Solskinnsprogrammet i samarbeid med "
                   "Helsedirektoratet. Målet er at flere barn får sol."),
            letter("b", "Helse- og omsorgsdepartementet",
                   "Tildelingsbrev 2031 til Helsedirektoratet",
                   "Direktoratet skal ta del i Solskinnsprogrammet saman med "
                   "Utdanningsdirektoratet. Dei skal ikkje gjere noko anna."),
        ]
    )  # fmt: skip
    (nynorsk,) = [each for each in without.proposals if each.letter == "brev/b"]
    assert "[blir skrive på nynorsk etter brevet til Utdanningsdirektoratet: «at" in nynorsk.text


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "Etaten skal delta i Solskinnsprogrammet. Målet er et felles solkart som gir bedre valg.",
            "Formålet med Solskinnsprogrammet er et felles solkart som gir bedre valg.",
        ),
        (
            (
                "Etaten skal delta i Solskinnsprogrammet sammen med Husbanken, som leder det, for å holde "
                "barn varme."
            ),
            "Formålet med Solskinnsprogrammet er å holde barn varme.",
        ),
        (
            "Etaten har det overordnede ansvaret for å samordne Solskinnsprogrammet.",
            "ansvaret for å samordne Solskinnsprogrammet",
        ),
        (
            "I Solskinnsprogrammet skriver etaten kapittelet om solkrem.",
            "skal gjennomføre sin del av Solskinnsprogrammet.",
        ),
    ],
)
def test_sentences_are_whole(said: str, wanted: str) -> None:
    """Neither a purpose nor a role is left without the words that make it a sentence."""
    other = "Husbanken skal lede Solskinnsprogrammet. Formålet er å gi barn sol."
    told = check_letters(
        [
            letter("a", "Kunnskapsdepartementet", "Tildelingsbrev 2031 til Statped", said),
            letter("b", "Kommunal- og distriktsdepartementet", "Tildelingsbrev 2031 til Husbanken",
                   "Husbanken skal lede Solskinnsprogrammet." if "ålet" in wanted else other),
        ]
    )  # fmt: skip
    (text,) = [each.text for each in told.proposals if each.letter == "brev/a"]
    assert wanted in text, text
    assert "skal ansvaret" not in text
    assert ", som leder det" not in text
