"""Notes to a draft: each provision, justified deviations, decisions, effect, consultation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docx.document import Document as WordDocument

from regelverk.drafting.types import Draft, Effect, Weight
from regelverk.rules.loader import load
from regelverk.rules.texts import text
from regelverk.writers import word
from regelverk.writers.view import number, place

_WIDTHS: Final = (2.6, 3.2, 10.2)


@dataclass(frozen=True, slots=True)
class Consultation:
    """A head of a consultation paper; see `rules/consultation.toml`."""

    name: str
    title_nb: str
    title_nn: str
    blank_nb: str
    blank_nn: str
    facts: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Notes:
    """What notes are written from.

    Attributes:
        drafts: The drafts.
        model: What the model clause is called.
        effect: What they do to uniformity, where that was computed.
        language: The form of the notes.
    """

    drafts: Sequence[Draft]
    model: str
    effect: Effect | None
    language: str

    def say(self, name: str, /, **values: object) -> str:
        """A text of the interface in the notes' language."""
        return text(name, self.language, **values)


def write_notes(document: WordDocument, notes: Notes) -> None:
    """All the notes, from the level of `Heading 1`."""
    _provisions(document, notes)
    _decisions(document, notes)
    _effect(document, notes)
    _consultation(document, notes)


def _provisions(document: WordDocument, notes: Notes) -> None:
    document.add_heading(notes.say("notes_provisions"), level=1)
    last = ""
    for draft in notes.drafts:
        name = draft.short_title or draft.title
        if name != last:
            known = "notes_to_act" if draft.law else "notes_to_new_act"
            document.add_heading(notes.say(known, act=name.lower()), level=2)
            last = name
        heading = notes.say("notes_to_section", section=draft.section, heading=draft.heading)
        document.add_heading(word.clean(heading.strip()), level=3)
        _about(document, notes, draft)
        _deviations(document, notes, draft)


def _about(document: WordDocument, notes: Notes, draft: Draft) -> None:
    if not draft.law:
        word.write(document, notes.say("notes_new_act"))
    elif not draft.subsections:
        word.write(document, notes.say("notes_repealed"))
    elif draft.replaces is not None:
        where = place(draft.replaces, notes.language)
        word.write(document, notes.say("notes_replaces", section=where, model=notes.model))
    else:
        word.write(document, notes.say("notes_new", model=notes.model))
    for change in draft.changes:
        if change.reason is not None:
            instruction = change.instruction.rstrip(":")
            end = "" if instruction.endswith(".") else "."
            words = notes.say("notes_consequence", instruction=f"{instruction}{end}")
            word.write(document, f"{words} {change.reason.text(notes.language)}")


def _deviations(document: WordDocument, notes: Notes, draft: Draft) -> None:
    if not draft.deviations:
        if draft.law and draft.subsections:
            word.write(document, notes.say("notes_no_deviations"))
        return
    title = notes.say("notes_deviations")
    heading = word.write(document, title)
    heading.runs[0].bold, heading.paragraph_format.keep_with_next = True, True
    heads = [notes.say(key) for key in ("notes_model", "notes_own", "notes_why")]
    made = word.table(document, heads, [5.0, 5.4, 5.6], f"{title}: {draft.section}")
    form = draft.language.value
    for each in draft.deviations:
        why = each.why.nn if notes.language == "nn" else each.why.nb
        basis = [f"«{each.quote}»"] if each.quote else []
        if each.address is not None:
            basis.append(place(each.address, notes.language))
        nothing = notes.say("notes_nothing")
        word.add_row(
            made,
            [[each.model or nothing], [each.own or nothing], [why, *basis]],
            [form, form, notes.language],
        )
    document.add_paragraph()


