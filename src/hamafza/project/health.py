"""How the installation is: for load balancers, for Prometheus, and for administrators as a page."""

from __future__ import annotations

import ipaddress
import shutil
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hamafza import __version__
from hamafza.network.access import standing_of
from hamafza.wire import operating
from hamafza.wire.errors import NothingWaits, UnknownConsumer
from hamafza.wire.models import Parked
from hamafza.wire.queries import head, lags
from hamafza.wire.stream.control import stat


@require_GET
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers; 503 else. Cheap, for everybody, says nothing of the content."""
    try:
        place = head()
    except DatabaseError:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok", "version": __version__, "head": str(place)})


def report(request: HttpRequest) -> dict[str, Any]:
    """Everything there is to see of the running system."""
    disk = shutil.disk_usage(settings.DATA)
    door = request.META.get("hamafza.door")
    return {
        "version": __version__,
        "head": str(head()),
        "lags": lags(),
        "stream": stat(settings.RUN_DIR),
        "door": door.stats() if door is not None else None,
        "free_mb": disk.free // 1_000_000,
        "free_percent": round(100 * disk.free / disk.total),
    }


@require_GET
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    if not standing_of(request).is_administrator:
        raise Http404
    failures = Parked.objects.select_related("event").order_by("-pk")[:100]
    return render(request, "project/health.html", {"report": report(request), "parked": failures})


@require_POST
def parked(request: HttpRequest) -> HttpResponse:
    """Let the worker try the marked events again, or forget them for good."""
    standing = standing_of(request)
    if not standing.is_administrator:
        raise Http404
    marked = Parked.objects.filter(pk__in=[pk for pk in request.POST.getlist("parked") if pk.isdigit()])
    if request.POST.get("what") == "drop":
        operating.drop(actor=standing, parked=marked)
        messages.success(request, _("They are forgotten."))
    else:
        operating.retry(actor=standing, parked=marked)
        messages.success(request, _("They will be tried again at once."))
    return redirect("health")


@require_POST
def set_aside(request: HttpRequest) -> HttpResponse:
    """Let a consumer that hangs at an event go on with the next one."""
    standing = standing_of(request)
    if not standing.is_administrator:
        raise Http404
    try:
        operating.park(actor=standing, consumer=request.POST.get("consumer", ""))
    except UnknownConsumer:
        raise Http404 from None
    except NothingWaits:
        messages.error(request, _("Nothing waits there any more."))
    else:
        messages.success(request, _("The event is set aside; the consumer goes on."))
    return redirect("health")


@require_GET
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text, for callers on this machine and for administrators."""
    direct = local(request.META["REMOTE_ADDR"]) and "X-Forwarded-For" not in request.headers
    if not direct and not (request.user.is_authenticated and standing_of(request).is_administrator):
        raise Http404
    lines = [f"{name} {value}" for name, value in gauges(report(request))]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def gauges(facts: dict[str, Any]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [("hamafza_ledger_head", facts["head"].rsplit("-", 1)[1])]
    for lag in facts["lags"]:
        found.append((f'hamafza_consumer_lag{{consumer="{lag.consumer}"}}', lag.behind))
        found.append((f'hamafza_consumer_parked{{consumer="{lag.consumer}"}}', lag.parked))
    for process in ("stream", "door"):
        found += flat(f"hamafza_{process}", facts[process] or {})
    return found


def flat(prefix: str, facts: dict[str, Any]) -> list[tuple[str, Any]]:
    """Numbers of a nested report, their path as the name; lists and texts are left out."""
    found: list[tuple[str, Any]] = []
    for name, value in facts.items():
        if isinstance(value, dict) and all(isinstance(key, str) and key.isidentifier() for key in value):
            found += flat(f"{prefix}_{name}", value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found.append((f"{prefix}_{name}", value))
    return found


def local(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
