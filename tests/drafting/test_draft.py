"""Drafting: the model in each act's own terms, the right place, and the words that amend."""

from dataclasses import replace

import pytest

from regelverk.clauses.detect import find_clauses
from regelverk.comparison.cells import quote_of
from regelverk.comparison.compare import compare
from regelverk.comparison.types import Consensus
from regelverk.drafting import translate as translating
from regelverk.drafting.amend import act_title, cited_act, phrase, roman
from regelverk.drafting.apply import apply, take_back
from regelverk.drafting.common import common_act
from regelverk.drafting.draft import draft
from regelverk.drafting.forms import strangers
from regelverk.drafting.model_clause import (
    element_names,
    from_consensus,
    from_section,
    from_text,
    only,
    shipped,
    shipped_names,
)
from regelverk.drafting.names import with_current_names
from regelverk.drafting.translate import by_terms
from regelverk.drafting.types import Draft, Weight
from regelverk.errors import ModelClauseError
from regelverk.language.detect import detect
from regelverk.language.nynorsk import Direction, Problem, translate
from regelverk.model.document import Language
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act

MODEL = """Samarbeid om barnet

Helsestasjonen skal samarbeide med andre tjenesteytere dersom det er nødvendig for å gi barnet
et helhetlig tilbud.

Helsestasjonen skal, i tillegg til å følge opp enkelte barn, samarbeide med andre tjenesteytere
slik at helsestasjonen og de andre tjenesteyterne kan ivareta sine oppgaver.
"""


def _drafts(model: str = "", *made: object) -> dict[str, Draft]:
    documents = [act(*each) for each in made or (PLAYGROUND, SLEDGING, SILENT)]  # type: ignore[misc]
    clauses = [clause for each in documents for clause in find_clauses(each)]
    if model:
        wording = from_text(model, "modell.txt")
        return {each.law: each for each in draft(documents, clauses, {wording.language: wording})}
    return {each.law: each for each in draft(documents, clauses, shipped("standard"))}


def test_each_act_gets_the_model_in_its_own_terms_and_form() -> None:
    """Duty bearer, beneficiary and language form are the act's."""
    drafts = _drafts()
    playground, sledging = drafts["lov/2027-01-01-901"], drafts["lov/2027-02-02-902"]
    assert playground.subsections[0].startswith(
        "Lekeplassen skal samarbeide med andre tjenesteytere"
    )
    assert "at barnet skal" in playground.subsections[0]
    assert playground.language is Language.BOKMAAL
    assert sledging.subsections[0].startswith("Akebakken skal samarbeide med andre tenesteytarar")
    assert sledging.language is Language.NYNORSK
    assert detect(" ".join(sledging.subsections)).language is Language.NYNORSK


def test_the_general_section_is_replaced_and_a_silent_act_gets_a_new_one() -> None:
    """Placement follows what the act has, and says what must be decided."""
    drafts = _drafts()
    assert drafts["lov/2027-01-01-901"].instruction == "§ 2 skal lyde:"
    assert drafts["lov/2027-01-01-901"].replaces == "lov/2027-01-01-901/§2"
    assert drafts["lov/2027-01-01-901"].current[0] == "§ 2 Samarbeid"
    silent = drafts["lov/2027-03-03-903"]
    assert silent.replaces is None
    assert silent.instruction == "Ny § 2 a skal lyde:"
    assert any(each.weight is Weight.DECIDE for each in silent.assumptions)


def test_a_wording_is_adapted_wherever_its_actors_are_named() -> None:
    """The model's own service is nowhere left standing in another act."""
    for each in _drafts(MODEL).values():
        assert "elsestasjonen" not in " ".join(each.subsections)
    text = " ".join(_drafts(MODEL)["lov/2027-01-01-901"].subsections)
    assert "slik at lekeplassen og de andre tjenesteyterne" in text


