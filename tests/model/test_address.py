"""Addresses keep Lovdata's form and can be taken apart and put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regelverk.errors import AddressError
from regelverk.model.address import Address

_LABEL = st.from_regex(r"[1-9][0-9]{0,2}(-[1-9][0-9]?)?[a-z]?(~[2-9])?", fullmatch=True)
_STEP = st.one_of(
    st.tuples(
        st.sampled_from(["§", "§§", "kap", "del", "avdeling", "avsnitt", "vedlegg", "Art"]), _LABEL
    ).map("".join),
    st.tuples(
        st.sampled_from(
            ["ledd", "bokstav", "nummer", "strekpunkt", "setning", "avsnitt", "oppdrag"]
        ),
        _LABEL,
    ).map("/".join),
    st.sampled_from(["overskrift", "overskrift~2", "vedlegg", "gdpr"]),
)
ADDRESSES = st.lists(_STEP, max_size=6).map(lambda steps: "/".join(["lov/2005-06-17-64", *steps]))


@given(ADDRESSES)
def test_steps_rebuild_the_address(text: str) -> None:
    """The steps hold all that the address says: joined again, they are the same address."""
    address = Address.parse(text)
    assert "/".join([address.document, *map(str, address.steps)]) == text


@given(ADDRESSES)
def test_parents_lead_to_the_document(text: str) -> None:
    """Each parent holds its child and is itself an address; the last one is the document."""
    address = Address.parse(text)
    for _ in address.steps:
        assert address.parent.holds(address)
        address = Address.parse(address.parent)
    assert address == address.document == address.parent


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("NL/lov/1999-07-02-62/§4A-6a", ["§ 4A-6a"]),
        ("lov/1988-05-13-27/avsnittII/ledd/1", ["avsnitt II", "ledd 1"]),
        ("brev/b/pkt3.2/avsnitt/2/setning/1", ["pkt 3.2", "avsnitt 2", "setning 1"]),
        ("lov/2018-06-15-38/gdpr/a16", ["gdpr ", "a 16"]),
        ("lov/2027-01-01-1/avdelingI/§2~2/overskrift~2", ["avdeling I", "§ 2~2", "overskrift ~2"]),
    ],
)
def test_each_step_has_kind_and_label(text: str, steps: list[str]) -> None:
    """Joined, paired and bare steps are told apart."""
    assert [f"{step.kind} {step.label}" for step in Address.parse(text).steps] == steps


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("lov/2027-01-01-1/kap2/§1/ledd/3", "lov/2027-01-01-1/kap2/§1"),
        ("lov/2018-06-15-38/gdpr/a16/nummer/1", "lov/2018-06-15-38/gdpr/a16"),
        ("lov/2027-01-01-1/kap2/ledd/1", None),
    ],
)
def test_section_is_the_innermost_paragraf_or_article(text: str, section: str | None) -> None:
    """A place knows the section it lies in, with what qualifies it."""
    assert Address.parse(text).section == section


def test_holds_does_not_mix_up_numbers() -> None:
    """§ 1 does not hold § 15."""
    assert Address("lov/2027-01-01-1/§1").holds("lov/2027-01-01-1/§1/ledd/1")
    assert not Address("lov/2027-01-01-1/§1").holds("lov/2027-01-01-1/§15")


@pytest.mark.parametrize(
    "text", ["", "lov", "lov/2027-01-01-1/tull", "lov/2027-01-01-1/§1/ledd", "lov/1/§1/ledd1"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    """A text without document, with an unknown step or with a step cut short is no address."""
    with pytest.raises(AddressError):
        Address.parse(text)
