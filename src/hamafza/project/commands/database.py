"""Making the data folder ready: tables, the network's row, static files."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from hamafza.network.models import Network
from hamafza.project.failures import Failure
from hamafza.project.keeping import upgrade
from hamafza.project.progress import kept_saying, say
from hamafza.project.words import gettext as _

SETTING_UP = 7246922  # PostgreSQL's advisory lock of whoever changes the tables


def set_up() -> None:
    """Bring tables and static files to this version. Quick when there is nothing to do."""
    with kept_saying(), static_files():
        make_tables()


def make_tables(*, back_up: bool = True) -> None:
    settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    there = MigrationRecorder(connection).applied_migrations().keys()
    if wanted() != there:
        upgrade.refuse_newer(set(there))
    if not wanted() <= there:
        with one_at_a_time():
            migrate(back_up=back_up)
    Network.objects.get_or_create(id=1, defaults={"name": "هم‌افزا", "name_en": "Hamafza"})


def wanted() -> set[tuple[str, str]]:
    """Every migration there is, by the names of their files: they are not loaded for that, since a start is often."""
    return {
        (app.label, name)
        for app in apps.get_app_configs()
        for _finder, name, is_package in iter_modules([str(Path(app.path) / "migrations")])
        if not is_package
    }


def migrate(*, back_up: bool) -> None:
    """Change the tables, and say so: with much data it takes minutes. What was there is kept first."""
    there = MigrationRecorder(connection).applied_migrations().keys()
    missing = len(wanted() - there)
    if not missing:
        return  # another machine was faster
    if there and back_up:
        say(_("The database is of an older version. A backup of it is made first."))
        say(_("Backup: %(file)s") % {"file": backed_up()})
    if there:
        say(_("%(count)s changes of the tables; please do not interrupt.") % {"count": missing})
    else:
        say(_("Making the tables of the database."))
    done = 0

    def progress(action: str, migration: Any = None, fake: bool = False) -> None:
        nonlocal done
        if action == "apply_success":
            done += 1
            if there:
                say(f"  {done}/{missing} {migration}")

    with heard(progress):
        call_command("migrate", verbosity=0, interactive=False)


def backed_up() -> Path:
    try:
        return upgrade.back_up(lambda _what, _count: None)
    except (OSError, sqlite3.Error, DatabaseError) as error:
        raise Failure(
            _("The backup before the upgrade failed, so nothing was changed: %(why)s") % {"why": error}
        ) from error


@contextmanager
def heard(progress: Callable[..., None]) -> Iterator[None]:
    """Django's own command tells its steps to nobody but a terminal."""
    told = Migrate.migration_progress_callback
    Migrate.migration_progress_callback = lambda _command, *step: progress(*step)  # type: ignore[method-assign]
    try:
        yield
    finally:
        Migrate.migration_progress_callback = told  # type: ignore[method-assign]


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
