"""What every use case needs, opened and closed together."""

from dataclasses import dataclass

from api.errors import SettingsError
from api.jobs import Jobs
from api.openid import Provider
from api.pace import Pace
from api.seal import Seal
from api.settings import Settings
from api.store.database import Database
from api.store.files import FileStore


@dataclass(frozen=True, slots=True)
class Service:
    """The service's parts; see each."""

    settings: Settings
    database: Database
    files: FileStore
    jobs: Jobs
    seal: Seal
    pace: Pace
    provider: Provider | None = None

    @classmethod
    def open(cls, settings: Settings) -> "Service":
        """Make the data folder, bring the database up to date, and take up unfinished work.

        Raises:
            SettingsError: The database cannot be reached.
        """
        prepare(settings)
        files = FileStore(settings.data / "files")
        files.open()
        database = Database(settings.url)
        seal = Seal.of(settings.data / "secret")
        jobs = Jobs(settings, database, files, seal)
        jobs.start()
        provider = Provider(settings.openid) if settings.openid else None
        return cls(settings, database, files, jobs, seal, Pace(settings.rate), provider)

    def close(self) -> None:
        """Stop the work and let go of the database."""
        self.jobs.stop()
        self.database.close()
        if self.provider is not None:
            self.provider.close()


def prepare(settings: Settings) -> None:
    """Make the data folder, and bring the database up to date.

    Raises:
        SettingsError: The folder cannot be written, or the database does not answer.
    """
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        detail = f"mappen kan ikke skrives ({error.strerror})"
        raise SettingsError(name="REGELVERK_DATA", detail=detail) from error
    database = Database(settings.url)
    try:
        database.migrate()
    finally:
        database.close()
