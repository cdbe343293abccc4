"""Leads of amendments: read on the whole gazette of 2025, written, and both ways."""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from regelverk.drafting.lead_variants import folded
from regelverk.drafting.lead_writing import Setting
from regelverk.drafting.leads import (
    Instruction,
    instructions_of,
    read_lead,
    read_leads,
    vacated,
    write_lead,
)
from regelverk.errors import AddressError
from regelverk.model.document import Kind, Language, PartChange
from regelverk.readers.archive import members
from regelverk.readers.lovdata import read

ACT = "lov/2027-01-01-901"
NB, NN = Language.BOKMAAL, Language.NYNORSK
ERRORS = Path(__file__).with_name("label_errors.toml")
_ACT_NAME = re.compile(r"lov(?:a|en)? \d.*?(?= skal| oppheves)")


class Labelled(NamedTuple):
    """One `article.change` of the gazette: its words, what its labels say, and what we read."""

    change: str
    tuning: bool
    lead: str
    truth: tuple[PartChange, ...]
    read: tuple[PartChange, ...]
    before: str
    vacated: frozenset[str]


@pytest.fixture(scope="module")
def gazette(gazette_archive: Path) -> tuple[Labelled, ...]:
    """Every labelled change of the gazette, read without its labels."""
    return tuple(_labelled(gazette_archive))


def _labelled(archive: Path) -> Iterator[Labelled]:
    with archive.open("rb") as stream:
        for member in members(stream, archive.stat().st_size, archive.name):
            if b'class="change"' not in member.data:
                continue
            acts = {
                each.get("id"): (each.get("data-document") or "").split()[-1]
                for each in etree.fromstring(member.data).iterfind(".//article[@data-document]")
            }
            document = read(member.data, member.name)
            for amendment in document.walk(Kind.AMENDMENT):
                assert amendment.provenance is not None
                act = acts[amendment.provenance.element]
                instructions = instructions_of(document, amendment)
                found = read_leads(instructions, act)
                empty = vacated(change for changes in found for change in changes)
                nodes = [node for node in amendment.walk() if node.kind is Kind.CHANGE]
                before = ""
                for node, instruction, changes in zip(nodes, instructions, found, strict=True):
                    assert node.provenance is not None
                    yield Labelled(
                        f"{document.identifier}#{node.provenance.element}",
                        _is_for_tuning(document.identifier),
                        instruction.lead,
                        node.changes,
                        changes,
                        before,
                        empty,
                    )
                    before = next((each.target or each.part for each in changes[::-1]), before)


def _is_for_tuning(document: str) -> bool:
    """Whether it is in the half the grammar was made on; the other half was first read unseen."""
    return hashlib.sha256(f"LTI/{document}".encode()).digest()[0] % 8 in {0, 2, 3, 4, 6}


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


def test_gazette_is_read_to_what_its_labels_say(gazette: tuple[Labelled, ...]) -> None:
    """Leads are read to exactly the operations and parts the file names.

    The targets are 93 % of those with one part and 85 % of all. When the held-out half was first
    read, before anything was changed for it, it gave 94.7 % and 92.7 %.
    """
    hits = [(each, set(each.read) == set(each.truth)) for each in gazette]
    assert len(hits) == 1422
    for half in (True, False):
        assert _share([hit for each, hit in hits if each.tuning is half]) >= 0.925
    assert _share([hit for each, hit in hits if len(each.truth) == 1]) >= 0.96
    assert _share([hit for _, hit in hits]) >= 0.94


def test_every_lead_alone_says_most(gazette: tuple[Labelled, ...]) -> None:
    """A lead that names its section tells the first place without the leads around it."""
    named = [each for each in gazette if each.lead.startswith(("§", "Ny §", "Nye §", "Nytt kap"))]
    hits = [
        {(each.part, each.target) for each in read_lead(labelled.lead, _act_of(labelled))}
        >= {(each.part, each.target) for each in labelled.truth[:1]}
        for labelled in named
    ]
    assert len(named) > 1000
    assert _share(hits) >= 0.93


def _act_of(labelled: Labelled) -> str:
    return "/".join(labelled.truth[0].part.split("/")[:2])


def test_label_errors_are_disagreements(gazette: tuple[Labelled, ...]) -> None:
    """Every label we hold to be wrong differs from what we read; they are about 3 %."""
    errors = tomllib.loads(ERRORS.read_text(encoding="utf-8"))["label_error"]
    by_change = {each.change: each for each in gazette}
    assert len({error["change"] for error in errors}) == len(errors)
    for error in errors:
        labelled = by_change[error["change"]]
        assert set(labelled.read) != set(labelled.truth), error
        assert error["reason"]
    assert 0.02 < len(errors) / len(gazette) < 0.04


