"""The catalogue of sector acts: well-formed, and true of the acts in Lovdata's archive."""

import json
import re
import tarfile
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

CATALOGUE = Path(__file__).resolve().parents[2] / "corpora" / "catalogue.toml"
REFERENCE = re.compile(r"lov/\d{4}-\d{2}-\d{2}-[1-9]\d*")
SECTION = re.compile(r"§[1-9]\d*[a-z]?(-[1-9]\d*[a-z]?)?")
AMENDING_ACT = "11 juni 2021 nr. 78"
KINDS = {
    *("individ", "system", "samordning", "koordinator", "plan", "avtale"),
    *("opplysning", "organ", "bistand", "definisjon", "adgang", "hjemmel"),
}

TOP = {"as_of", "ministry", "sector", "service", "source", "harmonisation_2021", "act"}
REQUIRED = {
    "act": {
        *("reference", "title", "short_title", "ministry", "sector", "services"),
        *("language", "in_force", "cooperation", "source"),
    },
    "cooperation": {"section", "heading", "kinds"},
    "changed_2021": {"section", "change"},
    "former_names": {"name", "until"},
    "source": {"text"},
    "harmonisation_2021": {"reference", "title", "bill", "in_force", "acts", "source"},
}
OPTIONAL = {
    "act": {
        *("abbreviation", "repealed", "replaced_by", "replaces"),
        *("former_names", "changed_2021", "unverified"),
    },
    "changed_2021": {"formerly", "heading_before", "stands_now_in"},
    "source": {"address"},
}


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Any]:
    """The catalogue as tomllib reads it, which refuses a key given twice."""
    return tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def in_force(catalogue: dict[str, Any], acts_archive: Path) -> dict[str, etree._Element]:
    """The archive's XML of each act the catalogue says is in force, by reference."""
    wanted = {file_name(act["reference"]): act["reference"] for act in acts_in_force(catalogue)}
    found = {}
    with tarfile.open(acts_archive) as archive:
        for member in archive:
            reference = wanted.get(Path(member.name).name)
            stream = archive.extractfile(member) if reference else None
            if reference and stream:
                found[reference] = etree.parse(stream).getroot()
    return found


def acts_in_force(catalogue: dict[str, Any]) -> list[dict[str, Any]]:
    """The catalogue's acts that were not repealed."""
    return [act for act in catalogue["act"] if act["in_force"]]


def file_name(reference: str) -> str:
    """The archive's name for an act: lov/2005-06-17-64 is nl-20050617-064.xml."""
    year, month, day, number = reference.removeprefix("lov/").split("-")
    return f"nl-{year}{month}{day}-{int(number):03d}.xml"


def metadata(root: etree._Element, name: str) -> str:
    """What the header of an act says under `name`."""
    found = root.iterfind(f".//dd[@class='{name}']")
    return " ".join("".join(dd.itertext()).strip() for dd in found)


def section(root: etree._Element, name: str) -> etree._Element:
    """The section called `name`, as §2-1e."""
    sections = (a for a in root.iter("article") if a.get("class") == "legalArticle")
    return next(a for a in sections if a.get("data-name") == name)


def heading(article: etree._Element) -> str:
    """The title of a section, without its number."""
    found = article.find(".//span[@class='legalArticleTitle']")
    return "" if found is None else " ".join("".join(found.itertext()).split())


def history(article: etree._Element) -> str:
    """The notes of a section on the acts that changed it."""
    notes = [n for n in article if n.get("class") == "changesToParent"]
    return " ".join("".join(n.itertext()) for n in notes)


def check_keys(kind: str, entry: dict[str, Any]) -> None:
    """Fails where an entry lacks a key it must have or has one nobody documented."""
    missing = REQUIRED[kind] - entry.keys()
    unknown = entry.keys() - REQUIRED[kind] - OPTIONAL.get(kind, set())
    assert not missing, (kind, missing, entry)
    assert not unknown, (kind, unknown, entry)


