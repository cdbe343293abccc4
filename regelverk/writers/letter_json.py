"""A check of letters as plain data for JSON. The field names are the command line's contract."""

from dataclasses import asdict
from typing import Any

from regelverk.clauses.ladder import Rung
from regelverk.letters.names import short_form
from regelverk.letters.types import PARTS, Finding, Letter, LetterCheck, Mention, Proposal, Quote
from regelverk.rules.loader import load
from regelverk.writers.letter_view import file_names

Record = dict[str, Any]


def letters_record(check: LetterCheck, language: str = "nb") -> Record:
    """What letters hold, what they say of the initiatives they share, and where they part."""
    files = file_names(check)
    return {
        "letters": [_letter(each, files) for each in check.letters],
        "initiatives": [
            {
                "name": each.name,
                "mentions": [_mention(one, files, language) for one in each.mentions],
            }
            for each in check.initiatives
        ],
        "findings": [_finding(each, files, language) for each in check.findings],
        "unsure": [_finding(each, files, language) for each in check.unsure],
        "proposals": [_proposal(each, files) for each in check.proposals],
        "remarks": [each.nn if language == "nn" else each.nb for each in check.remarks],
    }


def _letter(letter: Letter, files: dict[str, str]) -> Record:
    return {
        "identifier": letter.identifier,
        "file": files[letter.identifier],
        "source": letter.file,
        "title": letter.title,
        "kind": letter.kind.value,
        "ministry": letter.ministry or None,
        "ministry_short": short_form(letter.ministry) or None,
        "ministries": list(letter.ministries),
        "agency": letter.agency or None,
        "agencies": list(letter.agencies),
        "year": letter.year,
        "reference": letter.reference or None,
        "number": letter.number or None,
        "date": letter.date or None,
        "language": letter.language.value,
        "address_style": letter.address_style or None,
        "goals": [asdict(each) for each in letter.goals],
        "assignments": [asdict(each) for each in letter.assignments],
        "common_requirements": [asdict(each) for each in letter.requirements],
        "calendar": [asdict(each) for each in letter.calendar],
        "appropriations": [asdict(each) for each in letter.appropriations],
    }


def _mention(mention: Mention, files: dict[str, str], language: str) -> Record:
    said = {name: mention.said(name) or None for name in PARTS}
    said.pop("with_whom")
    return {
        "letter": files[mention.letter],
        "address": str(mention.address),
        "name": mention.name,
        "section": mention.section or None,
        "placement": mention.placement.value,
        "role": " og ".join(mention.roles) or None,
        "roles": list(mention.roles),
        "task": mention.task or None,
        "strength": mention.strength or None,
        "with_whom": list(mention.partners) or ([mention.said("with_whom")]
                                               if mention.said("with_whom") else []),
        "leader": mention.leader or None,
        **said,
        "due": mention.due or None,
        "period": mention.period or None,
        "amounts": list(mention.amounts),
        "references": list(mention.references),
        "ladder_step": mention.step or None,
        "ladder_title": next((each.title(language) for each in load("ladder", Rung)
                              if each.step == mention.step), None),
        "text": mention.text,
        "unsure": sorted(mention.perhaps),
        "quotes": {name: _quote(part.quote, files) for name, part in mention.parts.items()},
    }  # fmt: skip


def _finding(finding: Finding, files: dict[str, str], language: str) -> Record:
    return {
        "kind": finding.kind.value,
        "year": finding.year,
        "initiative": finding.initiative,
        "letters": [files[letter] for letter in finding.letters],
        "detail": finding.text(language),
        "quotes": [_quote(each, files) for each in finding.quotes],
    }


def _quote(quote: Quote, files: dict[str, str]) -> Record:
    return {
        "letter": files.get(quote.letter, quote.letter),
        "address": str(quote.address),
        "text": quote.text,
    }


def _proposal(proposal: Proposal, files: dict[str, str]) -> Record:
    return {
        "letter": files[proposal.letter],
        "initiative": proposal.initiative,
        "heading": proposal.heading,
        "text": proposal.text,
        "place": proposal.place or None,
        "changes": [
            {**_quote(quote, files), "becomes": becomes} for quote, becomes in proposal.changes
        ],
    }
