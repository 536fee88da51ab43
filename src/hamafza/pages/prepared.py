"""Queries that every request causes, composed once: composing them costs ten times what running them does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import RawQuerySet
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
    """The rows of a query about one value, its only parameter, or about a moment; `compose` gives it for any."""

    def __init__(self, compose: Callable[[Any], QuerySet[M]]) -> None:
        self._compose = compose
        self._rows: Callable[[str | int | datetime], RawQuerySet[M]] | None = None

    def __call__(self, value: str | int | datetime) -> list[M]:
        """Instances of the model, without what is related to them; annotations are attributes, as the database has them."""
        if self._rows is None:
            self._rows = self._prepare(value)
        return list(self._rows(value))

    def _prepare(self, value: str | int | datetime) -> Callable[[str | int | datetime], RawQuerySet[M]]:
        example = self._compose(value)
        sql, parameters = example.query.sql_with_params()
        fixed = [None if parameter == _said(value) else parameter for parameter in parameters]
        # Only of a moment can be told which parameters it is, whatever the others are.
        alone = isinstance(value, datetime) or len(fixed) == 1
        if None not in fixed or None in parameters or not alone:
            raise ValueError(
                f"A prepared query has a moment or one value as its parameter, not {parameters!r}."
            )

        def rows(value: str | int | datetime) -> RawQuerySet[M]:
            said = _said(value)
            return example.model._default_manager.raw(sql, [said if p is None else p for p in fixed])

        return rows


def _said(value: str | int | datetime) -> Any:
    """As the database is told it."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
