"""Who wrote a letter to whom, of what sort it is, and what it holds."""

import re
from collections import Counter
from collections.abc import Sequence

from regelverk.letters.assignments import assignments
from regelverk.letters.contents import appropriations, calendar, goals, requirements
from regelverk.letters.names import Named, addressed, named
from regelverk.letters.reading import Reading, typeset
from regelverk.letters.terms import expanded, found
from regelverk.letters.types import Letter, LetterKind
from regelverk.model.document import DocumentKind

_TOP = 1500
_TITLE_LENGTH = 130
_REFERS = expanded("<henviser>")
_YEAR = re.compile(r"\b(20\d\d)\b")
_TITLED_YEAR = expanded(
    r"<foran årstallet>(?: nr\.? ?[\d-]+)?[ ,]+(?:for |år |budsjettåret |\()?(20\d\d)\b"
    r"(?! ?[-–/] ?\d)"
)
_IN_FORCE = expanded(r"<gjelder fra>[^.;\d]{0,20}(?:\d{1,2}\. ?\w+ )?(?P<year>20\d\d)\b")
_SESSION = re.compile(r"\(20\d\d ?[-–] ?(20\d\d)\)")
_BILL = re.compile(r"Prop\. ?1 ?S \(20\d\d ?[-–] ?20\d\d\)", re.IGNORECASE)
_REFERENCE = re.compile(r"\b(?:20)?\d\d/\d{1,6}(?:-\d{1,4}\b|-[A-ZÆØÅ]{2,4}\b|-(?!\w)|\b)")
_OWN_REFERENCE = expanded(r"\b<saksnummer>\b")
_THEIR_REFERENCE = expanded(r"\b<mottakers referanse>\b")
_OWN_NUMBER = expanded(r"<brev med nummer>[^.\n]{0,45}?\b(?:nr\.?|nummer) ?(\d+(?:-\d+)?)")
_ADDRESSEE = expanded(
    r"\b<brev til noen>[^.:;]{0,30}? (?:til|for) (?P<name>(?-i:[A-ZÆØÅ])[^.,:;()\d]{2,80}?)"
    r"(?= ?\(| for \d| for (?:budsjett)?året| - | \d|$)"
)
_AND = re.compile(r"\s*(?:,|,?\s*\b(?:og|samt)\b|/)?\s*")
_KINDS = (
    ("tillegg", LetterKind.SUPPLEMENT),
    ("proposisjon", LetterKind.BILL),
    ("oppdragsbrev", LetterKind.MISSION),
    ("instruks", LetterKind.INSTRUCTION),
    ("tildelingsbrev", LetterKind.ALLOCATION),
)


def parse(reading: Reading) -> Letter:
    """Who a letter is from and to, and what it holds."""
    document = reading.document
    top = reading.text[:_TOP]
    title = _title(reading)
    kind = _kind(title, document.kind)
    agencies = () if kind is LetterKind.BILL else _agencies(title, reading.text)
    agency = agencies[0] if agencies else ""
    year = _year(title, top, reading)
    number = _OWN_NUMBER.search(f"{title}\n{top[:600]}")
    numbered = kind in {LetterKind.SUPPLEMENT, LetterKind.MISSION}
    return Letter(
        identifier=document.identifier,
        file=document.source,
        title=title,
        kind=kind,
        ministries=_ministries(document.issuer, reading.text),
        agencies=agencies,
        year=year,
        reference=_bill_number(title) if kind is LetterKind.BILL else _reference(reading),
        number=number[1] if number and numbered else "",
        date=document.date,
        language=document.language.language,
        address_style=addressed(reading.text, agency) if agency else "",
        goals=tuple(goals(reading)),
        assignments=tuple(assignments(reading, year, agency)),
        requirements=tuple(requirements(reading)),
        calendar=tuple(calendar(reading, year)),
        appropriations=tuple(appropriations(reading)),
    )


def is_letter(letter: Letter, reading: Reading) -> bool:
    """Whether a document steers an agency at all.

    It names a ministry or an agency where it begins, and says what sort of letter it is, or has
    both a ministry and an agency, or is a letter by its form.
    """
    top = reading.text[:_TOP]
    if not (named(top) or named(top, "departement")):
        return False
    return letter.kind is not LetterKind.OTHER or (
        bool(letter.agency)
        and (bool(letter.ministry) or reading.document.kind is DocumentKind.LETTER)
    )