def _written(labelled: Labelled, changes: tuple[PartChange, ...]) -> Iterator[str]:
    """The leads we write for changes, as they read after the lead before and without it."""
    nynorsk = re.search(r"noverande|oppheva|fyrste|\bvert\b", labelled.lead, re.IGNORECASE)
    for before in (labelled.before, ""):
        for empty in (labelled.vacated, frozenset[str]()):
            setting = Setting(NN if nynorsk else NB, after=before, vacated=empty)
            try:
                yield write_lead(changes, setting)
            except AddressError:  # a label that is no address
                return


def test_written_leads_are_accepted_variants_of_the_real_ones(
    gazette: tuple[Labelled, ...],
) -> None:
    """From its single part as labelled, the lead comes out in accepted words for at least 90 %."""
    hits: Counter[tuple[bool, bool]] = Counter()
    for each in (each for each in gazette if len(each.truth) == 1):
        real = re.sub(r"(lyde\s*:).*", r"\1", each.lead.splitlines()[0])
        hit = folded(real) in map(folded, _written(each, each.truth))
        hits[each.tuning, hit] += 1
    for half in (True, False):
        assert hits[half, True] / (hits[half, True] + hits[half, False]) >= 0.91
    assert (hits[True, True] + hits[False, True]) / hits.total() >= 0.915


OWN = [
    ("change §3-4", "§ 3-4 skal lyde:", "§ 3-4 skal lyde:"),
    ("add §2b", "Ny § 2 b skal lyde:", "Ny § 2 b skal lyde:"),
    ("add §13/ledd/4", "§ 13 nytt fjerde ledd skal lyde:", "§ 13 nytt fjerde ledd skal lyde:"),
    (
        "move §8/ledd/3>§8/ledd/4",
        "Nåværende § 8 tredje ledd blir nytt fjerde ledd.",
        "Noverande § 8 tredje ledd blir nytt fjerde ledd.",
    ),
    ("repeal §3-6b", "§ 3-6 b oppheves.", "§ 3-6 b blir oppheva."),
    (
        "change §5/ledd/2/setning/2",
        "§ 5 andre ledd andre punktum skal lyde:",
        "§ 5 andre ledd andre punktum skal lyde:",
    ),
    ("repeal §3 repeal §4", "§§ 3 og 4 oppheves.", "§§ 3 og 4 blir oppheva."),
    ("repeal §3 repeal §4 repeal §5", "§§ 3 til 5 oppheves.", "§§ 3 til 5 blir oppheva."),
    ("add kap5A", "Nytt kapittel 5 A skal lyde:", "Nytt kapittel 5 A skal lyde:"),
    (
        "change §14/ledd/2 change §14/ledd/4",
        "§ 14 andre og fjerde ledd skal lyde:",
        "§ 14 andre og fjerde ledd skal lyde:",
    ),
    (
        "change §12/ledd/2 add §12/ledd/3",
        "§ 12 andre og nytt tredje ledd skal lyde:",
        "§ 12 andre og nytt tredje ledd skal lyde:",
    ),
    (
        "change §4/bokstav/a add §4/bokstav/b add §4/bokstav/c",
        "§ 4 bokstav a og nye bokstav b og c skal lyde:",
        "§ 4 bokstav a og nye bokstav b og c skal lyde:",
    ),
    (
        "repeal §9/ledd/6 move §9/ledd/7>§9/ledd/6",
        "§ 9 sjette ledd oppheves. Nåværende sjuende ledd blir sjette ledd.",
        "§ 9 sjette ledd blir oppheva. Noverande sjuande ledd blir sjette ledd.",
    ),
    (
        "move §8>§9 change §9",
        "Nåværende § 8 blir ny § 9 og skal lyde:",
        "Noverande § 8 blir ny § 9 og skal lyde:",
    ),
    (
        "move §6/ledd/3>§6/ledd/4 move §6/ledd/4>§6/ledd/5 move §6/ledd/5>§6/ledd/6",
        "Nåværende § 6 tredje til femte ledd blir fjerde til nytt sjette ledd.",
        "Noverande § 6 tredje til femte ledd blir fjerde til nytt sjette ledd.",
    ),
]
READ_ONLY = [
    ("change §7", "Overskriften til § 7 skal lyde"),
    ("change §7", "§ 7 paragrafoverskrifta skal lyde:"),
    ("repeal §4/ledd/1/bokstav/b", "I § 4 første ledd bokstav b oppheves."),
    ("repeal §4/ledd/1/bokstav/b", "I § 4 blir fyrste ledd litra b oppheva."),
    ("change §14/ledd/2 change §14/ledd/4", "§ 14 annet og fjerde ledd skal lyde:"),
    ("move §8>§9", "Noverande § 8 blir § 9"),
    ("move §8>§9", "Noverande § 8 vert ny § 9 i kapittel 2."),
    ("change §2/ledd/2", "I § 2 skal annet ledd lyde:"),
    ("add §4/nummer/9 change §4/nummer/7 change §4/nummer/8", "§ 4 nr. 7 til ny nr. 9 skal lyde:"),
    ("add §10a", "I kapittel II skal ny § 10 a lyde:"),
    ("add §7a add §7b add §7c", "Nye §§ 7 a til 7 c skal lyde:"),
    ("change §3/ledd/1", "I § 3 første ledd erstattes «kjelke» med «ski» som nevnt i § 9."),
    (
        "change §3/ledd/2 change §5/ledd/3",
        "I følgjande føresegner skal «is» endrast til «snø»:\n§ 3 andre ledd, § 5 tredje ledd",
    ),
    ("move §4/bokstav/v>§4/bokstav/w move §4/bokstav/w>§4/bokstav/x",
     "Nåværende § 4 bokstav v og w blir w og ny x."),
    ("add §11-21", "Det føyes ny § 11-21 til etter § 11-20."),
    ("change §9/ledd/4", "§ 9 fjerde ledd: Kjelkene skal være røde."),
    ("", "Loven gjelder fra den tiden Kongen bestemmer."),
]  # fmt: skip


