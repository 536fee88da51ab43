"""Another database beside the installation's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import DatabaseError, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from hamafza.project.environment import Environment
from hamafza.project.failures import Failure
from hamafza.project.keeping.rows import Applied, Model
from hamafza.project.words import gettext as _

OTHER = "other"


def url_of(file: Path) -> str:
    return f"sqlite://{quote(str(file.absolute()))}"


@contextmanager
def opened(url: str) -> Iterator[str]:
    """The alias under which the database can be asked; it is closed at the end."""
    settings: dict[str, Any] = Environment(DATABASE_URL=url).database()
    connections.settings[OTHER] = connections.configure_settings({"default": {}, OTHER: settings})[OTHER]
    try:
        connections[OTHER].ensure_connection()
        yield OTHER
    except DatabaseError as error:
        raise Failure(str(error).strip().splitlines()[0]) from error
    finally:
        if hasattr(connections._connections, OTHER):  # type: ignore[attr-defined]
            connections[OTHER].close()
            del connections[OTHER]
        del connections.settings[OTHER]


@contextmanager
def snapshot(alias: str) -> Iterator[None]:
    """What is read within is of one moment, whatever others write."""
    with transaction.atomic(using=alias):
        if connections[alias].vendor == "postgresql":
            with connections[alias].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def make_bare_tables(tables: list[Model], migrations: Applied, alias: str) -> None:
    """Tables that only hold rows: nothing reads them but a restore."""
    connection = connections[alias]
    with connection.schema_editor() as editor:
        for model in tables:
            if not model._meta.auto_created:  # made with the model that needs it
                editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in sorted(migrations):
        recorder.record_applied(app, name)


def hamafza(*arguments: str, **environment: str) -> None:
    """Run the command line in a process of its own, on another database."""
    command = [sys.executable, "-m", "hamafza.project.cli", *arguments]
    done = subprocess.run(  # noqa: S603 - our own program
        command, env={**os.environ, **environment}, capture_output=True, text=True
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise Failure(said[-1].removeprefix("hamafza: ") if said else _("The database cannot be made ready."))
