"""The leads of amendments, both ways: "§ 13 nytt fjerde ledd skal lyde:" and what it does.

The operations are those of Lovdata's gazette (`data-change-part`, `data-add-new-part`,
`data-move-part`, `data-repeal-part`). Like those, they do not tell a section's heading from the
section.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from regelverk.drafting.lead_intervals import between
from regelverk.drafting.lead_reading import LeadReader
from regelverk.drafting.lead_writing import Setting, write
from regelverk.model.address import Address
from regelverk.model.document import Document, Kind, Node, PartChange

_DEFAULT: Final = Setting()


class Instruction(NamedTuple):
    """One instruction of an amending act.

    Attributes:
        lead: Its words, without the new text.
        sections: The labels of the sections in the new text, as steps: `§28a`.
    """

    lead: str
    sections: tuple[str, ...] = ()


def read_lead(lead: str, act: str) -> tuple[PartChange, ...]:
    """What a lead does to which places.

    Args:
        lead: The lead.
        act: The identifier of the act that is amended.

    Example:
        >>> read_lead("§ 13 nytt fjerde ledd skal lyde:", "lov/2027-01-01-901")
        (PartChange(operation='add', part='lov/2027-01-01-901/§13/ledd/4', target=''),)
    """
    return LeadReader(act).read(lead)


def read_leads(instructions: Iterable[Instruction], act: str) -> list[tuple[PartChange, ...]]:
    """What each of the instructions that amend one act does.

    Read together they say more than alone: which section is meant where only a ledd is named; that
    "§ 8 andre ledd skal lyde" adds a ledd, since the present one moves on; and which sections come
    with a new chapter.

    Args:
        instructions: The instructions, in order.
        act: The identifier of the act.

    Example:
        >>> leads = ["§ 8 andre ledd skal lyde:", "Nåværende andre ledd blir nytt tredje ledd."]
        >>> read = read_leads(map(Instruction, leads), "lov/2027-01-01-901")
        >>> [changes[0].operation for changes in read]
        ['add', 'move']
    """
    reader = LeadReader(act)
    read = [_with_sections(reader.read(each.lead), each.sections) for each in instructions]
    empty = vacated(change for changes in read for change in changes)
    return [tuple(_as_added(changes, empty)) for changes in read]


def write_lead(changes: Sequence[PartChange], setting: Setting = _DEFAULT) -> str:
    """The lead for changes that belong in one instruction.

    Args:
        changes: What is done to which places of one act. The sections of a new chapter are not
            named in its lead.
        setting: The language form, and where the lead stands.

    Raises:
        AddressError: A place has a step that no citation can name.

    Example:
        >>> write_lead([PartChange("add", "lov/2027-01-01-901/§2b")])
        'Ny § 2 b skal lyde:'
        >>> from regelverk.model.document import Language
        >>> repeal = PartChange("repeal", "lov/2027-01-01-901/§3-6b")
        >>> write_lead([repeal], Setting(Language.NYNORSK))
        '§ 3-6 b blir oppheva.'
    """
    return write(changes, setting)


def instructions_of(document: Document, amendment: Node) -> list[Instruction]:
    """The instructions in a gazette document that amend one act (an `AMENDMENT` node)."""
    changes = (node for node in amendment.walk() if node.kind is Kind.CHANGE)
    return [_instruction(document, change) for change in changes]


def _instruction(document: Document, change: Node) -> Instruction:
    sections = tuple(
        str(node.address.steps[-1]) for node in change.walk() if node.kind is Kind.SECTION
    )
    blocks = [child for child in change.children if child.kind is Kind.BLOCK] or change.children[:1]
    return Instruction("\n".join(document.quote(block) for block in blocks), sections)


def _with_sections(
    changes: tuple[PartChange, ...], sections: Sequence[str]
) -> tuple[PartChange, ...]:
    """The changes, and those of the sections that a chapter brings with it."""
    found = list(changes)
    for change in changes:
        place = Address(change.part)
        if change.operation in ("add", "change") and place.steps and place.steps[-1].kind == "kap":
            inner = (Address(place.document).child(section) for section in sections)
            found += [PartChange(change.operation, section) for section in inner]
    return tuple(dict.fromkeys(found))


def vacated(changes: Iterable[PartChange]) -> frozenset[str]:
    """The places whose present holder moves further down, so that what comes there is new.

    Args:
        changes: Everything that is done to one act.

    Example:
        >>> sorted(vacated([PartChange("move", "lov/x/§8/ledd/2", "lov/x/§8/ledd/4")]))
        ['lov/x/§8/ledd/2', 'lov/x/§8/ledd/3']
    """
    left: set[str] = set()
    taken: set[str] = set()
    for change in changes:
        if change.operation == "move":
            source, target = Address(change.part), Address(change.target)
            taken.add(target)
            if source.parent == target.parent and source.steps and target.steps:
                steps = between(source.steps[-1], target.steps[-1])
                up = steps[0] == source.steps[-1] and len(steps) > 1
                left |= {source.parent.child(str(step)) for step in steps[:-1] if up}
    return frozenset(left - taken)


def _as_added(changes: Sequence[PartChange], empty: frozenset[str]) -> Iterator[PartChange]:
    moved_to = {change.target for change in changes}
    for change in changes:
        new = change.operation == "change" and change.part in empty and change.part not in moved_to
        yield PartChange("add", change.part) if new else change
