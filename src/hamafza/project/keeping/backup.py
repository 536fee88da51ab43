"""Making a backup while everything runs."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.utils import timezone

from hamafza import __version__
from hamafza.project.keeping import elsewhere, rows
from hamafza.project.keeping.archive import DATABASE, FILES, Manifest, Writer, writing

STAMP = "last-backup"
OWN_FOLDER = "backups"
# What is made anew by itself, belongs to this machine only, or holds letters that were sent.
LEFT_OUT = {"static", "run", "mail", "boot", STAMP, OWN_FOLDER}
LEFT_OUT_PARTS = ("replaced-", "restoring-", "hamafza.sqlite3", "backing-up-")


def make(file: Path, tell: rows.Tell, *, whole: bool = True) -> Manifest:
    """Write the database, the keys and, if `whole`, every other file into one file."""
    with (
        tempfile.TemporaryDirectory(dir=settings.DATA, prefix="backing-up-") as folder,
        writing(file) as archive,
    ):
        copy = Path(folder) / DATABASE
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if connection.vendor == "sqlite":
            manifest = describe(copy_file(copy), "file", whole=whole)
        else:
            manifest = describe(copy_rows(copy, tell), "rows", whole=whole)
        archive.add(DATABASE, copy)
        copy.unlink()
        add_files(archive, tell, whole=whole)
        archive.finish(manifest)
    (settings.DATA / STAMP).write_text(timezone.now().isoformat())
    return manifest


def copy_file(target: Path) -> Path:
    """One step, in which others may write: in several steps SQLite begins anew after each of their writes."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copied:
        connection.connection.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")
        (verdict,) = copied.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    return target


def copy_rows(target: Path, tell: rows.Tell) -> Path:
    """The rows of one moment of PostgreSQL in a file that any database can take in."""
    with elsewhere.snapshot(DEFAULT_DB_ALIAS), elsewhere.opened(elsewhere.url_of(target)) as alias:
        migrations = rows.applied(DEFAULT_DB_ALIAS)
        tables = rows.models_of(migrations)
        elsewhere.make_bare_tables(tables, migrations, alias)
        with transaction.atomic(using=alias):  # keys are checked at its end: rows name rows of later tables
            rows.copy(tables, DEFAULT_DB_ALIAS, alias, tell)
    return target


def describe(copy: Path, kind: str, *, whole: bool) -> Manifest:
    with closing(sqlite3.connect(copy)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        migrations = [list(row) for row in database.execute("SELECT app, name FROM django_migrations")]
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        tables = sorted(name for (name,) in database.execute(named) if not name.startswith("sqlite_"))
        counts = {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - names of tables
            for name in tables
        }
    made = timezone.now().isoformat(timespec="seconds")
    return Manifest(__version__, made, kind, whole, migrations, counts)


def add_files(archive: Writer, tell: rows.Tell, *, whole: bool) -> None:
    count = 0
    for name, path in sorted(files(settings.DATA, whole=whole)):
        if name != "secret-key":
            archive.add(f"{FILES}{name}", path)
            count += 1
            tell("files", count)
    archive.add_bytes(f"{FILES}secret-key", settings.SECRET_KEY.encode())


def files(data: Path, *, whole: bool) -> Iterator[tuple[str, Path]]:
    """Everything in the data folder that could not be made again; without folders if not `whole`."""
    for path in data.iterdir():
        if path.name in LEFT_OUT or path.name.startswith(LEFT_OUT_PARTS) or path.name.endswith(".part"):
            continue
        if path.is_file():
            yield path.name, path
        elif path.is_dir() and whole:
            for folder, _folders, names in os.walk(path):
                for name in names:
                    one = Path(folder) / name
                    if one.is_file() and not one.is_symlink():
                        yield one.relative_to(data).as_posix(), one


def last() -> datetime | None:
    """When the last backup was finished, as far as this data folder knows."""
    try:
        return datetime.fromisoformat((settings.DATA / STAMP).read_text().strip())
    except (OSError, ValueError):
        return None
