"""Queries that every request asks: their SQL is composed once, since composing costs ten times what running does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.query import RawQuerySet

M = TypeVar("M", bound=Model)


class Prepared(Generic[M]):
    """A query with one parameter; `compose` gives it for any value."""

    def __init__(self, compose: Callable[[Any], QuerySet[M]]) -> None:
        self._compose = compose
        self._rows: Callable[[str | int], RawQuerySet[M]] | None = None

    def __call__(self, value: str | int) -> list[M]:
        """The rows for this value, as instances of the model, without what is related to them."""
        if self._rows is None:
            self._rows = self._prepare(value)
        return list(self._rows(value))

    def _prepare(self, value: str | int) -> Callable[[str | int], RawQuerySet[M]]:
        example = self._compose(value)
        sql, parameters = example.query.sql_with_params()
        if tuple(parameters) != (value,):
            raise ValueError(f"A prepared query has its value as the one parameter, not {parameters!r}.")
        return lambda value: example.model._default_manager.raw(sql, [value])
