"""The whole main job at once: read acts, find, compare, draft, and check letters."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from regelverk.clauses.types import Clause
from regelverk.cli.commands import FAILED, OK, data_folder, fetched_acts, report
from regelverk.cli.output import complain, say, write_file
from regelverk.cli.reading import Corpus
from regelverk.cli.summary import clause_lines, comparison_lines, draft_lines, letters_lines
from regelverk.errors import FetchError, MissingFileError
from regelverk.model.document import Document
from regelverk.pipeline import check_letters, compare, draft, find_clauses, write_package
from regelverk.rules.texts import text
from regelverk.sources.catalogue import CORPORA, catalogue
from regelverk.sources.lovdata import fetch

_LARGEST_DIFFERENCES = 3
_FINDINGS = 8
_MODEL = "standard"


def demo(options: Namespace) -> int:
    """Do the whole main job on the sector acts, or on the examples where they cannot be had."""
    language, folder = options.language, Path(options.output)
    paths, note = _acts(language)
    corpus = Corpus(paths, language)
    documents = _sector_acts(corpus.all())
    if not documents:
        return FAILED
    clauses = [clause for document in documents for clause in find_clauses(document)]
    files = _acts_part(documents, clauses, folder, language, note)
    files += _letters_part(folder, language)
    say(f"\n{text('demo_heading_files', language)}")
    for target, about in files:
        say(f"  {target}  {about}")
    say(f"\n{text('demo_serve', language, program=sys.argv[0])}")
    return FAILED if corpus.failed else OK


def _acts(language: str) -> tuple[list[str], str]:
    """Where the acts lie, and a sentence that says which they are."""
    folder = data_folder()
    reason = ""
    if fetched_acts(folder) is None:
        complain(text("demo_fetching", language))
        try:
            fetch(folder, {act.reference for act in catalogue().acts if act.in_force})
        except (FetchError, OSError) as error:
            reason = str(error.values["detail"]) if isinstance(error, FetchError) else str(error)
    found = fetched_acts(folder)
    if found is not None:
        return [str(found)], text("demo_real", language, folder=found)
    return [str(_examples("lover"))], text("demo_examples", language, reason=reason)


def _examples(kind: str) -> Path:
    """A folder of the invented examples.

    Raises:
        MissingFileError: They are not installed.
    """
    folder = CORPORA / "eksempel" / kind
    if not folder.is_dir():
        raise MissingFileError(source=str(folder))
    return folder


def _sector_acts(documents: Sequence[Document]) -> list[Document]:
    """The catalogue's acts, when they are among many; otherwise all."""
    wanted = {act.reference for act in catalogue().acts}
    chosen = [document for document in documents if document.identifier in wanted]
    return chosen or list(documents)


def _acts_part(
    documents: Sequence[Document], clauses: Sequence[Clause], folder: Path, language: str, note: str
) -> list[tuple[Path, str]]:
    """Read, find, compare and draft; says what came of it, and gives the files."""
    comparison = compare(documents, clauses=clauses)
    holding = len({clause.document for clause in clauses})
    say(f"{text('demo_heading_acts', language)}\n{note}")
    say(text("demo_found", language, count=len(clauses), acts=holding, all=len(documents)))
    for line in clause_lines(clauses, language):
        say(line)
    say()
    for line in comparison_lines(comparison, language, _LARGEST_DIFFERENCES):
        say(line)
    say(f"\n{text('demo_heading_drafts', language)}")
    files: list[tuple[Path, str]] = []
    for suffix, about in ((".html", "report"), (".xlsx", "sheet")):
        target = folder / f"sammenligning{suffix}"
        write_file(target, report(comparison, suffix, language))
        files.append((target, text(f"demo_file_{about}", language)))
    drafts = draft(documents, _MODEL, clauses=clauses)
    for line in draft_lines(drafts, language):
        say(line)
    if drafts:
        common = draft(documents, _MODEL, approach="common", clauses=clauses)
        for name, drafted, about in (
            ("lovforslag", drafts, "draft"),
            ("felles-lov", common, "common"),
        ):
            made = datetime.now(UTC)
            written = write_package(
                drafted, documents, language=language, model=_MODEL, made=made, clauses=clauses
            )
            for file, content in written.items():
                write_file(folder / name / file, content)
            files.append((folder / name, text(f"demo_file_{about}", language)))
    return files


def _letters_part(folder: Path, language: str) -> list[tuple[Path, str]]:
    """Check the example letters; says what came of it, and gives the files."""
    check = check_letters(Corpus([str(_examples("tildelingsbrev"))], language).all())
    say(f"\n{text('demo_heading_letters', language)}\n{text('demo_letters', language)}")
    for line in letters_lines(check, language, _FINDINGS):
        say(line)
    target = folder / "tildelingsbrev.html"
    write_file(target, report(check, ".html", language))
    return [(target, text("demo_file_letters", language))]
