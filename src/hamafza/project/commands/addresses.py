"""Where things are on the web."""

from __future__ import annotations

from django.conf import settings

from hamafza.newsroom.models import Item, ItemState


def address_of(item: Item) -> str:
    """The item's public page, or its page in the desk while readers may not see it."""
    public = item.state == ItemState.PUBLISHED and item.firstpublished is not None
    path = f"/news/{item.code}/" if public else f"/desk/items/{item.pk}/"
    return f"{settings.BASE_URL}{path}"
