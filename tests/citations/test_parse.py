"""Citations in bokmål, nynorsk and older forms become the addresses they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regelverk.citations import parse_citation
from regelverk.errors import AddressError
from tests.citations.statutes import LEK, statute

PLACES = [
    # One place, bokmål
    ("§ 15-8 tredje ledd første punktum", "§15-8/ledd/3/setning/1"),
    ("§ 3 annet ledd", "§3/ledd/2"),
    ("§ 3 andre ledd", "§3/ledd/2"),
    ("§ 3 2. ledd", "§3/ledd/2"),
    ("§ 3, annet ledd", "§3/ledd/2"),
    ("§ 3 (2)", "§3/ledd/2"),
    ("§ 2 b første ledd", "§2b/ledd/1"),
    ("§ 4-6 a", "§4-6a"),
    ("§ 2-1 e", "§2-1e"),
    ("§ 9 A-1", "§9A-1"),
    ("§ 9A-1", "§9A-1"),
    ("§ 6-2 første ledd nr. 4 bokstav b", "§6-2/ledd/1/nummer/4/bokstav/b"),
    ("§ 5 litra b", "§5/bokstav/b"),
    ("§ 5 b)", "§5/bokstav/b"),
    ("§ 5 første ledd c", "§5/ledd/1/bokstav/c"),
    ("§ 5 bokstav (c)", "§5/bokstav/c"),
    ("§ 5 første ledd pkt. 3", "§5/ledd/1/nummer/3"),
    ("§ 5 første ledd 3. pkt.", "§5/ledd/1/setning/3"),
    ("§ 5 første strekpunkt", "§5/strekpunkt/1"),
    ("§ 5 tjuefemte ledd", "§5/ledd/25"),
    ("kapittel 3", "kap3"),
    ("kap. 4", "kap4"),
    ("kapittel IV", "kapIV"),
    ("kapittel 5 A", "kap5A"),
    ("del II", "delII"),
    ("avdeling III", "avdelingIII"),
    ("vedlegg", "vedlegg"),
    ("vedlegg 2 punkt 3", "vedlegg2/nummer/3"),
    ("artikkel 12 nr. 2", "Artikkel12/nummer/2"),
    ("kapittel 2 § 7", "kap2/§7"),
    ("Pkt. 3.2", "pkt3.2"),
    ("§ 12 overskriften", "§12/overskrift"),
    ("§ 12 nytt tredje ledd", "§12/ledd/3"),
    # Nynorsk
    ("§ 3 fyrste ledd", "§3/ledd/1"),
    ("§ 3 anna ledd", "§3/ledd/2"),
    ("§ 3 andre stykket tredje punktum", "§3/ledd/2/setning/3"),
    ("§ 3 tredje leden", "§3/ledd/3"),
    ("§ 3 sjuande lekken", "§3/ledd/7"),
    ("§ 3 åttande ledd bokstav å", "§3/ledd/8/bokstav/å"),
    ("kapitlet 7", "kap7"),
    # Older spelling
    ("§ 7 1ste Led", "§7/ledd/1"),
    ("§ 7 andet led", "§7/ledd/2"),
    ("paragraf 7 syvende ledd", "§7/ledd/7"),
]

SEVERAL = [
    ("§§ 4 og 5", ["§4", "§5"]),
    ("§§ 3-1, 3-4 og 4-2 annet ledd", ["§3-1", "§3-4", "§4-2/ledd/2"]),
    ("§ 3-1 og 3-4", ["§3-1", "§3-4"]),
    ("§ 3 og § 5", ["§3", "§5"]),
    ("§ 3, § 4 eller § 5 a", ["§3", "§4", "§5a"]),
    ("§§ 2 annet ledd, 3 tredje ledd og 9", ["§2/ledd/2", "§3/ledd/3", "§9"]),
    ("§§ 3 til 6", ["§3", "§4", "§5", "§6"]),
    ("§ 3-1 til § 3-3", ["§3-1", "§3-2", "§3-3"]),
    ("§§ 8 A-2 til 8 A-4", ["§8A-2", "§8A-3", "§8A-4"]),
    ("§§ 3–5", ["§3", "§4", "§5"]),
    ("kapittel 3, 4 og 7", ["kap3", "kap4", "kap7"]),
    ("kapitla 2 og 3", ["kap2", "kap3"]),
    ("§ 5 bokstav a til c", ["§5/bokstav/a", "§5/bokstav/b", "§5/bokstav/c"]),
    ("§ 5 bokstavene a, c og d", ["§5/bokstav/a", "§5/bokstav/c", "§5/bokstav/d"]),
    ("§ 5 nr. 1 til 3 og 6", ["§5/nummer/1", "§5/nummer/2", "§5/nummer/3", "§5/nummer/6"]),
    ("§ 4 første og tredje til femte ledd", ["§4/ledd/1", "§4/ledd/3", "§4/ledd/4", "§4/ledd/5"]),
    ("§ 4 første ledd første og annet punktum", ["§4/ledd/1/setning/1", "§4/ledd/1/setning/2"]),
    ("§ 4 første ledd og annet ledd bokstav b", ["§4/ledd/1", "§4/ledd/2/bokstav/b"]),
    ("§ 4 andre ledd bokstav a og tredje punktum", ["§4/ledd/2/bokstav/a", "§4/ledd/2/setning/3"]),
    (
        "§ 4 nr. 2 bokstav a, jf. nr. 4 bokstav b",
        ["§4/nummer/2/bokstav/a", "§4/nummer/4/bokstav/b"],
    ),
    ("§ 4 (1) og (3)", ["§4/ledd/1", "§4/ledd/3"]),
    ("§ 4 første stykket, jamfør § 7", ["§4/ledd/1", "§7"]),
]

ACTS = [
    ("barnehageloven § 2 b", "lov/2005-06-17-64/§2b"),
    ("Barnehagelovens § 2 b", "lov/2005-06-17-64/§2b"),
    ("barnehagelova § 2 b", "lov/2005-06-17-64/§2b"),
    ("bhl. § 2 b", "lov/2005-06-17-64/§2b"),
    ("opplæringsloven § 11-1", "lov/2023-06-09-30/§11-1"),
    ("opplæringslova 1998 § 15-8", "lov/1998-07-17-61/§15-8"),
    ("helse- og omsorgstjenesteloven § 7-2 a", "lov/2011-06-24-30/§7-2a"),
    ("psykisk helsevernloven § 4-1", "lov/1999-07-02-62/§4-1"),
    ("straffeloven (1902) § 12", "lov/1902-05-22-10/§12"),
    ("lov 17. juni 2005 nr. 64 om barnehager § 2 b", "lov/2005-06-17-64/§2b"),
    ("lov 17. juni 2005 nr. 64 om barnehager (barnehageloven) § 2 b", "lov/2005-06-17-64/§2b"),
    ("lov av 17 juni 2005 nr. 64 § 2 b", "lov/2005-06-17-64/§2b"),
    ("lov frå 17. jun. 2005 nr 64, § 2 b", "lov/2005-06-17-64/§2b"),
    ("lov om barnevern § 3-1", "lov/2021-06-18-97/§3-1"),
    ("§ 3 annet ledd i lov 3. mai 2031 nr. 2", "lov/2031-05-03-2/§3/ledd/2"),
    ("§ 3 annet ledd i barnehageloven", "lov/2005-06-17-64/§3/ledd/2"),
    ("lov 3. mai 2031 nr. 2 om rett til ro kapittel 2", "lov/2031-05-03-2/kap2"),
    ("lov 3. mai 2031 nr. 2 om rett til ro", "lov/2031-05-03-2"),
    ("forskrift 1. januar 2020 nr. 5 § 3", "forskrift/2020-01-01-5/§3"),
    ("LOV-2005-06-17-64 § 3", "lov/2005-06-17-64/§3"),
    ("personvernforordningen artikkel 16 nr. 1", "lov/2018-06-15-38/gdpr/a16/nummer/1"),
    ("loven her", LEK),
    ("denne lova", LEK),
    ("§ 4 i loven her", f"{LEK}/§4"),
    ("brev/tildelingsbrev-2026 pkt. 3.2", "brev/tildelingsbrev-2026/pkt3.2"),
]

SEEN_FROM = [
    ("første ledd", "§4/ledd/1"),
    ("bokstav c", "§4/ledd/2/bokstav/c"),
    ("første punktum", "§4/ledd/2/bokstav/a/setning/1"),
    ("paragrafen her tredje ledd", "§4/ledd/3"),
    ("denne paragrafen", "§4"),
    ("leddet her", "§4/ledd/2"),
    ("§ 9", "§9"),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_one_place(text: str, place: str) -> None:
    """Every usual and older form of one place is read."""
    assert parse_citation(text, LEK) == (f"{LEK}/{place}",)


@pytest.mark.parametrize(("text", "places"), SEVERAL)
def test_several_places(text: str, places: list[str]) -> None:
    """Lists, intervals and nested conjunctions name each place once, in order."""
    assert parse_citation(text, LEK) == tuple(f"{LEK}/{place}" for place in places)


@pytest.mark.parametrize(("text", "address"), ACTS)
def test_acts(text: str, address: str) -> None:
    """Acts are known by short title, abbreviation, title and date, before the sections or after."""
    assert parse_citation(text, LEK) == (address,)


@pytest.mark.parametrize(("text", "place"), SEEN_FROM)
def test_places_seen_from_a_place(text: str, place: str) -> None:
    """A citation without a section is counted from the place that speaks."""
    assert parse_citation(text, LEK, within=f"{LEK}/§4/ledd/2/bokstav/a") == (f"{LEK}/{place}",)


@pytest.mark.parametrize(
    "text",
    [
        "", "lek", "§", "§ lek", "§ 4 og lek", "siste ledd", "§ 4 foregående ledd",
        "lekeplassloven § 3", "kapittel", "bokstav", "samme lov § 4", "paragrafen her",
    ],
)  # fmt: skip
def test_what_is_no_citation_is_refused(text: str) -> None:
    """What cannot be read whole, or only with the act's text, is an error and not a guess."""
    with pytest.raises(AddressError):
        parse_citation(text, LEK)


