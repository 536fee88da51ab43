"""What every process of the suite begins with: compiled modules, and a database that is migrated already."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from tests import kept

# How fast a machine draws examples says nothing about the code.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("suite"), max_examples=15)  # for `make fast`
settings.load_profile("suite")

if sys.dont_write_bytecode:
    # The sources stay clean, as was asked; but dozens of processes that each compile Django take minutes.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(kept.bytecode())
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


@pytest.fixture(scope="session")
def migrated_before(django_db_modify_db_settings: None) -> Iterator[bool]:
    """Begin with a copy of the whole file, triggers and all; the migrations are asked only whether one is left."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    own, before = Path(default["TEST"]["NAME"] or ""), kept.migrated()
    if not default["ENGINE"].endswith("sqlite3") or not before.exists():
        yield False
        return
    shutil.copyfile(before, own)
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
    with tempfile.TemporaryDirectory(dir=kept.HERE, prefix="hamafza-migrated-") as folder:
        new = Path(folder) / "new.sqlite3"
        with django_db_blocker.unblock(), closing(sqlite3.connect(new)) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        new.rename(kept.migrated())  # at once: another process sees all of it or nothing
