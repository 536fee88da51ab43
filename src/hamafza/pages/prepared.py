"""Queries that every request causes, composed once: composing them costs ten times what running them does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
_composed: dict[tuple[str, str], tuple[SQLCompiler, str, Any, dict[int, Any]]] = {}


def rows(name: str, build: Callable[[], QuerySet[Any, Any]]) -> list[tuple[Any, ...]]:
    """What the `values_list` that `build` makes gives now.

    It is built once for each `name`, so everything that makes it another query belongs to the name.
    """
    key = (name, connection.vendor)
    if key not in _composed:
        _composed[key] = composed(build())
    compiler, sql, parameters, converters = _composed[key]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found = cursor.fetchall()
    return [tuple(row) for row in compiler.apply_converters(found, converters)] if converters else found


def composed(query: QuerySet[Any, Any]) -> tuple[SQLCompiler, str, Any, dict[int, Any]]:
    compiler = query.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    return compiler, sql, parameters, compiler.get_converters([one for one, _sql, _alias in compiler.select])


class Instances(Generic[M]):
    """The rows of a query about one value, its only parameter; `compose` gives it for any."""

    def __init__(self, compose: Callable[[Any], QuerySet[M]]) -> None:
        self._compose = compose
        self._statement: tuple[type[M], str] | None = None

    def __call__(self, value: str | int) -> list[M]:
        """Instances of the model, without what is related to them; annotations are attributes, as the database has them."""
        model, sql = self._statement = self._statement or self._prepare(value)
        return list(model._default_manager.raw(sql, [value]))

    def _prepare(self, value: str | int) -> tuple[type[M], str]:
        example = self._compose(value)
        sql, parameters = example.query.sql_with_params()
        if list(parameters) != [value]:
            raise ValueError(f"A prepared query has one value as its parameter, not {parameters!r}.")
        return example.model, sql


class Waiting:
    """Which of several queries about a moment find anything at it: one statement, however many they are."""

    def __init__(self, queries: dict[str, Callable[[datetime], QuerySet[Any]]]) -> None:
        self._queries = queries
        self._statement: tuple[str, list[Any]] | None = None

    def __call__(self, now: datetime) -> set[str]:
        """The names of those that do."""
        if self._statement is None:
            self._statement = self._compose(now)
        sql, fixed = self._statement
        with connection.cursor() as cursor:
            cursor.execute(sql, [_said(now) if parameter is None else parameter for parameter in fixed])
            return {name for (name,) in cursor.fetchall()}

    def _compose(self, now: datetime) -> tuple[str, list[Any]]:
        parts, fixed = [], list[Any]()
        for name, query in self._queries.items():
            sql, parameters = query(now).order_by().query.exists().sql_with_params()
            parts.append(f"SELECT %s WHERE EXISTS ({sql})")
            fixed += [name, *(None if one == _said(now) else one for one in parameters)]
        return " UNION ALL ".join(parts), fixed


def numbers(queries: dict[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each of the queries finds: one statement, however many they are."""
    parts: list[str] = []
    parameters: list[Any] = []
    found = dict.fromkeys(queries, 0)
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
        return found
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)
        return found | dict(zip(asked, cursor.fetchone(), strict=True))


def _said(moment: datetime) -> Any:
    """As the database is told it."""
    return connection.ops.adapt_datetimefield_value(moment)
