"""What must change with a drafted section: overlaps go, references follow, and all can be undone."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from regelverk.clauses.detect import find_clauses
from regelverk.drafting.act import amendment_act
from regelverk.drafting.apply import apply, take_back
from regelverk.drafting.common import common_act
from regelverk.drafting.draft import draft
from regelverk.drafting.effect import effect
from regelverk.drafting.ledd import renumbered
from regelverk.drafting.model_clause import from_text
from regelverk.drafting.types import Change, Draft, Weight
from regelverk.errors import AddressError
from regelverk.model.document import Document, Kind, Language
from tests.acts import PLAYGROUND, SILENT, SLEDGING, Section, act

MODEL = """Samarbeid og samordning

Lekeplassen skal samarbeide med andre tjenesteytere når det er nødvendig for at barnet skal få et
helhetlig tilbud.

Kommunen skal samordne tilbudet etter første ledd.

Lekeplassen skal, i tillegg til å følge opp enkelte barn, samarbeide med andre tjenesteytere slik at
lekeplassen og de andre tjenesteyterne kan ivareta sine oppgaver.

Med tjenesteytere menes kommunale og statlige tjenesteytere.
"""
_DUTY = (
    "Sandkassen skal samarbeide med andre tjenesteytere dersom det er nødvendig for å gi barnet et "
    "helhetlig tilbud."
)
_WIDE = "Sandkassen skal samarbeide med andre tjenesteytere slik at alle kan ivareta sine oppgaver."
_SANDBOX = "lov/2027-05-05-905"
_TOYS = "lov/2027-06-06-906"


def _act(sections: Sequence[Section], identifier: str = _SANDBOX) -> Document:
    return act(identifier, "Lov om sandkasser (sandkasseloven)", "Sandkasseloven", sections)


def _drafts(*documents: Document) -> dict[str, Draft]:
    clauses = [clause for each in documents for clause in find_clauses(each)]
    model = from_text(MODEL, "modell.txt")
    return {each.law: each for each in draft(documents, clauses, {model.language: model})}


def _instructions(changes: Sequence[Change]) -> list[str]:
    return [each.instruction for each in changes]


OVERLAPPING = _act(
    [
        ("1", "Formål", ["Loven skal gi barn god sand."]),
        ("2", "Samarbeid", [_DUTY, "Barnet kan klage til kommunen.", _WIDE]),
        ("3", "Mer samarbeid", [_WIDE]),
        (
            "4",
            "Sand",
            ["Sanden skal være ren.", _WIDE, "Sandkassen skal ha spade.", "Barn graver."],
        ),
        (
            "5",
            "Klage",
            ["Fristen for klage etter § 2 andre ledd er tre uker.", "§ 3 gjelder også."],
        ),
    ]
)

_OVERLAPPED: list[Section] = [
    ("2", "Samarbeid", [_DUTY, "Barnet kan klage til kommunen.", _WIDE]),
    ("3", "Mer samarbeid", [_WIDE]),
    ("4", "Sand", ["Sanden skal være ren.", _WIDE, "Sandkassen skal ha spade.", "Barn graver."]),
]


def test_overlaps_are_proposed_repealed_and_the_ledd_after_them_move_up() -> None:
    """A section and a ledd that only repeat the draft go out, each for someone to decide."""
    changes = _drafts(OVERLAPPING)[_SANDBOX].changes
    assert _instructions(changes) == [
        "§ 2 skal lyde:",
        "§ 3 oppheves.",
        "§ 4 andre ledd oppheves.",
        "Nåværende tredje ledd blir andre ledd.",
        "Nåværende fjerde ledd blir tredje ledd.",
        "§ 5 første ledd skal lyde:",
        "§ 5 andre ledd skal lyde:",
    ]
    reasons = [each.reason for each in changes if each.reason is not None]
    assert len(reasons) == len(changes) - 1
    assert {each.weight for each in reasons[:2]} == {Weight.DECIDE}


def test_references_follow_what_moved() -> None:
    """The ledd that was kept has a new number, and what took the place of a section is cited."""
    drafted = _drafts(OVERLAPPING)[_SANDBOX]
    kept = 1 + drafted.subsections.index("Barnet kan klage til kommunen.")
    word = {4: "fjerde", 5: "femte"}[kept]
    proposed = [each.proposed for each in drafted.changes[-2:]]
    assert proposed == [
        (f"Fristen for klage etter § 2 {word} ledd er tre uker.",),
        ("§ 2 gjelder også.",),
    ]


def test_references_in_another_act_follow_too() -> None:
    """An act among those given that cites a moved ledd is amended with it."""
    citing = act(
        _TOYS, "Lov om leker (lekeloven)", "Lekeloven",
        [("1", "Klage", ["Klage etter sandkasseloven § 2 andre ledd skal være skriftlig."])],
    )  # fmt: skip
    drafts = _drafts(OVERLAPPING, citing)
    followed = [
        each.proposed[0] for each in drafts[_TOYS].changes if each.parts[0].operation == "change"
    ]
    assert followed == ["Klage etter sandkasseloven § 2 fjerde ledd skal være skriftlig."]


CITING = [
    ("§ 2 andre ledd og § 1", "Klage etter {} går til kommunen."),
    ("§ 2 første og andre ledd", "Etter {} gjelder taushet."),
    ("§§ 2 og 3", "Kravene i {} gjelder om vinteren."),
    ("§ 1 til § 4", "Det som er sagt i {}, gjelder for alle."),
    ("§ 2 første ledd andre punktum", "Unntaket i {} gjelder ikke."),
    ("§ 4 første og tredje ledd", "Spade etter {} er blå."),
    ("§ 4 andre ledd", "Plikten i {} gjelder om natten."),
    ("§ 2 siste ledd", "Varsel etter {} er gratis."),
]


@pytest.mark.parametrize("inside", [True, False], ids=["same act", "another act"])
@pytest.mark.parametrize(("cited", "words"), CITING)
def test_a_reference_that_is_not_rewritten_is_for_someone_to_decide(
    cited: str, words: str, inside: bool
) -> None:
    """Several places, something within a ledd, what has gone: told with quote and address."""
    named = cited if inside else f"sandkasseloven {cited}"
    quote = words.format(named)
    sections: list[Section] = [("9", "Klage", ["Barn kan klage.", quote])]
    rest: list[Section] = [("1", "Formål", ["God sand."]), *_OVERLAPPED]
    if inside:
        drafted = _drafts(_act([*rest, *sections]))[_SANDBOX]
    else:
        toys = act(_TOYS, "Lov om leker (lekeloven)", "Lekeloven", sections)
        drafted = _drafts(_act(rest), toys)[_TOYS]
    told = [each for each in drafted.assumptions if f"«{named}»" in each.words.nb]
    assert [(each.weight, each.address, each.quote) for each in told] == [
        (Weight.DECIDE, f"{drafted.law}/§9/ledd/2/setning/1", quote)
    ]
    assert told[0].text("nn").startswith(f"Tilvisinga «{named}» gjeld")
    assert not any(quote in each.current for each in drafted.changes)


def test_references_that_follow_or_stand_are_not_told_of() -> None:
    """What is rewritten, what is where it was, and a section that only gets new words."""
    fine = [
        "Se § 4 tredje ledd første punktum.",
        "Se § 4 første ledd.",
        "Se § 2.",
        "Se § 1 og § 9.",
    ]
    drafted = _drafts(_act([*_OVERLAPPED, ("9", "Klage", fine)]))[_SANDBOX]
    assert not any("Henvisningen" in each.words.nb for each in drafted.assumptions)
    assert ("Se § 4 andre ledd første punktum.",) in [each.proposed for each in drafted.changes]


def test_a_reference_in_a_kept_rule_to_what_has_gone_is_told_of() -> None:
    """The drafted section keeps a rule that points to a section which goes out."""
    kept = "Barnet kan klage over brudd på § 3."
    drafted = _drafts(_act([("2", "Samarbeid", [_DUTY, kept]), ("3", "Mer", [_WIDE])]))[_SANDBOX]
    assert kept in drafted.subsections
    assert [each.quote for each in drafted.assumptions if "«§ 3»" in each.words.nb] == [kept]


def test_a_reference_to_a_last_ledd_that_goes_out_is_told_of() -> None:
    """No ledd moves when the last one goes, but those who cite it must know."""
    sections = [
        ("2", "Samarbeid", [_DUTY]),
        ("4", "Sand", ["Sanden skal være ren.", _WIDE]),
        ("5", "Klage", ["Brudd på § 4 andre ledd kan påklages."]),
    ]
    drafted = _drafts(_act(sections))[_SANDBOX]
    assert "§ 4 andre ledd oppheves." in _instructions(drafted.changes)
    assert [each.quote for each in drafted.assumptions if "Henvisningen" in each.words.nb] == [
        sections[2][2][0]
    ]


def test_a_common_act_tells_of_references_in_acts_it_does_not_amend() -> None:
    """The act that cites several sections gets no part, so the common act's notes tell."""
    citing = act(
        _TOYS, "Lov om leker (lekeloven)", "Lekeloven",
        [("1", "Klage", ["Sandkasseloven §§ 2 og 5 gjelder."])],
    )  # fmt: skip
    documents = [OVERLAPPING, citing]
    clauses = [clause for each in documents for clause in find_clauses(each)]
    model = from_text(MODEL, "modell.txt")
    drafts = common_act(documents, clauses, {model.language: model})
    assert _TOYS not in [each.law for each in drafts]
    told = [each.address for each in drafts[0].assumptions if each.address]
    assert f"{_TOYS}/§1/ledd/1/setning/1" in told


