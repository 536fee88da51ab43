"""The page of relays at the desk: worth relaying, waiting for me, ours, and who relays us."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hamafza.network.access import Standing, for_members, member_of
from hamafza.relay import access, listing, queries
from hamafza.relay.scoring import FRESH_HOURS, REASONS, WEIGHTS
from hamafza.relay.suggestions import best_for, near, readerships


def worth(actor: Standing, count: int = 12) -> dict[str, Any]:
    """Suggestions with their reasons, and the weights these come from."""
    weights = [(REASONS[key], points) for key, points in WEIGHTS.items()]
    units = access.units_of(actor)
    readers = readerships(units)
    found = best_for(units, readers, count)
    return {"found": found, "weights": weights, "hours": int(FRESH_HOURS), "near": near(readers)}


def attention(actor: Standing) -> dict[str, Any]:
    """What somebody of the unit must decide."""
    found = vars(queries.attention(actor))
    return {**found, "count": sum(len(relays) for relays in found.values())}


def ours(actor: Standing) -> dict[str, Any]:
    return {"relays": queries.own(actor)}


def received(actor: Standing) -> dict[str, Any]:
    return {"relays": queries.received(actor)}


FRAGMENTS: dict[str, Callable[[Standing], dict[str, Any]]] = {
    "worth": worth,
    "attention": attention,
    "ours": ours,
    "received": received,
}


@login_required
@require_GET
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    parts = {name: part(actor) for name, part in FRAGMENTS.items()}
    return render(request, "relay/overview.html", {**parts, "next": reverse("relays")})


@login_required
@require_GET
@never_cache
def fragment(request: HttpRequest, name: str) -> HttpResponse:
    """One part of the page, fetched again by the live script."""
    actor = member_of(request)
    if name not in FRAGMENTS:
        raise Http404
    context = {name: FRAGMENTS[name](actor), "next": reverse("relays")}
    return render(request, f"relay/_{name}.html", context)


@for_members("GET", "POST")
def every(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    """All relays of one's units, or of their items, to be narrowed and taken along."""
    filters = listing.RelayFilters(request)
    rows = listing.relays(request, actor, filters)
    return rows.show("relay/list.html", filters, received=filters.is_received)
