"""What each command does with its arguments. Each gives the exit code."""

import csv
import io
import os
import shutil
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from regelverk import __version__
from regelverk.clauses.rulebook import clause_types
from regelverk.clauses.types import SLOTS, Clause
from regelverk.cli.executors import executor
from regelverk.cli.output import complain, say, write_file
from regelverk.cli.reading import Corpus
from regelverk.cli.summary import comparison_lines, draft_lines, letters_lines
from regelverk.comparison.types import Comparison
from regelverk.drafting.types import Draft
from regelverk.errors import OutputError
from regelverk.letters.types import LetterCheck
from regelverk.model.document import Document, Node
from regelverk.pipeline import (
    check_letters,
    letter_proposals,
    read_justifications,
    write_docx,
    write_package,
)
from regelverk.pipeline import compare as compare_documents
from regelverk.pipeline import draft as draft_documents
from regelverk.rules.texts import text
from regelverk.sources.catalogue import catalogue
from regelverk.sources.lovdata import DOCUMENTS
from regelverk.sources.lovdata import fetch as fetch_lovdata
from regelverk.writers.html import comparison_html
from regelverk.writers.json import (
    clause_record,
    comparison_record,
    document_record,
    draft_record,
    dumps,
    lines,
)
from regelverk.writers.letter_html import letters_html
from regelverk.writers.letter_json import letters_record
from regelverk.writers.letter_xlsx import letters_xlsx
from regelverk.writers.view import place
from regelverk.writers.xlsx import comparison_xlsx

OK, FAILED = 0, 2
REPORTS = (".html", ".xlsx", ".json", ".docx")

_SNIPPET = 90
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def parse(options: Namespace) -> int:
    """Show how documents are built."""
    corpus = Corpus(options.paths, options.language)
    for document in corpus:
        if options.format == "json":
            say(dumps(document_record(document), pretty=False))
        else:
            _tree(document)
        for notice in document.notices:
            complain(f"{document.source}: {notice.message}")
    return _code(corpus)


def _tree(document: Document) -> None:
    say(f"{document.title or document.source}  [{document.identifier}, {document.kind.value}, "
        f"{document.language.language.value}]")  # fmt: skip
    _branch(document, document.root, 0)


def _branch(document: Document, node: Node, depth: int) -> None:
    for child in node.children:
        words = " ".join(document.quote(child).split())
        shown = f"{words[:_SNIPPET]}…" if len(words) > _SNIPPET else words
        say(
            f"{'  ' * (depth + 1)}{child.kind.value} {child.address}"
            + ("" if child.children else f": {shown}")
        )
        _branch(document, child, depth + 1)


def find(options: Namespace) -> int:
    """Print the clauses, one sentence each."""
    corpus = Corpus(options.paths, options.language)
    if options.format == "csv":
        _csv_row([*_CSV_COLUMNS])
    found = 0
    with executor(options.dask) as workers:
        for clauses in corpus.clauses(options.types, workers):
            for clause in clauses:
                if _wanted(clause, options):
                    found += 1
                    _print_clause(clause, options)
    if options.format == "table":
        say(text("clauses_count", options.language, count=found))
    return _code(corpus)


def _wanted(clause: Clause, options: Namespace) -> bool:
    types, partners = set(options.types), set(options.partners)
    return (not types or bool(types & clause.types.keys())) and (
        not partners or bool(partners & set(clause.partners))
    )


_CSV_COLUMNS = (
    "address",
    "document_title",
    "section_title",
    "types",
    "score",
    "scores",
    "partners",
    *SLOTS,
    "language",
    "text",
)


def _print_clause(clause: Clause, options: Namespace) -> None:
    if options.format == "jsonl":
        say(dumps(clause_record(clause, options.language), pretty=False))
    elif options.format == "csv":
        scores = [f"{name}={score:.2f}" for name, score in clause.types.items()]
        _csv_row(
            [clause.address, clause.document_title, clause.section_title, " ".join(clause.types),
             f"{clause.score:.2f}", " ".join(scores), " ".join(clause.partners),
             *map(clause.slot, SLOTS),
             clause.language.value, clause.text]
        )  # fmt: skip
    else:
        titles = {kind.name: kind.title(options.language) for kind in clause_types()}
        say(f"{clause.document_title} {place(clause.address, options.language)} ({clause.address})")
        kinds = ", ".join(
            f"{titles[name]} {100 * score:.0f} %" for name, score in clause.types.items()
        )
        say(f"  {100 * clause.score:.0f} %: {kinds} · {', '.join(clause.partners)}")
        say(f"  {' '.join(clause.text.split())}\n")


