"""Propose changes in a Word file as tracked changes that Word's own review can accept or reject.

Two ways in: `redline` sets a file beside its revision, `revise` puts new words in the place of
quoted ones. Accept all, and the file is the revision; reject all, and it is what it was.
Headers, footers, notes and text boxes are left as they are, and so are changes that others have
tracked.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from regelverk.writers.tracked.align import Stretch, differences
from regelverk.writers.tracked.blocks import Blocks, beside, blocks
from regelverk.writers.tracked.flat import Flat, Token, flatten, fold_token, split_words
from regelverk.writers.tracked.marks import Marker, Rewriting, Word, properties_of, rewrite
from regelverk.writers.tracked.merge import merged
from regelverk.writers.tracked.parts import Parts, body_of, last_number, packed
from regelverk.writers.tracked.quotes import Edit, Place, places
from regelverk.writers.tracked.rewording import kept_apart
from regelverk.writers.tracked.settle import Line, settle
from regelverk.writers.tracked.xml import Element, w

AUTHOR: Final = "Regelverk"


def redline(before: Parts, after: Parts, date: datetime, author: str = AUTHOR) -> bytes:
    """The file `before` with tracked changes that make it `after`.

    Args:
        before: The file as it is.
        after: Its revision. Styles, lists and pictures that are new in it come along; notes and
            links do not.
        date: The date on each change; UTC where it has no zone.
        author: The name on each change.

    Returns:
        The marked Word file.

    Raises:
        OutputError: A file is of the strict kind, which cannot be changed.
    """
    root = before.xml(before.main())
    revision = merged(before, after)
    marker = Marker(author, date, last_number(before))
    Blocks(marker).change(body_of(root), body_of(revision.root))
    return packed(before, {before.main(): root, **revision.changed}, revision.added)


def revise(file: Parts, edits: Iterable[Edit], date: datetime, author: str = AUTHOR) -> bytes:
    """A Word file in which quoted words are changed, marked as tracked changes.

    Args:
        file: The file as it is.
        edits: What is to change; each quote lies within one paragraph.
        date: The date on each change; UTC where it has no zone.
        author: The name on each change.

    Returns:
        The marked Word file.

    Raises:
        EditError: A quote is not in the file, or overlaps another.
        OutputError: The file is of the strict kind, which cannot be changed.
    """
    root = file.xml(file.main())
    marker = Marker(author, date, last_number(file))
    states: dict[Element, str] = {}
    for paragraph, found in places(body_of(root), edits).items():
        states |= _revise(paragraph, found, marker)
    for container in {paragraph.getparent(): None for paragraph in states}:
        if container is not None:
            settle([_line(each, states) for each in blocks(container)], marker)
    return packed(file, {file.main(): root})


def _line(block: Element, states: dict[Element, str]) -> Line:
    formatting = properties_of(block)
    empty = block.tag == w("p") and not flatten(block).pieces
    return Line(block, states.get(block, ""), formatting, formatting, empty)


def _revise(paragraph: Element, found: list[Place], marker: Marker) -> dict[Element, str]:
    """Mark the edits of one paragraph; which paragraphs are new or gone."""
    flat = flatten(paragraph)
    if all(not place.proposed for place in found) and _covers(flat, found):
        rewrite(paragraph, flat, [Rewriting(0, len(flat.text), ())], marker)
        return {paragraph: "del"}
    added = []
    changes: list[Rewriting] = []
    for place in found:
        first, *rest = place.proposed or ("",)
        changes += _rewritings(flat, place, first)
        added += [_paragraph_like(paragraph, flat, place, words, marker) for words in rest]
    rewrite(paragraph, flat, kept_apart(changes, flat), marker)
    previous = paragraph
    for each in added:
        beside(previous, each)
        previous = each
    return dict.fromkeys(added, "ins")


def _covers(flat: Flat, found: list[Place]) -> bool:
    """Whether nothing but spaces is left of a paragraph without some stretches."""
    left = list(flat.text)
    for place in found:
        left[place.start : place.end] = " " * (place.end - place.start)
    return not "".join(left).strip()


def _rewritings(flat: Flat, place: Place, proposed: str) -> list[Rewriting]:
    """What changes between quoted words and what they become; objects among them are kept."""
    old, new = flat.tokens(place.start, place.end), split_words(proposed)
    made = []
    for each in _compared([token.key.text for token in old], new):
        gone, words = old[each.old_start : each.old_end], new[each.new_start : each.new_end]
        start = gone[0].start if gone else _start_of(old, each.old_start, place.end)
        run = _run_at(flat, start, replaced=bool(gone))
        kept = [Word("".join(words), run)] if words else []
        made += _around_objects(gone, start, kept)
    return made


def _compared(old: list[str], new: list[str]) -> list[Stretch]:
    return differences([fold_token(each) for each in old], [fold_token(each) for each in new])


def _around_objects(gone: list[Token], start: int, words: list[Word]) -> list[Rewriting]:
    """Deletions of the text among tokens, the new words after the first of them."""
    made = [Rewriting(start, start, words)] if not gone or gone[0].key.sign else []
    for token in gone:
        end = token.start + len(token.key.text)
        if token.key.sign:
            continue
        if made and made[-1].end == token.start and made[-1].start != made[-1].end:
            made[-1] = made[-1]._replace(end=end)
        else:
            made.append(Rewriting(token.start, end, ()))
    return made if made and made[0].words else [made[0]._replace(words=words), *made[1:]]


def _start_of(tokens: list[Token], index: int, otherwise: int) -> int:
    return tokens[index].start if index < len(tokens) else otherwise


def _run_at(flat: Flat, at: int, *, replaced: bool) -> Element | None:
    """The run whose formatting new text takes: of what it replaces, else of what it follows."""
    wanted = at if replaced or at == 0 else at - 1
    return next((piece.run for piece in flat.pieces if piece.start <= wanted < piece.end), None)


def _paragraph_like(
    paragraph: Element, flat: Flat, place: Place, words: str, marker: Marker
) -> Element:
    """A new paragraph that looks like another does where the quote ends."""
    made = paragraph.makeelement(w("p"))
    run = _run_at(flat, place.end, replaced=False)
    rewrite(made, Flat(()), [Rewriting(0, 0, [Word(words, run)])], marker)
    return made
