"""What a scan did to å, ø and æ is found and a repair suggested; sound text is left in peace."""

import random
import time
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest

from regelverk.language.ocr import UNDAMAGED, Suggestion, damage, notice
from regelverk.language.ocr_words import LETTERS, confusions, share, skeleton
from regelverk.model.document import Document, Kind
from regelverk.readers.archive import members
from regelverk.readers.lovdata import read

# The damaged words of the five scanned letters, read by eye, with what the letters said.
LETTER_WORDS = {
    "asd-arbeids-og-velferdsdirektoratet.txt": (
        "levekar levekår, gkt økt, gijennomfering gjennomføring, videregdende videregående, "
        "oppleaering opplæring"
    ),
    "bfd-bufdir.txt": (
        "pa på, star står, oppfart oppført, felger følger, pa på, direktoratsniva direktoratsnivå, "
        "pa på, arsrapporten årsrapporten"
    ),
    "hod-helsedirektoratet.txt": (
        "star står, viderefgre videreføre, seerlig særlig, viderefores videreføres"
    ),
    "kd-imdi.txt": "ogsa også, felge følge, giennomfering gjennomføring, pa på",
    "kd-utdanningsdirektoratet.txt": (
        "@vrige øvrige, faringer føringer, fgringer føringer, @kt økt, veere være, "
        "avgjerende avgjørende, 3 å, oppna oppnå, leeringspotensial læringspotensial"
    ),
}


def pairs(suggestions: tuple[Suggestion, ...]) -> list[tuple[str, str]]:
    """Quote and repair of each suggestion."""
    return [(each.quote, each.suggestion) for each in suggestions]


def test_says_what_stood_there() -> None:
    """Each kind of loss is seen: letters, digits, signs, doubled vowels, parts of compounds."""
    text = (
        "Etaten ma sgrge for seerlig gjennomf@ring av oppl3ring, og f0lge opp pa forvaltningsniva "
        "for a sikre malet. @kt kvalitet er ogsa viktig."
    )
    found = damage(text)
    assert found.confidence > 0.9
    assert pairs(found.suggestions) == [
        ("ma", "må"), ("sgrge", "sørge"), ("seerlig", "særlig"), ("gjennomf@ring", "gjennomføring"),
        ("oppl3ring", "opplæring"), ("f0lge", "følge"), ("pa", "på"),
        ("forvaltningsniva", "forvaltningsnivå"), ("a", "å"), ("malet", "målet"), ("@kt", "økt"),
        ("ogsa", "også"),
    ]  # fmt: skip
    assert all(each.span.of(text) == each.quote for each in found.suggestions)


def test_words_that_exist_are_less_sure() -> None:
    """A repair of what may well be a word as it stands is less sure than others."""
    found = damage("Barna far ogsa hjelp, og kommunen ma felge opp pa nye mater og gi rad.")
    sure = {each.quote: each.confidence for each in found.suggestions}
    assert sure["ogsa"] > 0.98
    assert 0.5 <= sure["far"] < 0.9
    assert 0.5 <= sure["rad"] < 0.9


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kommunen skal sørge for at barn får hjelp på egen skole, og følge opp hvert år.",
        "Kommunen skal syte for at barn får hjelp på eigen skule, og følgje opp kvart år.",
        "Naar Kongen er fraværende, maa Sagen udsættes, saafremt Andet ei er bestemt paa forhaand.",
        "The parties shall co-operate for a period of three years, and may extend the agreement.",
        "§ 4 a. Bokstav a og d gjelder for a) tog, b) buss og d) bil. 3 % av 4 & 8.",
        "Klasse M4, R2, Na, Ar, Ga og Ma måles på nytt. Na, Ar og Ga står i vedlegget.",
        "Kontakt post@eksempel.no eller Lise & Per, rom 3 a.",
        "3 @ & a d 8" * 50,
    ],
)
def test_sound_text(text: str) -> None:
    """Both forms of Norwegian, older spelling, English and lists are not taken for damaged."""
    assert damage(text) == UNDAMAGED
    assert notice(text) is None


def test_notice() -> None:
    """The remark for readers gives the number of words and three examples."""
    found = notice("Direktoratet skal viderefgre arbeidet med seerlig vekt pa gkt gjennomfering.")
    assert found is not None
    assert found.code == "ocr-skade"
    assert "5 ord" in found.message
    assert "«viderefgre» (videreføre?)" in found.message


def test_shares() -> None:
    """Every loss in the table is possible for a word with that letter, and is found again."""
    for letter, seen in confusions().items():
        for what, part in seen:
            assert 0 < part <= 1
            assert share(f"b{letter}k", f"b{what}k") >= part
            assert skeleton(f"b{letter}k") == skeleton(f"b{what}k")