def test_without_apertium_nynorsk_is_whole_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A text with a word the list does not know stays bokmål, and says so and why."""
    assert by_terms("Kommunen skal samarbeide med andre tjenesteytere.", Language.NYNORSK) == (
        "Kommunen skal samarbeide med andre tenesteytarar."
    )
    assert by_terms("Kommunen skal hoppe tau.", Language.NYNORSK) is None
    monkeypatch.setattr(translating, "translate", lambda *_: Problem.MISSING)
    drafts = _drafts(MODEL.replace("helhetlig", "forunderlig"))
    sledging = drafts["lov/2027-02-02-902"]
    assert sledging.language is Language.BOKMAAL
    assert "andre tjenesteytere" in sledging.subsections[0]
    assert sledging.assumptions[0].weight is Weight.DECIDE
    assert "Apertium er ikke installert" in sledging.assumptions[0].text()


def test_words_the_list_does_not_know_go_to_apertium() -> None:
    """With Apertium the whole draft is nynorsk, the actors and the act's spelling kept."""
    if isinstance(translate(("Det er ikke slik.",), Direction.TO_NYNORSK), Problem):
        pytest.skip("Apertium (apertium-nno-nob) is not installed")
    drafts = _drafts(MODEL.replace("helhetlig tilbud", "tilbud som ikke er forunderlig"))
    sledging = drafts["lov/2027-02-02-902"]
    assert sledging.language is Language.NYNORSK
    first, second, *_ = sledging.subsections
    assert first.startswith("Akebakken skal samarbeide med andre tenesteytarar")
    assert first.endswith("gi barnet eit tilbod som ikkje er forunderleg.")
    assert "einskilde barn" in second
    assert strangers(" ".join(sledging.subsections), Language.NYNORSK) == ()


def test_a_nynorsk_model_is_put_into_bokmaal_the_same_way() -> None:
    """The list of terms is used both ways; each act gets its own form."""
    model = """Samarbeid og samordning

Akebakken skal samarbeide med andre tenesteytarar dersom det er nødvendig for å gi barnet eit
heilskapleg tilbod.

Akebakken skal, i tillegg til å følgje opp einskilde barn, samarbeide med andre tenesteytarar.
"""
    drafted = _drafts(model)["lov/2027-01-01-901"]
    assert drafted.language is Language.BOKMAAL
    assert drafted.heading == "Samarbeid og samordning"
    assert drafted.subsections[0].endswith("nødvendig for å gi barnet et helhetlig tilbud.")
    assert strangers(" ".join(drafted.subsections), Language.BOKMAAL) == ()


def test_apertium_is_bounded() -> None:
    """A text of any length gives an answer: too much is refused before the program is run."""
    assert translate(("ord " * 100_000,), Direction.TO_NYNORSK) is Problem.TOO_LONG


def test_mixed_forms_are_flagged() -> None:
    """A draft with words of the other form says which they are, and that they must be seen to."""
    drafts = _drafts(MODEL.replace("et helhetlig tilbud", "eit heilskapleg tilbod"))
    flagged = [
        each.text()
        for each in drafts["lov/2027-01-01-901"].assumptions
        if each.weight is Weight.DECIDE and "blander målformer" in each.text()
    ]
    assert len(flagged) == 1
    assert "«heilskapleg»" in flagged[0]


@pytest.mark.parametrize(("verb", "form"), [("vere", "samarbeide"), ("vera", "samarbeida")])
def test_a_nynorsk_draft_has_its_acts_infinitives(verb: str, form: str) -> None:
    """An act with a-infinitives gets a-infinitives, and one with e-infinitives gets those."""
    purpose = f"Bakken skal {verb} open for alle, for å {verb} til glede og for å {verb} trygg."
    duty = f"Akebakken skal {form} med kommunen. Dei som brukar bakken, kan ikkje krevje noko."
    sledging = ("lov/2027-02-02-902", "Lov om akebakkar (akebakkelova)", "Akebakkelova",
                [("1", "Mål", [purpose]), ("2", "Samarbeid", [duty])])  # fmt: skip
    text = " ".join(_drafts(MODEL, sledging)[sledging[0]].subsections)
    assert f"skal {form} med andre" in text
    assert strangers(text, Language.NYNORSK) == ()


def test_an_act_does_not_cite_itself_by_name() -> None:
    """«etter lekeplassloven § 3» reads «etter § 3» in lekeplassloven itself."""
    model = MODEL.replace("helhetlig tilbud.", "helhetlig tilbud, jf. lekeplassloven § 3.")
    drafts = _drafts(model)
    assert "jf. § 3." in drafts["lov/2027-01-01-901"].subsections[0]
    assert "jf. lekeplassloven § 3." in drafts["lov/2027-03-03-903"].subsections[0]


def test_every_shipped_model_exists_in_both_forms_with_every_element() -> None:
    """A nynorsk act never gets less than a bokmål act."""
    for name in shipped_names():
        models = shipped(name, element_names())
        assert set(models) == {Language.BOKMAAL, Language.NYNORSK}
        nb, nn = models[Language.BOKMAAL], models[Language.NYNORSK]
        assert [each.elements for each in nb.subsections] == [
            each.elements for each in nn.subsections
        ]
        for language, model in models.items():
            assert detect(" ".join(each.text for each in model.subsections)).language is language