def test_a_right_is_never_covered_by_a_duty() -> None:
    """What gives someone a right stays, as the act's own, and is told as a deviation."""
    right = "Barnet har rett til individuell plan dersom sandkassen er stengt."
    drafted = _drafts(_act([("2", "Samarbeid", [_DUTY, right])]))[_SANDBOX]
    assert right in drafted.subsections
    assert right in [each.own for each in drafted.deviations]


def test_a_kept_list_loses_the_number_it_had() -> None:
    """A kept ledd with a list stays whole, and is numbered by where it stands now."""
    numbered = act(
        _SANDBOX, "Lov om sandkasser", "Sandkasseloven",
        [("2", "Samarbeid", [f"(1) {_DUTY}", "(2) Barnet kan ta med spade.", f"(3) {_WIDE}"])],
    )  # fmt: skip
    drafted = _drafts(numbered)[_SANDBOX]
    assert "Barnet kan ta med spade." in drafted.subsections
    number = 1 + drafted.subsections.index("Barnet kan ta med spade.")
    assert f"({number}) Barnet kan ta med spade." in drafted.printed


def test_a_basis_for_processing_data_is_kept_unless_the_model_has_one() -> None:
    """What gives a legal basis is never lost, and never said twice."""
    basis = "Når det er nødvendig, kan sandkassen behandle personopplysninger om barnet."
    document = _act([("2", "Samarbeid", [_DUTY, basis])])
    assert basis in _drafts(document)[_SANDBOX].subsections
    own = "De som samarbeider, kan behandle personopplysninger når det trengs."
    model = from_text(f"{MODEL}\n{own}", "modell.txt")
    (drafted,) = draft([document], find_clauses(document), {model.language: model})
    assert [each for each in drafted.subsections if "personopplysninger" in each] == [own]


