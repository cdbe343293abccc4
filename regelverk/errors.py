"""Every error Regelverk raises on purpose.

::

    RegelverkError
    ├── ReadError                 a file could not be read
    │   ├── MissingFileError      there is no such file or folder
    │   ├── NoAccessError         it may not be read
    │   ├── NotAFileError         it is a folder, a pipe or a device
    │   ├── EmptyFileError        it holds nothing
    │   ├── UnknownFormatError    it is none of the formats we read
    │   ├── OldWordFormatError    a .doc from before 2007
    │   ├── EncryptedFileError    it asks for a password
    │   ├── NoTextLayerError      a scan: pictures of text, no text
    │   ├── DamagedFileError      its format is known, but it is broken
    │   ├── UnsafeFileError       it tries something that a document never needs
    │   └── TooLargeError         it passes a bound in `regelverk.readers.limits`
    ├── AddressError              an address or a citation that cannot be read
    ├── JustificationError        a file of justifications that cannot be used
    ├── RuleError                 a rule file in `regelverk/rules` is wrong
    ├── ModelClauseError          a model clause that cannot be found or read
    ├── EditError                 an edit of a Word file that cannot be made
    ├── OutputError               a result that cannot be written where it was asked for
    └── FetchError                Lovdata's open data could not be fetched

Each class says what happened and what to do about it, in bokmål and nynorsk; the values in the text
are given by name when it is raised.
"""

from typing import ClassVar