def test_elements_choose_the_ledd() -> None:
    """`--elements` keeps only what is asked for."""
    models = shipped("standard", ["definisjon"])
    assert [each.elements for each in models[Language.BOKMAAL].subsections] == [{"definisjon"}]
    kept = only(from_text(MODEL, "modell.txt"), ["system"])
    assert len(kept.subsections) == 1
    with pytest.raises(ModelClauseError):
        only(from_text(MODEL, "modell.txt"), ["koordinator"])


def test_elements_choose_sentences_within_a_ledd_too() -> None:
    """A ledd with a duty and a plan can be cut to either, and references between ledd follow."""
    model = from_text(
        "Samarbeid\n\nMed tjenesteytere menes kommunale tjenesteytere.\n\n"
        "Skuret skal samarbeide med andre tjenesteytere når det er nødvendig for at barnet skal få "
        "et helhetlig tilbud. Dersom barnet har individuell plan, skal skuret delta i samarbeid om "
        "planen.\n\nKommunen skal samordne tilbudet etter andre ledd.",
        "modell.txt",
    )
    kept = only(model, ["individ", "samordning"])
    assert [each.text[:30] for each in kept.subsections] == [
        "Skuret skal samarbeide med and",
        "Kommunen skal samordne tilbude",
    ]
    assert kept.subsections[1].text.endswith("etter første ledd.")
    assert [each.text[:6] for each in only(model, ["plan"]).subsections] == ["Dersom"]


def test_the_consensus_of_a_comparison_can_be_the_model() -> None:
    """The section nearest to the others is the model; where nothing is shared, that is said."""
    documents = [act(*PLAYGROUND), act(*SLEDGING), act(*SILENT)]
    clauses = [clause for each in documents for clause in find_clauses(each)]
    comparison = compare(documents, clauses)
    clause = next(each for each in clauses if "individ" in each.types)
    nearest = Consensus("individ", clause.document, quote_of(clause), 90.0, 2, ())
    shared = replace(comparison, consensus={"individ": nearest})
    model = from_consensus(shared, documents)
    assert model.source == "lov/2027-01-01-901/§2"
    assert model.duty_bearer == "Lekeplassen"
    with pytest.raises(ModelClauseError, match="konsensus"):
        from_consensus(replace(comparison, consensus={}), documents)


def test_a_model_file_can_leave_the_actors_open() -> None:
    """A file with the placeholders of the shipped models is filled in as they are."""
    text = MODEL.replace("Helsestasjonen", "{duty_bearer}").replace("barnet\n", "{beneficiary}\n")
    drafted = _drafts(text)["lov/2027-01-01-901"]
    assert drafted.subsections[0].startswith("Lekeplassen skal samarbeide")
    assert "{" not in " ".join(drafted.subsections)


@pytest.mark.parametrize("text", ["", "\n\n", "Bare en overskrift", "   \n\t\n"])
def test_a_model_file_without_heading_and_ledd_is_refused(text: str) -> None:
    """A file that holds no model says what it should have held."""
    with pytest.raises(ModelClauseError, match="overskriften på første linje"):
        from_text(text, "modell.txt")


def test_a_section_can_be_the_model() -> None:
    """An existing section is a model with its own actors."""
    document = act(*PLAYGROUND)
    section = document.at("lov/2027-01-01-901/§2")
    assert section is not None
    model = from_section(document, section, section.address)
    assert model.duty_bearer == "Lekeplassen"
    assert model.beneficiary == "barnet"
    assert len(model.subsections) == 3


def test_a_section_taken_as_model_names_its_act_where_it_cites_it() -> None:
    """«etter § 3» in lekeplassloven reads «etter lekeplassloven § 3» in every other act."""
    identifier, title, short_title, sections = PLAYGROUND
    cited = "Lekeplassen skal samarbeide med andre tjenesteytere om hele tilbudet etter § 3."
    source = act(identifier, title, short_title, [*sections, ("4", "Mer", [cited])])
    section = source.at(f"{identifier}/§4")
    assert section is not None
    model = from_section(source, section, section.address)
    documents = [source, act(*SILENT)]
    clauses = [clause for each in documents for clause in find_clauses(each)]
    drafts = {each.law: each for each in draft(documents, clauses, {model.language: model})}
    assert any(each.endswith("tilbudet etter § 3.") for each in drafts[identifier].subsections)
    silent = drafts["lov/2027-03-03-903"].subsections[0]
    assert silent.endswith("hele tilbudet etter lekeplassloven § 3.")


