"""Bad and hostile files: each is a clear error or a document with notices, quickly, and alone."""

import os
import re
import resource
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from regelverk.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    MissingFileError,
    NoTextLayerError,
    OldWordFormatError,
    ReadError,
    TooLargeError,
    UnknownFormatError,
    UnsafeFileError,
)
from regelverk.model.document import Document
from regelverk.pipeline import ReadFailure, read, read_corpus
from tests.readers import hostile_files as files
from tests.readers.lovdata_act import act
from tests.readers.word_file import changed, word_file, zipped

_SECONDS = 10
_MEMORY = 1 << 30

# Files that cannot be read: how they are made, and which error tells so.
Errors = type[ReadError] | tuple[type[ReadError], ...]
REFUSED: Mapping[str, tuple[Callable[[], bytes], Errors]] = {
    "uten-kropp.xml": (lambda: act()[:200], DamagedFileError),
    "entiteter.xml": (files.entity_bomb, UnsafeFileError),
    "dyp.xml": (lambda: act("<div>" * 5000 + "x" + "</div>" * 5000), TooLargeError),
    "fremmed.xml": (
        lambda: b"<?xml version='1.0'?><faktura><sum>1</sum></faktura>",
        UnknownFormatError,
    ),
    "bombe.docx": (lambda: files.zip_bomb("word/media/bilde.bmp"), UnsafeFileError),
    "entiteter.docx": (files.entity_bomb_in_word, UnsafeFileError),
    "klatrer.docx": (lambda: changed(files.word(), {"../../ut.xml": "x"}), UnsafeFileError),
    "uten-innhold.docx": (
        lambda: changed(files.word(), {"word/document.xml": b"\0\1"}),
        DamagedFileError,
    ),
    "avkortet.docx": (lambda: files.word()[:700], DamagedFileError),
    "dyp.docx": (
        lambda: word_file("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000),
        TooLargeError,
    ),
    "passord.docx": (lambda: files.ole("EncryptedPackage"), EncryptedFileError),
    "gammel.docx": (lambda: files.ole("WordDocument"), OldWordFormatError),
    "program.docx": (lambda: b"MZ\x90\x00" + bytes(range(256)) * 20, UnknownFormatError),
    "bilde.docx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), NoTextLayerError),
    "regneark.docx": (
        lambda: zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}),
        UnknownFormatError,
    ),
    "tom.docx": (lambda: b"", EmptyFileError),
    "bare-luft.txt": (lambda: b" \n\t\r\n" * 50, EmptyFileError),
    "nuller.txt": (lambda: bytes(5000), (UnknownFormatError, EmptyFileError)),
    "passord.pdf": (files.encrypted_pdf, EncryptedFileError),
    "skannet.pdf": (files.scanned_pdf, NoTextLayerError),
    "runddans.pdf": (files.looping_pdf, ReadError),
    "avkortet.pdf": (lambda: files.scanned_pdf()[:60], ReadError),
    "dyp.html": (lambda: files.nested("div", 20_000), TooLargeError),
}

# Files that can be read, though something is wrong: how they are made, and the notice they get.
MENDED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "avkortet.xml": (lambda: act()[:-200], "skadet-xml"),
    "skadet-del.docx": (
        lambda: changed(
            files.word(), {"word/styles.xml": "<x", "word/_rels/document.xml.rels": "<x"}
        ),
        "skadet-del",
    ),
    "latin1.txt": (lambda: files.TEXT.encode("latin-1"), "tegnsett"),
    "utf8.txt": (lambda: files.TEXT.encode("utf-8-sig"), ""),
    "utf16-merket.txt": (lambda: files.TEXT.encode("utf-16"), ""),
    "utf16-le.txt": (lambda: files.TEXT.encode("utf-16-le"), ""),
    "utf16-be.txt": (lambda: files.TEXT.encode("utf-16-be"), ""),
    "word-kalt.pdf": (files.word, ""),
    "tekst-kalt.docx": (files.TEXT.encode, ""),
}

# Archives: how they are made, and the error in them. The sound text in each is read all the same.
ARCHIVES: Mapping[str, tuple[Callable[[], bytes], type[ReadError]]] = {
    "bombe.zip": (lambda: files.zip_bomb("nuller.txt"), ReadError),
    "klatrer.tar.gz": (lambda: files.tar(["../../ut.txt", "lov.txt"]), UnsafeFileError),
    "klatrer.zip": (
        lambda: zipped({"../ut.txt": files.TEXT, "lov.txt": files.TEXT}),
        UnsafeFileError,
    ),
    "matrjosjka.zip": (
        lambda: zipped({"lov.txt": files.TEXT, "inni.zip": zipped({"x": "y"})}),
        UnknownFormatError,
    ),
}

