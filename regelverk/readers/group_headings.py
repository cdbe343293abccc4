"""The headings of parts, chapters and groups, and the numbered headings of letters.

`Kapittel 3. Tilsyn` must be told from `Kapittel 3 gjelder ikke for skip.`
"""

import re
from dataclasses import dataclass

from regelverk.model.document import Kind
from regelverk.readers.cues import (
    could_be_title,
    ends_sentence,
    has_finite_verb,
    is_caption,
    is_change_note,
    is_metadata,
    numbered_heading,
    starts_small,
    typed_label,
)
from regelverk.readers.labels import Heading, bare, group_heading
from regelverk.readers.lines import Line

_NUMERAL = re.compile(r"[IVXLC]+|[A-ZÆØÅ]")
_CLOSING = (".", ":", "–", "-")
_OPEN = (":", ",", ";", " og", " eller")
_LONGEST = 400
_MOST_WORDS_BEFORE_STOP = 5


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around a line when it is judged.

    Attributes:
        statute: Whether the document is an act or regulation.
        marked: Whether the headings of its sections stand out from the text, so that headings are
            known by that.
        in_section: Whether a section is open above the line.
        before: The line above.
        after: The line below.
        heads: Whether the line below is a heading.
    """

    statute: bool
    marked: bool
    in_section: bool
    before: Line | None
    after: Line | None
    heads: bool


def heading_of(line: Line, around: Surroundings) -> Heading | None:
    """The heading of a part, chapter or group that a line is; None where it is none."""
    text = line.shown
    if len(text) > _LONGEST or (line.label and not line.heading and typed_label(f"{line.label} x")):
        return None
    heading = group_heading(text)
    if heading.label:
        return heading if _is_part_or_chapter(line, heading, around) else None
    if not around.statute and (decimal := _decimal(line, around)):
        return decimal
    if line.heading:
        return heading
    if is_caption(text) or (around.statute and (is_change_note(text) or is_metadata(text))):
        return None
    is_heading = _stands_out_as_heading if line.stands_out else _reads_as_heading
    return heading if is_heading(text, around) else None


def _is_part_or_chapter(line: Line, heading: Heading, around: Surroundings) -> bool:
    """Whether a line that starts like the heading of a part or chapter is one."""
    if line.heading:
        return True
    title, word = heading.title, heading.label.split()[0].rstrip(".:")
    numeral = _NUMERAL.fullmatch(word) is not None
    # In letters "Kap. 604" is a chapter of the budget.
    budget = word.lower() == "kap" and not around.statute
    if numeral:
        alone = not title and word[0] in "IVX"
        heads = around.heads and could_be_title(title, words=25)
        return around.statute and (line.stands_out or alone or heads)
    if heading.label.endswith(_CLOSING) and len(title.split()) <= 60:
        return not budget
    if line.stands_out:
        return could_be_title(title, words=60) or not title or around.marked
    if title and not could_be_title(title, words=12 if ends_sentence(title) else 25):
        return False
    return not budget and (around.heads or not has_finite_verb(title))


def _stands_out_as_heading(text: str, around: Surroundings) -> bool:
    """Whether bold or centred text heads what follows."""
    typed = typed_label(text)
    if typed is not None and not (around.marked and could_be_title(typed.text)):
        return False
    if around.statute and around.in_section and not around.heads and not around.marked:
        return False
    before_heading = around.heads and around.marked and not starts_small(text)
    return could_be_title(text, words=40) or before_heading


def _reads_as_heading(text: str, around: Surroundings) -> bool:
    """Whether plain text heads what follows: a short line without a verb before a heading."""
    if not (around.statute and around.heads) or around.before is None:
        return False
    if has_finite_verb(text) or typed_label(text) is not None:
        return False
    if ends_sentence(text) and (around.marked or not _is_short_title(text)):
        return False
    return could_be_title(text, words=12) and not around.before.text.endswith(_OPEN)


def _is_short_title(text: str) -> bool:
    """Whether a line with a full stop (`Rettsvern.`) may still be a heading, as in old acts.

    A few words without a passive (`Vedtaket treffes straks.`), and not the text of a footnote.
    """
    words = text.split()
    passive = any(word.rstrip(".,").endswith("es") for word in words)
    return len(words) <= _MOST_WORDS_BEFORE_STOP and not passive and not text[0].isdigit()


def _decimal(line: Line, around: Surroundings) -> Heading | None:
    """A heading with a decimal number (`3.2 Mål`), as in letters and reports."""
    taken = numbered_heading(line.shown)
    if taken is None:
        return None
    heading = Heading(Kind.GROUP, taken.label, f"pkt{bare(taken.label)}", taken.text)
    if line.heading:
        return heading
    if ends_sentence(taken.text) or line.label:
        return None
    if line.emphasised:
        return heading
    if not could_be_title(taken.text, words=15):
        return None
    if "." in bare(taken.label) or around.heads:
        return heading
    after = around.after
    if after is None or not after.text or typed_label(after.shown) is not None:
        return None
    return heading if ends_sentence(after.text) and not has_finite_verb(taken.text) else None
