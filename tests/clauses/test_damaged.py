"""Clauses in scanned text: words that lost å, ø and æ are read as what they were."""

import json
import random
import re
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from regelverk.clauses.detect import find_clauses
from regelverk.language.ocr_words import LETTERS, confusions
from regelverk.model.document import Document
from regelverk.readers import lovdata
from tests.acts import act

PUBLIC = {"offentlig", "frivillig"}
TEXT = re.compile(r"(?<=>)[^<]+(?=<)")
DOCUMENT = re.compile(rb"NL/(lov/[\d-]+)")
LOOKS = {
    "m": "rn",
    "e": "c",
    "l": "1",
    "i": "l",
    "d": "cl",
    "o": "0",
    "t": "f",
    "h": "b",
    "u": "ii",
}
MISREAD = 0.05
LEDD = re.compile(r"(.+?/(?:ledd|nummer)/\d+)")


def damage(text: str, rng: random.Random) -> str:
    """A text as a scan may give it: each å, ø and æ lost as often as the rules say."""
    table = confusions()

    def seen(letter: str) -> str:
        if letter.lower() not in LETTERS:
            return letter
        choices, shares = zip(*table[letter.lower()], strict=True)
        found: str = rng.choices(choices, shares)[0]
        return found.upper() if letter.isupper() else found

    return "".join(map(seen, text))


def misread(text: str, rng: random.Random) -> str:
    """A text of which also other letters were misread, one in twenty of those that can be."""
    return "".join(
        LOOKS[letter] if letter in LOOKS and rng.random() < MISREAD else letter
        for letter in damage(text, rng)
    )


def hurt_act(data: bytes, hurt: Callable[[str, random.Random], str], rng: random.Random) -> bytes:
    """An act in XML with its text damaged, and its tags left alone."""
    return TEXT.sub(lambda match: hurt(match.group(), rng), data.decode()).encode()


def ledd_with_clauses(document: Document) -> set[str]:
    """The ledd in which cooperation between public bodies was found."""
    return {
        match[1]
        for clause in find_clauses(document)
        if PUBLIC & set(clause.partners) and set(clause.types) - {"hjemmel"}
        if (match := LEDD.match(clause.address))
    }


def f1(found: Iterable[str], gold: Iterable[str], judged: Iterable[str]) -> float:
    """How well the found ledd agree with the annotated ones, among those that were judged."""
    found, gold = set(found) & set(judged), set(gold)
    return 2 * len(found & gold) / max(1, len(found) + len(gold))


def test_quotes_and_parts_stay_as_they_stand() -> None:
    """Repair is for finding alone: what is shown are the damaged words of the file."""
    section = (
        "Ved behov skal hgyskolen samarbeide med rédet og andre hayskoler for & gjennomfgre "
        "planen. Hgyskolen skal ogsa seerlig bidra til a viderefgre tilbudet i samrad med rédet."
    )
    document = act("lov/2027-08-08-908", "Lov om skoler", "Skoleloven", [("1", "Rad", [section])])
    found = find_clauses(document)
    assert len(found) == 2
    for clause in found:
        assert clause.text == clause.span.of(document.text)
        assert all(clause.span.contains(span) for span in clause.slots.values())
        assert all(
            clause.span.contains(each.span) and each.span.of(document.text) in each.text("nn")
            for each in clause.evidence
            if each.span
        )
    assert found[0].slot("duty_bearer") == "hgyskolen"
    assert found[0].slot("purpose") == "for & gjennomfgre planen"
    assert found[1].slot("counterpart") == "rédet"


def test_any_letter_of_a_scan_may_be_misread() -> None:
    """Words of cooperation are seen behind letters that look alike, and quoted as they stand."""
    section = (
        "Rédet skal samordne og viderefgre tilbudet for seerlig utsatte ved andre hayskoler. "
        "Hgyskolen skal sarnarbeidc med kornrnunen og politict om reisen."
    )
    document = act("lov/2027-08-08-909", "Lov om skoler", "Skoleloven", [("1", "Rad", [section])])
    _, clause = find_clauses(document)
    assert "sarnarbeidc" in clause.text
    assert clause.text == clause.span.of(document.text)
    assert clause.slot("counterpart") == "kornrnunen og politict"


@pytest.mark.slow
@pytest.mark.parametrize(("hurt", "acts"), [(damage, 40), (misread, 15)])
def test_a_damaged_act_loses_few_of_its_clauses(
    shared_dir: Path,
    acts_archive: Path,
    hurt: Callable[[str, random.Random], str],
    acts: int,
) -> None:
    """Annotated acts as a scan would give them: less than five points of clause F1 lost."""
    gold, judged = defaultdict(set), defaultdict(set)
    for line in (shared_dir / "gold" / "clauses-dev.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        section = record["section"].replace(" ", "")
        place = f"{record['law']}/{section}/ledd/{record['subsection']}"
        judged[record["law"]].add(place)
        kinds = {kind for each in record["sentences"] for kind in each["types"]}
        if PUBLIC & set(record["partners"]) and kinds - {"hjemmel"}:
            gold[record["law"]].add(place)
    chosen = set(sorted(gold, key=lambda law: -len(gold[law]))[:acts])
    rng = random.Random(1814)
    clean, scanned = set[str](), set[str]()
    with tarfile.open(acts_archive) as archive:
        for member in archive:
            stream = archive.extractfile(member)
            data = stream.read() if stream else b""
            named = DOCUMENT.search(data)
            if named and named[1].decode() in chosen:
                clean |= ledd_with_clauses(lovdata.read(data, member.name))
                scan = lovdata.read(hurt_act(data, hurt, rng), member.name)
                scanned |= ledd_with_clauses(scan)
    all_gold = set().union(*(gold[law] for law in chosen))
    all_judged = set().union(*(judged[law] for law in chosen))
    whole, damaged = (f1(found, all_gold, all_judged) for found in (clean, scanned))
    print(f"clause F1 {whole:.3f} clean, {damaged:.3f} damaged")
    assert whole > 0.8
    assert damaged > whole - 0.05