def test_scanned_letters(shared_dir: Path) -> None:
    """Of the words damaged in five real letters, at least 95 % get the right suggestion."""
    right = total = wrong = 0
    for name, listed in LETTER_WORDS.items():
        text = (shared_dir / "corpora/letters/2020-0-24" / name).read_text(encoding="utf-8")
        wanted = [tuple(pair.split()) for pair in listed.split(", ")]
        found = pairs(damage(text).suggestions)
        wrong += sum(pair not in wanted for pair in found)
        total += len(wanted)
        for pair in wanted:
            if pair in found:
                found.remove(pair)
                right += 1
    print(f"letters: {right} of {total} words repaired, {wrong} wrong suggestions")
    assert right >= 0.95 * total
    assert wrong == 0


def test_long_letter_is_quick(shared_dir: Path) -> None:
    """A damaged letter of 400,000 characters takes well under a second."""
    text = (shared_dir / "corpora/letters/dfo-notat-2020-ocr.txt").read_text(encoding="utf-8")
    damage(text)
    long = (text * 6)[:400_000]
    start = time.perf_counter()
    found = damage(long)
    taken = time.perf_counter() - start
    print(f"{len(found.suggestions)} words in {taken:.2f} s")
    assert len(found.suggestions) > 5000
    assert taken < 2


def test_other_sound_text(shared_dir: Path) -> None:
    """News and blogs in both forms, which no word list was made from, are not taken for damaged."""
    for path in sorted((shared_dir / "corpora/ud").glob("*.conllu")):
        rows = path.read_text(encoding="utf-8").splitlines()
        sentences = [row.removeprefix("# text = ") for row in rows if row.startswith("# text = ")]
        assert damage("\n".join(sentences)) == UNDAMAGED
        for start in range(0, len(sentences), 20):
            assert damage("\n".join(sentences[start : start + 20])) == UNDAMAGED


def test_words_made_to_be_alike() -> None:
    """A text made of lost letters alone, which many words fit, does not take long."""
    chance = random.Random(1)
    words = ["".join(chance.choices("aegodøåæ", k=12)) for _ in range(3_000)]
    words += [*words, *("".join(chance.choices("aegod", k=12)) for _ in range(30_000))]
    start = time.perf_counter()
    damage("viderefgre seerlig gkt pa ma " * 5000 + " ".join(words))
    assert time.perf_counter() - start < 25


@cache
def acts(archive: Path) -> tuple[Document, ...]:
    """All acts in force."""
    with archive.open("rb") as stream:
        return tuple(
            read(member.data, member.name)
            for member in members(stream, archive.stat().st_size, "lover")
        )


@pytest.mark.slow
def test_no_act_is_taken_for_damaged(acts_archive: Path) -> None:
    """Not one of the acts in force, from 1687 on, is said to be damaged."""
    assert [act.identifier for act in acts(acts_archive) if damage(act.text).confidence] == []


def scanned(word: str, rate: float, chance: random.Random) -> str:
    """A word as a poor scan gives it: each of its letters å, ø and æ is lost at the rate given."""
    for letter in LETTERS:
        (_, *lost) = confusions()[letter]
        while letter in word and chance.random() < rate:
            what = chance.choices([seen for seen, _ in lost], [part for _, part in lost])[0]
            word = word.replace(letter, what, 1)
    return word


@pytest.mark.slow
def test_damage_done_to_sound_sections(acts_archive: Path) -> None:
    """Of words damaged by chance in sound sections, most are repaired, and few others touched."""
    chance = random.Random(2020)
    sections = [
        node.span.of(act.text)
        for act in chance.sample(acts(acts_archive), 60)
        for node in act.walk()
        if node.kind is Kind.SECTION
    ]
    words = " ".join(chance.sample(sections, 300)).split()
    seen = [scanned(word, 0.9, chance) for word in words]
    starts = list(accumulate((len(word) + 1 for word in seen), initial=0))
    given = {
        bisect_right(starts, each.span.start) - 1: each.suggestion
        for each in damage(" ".join(seen)).suggestions
    }
    lost = {index for index, word in enumerate(words) if seen[index] != word}
    right = sum(index in given and given[index] in words[index] for index in lost)
    stray = len(given.keys() - lost)
    print(f"{right} of {len(lost)} damaged words repaired, {stray} of {len(words)} words stray")
    assert right >= 0.9 * len(lost)
    assert stray <= 0.005 * len(words)
