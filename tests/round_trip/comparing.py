"""How much of an act came back: nodes with the same address and the same text."""

from dataclasses import dataclass

from regelverk.model.document import ITEMS, Document, Kind, Node
from regelverk.readers.folding import fold

SORTS = {
    "sections": frozenset({Kind.SECTION}),
    "ledd": frozenset({Kind.SUBSECTION}),
    "items": ITEMS,
}


@dataclass(frozen=True)
class Share:
    """Nodes of one sort: how many there were, how many came back, and the addresses of those that
    did not.
    """

    total: int
    back: int
    lost: tuple[str, ...]

    def __add__(self, other: "Share") -> "Share":
        return Share(self.total + other.total, self.back + other.back, self.lost + other.lost)

    @property
    def percent(self) -> float:
        """The share that came back, 0–100."""
        return 100 * self.back / self.total if self.total else 100.0


def compared(before: Document, after: Document) -> dict[str, Share]:
    """For sections, ledd and items: how many came back."""
    return {name: _share(before, after, kinds) for name, kinds in SORTS.items()}


def _share(before: Document, after: Document, kinds: frozenset[Kind]) -> Share:
    found = {node.address: node for node in after.walk(*kinds)}
    lost = tuple(
        node.address
        for node in before.walk(*kinds)
        if node.address not in found or _text(before, node) != _text(after, found[node.address])
    )
    total = sum(1 for _ in before.walk(*kinds))
    return Share(total, total - len(lost), lost)


def _text(document: Document, node: Node) -> str:
    """All the text of a node, white space aside."""
    return fold(document.quote(node))


def table(results: dict[str, dict[str, Share]]) -> str:
    """The results as a table for people: one act a line, the worst at the end of it."""
    lines = [f"{'':24}" + "".join(f"{name:>18}" for name in SORTS)]
    for act, shares in results.items():
        cells = "".join(
            f"{share.back:>6}/{share.total:<5}{share.percent:5.1f} %" for share in shares.values()
        )
        lines.append(f"{act:24}{cells}")
    return "\n".join(lines)


def summed(results: dict[str, dict[str, Share]]) -> dict[str, Share]:
    """The shares over all acts."""
    return {
        name: sum((shares[name] for shares in results.values()), Share(0, 0, ())) for name in SORTS
    }
