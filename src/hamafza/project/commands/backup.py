"""`backup`, `restore` and the moves between databases."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from hamafza.lib.supervisor import AlreadyRunning, only_server
from hamafza.project.failures import Failure, UnusableInput
from hamafza.project.keeping import backup, moving
from hamafza.project.keeping import restore as restoring
from hamafza.project.keeping.elsewhere import url_of
from hamafza.project.words import gettext as _


def run(file: Path) -> int:
    """Write database, files and keys into one file that only its owner may read."""
    if file.exists():
        raise UnusableInput(_("%(file)s already exists.") % {"file": file})
    folder = file.absolute().parent
    if settings.DATA in (folder, *folder.parents) and folder != settings.DATA / backup.OWN_FOLDER:
        raise UnusableInput(
            _("Keep backups outside of the data folder, or in %(folder)s.")
            % {"folder": settings.DATA / backup.OWN_FOLDER}
        )
    try:
        manifest = backup.make(file, tell)
    except (OSError, sqlite3.Error, DatabaseError) as error:
        raise Failure(_("The copy failed: %(why)s") % {"why": error}) from error
    finally:
        clear()
    print(f"{file}\t{file.stat().st_size}")
    counts = {"rows": sum(manifest.rows.values()), "files": len(manifest.files) - 1}
    print(_("Rows: %(rows)s. Files: %(files)s.") % counts)
    return 0


def restore(file: Path, *, force: bool) -> int:
    """Take a backup in; the server must not run."""
    if not file.is_file():
        raise UnusableInput(_("%(file)s is not there.") % {"file": file})
    try:
        with only_server(settings.RUN_DIR):
            manifest = restoring.restore(file, tell, force=force)
    except AlreadyRunning as error:
        raise running(error) from error
    except (OSError, sqlite3.Error, DatabaseError) as error:
        raise Failure(_("The restore failed: %(why)s") % {"why": error}) from error
    finally:
        clear()
    print(_("Restored: the backup of %(made)s.") % {"made": manifest.made})
    if settings.ENV.secret_key or settings.ENV.secret_key_file:
        print(_("The secret key of this installation's settings is used, not the one of the backup."))
    return 0


def move_to_postgres(url: str) -> int:
    if not url.startswith(("postgres://", "postgresql://")):
        raise UnusableInput(_("Name a database as postgresql://user:password@host/name"))
    if connection.vendor == "postgresql":
        raise Failure(_("The network is in PostgreSQL already."))
    return move(url)


def move_to_sqlite() -> int:
    if connection.vendor == "sqlite":
        raise Failure(_("The network is in SQLite already."))
    file = settings.DATA / "hamafza.sqlite3"
    if file.exists():
        raise Failure(_("%(file)s already exists.") % {"file": file})
    return move(url_of(file))


def move(url: str) -> int:
    try:
        with only_server(settings.RUN_DIR):
            moved = moving.move(url, tell)
    except AlreadyRunning as error:
        raise running(error) from error
    except (OSError, sqlite3.Error, DatabaseError) as error:
        raise Failure(_("The move failed: %(why)s") % {"why": error}) from error
    finally:
        clear()
    counts = {"rows": moved.rows, "tables": moved.tables, "differing": sum(moved.differing.values())}
    print(_("Rows: %(rows)s in %(tables)s tables; %(differing)s differ.") % counts)
    for table, count in moved.differing.items():
        print(f"  {table}\t{count}")
    if moved.differing:
        return 1
    if url.startswith("sqlite"):
        print(_("From now on start without DATABASE_URL."))
    else:
        print(_("From now on start with DATABASE_URL=%(url)s") % {"url": url.replace(password(url), "…")})
    return 0


def password(url: str) -> str:
    """What stands between `:` and `@`, or something that is nowhere."""
    name, at, _rest = url.partition("://")[2].rpartition("@")
    return name.partition(":")[2] or "\0" if at else "\0"


def running(error: AlreadyRunning) -> Failure:
    return Failure(_("Stop the server first: %(why)s") % {"why": error})


def tell(what: str, count: int) -> None:
    """How far it is, on a terminal only: elsewhere it would only fill a log."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}: {count}", end="", file=sys.stderr, flush=True)


def clear() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
