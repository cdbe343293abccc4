"""Backup and restore of everything the service keeps, as one file.

    python -m api.backup save FILE        while the service runs, if need be
    python -m api.backup restore FILE     into an empty data folder and an empty database

The environment says which data folder and database, as for the service. The file is a tar archive
of `manifest.json`, the database (SQLite's own copy, or `pg_dump`'s), the uploaded files by their
hash, and the secret that results are sealed with: keep it as safe as the service itself.
"""

import argparse
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import IO

from sqlalchemy import inspect, make_url

from api.clock import now
from api.errors import BackupError
from api.settings import Settings, from_environment
from api.store.database import Database
from api.store.files import FileStore
from regelverk import RegelverkError, __version__

_FORMAT = 1
_MANIFEST, _DATABASE, _SECRET = "manifest.json", "database", "secret"
_FILE = re.compile(r"files/[0-9a-f]{2}/([0-9a-f]{64})")


def save(settings: Settings, target: Path) -> int:
    """Write a backup; gives the number of uploaded files in it.

    The database and the list of files are of one moment: while they are taken, no file is deleted
    (and, with SQLite, nothing else is written).

    Raises:
        BackupError: It cannot be made.
    """
    files = settings.data / "files"
    if not files.is_dir():
        raise BackupError(detail=f"{settings.data} er ikke tjenestens datamappe")
    with tempfile.TemporaryDirectory(dir=settings.data, prefix="backup-") as place:
        held, copy = Path(place, "files"), Path(place, _DATABASE)
        database = Database(settings.url)
        try:
            with database.work() as work:
                database.guard(work)
                _copy_database(settings, copy)
                names = _hold(files, held)
        finally:
            database.close()
        partial = target.with_name(f"{target.name}.partial")
        handle = os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as packed:
                _add(packed, _MANIFEST, json.dumps(_manifest(settings)).encode())
                packed.add(copy, _DATABASE)
                packed.add(settings.data / _SECRET, _SECRET)
                for name in names:
                    packed.add(held / name, f"files/{name[:2]}/{name}")
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    return len(names)


def restore(settings: Settings, source: Path) -> int:
    """Lay a backup back where nothing is; gives the number of uploaded files.

    Raises:
        BackupError: It is no backup of ours, it is damaged, or there is something already.
    """
    with tempfile.TemporaryDirectory() as place:
        _refuse_if_used(settings)
        files = FileStore(settings.data / "files")
        files.open()
        copy, count, secret = Path(place, _DATABASE), 0, b""
        try:
            with tarfile.open(source) as packed:
                first = packed.next()
                _check(json.loads(_member(packed, first).read()), settings)
                while (member := packed.next()) is not None:
                    data = _member(packed, member)
                    if found := _FILE.fullmatch(member.name):
                        if files.put(data, member.size).sha256 != found[1]:  # type: ignore[arg-type]
                            raise BackupError(detail=f"filen {found[1]} er skadet")
                        count += 1
                    elif member.name == _DATABASE:
                        with copy.open("wb") as target:
                            shutil.copyfileobj(data, target)
                    elif member.name == _SECRET:
                        secret = data.read()
        except (tarfile.TarError, OSError, ValueError, KeyError) as error:
            raise BackupError(detail=f"{source.name} kan ikke leses") from error
        if not copy.exists() or not secret:
            raise BackupError(detail=f"{source.name} er ikke hel")
        handle = os.open(settings.data / _SECRET, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as kept:
            kept.write(secret)
        _lay_database(settings, copy)
    return count


def _manifest(settings: Settings) -> dict[str, object]:
    return {"format": _FORMAT, "version": __version__, "made": now().isoformat(),
            "database": _kind(settings)}  # fmt: skip


def _kind(settings: Settings) -> str:
    return make_url(settings.url).get_backend_name()


def _copy_database(settings: Settings, target: Path) -> None:
    if _kind(settings) == "postgresql":
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
        _postgres("pg_dump", settings, *options)
        return
    origin = str(make_url(settings.url).database)
    with closing(sqlite3.connect(origin)) as ours, closing(sqlite3.connect(target)) as copy:
        ours.backup(copy)


def _lay_database(settings: Settings, copy: Path) -> None:
    if _kind(settings) == "postgresql":
        options = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
        _postgres("pg_restore", settings, *options, str(copy))
        return
    with closing(sqlite3.connect(copy)) as kept:
        if kept.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupError(detail="databasen i den er skadet")
    shutil.copyfile(copy, str(make_url(settings.url).database))


def _postgres(program: str, settings: Settings, *options: str) -> None:
    """Run one of PostgreSQL's programs; the password is not in its arguments, which all can see."""
    address = make_url(settings.url).set(drivername="postgresql")
    if (found := shutil.which(program)) is None:
        raise BackupError(detail=f"programmet {program} er ikke installert")
    told = {"PATH": os.defpath, "PGPASSWORD": str(address.password or "")}
    plain = address.set(password=None).render_as_string(hide_password=False)
    done = subprocess.run(
        [found, f"--dbname={plain}", *options], env=told, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        why = done.stderr.strip().splitlines()
        raise BackupError(detail=f"{program}: {why[-1] if why else done.returncode}")


def _hold(files: Path, held: Path) -> list[str]:
    """Keep hold of every uploaded file under a second name, whatever is deleted from now on."""
    held.mkdir()
    names = sorted(path.name for path in files.glob("[0-9a-f][0-9a-f]/*"))
    for name in names:
        (held / name).hardlink_to(files / name[:2] / name)
    return names


def _refuse_if_used(settings: Settings) -> None:
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(settings.data.iterdir()):
        raise BackupError(detail=f"{settings.data} er ikke tom")
    database = Database(settings.url)
    try:
        used = _kind(settings) == "postgresql" and inspect(database.engine).get_table_names()
    finally:
        database.close()
    if used:
        raise BackupError(detail="databasen er ikke tom")


def _check(manifest: dict[str, object], settings: Settings) -> None:
    if manifest["format"] != _FORMAT:
        raise BackupError(detail="den er laget av en nyere utgave")
    if manifest["database"] != _kind(settings):
        raise BackupError(detail=f"den er av {manifest['database']}, ikke av {_kind(settings)}")


def _member(packed: tarfile.TarFile, member: tarfile.TarInfo | None) -> IO[bytes]:
    data = packed.extractfile(member) if member is not None and member.isfile() else None
    if data is None:
        raise BackupError(detail="den holder noe annet enn filer")
    return data


def _add(packed: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    packed.addfile(member, io.BytesIO(data))


def main(arguments: Sequence[str] | None = None) -> int:
    """Save or restore, as told; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m api.backup", description="Sikkerhetskopi")
    parser.add_argument("action", choices=("save", "restore"))
    parser.add_argument("file", type=Path)
    told = parser.parse_args(arguments)
    try:
        count = (save if told.action == "save" else restore)(from_environment(), told.file)
    except (RegelverkError, OSError) as error:
        words = error.text("nb") if isinstance(error, RegelverkError) else error.strerror
        sys.stderr.write(f"{words}\n")
        return 2
    sys.stdout.write(f"{told.file}: {count} filer\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
