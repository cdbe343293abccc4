"""The amendment act that brings drafts into force: Roman parts, leads and commencement."""

from collections.abc import Sequence
from typing import Final

from regelverk.drafting.amend import act_title, phrase, roman
from regelverk.drafting.types import AmendmentAct, AmendmentPart, Draft
from regelverk.model.document import Language

_FORM: Final = Language.BOKMAAL


def amendment_act(drafts: Sequence[Draft], language: Language = _FORM) -> AmendmentAct:
    """The act that amends the drafts' acts, a Roman part for each, commencement last.

    Each part is in the language form of the act it amends; the title and commencement are in the
    form asked for. The form follows the Ministry of Justice's guidance on amending acts (Lovteknikk
    og lovforberedelse).

    Args:
        drafts: The drafts, in the order of the acts' dates; those without an act (`law` empty) are
            sections of a new act that comes first.
        language: The form of its title and commencement.
    """
    new = tuple(each for each in drafts if not each.law)
    amended = [each for each in drafts if each.law]
    parts = [_part(number, each) for number, each in enumerate(amended, start=1)]
    words = phrase("commencement", language)
    parts.append(AmendmentPart(roman(len(parts) + 1), "", language, words))
    names = [(each.short_title or each.title).lower() for each in amended]
    title = new[0].title if new else act_title(names, language) if names else ""
    return AmendmentAct(title, language, new, tuple(parts))


def _part(number: int, draft: Draft) -> AmendmentPart:
    return AmendmentPart(roman(number), draft.law, draft.form, draft.lead, draft.changes)