def test_only_the_documented_keys(catalogue: dict[str, Any]) -> None:
    """A misspelt or forgotten key is found here, not by a reader that looks in vain."""
    assert catalogue.keys() == TOP
    check_keys("harmonisation_2021", catalogue["harmonisation_2021"])
    for source in catalogue["source"].values():
        check_keys("source", source)
    for act in catalogue["act"]:
        check_keys("act", act)
        for part in ("cooperation", "changed_2021", "former_names"):
            for entry in act.get(part, []):
                check_keys(part, entry)


def test_a_key_given_twice_is_refused() -> None:
    """What the reading of TOML promises: the later of two values never wins in silence."""
    text = CATALOGUE.read_text(encoding="utf-8")
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text.replace('language = "nb"\n', 'language = "nb"\nlanguage = "nn"\n', 1))


def test_references_and_keys_are_well_formed(catalogue: dict[str, Any]) -> None:
    """Every reference, § and key of a table can be followed; no act is listed twice."""
    references = [act["reference"] for act in catalogue["act"]]
    assert len(references) == len(set(references))
    for act in catalogue["act"]:
        for key in ("reference", "replaces", "replaced_by"):
            assert REFERENCE.fullmatch(act.get(key, act["reference"])), act
        assert act["language"] in {"nb", "nn"}
        assert act["ministry"] in catalogue["ministry"]
        assert act["sector"] in catalogue["sector"]
        assert act["services"]
        assert set(act["services"]) <= catalogue["service"].keys()
        assert act["source"]
        assert set(act["source"]) <= catalogue["source"].keys()
        sections = [entry["section"] for entry in act["cooperation"]]
        assert len(sections) == len(set(sections)), act["reference"]
        assert all(SECTION.fullmatch(name) for name in sections), sections
        assert all(entry["kinds"] for entry in act["cooperation"])
        assert {kind for entry in act["cooperation"] for kind in entry["kinds"]} <= KINDS


def test_no_label_is_left_unused(catalogue: dict[str, Any]) -> None:
    """The tables of ministries, sectors, services and sources hold nothing that no act uses."""
    acts = catalogue["act"]
    assert {act["ministry"] for act in acts} == catalogue["ministry"].keys()
    assert {act["sector"] for act in acts} == catalogue["sector"].keys()
    assert {key for act in acts for key in act["services"]} == catalogue["service"].keys()
    assert {key for act in acts for key in act["source"]} == catalogue["source"].keys()


def test_repealed_acts_point_at_their_successors(catalogue: dict[str, Any]) -> None:
    """An old reference leads to the act in force, and back."""
    by_reference = {act["reference"]: act for act in catalogue["act"]}
    for act in catalogue["act"]:
        assert act["in_force"] is ("repealed" not in act), act["reference"]
        if not act["in_force"]:
            assert isinstance(act["repealed"], date)
            assert by_reference[act["replaced_by"]]["replaces"] == act["reference"]
        if "replaces" in act:
            assert by_reference[act["replaces"]]["replaced_by"] == act["reference"]


def test_fourteen_acts_were_changed_in_2021(catalogue: dict[str, Any]) -> None:
    """The acts named as changed are the ones with changes, and there are 14 of them."""
    changed = {act["reference"] for act in catalogue["act"] if "changed_2021" in act}
    named = catalogue["harmonisation_2021"]["acts"]
    assert len(named) == 14
    assert set(named) == changed


def test_acts_in_force_stand_in_the_archive(
    catalogue: dict[str, Any], in_force: dict[str, etree._Element]
) -> None:
    """Reference, title, short title, abbreviation and ministry are Lovdata's own."""
    for act in acts_in_force(catalogue):
        root = in_force[act["reference"]]
        short = " – ".join(filter(None, (act["short_title"], act.get("abbreviation"))))
        assert metadata(root, "refid") == act["reference"]
        assert metadata(root, "title") == act["title"]
        assert metadata(root, "titleShort") == short
        assert metadata(root, "ministry") == catalogue["ministry"][act["ministry"]]


