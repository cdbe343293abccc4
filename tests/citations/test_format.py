"""Addresses become the citations an act would write, and those lead back to the same address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regelverk.citations import format_act, format_address, parse_citation
from regelverk.errors import AddressError
from tests.citations.statutes import LEK

WORDS = [
    (
        "§15-8/ledd/3/setning/1",
        "§ 15-8 tredje ledd første punktum",
        "§ 15-8 tredje ledd første punktum",
    ),
    ("§9/ledd/2/bokstav/a", "§ 9 andre ledd bokstav a", "§ 9 andre ledd bokstav a"),
    ("§6-2/ledd/8/nummer/4", "§ 6-2 åttende ledd nr. 4", "§ 6-2 åttande ledd nr. 4"),
    ("§2-1e/ledd/21", "§ 2-1 e tjueførste ledd", "§ 2-1 e tjueførste ledd"),
    ("§9A-1/ledd/7", "§ 9 A-1 sjuende ledd", "§ 9 A-1 sjuande ledd"),
    ("kap5A", "kapittel 5 A", "kapittel 5 A"),
    ("kapVIIA", "kapittel VII A", "kapittel VII A"),
    ("kapXC", "kapittel XC", "kapittel XC"),
    ("delII/kap3", "del II kapittel 3", "del II kapittel 3"),
    ("Artikkel3", "artikkel 3", "artikkel 3"),
    ("§4/strekpunkt/1", "§ 4 første strekpunkt", "§ 4 første strekpunkt"),
    ("avsnittII", "avsnitt II", "avsnitt II"),
    ("avsnitt/2", "andre avsnitt", "andre avsnitt"),
    ("pkt3.2", "pkt. 3.2", "pkt. 3.2"),
    ("§4~2/ledd/1", "§ 4 (2. forekomst) første ledd", "§ 4 (2. førekomst) første ledd"),
    ("§4/overskrift", "§ 4 overskriften", "§ 4 overskrifta"),
    ("vedlegg/ledd/1", "vedlegg første ledd", "vedlegg første ledd"),
]
_NUMBER = st.integers(1, 120).map(str)
_SECTION = st.from_regex(r"[1-9][0-9]?(-[1-9][0-9]?)?[a-zæøå]?|[1-9]A-[1-9]", fullmatch=True)
_GROUP = st.from_regex(
    r"[1-9][0-9]?[A-Ca-c]?|I{1,3}|IV|VI{0,3}|IX|XI{0,2}|VIIA|XIIB|[A-H]", fullmatch=True
)
_AGAIN = st.sampled_from(["", "", "~2", "~13"])
_CONTAINERS = st.lists(
    st.tuples(st.sampled_from(["kap", "del", "avdeling", "avsnitt", "vedlegg"]), _GROUP).map(
        "".join
    ),
    max_size=2,
)
_INNER = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["ledd", "setning", "strekpunkt", "mellomtittel"]), _NUMBER),
        st.tuples(
            st.sampled_from(["nummer", "tabell", "rad", "celle", "fotnote", "note"]), _NUMBER
        ),
        st.tuples(st.just("bokstav"), st.sampled_from([*"abcdefghijklmnoprstuvæøå", "aa"])),
    ).map("/".join),
    max_size=4,
)
_ADDRESSES = st.builds(
    lambda outer, section, again, inner: "/".join([LEK, *outer, f"§{section}{again}", *inner]),
    _CONTAINERS,
    _SECTION,
    _AGAIN,
    _INNER,
)


@pytest.mark.parametrize(("place", "nb", "nn"), WORDS)
def test_words(place: str, nb: str, nn: str) -> None:
    """The words are those of bokmål and nynorsk acts."""
    address = f"{LEK}/{place}"
    assert (format_address(address), format_address(address, "nn")) == (nb, nn)


@given(_ADDRESSES, st.sampled_from(["nb", "nn"]), st.sampled_from(["", "lov 1. januar 2027 nr. 1"]))
def test_a_citation_leads_back_to_its_address(address: str, language: str, act: str) -> None:
    """Reading what was written gives the same address, with the act's name and without."""
    speaking = "lov/1999-09-09-9" if act else LEK
    assert parse_citation(format_address(address, language, act), speaking) == (address,)


def test_the_act_may_be_named() -> None:
    """An act is named as the caller likes, or by date and subject."""
    assert format_address(f"{LEK}/§2", act="lekeloven") == "lekeloven § 2"
    assert format_act(LEK, "Lov om lek (lekeloven)") == "lov 1. januar 2027 nr. 1 om lek"
    assert (
        format_act("lov/1687-04-15", "Kong Christian Den Femtis Norske Lov") == "lov 15. april 1687"
    )
    assert format_act("brev/tildeling-2026") == "brev/tildeling-2026"


@pytest.mark.parametrize(
    ("document", "nb", "nn"),
    [
        (LEK, "loven her", "lova her"),
        ("forskrift/2027-01-01-1", "forskriften her", "forskrifta her"),
        ("brev/b", "dokumentet her", "dokumentet her"),
    ],
)
def test_a_whole_document(document: str, nb: str, nn: str) -> None:
    """A document without its name is the one that speaks."""
    assert (format_address(document), format_address(document, "nn")) == (nb, nn)


def test_a_step_without_words_is_refused() -> None:
    """An address that no citation can name is an error."""
    with pytest.raises(AddressError):
        format_address(f"{LEK}/tull")
