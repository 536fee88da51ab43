"""The "now" screen: what goes on in the network, what waits for me, who is there."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hamafza.calls import queries as calls
from hamafza.desk.frame import belongs
from hamafza.network.access import Standing, standing_of
from hamafza.network.models import Person
from hamafza.newsroom import drafts, queries
from hamafza.relay.overview import attention, worth
from hamafza.response import queries as response
from hamafza.wire.fragments import fragments
from hamafza.wire.stream.control import stat

FIRES = 5  # incidents shown; the others are behind a link
CALLS = 8  # calls shown; the others are behind a link
NAMED = 12  # people named on the screen; the others are counted


def latest(actor: Standing) -> dict[str, Any]:
    return {"items": queries.latest(actor)}


def checks(actor: Standing) -> dict[str, Any]:
    found = queries.waiting_checks(actor)[:20] if may_check(actor) else []
    return {"items": found, "units": None if actor.is_administrator else sorted(actor.checks_for)}


def mine(actor: Standing) -> dict[str, Any]:
    units = None if actor.is_administrator else sorted(actor.unit_ids)
    return {"items": queries.returned_and_drafts(actor), "drafts": drafts.mine(actor), "units": units}


def urgent(actor: Standing) -> dict[str, Any]:
    return {"items": queries.urgent(actor).filter(checked__isnull=True, state="published")[:20]}


def relay(actor: Standing) -> dict[str, Any]:
    """What is worth relaying, and what became of relays that somebody must decide."""
    return {**worth(actor, 5), **attention(actor)}


def people(actor: Standing) -> dict[str, Any]:
    """Who is connected: a count for everybody, names for those of the person's own units."""
    report = stat(settings.RUN_DIR)
    if report is None:
        return {"known": False}
    # Whoever asks is here, also in the moment before their own stream is counted.
    ids = {int(pk) for pk in report.get("persons", {})} | {actor.person.pk}
    near = Person.objects.filter(pk__in=ids, memberships__unit__in=actor.sees).distinct()[:NAMED]
    return {"known": True, "count": len(ids), "near": list(near)}


def burning(actor: Standing) -> dict[str, Any]:
    """What burns, the gravest first, and how much of it."""
    heat = response.heat(actor)
    return {"heat": heat, "rows": list(response.burning(actor)[:FIRES]) if heat.all else []}


def asked(actor: Standing) -> dict[str, Any]:
    """What waits for an answer or for its end, and how much of it."""
    waiting = calls.to_answer(actor)
    return {"count": waiting.count(), "rows": list(waiting[:CALLS])}


def calling(actor: Standing) -> dict[str, Any]:
    """Open calls of the person's units, with how each stands."""
    rows = list(calls.open_calls(actor)[:CALLS])
    counts = calls.counts_of(rows)
    return {"rows": [(call, counts[call.pk]) for call in rows]}


FRAGMENTS: dict[str, Callable[[Standing], dict[str, Any]]] = {
    "burning": burning,
    "asked": asked,
    "calling": calling,
    "latest": latest,
    "checks": checks,
    "mine": mine,
    "urgent": urgent,
    "relay": relay,
    "people": people,
}


ITEMS = ("newsroom.item.*", "network.*")
# Fragments that look the same to many: what makes them differ, or None for one's own. They tell of `ITEMS`.
SHARED: dict[str, Callable[[Standing], Hashable]] = {
    "latest": belongs,
    "urgent": lambda actor: "members",
    "checks": lambda actor: None if may_check(actor) else "nobody who checks",
}


def shown_to(actor: Standing) -> tuple[str, ...]:
    """Parts of the screen; an account without a unit sees only what every reader sees."""
    return tuple(FRAGMENTS) if belongs(actor) else ("latest",)


def may_check(actor: Standing) -> bool:
    return actor.is_administrator or bool(actor.checks_for)


@login_required
@require_GET
@never_cache
def now(request: HttpRequest) -> HttpResponse:
    actor = standing_of(request)
    parts = {name: FRAGMENTS[name](actor) for name in shown_to(actor)}
    context = {**parts, "may_check": may_check(actor)}
    return render(request, "desk/now.html", context)


@login_required
@require_GET
@never_cache
def fragment(request: HttpRequest, name: str) -> HttpResponse:
    """One part of the screen, fetched again by the live script."""
    actor = standing_of(request)
    if name not in shown_to(actor):
        raise Http404
    audience = SHARED[name](actor) if name in SHARED else None
    if audience is None:
        return HttpResponse(rendered(request, name))
    place: str = request.place  # type: ignore[attr-defined]
    found = fragments.shared(f"desk/{name}", audience, place, ITEMS, lambda: rendered(request, name))
    return HttpResponse(found)


def rendered(request: HttpRequest, name: str) -> str:
    return render_to_string(f"desk/_{name}.html", {name: FRAGMENTS[name](standing_of(request))}, request)
