"""Results in a few plain lines, for a lawyer at a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from regelverk.clauses.rulebook import clause_types
from regelverk.clauses.types import Clause
from regelverk.comparison.types import Comparison
from regelverk.comparison.words import development_sentences, stale_sentence, titles_of
from regelverk.drafting.types import Draft, Weight
from regelverk.letters.roles import role_words
from regelverk.letters.types import LetterCheck
from regelverk.letters.words import text as letter_text
from regelverk.rules.texts import text
from regelverk.writers.letter_view import letter_names, shared_initiatives
from regelverk.writers.view import difference_sentence, number


def clause_lines(clauses: Iterable[Clause], language: str) -> Iterator[str]:
    """How many clauses there are of each type."""
    counts = Counter(name for clause in clauses for name in clause.types)
    for kind in clause_types():
        if counts[kind.name]:
            yield f"  {counts[kind.name]:4d}  {kind.title(language)}"


def comparison_lines(comparison: Comparison, language: str, most: int = 10) -> Iterator[str]:
    """The two indices, and where the acts part most."""
    yield text(
        "report_lead",
        language,
        acts=len(comparison.acts),
        clauses=sum(act.clauses for act in comparison.acts),
    )
    for name, index in (("rule", comparison.rule), ("wording", comparison.wording)):
        rests = (
            text("rests_on", language, count=index.pairs)
            if index.pairs
            else text("no_pairs", language)
        )
        yield f"  {text(f'{name}_index', language)}: {number(index.value)} / 100 ({rests})"
    yield text("differences", language) + ":"
    if not comparison.differences:
        yield "  " + text("no_differences", language)
    for rank, difference in enumerate(comparison.differences[:most], start=1):
        yield f"  {rank}. {difference_sentence(difference, comparison, language)}"
    for sentence in development_sentences(comparison, language):
        yield f"  · {sentence}"
    for reference in comparison.stale[:most]:
        yield f"  · {stale_sentence(reference, titles_of(comparison), language)}"


def draft_lines(drafts: Sequence[Draft], language: str) -> Iterator[str]:
    """What is drafted in each act, and how much of it must be decided."""
    for draft in drafts:
        decide = sum(each.weight is Weight.DECIDE for each in draft.assumptions)
        note = f" [{text('to_decide', language, count=decide)}]" if decide else ""
        yield f"  {draft.short_title or draft.title}: {draft.instruction or draft.section}{note}"


def letters_lines(check: LetterCheck, language: str, most: int = 20) -> Iterator[str]:
    """The initiatives the letters share, and the findings."""
    shared = shared_initiatives(check)
    yield letter_text(
        "lead", language, letters=len(check.letters), initiatives=len(shared),
        findings=len(check.findings),
    )  # fmt: skip
    for remark in check.remarks:
        yield "  " + (remark.nn if language == "nn" else remark.nb)
    names = letter_names(check)
    for initiative in shared:
        yield f"  {initiative.name}:"
        for mention in initiative.mentions:
            role = role_words(mention.roles, language) or letter_text("silent_cell", language)
            yield f"    {names[mention.letter]}: {role}"
    if not check.findings and len(check.letters) > 1:
        yield "  " + letter_text("no_findings" if shared else "nothing_shared", language)
    for finding in check.findings[:most]:
        yield f"  · {finding.text(language)}"
    if len(check.findings) > most:
        yield "  " + text("difference_more", language, count=len(check.findings) - most)
    if check.unsure:
        yield "  " + letter_text("unsure_more", language, count=len(check.unsure))
