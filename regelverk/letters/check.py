"""Set letters side by side."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from regelverk.letters.consistency import findings
from regelverk.letters.initiatives import Sighting, sightings
from regelverk.letters.mandates import read_mention
from regelverk.letters.parse import parse, pieces
from regelverk.letters.types import Initiative, LetterCheck
from regelverk.model.document import Document


def check_letters(documents: Sequence[Document], named: Iterable[str] = ()) -> LetterCheck:
    """Which initiatives the letters share, what each says of them, and where they part.

    Args:
        documents: The letters.
        named: Names of initiatives to look for; where none is given, known ones and those that at
            least two letters name.
    """
    letters = tuple(parse(document) for document in documents)
    by_letter = {document.identifier: document for document in documents}
    parts = {document.identifier: list(pieces(document)) for document in documents}
    found: list[Initiative] = []
    for name, seen in sightings(documents, named).items():
        grouped: dict[str, list[Sighting]] = defaultdict(list)
        for sighting in seen:
            grouped[sighting.letter].append(sighting)
        found.append(
            Initiative(
                name,
                tuple(
                    read_mention(by_letter[letter], parts[letter], group)
                    for letter, group in grouped.items()
                ),
            )
        )
    ranked = tuple(sorted(found, key=lambda each: -len(each.mentions)))
    return LetterCheck(letters, ranked, findings(letters, ranked))