def _changes(table: str) -> tuple[PartChange, ...]:
    """The changes behind a line of the tables above."""
    words = table.split()
    return tuple(
        PartChange(operation, *(f"{ACT}/{place}" for place in places.split(">")))
        for operation, places in zip(words[::2], words[1::2], strict=True)
    )


@pytest.mark.parametrize(("table", "bokmaal", "nynorsk"), OWN, ids=[row[0] for row in OWN])
def test_own_leads_are_written_and_read(table: str, bokmaal: str, nynorsk: str) -> None:
    """Our own leads come out as a law department writes them, and read back to the same."""
    changes = _changes(table)
    assert write_lead(changes, Setting(NB)) == bokmaal
    assert write_lead(changes, Setting(NN)) == nynorsk
    assert set(read_lead(bokmaal, ACT)) == set(read_lead(nynorsk, ACT)) == set(changes)


@pytest.mark.parametrize(("table", "lead"), READ_ONLY, ids=[row[1] for row in READ_ONLY])
def test_other_forms_are_read(table: str, lead: str) -> None:
    """Older, nynorsk and rarer forms are read, though we do not write them."""
    assert set(read_lead(lead, ACT)) == set(_changes(table))


def test_leads_name_their_act_where_told() -> None:
    """With an act's name the lead says which act it amends, and is read so."""
    name = "lov 2. februar 2027 nr. 902 om akebakker"
    reword = (PartChange("change", "lov/2027-02-02-902/§4/ledd/1"),)
    assert write_lead(reword, Setting(act=name)) == f"I {name} skal § 4 første ledd lyde:"
    for operation, language in (("change", NB), ("add", NN), ("repeal", NB), ("repeal", NN)):
        changes = (PartChange(operation, "lov/2027-02-02-902/§4/ledd/1"),)
        assert read_lead(write_lead(changes, Setting(language, act=name)), ACT) == changes
    move = (PartChange("move", "lov/2027-02-02-902/§4", "lov/2027-02-02-902/§5"),)
    for language in (NB, NN):
        assert read_lead(write_lead(move, Setting(language, act=name)), ACT) == move
    whole = (PartChange("repeal", "lov/2027-02-02-902"),)
    assert write_lead(whole) == "Lov 2. februar 2027 nr. 902 oppheves."
    assert read_lead(f"Fra samme tid oppheves {name}.", ACT) == whole


