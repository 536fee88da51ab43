"""Moving the whole network to another database."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS

from hamafza.network.models import Person, Unit
from hamafza.newsroom.models import Item
from hamafza.project.failures import Failure
from hamafza.project.keeping import elsewhere, rows
from hamafza.project.keeping.restore import rebuild
from hamafza.project.keeping.tables import taking_in
from hamafza.project.words import gettext as _
from hamafza.wire.models import Epoch


@dataclass(frozen=True)
class Moved:
    tables: int
    rows: int
    differing: dict[str, int]


def move(url: str, tell: rows.Tell) -> Moved:
    """Copy every row into an empty database and compare both; the source stays as it is."""
    elsewhere.hamafza("setup-database", "--tables", DATABASE_URL=url)
    with elsewhere.opened(url) as target:
        migrations = rows.applied(DEFAULT_DB_ALIAS)
        if migrations != rows.applied(target):
            raise Failure(_("The database is from another version. Run “hamafza setup-database”."))
        if any(model._base_manager.using(target).exists() for model in (Person, Unit, Item)):
            raise Failure(_("The other database is not empty."))
        tables = rows.models_of(migrations)
        with elsewhere.snapshot(DEFAULT_DB_ALIAS):
            with taking_in(tables, target):
                counts = rows.copy(tables, DEFAULT_DB_ALIAS, target, tell)
            differing = rows.differing(tables, DEFAULT_DB_ALIAS, target)
        Epoch.objects.using(target).update(epoch=secrets.token_hex(4))
    if not differing:
        rebuild(DATABASE_URL=url)
    return Moved(len(tables), sum(counts.values()), differing)
