"""Count what several queries find in one statement."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def count_each(queries: dict[str, QuerySet[Any]]) -> dict[str, int]:
    """Return how many rows each query finds, by its name. It asks the database once, however many they are."""
    parts: list[str] = []
    parameters: list[Any] = []
    counts = dict.fromkeys(queries, 0)
    asked = []
    for name, query in queries.items():
        try:
            sql, given = query.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # known without asking
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) q{len(parts)})")  # noqa: S608 - composed by Django
        parameters += given
        asked.append(name)
    if not parts:
        return counts
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)
        return counts | dict(zip(asked, cursor.fetchone(), strict=True))