def test_references_within_kept_rules_follow() -> None:
    """A kept ledd that builds on the duty points to where the duty now stands."""
    basis = "Ansvaret etter første ledd gir rett til å behandle opplysninger."
    drafted = _drafts(_act([("2", "Samarbeid", [_DUTY, basis])]))[_SANDBOX]
    assert basis.replace("første ledd", "første til tredje ledd") in drafted.subsections


def test_a_term_the_act_defines_itself_is_not_defined_once_more() -> None:
    """The definition is left out, and the notes say where the act has its own."""
    own = "Med tjenesteytere menes alle som steller med sand."
    drafted = _drafts(_act([("1", "Ord", [own]), ("2", "Samarbeid", [_DUTY])]))[_SANDBOX]
    assert not any("Med tjenesteytere" in each for each in drafted.subsections)
    left_out = [each for each in drafted.deviations if each.quote == own]
    assert [each.address for each in left_out] == [f"{_SANDBOX}/§1/ledd/1/setning/1"]


def test_an_act_with_plans_of_its_own_gets_no_sentence_on_plans() -> None:
    """A sentence on plans under other acts has no place beside the act's own section on plans."""
    plan = "Dersom barnet har individuell plan etter annen lov, skal sandkassen delta i planen."
    model = from_text(f"{MODEL.split('Kommunen', maxsplit=1)[0].rstrip()} {plan}", "modell.txt")
    sections = [("2", "Samarbeid", [_DUTY]), ("3", "Individuell plan", ["Barnet kan få en plan."])]
    for document, expected in ((_act(sections[:1]), 1), (_act(sections), 0)):
        clauses = find_clauses(document)
        (drafted,) = draft([document], clauses, {model.language: model})
        assert sum("individuell plan" in each for each in drafted.subsections) == expected


