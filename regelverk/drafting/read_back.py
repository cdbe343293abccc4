"""Whether an amendment act does what its draft says, once it is read and applied like any other.

Words can be read as something else than they were meant as: a ledd that begins with a section sign
becomes a section, one that sounds like an instruction becomes one. Whoever consolidates the act
reads it the same way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final, NamedTuple

from regelverk.drafting.act import amendment_act
from regelverk.drafting.apply import apply
from regelverk.drafting.leads import read_lead
from regelverk.drafting.types import Change, Draft
from regelverk.errors import AddressError
from regelverk.language.sentences import split
from regelverk.model.document import Document, Kind, Node
from regelverk.rules.texts import Both, both

_KEPT: Final = frozenset({Kind.NOTE, Kind.FOOTNOTE, Kind.HEADING})
_LONGEST_QUOTE: Final = 90


class _Block(NamedTuple):
    """What stands between two paragraphs' breaks: a section with its ledd, or a single ledd."""

    lines: tuple[str, ...]
    is_section: bool = False


def losses(draft: Draft, document: Document | None, bill: Document) -> tuple[Both, ...]:
    """What of a draft is lost on the way through its amendment act; empty where nothing is.

    Args:
        draft: The draft.
        document: The act it amends, as it is today; None for a section of a new act.
        bill: The amendment act of this draft alone, written and read back; for a new act the bill
            with all its sections.

    Returns:
        A plain sentence for each loss.
    """
    if document is None:
        section = next((each for each in bill.sections if each.label == draft.section), None)
        read = _section_lines(bill, section) if section else ()
        return tuple(_differences(_lines(draft), read))
    for words in draft.subsections:
        if _is_instruction(words, draft.law):
            return (both("read_back_instruction", words=_short(words)),)
    blocks = _within(draft, list(_blocks(bill, bill.root)))
    if strange := _strange_section(draft, blocks):
        return (both("read_back_section", words=_short(strange)),)
    changes = _read_changes(draft, blocks)
    if len(changes) != len(draft.changes):
        return tuple(_misread(draft, changes))
    pairs = zip(draft.changes, changes, strict=True)
    found = [loss for meant, read in pairs for loss in _differences(meant.proposed, read.proposed)]
    return tuple(found) or tuple(_applied(draft, changes, document))


def _applied(draft: Draft, changes: Sequence[Change], document: Document) -> Iterator[Both]:
    """Where the act, amended by what was read, does not read as the draft does."""
    try:
        after = apply(document, changes)
        wanted = apply(document, draft.changes)
    except AddressError as error:
        yield both("read_back_place", place=str(error))
        return
    section = after.at(draft.address) if draft.address else None
    if section is not None and draft.subsections:
        yield from _differences(_lines(draft), (f"{section.label} {after.heading(section)}".strip(),
                                                *_ledd(after, section)))  # fmt: skip
    elif after.text != wanted.text:
        yield both("read_back_elsewhere")


def _lines(draft: Draft) -> tuple[str, ...]:
    return (f"{draft.section} {draft.heading}".strip(), *draft.printed)


def _section_lines(document: Document, section: Node) -> tuple[str, ...]:
    heading = f"{section.label} {document.heading(section)}".strip()
    return (heading, *_ledd(document, section))


def _ledd(document: Document, section: Node) -> tuple[str, ...]:
    return tuple(document.quote(each) for each in section.children if each.kind not in _KEPT)


def _differences(meant: Sequence[str], read: Sequence[str]) -> Iterator[Both]:
    """Where what was read is not what was meant: the first place is enough to find the cause."""
    for number, (wanted, got) in enumerate(zip_longest(meant, read, fillvalue="")):
        if _folded(wanted) != _folded(got):
            name = "read_back_heading" if number == 0 else "read_back_ledd"
            yield both(name, number=number, wanted=_short(wanted), got=_short(got))
            return


def _misread(draft: Draft, read: Sequence[Change]) -> Iterator[Both]:
    """Which words became an instruction, or which instruction was not read as one."""
    known = {_folded(each.instruction) for each in draft.changes}
    for each in read:
        if _folded(each.instruction) not in known:
            yield both("read_back_instruction", words=_short(each.instruction))
            return
    seen = {_folded(each.instruction) for each in read}
    lost = next((each for each in draft.changes if _folded(each.instruction) not in seen), None)
    yield both("read_back_lost", words=_short(lost.instruction if lost else draft.instruction))


def _strange_section(draft: Draft, blocks: Sequence[_Block]) -> str:
    """The first line of a section that no change brings in, or an empty string."""
    meant = {_folded(each.proposed[0]) for each in draft.changes if each.proposed}
    sections = (each.lines[0] for each in blocks if each.is_section)
    return next((each for each in sections if _folded(each) not in meant), "")


def _read_changes(draft: Draft, blocks: Sequence[_Block]) -> list[Change]:
    """The changes as the bill tells them: an instruction, then the words that come in.

    Where a new section goes is not in an instruction's words; it is taken from the draft.
    """
    places = {each.instruction: each for each in draft.changes}
    read: list[Change] = []
    for block in blocks:
        words = block.lines[0]
        if not block.is_section and _is_instruction(words, draft.law):
            meant = places.get(words)
            parts = meant.parts if meant else read_lead(words, draft.law)
            read.append(Change(words, parts, after=meant.after if meant else None))
        elif read:
            read[-1] = replace(read[-1], proposed=(*read[-1].proposed, *block.lines))
    return read


def _is_instruction(words: str, act: str) -> bool:
    """Whether words amend the act: new text follows them, or one sentence moves or repeals.

    A ledd may name other places ("§ 5 gjelder tilsvarende."), and end in a rule on them.
    """
    done = {each.operation for each in read_lead(words, act)}
    follows = words.rstrip().endswith(":")
    return bool(done) and (follows or ("change" not in done and len(split(words)) == 1))


def _within(draft: Draft, blocks: Sequence[_Block]) -> Sequence[_Block]:
    """The blocks between the words that open the act's part and those on commencement."""
    last = amendment_act([draft]).parts[-1]
    closing = {last.number, last.lead, f"{last.number} {last.lead}"}
    first = _folded(draft.changes[0].instruction) if draft.changes else ""
    at = (n for n, each in enumerate(blocks) if _folded(each.lines[0]) == first)
    end = len(blocks)
    while end and _folded(blocks[end - 1].lines[0]) in closing:
        end -= 1
    return blocks[next(at, end) : end]


def _blocks(document: Document, node: Node) -> Iterator[_Block]:
    for child in node.children:
        if child.kind is Kind.SECTION:
            yield _Block(_section_lines(document, child), is_section=True)
        elif child.kind in (Kind.SUBSECTION, Kind.BLOCK) or not child.children:
            yield _Block((document.quote(child),))
        else:
            yield from _blocks(document, child)


def _folded(text: str) -> str:
    """Words with one space between them: line ends and hard spaces are the printer's own."""
    return " ".join(text.split())


def _short(text: str) -> str:
    told = _folded(text)
    return told if len(told) <= _LONGEST_QUOTE else f"{told[:_LONGEST_QUOTE].rstrip()} …"
