"""Citations are found in running text, whole and with the places they mean."""

import pytest

from regelverk.citations import ActIndex, Citation, CitationKind, Status, find_citations
from regelverk.model.address import Address
from regelverk.model.document import DocumentKind
from tests.citations.statutes import LEK, statute

ACT = """
# Kapittel 1
§ 1 Rett til lek
Alle har rett til lek. Det gjelder hele året.
Kommunen skal
a. ha lekeplasser
b. rydde snø
c. male benker.
§ 2 Plikter
{text}
§ 2 a Tilsyn
Noen fører tilsyn.
# Kapittel 2
§ 3 Gebyr
Gebyret er lavt.
Gebyret er lovlig.
"""

INTERNAL = [
    ("Reglene i [§ 1 annet ledd bokstav a] gjelder.", ["§1/ledd/2/bokstav/a"]),
    ("Reglene i [§§ 2 a og 3] gjelder.", ["§2a", "§3"]),
    ("Reglene i [§§ 1 til 3] gjelder.", ["§1", "§2", "§2a", "§3"]),
    ("Reglene i [§ 1 bokstav a til c] gjelder.", []),
    ("Reglene i [kapittel 2] gjelder.", ["kap2"]),
    ("Reglene i [kapitlet her] gjelder.", ["kap1"]),
    ("Etter [denne loven] er lek gratis.", [""]),
    ("[Lova her] gjeld ikkje.", [""]),
    ("[Lovens § 3] gjelder.", ["§3"]),
    ("[Lekelovens § 3] gjelder.", ["§3"]),
    ("Det følger av [§ 3 annet ledd i loven her].", ["§3/ledd/2"]),
    ("[Paragrafen her] er kort.", ["§2"]),
    ("Én setning. [Første punktum] gjelder likevel.", ["§2/ledd/1/setning/1"]),
    ("Leken er fri.\n[Første ledd] gjelder ikke ute.", ["§2/ledd/1"]),
    ("Leken er fri.\n[Foregående ledd] gjelder.", ["§2/ledd/1"]),
    ("[Siste ledd] i § 1 er langt.", ["§2/ledd/1"]),
    ("Reglene i [§ 3 siste ledd] gjelder.", ["§3/ledd/2"]),
    ("Kravet følger av [§ 3] i kapittel 2.", ["§3"]),
]

EXTERNAL = [
    ("[Barnehageloven § 2 b første ledd] gjelder.", "lov/2005-06-17-64/§2b/ledd/1"),
    ("Dette er [bhl. § 2 b] verdt.", "lov/2005-06-17-64/§2b"),
    ("[Barnehagelova] gjeld.", "lov/2005-06-17-64"),
    ("Se [barnevernslovens § 15-8].", "lov/2021-06-18-97/§15-8"),
    ("Etter [helse- og omsorgstjenesteloven § 7-2 a] skal noen lede.", "lov/2011-06-24-30/§7-2a"),
    ("Etter [psykisk helsevernloven § 4-1] gjelder mer.", "lov/1999-07-02-62/§4-1"),
    (
        "Jf. [lov 18. juni 2021 nr. 97 om barnevern § 15-8 tredje ledd].",
        "lov/2021-06-18-97/§15-8/ledd/3",
    ),
    ("Jf. [lov av 17 juni 2005 nr. 64].", "lov/2005-06-17-64"),
    ("Jf. [lov om barnevern § 3-1].", "lov/2021-06-18-97/§3-1"),
    ("Jf. [lov 2. mai 2031 nr. 7 om rett til ro § 4].", "lov/2031-05-02-7/§4"),
    ("Jf. [§ 4 i lov 2. mai 2031 nr. 7].", "lov/2031-05-02-7/§4"),
    ("Etter barnehageloven gjelder alt; [samme lov § 9] også.", "lov/2005-06-17-64/§9"),
    ("Etter barnehageloven § 7 skal alle med, likevel ikke etter [§ 99].", "lov/2005-06-17-64/§99"),
    ("[Personvernforordningen artikkel 16] gjelder.", "lov/2018-06-15-38/gdpr/a16"),
]

NOTHING = [
    "Han er den første som leker, og del 2 av dagen er fri.",
    "Nr. 7 i køen må vente i 10 minutter.",
    "Lovlig lek er fri, og loven kan bli fulgt.",
    "Det gjelder artikkel 4 i konvensjonen om støy.",
]


def cited(text: str) -> tuple[Citation, ...]:
    """The citations in the second section of the act."""
    act = statute(ACT.format(text=text))
    section = act.at(f"{LEK}/§2")
    assert section is not None
    found = find_citations(act)
    assert all(act.quote(each.span) == each.text for each in found)
    return tuple(each for each in found if section.span.contains(each.span))


def the_marked(text: str) -> Citation:
    """The citation that the brackets in a text mark."""
    words = text[text.index("[") + 1 : text.index("]")]
    (citation,) = (each for each in cited(text.replace(f"[{words}]", words)) if each.text == words)
    return citation


