"""The service's own errors, and what HTTP status each error of the program answers with.

An answer to a program is a problem document (RFC 9457); a page shows the same words.
"""

from typing import Any

from regelverk.errors import (
    AddressError,
    EditError,
    FetchError,
    ModelClauseError,
    OutputError,
    ReadError,
    RegelverkError,
    TooLargeError,
    UnknownFormatError,
)


class ServiceError(RegelverkError):
    """What the service itself refuses or cannot do."""


class SettingsError(ServiceError):
    """The environment is wrong; `name` is the variable."""

    nb = "Innstillingen {name} er feil: {detail}."
    nn = "Innstillinga {name} er feil: {detail}."


class NotLoggedInError(ServiceError):
    """No session, or one that has ended."""

    nb = "Du er ikke logget inn."
    nn = "Du er ikkje logga inn."


class NotAllowedError(ServiceError):
    """The user's role in the case does not cover this."""

    nb = "Du har ikke tilgang til å gjøre dette i saken."
    nn = "Du har ikkje tilgang til å gjere dette i saka."


class WrongStartError(NotLoggedInError):
    """The start token is wrong, or no start token opens the service."""

    nb = "Adressen er ikke den som ble skrevet ut da tjenesten startet."
    nn = "Adressa er ikkje den som vart skriven ut då tenesta starta."


class WrongTokenError(NotLoggedInError):
    """The API token is unknown, withdrawn or expired."""

    nb = "Tilgangsnøkkelen er ukjent, trukket tilbake eller utløpt."
    nn = "Tilgangsnøkkelen er ukjend, trekt tilbake eller gått ut."


class NoProviderError(ServiceError):
    """Nobody logs in here: the service has no identity provider."""

    nb = "Tjenesten er ikke satt opp med innlogging. Bruk adressen som ble skrevet ut ved start."
    nn = "Tenesta er ikkje sett opp med innlogging. Bruk adressa som vart skriven ut ved start."


class ProviderError(ServiceError):
    """The identity provider does not answer, or answers with what it should not; see `detail`."""

    nb = "Innloggingstjenesten svarer ikke som den skal. Prøv igjen om litt."
    nn = "Innloggingstenesta svarer ikkje som ho skal. Prøv igjen om litt."


class LoginStateError(ServiceError):
    """A login that this browser did not begin, or that took too long."""

    nb = (
        "Innloggingen ble ikke startet i denne nettleseren, eller den tok for lang tid. "
        "Logg inn på nytt."
    )
    nn = (
        "Innlogginga vart ikkje starta i denne nettlesaren, eller ho tok for lang tid. "
        "Logg inn på nytt."
    )


class LoginCancelledError(ServiceError):
    """The identity provider did not let the user in; see `detail`."""

    nb = "Innloggingstjenesten slapp deg ikke inn. Innloggingen kan ha blitt avbrutt."
    nn = "Innloggingstenesta sleppte deg ikkje inn. Innlogginga kan ha vorte avbroten."


class LoginProofError(ServiceError):
    """What the identity provider vouched with does not hold; see `detail`."""

    nb = "Svaret fra innloggingstjenesten kunne ikke godtas. Du er ikke logget inn."
    nn = "Svaret frå innloggingstenesta kunne ikkje godtakast. Du er ikkje logga inn."


class NotAdmittedError(ServiceError):
    """The user is who they say, but may not use this service."""

    nb = "Brukeren din har ikke tilgang til denne tjenesten."
    nn = "Brukaren din har ikkje tilgang til denne tenesta."


class LastOwnerError(ServiceError):
    """The case would be left without an owner."""

    nb = "Saken må ha minst én eier. Gjør en annen til eier først."
    nn = "Saka må ha minst éin eigar. Gjer ein annan til eigar først."


class TooManyError(ServiceError):
    """Asked too often; `seconds` tells how long to wait."""

    nb = "Det kom for mange forespørsler på kort tid. Prøv igjen om {seconds} sekunder."
    nn = "Det kom for mange førespurnader på kort tid. Prøv igjen om {seconds} sekund."


class DatabaseAwayError(ServiceError):
    """The database cannot be reached just now."""

    nb = "Databasen svarer ikke. Ingenting er gått tapt; prøv igjen om {seconds} sekunder."
    nn = "Databasen svarer ikkje. Ingenting er gått tapt; prøv igjen om {seconds} sekund."


class ForgedRequestError(ServiceError):
    """A change that was not asked for from our own pages (CSRF)."""

    nb = "Forespørselen kom ikke fra tjenestens egne sider. Last siden på nytt og prøv igjen."
    nn = "Førespurnaden kom ikkje frå sidene til tenesta. Last sida på nytt og prøv igjen."


class NotFoundError(ServiceError):
    """There is no such thing, or none that this user may know of."""

    nb = "Fant ikke det du ba om. Det kan være slettet."
    nn = "Fann ikkje det du bad om. Det kan vere sletta."


class MethodError(ServiceError):
    """The address is right, but not for this method."""

    nb = "Adressen kan ikke brukes på denne måten."
    nn = "Adressa kan ikkje brukast på denne måten."


class MalformedError(ServiceError):
    """The request is not one that can be read, such as a form with an endless file name."""

    nb = "Forespørselen kunne ikke leses. Last siden på nytt og prøv igjen, med kortere filnavn."
    nn = "Førespurnaden kunne ikkje lesast. Last sida på nytt og prøv igjen, med kortare filnamn."