# Archives that must not be read at all.
BOMBS: Mapping[str, Callable[[], bytes]] = {
    "langt-navn.tar.gz": lambda: files.tar_with_huge_name(tarfile.GNUTYPE_LONGNAME),
    "pax.tar.gz": lambda: files.tar_with_huge_name(tarfile.XHDTYPE),
    "avkortet.tar.gz": lambda: files.tar(["lov.txt"])[:60],
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, tmp_path: Path) -> None:
    """Each kind of unreadable file is its own error, which names the file and what to do."""
    make, error = REFUSED[name]
    (tmp_path / name).write_bytes(make())
    with pytest.raises(error, match=re.escape(name)) as caught:
        read(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert caught.value.text("nn") != caught.value.text("nb")


@pytest.mark.parametrize("name", MENDED)
def test_mended(name: str, tmp_path: Path) -> None:
    """What can be read is, whatever its name and encoding; what is wrong with it is said."""
    make, notice = MENDED[name]
    (tmp_path / name).write_bytes(make())
    document = read(tmp_path / name)
    assert "lek" in document.text.lower()
    assert notice in {each.code for each in document.notices} or not notice
    if name.endswith(".txt"):
        assert "øya har rett til å leke i snø" in document.text


@pytest.mark.parametrize("name", ARCHIVES)
def test_archives(name: str, tmp_path: Path) -> None:
    """A bad file in an archive is an error of its own, and the sound one is read."""
    make, error = ARCHIVES[name]
    (tmp_path / name).write_bytes(make())
    found = list(read_corpus([tmp_path / name]))
    assert [each.source for each in found if isinstance(each, Document)] == [
        f"{tmp_path / name}/lov.txt"
    ]
    (failure,) = [each for each in found if isinstance(each, ReadFailure)]
    assert isinstance(failure.error, error)
    assert name in str(failure.error)
    assert not (tmp_path.parent / "ut.txt").exists()


def test_a_batch_goes_on(tmp_path: Path) -> None:
    """In a folder of bad files the sound ones are read, and every bad one is told of once."""
    for name, (make, _) in {**REFUSED, **MENDED}.items():
        (tmp_path / name).write_bytes(make())
    found = list(read_corpus([tmp_path]))
    failed = {Path(each.source).name for each in found if isinstance(each, ReadFailure)}
    assert failed == set(REFUSED)
    assert len(found) == len(REFUSED) + len(MENDED)


# --- The command line, in bounded time and memory -----------------------------------------------


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def parse(
    path: Path | str, given: bytes = b"", patience: float = 12 * _SECONDS
) -> subprocess.CompletedProcess[bytes]:
    """`regelverk parse` in a process with limits on time and memory.

    Args:
        path: What to read.
        given: What comes on standard input.
        patience: Seconds by the clock, of which a busy machine may need more than of its own time.
    """
    return subprocess.run(
        [sys.executable, "-m", "regelverk.cli", "parse", str(path)],
        input=given,
        capture_output=True,
        timeout=patience,
        preexec_fn=_bounded,
        cwd=Path(__file__).resolve().parents[2],
        check=False,
    )


def told(run: subprocess.CompletedProcess[bytes]) -> str:
    """What the command said on standard error; never a traceback."""
    words = run.stderr.decode()
    assert "Traceback" not in words
    assert not re.search(r'File ".*", line|\w+Error\b|\bNone\b|Errno', words), words
    return words


def test_command_line_names_every_bad_file(tmp_path: Path) -> None:
    """One run over all of them: exit code 2, a line for each in Norwegian, and the rest is read."""
    for name, (make, _) in {**REFUSED, **MENDED, **ARCHIVES}.items():
        (tmp_path / name).write_bytes(make())
    run = parse(tmp_path)
    words = told(run)
    assert run.returncode == 2
    for name in (*REFUSED, *ARCHIVES):
        (line,) = [each for each in words.splitlines() if f"/{name}" in each]
        assert re.search(r" (er|kan|ble|har) ", line), line
    for name in MENDED:
        assert not [each for each in words.splitlines() if f"/{name} " in each]
    assert run.stdout.decode().count("leke i snø") >= len(ARCHIVES)


@pytest.mark.parametrize(
    ("name", "start", "megabytes"),
    [
        ("stor.txt", files.TEXT.encode(), 200),
        ("stor.xml", act(), 200),
        ("stor.pdf", files.scanned_pdf(), 200),
        ("stor.docx", files.word(), 200),
        ("stor.html", b"<!DOCTYPE html><html><body>", 200),
        ("stor.zip", b"PK\x03\x04", 200),
    ],
)
def test_large_files(name: str, start: bytes, megabytes: int, tmp_path: Path) -> None:
    """A file of 200 MB is refused before it is read into memory."""
    files.sparse(tmp_path / name, start, megabytes << 20)
    run = parse(tmp_path / name)
    assert run.returncode == 2
    assert name in told(run)


@pytest.mark.parametrize("name", BOMBS)
def test_archive_bombs(name: str, tmp_path: Path) -> None:
    """A small archive that asks for gigabytes is refused in bounded memory, as is a cut one."""
    (tmp_path / name).write_bytes(BOMBS[name]())
    run = parse(tmp_path / name)
    assert run.returncode == 2
    assert name in told(run)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("paragrafer.txt", "§ " * 500_000),
        ("ett-ord.txt", "a" * 1_000_000),
        ("mellomrom.txt", "a" + " " * 1_000_000 + "b"),
        ("nummer.txt", "1." * 500_000),
        ("linjer.txt", "a)\n" * 20_000),
        ("forkortelser.txt", "jf. nr. 4 " * 100_000),
        ("parenteser.txt", "(" * 1_000_000),
        ("stjerner.md", "# a\n" + "*a" * 200_000),
        ("lenker.md", "# a\n" + "[" * 200_000 + "](" * 20_000),
        ("overskrift.md", "# a" + "#" * 300_000 + " " * 300_000 + "x"),
        ("ender.md", "# a\n" + "[a](" * 200_000),
        ("mange-lenker.md", "# a\n" + "[a](b) " * 100_000),
        ("sterke.md", "# a\n" + "**a " * 200_000),
        ("tabell.md", "# a\n" + "|--" * 50_000 + "\n" + "|a" * 50_000),
        ("tall.txt", "§ " + "1-" * 300_000),
        ("romertall.txt", "I" * 500_000 + ". Om"),
        ("lovnavn.txt", "lov om " * 100_000 + "(" + "a" * 100_000),
        ("henvisninger.txt", "jf. §§ 1, 2, 3 og 4-5 a første ledd bokstav b, " * 20_000),
        ("departement.txt", "Det kongelige " + "a-, og " * 100_000 + "departement"),
        ("dyp-tabell.html", "<!DOCTYPE html>" + "<table><tr><td>" * 60 + "x"),
        ("lange-lister.html", "<!DOCTYPE html><ol>" + "<li>x" * 50_000),
        ("skannet.txt", " ".join(f"pa{number}gkt seerlig" for number in range(100_000))),
    ],
)
def test_texts_made_to_take_long(name: str, text: str, tmp_path: Path) -> None:
    """No text of a megabyte keeps the program busy for more than ten seconds."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    run = parse(tmp_path / name)
    told(run)
    assert run.returncode in (0, 2)


def test_places_that_hold_nothing(tmp_path: Path) -> None:
    """An empty folder and a path that is not there are told of, each in its own words."""
    run = parse(tmp_path)
    assert run.returncode == 2
    assert told(run).strip()
    with pytest.raises(MissingFileError, match=r"borte\.docx finnes ikke"):
        read(tmp_path / "borte.docx")
    run = parse(tmp_path / "borte.docx")
    assert run.returncode == 2
    assert "borte.docx finnes ikke" in told(run)


def test_standard_input() -> None:
    """What comes on standard input is bounded and told of like a file."""
    run = parse("-", files.ole("WordDocument"))
    assert run.returncode == 2
    assert "Word" in told(run)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe that nobody writes to does not hang the program."""
    os.mkfifo(tmp_path / "ror.txt")
    run = parse(tmp_path / "ror.txt", patience=20)
    assert run.returncode == 2
    assert "ror.txt" in told(run)


@contextmanager
def _nobody() -> Iterator[None]:
    """Without the rights of the system's administrator, who may read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs Unix permissions")
def test_without_permission(tmp_path: Path) -> None:
    """A file that may not be read is an error in Norwegian that names it."""
    secret = tmp_path / "hemmelig.txt"
    secret.write_text(files.TEXT)
    secret.chmod(0)
    with _nobody(), pytest.raises(ReadError, match=r"hemmelig\.txt") as caught:
        read(secret)
    assert "denied" not in str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """`read` takes one file: a folder is an error in Norwegian."""
    with pytest.raises(ReadError, match=re.escape(tmp_path.name)) as caught:
        read(tmp_path)
    assert "directory" not in str(caught.value)
