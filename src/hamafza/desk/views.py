"""The page an officer keeps open: what happens now, fragment by fragment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hamafza.desk.presence import presence
from hamafza.network.access import Standing, member_of, standing_of
from hamafza.newsroom import drafts, queries


def latest(actor: Standing) -> dict[str, Any]:
    return {"latest": queries.latest(actor)}


def checks(actor: Standing) -> dict[str, Any]:
    return {"waiting": queries.waiting_for(actor)}


def mine(actor: Standing) -> dict[str, Any]:
    return {"unfinished": queries.unfinished(actor), "drafts": drafts.mine(actor)}


def owed(actor: Standing) -> dict[str, Any]:
    return {"owed": queries.urgent_unchecked(actor)}


def present(actor: Standing) -> dict[str, Any]:
    return {"presence": presence(actor)}


PARTS: dict[str, Callable[[Standing], dict[str, Any]]] = {
    "latest": latest,
    "checks": checks,
    "mine": mine,
    "urgent": owed,
    "present": present,
}


@login_required
@never_cache
@require_GET
def now(request: HttpRequest) -> HttpResponse:
    """Everything that happens now. An account without a unit gets a friendly page without data."""
    actor = standing_of(request)
    if not (actor.memberships or actor.is_administrator):
        return render(request, "desk/welcome.html")
    context = {name: value for part in PARTS.values() for name, value in part(actor).items()}
    return render(request, "desk/now.html", context)


@login_required
@never_cache
@require_GET
def part(request: HttpRequest, name: str) -> HttpResponse:
    """One fragment of the page, as its person may see it now."""
    if name not in PARTS:
        raise Http404
    return render(request, f"desk/_{name}.html", PARTS[name](member_of(request)))
