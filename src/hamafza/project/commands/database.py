"""Making the data folder ready: tables, the network's row, static files."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from hamafza.network.models import Network
from hamafza.project.progress import kept_saying, say
from hamafza.project.words import gettext as _

SETTING_UP = 7246922  # PostgreSQL's advisory lock of whoever changes the tables


def set_up() -> None:
    """Bring tables and static files to this version. Quick when there is nothing to do."""
    with kept_saying(), static_files():
        make_tables()


def make_tables() -> None:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    if tables_are_old():
        say(_("Making the tables of the database."))
        with one_at_a_time():
            call_command("migrate", verbosity=0, interactive=False)
    Network.objects.get_or_create(id=1, defaults={"name": "هم‌افزا", "name_en": "Hamafza"})


def tables_are_old() -> bool:
    """Whether a migration waits, by the names of their files: they are not loaded for that, since a start is often."""
    there = {
        (app.label, name)
        for app in apps.get_app_configs()
        for _finder, name, is_package in iter_modules([str(Path(app.path) / "migrations")])
        if not is_package
    }
    return not there <= MigrationRecorder(connection).applied_migrations().keys()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Of several machines that start on one PostgreSQL, one changes the tables and the others wait for it."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [SETTING_UP])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SETTING_UP])


@contextmanager
def static_files() -> Iterator[None]:
    """If they changed, collect and compress the static files beside what the caller does, and wait for that at the end.

    In a process of its own: it needs much memory, and it is most of a first start where there is one core for both.
    """
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    now = fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        yield
        return
    say(_("Compressing scripts and style sheets, beside the rest."))
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--clear", "-v0"]
    command += ["--settings", "hamafza.project.settings"]
    with subprocess.Popen(command) as collecting:  # noqa: S603 - our own interpreter
        try:
            yield
        except BaseException:
            collecting.kill()
            raise
    if collecting.returncode:
        raise subprocess.CalledProcessError(collecting.returncode, command)
    stamp.write_text(now)


def fingerprint() -> str:
    """A digest over names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
