"""One relay, and the relays of a unit. What is said of the origin is read from the origin."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hamafza.portal import queries
from hamafza.portal.addresses import local
from hamafza.portal.article_data import embedded, retelling
from hamafza.portal.frame import frame
from hamafza.portal.retold import Retold, canonical, origin_tags, retold
from hamafza.portal.serving import NEWEST, as_of, page
from hamafza.portal.views.front import PAGE_SIZE, page_number
from hamafza.relay import queries as relays


def read_one(pk: int) -> Retold:
    return retold([relays.public(pk)], each_pictures=None)[0]


def status_of(one: Retold) -> int:
    return 410 if one.is_stone else 200


def tags(one: Retold) -> list[str]:
    relay = one.relay
    units = (relay.unit_id, relay.item.unit_id)
    return [f"relay:{relay.pk}", *origin_tags([relay]), *(f"unit:{pk}" for pk in units)]


@require_safe
def relay(request: HttpRequest, pk: int) -> HttpResponseBase:
    read = as_of()
    one = read_one(pk)
    if one.is_replaced:
        return replaced(request, one)
    context = {
        **frame("relay", title=one.story.version.headline, canonical=canonical(one), pk=pk),
        "alternates": {},  # the origin's page names its own languages
        "one": one,
        "story": one.story,
        "src": local("relay-latest", pk=pk),
        "live": True,
    }
    context["article_data"] = embedded(retelling(one, context["network"]))
    return page(request, read, "portal/relay.html", context, tags=tags(one), status=status_of(one))


def replaced(request: HttpRequest, one: Retold) -> HttpResponseBase:
    """Another relay of the unit stands in its place; else the origin is what is left."""
    after = relays.successor(one.relay)
    address = local("relay", pk=after.pk) if after else one.origin_url
    return redirect(address)


@require_safe
def fragment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the live script puts into the page when the relay or its origin changes."""
    read = as_of()
    one = read_one(pk)
    if one.is_replaced:
        raise Http404
    context = {"one": one, "story": one.story, "src": local("relay-latest", pk=pk)}
    return page(request, read, "portal/_relay.html", context, tags=tags(one), age=NEWEST)


@require_safe
def of_unit(request: HttpRequest, code: str) -> HttpResponseBase:
    read = as_of()
    found = queries.unit(code)
    number = page_number(request)
    if not 1 <= number <= queries.DEEPEST_PAGE:
        raise Http404
    rows = relays.of_unit(found, (number - 1) * PAGE_SIZE, PAGE_SIZE + 1)
    if not rows and number > 1:
        raise Http404
    context: dict[str, Any] = {
        **frame("unit-relays", title=gettext("Relays of %(unit)s") % {"unit": found}, code=code),
        "unit": found,
        "relayed": retold(rows[:PAGE_SIZE]),
        "listing": queries.ItemPage([], number, len(rows) > PAGE_SIZE),
    }
    listed = [f"unit:{found.pk}", *origin_tags(rows)]
    return page(request, read, "portal/unit_relays.html", context, tags=listed, query=["page"])
