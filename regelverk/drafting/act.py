"""The amendment act that brings drafts into force: Roman parts, leads and commencement."""

from collections.abc import Sequence
from typing import Final

from regelverk.drafting.amend import act_title, cited_act, phrase, roman
from regelverk.drafting.types import AmendmentAct, AmendmentPart, Draft
from regelverk.model.document import Language

_FORM: Final = Language.BOKMAAL


def amendment_act(drafts: Sequence[Draft], language: Language = _FORM) -> AmendmentAct:
    """The act that amends the drafts' acts, a Roman part for each, commencement last.

    Each part is in the language form of the act it amends; the title and commencement are in the
    form asked for. A new act says itself when it comes into force, and numbers the acts it amends.
    The form follows the Ministry of Justice's guidance on amending acts (Lovteknikk og
    lovforberedelse).

    Args:
        drafts: The drafts, in the order of the acts' dates; those without an act (`law` empty) are
            sections of a new act that comes first.
        language: The form of its title and commencement.
    """
    new = tuple(each for each in drafts if not each.law)
    amended = [each for each in drafts if each.law]
    if new:
        parts = [_part(str(number), each) for number, each in enumerate(amended, start=1)]
        return AmendmentAct(new[0].title, language, new, tuple(parts))
    parts = [_part(roman(number), each) for number, each in enumerate(amended, start=1)]
    parts.append(
        AmendmentPart(roman(len(parts) + 1), "", language, phrase("commencement", language))
    )
    names = [(each.short_title or each.title).lower() for each in amended]
    return AmendmentAct(act_title(names, language) if names else "", language, (), tuple(parts))


def _part(number: str, draft: Draft) -> AmendmentPart:
    lead = draft.lead
    if len(draft.changes) == 1:
        lead = phrase("lead to one", draft.form, act=cited_act(draft.law, draft.title))
    return AmendmentPart(number, draft.law, draft.form, lead, draft.changes)
