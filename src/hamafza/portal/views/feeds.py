"""Feeds of the whole network, of a unit and of a topic."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from hamafza.network.queries import the_network
from hamafza.portal import queries
from hamafza.portal.addresses import absolute
from hamafza.portal.entries import FeedEntry, of_relay, of_story
from hamafza.portal.feeds import MEDIA_TYPES, Channel, build
from hamafza.portal.retold import origin_tags, retold
from hamafza.portal.serving import AsOf, as_of, public
from hamafza.relay.queries import changed_of_unit

ENTRIES = 40
FEED_AGE = 60  # seconds


@require_safe
def network(request: HttpRequest, kind: str) -> HttpResponseBase:
    read = as_of()
    name = str(the_network())
    channel = Channel(name, name, absolute("home"), absolute("feed", kind=kind))
    entries = [of_story(story) for story in queries.feed(ENTRIES)]
    return answer(request, read, kind, channel, entries, ["news"])


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
    relays = changed_of_unit(found, ENTRIES)
    said = [of_story(story) for story in queries.feed(ENTRIES, unit=found)]
    entries = [*said, *(of_relay(one) for one in retold(relays, each_pictures=None))]
    entries.sort(key=lambda entry: entry.changed, reverse=True)
    tags = [f"unit:{found.pk}", *origin_tags(relays)]
    return answer(request, read, kind, channel, entries[:ENTRIES], tags)


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
    entries = [of_story(story) for story in queries.feed(ENTRIES, topic=found)]
    return answer(request, read, kind, channel, entries, [f"topic:{code}"])


def answer(
    request: HttpRequest, read: AsOf, kind: str, channel: Channel, entries: list[FeedEntry], tags: list[str]
) -> HttpResponseBase:
    names = queries.topic_names() if any(entry.topics for entry in entries) else {}
    named = [replace(entry, topics=[names.get(code, code) for code in entry.topics]) for entry in entries]
    response = HttpResponse(build(kind, channel, named), content_type=MEDIA_TYPES[kind])
    response["Access-Control-Allow-Origin"] = "*"
    return public(request, response, read, tags=tags, age=FEED_AGE)
