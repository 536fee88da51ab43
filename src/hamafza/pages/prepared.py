"""Queries that every reader causes, composed once: composing them costs more than running them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

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