def _title(reading: Reading) -> str:
    """The document's title; where that is only the ministry's name, the first that names a kind."""
    title = " ".join(reading.document.title.split())
    if _names_kind(title):
        return title
    for unit in reading.units[:25]:
        words = " ".join(unit.text.split())
        if (
            len(words) < _TITLE_LENGTH
            and not words.endswith(".")
            and not _REFERS.search(words)
            and _names_kind(words)
        ):
            return words
    return title


def _names_kind(words: str) -> bool:
    """Whether words name a kind of letter, also where a scan has split the word for it."""
    return _kind(words, DocumentKind.OTHER) is not LetterKind.OTHER


def _kind(title: str, kind: DocumentKind) -> LetterKind:
    if kind is DocumentKind.BILL:
        return LetterKind.BILL
    joined = "".join(title.split())
    return next(
        (each for text in (title, joined) for name, each in _KINDS if found(name, text)),
        LetterKind.OTHER,
    )


def _agencies(title: str, text: str) -> tuple[str, ...]:
    """The agency or agencies in the title, else the first at the top, else the one named most.

    Where the top names none, the title may name one that no list has: `Tildelingsbrev til
    Kunstmuseet i nord`.
    """
    if joint := _joint(title, named(title)):
        return joint
    if first := next((each for each in named(text[:_TOP]) if each.start < _TOP // 2), None):
        return (first.name,)
    addressee = _ADDRESSEE.search(title)
    return (" ".join(addressee["name"].split()),) if addressee else _most(text, "etat")


def _ministries(issuer: str, text: str) -> tuple[str, ...]:
    """The ministry that the document says issued it, else the first at the top, else most named.

    Those named right after it at the top issue the letter with it.
    """
    top = text[: _TOP // 2]
    at_top = named(top, "departement")
    first = next(iter(named(issuer, "departement") or at_top), None)
    if first is None:
        return _most(text, "departement")
    own = next((at for at, each in enumerate(at_top) if each.name == first.name), len(at_top))
    return _joint(top, at_top[own:]) or (first.name,)


def _joint(text: str, names: Sequence[Named]) -> tuple[str, ...]:
    """The first of the names, and those that nothing but "and" stands between: a joint letter."""
    joint = list(names[:1])
    for each in names[1:]:
        if not _AND.fullmatch(text[joint[-1].end : each.start]):
            break
        joint.append(each)
    return tuple(dict.fromkeys(each.name for each in joint))


def _most(text: str, kind: str) -> tuple[str, ...]:
    """The agency or ministry that a text names most, if any."""
    most = Counter(each.name for each in named(text, kind)).most_common(1)
    return tuple(name for name, _ in most)


def _year(title: str, top: str, reading: Reading) -> int | None:
    """The budget year: in the title, else by what the top or the whole letter says most often."""
    if session := _SESSION.search(title):
        return int(session[1])
    if in_force := _IN_FORCE.search(top):
        return int(in_force["year"])
    if named_year := _TITLED_YEAR.findall(title) or _YEAR.findall(title):
        return int(named_year[0])
    years = _TITLED_YEAR.findall(top) or _TITLED_YEAR.findall(reading.text)
    if years:
        return int(Counter(years).most_common(1)[0][0])
    date = reading.document.date[:4]
    return int(date) if _YEAR.fullmatch(date) else None


def _bill_number(title: str) -> str:
    """`Prop. 1 S (2026–2027)`, as the title of a budget proposition has it."""
    match = _BILL.search(title)
    return typeset(match.group()) if match else ""


def _reference(reading: Reading) -> str:
    """The ministry's case number, at the top of the letter."""
    head = reading.text[:_TOP]
    own = _OWN_REFERENCE.search(head)
    after = _REFERENCE.findall(head, own.end() if own else 0)
    if own and len(after) > 1 and _THEIR_REFERENCE.search(head[: own.end()]):
        labels_first = not _REFERENCE.search(head[: own.end()])
        apart = not head[own.end() :].lstrip(" :").startswith(after[0])
        beside = re.search(rf"{re.escape(after[0])}\s+{re.escape(after[1])}", head) is not None
        return str(after[1] if labels_first and apart and beside else after[0])
    if after or (after := _REFERENCE.findall(head)):
        return str(after[0])
    for furniture in reading.document.furniture:
        if match := _REFERENCE.search(furniture.text):
            return match.group()
    return ""
