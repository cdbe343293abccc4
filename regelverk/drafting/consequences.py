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
    """

    section: Address
    ledd: Moves
    replacement: str = ""
    act: str = ""


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
    yield Change(write_lead(repeals, setting), repeals, words, reason=reason), None
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
        if len(citation.places) != 1 or set(citation.address.split("/")) & _NOTES:
            continue
        place = citation.places[0].first
        found = by_section.get(place.section or Address(""))
        node = document.at(citation.address)
        if found is None or node is None or (citation.address.section or "") in untouched:
            continue
        new = _new_words(citation, found, language)
        ledd = _ledd_of(document, node)
        if new != citation.text and ledd is not None:
            edits.setdefault(ledd.address, (ledd, []))[1].append((citation, new))
    for ledd, changed in edits.values():
        yield _reworded(document, ledd, changed)


def _new_words(citation: Citation, moved: Moved, language: Language) -> str:
    """The citation as it must read: its ledd where they went, or the section that replaces it."""
    followed = moved_in_citation(citation.text, moved.ledd, language)
    if followed != citation.text or not moved.replacement:
        return followed
    place = citation.places[0].first
    steps = place.steps[place.steps.index(Address(moved.section).steps[-1]) + 1 :]
    if steps and moved.ledd.get(_ledd_number(steps), ()):
        return citation.text
    old = format_address(moved.section, str(language))
    before, found, _ = citation.text.partition(old)
    if not found:
        return citation.text
    return f"{moved.act or before.strip()} {moved.replacement}".strip()


def _ledd_number(steps: Sequence[Step]) -> int:
    label = steps[0].label
    return int(label) if steps[0].kind == "ledd" and label.isdigit() else 0


def _ledd_of(document: Document, node: Node) -> Node | None:
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
