"""Taking in a backup."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from hamafza.network.models import Person, Unit
from hamafza.newsroom.models import Item
from hamafza.project.failures import Failure, UnusableInput
from hamafza.project.keeping import elsewhere, rows
from hamafza.project.keeping.archive import DATABASE, FILES, Damaged, Manifest, read_manifest, unpack
from hamafza.project.keeping.tables import taking_in
from hamafza.project.words import gettext as _
from hamafza.wire.actions import new_epoch


def restore(file: Path, tell: rows.Tell, *, force: bool) -> Manifest:
    """Put a backup in the place of what is here. Nothing is touched before the whole file was found sound."""
    try:
        manifest = read_manifest(file)
        check(manifest, force=force)
        with tempfile.TemporaryDirectory(dir=settings.DATA, prefix="restoring-") as folder:
            unpack(file, manifest, Path(folder))
            aside = None if is_empty() else settings.DATA / f"replaced-{timezone.now():%Y%m%dT%H%M%S}"
            put_database(Path(folder) / DATABASE, manifest, aside, tell)
            put_files(Path(folder) / FILES, aside)
    except Damaged as error:
        raise UnusableInput(_("%(file)s is no backup, or it is damaged.") % {"file": file}) from error
    finish(manifest)
    return manifest


def check(manifest: Manifest, *, force: bool) -> None:
    if rows.unknown(manifest.applied):
        raise Failure(
            _("This backup was made by a newer Hamafza (%(version)s). Install that version first.")
            % {"version": manifest.hamafza}
        )
    if not force and not is_empty():
        raise Failure(
            _("This installation is not empty. Name a new data folder, or replace what is here with --force.")
        )


def is_empty() -> bool:
    """Whether nothing was ever done here."""
    try:
        return not any(model.objects.exists() for model in (Person, Unit, Item))
    except DatabaseError:
        connection.close()
        return True  # there are no tables yet


def put_database(copy: Path, manifest: Manifest, aside: Path | None, tell: rows.Tell) -> None:
    if connection.vendor == "sqlite":
        here = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        for path in [here.with_name(f"{here.name}{part}") for part in ("", "-wal", "-shm")]:
            set_aside(path, aside)
        if manifest.kind == "file":
            copy.rename(here)
            return
        here.touch(mode=0o600)
    take_in_rows(copy, manifest, tell)


def take_in_rows(copy: Path, manifest: Manifest, tell: rows.Tell) -> None:
    """The tables are made as they were when the backup was; `finish` brings them to this version."""
    executor = MigrationExecutor(connection)
    there = set(executor.loader.applied_migrations)
    if there - manifest.applied:
        raise Failure(_("The tables of this database are not those of the backup. Name an empty database."))
    executor.migrate(rows.newest(manifest.applied))
    tables = rows.models_of(manifest.applied)
    with elsewhere.opened(elsewhere.url_of(copy)) as source:
        with taking_in(tables, DEFAULT_DB_ALIAS):
            rows.copy(tables, source, DEFAULT_DB_ALIAS, tell)
        differing = rows.differing(tables, source, DEFAULT_DB_ALIAS)
    if differing:
        raise Failure(_("Rows differ after copying: %(tables)s") % {"tables": differing})


def put_files(folder: Path, aside: Path | None) -> None:
    for path in sorted(folder.iterdir()):
        target = settings.DATA / path.name
        set_aside(target, aside)
        path.rename(target)


def set_aside(path: Path, aside: Path | None) -> None:
    """What was here is kept, unless nothing was ever done here."""
    if not path.exists():
        return
    if aside is None and path.is_file():
        path.unlink()
        return
    aside = aside or settings.DATA / f"replaced-{timezone.now():%Y%m%dT%H%M%S}"
    aside.mkdir(exist_ok=True, mode=0o700)
    path.rename(aside / path.name)


def finish(manifest: Manifest) -> None:
    """Bring it to this version, and let every screen fetch anew: positions may be given again."""
    from hamafza.project.commands.database import make_tables

    make_tables(back_up=False)
    new_epoch()
    if manifest.kind != "file" or connection.vendor != "sqlite":
        connection.close()
        rebuild()


def rebuild(**environment: str) -> None:
    """Each database has an index of its own kind."""
    elsewhere.hamafza("rebuild-index", "--from-scratch", **environment)
    with suppress(Failure):  # the worker makes it, if it is not there yet
        elsewhere.hamafza("rebuild-fingerprints", **environment)
