"""What this room brings to the shared screens."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.network.access import Standing, belongs, checks, writes
from hamafza.newsroom import drafts, queries
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds, Panel, Place, Urls, Way

CHECKS, URGENT = 20, 20  # rows of a panel; the others are behind a link


def latest(actor: Standing) -> dict[str, Any]:
    return {"items": queries.latest(actor, 4)}


def to_check(actor: Standing) -> dict[str, Any]:
    found = list(queries.waiting_checks(actor)[:CHECKS]) if checks(actor) else []
    return {
        "items": found,
        "count": len(found),
        "units": None if actor.is_administrator else sorted(actor.checks_for),
    }


def mine(actor: Standing) -> dict[str, Any]:
    units = None if actor.is_administrator else sorted(actor.unit_ids)
    items, unfinished = queries.returned_and_drafts(actor), drafts.mine(actor)
    return {
        "items": items,
        "drafts": unfinished,
        "units": units,
        "count": len(items) + len(unfinished),
    }


def urgent(actor: Standing) -> dict[str, Any]:
    return {"items": list(queries.urgent(actor).filter(checked__isnull=True, state="published")[:URGENT])}


rooms.register(
    "newsroom",
    Urls("hamafza.newsroom.writing_urls"),
    Urls("hamafza.newsroom.urls"),
    Way(url="item-new", name=_("New item"), icon="pencil", place=Place.WRITE, shown=writes),
    Way(url="items", name=_("Items"), icon="news", place=Place.NEWS, order=10, shown=belongs),
    Way(
        url="checks",
        name=_("Checks"),
        icon="done",
        place=Place.NEWS,
        order=20,
        shown=checks,
        waiting=queries.waiting_checks,
    ),
    Way(
        url="urgent",
        name=_("Urgent publications"),
        icon="clock",
        place=Place.NEWS,
        order=60,
        shown=belongs,
    ),
    Way(url="page-import", name=_("Import a page"), icon="import", place=Place.NEWS, order=70, shown=writes),
    Panel(
        name="checks",
        template="newsroom/_now_checks.html",
        read=to_check,
        order=30,
        shown=checks,
        first=True,
        waits=lambda part: part["count"],
    ),
    Panel(name="mine", template="newsroom/_now_mine.html", read=mine, order=10, shown=belongs),
    Panel(
        name="urgent",
        template="newsroom/_now_urgent.html",
        read=urgent,
        order=30,
        shown=belongs,
        audience=lambda actor: "members",
    ),
    Panel(
        name="latest",
        template="newsroom/_now_latest.html",
        read=latest,
        order=40,
        audience=belongs,
    ),
    Deeds(
        acts={
            "newsroom.item.edited": pgettext_lazy("act", "Item written"),
            "newsroom.item.published": pgettext_lazy("act", "Item published"),
            "newsroom.item.corrected": pgettext_lazy("act", "Item corrected"),
            "newsroom.item.withdrawn": pgettext_lazy("act", "Item withdrawn"),
            "newsroom.item.checked": pgettext_lazy("act", "Item checked"),
            "newsroom.item.returned": pgettext_lazy("act", "Item sent back"),
        },
        things={"item": pgettext_lazy("thing", "item")},
    ),
)
