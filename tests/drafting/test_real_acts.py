"""Drafting for the real sector acts: the right place and form, near what was enacted."""

import json
import tarfile
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from regelverk.clauses.detect import find_clauses
from regelverk.drafting.apply import apply, take_back
from regelverk.drafting.draft import draft
from regelverk.drafting.model_clause import from_text, shipped
from regelverk.drafting.types import Change
from regelverk.model.document import Document, Kind, Node
from regelverk.model.identifiers import from_lovdata_file
from regelverk.readers import lovdata
from regelverk.sources.catalogue import CORPORA

pytestmark = pytest.mark.slow


def _key(section: str) -> str:
    return section.replace(" ", "").replace("\u00a0", "").lower()


@pytest.fixture(scope="module")
def harmonised(acts_archive: Path) -> dict[str, tuple[Document, str]]:
    """The acts changed in 2021 that are in force, each with its main section on cooperation."""
    facts = tomllib.loads((CORPORA / "catalogue.toml").read_text(encoding="utf-8"))
    wanted = set(facts["harmonisation_2021"]["acts"])
    main = {
        act["reference"]: act["cooperation"][0]["section"]
        for act in facts["act"]
        if act["reference"] in wanted and act["in_force"] and act["cooperation"]
    }
    found: dict[str, tuple[Document, str]] = {}
    with tarfile.open(acts_archive) as archive:
        for member in archive:
            name = member.name.rsplit("/", 1)[-1]
            day, number = name[3:11], name[12:15]
            reference = f"lov/{day[:4]}-{day[4:6]}-{day[6:]}-{int(number or 0)}"
            file = archive.extractfile(member) if reference in main else None
            if file is not None:
                found[reference] = (lovdata.read(file.read(), member.name), main[reference])
    assert len(found) >= 10
    return found


def test_the_draft_takes_the_place_of_each_acts_own_main_section(
    harmonised: dict[str, tuple[Document, str]],
) -> None:
    """The acts that have a general section on cooperation get the draft in its place.

    Two of them have none, and get a new section: one provides only for individual plans, the other
    only for the patient's rights.
    """
    documents = [document for document, _ in harmonised.values()]
    clauses = [clause for document in documents for clause in find_clauses(document)]
    drafts = draft(documents, clauses, shipped("standard"))
    elsewhere = [each.law for each in drafts if _key(each.section) != _key(harmonised[each.law][1])]
    assert len(elsewhere) <= 2, elsewhere
    forms = {document.identifier: document.language.language for document in documents}
    assert all(each.language is forms[each.law] for each in drafts)


def test_every_sector_act_is_amended_and_restored_to_the_character(acts_archive: Path) -> None:
    """Applying gives the text with the new words in place of the old; taking back gives today's.

    The expected text is made by plain replacement in the act's text, another way than applying.
    """
    documents = _acts_in_force(acts_archive)
    assert len(documents) >= 14
    clauses = [clause for document in documents for clause in find_clauses(document)]
    drafts = {each.law: each for each in draft(documents, clauses, shipped("standard"))}
    for document in documents:
        changes = drafts[document.identifier].changes
        proposed = apply(document, changes)
        assert proposed.text == _replaced(document, changes), document.identifier
        assert take_back(proposed, changes).text == document.text, document.identifier


def _replaced(document: Document, changes: Sequence[Change]) -> str:
    """The act's text with what is added and changed put in by plain replacement."""
    text = document.text
    for change in changes:
        part = change.parts[0]
        if part.operation == "add":
            after = document.quote(_at(document, change.after or ""))
            label, _, rest = change.proposed[0].partition(" Samarbeid")
            new = "\n".join([f"{after}\n{label}. Samarbeid{rest}", *change.proposed[1:]])
            assert text.count(after) == 1
            text = text.replace(after, new)
            continue
        assert part.operation == "change"
        node = _at(document, part.part)
        old, new = "\n".join(change.current), "\n".join(change.proposed)
        if node.kind is Kind.SECTION:
            old = "\n".join([document.heading(node), *change.current[1:]])
            new = new[new.index("Samarbeid") :]
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def _at(document: Document, address: str) -> Node:
    node = document.at(address)
    assert node is not None, address
    return node


def _acts_in_force(archive: Path) -> list[Document]:
    """The acts of the catalogue that are in force, as they read today."""
    facts = tomllib.loads((CORPORA / "catalogue.toml").read_text(encoding="utf-8"))
    wanted = {act["reference"] for act in facts["act"] if act["in_force"]}
    found: list[Document] = []
    with tarfile.open(archive) as acts:
        for member in acts:
            file = acts.extractfile(member) if from_lovdata_file(member.name) in wanted else None
            if file is not None:
                found.append(lovdata.read(file.read(), member.name))
    return found


def test_one_enacted_wording_adapted_comes_near_the_others(shared_dir: Path) -> None:
    """Each draft is near the section enacted for that act, and in its form."""
    enacted = json.loads((shared_dir / "gold/enacted-2021-dev.json").read_text())["enacted"]
    source = next(each for each in enacted if each["law"] == "lov/2005-06-17-64")
    model = from_text("\n\n".join([source["heading"], *source["ledd"]]), "modell.txt")
    folder = shared_dir / "corpora/velferd-2021"
    documents = [lovdata.read(path.read_bytes(), path.name) for path in sorted(folder.iterdir())]
    clauses = [clause for document in documents for clause in find_clauses(document)]
    drafts = {each.law: each for each in draft(documents, clauses, {model.language: model})}
    likenesses: list[float] = []
    for each in enacted:
        law = each.get("stands_now_in", {}).get("law", each["law"])
        assert drafts[law].language.value == each["lang"]
        likenesses.append(_chrf(" ".join(drafts[law].subsections), " ".join(each["ledd"])))
    assert min(likenesses) > 0.8
    assert sum(likenesses) / len(likenesses) >= 0.9


def _chrf(hypothesis: str, reference: str) -> float:
    """Character n-grams of 1 to 6, recall weighted twice (Popović 2015)."""
    made, wanted = "".join(hypothesis.split()), "".join(reference.split())
    precisions, recalls = [], []
    for n in range(1, 7):
        left = Counter(made[i : i + n] for i in range(len(made) - n + 1))
        right = Counter(wanted[i : i + n] for i in range(len(wanted) - n + 1))
        shared = (left & right).total()
        precisions.append(shared / left.total())
        recalls.append(shared / right.total())
    precision, recall = sum(precisions) / 6, sum(recalls) / 6
    return 5 * precision * recall / (4 * precision + recall)