def test_the_document_decides_between_section_and_letter() -> None:
    """§ 2-1 e is letter e of § 2-1 in an act that has no section 2-1 e."""
    act = statute("§ 2-1 Lek\nMan kan leke\na. ute\ne. inne\n§ 2-2 e Ro\nRo er ro.")
    assert parse_citation("§ 2-1 e", act) == (f"{LEK}/§2-1/ledd/1/bokstav/e",)
    assert parse_citation("§ 2-2 e", act) == (f"{LEK}/§2-2e",)


def test_the_document_writes_out_intervals() -> None:
    """An interval takes in the sections that the act has between its ends, § 3 a among them."""
    act = statute("§ 3 A\nEn.\n§ 3 a B\nTo.\n§ 4 C\nTre.\n§ 5 D\nFire.")
    expected = tuple(f"{LEK}/§{label}" for label in ("3", "3a", "4"))
    assert parse_citation("§§ 3 til 4", act) == expected
    assert parse_citation("§§ 3-4", act) == expected


def test_the_document_knows_the_last_ledd() -> None:
    """«Siste ledd» is a number once the act is at hand."""
    act = statute("§ 3 A\nEn. To.\nTre. Fire.")
    assert parse_citation("§ 3 siste ledd siste punktum", act) == (f"{LEK}/§3/ledd/2/setning/2",)


@given(st.text(alphabet="§ 0123456789-–,.()abeiIVX\nledknrpuntmosvføj", max_size=60))
def test_any_text_gives_addresses_or_an_address_error(text: str) -> None:
    """No text makes the parser fail in any other way."""
    try:
        addresses = parse_citation(text, LEK)
    except AddressError:
        return
    assert addresses