@pytest.mark.parametrize(("text", "places"), INTERNAL)
def test_citations_within_the_act(text: str, places: list[str]) -> None:
    """A citation within the act leads to the nodes it means, seen from where it stands."""
    citation = the_marked(text)
    assert citation.kind is CitationKind.INTERNAL
    if places:
        assert citation.targets == tuple(f"{LEK}/{place}".rstrip("/") for place in places)
        assert citation.status is Status.RESOLVED
    else:
        assert citation.status is Status.UNRESOLVED


@pytest.mark.parametrize(("text", "target"), EXTERNAL)
def test_citations_of_other_acts(text: str, target: str) -> None:
    """A citation of another act is found whole, with the act's name, and leads to that act."""
    citation = the_marked(text)
    assert citation.kind is CitationKind.EXTERNAL
    assert citation.acts == (Address(target).document,)
    assert citation.targets == (target,)


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_only_look_like_citations(text: str) -> None:
    """Everyday uses of the same words are left alone."""
    assert cited(text) == ()


@pytest.mark.parametrize("words", ["huske- og vippeloven § 3", "forskrift om støy i skogen § 2"])
def test_an_unknown_act_is_found_but_not_followed(words: str) -> None:
    """A section of an act that nobody knows is a citation without a target, not one of this act."""
    (citation,) = cited(f"Etter {words} gjelder mer.")
    assert citation.text == words
    assert (citation.status, citation.acts, citation.targets) == (Status.UNRESOLVED, (), ())


def test_outdated_names_are_told() -> None:
    """The old name of an act, and an act that is replaced, are outdated."""
    renamed, replaced = cited("Etter friskolelova § 2-1 og introduksjonsloven § 19 gjelder mer.")
    assert renamed.targets == ("lov/2003-07-04-84/§2-1",)
    assert replaced.targets == ("lov/2003-07-04-80/§19",)
    assert renamed.status is replaced.status is Status.OUTDATED


def test_names_may_have_several_words() -> None:
    """A short title is found whole where it ends in a plain «forskrift»."""
    title = "Forskrift om husker (huskete forskrift)"
    rule = statute("§ 1 A\nB.", "forskrift/2028-01-01-1", title, "", DocumentKind.REGULATION)
    act = statute("§ 1 Lek\nEtter huskete forskrift § 1 er husker fri.")
    (citation,) = find_citations(act, ActIndex.from_documents([rule]))
    assert (citation.text, citation.act_name) == ("huskete forskrift § 1", "huskete forskrift")
    assert citation.targets == ("forskrift/2028-01-01-1/§1",)


def test_labels_of_sections_are_not_citations() -> None:
    """The act's own numbers are no citations of it."""
    assert find_citations(statute("# Kapittel 1\n§ 1 Lek\nLek er fri.\n§ 2 Ro\nRo er fri.")) == ()


def test_former_numbers_in_notes_are_passed_over_and_lists_of_acts_are_read() -> None:
    """A note names each amending act and resolution; what a section was called is not cited."""
    note = (
        "~ Endret ved lover 3 mai 2028 nr. 4 (ikr. 1 juni 2028 iflg. res. 9 mai 2028 nr. 77), "
        "2 juni 2029 nr. 8, tidligere § 9."
    )
    act = statute(f"§ 1 Lek\nLek er fri.\n{note}")
    assert [each.targets for each in find_citations(act)] == [
        ("lov/2028-05-03-4",),
        ("forskrift/2028-05-09-77",),
        ("lov/2029-06-02-8",),
    ]


def test_lists_that_lost_their_letters_are_counted() -> None:
    """Letter b is the second item of a list whose letters were lost on the way here."""
    act = statute("§ 1 Lek\nMan kan\n- leke\n- ro seg.\nEtter første ledd bokstav b er ro lov.")
    (citation,) = find_citations(act)
    assert citation.targets == (f"{LEK}/§1/ledd/1/strekpunkt/2",)


def test_the_act_of_a_regulation_is_the_one_it_is_given_under() -> None:
    """In a regulation, «loven» is its legal basis; with none stated it leads nowhere."""
    body = "§ 1 Lek\nEtter loven § 3 er lek fri."
    given = "forskrift/2028-01-01-1"
    stated = statute(
        body, given, "Forskrift om lek", "", DocumentKind.REGULATION, Hjemmel=f"{LEK}/§1"
    )
    silent = statute(body, given, "Forskrift om lek", "", DocumentKind.REGULATION)
    assert [each.targets for each in find_citations(stated)] == [(f"{LEK}/§3",)]
    assert [each.targets for each in find_citations(silent)] == [()]


def test_no_citation_goes_on_in_the_next_block() -> None:
    """The letter of the next item is no part of a section's number."""
    act = statute("§ 1 Lek\nMan kan\na. leke, jf. § 2\nb. ro seg.\n§ 2 Ro\nRo er ro.")
    (citation,) = find_citations(act)
    assert (citation.text, citation.targets) == ("§ 2", (f"{LEK}/§2",))