class RegelverkError(Exception):
    """What went wrong and what the user can do, in both language forms.

    Example:
        >>> str(EmptyFileError(source="lov.docx"))
        'lov.docx er tom. Kontroller at filen ble lastet ned eller lagret helt.'
        >>> EmptyFileError(source="lov.docx").text("nn")
        'lov.docx er tom. Kontroller at fila vart lasta ned eller lagra heilt.'
    """

    nb: ClassVar[str] = "{detail}"
    nn: ClassVar[str] = "{detail}"

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.text("nb"))

    def text(self, language: str = "nb") -> str:
        """The message in `nb` or `nn`."""
        return (self.nn if language == "nn" else self.nb).format(**self.values)

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders whole (a pool pickles them)."""
        return _restore, (type(self), self.values)


def _restore(kind: type[RegelverkError], values: dict[str, object]) -> RegelverkError:
    return kind(**values)


class ReadError(RegelverkError):
    """A file could not be read. `source` names it, `detail` says why."""

    nb = "{source} kan ikke leses: {detail}."
    nn = "{source} kan ikkje lesast: {detail}."


class MissingFileError(ReadError):
    """There is no such file or folder."""

    nb = "{source} finnes ikke. Kontroller stien."
    nn = "{source} finst ikkje. Kontroller stigen."


class NoAccessError(ReadError):
    """The user may not read the file."""

    nb = "{source} kan ikke åpnes: du har ikke lesetilgang til filen."
    nn = "{source} kan ikkje opnast: du har ikkje lesetilgang til fila."


class NotAFileError(ReadError):
    """A folder where a file is needed, or a pipe or a device, which is never waited for."""

    nb = "{source} er ikke en vanlig fil. Oppgi en fil."
    nn = "{source} er ikkje ei vanleg fil. Oppgi ei fil."


class EmptyFileError(ReadError):
    """The file holds no bytes, or no visible character."""

    nb = "{source} er tom. Kontroller at filen ble lastet ned eller lagret helt."
    nn = "{source} er tom. Kontroller at fila vart lasta ned eller lagra heilt."


class UnknownFormatError(ReadError):
    """The content is none of the formats that are read, whatever the file is called."""

    nb = (
        "{source} er ikke i et format som kan leses ({detail}). "
        "Bruk Lovdata-XML, DOCX, PDF med tekst, HTML, ren tekst, Markdown eller et arkiv "
        "(.tar.bz2, .tar.gz, .zip)."
    )
    nn = (
        "{source} er ikkje i eit format som kan lesast ({detail}). "
        "Bruk Lovdata-XML, DOCX, PDF med tekst, HTML, rein tekst, Markdown eller eit arkiv "
        "(.tar.bz2, .tar.gz, .zip)."
    )


class OldWordFormatError(UnknownFormatError):
    """A Word file in the binary format from before 2007."""

    nb = "{source} er i det gamle Word-formatet (.doc). Åpne filen i Word og lagre den som .docx."
    nn = "{source} er i det gamle Word-formatet (.doc). Opne fila i Word og lagre ho som .docx."


class EncryptedFileError(ReadError):
    """The file is protected with a password."""

    nb = "{source} er beskyttet med passord. Lagre en kopi uten passord og prøv igjen."
    nn = "{source} er verna med passord. Lagre ein kopi utan passord og prøv igjen."


class NoTextLayerError(ReadError):
    """A scanned file: pages are pictures and there is no text to read."""

    nb = (
        "{source} har ingen tekst, bare bilder av sider (skannet). Kjør tekstgjenkjenning (OCR) og "
        "lagre på nytt, eller bruk den digitale originalen."
    )
    nn = (
        "{source} har ingen tekst, berre bilete av sider (skanna). Køyr tekstattkjenning (OCR) og "
        "lagre på nytt, eller bruk den digitale originalen."
    )


class DamagedFileError(ReadError):
    """The format is recognised, but the content is broken beyond reading."""

    nb = "{source} er skadet og kan ikke leses: {detail}. Hent eller lagre filen på nytt."
    nn = "{source} er skadd og kan ikkje lesast: {detail}. Hent eller lagre fila på nytt."


class UnsafeFileError(ReadError):
    """The file tries something a document never needs (entities, paths that climb out, bombs)."""

    nb = "{source} ble avvist av sikkerhetsgrunner: {detail}."
    nn = "{source} vart avvist av tryggleiksgrunnar: {detail}."


class TooLargeError(ReadError):
    """The file passes a bound on size, depth or number of parts."""

    nb = "{source} er for stor: {detail}. Del den opp, eller bruk et mindre utvalg."
    nn = "{source} er for stor: {detail}. Del ho opp, eller bruk eit mindre utval."


class AddressError(RegelverkError):
    """An address or a citation that cannot be read; `value` is what was given."""

    nb = "«{value}» er ikke en adresse eller henvisning som kan leses."
    nn = "«{value}» er ikkje ei adresse eller tilvising som kan lesast."


class JustificationError(RegelverkError):
    """A file of justifications is wrong: `source` names it, `detail` what is wrong."""

    nb = "Begrunnelsene i {source} kan ikke brukes: {detail}."
    nn = "Grunngivingane i {source} kan ikkje brukast: {detail}."


class RuleError(RegelverkError):
    """A rule file is wrong: `source` names the file, `detail` what is wrong."""

    nb = "Regelfilen {source} er feil: {detail}."
    nn = "Regelfila {source} er feil: {detail}."


class ModelClauseError(RegelverkError):
    """A model clause that cannot be found or read; `value` is what was asked for."""

    nb = "Fant ingen modellbestemmelse for «{value}»: {detail}."
    nn = "Fann inga modellføresegn for «{value}»: {detail}."


class EditError(RegelverkError):
    """An edit of a Word file that cannot be made; `quote` is the words it is to change."""

    nb = "Endringen av «{quote}» kan ikke føres inn: {detail}."
    nn = "Endringa av «{quote}» kan ikkje førast inn: {detail}."


class OutputError(RegelverkError):
    """A result could not be written to `target`."""

    nb = "Kan ikke skrive til {target}: {detail}."
    nn = "Kan ikkje skrive til {target}: {detail}."


class FetchError(RegelverkError):
    """Open data could not be fetched; what is already there is kept."""

    nb = "Kunne ikke hente {source}: {detail}. Det som alt er lastet ned, er beholdt."
    nn = "Kunne ikkje hente {source}: {detail}. Det som alt er lasta ned, er teke vare på."