def _decisions(document: WordDocument, notes: Notes) -> None:
    document.add_heading(notes.say("notes_decisions"), level=1)
    found = [
        (each, draft)
        for weight in Weight
        for draft in notes.drafts
        for each in draft.assumptions
        if each.weight is weight
    ]
    if not found:
        word.write(document, notes.say("notes_no_decisions"))
        return
    word.write(document, notes.say("notes_decisions_about"))
    heads = [notes.say(key) for key in ("draft_weight", "notes_act", "draft_assumption")]
    made = word.table(document, heads, _WIDTHS, notes.say("notes_decisions"))
    for each, draft in found:
        said = [each.text(notes.language)]
        if len(each.suggestions) > 1:
            words = ", ".join(f"«{suggestion}»" for suggestion in each.suggestions)
            said.append(notes.say("notes_suggestions", words=words))
        if each.quote and each.address is not None:
            said.append(f"«{each.quote}» ({place(each.address, notes.language)})")
        elif each.address is not None:
            said.append(place(each.address, notes.language))
        name = draft.short_title or draft.title
        cells = word.add_row(
            made, [[notes.say(f"weight_{each.weight.value}")], [f"{name} {draft.section}"], said]
        )
        if each.weight is Weight.DECIDE:
            cells[0].paragraphs[0].runs[0].bold = True
            word.shade(cells[0], "F2F2F2")
    document.add_paragraph()


def _effect(document: WordDocument, notes: Notes) -> None:
    document.add_heading(notes.say("notes_effect"), level=1)
    if notes.effect is None:
        what = notes.say("notes_effect").lower()
        word.write(document, notes.say("notes_blank", what=what), word.BLANK)
        return
    word.write(document, notes.say("notes_effect_about"))
    heads = [notes.say(key) for key in ("notes_index", "notes_before", "notes_after")]
    made = word.table(document, heads, [9.0, 3.5, 3.5], notes.say("notes_effect"))
    pairs = (
        ("rule_index", notes.effect.rule_before, notes.effect.rule_after),
        ("wording_index", notes.effect.wording_before, notes.effect.wording_after),
    )
    for name, before, after in pairs:
        word.add_row(made, [[notes.say(name)], [number(before.value)], [number(after.value)]])
    document.add_paragraph()


def _consultation(document: WordDocument, notes: Notes) -> None:
    document.add_heading(notes.say("notes_consultation"), level=1)
    word.write(document, notes.say("notes_consultation_about"))
    facts = _facts(notes)
    for each in load("consultation", Consultation):
        nynorsk = notes.language == "nn"
        document.add_heading(each.title_nn if nynorsk else each.title_nb, level=2)
        for name in each.facts:
            said = facts[name]()
            if said:
                word.write(document, said)
        blank = each.blank_nn if nynorsk else each.blank_nb
        word.write(document, notes.say("notes_blank", what=blank), word.BLANK)


def _facts(notes: Notes) -> Mapping[str, Callable[[], str]]:
    """What the analysis knows of a measure, by the names the consultation's heads use."""
    acts = list(dict.fromkeys((d.short_title or d.title).lower() for d in notes.drafts if d.law))
    listed = " og ".join([", ".join(acts[:-1]), acts[-1]]) if len(acts) > 1 else "".join(acts)
    decisions = sum(
        each.weight is Weight.DECIDE for draft in notes.drafts for each in draft.assumptions
    )
    common = any(not draft.law for draft in notes.drafts)
    effect = notes.effect
    return {
        "fact_acts": lambda: (
            notes.say("fact_acts" if len(acts) > 1 else "fact_act", count=len(acts), acts=listed)
            if acts
            else ""
        ),
        "fact_approach": lambda: notes.say("fact_common" if common else "fact_sector"),
        "fact_decisions": lambda: notes.say("fact_decisions", count=decisions) if decisions else "",
        "fact_uniformity": lambda: (
            notes.say(
                "fact_uniformity",
                rule=number(effect.rule_before.value),
                wording=number(effect.wording_before.value),
            )
            if effect
            else ""
        ),
        "fact_effect": lambda: (
            notes.say(
                "fact_effect",
                rule_before=number(effect.rule_before.value),
                rule_after=number(effect.rule_after.value),
                wording_before=number(effect.wording_before.value),
                wording_after=number(effect.wording_after.value),
            )
            if effect
            else ""
        ),
    }
