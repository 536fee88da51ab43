"""The two databases' own full-text indexes behind one door: `put`, `drop`, `find`, `clear`.

Both hold the same keys under the item's number, so both find the same items. SQLite keeps them in an
FTS5 table without content, PostgreSQL in a `tsvector` with a GIN index. Ranking is not done here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.db import connection, transaction

from hamafza.archive.expressions import Expression, fts5, term_key, tsquery

LOCK = 7246923  # PostgreSQL's advisory lock of whoever writes the index
MOST_PLACES = 255  # of one key in PostgreSQL


@dataclass(frozen=True)
class Posting:
    """What the full-text index holds of one item: numbers of terms in order, others, facet keys."""

    item: int
    sequence: list[int]
    others: list[int]
    facets: list[str]


@dataclass(frozen=True)
class Old:
    """What is known of an indexed item when it is taken out again."""

    item: int
    terms: list[int]
    words: int
    more: int
    facets: list[str]


class IndexHit(NamedTuple):
    """One indexed item that was found, with what ranking and counting need."""

    item: int
    at: int
    words: int
    facets: str
    terms: bytes


@dataclass(frozen=True)
class SearchScope:
    """Which entries may be found at all."""

    units: frozenset[int] | None = frozenset()
    """Units whose unpublished work is included; None: everybody's."""
    since: datetime | None = None
    before: datetime | None = None
    up_to: int | None = None
    """The greatest item number."""
    starting: int | None = None
    """The least item number."""


class Engine(Protocol):
    """`find` is asked within `reading`."""

    def lock(self) -> None: ...
    def reading(self) -> AbstractContextManager[None]: ...
    def put(self, postings: Iterable[Posting]) -> None: ...
    def drop(self, old: Iterable[Old]) -> None: ...
    def clear(self) -> None: ...
    def count(self, changes: list[tuple[int, int]]) -> None: ...
    def find(self, wanted: Expression, scope: SearchScope, limit: int) -> list[IndexHit]: ...
    def holding(self, wanted: Expression, items: list[int]) -> set[int]: ...


def engine() -> Engine:
    """The engine of the database in use."""
    return Postgres() if connection.vendor == "postgresql" else SQLite()


def conditions(scope: SearchScope) -> tuple[list[str], list[Any]]:
    """SQL conditions on the entry `e`, and their parameters."""
    said: list[str] = []
    given: list[Any] = []
    if scope.units is not None:
        if scope.units:
            places = ", ".join(str(int(pk)) for pk in sorted(scope.units))
            said.append(f"(e.public OR e.unit IN ({places}))")
        else:
            said.append("e.public")
    limits = {
        "e.at >= %s": scope.since and seconds(scope.since),
        "e.at < %s": scope.before and seconds(scope.before),
        "e.item <= %s": scope.up_to,
        "e.item >= %s": scope.starting,
    }
    for condition, number in limits.items():
        if number is not None:
            said.append(condition)
            given.append(number)
    return said, given


def seconds(when: datetime) -> int:
    """Whole seconds; an instant within a second counts as after it."""
    return math.ceil(when.timestamp())


COLUMNS = "e.item, e.at, e.words, e.facets, e.terms"


