"""Drafts as a Word file: the act, the current law beside the proposed, and notes."""

from collections.abc import Sequence
from datetime import datetime

from docx.document import Document as WordDocument

from regelverk.drafting.amend import act_title, phrase, roman
from regelverk.drafting.types import Assumption, Draft
from regelverk.model.document import Language
from regelverk.rules.texts import text
from regelverk.writers import word
from regelverk.writers.view import place

_WIDTH = 16.0


def drafts_docx(
    drafts: Sequence[Draft], model: str, language: str = "nb", made: datetime | None = None
) -> bytes:
    """Drafted sections as one Word file.

    Args:
        drafts: The drafts, in the order of the acts' dates.
        model: What the model clause is called.
        language: The form of the headings and notes; each act's text keeps its own.
        made: The date to put on the file.
    """
    document = word.new_document(text("draft_title", language), language, made)
    document.add_paragraph(text("draft_title", language), style="Title")
    word.write(document, text("draft_subtitle", language), "Subtitle")
    word.write(document, text("draft_model", language, name=model), word.NOTE)
    if not drafts:
        word.write(document, text("draft_none", language))
        return word.to_bytes(document)
    _act(document, drafts, language)
    _mirror(document, [each for each in drafts if each.law], language)
    _notes(document, drafts, language)
    return word.to_bytes(document)


def _act(document: WordDocument, drafts: Sequence[Draft], language: str) -> None:
    """The amendment act, or the new act and then what it amends."""
    document.add_heading(text("draft_act", language), level=1)
    new = [each for each in drafts if not each.law]
    amended = [each for each in drafts if each.law]
    form = Language(language)
    if new:
        word.write(document, new[0].title, word.PART)
        for each in new:
            _section(document, each)
    elif amended:
        names = [(each.short_title or each.title).lower() for each in amended]
        word.write(document, act_title(names, form), word.PART)
    for number, each in enumerate(amended, start=1):
        word.write(document, roman(number), word.PART)
        own = _form(each)
        word.write(document, each.lead, word.LEAD, own)
        word.write(document, each.instruction, word.INSTRUCTION, own)
        if each.subsections:
            _section(document, each)
    if amended:
        word.write(document, roman(len(amended) + 1), word.PART)
    word.write(document, phrase("commencement", form), word.LEAD)


def _section(document: WordDocument, draft: Draft) -> None:
    own = _form(draft)
    word.write(document, f"{draft.section} {draft.heading}", word.SECTION, own)
    for subsection in draft.printed:
        word.write(document, subsection, word.LEDD, own)


def _mirror(document: WordDocument, drafts: Sequence[Draft], language: str) -> None:
    """The law as it is and as it would be, side by side."""
    if not drafts:
        return
    word.page_break(document)
    document.add_heading(text("draft_mirror", language), level=1)
    word.write(document, text("draft_mirror_about", language))
    for draft in drafts:
        name = draft.short_title or draft.title
        document.add_heading(f"{name} {draft.section}", level=2)
        heads = [text("draft_current", language), text("draft_proposed", language)]
        made = word.table(
            document, heads, [_WIDTH / 2, _WIDTH / 2], f"{text('draft_mirror', language)}: {name}"
        )
        proposed = [f"{draft.section} {draft.heading}".strip(), *draft.printed]
        current = list(draft.current) or [text("draft_new", language)]
        if not draft.subsections:
            proposed = [text("draft_repealed", language)]
        own = _form(draft)
        if not draft.current:
            word.add_row(made, [current, proposed], [language, own])
            document.add_paragraph()
            continue
        for index in range(max(len(current), len(proposed))):
            left = current[index] if index < len(current) else ""
            right = proposed[index] if index < len(proposed) else ""
            word.add_row(made, [left.split("\n"), [right]], [own, own])
        document.add_paragraph()


def _notes(document: WordDocument, drafts: Sequence[Draft], language: str) -> None:
    """What was taken for granted, act by act, what must be decided first."""
    word.page_break(document)
    document.add_heading(text("draft_notes", language), level=1)
    for draft in drafts:
        if not draft.assumptions:
            continue
        document.add_heading(f"{draft.short_title or draft.title} {draft.section}", level=2)
        heads = [text(key, language) for key in ("draft_weight", "draft_assumption", "draft_basis")]
        made = word.table(document, heads, [2.6, 7.4, 6.0], text("draft_notes", language))
        for each in sorted(draft.assumptions, key=_order):
            cells = word.add_row(
                made,
                [
                    [text(f"weight_{each.weight.value}", language)],
                    [each.text(language)],
                    _basis(each, language),
                ],
                [language, language, ""],
            )
            if each.weight.value == "må avgjøres":
                word.shade(cells[0], "F7DCD6")
        document.add_paragraph()


def _order(assumption: Assumption) -> int:
    return list(type(assumption.weight)).index(assumption.weight)


def _basis(assumption: Assumption, language: str) -> list[str]:
    if assumption.address is None:
        return ["–"]
    quote = [f"«{assumption.quote}»"] if assumption.quote else []
    return [*quote, f"{place(assumption.address, language)} ({assumption.address})"]


def _form(draft: Draft) -> str:
    """The form that a draft's own words are in, as a language tag."""
    return draft.language.value if draft.language is not Language.MIXED else "nb"