def test_leads_are_seen_together() -> None:
    """A ledd is understood from the lead before; where one moves on, its successor is new."""
    leads = (
        "§ 8 andre og tredje ledd skal lyde:",
        "Nåværende tredje ledd blir nytt fjerde ledd.",
        "Nytt kapittel 3 skal lyde:",
    )
    instructions = [Instruction(lead) for lead in leads[:2]] + [Instruction(leads[2], ("§9",))]
    first, second, third = read_leads(instructions, ACT)
    assert set(first) == set(_changes("change §8/ledd/2 add §8/ledd/3"))
    assert set(second) == set(_changes("move §8/ledd/3>§8/ledd/4"))
    assert set(third) == set(_changes("add kap3 add §9"))
    setting = Setting(vacated=vacated(second))
    assert write_lead(first, setting) == "§ 8 andre og tredje ledd skal lyde:"
    assert write_lead(second, Setting(after=first[-1].part)) == leads[1]
    assert write_lead(third) == leads[2]


_SECTION = st.builds(
    "§{}{}{}".format,
    st.sampled_from(["", "2-", "11-", "9A-"]),
    st.integers(1, 40),
    st.sampled_from(["", "", "a", "b", "i"]),
)
_LEDD = st.integers(1, 12).map("ledd/{}".format)
_ITEM = st.one_of(
    st.sampled_from("abcdefghijå").map("bokstav/{}".format),
    st.integers(1, 30).map("nummer/{}".format),
)
_SENTENCE = st.integers(1, 9).map("setning/{}".format)
_HOLDER = st.one_of(
    st.just(""),
    _SECTION,
    st.tuples(_SECTION, _LEDD).map("/".join),
    st.tuples(_SECTION, _LEDD, _ITEM).map("/".join),
)


@st.composite
def _siblings(draw: st.DrawFn) -> list[str]:
    """One to four places of one kind in one place, in order."""
    holder = draw(_HOLDER)
    depth = holder.count("/")
    if not holder:
        inner = _SECTION
    elif depth == 0:
        inner = draw(st.sampled_from([_LEDD, _SENTENCE, _ITEM]))
    else:
        inner = draw(st.sampled_from([_SENTENCE] if depth > 2 else [_SENTENCE, _ITEM]))
    first = draw(inner)
    places = draw(st.lists(inner, max_size=3)) if "/" in first else []
    kind = first.split("/")[0]
    labels = {place for place in [first, *places] if place.split("/")[0] == kind}
    ordered = sorted(labels, key=lambda place: (len(place), place))
    return ["/".join(filter(None, (ACT, holder, place))) for place in ordered]


@st.composite
def _leads(draw: st.DrawFn) -> list[PartChange]:
    places = draw(_siblings())
    operation = draw(st.sampled_from(["change", "add", "repeal", "mixed", "move"]))
    if operation == "move":
        targets = [re.sub(r"\d+$", lambda label: str(int(label[0]) + 1), part) for part in places]
        return [
            PartChange("move", *pair)
            for pair in zip(places, targets, strict=True)
            if pair[0] != pair[1]
        ]
    cut = draw(st.integers(0, len(places))) if operation == "mixed" else 0
    rest = "add" if operation == "mixed" else operation
    return [
        PartChange("change" if index < cut else rest, place) for index, place in enumerate(places)
    ]


@given(_leads(), st.sampled_from([NB, NN]))
def test_what_is_written_reads_back(changes: list[PartChange], language: Language) -> None:
    """Whatever is done to places of one kind, its lead in either language says exactly that."""
    if changes:
        lead = write_lead(changes, Setting(language))
        assert set(read_lead(lead, ACT)) == set(changes), lead


@pytest.mark.parametrize("part", ["§4", f"{ACT}/ledd1", "", ACT, f"{ACT}/§4/hylle/2"])
def test_places_without_a_citation_are_refused(part: str) -> None:
    """A place that no citation names is an error of ours to tell, not a wrong lead."""
    with pytest.raises(AddressError):
        write_lead([PartChange("change", part)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("§ 5 annet ledd skal lyde:", "§ 5 nytt annet ledd skal lyde:"),
        ("§ 5 andre ledd skal lyde:", "§ 5 tredje ledd skal lyde:"),
        ("§ 5 oppheves.", "§ 5 skal lyde:"),
        ("Nåværende § 5 blir § 6.", "Nåværende § 6 blir § 5."),
    ],
)
def test_variants_keep_what_leads_say(one: str, other: str) -> None:
    """Accepted variants even out words, never what is done or where."""
    assert folded(one) != folded(other)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["«", "i første ", "§ 1 ny ", "ny ledd og ", "blir § 2 ", "lov 1. mai "]
)
def test_endless_leads_end(piece: str) -> None:
    """A text made to be slow to read takes no more than seconds."""
    read_lead(piece * 100_000, ACT)
