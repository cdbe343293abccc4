"""The commands and their options, in Norwegian."""

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from regelverk import __version__
from regelverk.clauses.rulebook import clause_types, partners
from regelverk.cli import commands, demo, serve
from regelverk.drafting.model_clause import CONSENSUS, element_names, shipped_names
from regelverk.sources.lovdata import LOVDATA

_MESSAGES = (
    (r"the following arguments are required: (.*)", r"mangler: \1"),
    (
        r"argument (.*): invalid choice: (.*) \(choose from (.*)\)",
        r"\1: ukjent valg \2 (velg blant \3)",
    ),
    (r"argument (.*): expected (?:one|at least one) argument.*", r"\1: mangler verdi"),
    (r"unrecognized arguments: (.*)", r"ukjente argumenter: \1"),
    (r"argument (.*): not allowed with argument (.*)", r"\1 kan ikke brukes sammen med \2"),
    (r"ambiguous option: (.*) could match (.*)", r"flertydig valg: \1 kan være \2"),
)


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help with a Norwegian word before the usage line."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """See `argparse.HelpFormatter`."""
        super().add_usage(usage, actions, groups, "bruk: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Norwegian."""

    def __init__(self, prog: str | None = None, **options: Any) -> None:
        settings = {"add_help": False, "formatter_class": _Help, "allow_abbrev": False}
        super().__init__(prog, **{**options, **settings})
        self._positionals.title = "argumenter"
        self._optionals.title = "valg"
        self.add_argument("-h", "--help", action="help", help="vis denne hjelpen og avslutt")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong on standard error, and stop with exit code 2."""
        for pattern, norwegian in _MESSAGES:
            if re.fullmatch(pattern, message, re.DOTALL):
                message = re.sub(pattern, norwegian, message, flags=re.DOTALL)
                break
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: feil: {message}\n")


def parser() -> Parser:
    """The whole command line."""
    root = Parser(
        prog="regelverk",
        description="Leser norske lover og tildelingsbrev, finner og sammenligner "
        "samarbeidsbestemmelser, og lager utkast til lovendringer.",
        epilog="PATH er en fil, en mappe, et arkiv (.tar.bz2, .tar.gz, .zip) eller -.",
    )
    root.add_argument(
        "--version", action="version", version=f"regelverk {__version__}", help="vis versjonen"
    )
    chosen = root.add_subparsers(
        dest="command", metavar="KOMMANDO", required=True, parser_class=Parser
    )
    chosen._group_title = "kommandoer"  # type: ignore[attr-defined]
    _parse(chosen)
    _find(chosen)
    _compare(chosen)
    _draft(chosen)
    _letters(chosen)
    _fetch(chosen)
    _demo(chosen)
    _serve(chosen)
    return root


def _command(chosen: Any, name: str, about: str, run: Any, *, paths: bool = True) -> Parser:
    command: Parser = chosen.add_parser(name, help=about, description=about)
    command.set_defaults(run=run)
    if paths:
        command.add_argument(
            "paths", nargs="+", metavar="PATH", help="fil, mappe, arkiv eller - for standard inn"
        )
    command.add_argument(
        "--language",
        choices=("nb", "nn"),
        default="nb",
        help="målform i meldinger og rapporter (standard: nb)",
    )
    return command


def _output(command: Parser, formats: Sequence[str]) -> None:
    command.add_argument(
        "-o",
        "--output",
        metavar="FIL",
        help=f"skriv rapporten til en fil ({', '.join(formats)}); ellers vises et sammendrag",
    )


def _parse(chosen: Any) -> None:
    command = _command(
        chosen, "parse", "les dokumenter og vis oppbygningen med adresser", commands.parse
    )
    command.add_argument(
        "--format", choices=("json", "tree"), default="tree",
        help="tree: lesbart tre (standard); json: ett JSON-objekt per linje og dokument",
    )  # fmt: skip


def _types(command: Parser) -> None:
    names = [kind.name for kind in clause_types()]
    command.add_argument(
        "--type", nargs="+", action="extend", default=[], choices=names, metavar="TYPE",
        dest="types", help=f"bare disse typene: {', '.join(names)}",
    )  # fmt: skip


def _dask(command: Parser) -> None:
    command.add_argument(
        "--dask", metavar="ADRESSE",
        help="la en Dask-klynge finne bestemmelsene (tcp://…; standard: REGELVERK_DASK)",
    )  # fmt: skip


def _find(chosen: Any) -> None:
    command = _command(chosen, "find", "finn samarbeidsbestemmelser", commands.find)
    _types(command)
    _dask(command)
    names = [partner.name for partner in partners()]
    command.add_argument(
        "--partner", nargs="+", action="extend", default=[], choices=names, metavar="PART",
        dest="partners", help=f"bare samarbeid med disse: {', '.join(names)}",
    )  # fmt: skip
    command.add_argument(
        "--format", choices=("table", "jsonl", "csv"), default="table",
        help="table: lesbar liste (standard); jsonl: ett JSON-objekt per setning; csv: regneark",
    )  # fmt: skip


def _compare(chosen: Any) -> None:
    command = _command(
        chosen,
        "compare",
        "sammenlign samarbeidsbestemmelsene, element for element",
        commands.compare,
    )
    _types(command)
    _dask(command)
    command.add_argument(
        "--before", nargs="+", action="extend", default=[], metavar="PATH",
        help="de samme lovene slik de var før: viser hva som er endret, og hva som er harmonisert",
    )  # fmt: skip
    command.add_argument(
        "--justifications", metavar="FIL",
        help="begrunnelser for avvik (TOML med lov, element, begrunnelse, av og dato)",
    )  # fmt: skip
    _output(command, commands.REPORTS)


def _draft(chosen: Any) -> None:
    command = _command(
        chosen, "draft", "lag utkast til felles bestemmelse i hver lov", commands.draft
    )
    command.add_argument(
        "--model", required=True, metavar="NAVN|ADRESSE|FIL",
        help=f"modellbestemmelse: en som følger med ({', '.join(shipped_names())}), «{CONSENSUS}» "
        "(den av lovenes egne som ligger nærmest de andre), adressen til "
        "en paragraf (lov/2005-06-17-64/§2b) eller en tekstfil med overskriften på første linje "
        "og så ett ledd per avsnitt",
    )  # fmt: skip
    command.add_argument(
        "--approach", choices=("sector", "common"), default="sector",
        help="sector: en bestemmelse i hver sektorlov (standard); common: én felles lov",
    )  # fmt: skip
    command.add_argument(
        "--elements", nargs="+", action="extend", default=[], choices=element_names(),
        metavar="DEL", help=f"bare disse delene av modellen: {', '.join(element_names())}",
    )  # fmt: skip
    command.add_argument(
        "--format",
        choices=("docx", "jsonl"),
        default="docx",
        help="docx: Word-fil (standard); jsonl: for programmer",
    )
    command.add_argument(
        "-o", "--output", metavar="MAPPE", help="mappen filene legges i (standard: denne mappen)"
    )


def _letters(chosen: Any) -> None:
    command = _command(
        chosen, "letters", "kontroller tildelingsbrev mot hverandre", commands.letters
    )
    command.add_argument(
        "--initiative", nargs="+", action="extend", default=[], metavar="NAVN",
        dest="initiatives",
        help="se bare etter disse satsingene; ellers de kjente og dem minst to brev nevner",
    )  # fmt: skip
    command.add_argument(
        "--proposals", metavar="MAPPE",
        help="skriv samordnet tekst for hvert brev: sporede endringer i Word-filer, ellers avsnitt",
    )  # fmt: skip
    _output(command, commands.REPORTS)


def _fetch(chosen: Any) -> None:
    command = _command(
        chosen, "fetch", "hent lover fra Lovdatas åpne data", commands.fetch, paths=False
    )
    command.add_argument(
        "--all", action="store_true", help="alle lover, ikke bare sektorlovene i katalogen"
    )
    command.add_argument(
        "--from",
        default=LOVDATA,
        metavar="URL",
        dest="base",
        help=f"tjenesten (standard: {LOVDATA})",
    )
    command.add_argument(
        "-o", "--output", metavar="MAPPE", help="hvor lovene legges (standard: brukerens datamappe)"
    )


def _demo(chosen: Any) -> None:
    command = _command(
        chosen, "demo", "hele jobben, fra lov til lovforslag", demo.demo, paths=False
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="MAPPE",
        default="demo-resultat",
        help="mappen resultatet legges i (standard: demo-resultat)",
    )


def _serve(chosen: Any) -> None:
    command = _command(
        chosen, "serve", "start tjenesten, og bruk Regelverk i nettleseren", serve.serve,
        paths=False,
    )  # fmt: skip
    command.add_argument(
        "--host", default="127.0.0.1", help="adressen den lytter på (standard: bare denne maskinen)"
    )
    command.add_argument("--port", type=int, default=8327, help="porten (standard: 8327)")
    command.add_argument(
        "--database", metavar="URL", help="postgresql://… (standard: en SQLite-fil i datamappen)"
    )
    command.add_argument(
        "--data", metavar="MAPPE", help="hvor filene legges (standard: brukerens datamappe)"
    )
