"""The relay ledger at the desk: table, map, and the rows behind every number."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hamafza.network.access import member_of
from hamafza.network.models import Unit
from hamafza.relay import ledger
from hamafza.relay.picture import drawn

PAGE, ROWS = 25, 50


def period(request: HttpRequest) -> int:
    wanted = request.GET.get("days", "")
    return next((days for days in ledger.PERIODS if str(days) == wanted), 30)


@login_required
@require_GET
@never_cache
def whole(request: HttpRequest) -> HttpResponse:
    actor, days = member_of(request), period(request)
    edges = ledger.edges(actor, days)
    rows = ledger.unit_rows(edges)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "days": days,
        "periods": ledger.PERIODS,
        "rows": page,
        "picture": drawn(rows, edges),
        "relays": sum(edge.count for edge in edges),
        "pairs": len(edges),
        "units": len(rows),
        "of_units": Unit.objects.filter(active=True).count(),
        "own": actor.unit_ids,
    }
    return render(request, "relay/ledger.html", context)


@login_required
@require_GET
@never_cache
def behind(request: HttpRequest) -> HttpResponse:
    """The relays a number of the ledger counts."""
    actor, days = member_of(request), period(request)
    by, origin = request.GET.get("by", ""), request.GET.get("origin", "")
    known = {unit.code: unit for unit in Unit.objects.filter(code__in=[by, origin])}
    found = ledger.behind(actor, days, by=by, origin=origin)
    context = {
        "days": days,
        "by": known.get(by),
        "origin": known.get(origin),
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "relay/behind.html", context)
