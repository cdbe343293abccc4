"""What users write, as it can be kept and printed."""

import unicodedata

_KEPT = "\n\t"


def plain(text: str) -> str:
    r"""Words without control characters and half characters, which Word and databases refuse.

    Example:
        >>> plain("Loven\x00 gjelder\ud800.\r\nPunktum.")
        'Loven gjelder.\nPunktum.'
    """
    told = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in told if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cs"))