def test_cooperation_sections_stand_in_the_archive(
    catalogue: dict[str, Any], in_force: dict[str, etree._Element]
) -> None:
    """Each provision is found in the act in force, under the heading given."""
    for act in acts_in_force(catalogue):
        for entry in act["cooperation"]:
            article = section(in_force[act["reference"]], entry["section"])
            assert heading(article) == entry["heading"], (act["reference"], entry)


def test_changes_of_2021_are_the_archives(
    catalogue: dict[str, Any], in_force: dict[str, etree._Element]
) -> None:
    """For acts in force: exactly the sections whose note names the amending act, and how."""
    for act in acts_in_force(catalogue):
        noted = {}
        for article in in_force[act["reference"]].iter("article"):
            note = history(article)
            if article.get("class") == "legalArticle" and AMENDING_ACT in note:
                noted[str(article.get("data-name"))] = note
        changes = {entry["section"]: entry for entry in act.get("changed_2021", [])}
        assert noted.keys() == changes.keys(), act["reference"]
        for name, entry in changes.items():
            assert_change(entry, noted[name])


def assert_change(entry: dict[str, Any], note: str) -> None:
    """Fails where a section's note does not tell of the change the catalogue says."""
    earlier_acts = "nr." in note.partition(AMENDING_ACT)[0]
    added = note.startswith(("Tilføyd", "Føyd til")) and not earlier_acts
    if entry["change"] == "new":
        assert added, note
    elif entry["change"] == "renumbered":
        assert f"tidligere § {entry['formerly'].removeprefix('§')}" in note
    else:
        assert not added, note
        repealed = re.search(rf"opphev(et|a) ved lov {re.escape(AMENDING_ACT)}", note)
        assert (entry["change"] == "repealed") is bool(repealed), note


def test_replaced_provisions_stand_where_the_catalogue_says(
    catalogue: dict[str, Any], in_force: dict[str, etree._Element], shared_dir: Path
) -> None:
    """The provisions of repealed acts have the successor the shared list names, and it exists."""
    listed = json.loads((shared_dir / "gold/enacted-2021-dev.json").read_text(encoding="utf-8"))
    expected = {
        (item["law"], item["section"].replace(" ", "")): item["stands_now_in"]
        for item in listed["enacted"]
        if "stands_now_in" in item
    }
    found = {}
    for act in catalogue["act"]:
        for entry in act.get("changed_2021", []):
            if "stands_now_in" in entry:
                law, _, name = entry["stands_now_in"].rpartition("/")
                section(in_force[law], name)
                found[act["reference"], entry["section"]] = {
                    "law": law,
                    "section": name.replace("§", "§ "),
                }
    assert found == expected


def test_headings_before_2021_are_those_of_the_reconstruction(
    catalogue: dict[str, Any], shared_dir: Path
) -> None:
    """`heading_before` is what the reconstructed acts of before 2021 say."""
    for act in catalogue["act"]:
        for entry in act.get("changed_2021", []):
            if "heading_before" not in entry:
                continue
            stands = entry.get("stands_now_in", f"{act['reference']}/{entry['section']}")
            law, _, name = stands.rpartition("/")
            path = shared_dir / "corpora/velferd-2021" / file_name(law)
            assert heading(section(etree.parse(path).getroot(), name)) == entry["heading_before"]


def test_kinds_are_those_of_the_annotated_clauses(
    catalogue: dict[str, Any], shared_dir: Path
) -> None:
    """Where a section was annotated clause by clause, its kinds are the types found there."""
    annotated: dict[tuple[str, str], set[str]] = {}
    with (shared_dir / "gold/clauses-dev.jsonl").open(encoding="utf-8") as lines:
        for ledd in map(json.loads, lines):
            if {"offentlig", "frivillig"} & set(ledd["partners"]):
                key = ledd["law"], ledd["section"].replace(" ", "")
                types = {kind for sentence in ledd["sentences"] for kind in sentence["types"]}
                annotated[key] = annotated.get(key, set()) | types
    checked = 0
    for act in acts_in_force(catalogue):
        for entry in act["cooperation"]:
            key = act["reference"], entry["section"]
            if key in annotated:
                checked += 1
                assert set(entry["kinds"]) == annotated[key], (act["reference"], entry)
    assert checked > 30
