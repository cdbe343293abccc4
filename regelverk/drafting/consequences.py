"""What else must change when a section is replaced: overlaps go, references follow.

Nothing here is sure: each change says why it is proposed, and a lawyer decides.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from regelverk.citations import Citation, format_address
from regelverk.clauses.types import Clause
from regelverk.drafting.fitting import covers
from regelverk.drafting.lead_writing import Setting
from regelverk.drafting.leads import write_lead
from regelverk.drafting.ledd import Moves, moved_in_citation
from regelverk.drafting.placement import current_lines, generality
from regelverk.drafting.types import Assumption, Change, Weight
from regelverk.model.address import Address, Step
from regelverk.model.document import ITEMS, SENTENCES, Document, Kind, Language, Node, PartChange
from regelverk.rules.texts import both

_NOTES: Final = frozenset({"note", "fotnote"})


@dataclass(frozen=True, slots=True)
class Moved:
    """A section whose contents have moved.

    Attributes:
        section: The section as it is addressed today.
        ledd: Where its ledd went, by number; empty where the section goes out.
        replacement: The section that takes its place, as a label; empty where it stays.
        act: The act that the replacement stands in, where it is another.
        reworded: Whether its ledd have other words now, so that what lies in them may have moved.
    """

    section: Address
    ledd: Moves
    replacement: str = ""
    act: str = ""
    reworded: bool = False


def overlaps(
    document: Document,
    clauses: Sequence[Clause],
    elements: frozenset[str],
    bearers: Iterable[str],
    replaced: Node | None,
    label: str,
) -> Iterator[tuple[Change, Moved | None]]:
    """The ledd and sections of an act that only say what the drafted section says.

    Args:
        document: The act.
        clauses: Its cooperation clauses.
        elements: The clause types that the drafted section has.
        bearers: Who has the duties in it.
        replaced: The section it replaces, or None.
        label: Its label.
    """
    by_address = {clause.address: clause for clause in clauses}
    wanted = {each.lower() for each in bearers}
    for section in document.sections:
        if section is replaced:
            continue
        ledd = [each for each in section.children if each.kind is Kind.SUBSECTION]
        gone = [
            number
            for number, each in enumerate(ledd, start=1)
            if _is_said(each, by_address, elements, wanted)
        ]
        if not gone:
            continue
        if len(gone) == len(ledd):
            yield (
                _repealed_section(document, section, ledd, label),
                Moved(section.address, {}, label),
            )
        else:
            yield from _repealed_ledd(document, section, ledd, gone, label)


def _is_said(
    ledd: Node, clauses: Mapping[Address, Clause], elements: frozenset[str], bearers: set[str]
) -> bool:
    """Whether every sentence of a ledd is a general duty, of those who have it in the draft."""
    if any(each.kind in ITEMS for each in ledd.walk()):
        return False
    sentences = [each for each in ledd.walk() if each.kind in SENTENCES]
    found = [clauses.get(each.address) for each in sentences]
    return bool(found) and all(
        clause is not None
        and generality(clause) > 0
        and covers(elements, clause)
        and clause.slot("duty_bearer").lower() in bearers
        for clause in found
    )


def _setting(document: Document) -> Setting:
    nynorsk = document.language.language is Language.NYNORSK
    return Setting(Language.NYNORSK if nynorsk else Language.BOKMAAL)


def _repealed_section(
    document: Document, section: Node, ledd: Sequence[Node], label: str
) -> Change:
    """The change that repeals a section."""
    part = PartChange("repeal", section.address)
    reason = Assumption(
        Weight.DECIDE, both("overlap_repealed", section=label), section.address,
        document.quote(ledd[0]),
    )  # fmt: skip
    current = current_lines(document, section)
    return Change(write_lead([part], _setting(document)), (part,), current, reason=reason)


def _repealed_ledd(
    document: Document, section: Node, ledd: Sequence[Node], gone: Sequence[int], label: str
) -> Iterator[tuple[Change, Moved | None]]:
    """The ledd that go out, and the ones after them that move up."""
    moves: dict[int, list[int]] = {}
    parts: list[PartChange] = []
    left = 0
    for number, node in enumerate(ledd, start=1):
        if number in gone:
            continue
        left += 1
        moves[number] = [left]
        if left != number:
            target = section.address.child(f"ledd/{left}")
            parts.append(PartChange("move", node.address, target))
    setting = _setting(document)
    reason = Assumption(Weight.DECIDE, both("overlap_repealed", section=label), section.address)
    repeals = tuple(PartChange("repeal", ledd[number - 1].address) for number in gone)
    words = tuple(document.quote(ledd[number - 1]) for number in gone)
    yield (
        Change(write_lead(repeals, setting), repeals, words, reason=reason),
        None if parts else Moved(section.address, moves),
    )
    for part in parts:
        after = Setting(setting.language, after=part.part)
        yield (
            Change(write_lead([part], after), (part,), reason=reason),
            Moved(section.address, moves) if part is parts[-1] else None,
        )


def references(
    document: Document,
    citations: Iterable[Citation],
    moved: Sequence[Moved],
    untouched: frozenset[str],
) -> Iterator[Change]:
    """The ledd of an act whose references must follow what has moved.

    Args:
        document: The act.
        citations: Its citations.
        moved: What has moved, in this act or others.
        untouched: The sections that are replaced or go out themselves.
    """
    edits: dict[Address, tuple[Node, list[tuple[Citation, str]]]] = {}
    by_section = {each.section: each for each in moved}
    language = _setting(document).language
    for citation in citations:
        ledd = _ledd_of(document, citation)
        if ledd is None or (citation.address.section or "") in untouched:
            continue
        new = _new_words(citation, by_section, language)
        if new != citation.text:
            edits.setdefault(ledd.address, (ledd, []))[1].append((citation, new))
    for ledd, changed in edits.values():
        yield _reworded(document, ledd, changed)


def unfollowed(
    document: Document,
    citations: Iterable[Citation],
    moved: Sequence[Moved],
    untouched: frozenset[str],
    drafted: str,
) -> Iterator[Assumption]:
    """The citations of what has moved that are left as they are, each for someone to decide.

    They name several places at once, something within a ledd that is divided or reworded, or what
    has no successor; or they stand where the draft changes no words: outside the ledd, or in words
    that the drafted section keeps.

    Args:
        document: The act.
        citations: Its citations, intervals written out.
        moved: What has moved, in this act or others.
        untouched: The sections that are replaced or go out themselves.
        drafted: The words that come in their place.
    """
    by_section = {each.section: each for each in moved}
    language = _setting(document).language
    for citation in citations:
        if _in_note(citation) or not _is_affected(citation, by_section):
            continue
        if (citation.address.section or "") in untouched:
            silent = "§" in citation.text and citation.text in drafted
        else:
            followed = _new_words(citation, by_section, language) != citation.text
            silent = not followed or _ledd_of(document, citation) is None
        if silent:
            node = document.at(citation.address)
            quote = document.quote(node) if node else citation.text
            words = both("reference_unfollowed", cited=citation.text)
            yield Assumption(Weight.DECIDE, words, citation.address, quote)


def _is_affected(citation: Citation, moved: Mapping[Address, Moved]) -> bool:
    """Whether a place the citation names is gone, stands elsewhere, or may read otherwise now."""
    ends = [end for place in citation.places for end in place if end is not None]
    return any(
        (found := moved.get(each.section or Address(""))) is not None and _has_moved(each, found)
        for each in map(Address, (*ends, *citation.targets))
    )


def _has_moved(place: Address, moved: Moved) -> bool:
    steps = _within(place, moved)
    if not steps:
        return bool(moved.replacement)
    number = _ledd_number(steps)
    if list(moved.ledd.get(number, ())) != [number]:
        return True
    return moved.reworded and len(steps) > 1


def _within(place: Address, moved: Moved) -> Sequence[Step]:
    """The steps of a place from its section on."""
    return place.steps[place.steps.index(Address(moved.section).steps[-1]) + 1 :]


def _in_note(citation: Citation) -> bool:
    return bool(set(citation.address.split("/")) & _NOTES)


def _new_words(citation: Citation, by_section: Mapping[Address, Moved], language: Language) -> str:
    """The citation as it must read: its ledd where they went, or the section that replaces it.

    Unchanged where nothing has moved, and where what it must read is not sure.
    """
    if len(citation.places) != 1:
        return citation.text
    place, last = citation.places[0]
    moved = by_section.get(place.section or Address(""))
    if moved is None or (last is not None and last.section != place.section):
        return citation.text
    steps = _within(place, moved)
    number = _ledd_number(steps) if steps else 0
    if len(steps) > 1 and len(moved.ledd.get(number, ())) > 1:
        return citation.text
    followed = moved_in_citation(citation.text, moved.ledd, language)
    if followed != citation.text or not moved.replacement:
        return followed
    if steps and moved.ledd.get(number, ()):
        return citation.text
    old = format_address(moved.section, str(language))
    before, found, _ = citation.text.partition(old)
    if not found:
        return citation.text
    return f"{moved.act or before.strip()} {moved.replacement}".strip()


def _ledd_number(steps: Sequence[Step]) -> int:
    label = steps[0].label
    return int(label) if steps[0].kind == "ledd" and label.isdigit() else 0


def _ledd_of(document: Document, citation: Citation) -> Node | None:
    """The ledd that a citation stands in; None in a note, a heading and the like."""
    node = document.at(citation.address)
    if node is None or _in_note(citation):
        return None
    if node.kind is Kind.SUBSECTION:
        return node
    return next((each for each in document.ancestors(node) if each.kind is Kind.SUBSECTION), None)


def _reworded(document: Document, ledd: Node, changed: Sequence[tuple[Citation, str]]) -> Change:
    """The change of a ledd to the same words with other references."""
    text, at = [], ledd.start
    for citation, new in changed:
        text += [document.text[at : citation.span.start], new]
        at = citation.span.end
    proposed = "".join([*text, document.text[at : ledd.end]])
    part = PartChange("change", ledd.address)
    words = both("reference_follows", old=changed[0][0].text, new=changed[0][1])
    reason = Assumption(Weight.CHECK, words, ledd.address, changed[0][0].text)
    lead = write_lead([part], _setting(document))
    return Change(lead, (part,), (document.quote(ledd),), (proposed,), reason=reason)