class SQLite:
    def lock(self) -> None:
        """A transaction that writes is alone already."""

    def reading(self) -> AbstractContextManager[None]:
        return nullcontext()

    def put(self, postings: Iterable[Posting]) -> None:
        rows = [
            (one.item, joined(map(term_key, one.sequence)), joined([*map(term_key, one.others), *one.facets]))
            for one in postings
        ]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO archive_fts (rowid, text, other) VALUES (%s, %s, %s)", rows)

    def drop(self, old: Iterable[Old]) -> None:
        """Take items out. FTS5 without content must be told what it holds: every key once, and as many."""
        rows = []
        for one in old:
            keys = [*map(term_key, one.terms), *one.facets]
            rows.append((one.item, padded(keys, one.words), padded(keys[one.words :] or keys[-1:], one.more)))
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO archive_fts (archive_fts, rowid, text, other) VALUES ('delete', %s, %s, %s)",
                rows,
            )

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO archive_fts (archive_fts) VALUES ('delete-all')")

    def count(self, changes: list[tuple[int, int]]) -> None:
        """Add to the numbers of items that have a term: (term, how many more)."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE archive_term SET df = df + %s WHERE id = %s", [(more, pk) for pk, more in changes]
            )

    def find(self, wanted: Expression, scope: SearchScope, limit: int) -> list[IndexHit]:
        said, given = conditions(scope)
        source = "archive_fts f CROSS JOIN archive_indexeditem e ON e.item = f.rowid"
        return listed(source, ["archive_fts MATCH %s", *said], [fts5(wanted), *given], "f.rowid", limit)

    def holding(self, wanted: Expression, items: list[int]) -> set[int]:
        """Which of the items match. They are looked for in their range: each by itself would be a query."""
        said = "SELECT rowid FROM archive_fts WHERE archive_fts MATCH %s AND rowid BETWEEN %s AND %s"
        with connection.cursor() as cursor:
            cursor.execute(said, [fts5(wanted), min(items), max(items)])
            return {item for (item,) in cursor} & set(items)


class Postgres:
    def lock(self) -> None:
        """One writer at a time, to the end of its transaction."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Without scans of whole tables, which PostgreSQL believes to be cheap: it does not count that the
        vectors lie apart and each must be fetched and unpacked."""
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            yield
            cursor.execute("SET LOCAL enable_seqscan = DEFAULT")

    def put(self, postings: Iterable[Posting]) -> None:
        rows = [(one.item, vector(one)) for one in postings]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO archive_fts (item, keys) VALUES (%s, %s::tsvector)"
                " ON CONFLICT (item) DO UPDATE SET keys = excluded.keys",
                rows,
            )

    def drop(self, old: Iterable[Old]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM archive_fts WHERE item = ANY(%s)", [[one.item for one in old]])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE archive_fts")

    def count(self, changes: list[tuple[int, int]]) -> None:
        """The same in one statement: an item has hundreds of terms, and each statement is a way to the server."""
        said = (
            "UPDATE archive_term t SET df = t.df + c.more"
            " FROM unnest(%s::bigint[], %s::int[]) AS c(id, more) WHERE t.id = c.id"
        )
        with connection.cursor() as cursor:
            cursor.execute(said, [[pk for pk, _more in changes], [more for _pk, more in changes]])

    def find(self, wanted: Expression, scope: SearchScope, limit: int) -> list[IndexHit]:
        """The newest matches first without their conditions, so that few entries are read; most pass them."""
        said, given = conditions(scope)
        some = limit * 2 + 100
        # `+ 0`: else the planner may walk the whole archive backwards, reading every vector.
        matching = "SELECT item FROM archive_fts WHERE keys @@ %s::tsquery ORDER BY item + 0 DESC LIMIT %s"
        found, matched = self._among(matching, [tsquery(wanted), some], said, given, limit)
        if len(found) < limit and matched >= some:
            found, _matched = self._among(matching, [tsquery(wanted), None], said, given, limit)
        return found

    def _among(
        self, matching: str, first: list[Any], said: list[str], given: list[Any], limit: int
    ) -> tuple[list[IndexHit], int]:
        """The entries in the scope, and of how many matches they are."""
        where = " AND ".join(said) or "true"
        # Fixed pieces; every value is a parameter. The count comes alone where no entry does.
        sql = (
            f"WITH found AS MATERIALIZED ({matching}), counted AS (SELECT count(*) AS matched FROM found)"  # noqa: S608
            f" SELECT matched, {COLUMNS} FROM counted LEFT JOIN LATERAL (SELECT e.* FROM found f"
            f" JOIN archive_indexeditem e ON e.item = f.item WHERE {where} ORDER BY e.item DESC LIMIT %s) e ON true"
            " ORDER BY e.item DESC"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*first, *given, limit])
            rows = cursor.fetchall()
        return [IndexHit._make(row[1:]) for row in rows if row[1] is not None], rows[0][0]

    def holding(self, wanted: Expression, items: list[int]) -> set[int]:
        """Which of the items match."""
        said = "SELECT item FROM archive_fts WHERE item = ANY(%s) AND keys @@ %s::tsquery"
        with connection.cursor() as cursor:
            cursor.execute(said, [items, tsquery(wanted)])
            return {item for (item,) in cursor}


def newest(scope: SearchScope, limit: int) -> list[IndexHit]:
    """The entries in the scope, whatever they say, the newest first."""
    said, given = conditions(scope)
    return listed("archive_indexeditem e", said, given, "e.item", limit)


def listed(source: str, said: list[str], given: list[Any], order: str, limit: int) -> list[IndexHit]:
    where = " AND ".join(said) or "true"
    # Fixed pieces; every value is a parameter.
    sql = f"SELECT {COLUMNS} FROM {source} WHERE {where} ORDER BY {order} DESC LIMIT %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, limit])
        return list(map(IndexHit._make, cursor.fetchall()))


def joined(keys: Iterable[str]) -> str:
    return " ".join(keys)


def padded(keys: list[str], count: int) -> str:
    """`count` keys: the first ones, the last of them repeated as often as needed."""
    taken = keys[:count]
    return joined([*taken, *taken[-1:] * (count - len(taken))])


def vector(one: Posting) -> str:
    """The literal of a `tsvector`: terms with their places, others without."""
    places: dict[str, list[int]] = {}
    for place, number in enumerate(one.sequence, 1):
        places.setdefault(term_key(number), []).append(place)
    keys = [f"'{key}':{','.join(map(str, at[:MOST_PLACES]))}" for key, at in places.items()]
    others = {*map(term_key, one.others), *one.facets} - places.keys()
    return joined([*keys, *(f"'{key}'" for key in sorted(others))])
