"""The command line: every command on real files, what it refuses, and how it says so."""

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from regelverk.cli import main
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act_xml

Folder = Path


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    """A folder with three acts and a file that is none."""
    folder = tmp_path / "lover"
    folder.mkdir()
    for made in (PLAYGROUND, SLEDGING, SILENT):
        (folder / f"{made[2]}.xml").write_bytes(act_xml(*made))
    return folder


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder with two letters about the same initiative."""
    folder = tmp_path / "brev"
    folder.mkdir()
    told = "Tildelingsbrev 2031 til {0}\n\n{0} skal {1}.\n"
    take_part, lead = "delta i Regnprogrammet", "koordinere Regnprogrammet (2030–2032)"
    (folder / "a.txt").write_text(told.format("Helsedirektoratet", take_part))
    (folder / "b.txt").write_text(told.format("Husbanken", lead))
    return folder


def test_parse_shows_the_tree_with_addresses(
    acts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`parse` shows each node's kind and address, and JSON whose spans give the text back."""
    assert main(["parse", str(acts / "Lekeplassloven.xml")]) == 0
    tree = capsys.readouterr().out
    assert "paragraf lov/2027-01-01-901/§2" in tree
    assert "Det samme gjelder om vinteren." in tree
    assert main(["parse", str(acts), "--format", "json"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(records) == 3
    for record in records:
        start, end = record["tree"]["span"]
        assert record["text"][start:end] == record["text"]


def test_find_prints_one_json_object_for_each_sentence(
    acts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The contract of `find --format jsonl`."""
    assert main(["find", str(acts), "--format", "jsonl"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert records
    for record in records:
        assert {
            "address", "text", "types", "score", "scores", "partners", "slots", "section_title",
            "document_title", "language",
        } <= set(record)  # fmt: skip
        assert set(record["types"]) == set(record["scores"])
        assert 1 >= record["score"] >= max(record["scores"].values())
        assert all(words in record["text"] for words in record["slots"].values())


def test_find_narrows_by_type_and_partner(acts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--type` and `--partner` keep only what is asked for, one or several."""
    assert main(["find", str(acts), "--format", "jsonl", "--type", "samordning", "plan"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert records
    assert all({"samordning", "plan"} & set(record["types"]) for record in records)
    assert main(["find", str(acts), "--format", "jsonl", "--partner", "internasjonal"]) == 0
    assert capsys.readouterr().out == ""


def test_find_csv_is_safe_to_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A title that a spreadsheet would run as a formula is made text."""
    evil = ("lov/2027-08-08-908", "Lov om =1+1", "=1+1", PLAYGROUND[3])
    (tmp_path / "ond.xml").write_bytes(act_xml(*evil))
    assert main(["find", str(tmp_path / "ond.xml"), "--format", "csv"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0].startswith("address,document_title,")
    assert all(",'=1+1," in row for row in rows[1:])


@pytest.mark.parametrize("suffix", [".html", ".xlsx", ".json", ".docx"])
def test_compare_and_letters_write_every_kind_of_report(
    suffix: str, acts: Path, letters: Path, tmp_path: Path
) -> None:
    """The ending of the file's name decides the form, and each opens."""
    for command, source in (("compare", acts), ("letters", letters)):
        target = tmp_path / "ut" / f"{command}{suffix}"
        assert main([command, str(source), "-o", str(target), "--language", "nn"]) == 0
        data = target.read_bytes()
        if suffix == ".html":
            assert b'<html lang="nn">' in data
        elif suffix == ".json":
            assert json.loads(data)
        elif suffix == ".xlsx":
            assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames
        else:
            assert docx.Document(io.BytesIO(data)).paragraphs
        assert [each.name for each in target.parent.iterdir() if each.name.startswith(".")] == []


def test_compare_without_a_file_says_the_main_things(
    acts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The summary a lawyer reads at a terminal."""
    assert main(["compare", str(acts)]) == 0
    said = capsys.readouterr().out
    assert "Lik regel: " in said
    assert "Sandkasseloven" in said


def test_draft_prints_the_contract_and_writes_word(
    acts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`draft --format jsonl`, and the Word file."""
    assert main(["draft", str(acts), "--model", "standard", "--format", "jsonl"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["law"] for record in records] == [
        made[0] for made in (PLAYGROUND, SLEDGING, SILENT)
    ]
    assert all(
        set(record) == {"law", "section", "heading", "subsections", "language", "instruction"}
        for record in records
    )
    assert [record["language"] for record in records] == ["nb", "nn", "nb"]
    assert (
        main(
            ["draft", str(acts), "--model", "standard", "--approach", "common", "-o", str(tmp_path)]
        )
        == 0
    )
    document = docx.Document(str(tmp_path / "lovforslag.docx"))
    assert any("samordningsloven" in paragraph.text for paragraph in document.paragraphs)


def test_draft_takes_a_section_or_a_file_as_model(
    acts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A model is a name, an address or a file; `--elements` chooses among its parts."""
    model = tmp_path / "modell.txt"
    model.write_text(
        "Felles plikt\n\nBadet skal samarbeide med andre tjenesteytere om barnet.\n",
        encoding="utf-8",
    )
    for named in (str(model), "lov/2027-01-01-901/§2"):
        assert main(["draft", str(acts), "--model", named, "--format", "jsonl"]) == 0
        records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert all("samarbeide" in record["subsections"][0] for record in records)
        assert "Badet" not in json.dumps(records)
    assert (
        main(
            [
                "draft",
                str(acts),
                "--model",
                "standard",
                "--elements",
                "definisjon",
                "--format",
                "jsonl",
            ]
        )
        == 0
    )
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(re.search("menes her|er det her meint", each["subsections"][-1]) for each in records)
    assert len(records[-1]["subsections"]) == 1, "the others keep rules of their own"


def test_an_archive_and_standard_input_are_read_like_files(
    acts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folder, zip and `-` give the same clauses."""
    assert main(["find", str(acts), "--format", "jsonl"]) == 0
    from_folder = sorted(capsys.readouterr().out.splitlines())
    packed = tmp_path / "lover.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in acts.iterdir():
            archive.write(path, path.name)
    assert main(["find", str(packed), "--format", "jsonl"]) == 0
    assert sorted(capsys.readouterr().out.splitlines()) == from_folder
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed.read_bytes())))
    assert main(["find", "-", "--format", "jsonl"]) == 0
    assert sorted(capsys.readouterr().out.splitlines()) == from_folder


def test_a_bad_file_is_named_and_the_rest_goes_on(
    acts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One message for each bad file, in the language asked for, and the others' clauses."""
    (acts / "tom.xml").write_bytes(b"")
    (acts / "program.docx").write_bytes(b"MZ" + bytes(300))
    assert main(["find", str(acts), "--format", "jsonl", "--language", "nn"]) == 2
    said = capsys.readouterr()
    assert said.out
    assert "tom.xml er tom." in said.err
    assert "program.docx" in said.err
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["find", "finnes-ikke.xml"], "finnes-ikke.xml finnes ikke"),
        (["compare", "finnes-ikke.xml", "-o", "rapport.pdf"], "filnavnet må slutte på .html"),
        (["fetch", "--from", "http://127.0.0.1:9", "-o", "hentet"], "Kunne ikke hente"),
    ],
)
def test_what_cannot_be_done_is_said_in_norwegian(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Exit code 2 and one plain sentence."""
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


def test_an_unknown_model_is_refused(acts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message says what could have been asked for."""
    assert main(["draft", str(acts), "--model", "tull"]) == 2
    assert "standard" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "mangler: KOMMANDO"),
        (["find"], "mangler: PATH"),
        (["draft", "x"], "mangler: --model"),
        (["find", "x", "--type", "tull"], "--type: ukjent valg"),
        (["find", "x", "--tull"], "ukjente argumenter: --tull"),
    ],
)
def test_wrong_arguments_are_explained(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Usage errors are Norwegian too, on standard error, with exit code 2."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    said = capsys.readouterr()
    assert message in said.err
    assert said.err.startswith("bruk: regelverk")
    assert said.out == ""


def test_letters_write_proposals_for_each_letter(letters: Path, tmp_path: Path) -> None:
    """`--proposals` gives each letter that names the initiative a Word file with harmonised text."""
    target = tmp_path / "forslag"
    assert main(["letters", str(letters), "--proposals", str(target)]) == 0
    made = sorted(path.name for path in target.iterdir())
    assert made == sorted(f"{path.stem}-forslag.docx" for path in letters.iterdir())


@pytest.mark.parametrize(
    "command", ["", "parse", "find", "compare", "draft", "letters", "fetch", "demo"]
)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` for every command of the contract."""
    with pytest.raises(SystemExit) as stopped:
        main([*filter(None, [command]), "--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert "vis denne hjelpen" in said
    assert "usage" not in said


def test_an_input_is_never_overwritten(
    letters: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report cannot take the place of what it was made from; an old report can be replaced."""
    copy = tmp_path / "brev.html"
    copy.write_bytes(b"<html><body><p>Helsedirektoratet skal delta.</p></body></html>")
    before = copy.read_bytes()
    assert main(["letters", str(letters), str(copy), "-o", str(copy)]) == 2
    assert "det er en av filene som blir lest" in capsys.readouterr().err
    assert copy.read_bytes() == before
    target = tmp_path / "rapport.html"
    target.write_text("gammel")
    assert main(["letters", str(letters), "-o", str(target)]) == 0
    assert "gammel" not in target.read_text()


def test_a_reader_that_stops_early_is_no_error(acts: Path) -> None:
    """`regelverk … | head -1` ends quietly."""
    command = [sys.executable, "-m", "regelverk.cli", "parse", *[str(acts)] * 1, "--format", "tree"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
        assert process.wait(timeout=120) == 0
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


def test_the_demo_does_the_whole_job(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fetched acts are read, compared and drafted, letters checked; files are where it says."""
    documents = tmp_path / "data" / "dokumenter"
    documents.mkdir(parents=True)
    for made in (PLAYGROUND, SLEDGING, SILENT):
        (documents / f"{made[2]}.xml").write_bytes(act_xml(*made))
    monkeypatch.setenv("REGELVERK_DATA", str(tmp_path / "data"))
    assert main(["demo", "-o", str(tmp_path / "ut")]) == 0
    said = capsys.readouterr().out
    assert "Lik ordlyd" in said
    assert "Lekeplassloven: § 2 skal lyde:" in said
    for name in (
        "sammenligning.html",
        "sammenligning.xlsx",
        "lovforslag/lovforslag.docx",
        "lovforslag/lovspeil.docx",
        "felles-lov/lovforslag.docx",
        "tildelingsbrev.html",
    ):
        assert (tmp_path / "ut" / name).stat().st_size > 1000
        assert name.partition("/")[0] in said
