"""Drafting for the real sector acts: the right place and form, near what was enacted."""

import json
import tarfile
import tomllib
from pathlib import Path

import pytest

from regelverk.clauses.detect import find_clauses
from regelverk.drafting.draft import draft
from regelverk.drafting.model_clause import from_text, shipped
from regelverk.model.document import Document
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


def test_one_enacted_wording_adapted_comes_near_the_others(shared_dir: Path) -> None:
    """Each draft is near the section enacted for that act, and in its form."""
    enacted = json.loads((shared_dir / "gold/enacted-2021-dev.json").read_text())["enacted"]
    source = next(each for each in enacted if each["law"] == "lov/2005-06-17-64")
    model = from_text("\n\n".join([source["heading"], *source["ledd"]]), "modell.txt")
    folder = shared_dir / "corpora/velferd-2021"
    documents = [lovdata.read(path.read_bytes(), path.name) for path in sorted(folder.iterdir())]
    clauses = [clause for document in documents for clause in find_clauses(document)]
    drafts = {each.law: each for each in draft(documents, clauses, {model.language: model})}
    for each in enacted:
        law = each.get("stands_now_in", {}).get("law", each["law"])
        assert drafts[law].language.value == each["lang"]
        words, wanted = (
            set(" ".join(drafts[law].subsections).split()),
            set(" ".join(each["ledd"]).split()),
        )
        assert len(words & wanted) / len(words | wanted) > 0.4, law
