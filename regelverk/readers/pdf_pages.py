"""The pages of a PDF: words with where they stand and how they look, and the lines drawn there."""

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from regelverk.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    ReadError,
    TooLargeError,
    UnsafeFileError,
)
from regelverk.readers.limits import MIB, Limits

_WORKER = Path(__file__).with_name("pdf_worker.py")
_MOST_CHARACTERS = 20_000_000
_SECONDS = 60
_MEMORY = 1024 * MIB
_BOLD = 600
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_OUT_OF_TIME = (-9, -24)
_SYMBOLS = str.maketrans(
    {
        "\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "–", "\uf0d8": "‣", "\uf06f": "○", "\ue00c": "•",
        "\uf0fc": "•", "\uf0e8": "→", "\u00a0": " ", "\ufb00": "ff", "\ufb01": "fi",
        "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """How a word is set: its font's name, its size in points, and whether it is bold."""

    font: str
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters in one style, without a gap.

    Attributes:
        text: Its characters.
        left: Where it starts, in points from the page's left edge.
        right: Where it ends.
        base: Its baseline, in points from the page's upper edge.
        style: How it is set.
        spaced: Whether a space stands before it.
        angle: How it is turned, in degrees against the clock.
        hidden: Whether it is drawn in no ink, as the text behind a scanned picture.
    """

    text: str
    left: float
    right: float
    base: float
    style: Style
    spaced: bool = False
    angle: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, word: Word) -> bool:
        """Whether a word stands within it."""
        middle = (word.left + word.right) / 2
        return (
            self.left - 1 <= middle <= self.right + 1
            and self.top - 1 <= word.base - 0.3 * word.style.size <= self.bottom + 1
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        number: Counted from 1.
        width: In points.
        height: In points.
        words: In the order of the file.
        rules: Straight lines drawn on it.
        pictures: How much of it pictures cover, 0–1.
        links: Addresses that areas of it point at.
        broken: Whether it could not be read.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Box, ...] = ()
    pictures: float = 0.0
    links: tuple[tuple[str, Box], ...] = ()
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """A file's pages, and the title that its properties state."""

    title: str
    pages: tuple[Page, ...]


def read_pages(data: bytes, source: str, limits: Limits) -> Pages:
    """The pages of a PDF, read in a process of its own under bounds on time and memory.

    Raises:
        EmptyFileError: There are no bytes.
        EncryptedFileError: It asks for a password before it can be read.
        DamagedFileError: It is broken beyond reading.
        UnsafeFileError: Reading it takes more time or memory than a document needs.
        TooLargeError: It has more bytes, pages or characters than the bounds.
    """
    if not data:
        raise EmptyFileError(source=source)
    if len(data) > limits.file:
        raise TooLargeError(source=source, detail=f"over {limits.file // MIB} MB")
    head, *rows = _worked(data, source, limits)
    if "error" in head or (rows and "error" in rows[-1]):
        raise _error(head.get("error") or rows[-1]["error"], source, limits)
    styles: list[Style] = []
    pages = [_page(number, row, styles) for number, row in enumerate(rows, 1)]
    if not any(not page.broken for page in pages):
        raise DamagedFileError(source=source, detail="ingen sider kan leses")
    return Pages(str(head.get("title") or ""), tuple(pages))


def _worked(data: bytes, source: str, limits: Limits) -> list[dict[str, Any]]:
    """What the worker says about a file."""
    arguments = map(str, (limits.pages, _MOST_CHARACTERS, _SECONDS, _MEMORY))
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_WORKER), *arguments],
            input=data,
            capture_output=True,
            timeout=2 * _SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnsafeFileError(source=source, detail="den tar for lang tid å lese") from None
    if done.returncode in _OUT_OF_TIME:
        raise UnsafeFileError(source=source, detail="den tar for lang tid å lese")
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise UnsafeFileError(source=source, detail="den får leseren til å stoppe")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode or not rows:
        raise DamagedFileError(source=source, detail="innholdet kan ikke tolkes som PDF")
    return rows


def _error(name: str, source: str, limits: Limits) -> ReadError:
    match name:
        case "password":
            return EncryptedFileError(source=source)
        case "pages":
            return TooLargeError(source=source, detail=f"over {limits.pages} sider")
        case "characters":
            return TooLargeError(source=source, detail=f"over {_MOST_CHARACTERS} tegn")
        case _:
            return DamagedFileError(source=source, detail="innholdet kan ikke tolkes som PDF")


def _page(number: int, row: dict[str, Any], styles: list[Style]) -> Page:
    if row.get("broken"):
        return Page(number, 0, 0, broken=True)
    for name, weight, size in row["styles"]:
        bold = weight >= _BOLD or any(each in name.lower() for each in _BOLD_NAMES)
        styles.append(Style(name, size, bold))
    width, height = row["size"]
    words = [
        Word(text.translate(_SYMBOLS), left, right, base, styles[style], spaced, angle, hidden)
        for text, left, right, _, base, _, style, spaced, angle, hidden in row["words"]
    ]
    return Page(
        number,
        width,
        height,
        tuple(
            _once(
                word for word in words if -1 <= word.left <= width and 0 <= word.base <= height + 2
            )
        ),
        tuple(Box(*each) for each in row["rules"]),
        row["pictures"],
        tuple((target, Box(*box)) for target, *box in row["links"]),
    )


def _once(words: Any) -> list[Word]:
    """The words without those that are printed twice in one place to look bold or shaded."""
    seen: dict[tuple[str, int, int], int] = {}
    kept: list[Word] = []
    for word in words:
        near = max(0.12 * word.style.size, 0.5)
        column, row = round(word.left / near / 2), round(word.base / near / 2)
        twins = (seen.get((word.text, column + a, row + b)) for a in (0, -1, 1) for b in (0, -1, 1))
        twin = next((each for each in twins if each is not None), None)
        if twin is not None and not (word.hidden or kept[twin].hidden):
            kept[twin] = replace(kept[twin], style=replace(word.style, bold=True))
            continue
        seen[word.text, column, row] = len(kept)
        kept.append(word)
    return kept
