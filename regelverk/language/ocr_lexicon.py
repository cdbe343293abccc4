"""Make `rules/ocr_words.txt`: single word forms of Norwegian law, and how common each is.

    python -m regelverk.language.ocr_lexicon ACTS.tar.bz2 REGULATIONS.tar.bz2 > ocr_words.txt

The archives are Lovdata's open data. Of the words with æ, ø or å those in at least three documents
are kept; of the others, those that a damaged word could be mistaken for, and those that are common
enough to be a part of compounds. A word counts at most twenty times in a document, so that one
subject does not decide, and counts are rounded down to a power of two: only their size matters.
"""

import html
import re
import sys
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from regelverk.language.ocr_words import LETTERS, Words

_TAG = re.compile(r"<[^>]+>")
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")
_AFTER_MARKER = re.compile(r"\bå ([a-zæøå]{2,})\b")
_SPECIAL, _PART, _INFINITIVE, _MOST = 3, 20, 6, 20
_HEADER = """\
# Word forms in Norwegian acts and regulations, by how common they are (a power of two).
# Source: counted in Lovdata's open data of 2026 (NLOD 2.0) by regelverk.language.ocr_lexicon.
"""


def texts(archive: str) -> Iterator[str]:
    """The text of each document in a tar archive."""
    with tarfile.open(archive) as members:
        for member in members:
            stream = members.extractfile(member) if member.isfile() else None
            if stream is not None:
                yield html.unescape(_TAG.sub(" ", stream.read().decode("utf-8", "replace")))


@dataclass(slots=True)
class Counts:
    """How common words are.

    Attributes:
        words: How often each word in small letters is found, at most twenty times in a document.
        documents: In how many documents it is.
        marked: How often each follows the infinitive marker.
    """

    words: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)


def count(documents: Iterable[str]) -> Counts:
    """How common the words of some documents are."""
    counts = Counts()
    for text in documents:
        words = Counter(word for word in _WORD.findall(text) if word.islower())
        counts.words.update({word: min(number, _MOST) for word, number in words.items()})
        counts.documents.update(words.keys())
        counts.marked.update(_AFTER_MARKER.findall(text))
    return counts


def chosen(counts: Counts) -> dict[str, int]:
    """The words worth keeping."""
    special = {
        word: number
        for word, number in counts.words.items()
        if counts.documents[word] >= _SPECIAL and not LETTERS.isdisjoint(word)
    }
    known = Words(special)
    plain = {
        word: number
        for word, number in counts.words.items()
        if LETTERS.isdisjoint(word)
        and (counts.documents[word] >= _PART or any(known.origins(word)))
    }
    return special | plain


def render(groups: Mapping[str, Mapping[str, int]]) -> str:
    """The word list as text: a line for each size of count."""
    lines = [_HEADER]
    for group, words in groups.items():
        lines.append(f"[{group}]")
        sizes: dict[int, list[str]] = defaultdict(list)
        for word, number in words.items():
            sizes[1 << (number.bit_length() - 1)].append(word)
        lines += [f"{size} {' '.join(sorted(sizes[size]))}" for size in sorted(sizes)]
    return "\n".join(lines) + "\n"


def main(archives: Iterable[str]) -> None:
    """Write the word list of the archives to standard output."""
    counts = count(text for archive in archives for text in texts(archive))
    infinitives = {word: number for word, number in counts.marked.items() if number >= _INFINITIVE}
    sys.stdout.write(render({"words": chosen(counts), "infinitives": infinitives}))


if __name__ == "__main__":
    main(sys.argv[1:])