def _csv_row(values: list[str]) -> None:
    """A row of CSV; what a spreadsheet would run as a formula gets an apostrophe first."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(
        [f"'{v}" if v.startswith(_RUNS) else v for v in values]
    )
    say(out.getvalue())


def compare(options: Namespace) -> int:
    """Set acts side by side."""
    target = _report(options.output)
    reasons = read_justifications(options.justifications) if options.justifications else ()
    corpus = Corpus(options.paths, options.language)
    documents = corpus.all()
    if documents:
        before = Corpus(options.before, options.language)
        with executor(options.dask) as workers:
            result = compare_documents(
                documents,
                options.types,
                before=before.all() if options.before else (),
                justifications=reasons,
                executor=workers,
            )
        corpus.failed |= before.failed
        if target is None:
            for line in comparison_lines(result, options.language):
                say(line)
        else:
            write_file(target, report(result, target.suffix, options.language), options.paths)
            say(text("written", options.language, target=target))
    return _code(corpus)


def letters(options: Namespace) -> int:
    """Set allocation letters side by side."""
    target = _report(options.output)
    corpus = Corpus(options.paths, options.language)
    documents = corpus.all()
    if documents:
        result = check_letters(documents, options.initiatives)
        if options.proposals is not None:
            _write_proposals(result, Path(options.proposals), options)
        if target is not None:
            write_file(target, report(result, target.suffix, options.language), options.paths)
            say(text("written", options.language, target=target))
        elif options.proposals is None:
            for line in letters_lines(result, options.language):
                say(line)
    return _code(corpus)


def _write_proposals(check: LetterCheck, folder: Path, options: Namespace) -> None:
    """Write harmonised text for each letter to a folder, dated today."""
    names = [letter.file for letter in check.letters if Path(letter.file).is_file()]
    files = {name: Path(name).read_bytes() for name in names}
    for name, content in letter_proposals(check, files, datetime.now(UTC)):
        target = folder / name
        write_file(target, content, options.paths)
        say(text("written", options.language, target=target))


def report(result: Comparison | LetterCheck, suffix: str, language: str) -> bytes | str:
    """A result in the form that a file name's ending asks for."""
    suffix = suffix.lower()
    if suffix == ".docx":
        return write_docx(result, language=language)
    if isinstance(result, Comparison):
        if suffix == ".html":
            return comparison_html(result, language, __version__)
        return (
            comparison_xlsx(result, language)
            if suffix == ".xlsx"
            else dumps(comparison_record(result, language))
        )
    if suffix == ".html":
        return letters_html(result, language, __version__)
    return (
        letters_xlsx(result, language)
        if suffix == ".xlsx"
        else dumps(letters_record(result, language))
    )


def _report(output: str | None) -> Path | None:
    """The file a report goes to, checked before the work begins."""
    if output is None:
        return None
    target = Path(output)
    if target.suffix.lower() not in REPORTS:
        raise OutputError(target=output, detail=f"filnavnet må slutte på {', '.join(REPORTS)}")
    return target


def draft(options: Namespace) -> int:
    """Draft a harmonised section in each act."""
    corpus = Corpus(options.paths, options.language)
    documents = corpus.all()
    if not documents:
        return _code(corpus)
    drafts = draft_documents(
        documents, options.model, approach=options.approach, elements=options.elements
    )
    if not drafts:
        complain(text("draft_none", options.language))
        return FAILED
    if options.format == "jsonl":
        content = lines(map(draft_record, drafts))
        if options.output is None:
            sys.stdout.write(content)
            return _code(corpus)
        files: dict[str, bytes | str] = {"lovforslag.jsonl": content}
    else:
        files = dict(
            write_package(
                drafts, documents, language=options.language, model=options.model,
                made=datetime.now(UTC),
            )
        )  # fmt: skip
    _say_drafts(drafts, options.language)
    for name, written in files.items():
        target = Path(options.output or ".", name)
        write_file(target, written, options.paths)
        say(text("written", options.language, target=target))
    return _code(corpus)


def _say_drafts(drafts: tuple[Draft, ...], language: str) -> None:
    for line in draft_lines(drafts, language):
        say(line)


def fetch(options: Namespace) -> int:
    """Fetch acts from Lovdata's open data."""
    folder = Path(options.output) if options.output else data_folder()
    wanted = None if options.all else {act.reference for act in catalogue().acts if act.in_force}
    fetched = fetch_lovdata(
        folder, wanted, base=options.base, progress=_download if sys.stderr.isatty() else None
    )
    say(
        text(
            "fetched", options.language, new=len(fetched.new), changed=len(fetched.changed),
            removed=len(fetched.removed), unchanged=fetched.unchanged, folder=fetched.folder,
        )
    )  # fmt: skip
    return OK


def _download(package: str, so_far: int, total: int) -> None:
    """Show how far a download has come."""
    width = max(10, shutil.get_terminal_size().columns - len(package) - 12)
    filled = width * so_far // max(1, total)
    sys.stderr.write(
        f"\r{package} [{'=' * filled}{' ' * (width - filled)}] {100 * so_far // max(1, total):3d} %"
    )
    if so_far >= total:
        sys.stderr.write("\n")
    sys.stderr.flush()


def data_folder() -> Path:
    """Where fetched acts are kept: `REGELVERK_DATA`, or the user's own data folder."""
    own = os.environ.get("REGELVERK_DATA")
    if own:
        return Path(own)
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "regelverk"


def fetched_acts(folder: Path) -> Path | None:
    """The folder of fetched documents, where there are some."""
    documents = folder / DOCUMENTS
    return documents if documents.is_dir() and any(documents.iterdir()) else None


def _code(corpus: Corpus) -> int:
    return FAILED if corpus.failed else OK
