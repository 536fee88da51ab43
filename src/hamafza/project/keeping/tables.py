"""A database that takes in rows as they are: triggers rest meanwhile, and numbers go on after the highest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connections, models, transaction

from hamafza.project.keeping.rows import Model

# Positions of the ledger are drawn apart from its ids; see the room `wire`.
HIGHEST = (
    "SELECT max(x) FROM (SELECT max(pos) AS x FROM wire_event UNION SELECT max(pruned) FROM wire_epoch) AS y"
)


@contextmanager
def taking_in(tables: list[Model], alias: str) -> Iterator[None]:
    """One transaction that begins with empty tables. At its end keys are checked and triggers are awake again."""
    connection = connections[alias]
    names = [model._meta.db_table for model in tables]
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        resting = lay_to_rest(cursor, connection.vendor, names)
        for name in names:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names of our own tables
        yield
        check_keys(connection, cursor)
        go_on(connection, cursor, tables)
        for statement in resting:
            cursor.execute(statement)


def lay_to_rest(cursor: Any, vendor: str, names: list[str]) -> list[str]:
    """Switch the triggers off; the statements that switch them on."""
    if vendor == "postgresql":
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name in names:
            cursor.execute(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
        return [f'ALTER TABLE "{name}" ENABLE TRIGGER USER' for name in names]
    cursor.execute("PRAGMA defer_foreign_keys=ON")
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    for name, _sql in triggers:
        cursor.execute(f'DROP TRIGGER "{name}"')
    return [sql for _name, sql in triggers]


def check_keys(connection: Any, cursor: Any) -> None:
    if connection.vendor == "postgresql":
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    else:
        connection.check_constraints()


def go_on(connection: Any, cursor: Any, tables: list[Model]) -> None:
    """New rows get numbers above all that are there."""
    keyed = [model for model in tables if isinstance(model._meta.pk, models.AutoField | models.BigAutoField)]
    for statement in connection.ops.sequence_reset_sql(no_style(), keyed):
        cursor.execute(statement)
    if "wire_event" not in {model._meta.db_table for model in tables}:
        return
    cursor.execute(HIGHEST)
    highest = cursor.fetchone()[0] or 0
    if connection.vendor == "postgresql":
        cursor.execute("SELECT setval('wire_event_pos', %s, %s)", [max(highest, 1), highest > 0])
    else:
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'wire_event' AND seq < %s", [highest])
        cursor.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT 'wire_event', %s"
            " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'wire_event')",
            [highest],
        )
