"""Fold white space, and drop what cannot be seen."""

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"


def fold(text: str) -> str:
    """Text with each run of white space as one space, and without characters that show nothing.

    Example:
        >>> fold(" sam\u00adarbeid\u00a0 med ")
        'samarbeid med'
    """
    for character in _INVISIBLE:
        if character in text:
            text = text.replace(character, "")
    return " ".join(text.split())


def fold_links(
    text: str, links: list[tuple[int, int, str]]
) -> tuple[str, list[tuple[int, int, str]]]:
    """Folded text, and links (start, end, target) moved to where their characters went."""

    def moved(at: int) -> int:
        return len(fold(text[:at] + "|")) - 1

    folded = fold(text)
    spans = [(moved(start), min(moved(end), len(folded)), target) for start, end, target in links]
    return folded, [(start, end, target) for start, end, target in spans if end > start]


def visible(text: str) -> str:
    """Only the visible characters of a text: the measure of whether anything was lost."""
    return fold(text).replace(" ", "")
