"""Copying the database while it is in use."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from hamafza.project.failures import Failure, Unusable
from hamafza.project.words import gettext as _

STAMP = "last-backup"


def run(file: Path) -> int:
    """Write a consistent copy of the SQLite database to `file`, readable by its owner only."""
    if connection.vendor != "sqlite":
        raise Failure(_("Use PostgreSQL's own tool: pg_dump --format=custom --file=FILE $DATABASE_URL"))
    if file.exists():
        raise Unusable(_("%(file)s already exists.") % {"file": file})
    part = file.with_name(f"{file.name}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        copy(part)
        part.rename(file)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise Failure(_("The copy failed: %(why)s") % {"why": error}) from error
    (settings.DATA / STAMP).write_text(timezone.now().isoformat())
    print(f"{file}\t{file.stat().st_size}")
    return 0


def copy(target: Path) -> None:
    """SQLite's online backup, then its own check of the copy."""
    connection.ensure_connection()
    copied = sqlite3.connect(target)
    try:
        connection.connection.backup(copied, pages=2000)
        copied.execute("PRAGMA journal_mode=DELETE")
        (verdict,) = copied.execute("PRAGMA quick_check(1)").fetchone()
    finally:
        copied.close()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)


def last_backup() -> datetime | None:
    """When the last copy was finished, as far as this data folder knows."""
    try:
        return datetime.fromisoformat((settings.DATA / STAMP).read_text().strip())
    except (OSError, ValueError):
        return None
