"""What every process of the suite begins with: compiled modules, and a database that is migrated already."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

KEPT = Path(tempfile.gettempdir())

if sys.dont_write_bytecode:
    # The sources stay clean, as was asked; but dozens of processes that each compile Django take minutes.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(KEPT / f"hamafza-bytecode-{os.getuid()}")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


def migrated() -> Path:
    """Where the empty, migrated database is kept: another place whenever a migration or Django is another."""
    from django.apps import apps

    said = hashlib.sha256(version("django").encode())
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path).glob("migrations/*.py")):
            said.update(str(file).encode() + file.read_bytes())
    return KEPT / f"hamafza-migrated-{os.getuid()}-{said.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def migrated_before(django_db_modify_db_settings: None) -> Iterator[bool]:
    """Begin with a copy of the whole file, triggers and all; the migrations are asked only whether one is left."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    own, kept = Path(default["TEST"]["NAME"] or ""), migrated()
    if not default["ENGINE"].endswith("sqlite3") or not kept.exists():
        yield False
        return
    shutil.copyfile(kept, own)
    yield True
    for part in ("", "-wal", "-shm"):
        Path(f"{own}{part}").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def django_db_keepdb(migrated_before: bool, django_db_keepdb: bool) -> bool:
    return migrated_before or django_db_keepdb


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, migrated_before: bool) -> None:
    """Migrating takes seconds in every process of every run: the first one keeps what it made."""
    from django.db import connection

    if connection.vendor != "sqlite" or migrated_before:
        return
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="hamafza-migrated-") as folder:
        new = Path(folder) / "new.sqlite3"
        with django_db_blocker.unblock(), closing(sqlite3.connect(new)) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        new.rename(migrated())  # at once: another process sees all of it or nothing
