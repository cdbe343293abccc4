"""The database: SQLite in one folder, or PostgreSQL; brought up to date when it is opened."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from psycopg.errors import DiskFull
from sqlalchemy import Engine, Executable, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session as Work
from sqlalchemy.orm import sessionmaker

from api.errors import SettingsError, StorageFullError

MIGRATIONS = Path(__file__).parent / "migrations"
_WRITES = "regelverk_writes"
_FILES = 0x7265_6766
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE)
_LOCK = 0x7265_6765  # one migration at a time, whatever number of processes start together


class Database:
    """Opens units of work on the tables."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        writing = self.engine.execution_options(**{_WRITES: True})
        self._writing = sessionmaker(writing, expire_on_commit=False)
        self._reading = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def look(self) -> Iterator[Work]:
        """Read what is there; nothing is kept."""
        with self._reading() as session:
            yield session

    def first(self, asked: Executable, **values: object) -> Any:
        """The first row of a select of columns, or None: cheaper than objects for what all ask."""
        with self.engine.connect() as connection:
            return connection.execute(asked, values).first()

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One unit of work: all of it is kept when the block ends well, none of it otherwise.

        Raises:
            StorageFullError: There is no room to keep it.
        """
        try:
            with self._writing.begin() as session:
                yield session
        except DBAPIError as error:
            if _is_full(error.orig):
                raise StorageFullError from error
            raise

    def guard(self, work: Work, *, deleting: bool = False) -> None:
        """Until the end of a unit of work, keep files from being deleted that it speaks of.

        Args:
            work: The unit of work.
            deleting: Whether it is the one that deletes; it then waits for all others, and they
                for it. SQLite has but one that writes at a time.
        """
        if self.engine.dialect.name == "postgresql":
            kind = "" if deleting else "_shared"
            work.execute(text(f"SELECT pg_advisory_xact_lock{kind}({_FILES})"))

    def migrate(self) -> None:
        """Bring the tables up to date.

        Raises:
            SettingsError: The database cannot be reached.
        """
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        try:
            with self.engine.begin() as connection:
                if self.engine.dialect.name == "postgresql":
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except SQLAlchemyError as error:
            detail = f"databasen svarer ikke ({type(error).__name__})"
            raise SettingsError(name="REGELVERK_DATABASE", detail=detail) from error

    def answers(self) -> bool:
        """Whether the database can be reached now."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": 30})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)


def _is_full(error: BaseException | None) -> bool:
    """Whether a database says that its disk is full."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, DiskFull) or code in _NO_ROOM


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    """WAL lets readers read while one writes; FULL keeps what was answered with success."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    """Take the write lock at once, so that no unit of work fails half-way for want of it."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
