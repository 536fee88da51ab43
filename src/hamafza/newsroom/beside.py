"""What rooms above put beside an item at the desk: this room does not know them, they say what they have.

A room registers, when it starts, a function that draws its part for some items at once (no query per item).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from hamafza.network.access import Standing
from hamafza.newsroom.models import Item

Draw = Callable[[HttpRequest, Standing, Sequence[Item]], dict[int, SafeString]]


@dataclass(frozen=True)
class Part:
    """One room's part: below an item on its own page, and in the row of a list."""

    name: str
    on_page: Draw
    in_row: Draw


parts: dict[str, Part] = {}


def register(part: Part) -> None:
    parts[part.name] = part


def on_page(request: HttpRequest, actor: Standing, item: Item) -> list[SafeString]:
    drawn = [part.on_page(request, actor, [item]) for part in parts.values()]
    return [found[item.pk] for found in drawn if item.pk in found]


def put_in_rows(request: HttpRequest, actor: Standing, items: Sequence[Item]) -> None:
    """Give each item its `beside`, for `newsroom/_row.html`."""
    drawn = [part.in_row(request, actor, items) for part in parts.values()]
    for item in items:
        item.beside = [found[item.pk] for found in drawn if item.pk in found]  # type: ignore[attr-defined]