class ChangedError(ServiceError):
    """Someone else changed it since it was read (`If-Match`)."""

    nb = "Saken er endret siden du åpnet den. Last siden på nytt."
    nn = "Saka er endra sidan du opna ho. Last sida på nytt."


class NotReadyError(ServiceError):
    """The analysis is still under way."""

    nb = "Analysen er ikke ferdig ennå. Prøv igjen om litt."
    nn = "Analysen er ikkje ferdig enno. Prøv igjen om litt."


class NothingToDoError(ServiceError):
    """The case has none of the documents that the work is about."""

    nb = "Saken har ingen {detail}. Last opp noen først."
    nn = "Saka har ingen {detail}. Last opp nokre først."


class InputError(ServiceError):
    """A field that is missing or wrong."""

    nb = "Feltet {name} er feil: {detail}."
    nn = "Feltet {name} er feil: {detail}."


class NoFileError(ServiceError):
    """A form for files without any."""

    nb = "Velg minst én fil."
    nn = "Vel minst éi fil."


class CaseFileError(ServiceError):
    """An exported case that cannot be taken in."""

    nb = "Filen er ikke en eksportert sak som kan leses inn: {detail}."
    nn = "Fila er ikkje ei eksportert sak som kan lesast inn: {detail}."


class UploadTooLargeError(ServiceError):
    """A request over the limit."""

    nb = "Det du sendte, er for stort. Grensen er {limit} MB om gangen."
    nn = "Det du sende, er for stort. Grensa er {limit} MB om gongen."


class ArchiveUploadError(ServiceError):
    """An archive where documents were expected."""

    nb = "{source} kan ikke pakkes ut her. Pakk det ut og last opp dokumentene."
    nn = "{source} kan ikkje pakkast ut her. Pakk det ut og last opp dokumenta."


class StorageFullError(ServiceError):
    """The disk is full; nothing was kept of the file."""

    nb = "Det er ikke plass til flere filer. Filen ble ikke lagret. Si fra til driften."
    nn = "Det er ikkje plass til fleire filer. Fila vart ikkje lagra. Sei frå til drifta."


class BackupError(ServiceError):
    """A backup that cannot be made or laid back."""

    nb = "Sikkerhetskopien ble ikke fullført: {detail}."
    nn = "Tryggingskopien vart ikkje fullført: {detail}."


class JobTimeoutError(ServiceError):
    """An analysis took longer than it may."""

    nb = "Analysen tok mer enn {seconds} sekunder og ble avbrutt. Del dokumentet opp."
    nn = "Analysen tok meir enn {seconds} sekund og vart avbroten. Del dokumentet opp."


class JobCrashedError(ServiceError):
    """An analysis ended without an answer: out of memory, or a fault in a library."""

    nb = "Analysen stoppet uventet, trolig fordi den trengte for mye minne. Del dokumentet opp."
    nn = "Analysen stoppa uventa, truleg fordi han trong for mykje minne. Del dokumentet opp."


class UnexpectedError(ServiceError):
    """A fault in the program; what it was stands in the log, not in the answer."""

    nb = "Noe gikk galt i tjenesten. Feilen er notert; prøv igjen."
    nn = "Noko gjekk gale i tenesta. Feilen er notert; prøv igjen."


STATUS: dict[type[RegelverkError], int] = {
    NotLoggedInError: 401,
    NotAllowedError: 403,
    NotAdmittedError: 403,
    LoginCancelledError: 403,
    MalformedError: 400,
    LoginStateError: 400,
    LoginProofError: 400,
    ForgedRequestError: 403,
    NotFoundError: 404,
    NoProviderError: 404,
    MethodError: 405,
    NotReadyError: 409,
    NothingToDoError: 409,
    LastOwnerError: 409,
    ChangedError: 412,
    UploadTooLargeError: 413,
    TooLargeError: 413,
    UnknownFormatError: 415,
    ArchiveUploadError: 415,
    ReadError: 422,
    CaseFileError: 422,
    NoFileError: 422,
    InputError: 422,
    AddressError: 422,
    ModelClauseError: 422,
    EditError: 422,
    JobTimeoutError: 422,
    JobCrashedError: 422,
    TooManyError: 429,
    DatabaseAwayError: 503,
    FetchError: 502,
    ProviderError: 502,
    StorageFullError: 507,
    OutputError: 507,
    RegelverkError: 500,
}
"""The one table; an error that is not named answers as its nearest base class does."""


def status_of(error: RegelverkError) -> int:
    """The HTTP status of an error."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def headers_of(error: RegelverkError) -> dict[str, str]:
    """What else an answer of an error says: how to log in (RFC 6750), or how long to wait.

    Example:
        >>> headers_of(TooManyError(seconds=7))
        {'retry-after': '7'}
    """
    if isinstance(error, TooManyError | DatabaseAwayError):
        return {"retry-after": str(error.values["seconds"])}
    return {"www-authenticate": "Bearer"} if isinstance(error, NotLoggedInError) else {}


def slug(error: RegelverkError) -> str:
    """The stable name of an error's kind, for programs.

    Example:
        >>> slug(NotFoundError())
        'not-found'
    """
    name = type(error).__name__.removesuffix("Error")
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


def problem(error: RegelverkError, language: str = "nb") -> dict[str, Any]:
    """An error as a problem document (RFC 9457)."""
    return {
        "type": f"urn:regelverk:problem:{slug(error)}",
        "title": (type(error).__doc__ or "").partition("\n")[0].rstrip("."),
        "status": status_of(error),
        "detail": error.text(language),
    }


def where(error: Exception) -> str:
    """A fault's kind and place, for the log; never its message, which may quote a document."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {place}"
