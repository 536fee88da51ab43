"""Lists, page by page: one cursor for all of them."""

from __future__ import annotations

from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.params.functions import Query
from pydantic import create_model

M = TypeVar("M", bound=Model)
BEFORE: Any = Query(None, description="with an id below this one; `next` says it")


def limit(usual: int, most: int) -> Any:
    """How many rows a page has."""
    return Query(usual, ge=1, le=most, description="how many at most")


def page_of(shape: type[Schema], name: str, said: str = "newest first") -> type[Schema]:
    """The shape of a page: its rows by their name, and where it goes on."""
    following = Field(description="address of the next page")
    fields: dict[str, Any] = {name: (list[shape], Field(description=said)), "next": (str | None, following)}  # type: ignore[valid-type]
    return create_model(f"{shape.__name__.removesuffix('Out')}Page", __base__=Schema, **fields)


def narrowed(rows: QuerySet[M], **asked: Any) -> QuerySet[M]:
    """The rows that fit every filter that is given."""
    return rows.filter(Q(**{name: value for name, value in asked.items() if value not in ("", None)}))


def page(
    request: HttpRequest,
    rows: QuerySet[M],
    limit: int,
    *,
    before: int | None = None,
    after: int | str | None = None,
    by: str = "pk",
) -> tuple[list[M], str | None]:
    """The rows of one page, and the address of the next one.

    The newest first, from `before` downwards; or upwards from `after`, if that is given.
    """
    cursor, order = ("before", f"-{by}") if after is None else ("after", by)
    rest = narrowed(rows, **{f"{by}__lt": before, f"{by}__gt": after})
    found = list(rest.order_by(order)[: limit + 1])
    if len(found) <= limit:
        return found, None
    query = request.GET.copy()
    query[cursor] = str(getattr(found[limit - 1], by))
    return found[:limit], f"{settings.BASE_URL}{request.path}?{query.urlencode()}"
