"""What this room puts beside items: the works that an item tells of, and those that it can finish."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from hamafza.network.access import Standing
from hamafza.newsroom.models import Item, ItemState
from hamafza.works import access, queries


def below(request: HttpRequest, actor: Standing, items: Sequence[Item]) -> dict[int, SafeString]:
    """Only for those who see the works of the item's unit."""
    drawn = {item.pk: box(request, actor, item) for item in items if sees(actor, item)}
    return {pk: html for pk, html in drawn.items() if html}


def sees(actor: Standing, item: Item) -> bool:
    return actor.is_administrator or item.unit_id in actor.sees


def box(request: HttpRequest, actor: Standing, item: Item) -> SafeString:
    told = queries.finished_by(item)
    published = item.state == ItemState.PUBLISHED and item.firstpublished is not None
    may = published and access.may_write(actor, item.unit)
    waiting = queries.open_of(actor, item.unit) if may else []
    if not (told or waiting):
        return SafeString()
    context = {"item": item, "told": told, "open": [one for one in waiting if one not in told]}
    return render_to_string("works/_beside.html", context, request)
