"""The full-text index of the database in use: keys only, no text."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE archive_fts USING fts5(text, other, content='', columnsize=0, tokenize='ascii')",
]
POSTGRESQL = [
    "CREATE TABLE archive_fts (item bigint PRIMARY KEY, keys tsvector NOT NULL)",
    # Vectors out of the way: a word's many matches are listed without reading them.
    "ALTER TABLE archive_fts SET (toast_tuple_target = 128)",
    "CREATE INDEX archive_fts_keys ON archive_fts USING gin (keys)",
]


def create(_apps: Any, editor: Any) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def remove(_apps: Any, editor: Any) -> None:
    editor.execute("DROP TABLE archive_fts")


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]
    operations = [migrations.RunPython(create, remove)]