def test_an_act_with_no_group_of_its_own_gets_suggestions() -> None:
    """Who the section is for must be decided, and what the act speaks of is suggested."""
    drafted = _drafts()["lov/2027-03-03-903"]
    (about,) = [each for each in drafted.assumptions if "den enkelte" in each.suggestions]
    assert about.weight is Weight.DECIDE
    assert about.suggestions[0] == "den enkelte"


def test_other_acts_are_cited_by_the_names_they_have_now() -> None:
    """A renamed act gets its new name, a replaced one is left for someone to decide."""
    text, about = with_current_names("etter friskolelova § 6-1 og introduksjonsloven § 2")
    assert text == "etter privatskolelova § 6-1 og introduksjonsloven § 2"
    assert [each.weight for each in about] == [Weight.NOTE, Weight.DECIDE]
    assert about[1].suggestions == ("integreringsloven",)


def test_leads_and_instructions_read_as_amendment_acts_do() -> None:
    """The set phrases, in both forms."""
    title = "Lov om barnehager (barnehageloven)"
    cited = cited_act("lov/2005-06-17-64", title)
    assert phrase("lead", Language.BOKMAAL, act=cited) == (
        "I lov 17. juni 2005 nr. 64 om barnehager (barnehageloven) gjøres følgende endringer:"
    )
    assert phrase("lead", Language.NYNORSK, act=cited).endswith(
        "blir det gjort følgjande endringar:"
    )
    assert phrase("repeal places", Language.NYNORSK, places="§ 3-6 b") == "§ 3-6 b blir oppheva."
    assert cited_act("lov/1967-02-10", "Lov om behandlingsmåten i forvaltningssaker") == (
        "lov 10. februar 1967 om behandlingsmåten i forvaltningssaker"
    )
    assert [roman(n) for n in (1, 4, 9, 14, 40)] == ["I", "IV", "IX", "XIV", "XL"]
    assert act_title(["barnehageloven", "opplæringslova"], Language.BOKMAAL).startswith(
        "Lov om endringer i barnehageloven og opplæringslova"
    )


_PLAIN = ("lov/2027-04-04-904", "Lov om husker (huskeloven)", "Huskeloven", [
    ("1", "Samarbeid", ["Husken skal samarbeide med andre tjenesteytere om hele tilbudet."]),
    ("2", "Klage", ["Fristen etter § 1 første ledd er tre uker."]),
])  # fmt: skip


def test_a_common_act_has_a_scope_and_takes_the_place_of_the_sector_acts_sections() -> None:
    """The other approach: a new act, and the sector acts left with only what is their own."""
    documents = [act(*PLAYGROUND), act(*SLEDGING), act(*SILENT), act(*_PLAIN)]
    clauses = [clause for each in documents for clause in find_clauses(each)]
    drafts = common_act(documents, clauses, shipped("standard"))
    new = [each for each in drafts if not each.law]
    assert [each.section for each in new] == [f"§ {n}" for n in range(1, len(new) + 1)]
    assert "lekeplassloven" in new[0].subsections[0]
    assert "tilbudet etter § 2" in new[2].subsections[0]
    assert [each.heading for each in new[-2:]] == ["Ikrafttredelse", "Endringer i andre lover"]
    amended = {each.law: each for each in drafts if each.law}
    assert amended["lov/2027-01-01-901"].instruction == "§ 2 skal lyde:"
    assert amended["lov/2027-01-01-901"].subsections == (
        "Barnet har rett til individuell plan ved sykdom.",
    )
    assert amended["lov/2027-02-02-902"].subsections == (
        "Barnet har rett til individuell plan ved sjukdom.",
    )
    plain = amended["lov/2027-04-04-904"]
    assert [each.instruction for each in plain.changes] == [
        "§ 1 oppheves.",
        "§ 2 første ledd skal lyde:",
    ]
    assert plain.changes[1].proposed == ("Fristen etter samordningsloven § 2 er tre uker.",)
    assert "lov/2027-03-03-903" not in amended
    assert common_act([], [], shipped("standard")) == ()


def test_a_common_act_can_be_applied_and_taken_back() -> None:
    """Both alternatives can be compared, since both can be carried out."""
    documents = [act(*PLAYGROUND), act(*SLEDGING), act(*_PLAIN)]
    clauses = [clause for each in documents for clause in find_clauses(each)]
    drafts = common_act(documents, clauses, shipped("standard"))
    changes = {each.law: each.changes for each in drafts if each.law}
    for document in documents:
        proposed = apply(document, changes[document.identifier])
        assert proposed.text != document.text
        assert take_back(proposed, changes[document.identifier]).text == document.text
