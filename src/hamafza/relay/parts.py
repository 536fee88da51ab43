"""What this room puts beside items: the button that relays, and who relays already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from hamafza.network.access import Standing
from hamafza.newsroom.models import Item
from hamafza.pages.fields import new_key
from hamafza.relay import access, queries


def box(actor: Standing, item: Item) -> dict[str, Any]:
    """Context of `relay/_box.html`: who relays the item, and what the person can do about it."""
    live = queries.carriers(item)
    units = access.units_of(actor)
    own = [relay for relay in live if relay.unit_id in {unit.pk for unit in units}]
    return {
        "item": item,
        "carried": queries.one_carried(item, units, own, len(live)),
        "relays": live,
        "retry_key": new_key(),
    }


def tap(actor: Standing, item: Item) -> dict[str, Any]:
    """Context of `relay/_tap.html`: the one tap, or what stands already."""
    address = reverse("item", args=[item.pk])
    return {
        "item": item,
        "carried": queries.carried(actor, [item])[item.pk],
        "retry_key": new_key(),
        "next": address,
    }


def above(request: HttpRequest, actor: Standing, items: Sequence[Item]) -> dict[int, SafeString]:
    return {
        item.pk: render_to_string("relay/_tap.html", tap(actor, item), request)
        for item in items
        if item.firstpublished is not None
    }


def below(request: HttpRequest, actor: Standing, items: Sequence[Item]) -> dict[int, SafeString]:
    return {
        item.pk: render_to_string("relay/_box.html", box(actor, item), request)
        for item in items
        if item.firstpublished is not None
    }


def in_row(request: HttpRequest, actor: Standing, items: Sequence[Item]) -> dict[int, SafeString]:
    shown = [item for item in items if item.firstpublished is not None]
    return {
        item.pk: button(request, item, carried)
        for item, carried in zip(shown, queries.carried(actor, shown).values(), strict=True)
        if carried.units or carried.relays or carried.total
    }


def button(request: HttpRequest, item: Item, carried: queries.Carried) -> SafeString:
    """One tap relays the item whole; what stands already is shown instead."""
    context = {"item": item, "carried": carried, "retry_key": new_key(), "next": request.get_full_path()}
    return render_to_string("relay/_button.html", context, request)