def test_the_duty_is_laid_on_the_owner_where_the_service_is_something_provided() -> None:
    """«Kommunen skal sørge for at tilbudet samarbeider», and the owner is suggested as well."""
    provided = act(
        _SANDBOX, "Lov om lekestedtilbud", "Lekestedloven",
        [("1", "Tilbud", ["Kommunen skal ha et lekestedtilbud.", "Lekestedtilbudet er gratis."]),
         ("2", "Ansvar", ["Kommunen skal sørge for penger. Kommunen skal føre tilsyn."])],
    )  # fmt: skip
    drafted = _drafts(provided)[_SANDBOX]
    assert drafted.subsections[0].startswith(
        "Kommunen skal sørge for at lekestedtilbudet samarbeider med andre tjenesteytere"
    )
    choices = [each.suggestions for each in drafted.assumptions if each.suggestions]
    assert ("kommunen", "lekestedtilbudet") in choices


def test_services_the_act_sets_up_share_the_duty() -> None:
    """A section headed with a service that the municipality shall have makes it a duty bearer."""
    with_service = _act(
        [("2", "Samarbeid", [_DUTY, _WIDE]),
         ("6", "Gravetjeneste", ["Kommunen skal ha en gravetjeneste. Gravetjenesten graver."])]
    )  # fmt: skip
    drafted = _drafts(with_service)[_SANDBOX]
    assert drafted.subsections[0].startswith("Sandkassen og gravetjenesten skal samarbeide")
    assert "slik at sandkassen, gravetjenesten og de andre tjenesteyterne" in drafted.subsections[2]
    assert any(each.own == "gravetjenesten" for each in drafted.deviations)


def test_an_acts_own_term_for_other_services_is_used() -> None:
    """An act that never says «tjenesteytere» keeps the term that it uses."""
    term = "andre deler av tjenesteapparatet"
    duty = f"Sandkassen skal samarbeide med {term} om hele tilbudet til barnet."
    drafted = _drafts(
        _act([("2", "Samarbeid", [duty]), ("3", "Hjelp", [f"Barn kan gå til {term}."])])
    )
    subsections = drafted[_SANDBOX].subsections
    assert f"samarbeide med {term}" in subsections[0]
    assert "slik at sandkassen og de andre tjenestene kan" in subsections[2]
    assert subsections[-1].startswith("Med tjenesteapparatet menes kommunale og statlige")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("etter første og andre ledd", "etter andre og fjerde ledd"),
        ("etter første til tredje ledd", "etter andre, tredje og fjerde ledd"),
        ("etter femte ledd", "etter femte ledd"),
        ("etter § 7 a første ledd", "etter § 7 a første ledd"),
        ("etter siste ledd", "etter siste ledd"),
    ],
)
def test_references_between_ledd(text: str, expected: str) -> None:
    """Lists and intervals follow; what went nowhere, or is in another section, stays."""
    moves = {1: [2], 2: [4], 3: [3]}
    expected = expected.replace("andre, tredje og fjerde", "andre til fjerde")
    assert renumbered(text, moves, Language.BOKMAAL) == expected


ROUND = [
    [OVERLAPPING],
    [act(*PLAYGROUND), act(*SLEDGING), act(*SILENT)],
    [_act([("2 a", "", [_DUTY]), ("3", "Sand", ["(1) Sand.", f"(2) {_WIDE}", "(3) Mer sand."])])],
]


@pytest.mark.parametrize("documents", ROUND)
def test_applying_gives_the_proposed_text_and_taking_back_todays(
    documents: list[Document],
) -> None:
    """Read from the words of the instructions, and to the character."""
    for document in documents:
        drafted = _drafts(*documents)[document.identifier]
        proposed = apply(document, drafted.changes)
        assert drafted.address is not None
        section = proposed.at(drafted.address)
        assert section is not None
        assert proposed.quote(section).split("\n")[-len(drafted.subsections) :] == [
            *drafted.printed
        ]
        assert take_back(proposed, drafted.changes).text == document.text
        _assert_whole(proposed)


