"""Feeds of the whole network, of a unit and of a topic."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from hamafza.network.queries import the_network
from hamafza.portal import queries
from hamafza.portal.addresses import absolute
from hamafza.portal.feeds import MEDIA_TYPES, Channel, build
from hamafza.portal.serving import AsOf, as_of, public
from hamafza.portal.stories import Story

ENTRIES = 40
FEED_AGE = 60  # seconds


@require_safe
def network(request: HttpRequest, kind: str) -> HttpResponseBase:
    read = as_of()
    name = str(the_network())
    channel = Channel(name, name, absolute("home"), absolute("feed", kind=kind))
    return answer(request, read, kind, channel, queries.feed(ENTRIES), "news")


@require_safe
def unit(request: HttpRequest, kind: str, code: str) -> HttpResponseBase:
    read = as_of()
    found = queries.unit(code)
    channel = Channel(
        str(found),
        f"{found} · {the_network()}",
        absolute("unit", code=code),
        absolute("unit-feed", code=code, kind=kind),
    )
    return answer(request, read, kind, channel, queries.feed(ENTRIES, unit=found), f"unit:{found.pk}")


@require_safe
def topic(request: HttpRequest, kind: str, code: str) -> HttpResponseBase:
    read = as_of()
    found = queries.topic(code)
    channel = Channel(
        str(found),
        f"{found} · {the_network()}",
        absolute("topic", code=code),
        absolute("topic-feed", code=code, kind=kind),
    )
    return answer(request, read, kind, channel, queries.feed(ENTRIES, topic=found), f"topic:{code}")


def answer(
    request: HttpRequest, read: AsOf, kind: str, channel: Channel, stories: list[Story], tag: str
) -> HttpResponseBase:
    response = HttpResponse(build(kind, channel, stories), content_type=MEDIA_TYPES[kind])
    response["Access-Control-Allow-Origin"] = "*"
    return public(request, response, read, tags=[tag], age=FEED_AGE)
