"""The inverted index: which shown version has which fingerprint where.

Two tables of one shape; one answers while the other may be filled anew. A row is `(h, d, p)`: the
number of the fingerprint, the id of the `Shown` version, the place of its first letter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from django.db import connection

from hamafza.verify.models import Shelf

Side = Literal["a", "b"]
Row = tuple[int, int, int]

FULL = 256
"""A run of letters that so many versions have is a formula: the first ones keep it, later ones do not."""


def shelf() -> Shelf:
    return Shelf.objects.filter(id=1).first() or Shelf()


def table(side: str) -> str:
    """The name of a table; the side never comes from outside."""
    if side not in ("a", "b"):
        raise ValueError(side)
    return f"verify_postings_{side}"


def find(side: str, numbers: Iterable[int]) -> list[Row]:
    """Every posting of the given fingerprints."""
    wanted, values = any_of(sorted(set(numbers)))
    return fetch(f"SELECT h, d, p FROM {table(side)} WHERE h IN ({wanted})", values)  # noqa: S608 - `table`


def full(side: str, numbers: Sequence[int]) -> set[int]:
    """Which of the fingerprints are formulas by now."""
    wanted, values = any_of(numbers)
    query = f"SELECT h FROM {table(side)} WHERE h IN ({wanted}) GROUP BY h HAVING COUNT(*) >= {FULL}"  # noqa: S608
    return {h for (h,) in fetch(query, values)}


def put(side: str, rows: Sequence[Row]) -> int:
    """Add postings; what is there already, and what is a formula, is left out. How many were offered."""
    formulas = full(side, sorted({h for h, _d, _p in rows}))
    kept = sorted(row for row in rows if row[0] not in formulas)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [list(column) for column in zip(*kept, strict=True)] or [[], [], []]
            cursor.execute(
                f"INSERT INTO {table(side)} (h, d, p)"  # noqa: S608
                " SELECT * FROM unnest(%s::int[], %s::int[], %s::int[]) ON CONFLICT DO NOTHING",
                columns,
            )
        else:
            cursor.executemany(f"INSERT OR IGNORE INTO {table(side)} (h, d, p) VALUES (%s, %s, %s)", kept)  # noqa: S608
    return len(kept)


def empty(side: str) -> None:
    """Forget every posting of one side."""
    with connection.cursor() as cursor:
        how = "TRUNCATE TABLE" if connection.vendor == "postgresql" else "DELETE FROM"
        cursor.execute(f"{how} {table(side)}")


def refresh(side: str) -> None:
    """Let the database know how its rows are spread, after many were added."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {table(side)}")


def any_of(numbers: Sequence[int]) -> tuple[str, list[Any]]:
    """A sub-query for a long list of numbers, and its one parameter."""
    if connection.vendor == "postgresql":
        return "SELECT unnest(%s::int[])", [list(numbers)]
    return "SELECT value FROM json_each(%s)", [json.dumps(list(numbers))]


def fetch(query: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows: list[Any] = cursor.fetchall()
        return rows
