"""What this room puts beside items: asking others to relay it, and the calls that are about it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from hamafza.calls import access
from hamafza.network.access import Standing
from hamafza.newsroom.models import Item


def below(request: HttpRequest, actor: Standing, items: Sequence[Item]) -> dict[int, SafeString]:
    """Below a published item: one button, and calls about it that the person may see."""
    shown = [item for item in items if item.state == "published" and item.firstpublished is not None]
    may_ask = actor.is_administrator or bool(access.asks_for(actor))
    drawn = {}
    for item in shown:
        calls = list(access.visible(actor).filter(item=item).select_related("unit").order_by("-pk")[:10])
        if calls or may_ask:
            context = {"item": item, "calls": calls, "may_ask": may_ask}
            drawn[item.pk] = render_to_string("calls/_beside.html", context, request)
    return drawn
