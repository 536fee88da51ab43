"""All rows of one database, copied to another and compared with it, a few hundred at a time.

The models are those of the migrations that the database has applied, not those of the program: a backup
before an upgrade reads tables that are older than the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

from django.db import connections, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import F
from django.db.models.functions import Collate

Model = type[models.Model]
Tell = Callable[[str, int], object]
BATCH = 500
Applied = set[tuple[str, str]]


def applied(alias: str) -> Applied:
    """App and name of every migration the database says it has."""
    return set(MigrationLoader(connections[alias]).applied_migrations or ())


def unknown(migrations: Applied) -> list[tuple[str, str]]:
    """Those this program does not have: a newer one made them."""
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations or ())
    replaced = {old for one in loader.replacements.values() for old in one.replaces}
    return sorted(migrations - known - replaced)


def newest(migrations: Applied) -> list[tuple[str, str]]:
    """The last of them in each app: where to migrate to."""
    graph = MigrationLoader(None).graph
    here = {node for node in migrations if node in graph.nodes}
    return sorted(
        node
        for node in here
        if not any(child.key in here and child.key[0] == node[0] for child in graph.node_map[node].children)
    )


def models_of(migrations: Applied) -> list[Model]:
    """Every table with a model, in the state these migrations leave it in."""
    state = MigrationLoader(None).project_state(newest(migrations))
    found = state.apps.get_models(include_auto_created=True)
    return sorted(
        (model for model in found if kept(model) and not model._meta.proxy),
        key=lambda model: model._meta.db_table,
    )


def kept(model: Model) -> bool:
    """Whether its rows are data. Indexes are made anew; the trail is nobody's to manage, yet data all the same."""
    return bool(model._meta.managed) or model._meta.app_label == "record"


def copy(tables: list[Model], source: str, target: str, tell: Tell) -> dict[str, int]:
    """Write every row into the empty tables of `target`; how many there are of each."""
    counts = {}
    for model in tables:
        table, count = model._meta.db_table, 0
        for batch in batches(model, source):
            insert(model, batch, target)
            count += len(batch)
            tell(table, count)
        counts[table] = count
    return counts


def insert(model: Model, rows: list[models.Model], alias: str) -> None:
    """As they are: without times of now, default values or signals."""
    fields = model._meta.local_concrete_fields
    size = connections[alias].ops.bulk_batch_size(fields, rows)
    manager: Any = model._base_manager.using(alias)
    for start in range(0, len(rows), size):
        manager._insert(rows[start : start + size], fields=fields, using=alias, raw=True)


def batches(model: Model, alias: str) -> Iterator[list[models.Model]]:
    batch: list[models.Model] = []
    for row in model._base_manager.using(alias).order_by().iterator(chunk_size=BATCH):
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def differing(tables: list[Model], one: str, other: str) -> dict[str, int]:
    """How many rows of each table are not the same in both databases. Both are read in the order of the key."""
    found = {}
    for model in tables:
        rows = zip_longest(values(model, one), values(model, other))
        if count := sum(1 for left, right in rows if left != right):
            found[model._meta.db_table] = count
    return found


def values(model: Model, alias: str) -> Iterator[tuple[Any, ...]]:
    names = [field.attname for field in model._meta.local_concrete_fields]
    query = model._base_manager.using(alias).order_by(key_order(model, alias))
    for row in query.values_list(*names).iterator(chunk_size=BATCH):
        yield tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)


def key_order(model: Model, alias: str) -> Any:
    """Letter by letter for keys of text: PostgreSQL would sort them as a dictionary does."""
    key = model._meta.pk
    textual = isinstance(key, models.CharField | models.TextField)
    if textual and connections[alias].vendor == "postgresql":
        return Collate(F("pk"), "C")
    return "pk"