def _assert_whole(document: Document) -> None:
    """Every node lies within its parent, in order, and no address is there twice."""
    nodes = list(document.walk())
    assert len({each.address for each in nodes}) == len(nodes)
    for node in nodes:
        at = node.start
        for child in node.children:
            assert at <= child.start <= child.end <= node.end
            at = child.end


def test_an_act_without_sections_gets_its_first() -> None:
    """Where there is nothing to come after, the section comes last, and can be taken back."""
    empty = _act([])
    changes = _drafts(empty)[_SANDBOX].changes
    proposed = apply(empty, changes)
    assert "\n§ 1. Samarbeid og samordning\n" in proposed.text
    _assert_whole(proposed)
    assert take_back(proposed, changes).text == empty.text


def test_an_instruction_that_says_something_else_is_refused() -> None:
    """Words and machine-readable places must agree, or nothing is applied."""
    changes = _drafts(OVERLAPPING)[_SANDBOX].changes
    wrong = [replace(changes[0], instruction="§ 3 skal lyde:"), *changes[1:]]
    with pytest.raises(AddressError, match="§ 3 skal lyde"):
        apply(OVERLAPPING, wrong)


def test_repealed_places_read_as_lovdata_prints_them() -> None:
    """A repealed section keeps its number; the ledd after a repealed one move up."""
    drafted = _drafts(OVERLAPPING)[_SANDBOX]
    text = apply(OVERLAPPING, drafted.changes).text
    assert "§ 3. (Opphevet)\n" in text
    assert "Sanden skal være ren.\nSandkassen skal ha spade.\nBarn graver." in text


def test_numbered_ledd_get_the_numbers_they_have_now() -> None:
    """Where an act numbers its ledd, a repealed one leaves no gap."""
    document = ROUND[2][0]
    changes = _drafts(document)[_SANDBOX].changes
    if not any(each.parts[0].operation == "repeal" for each in changes):
        pytest.fail("ingen ledd er opphevet")
    section = apply(document, changes).at(f"{_SANDBOX}/§3")
    assert section is not None
    ledd = [each.label for each in section.children if each.kind is Kind.SUBSECTION]
    assert ledd == ["(1)", "(2)"]


def test_the_amendment_act_has_a_roman_part_for_each_act_and_commencement_last() -> None:
    """In the order of the acts' dates, numbers counted as numbers."""
    early = act("lov/2027-01-01-99", "Lov om tau (tauloven)", "Tauloven", SILENT[3])
    drafts = _drafts(act(*SILENT), act(*SLEDGING), act(*PLAYGROUND), early)
    amending = amendment_act(list(drafts.values()))
    assert [(each.number, each.law) for each in amending.parts] == [
        ("I", "lov/2027-01-01-99"),
        ("II", "lov/2027-01-01-901"),
        ("III", "lov/2027-02-02-902"),
        ("IV", "lov/2027-03-03-903"),
        ("V", ""),
    ]
    assert [each.language for each in amending.parts[1:3]] == [Language.BOKMAAL, Language.NYNORSK]
    assert amending.parts[-1].lead == "Loven gjelder fra den tiden Kongen bestemmer."


def test_a_lead_to_one_change_is_in_the_singular() -> None:
    """One instruction, one change; several, changes: in the form of the act."""
    drafts = [*_drafts(OVERLAPPING).values(), *_drafts(act(*SILENT), act(*SLEDGING)).values()]
    forms = {
        (each.language, len(each.changes) == 1): each.lead.split()[-1]
        for each in amendment_act(drafts).parts
        if each.changes
    }
    assert forms[Language.BOKMAAL, False] == "endringer:"
    assert forms[Language.BOKMAAL, True] == "endring:"
    assert forms[Language.NYNORSK, True] == "endring:"


def test_the_effect_is_what_comparing_again_gives() -> None:
    """Two acts that get the same section are more alike afterwards."""
    documents = [act(*PLAYGROUND), act(*SLEDGING)]
    clauses = [clause for each in documents for clause in find_clauses(each)]
    drafts = list(_drafts(*documents).values())
    found = effect(documents, clauses, drafts)
    assert found.wording_before.value is not None
    assert found.wording_after.value is not None
    assert found.wording_after.value > found.wording_before.value
    assert effect(documents, clauses, []).rule_after == found.rule_before
