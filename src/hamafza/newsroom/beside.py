"""What rooms above put beside an item at the desk: this room does not know them, they say what they have.

A room brings a `Part` (see `pages.rooms`) that draws for some items at once: no query per item.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from hamafza.network.access import Standing
from hamafza.newsroom.models import Item
from hamafza.pages import rooms

Draw = Callable[[HttpRequest, Standing, Sequence[Item]], dict[int, SafeString]]


def nothing(request: HttpRequest, actor: Standing, items: Sequence[Item]) -> dict[int, SafeString]:
    """For places where a room has nothing to say."""
    return {}


@dataclass(frozen=True)
class Part:
    """One room's part: above and below an item's text on its own page, and in the row of a list.

    What stands on a page and changes by itself says so to the live script (`data-live-on`).
    """

    name: str
    above: Draw = nothing
    below: Draw = nothing
    in_row: Draw = nothing


def above(request: HttpRequest, actor: Standing, item: Item) -> list[SafeString]:
    return [
        found[item.pk]
        for part in rooms.brought(Part)
        if item.pk in (found := part.above(request, actor, [item]))
    ]


def below(request: HttpRequest, actor: Standing, item: Item) -> list[SafeString]:
    return [
        found[item.pk]
        for part in rooms.brought(Part)
        if item.pk in (found := part.below(request, actor, [item]))
    ]


def put_in_rows(request: HttpRequest, actor: Standing, items: Sequence[Item]) -> None:
    """Give each item its `beside`, for `newsroom/_row.html`."""
    drawn = [part.in_row(request, actor, items) for part in rooms.brought(Part)]
    for item in items:
        item.beside = [found[item.pk] for found in drawn if item.pk in found]  # type: ignore[attr-defined]
