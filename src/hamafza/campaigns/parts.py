"""What this room puts beside items: the evidence status of the slot that one fills, and what contradicts it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from hamafza.campaigns import access
from hamafza.campaigns.contradictions import contradictions
from hamafza.network.access import Standing
from hamafza.newsroom.models import Item


def below(request: HttpRequest, actor: Standing, items: Sequence[Item]) -> dict[int, SafeString]:
    drawn: dict[int, SafeString] = {}
    for slot in access.visible_slots(actor).filter(item__in=[item.pk for item in items]):
        context = {"slot": slot, "against": contradictions(slot)}
        if slot.item_id is not None:
            drawn[slot.item_id] = render_to_string("campaigns/_beside.html", context, request)
    return drawn
