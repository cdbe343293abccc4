"""Fold white space, and drop what cannot be seen."""

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"


def fold(text: str) -> str:
    """Text with each run of white space as one space, and without characters that show nothing.

    Example:
        >>> fold(" sam\u00adarbeid\u00a0 med ")
        'samarbeid med'
    """
    if text.isprintable() and "  " not in text:  # all white space in it is single spaces
        return text.strip()
    for character in _INVISIBLE:
        if character in text:
            text = text.replace(character, "")
    return " ".join(text.split())


def fold_links(
    text: str, links: list[tuple[int, int, str]]
) -> tuple[str, list[tuple[int, int, str]]]:
    """Folded text, and links (start, end, target) moved to where their characters went."""
    if not links:
        return fold(text), links
    moved: dict[int, int] = {}
    length, last, spaced = 0, 0, True
    for at in sorted({at for start, end, _ in links for at in (start, end)}):
        piece = fold(f"|{text[last:at]}|")[1:-1]
        if spaced:
            piece = piece.removeprefix(" ")
        if piece:
            spaced = piece.endswith(" ")
        length += len(piece)
        moved[at], last = length, at
    folded = fold(text)
    spans = [(moved[start], min(moved[end], len(folded)), target) for start, end, target in links]
    return folded, [(start, end, target) for start, end, target in spans if end > start]


def visible(text: str) -> str:
    """Only the visible characters of a text: the measure of whether anything was lost."""
    return fold(text).replace(" ", "")
